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

// marker marks what a query looks for in texts: single words, and words that count only in their row.
type marker struct {
	*analyser
	ids    map[string]int32 // term -> its number, from 1
	single map[int32]bool
	rows   [][]int32
	first  map[rune]bool    // first letters of the terms: most words are ruled out by theirs
	known  map[string]int32 // word as written -> number of its term, or 0
}

// newMarker makes a marker of rows of terms; a row of one is a single word.
func newMarker(a *analyser, rows [][]string) *marker {
	m := &marker{analyser: a, ids: map[string]int32{}, single: map[int32]bool{}, first: map[rune]bool{}, known: map[string]int32{}}
	for _, row := range rows {
		var ids []int32
		for _, term := range row {
			if m.ids[term] == 0 {
				m.ids[term] = int32(len(m.ids) + 1)
				r, _ := utf8.DecodeRuneInString(term)
				m.first[r] = true
			}
			ids = append(ids, m.ids[term])
		}
		if len(ids) == 1 {
			m.single[ids[0]] = true
		} else {
			m.rows = append(m.rows, ids)
		}
	}
	return m
}

// id returns the number of the term of a word as written, or 0.
func (m *marker) id(word string) int32 {
	if c := word[0]; c < utf8.RuneSelf && !m.first[rune(c|0x20)] && !m.first[rune(c)] {
		return 0
	}
	id, known := m.known[word]
	if !known {
		id = m.ids[m.term(m.fold(word))]
		m.known[word] = id
	}
	return id
}

// places finds the words of a text and which of them to mark.
func (m *marker) places(text string) []place {
	var list []place
	var ids []int32
	for w := (words{text: text}); ; {
		start, end, ok := w.next()
		if !ok {
			break
		}
		id := m.id(text[start:end])
		list, ids = append(list, place{start, end, m.single[id]}), append(ids, id)
	}
	for _, row := range m.rows {
		for i := 0; i+len(row) <= len(ids); i++ {
			if slices.Equal(ids[i:i+len(row)], row) {
				for k := range row {
					list[i+k].hit = true
				}
			}
		}
	}
	return list
}

// all marks a whole text, such as a title.
func (m *marker) all(text string) []Span { return spans(text, m.places(text), 0, len(text)) }

// spans cuts text[from:to] where marked words begin and end.
func spans(text string, list []place, from, to int) []Span {
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
	at := from
	for _, p := range list {
		if p.hit && p.start >= from && p.end <= to {
			add(text[at:p.start], false)
			add(text[p.start:p.end], true)
			at = p.end
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
	text = oneLine(text)
	list := m.places(text)
	if len(list) <= snippetWords {
		return spans(text, list, 0, len(text))
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
	out = append(out, spans(text, list, from, to)...)
	if last < len(list)-1 {
		out = append(out, Span{Text: " …"})
	}
	return out
}

// oneLine sets the blocks of a text behind each other. What does not end as a sentence does, such as the title of a box,
// is set apart from what follows.
func oneLine(text string) string {
	var b strings.Builder
	for block := range strings.SplitSeq(text, "\n\n") {
		words := strings.Fields(block)
		if len(words) == 0 {
			continue
		}
		if so := b.String(); so != "" {
			if last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(so, "\"'”“’»«)]")); !strings.ContainsRune(".!?…:;,–—", last) {
				b.WriteString(" ·")
			}
			b.WriteByte(' ')
		}
		for i, w := range words {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(w)
		}
	}
	return b.String()
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
	if s.mark == nil {
		s.mark = newMarker(s.analyser, s.rows)
	}
	m := s.mark
	whole := s.entries[h.from]
	r := Result{Article: h.article, Person: h.person, Debate: h.debate, Whole: h.whole}
	r.Title = m.all(s.titleOf(whole))
	if h.help != nil {
		r.Topic, r.Named = h.help.topic, h.help.asked(m)
		return r
	}
	r.Summary = m.snippet(s.textOf(whole))
	for i, e := range h.parts() {
		if title := s.titleOf(s.entries[e]); title != "" && len(r.Parts) == mostParts {
			r.More++ // not shown, so not marked either
			continue
		}
		p := s.part(m, s.entries[e])
		switch {
		case len(p.Title) == 0: // an opening has no name but the article's
			if !hits(r.Summary) {
				r.Summary = p.Text
			}
			r.Whole = r.Whole || i == 0
		default:
			r.Parts = append(r.Parts, p)
		}
	}
	return r
}

// mostNamed is how many lines a query names at most. Those that more of them answer to are no names.
const mostNamed = 3

// asked are the names of lines that somebody looks for by name, "Samaritans". All others are left out: they are one long row
// from many countries, in which nobody finds their own.
func (h *helpTopic) asked(m *marker) [][]Span {
	var out [][]Span
	for name := range strings.SplitSeq(h.names, betweenNames) {
		marked := m.all(name)
		if !hits(marked) {
			continue
		}
		if len(out) == mostNamed {
			return nil
		}
		out = append(out, marked)
	}
	return out
}

func hits(spans []Span) bool {
	return slices.ContainsFunc(spans, func(s Span) bool { return s.Hit })
}

func (s *segment) part(m *marker, e entry) Part {
	kinds := [...]Kind{asTip: KindTip, asQuestion: KindQuestion, asSection: KindSection}
	p := Part{Kind: kinds[e.kind], ID: s.id(e), Title: m.all(s.titleOf(e)), Text: m.snippet(s.textOf(e))}
	if e.kind == asTip {
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
