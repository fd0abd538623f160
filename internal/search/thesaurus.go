package search

import (
	"slices"
	"strings"
)

// thesaurus knows which words mean about the same, by their terms joined with spaces.
type thesaurus struct {
	groups  [][][]int32      // group -> members -> terms that stand together
	of      map[string][]int // "break up" -> groups
	longest int              // words of the longest member
}

// learnSynonyms reads groups of words. A member that stands in no text can still be typed.
func (s *segment) learnSynonyms(groups [][]string) {
	s.same.of = map[string][]int{}
	for _, group := range groups {
		n := len(s.same.groups)
		var members [][]int32
		for _, member := range group {
			words := wordsOf(member)
			key := s.key(words)
			if key == "" || slices.Contains(s.same.of[key], n) {
				continue
			}
			s.same.of[key] = append(s.same.of[key], n)
			s.same.longest = max(s.same.longest, len(words))
			if seq, ok := s.sequence(words); ok {
				members = append(members, seq)
			}
		}
		s.same.groups = append(s.same.groups, members)
	}
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

// addSynonyms lets words stand for what means the same.
func (s *segment) addSynonyms(demands []demand, folded []string) {
	for i := range demands {
		for n := 1; n <= s.same.longest && i+n <= len(demands); n++ {
			if slices.Contains(folded[i:i+n], "") {
				break
			}
			key := s.key(folded[i : i+n])
			for _, g := range s.same.of[key] {
				for k := i; k < i+n; k++ {
					s.addMembers(&demands[k], s.same.groups[g], key)
				}
			}
		}
	}
}

func (s *segment) addMembers(d *demand, members [][]int32, key string) {
	d.stop, d.guess = false, ""
	for _, m := range members {
		known := slices.ContainsFunc(d.alternatives, func(a alternative) bool { return slices.Equal(a.terms, m) })
		if !known {
			weight := float32(asSynonym)
			if len(m) == 1 && len(d.alternatives) > 0 && sameRoot(s.terms.get(int(m[0])), s.terms.get(int(d.alternatives[0].terms[0]))) {
				weight = asRelated
			}
			if len(m) > 1 && s.spelt(m) == key {
				weight = asJoined
			}
			d.alternatives = append(d.alternatives, alternative{m, weight})
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
