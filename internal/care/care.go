// Package care knows the sentences of advice that do harm or that are not honest: how they are worded in English and
// German, why a reader is hurt by them, and what to write instead. The rules are in rules.txt, with examples that must hit
// and examples that must not; this package reads them and finds them in a text.
//
// It looks for advice that is given. Advice against something, a question, a quotation and what other people do are no
// hits. It works on single sentences, with words and their order: it understands nothing, so it may only ever warn.
package care

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
)

//go:embed rules.txt
var table string

// Remedy says what, beside the rule's words, makes a hit acceptable.
type Remedy string

// The remedies.
const (
	Caution       Remedy = "caution"        // a box of warning in the same section, or a "not_for" that names the danger
	CautionBeside Remedy = "caution beside" // a box of warning in the same section, and nothing less
	Sources       Remedy = "sources"        // a source for what is claimed
)

// Rule is one thing that an editor is warned of. It never changes.
type Rule struct {
	Code    string // kebab case, stable
	Remedy  Remedy
	Why     string // goes on after the words that were found: `"…" promises what nobody can promise`
	Instead string // what to do about it, in one or two sentences
	wording map[string]*wording
}

// Hit is a stretch of a text that a rule has found.
type Hit struct {
	Rule       *Rule
	Start, End int // offsets in bytes
}

// Manner says how a text is meant.
type Manner int

// The manners of a text.
const (
	Told Manner = iota // the writer speaks: what stands in quotation marks is somebody else's
	Said               // words to say: what stands in quotation marks is the advice
)

// Rules returns all rules in the order of the table.
func Rules() []*Rule { return book().rules }

// Languages are the languages that have rules.
func Languages() []string { return []string{"en", "de"} }

// Reader reads texts of one language, one after the other. One goroutine uses it.
type Reader struct {
	voice *voice // nil where the language has no rules
	met   *meeting
}

// NewReader returns a reader of a language, given as "en" or "de-AT". In a language without rules it finds nothing.
func NewReader(lang string) *Reader {
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	r := &Reader{voice: book().voices[lang]}
	if r.voice != nil {
		r.met = newMeeting(r.voice)
	}
	return r
}

// Find returns the hits of one paragraph, heading or item in plain words, in order.
func (r *Reader) Find(text string, manner Manner) []Hit {
	if r.voice == nil || text == "" {
		return nil
	}
	return r.voice.find(text, manner, r.met)
}

// book is the table, read once.
var book = sync.OnceValue(func() *tableOf { return parse(table) })

// wording is how one language words a rule.
type wording struct {
	finds  []*pattern
	danger func() *regexp.Regexp // what a "not_for" has to speak of; nil where none is enough
	hits   []string              // examples
	passes []string
}

// pattern is one way to word a rule.
type pattern struct {
	rule  *Rule
	blunt bool       // it holds whatever stands around it, also after "not"
	digit bool       // it begins with a number in digits
	needs [][]string // of each of these, a sentence must hold a word that begins so
	expr  func() *regexp.Regexp
}

// voice is a language: its patterns, and what takes the sting out of a hit.
type voice struct {
	patterns []*pattern     // in the order of the table
	stems    [slots][]*stem // by their first letters
	needs    [][]int        // of each pattern, what it needs, as numbers
	lead     [][]int        // for each number, the patterns that are looked at when it is met
	guard    *guard
}

func (v *voice) find(text string, manner Manner, met *meeting) []Hit {
	folded := fold(text)
	var hits []Hit
	quoted := false
	for start := 0; start < len(folded); {
		end := sentenceEnd(folded, start)
		s := sentence{text: folded[start:end], quoted: quoted && manner == Told}
		if strings.Count(s.text, `"`)%2 == 1 {
			quoted = !quoted
		}
		hits = v.hits(hits, text, start, s, manner, met)
		start = end
	}
	return hits
}

// hits adds what the rules find in one sentence, once for each rule.
func (v *voice) hits(hits []Hit, text string, start int, s sentence, manner Manner, met *meeting) []Hit {
	var last *Rule
	for _, i := range met.candidates(s.text) {
		p := v.patterns[i]
		if p.rule == last {
			continue
		}
		if from, to, ok := v.match(p, s, manner); ok {
			last = p.rule
			hits = append(hits, Hit{p.rule, unfold(text, start+from), unfold(text, start+to)})
		}
	}
	return hits
}

// match returns the first stretch of a sentence that a pattern finds and that is meant as advice.
func (v *voice) match(p *pattern, s sentence, manner Manner) (from, to int, ok bool) {
	for at := 0; at < len(s.text); at = to {
		m := p.expr().FindStringSubmatchIndex(s.text[at:])
		if m == nil {
			break
		}
		from, to = at+m[2], at+m[3]
		if (manner == Said || !s.inQuotes(from)) && !v.guard.excuses(s.text, from, to, p.blunt) {
			return from, to, true
		}
	}
	return 0, 0, false
}
