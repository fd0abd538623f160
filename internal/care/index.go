package care

import (
	"fmt"
	"regexp/syntax"
	"slices"
	"strings"
)

// A pattern is slow and a text is long, so a pattern is tried on a sentence only if the sentence holds the words that the
// pattern cannot do without. Which these are is read off the pattern itself.

// stemKey is how many bytes of a stem are its key; no stem is shorter.
const stemKey = 3

// mostStems is how many beginnings of words may stand for one place of a pattern; a place with more is not used.
const mostStems = 400

// stem is the beginning of a word, and the numbers of the needs that it meets.
type stem struct {
	text  string
	needs []int
}

// needed returns, for each place of a pattern where a word must stand, the ways in which that word may begin.
func needed(source string) ([][]string, error) {
	re, err := syntax.Parse(source, syntax.Perl)
	if err != nil {
		return nil, fmt.Errorf("the pattern cannot be read: %w", err)
	}
	parts := words(re)
	var needs [][]string
	start := true // a word starts here
	for i, p := range parts {
		if start {
			if stems, ok := beginnings(parts[i:]); ok {
				needs = append(needs, stems)
			}
		}
		start = endsInSpace(p) && (start || !optional(p))
	}
	if len(needs) == 0 {
		return nil, fmt.Errorf("the pattern %q needs no word of %d letters", source, stemKey)
	}
	return needs, nil
}

// words returns the parts of an expression; a literal of several words is cut behind each space.
func words(re *syntax.Regexp) []*syntax.Regexp {
	parts := []*syntax.Regexp{re}
	if re.Op == syntax.OpConcat {
		parts = re.Sub
	}
	var cut []*syntax.Regexp
	for _, p := range parts {
		if p.Op != syntax.OpLiteral {
			cut = append(cut, p)
			continue
		}
		for _, w := range strings.SplitAfter(string(p.Rune), " ") {
			if w != "" {
				cut = append(cut, &syntax.Regexp{Op: syntax.OpLiteral, Rune: []rune(w)})
			}
		}
	}
	return cut
}

func optional(re *syntax.Regexp) bool {
	return re.Op == syntax.OpQuest || re.Op == syntax.OpStar || re.Op == syntax.OpRepeat && re.Min == 0
}

// beginning is how a word may begin; whole: nothing is known of what follows, or enough.
type beginning struct {
	text  string
	whole bool
}

// beginnings returns the ways in which what the parts match may begin; false if they are too many or too short.
func beginnings(parts []*syntax.Regexp) ([]string, bool) {
	var stems []string
	for _, b := range expandConcat(parts) {
		if len(b.text) < stemKey {
			return nil, false
		}
		stems = append(stems, b.text)
	}
	slices.Sort(stems)
	stems = slices.Compact(stems)
	return stems, len(stems) <= mostStems
}

func expand(re *syntax.Regexp) []beginning {
	switch re.Op {
	case syntax.OpLiteral:
		return []beginning{{text: string(re.Rune)}}
	case syntax.OpEmptyMatch:
		return []beginning{{}}
	case syntax.OpCapture:
		return expand(re.Sub[0])
	case syntax.OpQuest:
		return append(expand(re.Sub[0]), beginning{})
	case syntax.OpAlternate:
		var all []beginning
		for _, sub := range re.Sub {
			all = append(all, expand(sub)...)
		}
		return all
	case syntax.OpConcat:
		return expandConcat(re.Sub)
	case syntax.OpCharClass:
		var all []beginning
		for i := 0; i < len(re.Rune); i += 2 {
			if re.Rune[i+1]-re.Rune[i] > 8 || len(all) > 8 {
				return []beginning{{whole: true}}
			}
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				all = append(all, beginning{text: string(r)})
			}
		}
		return all
	}
	return []beginning{{whole: true}}
}

// expandConcat goes on until the first word of stemKey bytes or more is over.
func expandConcat(subs []*syntax.Regexp) []beginning {
	all := []beginning{{}}
	for _, sub := range subs {
		if !slices.ContainsFunc(all, func(b beginning) bool { return !b.whole }) {
			break
		}
		var next []beginning
		more := expand(sub)
		for _, b := range all {
			if b.whole {
				next = append(next, b)
				continue
			}
			for _, m := range more {
				next = append(next, firstWord(beginning{b.text + m.text, m.whole}))
			}
		}
		if len(next) > mostStems {
			return []beginning{{whole: true}}
		}
		all = next
	}
	return all
}

// firstWord cuts a beginning behind its first word, unless that would be too short to be looked for.
func firstWord(b beginning) beginning {
	for i := stemKey; i < len(b.text); i++ {
		if b.text[i] == ' ' {
			return beginning{b.text[:i], true}
		}
	}
	return b
}

// endsInSpace says whether everything that an expression matches ends in a space.
func endsInSpace(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpLiteral:
		return re.Rune[len(re.Rune)-1] == ' '
	case syntax.OpCapture, syntax.OpQuest, syntax.OpStar, syntax.OpPlus, syntax.OpRepeat:
		return endsInSpace(re.Sub[0])
	case syntax.OpConcat:
		return endsInSpace(re.Sub[len(re.Sub)-1])
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			if !endsInSpace(sub) {
				return false
			}
		}
		return true
	}
	return false
}

// index files the patterns of a language under the words that they need. The rarest word leads: the one with the longest
// beginnings, as far as can be told.
func (v *voice) index(rules []*Rule, lang string) {
	numbers := map[string]int{}
	for _, r := range rules {
		if r.wording[lang] == nil {
			continue
		}
		for _, p := range r.wording[lang].finds {
			p.rule = r
			var needs []int
			leader, longest := 0, 0
			for _, stems := range p.needs {
				n, known := numbers[strings.Join(stems, " ")]
				if !known {
					n = len(numbers)
					numbers[strings.Join(stems, " ")] = n
					v.lead = append(v.lead, nil)
					for _, s := range stems {
						v.stemOf(s).needs = append(v.stemOf(s).needs, n)
					}
				}
				needs = append(needs, n)
				if length := len(slices.MinFunc(stems, func(a, b string) int { return len(a) - len(b) })); length > longest {
					leader, longest = n, length
				}
			}
			v.lead[leader] = append(v.lead[leader], len(v.patterns))
			v.patterns, v.needs = append(v.patterns, p), append(v.needs, needs)
		}
	}
}

// stemOf returns the stem of a text, a new one if there is none.
func (v *voice) stemOf(text string) *stem {
	at := slot(text, 0)
	for _, st := range v.stems[at] {
		if st.text == text {
			return st
		}
	}
	st := &stem{text: text}
	v.stems[at] = append(v.stems[at], st)
	return st
}

// slots is how many lists of stems there are: 5 bits for each byte of a key, which tell letters apart.
const slots = 1 << (5 * stemKey)

func slot(s string, i int) int {
	return int(s[i]&31)<<10 | int(s[i+1]&31)<<5 | int(s[i+2]&31)
}

// meeting notes which needs the words of one sentence meet. One goroutine uses it for one sentence after the other.
type meeting struct {
	v     *voice
	met   []int32 // the number of the last sentence in which a need was met
	now   int32
	order []int // the needs that were met and that lead to patterns
	found []int
	digit bool // the sentence holds a digit
}

func newMeeting(v *voice) *meeting { return &meeting{v: v, met: make([]int32, len(v.lead))} }

// candidates returns the numbers of the patterns that have all that they need in a sentence, in order. The list is good
// until the next call.
func (m *meeting) candidates(s string) []int {
	m.now++
	m.order, m.found = m.order[:0], m.found[:0]
	m.digit = strings.ContainsAny(s, "0123456789")
	inside := false
	for i := 0; i+stemKey <= len(s); i++ {
		starts := !inside
		if inside = isWordByte(s[i]); !starts {
			continue
		}
		for _, st := range m.v.stems[slot(s, i)] {
			if strings.HasPrefix(s[i:], st.text) {
				m.meet(st)
			}
		}
	}
	for _, need := range m.order {
		for _, p := range m.v.lead[need] {
			if m.complete(p) {
				m.found = append(m.found, p)
			}
		}
	}
	slices.Sort(m.found)
	return m.found
}

func (m *meeting) meet(st *stem) {
	for _, n := range st.needs {
		if m.met[n] != m.now {
			m.met[n] = m.now
			if len(m.v.lead[n]) > 0 {
				m.order = append(m.order, n)
			}
		}
	}
}

func (m *meeting) complete(p int) bool {
	if m.v.patterns[p].digit && !m.digit {
		return false
	}
	for _, n := range m.v.needs[p] {
		if m.met[n] != m.now {
			return false
		}
	}
	return true
}

// isWordByte says whether a byte is part of a word. Every byte beyond ASCII is taken for one: letters with marks.
func isWordByte(b byte) bool {
	return b >= 0x80 || 'a' <= b && b <= 'z' || '0' <= b && b <= '9'
}
