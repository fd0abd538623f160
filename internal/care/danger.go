package care

import "strings"

// Names says whether a text in a language, "en" or "de-AT", speaks of the danger that a rule warns of. It is always false
// for rules that only a caution beside the words answers.
func (r *Rule) Names(lang, text string) bool {
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	w := r.wording[lang]
	return w != nil && w.danger != nil && w.danger().MatchString(fold(text))
}
