package search

import (
	"slices"
	"strings"
	"sync"
)

// thesaurus knows which words mean about the same, by their terms joined with spaces.
type thesaurus struct {
	groups  []synonyms
	of      map[string][]int // "break up" -> groups
	longest int              // words of the longest member
}

// synonyms are the members of a group.
type synonyms struct {
	members []member
	weight  float32
}

// member is terms that stand together. Where they do is looked for once, by the first who asks.
type member struct {
	terms []int32
	row   func() []posting // nil for a single term
}

// learnSynonyms reads groups of words, and what the language itself has of them. A member that stands in no text can still be
// typed.
func (s *segment) learnSynonyms(groups [][]string) {
	s.same.of = map[string][]int{}
	if s.lang == "en" {
		for line := range strings.Lines(englishVerbs) {
			if !strings.HasPrefix(line, "#") {
				s.learnGroup(strings.Fields(line), asRelated)
			}
		}
	}
	for _, group := range groups {
		s.learnGroup(group, asSynonym)
	}
}

func (s *segment) learnGroup(group []string, weight float32) {
	n := len(s.same.groups)
	g := synonyms{weight: weight}
	for _, said := range group {
		words := wordsOf(said)
		key := s.key(words)
		if key == "" || slices.Contains(s.same.of[key], n) {
			continue
		}
		s.same.of[key] = append(s.same.of[key], n)
		s.same.longest = max(s.same.longest, len(words))
		if seq, ok := s.sequence(words); ok {
			m := member{terms: seq}
			if len(seq) > 1 {
				m.row = sync.OnceValue(func() []posting { return slices.Clip(s.rowOf(seq, nil)) })
			}
			g.members = append(g.members, m)
		}
	}
	s.same.groups = append(s.same.groups, g)
}

// key is what words are looked up by.
func (s *segment) key(words []string) string {
	var terms []string
	for _, w := range words {
		if folded := s.fold(w); folded != "" {
			terms = append(terms, s.term(folded))
		}
	}
	return strings.Join(terms, " ")
}

// phraseAt is how many words a query begins with for which others stand; 1: only the first.
func (s *segment) phraseAt(asked []asking) int {
	longest := 1
	var terms []string
	for i := 0; i < min(s.same.longest, len(asked)) && asked[i].plain(); i++ {
		terms = append(terms, s.term(asked[i].folded))
		if i > 0 && s.same.of[strings.Join(terms, " ")] != nil {
			longest = i + 1
		}
	}
	return longest
}

// phraseDemand asks for words for which others stand: for all of them together, for one of the others, or, if need be, for
// a single one of them.
func (s *segment) phraseDemand(asked []asking) demand {
	var typed, folded []string
	for _, a := range asked {
		typed, folded = append(typed, a.words[0]), append(folded, a.folded)
	}
	d := demand{typed: strings.Join(typed, " "), known: true}
	key := s.key(folded)
	if seq, ok := s.sequence(folded); ok {
		for _, g := range s.same.of[key] {
			for _, m := range s.same.groups[g].members {
				if slices.Equal(m.terms, seq) {
					d.also(alternative{seq, asTyped, m.row})
				}
			}
		}
	}
	if f := s.form(strings.Join(folded, "")); f >= 0 { // "break up" for "breakup"
		d.add(asJoined, s.formTerm[f])
	}
	s.addSynonyms(&d, key)
	for _, w := range folded {
		if t := s.find(s.term(w)); t >= 0 && !s.stops[w] {
			d.add(asWord, t)
		}
	}
	return d
}

// addSynonyms lets words stand for what means the same.
func (s *segment) addSynonyms(d *demand, key string) {
	for _, g := range s.same.of[key] {
		d.stop, d.known = false, true
		for _, m := range s.same.groups[g].members {
			weight := s.same.groups[g].weight
			switch {
			case len(m.terms) == 1 && len(d.alternatives) > 0 && sameRoot(s.terms.get(int(m.terms[0])), s.terms.get(int(d.alternatives[0].terms[0]))):
				weight = asRelated
			case len(m.terms) > 1 && s.spelt(m.terms) == key:
				weight = asJoined
			}
			d.also(alternative{m.terms, weight, m.row})
		}
	}
}

// spelt is what terms make in one word: "breakup" of "break up".
func (s *segment) spelt(terms []int32) string {
	var b strings.Builder
	for _, t := range terms {
		b.WriteString(s.terms.get(int(t)))
	}
	return b.String()
}

// sameRoot reports whether two terms begin alike, for most of their length.
func sameRoot(a, b string) bool {
	n := common(a, b)
	return n >= 4 && 3*n >= 2*max(len(a), len(b))
}
