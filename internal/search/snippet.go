package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Span is a stretch of text. Hit: it is a word that was searched for.
type Span struct {
	Text string
	Hit  bool
}

// How much of a text is shown, in words.
const (
	snippetWords = 34
	snippetLead  = 8 // before the first word that was found
)

// marker marks the words of a query in texts.
type marker struct {
	*analyser
	terms map[string]bool
	first map[rune]bool // first letters of the terms: most words are ruled out by theirs
	known map[string]bool
}

func (s *segment) marker(terms map[string]bool) *marker {
	m := &marker{analyser: s.analyser, terms: terms, first: map[rune]bool{}, known: map[string]bool{}}
	for t := range terms {
		r, _ := utf8.DecodeRuneInString(t)
		m.first[r] = true
	}
	return m
}

// hit reports whether a word as written was searched for.
func (m *marker) hit(word string) bool {
	if c := word[0]; c < utf8.RuneSelf && !m.first[rune(c|0x20)] && !m.first[rune(c)] {
		return false
	}
	yes, known := m.known[word]
	if !known {
		yes = m.terms[m.term(m.fold(word))]
		m.known[word] = yes
	}
	return yes
}

// all marks a whole text, such as a title.
func (m *marker) all(text string) []Span { return m.stretch(text, 0, len(text)) }

func (m *marker) stretch(text string, from, to int) []Span {
	var out []Span
	add := func(text string, hit bool) {
		if n := len(out); text == "" {
			return
		} else if n > 0 && out[n-1].Hit == hit {
			out[n-1].Text += text
		} else {
			out = append(out, Span{text, hit})
		}
	}
	w, at := words{text: text[:to], at: from}, from
	for {
		start, end, ok := w.next()
		if !ok {
			break
		}
		if m.hit(text[start:end]) {
			add(text[at:start], false)
			add(text[start:end], true)
			at = end
		}
	}
	add(text[at:to], false)
	return out
}

// place is where a word stands in a text.
type place struct {
	start, end int
	hit        bool
}

// snippet shows the stretch of a text that holds most of the words, with "…" where something is left out.
func (m *marker) snippet(text string) []Span {
	text = strings.Join(strings.Fields(text), " ")
	var list []place
	for w := (words{text: text}); ; {
		start, end, ok := w.next()
		if !ok {
			break
		}
		list = append(list, place{start, end, m.hit(text[start:end])})
	}
	if len(list) <= snippetWords {
		return m.all(text)
	}
	first, last := window(list)
	from, to := list[first].start, list[last].end
	if first == 0 {
		from = 0
	} else if open := strings.LastIndexAny(text[list[first-1].end:from], "\"“„«([‚‘"); open >= 0 {
		from = list[first-1].end + open
	}
	for to < len(text) && strings.IndexByte(".!?,;:)]\"'", text[to]) >= 0 {
		to++
	}
	var out []Span
	if first > 0 {
		out = append(out, Span{Text: "… "})
	}
	out = append(out, m.stretch(text, from, to)...)
	if last < len(list)-1 {
		out = append(out, Span{Text: " …"})
	}
	return out
}

// window finds the words to show: most hits, and some words before the first of them.
func window(list []place) (first, last int) {
	hits, best, at := 0, 0, 0
	for i := range list {
		if list[i].hit {
			hits++
		}
		if i >= snippetWords-snippetLead && list[i-snippetWords+snippetLead].hit {
			hits--
		}
		if hits > best {
			best, at = hits, i
		}
	}
	first = max(0, at-(snippetWords-snippetLead)+1)
	for best > 0 && !list[first].hit {
		first++
	}
	first = max(0, min(first-snippetLead, len(list)-snippetWords))
	return first, min(first+snippetWords, len(list)) - 1
}

// result makes what is shown of a hit: titles and texts with the words marked.
func (h hit) result() Result {
	s := h.search
	m := s.marker(s.tally.terms)
	whole := s.entries[h.from]
	r := Result{Article: h.article, Person: h.person, Whole: h.whole}
	r.Title, r.Summary = m.all(s.titleOf(whole)), m.snippet(s.textOf(whole))
	for i, e := range h.parts() {
		p := s.part(m, s.entries[e])
		switch {
		case len(p.Title) == 0: // an opening has no name but the article's
			if !hits(r.Summary) {
				r.Summary = p.Text
			}
			r.Whole = r.Whole || i == 0
		case len(r.Parts) == mostParts:
			r.More++
		default:
			r.Parts = append(r.Parts, p)
		}
	}
	return r
}

func hits(spans []Span) bool {
	return slices.ContainsFunc(spans, func(s Span) bool { return s.Hit })
}

func (s *segment) part(m *marker, e entry) Part {
	p := Part{Kind: e.kind, ID: s.id(e), Title: m.all(s.titleOf(e)), Text: m.snippet(s.textOf(e))}
	if e.kind == KindTip {
		p.Tip = s.works[e.work].article.Tips[e.part]
	}
	return p
}

// parts are the entries of a hit that were found, best first.
func (h hit) parts() []int32 {
	f := h.search
	var out []int32
	for e := h.from + 1; e < h.to; e++ {
		if f.mask[e] != 0 && f.mask[e]&banned == 0 {
			out = append(out, e)
		}
	}
	worth := make([]float32, h.to-h.from)
	for _, e := range out {
		worth[e-h.from] = f.worth(h.work, e) * f.wording.likeness(f.titleOf(f.entries[e]))
	}
	slices.SortStableFunc(out, func(a, b int32) int { return cmp.Compare(worth[b-h.from], worth[a-h.from]) })
	return out
}
