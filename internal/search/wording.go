package search

// wording is a query as a row of terms, with the words that say nothing by themselves: a title that has them in the same
// row is what somebody remembers.
type wording struct {
	*analyser
	terms []string
	stops int
	known map[string]string // a word of a title -> its term; shared by all titles of a query
}

func (s *segment) wording(clauses []clause) *wording {
	w := &wording{analyser: s.analyser, known: map[string]string{}}
	for _, c := range clauses {
		if c.without {
			continue
		}
		for _, word := range c.words {
			folded := s.fold(word)
			if s.stops[folded] {
				w.stops++
			}
			w.terms = append(w.terms, s.term(folded))
		}
	}
	return w
}

// How much a title gains that has the words of a query in their row, and that has its little words.
const (
	rowCounts  = 0.4
	stopsCount = 0.13
)

// likeness is what a title gains: 1 for nothing.
func (w *wording) likeness(title string) float32 {
	n := len(w.terms)
	if n < 2 {
		return 1
	}
	var have []string
	for it := (words{text: title}); ; {
		start, end, ok := it.next()
		if !ok {
			break
		}
		word := title[start:end]
		term, known := w.known[word]
		if !known {
			term = w.term(w.fold(word))
			w.known[word] = term
		}
		have = append(have, term)
	}
	longest, met := 0, map[string]bool{}
	for i := range have {
		met[have[i]] = true
		for k := range n {
			run := 0
			for i+run < len(have) && k+run < n && have[i+run] == w.terms[k+run] {
				run++
			}
			longest = max(longest, run)
		}
	}
	gain := float32(1)
	if longest > 1 {
		gain += rowCounts * float32(longest-1) / float32(n-1)
	}
	if w.stops > 0 {
		little := 0
		for _, t := range w.terms {
			if met[t] && w.analyser.stops[t] {
				little++
			}
		}
		gain += stopsCount * float32(min(little, w.stops)) / float32(w.stops)
	}
	return gain
}
