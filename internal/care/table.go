package care

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// tableOf is what rules.txt says.
type tableOf struct {
	rules  []*Rule
	voices map[string]*voice
	parts  map[string]string // language and name -> words to be put for "{name}" in a pattern
}

// parse reads the table. It panics where the table is wrong, as regexp.MustCompile does: the table is part of the program.
func parse(text string) *tableOf {
	t := &tableOf{voices: map[string]*voice{}, parts: map[string]string{}}
	for _, lang := range Languages() {
		t.voices[lang] = &voice{guard: &guard{}}
	}
	var lang string
	for i, line := range strings.Split(text, "\n") {
		key, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch {
		case strings.TrimSpace(line) == "" || strings.HasPrefix(line, "//"):
		case strings.HasPrefix(line, "# "):
			t.rules = append(t.rules, &Rule{Code: strings.TrimPrefix(line, "# "), wording: map[string]*wording{}})
			lang = ""
		case strings.HasPrefix(line, "-- "):
			lang = strings.TrimPrefix(line, "-- ")
			if len(t.rules) > 0 {
				t.rules[len(t.rules)-1].wording[lang] = &wording{}
			}
		default:
			if err := t.line(lang, key, value); err != nil {
				panic(fmt.Sprintf("rules.txt:%d: %v", i+1, err))
			}
		}
	}
	for lang, v := range t.voices {
		v.index(t.rules, lang)
	}
	return t
}

// line takes one "key: value" of the part that is open.
func (t *tableOf) line(lang, key, value string) error {
	if len(t.rules) == 0 {
		return t.preamble(lang, key, value)
	}
	r := t.rules[len(t.rules)-1]
	w := r.wording[lang]
	if w == nil {
		switch key {
		case "remedy":
			r.Remedy = Remedy(value)
		case "why":
			r.Why = value
		case "instead":
			r.Instead = strings.TrimSpace(r.Instead + " " + value)
		default:
			return fmt.Errorf("%q stands before a language", key)
		}
		return nil
	}
	switch key {
	case "find", "find!":
		list, err := t.patterns(lang, value, key == "find!")
		if err != nil {
			return err
		}
		w.finds = append(w.finds, list...)
	case "danger":
		words := t.expand(lang, value)
		w.danger = sync.OnceValue(func() *regexp.Regexp {
			return regexp.MustCompile(`(?:^|[^\pL\pN])(?:` + words + `)(?:$|[^\pL\pN])`)
		})
	case "hit":
		w.hits = append(w.hits, value)
	case "pass":
		w.passes = append(w.passes, value)
	default:
		return fmt.Errorf("%q is no key of a language", key)
	}
	return nil
}

// preamble takes a line before the first rule: names for words that many patterns share, and what excuses a hit.
func (t *tableOf) preamble(lang, key, value string) error {
	name, isName := strings.CutPrefix(key, "let ")
	g := t.voices[lang]
	switch {
	case g == nil:
		return fmt.Errorf("%q is no language", lang)
	case isName:
		t.parts[lang+" "+name] = t.expand(lang, value)
	case g.guard.set(key, t.expand(lang, value)):
	default:
		return fmt.Errorf("%q is no key before the rules", key)
	}
	return nil
}

// patterns makes one pattern of each alternative of a source, so that each is tried only where its own words stand. It
// compiles when it is first tried: most articles try few.
func (t *tableOf) patterns(lang, source string, blunt bool) ([]*pattern, error) {
	var list []*pattern
	for _, alternative := range alternatives(t.expand(lang, source)) {
		needs, err := needed(alternative)
		if err != nil {
			return nil, err
		}
		list = append(list, &pattern{blunt: blunt, digit: strings.HasPrefix(alternative, `\pN`), needs: needs, expr: sync.OnceValue(func() *regexp.Regexp {
			return regexp.MustCompile(`(?:^|[^\pL\pN])(` + alternative + `)(?:$|[^\pL\pN])`)
		})})
	}
	return list, nil
}

// alternatives cuts a pattern at each "|" that is not inside a group.
func alternatives(source string) []string {
	var list []string
	depth, from := 0, 0
	for i := range len(source) {
		switch source[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case '|':
			if depth == 0 {
				list = append(list, source[from:i])
				from = i + 1
			}
		}
	}
	return append(list, source[from:])
}

// expand puts shared words for "{name}", up to four words for " ... " and the rest of a word for "~".
func (t *tableOf) expand(lang, source string) string {
	for name, words := range t.parts {
		if of, name, _ := strings.Cut(name, " "); of == lang {
			source = strings.ReplaceAll(source, "{"+name+"}", "(?:"+words+")")
		}
	}
	source = strings.ReplaceAll(source, " ... ", ` (?:[^\s,;:.!?]+ ){0,4}?`)
	return strings.ReplaceAll(source, "~", `\pL*`)
}
