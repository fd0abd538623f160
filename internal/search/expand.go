package search

import (
	"slices"
	"strings"
)

// What a word that was not typed counts, beside one that was.
const (
	asTyped    = 1
	asRelated  = 0.95 // another form of the word, or a synonym of the same root: "jealousy" for "jealous"
	asJoined   = 0.9  // "breakup" for "break up", and the other way round
	asSynonym  = 0.9
	asPrefix   = 0.75 // the typed word goes on
	asSlip     = 0.7  // each slip once more
	asPart     = 0.7  // a part of the joined word that was typed
	asOnlyPart = 0.5  // the rest of which is no known word
	asWord     = 0.4  // a word of a phrase for which others stand
	asCompound = 0.35 // the typed word begins or ends a longer one: German joins words
)

// mostDemands is how many things a query asks for at most; see tally.
const mostDemands = mostClauses

// alternative is one way to satisfy a demand: a term, or several that stand one after the other.
type alternative struct {
	terms  []int32
	weight float32
	row    func() []posting // of terms that stand together, where that is remembered; nil otherwise
}

// demand is what a query asks for, in the terms of a segment: a word or phrase of it, or a part of a joined word.
type demand struct {
	alternatives []alternative
	phrase       bool
	stop         bool   // says nothing by itself
	known        bool   // a text has the word, or a form of it, or synonyms are known for it
	typed        string // as the reader wrote it
	folded       string
	guess        string // the word that was searched for a misspelt one; empty: none
}

// add lets a demand be met by terms that stand together.
func (d *demand) add(weight float32, terms ...int32) {
	d.also(alternative{terms: terms, weight: weight})
}

// also lets a demand be met in one more way, unless it is met so already.
func (d *demand) also(way alternative) {
	if !slices.ContainsFunc(d.alternatives, func(a alternative) bool { return slices.Equal(a.terms, way.terms) }) {
		d.alternatives = append(d.alternatives, way)
	}
}

// expand turns the clauses into demands.
// little are the words that are left out, where they stand in titles.
func (s *segment) expand(clauses []clause) (demands []demand, banned []alternative, little []int32) {
	asked := s.asked(clauses)
	for i := 0; i < len(asked); {
		a, n := asked[i], 1
		switch {
		case a.without:
			if seq, ok := s.sequence(a.words); ok {
				banned = append(banned, alternative{terms: seq})
			}
		case a.folded == "":
			d := demand{phrase: true, typed: strings.Join(a.words, " ")}
			if seq, ok := s.sequence(a.words); ok {
				d.add(asTyped, seq...)
			}
			demands = append(demands, d)
		default:
			if n = s.phraseAt(asked[i:]); n > 1 {
				demands = append(demands, s.phraseDemand(asked[i:i+n]))
			} else {
				demands = append(demands, s.wordDemands(asked, i)...)
			}
		}
		i += n
	}
	if slices.ContainsFunc(demands, func(d demand) bool { return !d.stop }) {
		for _, d := range demands {
			if t := s.find(titled + d.folded); d.stop && t >= 0 && !slices.Contains(little, t) {
				little = append(little, t)
			}
		}
		demands = slices.DeleteFunc(demands, func(d demand) bool { return d.stop })
	}
	return demands[:min(len(demands), mostDemands)], banned, little
}

// asking is a clause with its word folded; "" for words in quotation marks, and those that must not be there.
type asking struct {
	clause
	folded string
	taken  bool // a particle that belongs to a verb before it
}

// asked folds the clauses. A word that was typed twice asks for no more than once.
func (s *segment) asked(clauses []clause) []asking {
	var out []asking
	for _, c := range clauses {
		a := asking{clause: c}
		if !c.without && (!c.phrase || len(c.words) <= 1) {
			a.folded = s.fold(c.words[0])
			again := slices.ContainsFunc(out, func(b asking) bool { return b.folded == a.folded })
			if a.folded == "" || again || c.unfinished && len(out) > 0 && len(a.folded) == 1 {
				continue
			}
		}
		out = append(out, a)
	}
	return out
}

// plain reports whether a word stands by itself, in no quotation marks, and is all there.
func (a asking) plain() bool { return a.folded != "" && !a.phrase && !a.prefix }

// wordDemands finds what a word may stand for: one demand, or one for each part of a joined word.
func (s *segment) wordDemands(asked []asking, i int) []demand {
	a := asked[i]
	if a.taken {
		return []demand{{stop: true, folded: a.folded}}
	}
	d := s.demand(a.clause, a.folded)
	if !a.phrase {
		for _, k := range [...]int{i - 1, i} { // "break up" for "breakup"
			if k >= 0 && k+1 < len(asked) && asked[k].folded != "" && asked[k+1].folded != "" {
				if f := s.form(asked[k].folded + asked[k+1].folded); f >= 0 {
					d.add(asJoined, s.formTerm[f])
				}
			}
		}
		s.addSynonyms(&d, s.key([]string{a.folded}))
		if a.plain() {
			s.addSeparated(&d, asked, i)
		}
	}
	if d.stop || !a.plain() {
		return []demand{d}
	}
	if d.known {
		if exact := s.find(s.term(a.folded)); exact >= 0 && s.df[exact] <= seldom {
			if parts, whole := s.takeApart(a.folded); whole {
				return s.partDemands(a, d, parts, whole)
			}
		}
		return []demand{d}
	}
	near := s.nearest(a.folded, slips(a.folded))
	if len(near) > 0 && near[0].distance == 1 {
		s.addNearest(&d, near)
		return []demand{d}
	}
	if parts, whole := s.takeApart(a.folded); whole || len(near) == 0 && len(parts) > 0 {
		return s.partDemands(a, d, parts, whole)
	}
	s.addNearest(&d, near)
	return []demand{d}
}

// demand finds which terms a word may stand for.
func (s *segment) demand(c clause, word string) demand {
	d := demand{typed: c.words[0], folded: word, phrase: c.phrase, stop: !c.phrase && !c.prefix && s.stops[word]}
	exact := s.find(s.term(word))
	if exact >= 0 {
		d.add(asTyped, exact)
	}
	if c.phrase {
		return d
	}
	for _, t := range s.kin(word) {
		d.add(asRelated, t)
	}
	d.known = len(d.alternatives) > 0
	switch {
	case c.prefix && len(word) > 1:
		for _, t := range s.prefixed(word) {
			d.add(asPrefix, t)
		}
		d.known = len(d.alternatives) > 0
	case s.lang == "de" && len(word) > leastPart:
		for _, t := range s.prefixed(word) {
			d.add(asCompound, t)
		}
		for _, t := range s.ending(s.term(word)) {
			d.add(asCompound, t)
		}
	}
	if d.known {
		return d
	}
	for i := 2; i+2 <= len(word); i++ { // "breakup"
		if a, b := s.form(word[:i]), s.form(word[i:]); a >= 0 && b >= 0 {
			d.add(asJoined, s.formTerm[a], s.formTerm[b])
		}
	}
	return d
}

// partDemands asks for the parts of a joined word. What is found for the word as a whole meets each of them.
func (s *segment) partDemands(a asking, all demand, parts []string, whole bool) []demand {
	weight := float32(asPart)
	if !whole {
		weight = asOnlyPart
	}
	var out []demand
	for _, part := range parts {
		d := s.demand(a.clause, part)
		s.addSynonyms(&d, s.key([]string{part}))
		for i := range d.alternatives {
			d.alternatives[i].weight *= weight
		}
		of := d.alternatives
		d.alternatives = slices.Clone(all.alternatives)
		for _, way := range of {
			d.also(way)
		}
		d.folded, d.stop = a.folded, false
		out = append(out, d)
	}
	return out
}

// mostNearest is how many words a misspelt one may stand for.
const mostNearest = 4

// addNearest lets a word that no text has stand for those that it resembles most.
func (s *segment) addNearest(d *demand, list []near) {
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
		d.add(weight, s.formTerm[n.form])
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
