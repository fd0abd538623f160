package search

import (
	"slices"
	"strings"
)

// What a word that was not typed counts, beside one that was.
const (
	asTyped    = 1
	asJoined   = 0.9  // "breakup" for "break up", and the other way round
	asPrefix   = 0.75 // the typed word goes on
	asSlip     = 0.7  // each slip once more
	asRelated  = 0.95 // a synonym of the same root: "jealousy" for "jealous"
	asSynonym  = 0.9
	asCompound = 0.35 // the typed word begins a longer one: German joins words
)

// alternative is one way to satisfy a demand: a term, or several that stand one after the other.
type alternative struct {
	terms  []int32
	weight float32
}

// demand is a clause in the terms of a segment.
type demand struct {
	alternatives []alternative
	phrase       bool
	stop         bool   // says nothing by itself
	typed        string // as the reader wrote it
	guess        string // the word that was searched for a misspelt one; empty: none
}

// expand turns the clauses into demands.
// little are the words that are left out, where they stand in titles.
func (s *segment) expand(clauses []clause) (demands []demand, banned []alternative, little []int32) {
	var folded []string
	for _, c := range clauses {
		if c.without {
			if seq, ok := s.sequence(c.words); ok {
				banned = append(banned, alternative{terms: seq})
			}
			continue
		}
		if c.phrase && len(c.words) > 1 {
			d := demand{phrase: true, typed: strings.Join(c.words, " ")}
			if seq, ok := s.sequence(c.words); ok {
				d.alternatives = []alternative{{seq, asTyped}}
			}
			demands, folded = append(demands, d), append(folded, "")
			continue
		}
		word := s.fold(c.words[0])
		if word == "" || c.unfinished && len(folded) > 0 && len(word) == 1 {
			continue
		}
		if slices.Contains(folded, word) { // typed twice, it asks for no more than once
			continue
		}
		demands = append(demands, s.demand(c, word))
		folded = append(folded, word)
	}
	s.addJoined(demands, folded)
	s.addSynonyms(demands, folded)
	if slices.ContainsFunc(demands, func(d demand) bool { return !d.stop }) {
		for i, d := range demands {
			if t := s.find(titled + folded[i]); d.stop && t >= 0 && !slices.Contains(little, t) {
				little = append(little, t)
			}
		}
		demands = slices.DeleteFunc(demands, func(d demand) bool { return d.stop })
	}
	return demands, banned, little
}

// demand finds what one word may stand for.
func (s *segment) demand(c clause, word string) demand {
	d := demand{typed: c.words[0], phrase: c.phrase, stop: !c.phrase && !c.prefix && s.stops[word]}
	add := func(weight float32, terms ...int32) {
		d.alternatives = append(d.alternatives, alternative{terms, weight})
	}
	exact := s.find(s.term(word))
	if exact >= 0 {
		add(asTyped, exact)
	}
	if c.phrase {
		return d
	}
	if c.prefix && len(word) > 1 {
		for _, t := range s.prefixed(word) {
			if t != exact {
				add(asPrefix, t)
			}
		}
	} else if s.lang == "de" && len(word) >= 5 {
		for _, t := range s.prefixed(word) {
			if t != exact {
				add(asCompound, t)
			}
		}
	}
	if exact >= 0 || c.prefix && len(d.alternatives) > 0 {
		return d
	}
	for i := 2; i+2 <= len(word); i++ { // "breakup"
		if a, b := s.form(word[:i]), s.form(word[i:]); a >= 0 && b >= 0 {
			add(asJoined, s.formTerm[a], s.formTerm[b])
		}
	}
	s.addNearest(&d, word)
	return d
}

// mostNearest is how many words a misspelt one may stand for.
const mostNearest = 4

// addNearest lets a word that no text has stand for those that it resembles most.
func (s *segment) addNearest(d *demand, word string) {
	list := s.nearest(word, slips(word))
	for i, n := range list {
		if i == mostNearest || n.distance > list[0].distance {
			break
		}
		weight := float32(asSlip)
		for range n.distance - 1 {
			weight *= asSlip
		}
		if i > 0 {
			weight *= 0.5
		}
		d.alternatives = append(d.alternatives, alternative{[]int32{s.formTerm[n.form]}, weight})
	}
	if len(list) > 0 {
		d.guess = s.shown.get(list[0].form)
	}
}

// sequence finds the terms of words that stand together. False: one of them is in no text.
func (s *segment) sequence(words []string) ([]int32, bool) {
	var out []int32
	for _, w := range words {
		folded := s.fold(w)
		if folded == "" {
			continue
		}
		t := s.find(s.term(folded))
		if t < 0 {
			return nil, false
		}
		out = append(out, t)
	}
	return out, len(out) > 0
}

// addJoined lets two words that follow each other stand for the one that they make: "break up" for "breakup".
func (s *segment) addJoined(demands []demand, folded []string) {
	for i := range len(demands) - 1 {
		if folded[i] == "" || folded[i+1] == "" {
			continue
		}
		if f := s.form(folded[i] + folded[i+1]); f >= 0 {
			for _, d := range []*demand{&demands[i], &demands[i+1]} {
				d.alternatives = append(d.alternatives, alternative{[]int32{s.formTerm[f]}, asJoined})
			}
		}
	}
}
