package search

import (
	"cmp"
	"encoding/binary"
	"runtime"
	"slices"
	"strings"
	"sync"

	"mendwell/internal/content"
)

// Build makes the index of a library on all processors. It takes about a second for 10,000 articles of 1,500 words.
func Build(lib *content.Library) *Index {
	byLang := map[string][]*work{}
	for _, a := range lib.All() {
		lang := base(a.Lang)
		byLang[lang] = append(byLang[lang], &work{article: a, home: lib.Home(a)})
	}
	seen := map[*content.Person]bool{}
	for _, home := range lib.Site().Languages {
		for _, p := range lib.People(home) {
			if seen[p] {
				continue
			}
			seen[p] = true
			lang := base(p.Lang)
			byLang[lang] = append(byLang[lang], &work{person: p, home: home})
		}
	}
	x := &Index{}
	for lang, works := range byLang {
		s := buildSegment(newAnalyser(lang), works)
		s.learnSynonyms(lib.Synonyms(lang))
		x.segments = append(x.segments, s)
		x.entries += len(s.entries)
		x.bytes += s.size()
	}
	slices.SortFunc(x.segments, func(a, b *segment) int { return cmp.Compare(a.lang, b.lang) })
	for _, s := range x.segments {
		x.works = append(x.works, s.works...)
	}
	return x
}

// base is the language of a tag such as "de-AT".
func base(tag string) string {
	lang, _, _ := strings.Cut(tag, "-")
	return lang
}

// buildSegment shares the works out in stretches, lets each be read by itself, and joins what was found.
func buildSegment(a *analyser, works []*work) *segment {
	s := &segment{analyser: a, works: works}
	stretches := cut(works, runtime.GOMAXPROCS(0))
	readers := make([]*reader, len(stretches))
	var running sync.WaitGroup
	entries, first := int32(0), int32(0)
	for i, stretch := range stretches {
		r := newReader(a, entries, first)
		readers[i] = r
		for _, w := range stretch {
			w.from = entries
			entries += w.size()
			w.to = entries
		}
		first += int32(len(stretch))
		running.Go(func() {
			for _, w := range stretch {
				r.read(w)
			}
		})
	}
	running.Wait()
	s.join(readers)
	return s
}

// cut makes at most n stretches with about as many entries each.
func cut(works []*work, n int) [][]*work {
	total := int32(0)
	for _, w := range works {
		total += w.size()
	}
	var out [][]*work
	begin, have := 0, int32(0)
	for i, w := range works {
		have += w.size()
		if have >= total/int32(n)+1 || i == len(works)-1 {
			out = append(out, works[begin:i+1])
			begin, have = i+1, 0
		}
	}
	return out
}

// size is how many entries a work has.
func (w *work) size() int32 {
	if w.person != nil {
		return 1
	}
	return int32(1 + len(w.article.Tips) + len(w.article.Questions) + len(w.article.Sections))
}

// reader collects the words of a stretch of works.
type reader struct {
	*analyser
	raw     map[string]int32 // a word as written -> its term; -1: it folds to nothing
	byTerm  map[string]int32
	list    []*postings
	forms   map[string]form
	entries []entry
	next    int32 // number of the next entry
	work    int32 // number of the next work
	total   int   // words
}

// form is a folded word: its term, and how it is written.
type form struct {
	term  int32
	shown string
}

func newReader(a *analyser, entry, work int32) *reader {
	return &reader{
		analyser: a, raw: map[string]int32{}, byTerm: map[string]int32{}, forms: map[string]form{},
		next: entry, work: work,
	}
}

// field is a stretch of text of an entry.
type field struct {
	kind int
	text string
}

func (r *reader) read(w *work) {
	if p := w.person; p != nil {
		r.entry(KindWhole, 0, field{inTitle, p.Name}, field{inSummary, strings.Join(p.AlsoKnownAs, ". ")},
			field{inSummary, p.JobTitle}, field{inSummary, p.Credentials}, field{inText, p.Summary})
		r.work++
		return
	}
	a := w.article
	r.entry(KindWhole, 0, wholeFields(a)...)
	for i, t := range a.Tips {
		r.entry(KindTip, i, field{inTitle, t.Title}, field{inText, t.Text})
	}
	for i, q := range a.Questions {
		r.entry(KindQuestion, i, field{inTitle, q.Title}, field{inText, q.Text})
	}
	for i, s := range a.Sections {
		r.entry(KindSection, i, field{inTitle, s.Title}, field{inText, s.Text})
	}
	r.work++
}

// wholeFields is what an article says as a whole.
func wholeFields(a *content.Article) []field {
	fields := []field{{inTitle, a.Title}, {inSummary, a.Summary}}
	for _, t := range a.Tags {
		fields = append(fields, field{inSummary, t.Name})
	}
	if a.Category != nil {
		fields = append(fields, field{inText, a.Category.Title})
	}
	for _, p := range a.Authors {
		fields = append(fields, field{inText, p.Name})
	}
	return fields
}

// apart is the distance between the positions of two fields, so that no phrase is found across them.
const apart = 8

func (r *reader) entry(kind Kind, part int, fields ...field) {
	position, length := int32(0), int32(0)
	for _, f := range fields {
		w := words{text: f.text}
		for {
			start, end, ok := w.next()
			if !ok {
				break
			}
			id, known := r.raw[f.text[start:end]]
			if !known {
				id = r.learn(f.text[start:end])
			}
			if id >= 0 {
				r.list[id].add(r.next, position, f.kind)
			}
			position++
			length++
		}
		position += apart
	}
	r.entries = append(r.entries, entry{work: r.work, words: length, kind: kind, part: int32(part)})
	r.next++
	r.total += int(length)
}

// learn gives a word that was not met before its term.
func (r *reader) learn(word string) int32 {
	word = strings.Clone(word) // the texts may go before the index does
	folded := r.fold(word)
	if folded == "" {
		r.raw[word] = -1
		return -1
	}
	f, known := r.forms[folded]
	if !known {
		term := r.term(folded)
		id, ok := r.byTerm[term]
		if !ok {
			id = int32(len(r.list))
			r.list = append(r.list, &postings{term: term})
			r.byTerm[term] = id
		}
		f = form{term: id, shown: strings.ToLower(word)}
		r.forms[folded] = f
	}
	r.raw[word] = f.term
	return f.term
}

// join puts the stretches together.
func (s *segment) join(readers []*reader) {
	total := 0
	lists := make([][]*postings, len(readers)) // of each reader, sorted by term
	shown := map[string]string{}
	stem := map[string]string{}
	for i, r := range readers {
		s.entries = append(s.entries, r.entries...)
		total += r.total
		for folded, f := range r.forms {
			if _, known := stem[folded]; !known {
				stem[folded], shown[folded] = r.list[f.term].term, f.shown
			}
		}
		lists[i] = r.list
		slices.SortFunc(lists[i], func(a, b *postings) int { return cmp.Compare(a.term, b.term) })
	}
	s.average = max(1, float32(total)/float32(max(1, len(s.entries))))
	for _, e := range s.entries {
		s.norm = append(s.norm, saturation*(1-lengthCounts+lengthCounts*float32(e.words)/s.average))
	}
	s.joinPostings(lists)
	s.forms = make([]string, 0, len(stem))
	for folded := range stem {
		s.forms = append(s.forms, folded)
	}
	slices.Sort(s.forms)
	for _, folded := range s.forms {
		s.formTerm = append(s.formTerm, s.find(stem[folded]))
		s.shown = append(s.shown, shown[folded])
	}
}

func (s *segment) joinPostings(lists [][]*postings) {
	docs, spots := 0, 0
	for _, list := range lists {
		for _, p := range list {
			docs += len(p.docs) + 4
			spots += len(p.spots)
		}
	}
	s.docs, s.spots = make([]byte, 0, docs), make([]byte, 0, spots)
	at := make([]int, len(lists))
	for {
		term, any := "", false
		for i, list := range lists {
			if at[i] < len(list) && (!any || list[at[i]].term < term) {
				term, any = list[at[i]].term, true
			}
		}
		s.docsAt = append(s.docsAt, uint32(len(s.docs)))
		s.spotsAt = append(s.spotsAt, uint32(len(s.spots)))
		if !any {
			return
		}
		df, last := int32(0), int32(0)
		for i, list := range lists {
			if at[i] == len(list) || list[at[i]].term != term {
				continue
			}
			p := list[at[i]]
			at[i]++
			s.docs = binary.AppendUvarint(s.docs, uint64(p.first-last))
			s.docs = append(s.docs, p.docs[1:]...) // the first distance was left open
			s.spots = append(s.spots, p.spots...)
			df, last = df+p.df, p.last
		}
		s.terms, s.df = append(s.terms, term), append(s.df, df)
	}
}

// size is about how many bytes a segment takes.
func (s *segment) size() int {
	n := cap(s.docs) + cap(s.spots) + 4*(len(s.docsAt)+len(s.spotsAt)+len(s.df)+len(s.formTerm)) + 32*len(s.entries) + 96*len(s.works)
	for _, list := range [][]string{s.terms, s.forms, s.shown} {
		for _, w := range list {
			n += 16 + len(w)
		}
	}
	return n
}
