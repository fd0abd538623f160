package search

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// German joins words: what a text calls "das Vertrauen ist gebrochen" a reader calls "Vertrauensbruch". A joined word that
// few texts have is taken apart into words that they have, and a word also finds those that begin or end with it.

// Limits of taking apart. Shorter parts are found in words that they have nothing to do with.
const (
	leastPart  = 4 // letters of a part
	leastAlone = 5 // letters of a part beside which the rest is no known word
	mostParted = 3 // parts
	seldom     = 3 // entries that have a word at most which is taken apart although it is known
	leastRank  = 0.5
)

// joints are what may stand between two parts.
var joints = [...]string{"", "s", "es", "n", "en", "er", "e"}

// takeApart finds the parts of a folded German word, as folded words: as few as possible, and of those the most frequent.
// Where no parts make the whole of it, it is the longest known word at its beginning or end.
func (s *segment) takeApart(word string) (words []string, whole bool) {
	if s.lang != "de" || len(word) < 2*leastPart {
		return nil, false
	}
	for n := 2; n <= mostParted; n++ {
		if words, rank := s.parts(word, n); rank > 0 {
			return words, true
		}
	}
	best := ""
	for i := range len(word) {
		if w, _ := s.modifier(word[:i]); i >= leastAlone && len(w) > len(best) {
			best = w
		}
		if w := word[i:]; i > 0 && len(w) >= leastAlone && len(w) > len(best) && s.rankOf(w) > 0 {
			best = w
		}
	}
	if best == "" {
		return nil, false
	}
	return []string{best}, false
}

// parts takes a word apart into n words and says how good that is; 0: it cannot be.
func (s *segment) parts(word string, n int) (words []string, rank float64) {
	if n == 1 {
		return []string{word}, s.rankOf(word)
	}
	for i := leastPart; i <= len(word)-(n-1)*leastPart; i++ {
		first, r := s.modifier(word[:i])
		if r == 0 {
			continue
		}
		if rest, more := s.parts(word[i:], n-1); more > 0 && min(r, more) > rank {
			words, rank = append([]string{first}, rest...), min(r, more)
		}
	}
	return words, rank
}

// modifier finds the word that stands before another in a joined one: with a joint behind it ("vertrauens"), without its
// last letter ("sprach" of "Sprache"), or as the stem of a verb ("wohn").
func (s *segment) modifier(part string) (word string, rank float64) {
	try := func(w string) {
		if len(w) < leastPart {
			return
		}
		if r := s.rankOf(w); r > rank {
			word, rank = w, r
		}
	}
	for _, joint := range joints {
		if base, ok := strings.CutSuffix(part, joint); ok {
			try(base)
		}
	}
	if rank == 0 {
		try(part + "e")
		try(part + "en")
	}
	return word, rank
}

// rankOf says how well a folded word is known as a part: by how many entries have it, or a little where only synonyms are
// known for it. 0: it is none.
func (s *segment) rankOf(word string) float64 {
	if len(word) < leastPart || s.stops[word] || slices.Contains(particles[:], word) {
		return 0
	}
	term := s.term(word)
	if len(term) < leastPart || s.stops[term] {
		return 0
	}
	if t := s.find(term); t >= 0 {
		return math.Log2(2 + float64(s.df[t]))
	}
	if len(s.same.of[term]) > 0 {
		return leastRank
	}
	return 0
}

// learnTails sorts the terms by their ends, so that those that end with a word stand together.
func (s *segment) learnTails() {
	if s.lang != "de" || s.tails != nil {
		return
	}
	s.tails = make([]int32, 0, s.terms.len())
	for i := range s.terms.len() {
		if len(s.terms.get(i)) >= 2*leastPart {
			s.tails = append(s.tails, int32(i))
		}
	}
	slices.SortFunc(s.tails, func(a, b int32) int { return compareTails(s.terms.get(int(a)), s.terms.get(int(b))) })
}

// compareTails compares words from their ends on.
func compareTails(a, b string) int {
	for i := 1; i <= min(len(a), len(b)); i++ {
		if c := cmp.Compare(a[len(a)-i], b[len(b)-i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

// ending returns the terms of joined words that end with a term: what stands before it is a word, too.
func (s *segment) ending(term string) []int32 {
	if len(term) < leastPart {
		return nil
	}
	at, _ := slices.BinarySearchFunc(s.tails, term, func(t int32, term string) int { return compareTails(s.terms.get(int(t)), term) })
	var out []int32
	for ; at < len(s.tails) && len(out) < mostExpanded; at++ {
		word := s.terms.get(int(s.tails[at]))
		begin, ok := strings.CutSuffix(word, term)
		if !ok {
			break
		}
		if _, rank := s.modifier(begin); rank > 0 && s.alive(s.tails[at]) {
			out = append(out, s.tails[at])
		}
	}
	return out
}
