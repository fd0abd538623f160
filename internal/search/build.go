package search

import (
	"cmp"
	"context"
	"encoding/binary"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"mendwell/internal/content"
)

// Build makes the index of a library. What previous holds and has not changed is taken over: the index before, one that
// Decode has read, or nil. Reading 10,000 articles of 1,500 words takes some four seconds of processor time; it leaves a
// processor to others where there is another, and steps back after each article.
func Build(lib *content.Library, previous *Index) *Index {
	x, _ := BuildContext(context.Background(), lib, previous, func() {}) // nothing ends it
	return x
}

// BuildContext is Build until the context ends. Its error is then that of the context, and there is no index. Before it reads
// all of many texts, which takes memory in proportion to them, it calls anew.
func BuildContext(ctx context.Context, lib *content.Library, previous *Index, anew func()) (*Index, error) {
	x := &Index{}
	for lang, works := range worksOf(lib) {
		a := newAnalyser(lang)
		s := previous.takeOver(ctx, a, works)
		if s == nil {
			if entriesOf(works) >= few {
				anew()
			}
			b := read(ctx, a, works)
			if b == nil {
				return nil, ctx.Err()
			}
			s = join(a, []*block{b}, works)
			s.anew = true
		}
		s.learnTails()
		s.learnSynonyms(lib.Synonyms(lang))
		x.segments = append(x.segments, s)
	}
	slices.SortFunc(x.segments, func(a, b *segment) int { return cmp.Compare(a.lang, b.lang) })
	x.learnTraits()
	return x, nil
}

// few is how many entries are read anew rather than taken over: that takes no time, and leaves nothing behind.
const few = 4096

// stale is which part of a segment may have changed before it is read anew.
const stale = 1.0 / 16

// takeOver makes a segment of the large block of the index before, and of one of what is not in there. Nil: too much has
// changed, or the context has ended.
func (x *Index) takeOver(ctx context.Context, a *analyser, works []*work) *segment {
	if x == nil {
		return nil
	}
	i := slices.IndexFunc(x.segments, func(s *segment) bool { return s.lang == a.lang })
	if i < 0 || len(x.segments[i].blocks) == 0 {
		return nil
	}
	old, b := x.segments[i], x.segments[i].blocks[0].block
	if len(b.entries) < few {
		return nil
	}
	wanted := make(map[string]*work, len(works))
	for _, w := range works {
		wanted[w.key()] = w
	}
	all := make([]*work, len(b.marks), len(b.marks)+few)
	lost := 0
	same := old.unchanged(wanted)
	for i, m := range b.marks {
		if !same[i] || wanted[m.key] == nil {
			all[i] = &work{}
			lost += int(m.entries)
			continue
		}
		all[i] = wanted[m.key]
		delete(wanted, m.key)
	}
	for _, w := range works {
		if wanted[w.key()] != nil {
			all = append(all, w)
		}
	}
	fresh := entriesOf(all[len(b.marks):])
	if float64(fresh+lost) > stale*float64(len(b.entries)) {
		return nil
	}
	blocks := []*block{b}
	if fresh > 0 {
		b := read(ctx, a, all[len(b.marks):])
		if b == nil {
			return nil
		}
		blocks = append(blocks, b)
	}
	s := join(a, blocks, all)
	s.dead = lost
	if s.dictionary == old.dictionary {
		s.tails = old.tails
	}
	return s
}

func entriesOf(works []*work) (n int) {
	for _, w := range works {
		n += int(w.size())
	}
	return n
}

// unchanged reports which works of the large block are among those of a library, by their keys, and say what they said
// when they were read.
func (s *segment) unchanged(wanted map[string]*work) []bool {
	marks := s.blocks[0].marks
	same := make([]bool, len(marks))
	var next atomic.Int64
	var running sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		running.Go(func() {
			var c comparison
			for i := int(next.Add(1)) - 1; i < len(marks); i = int(next.Add(1)) - 1 {
				w := wanted[marks[i].key]
				same[i] = w != nil && w.size() == marks[i].entries && c.as(marks[i], w, s.workAt(i))
				runtime.Gosched() // whoever waits for a page comes first
			}
		})
	}
	running.Wait()
	return same
}

// workAt is the work that was read as the nth of the large block; nil if that is not known.
func (s *segment) workAt(n int) *work {
	if n < len(s.works) && !s.works[n].gone() {
		return s.works[n]
	}
	return nil
}

// join puts blocks together. The works are those of the first, then those of the second.
func join(a *analyser, blocks []*block, works []*work) *segment {
	s := &segment{analyser: a, dictionary: blocks[0].dictionary, works: works, blocks: []placed{{block: blocks[0]}}, entries: blocks[0].entries}
	total := blocks[0].words
	if len(blocks) > 1 {
		b := placed{block: blocks[1], first: int32(len(s.entries))}
		s.dictionary, s.blocks[0].terms, b.terms = s.merge(b.dictionary)
		s.blocks = append(s.blocks, b)
		s.entries = slices.Clone(s.entries)
		for _, e := range b.entries {
			e.work += int32(len(blocks[0].marks))
			s.entries = append(s.entries, e)
		}
		total += b.words
	}
	for i, e := range s.entries {
		w := works[e.work]
		if e.kind == asWhole {
			w.from = int32(i)
		}
		w.to = int32(i) + 1
	}
	average := max(1, float32(total)/float32(max(1, len(s.entries))))
	s.norm = make([]float32, len(s.entries))
	for i, e := range s.entries {
		s.norm[i] = saturation * (1 - lengthCounts + lengthCounts*float32(e.words)/average)
	}
	return s
}

// base is the language of a tag such as "de-AT".
func base(tag string) string {
	lang, _, _ := strings.Cut(tag, "-")
	return lang
}

// read makes a block of works. It shares them out in stretches, lets each be read by itself, and joins what was found. Nil: the context has
// ended.
func read(ctx context.Context, a *analyser, works []*work) *block {
	b := &block{marks: make([]mark, len(works))}
	var readers []*reader
	var running sync.WaitGroup
	entry, first := int32(0), int32(0)
	for _, stretch := range cut(works, max(1, runtime.GOMAXPROCS(0)-1)) {
		r := newReader(a, entry, first)
		readers = append(readers, r)
		for _, w := range stretch {
			entry += w.size()
		}
		at := first
		first += int32(len(stretch))
		running.Go(func() {
			var m marking
			for i, w := range stretch {
				if ctx.Err() != nil {
					return
				}
				r.read(w)
				b.marks[int(at)+i] = m.of(w)
				runtime.Gosched() // whoever waits for a page comes first
			}
		})
	}
	running.Wait()
	if ctx.Err() != nil {
		return nil
	}
	b.join(readers)
	return b
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
	total   int64 // words
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

func (r *reader) read(w *work) {
	w.each(r.entry)
	r.work++
}

// apart is the distance between the positions of two fields, so that no phrase is found across them.
const apart = 8

func (r *reader) entry(kind uint8, part int, fields ...field) {
	position, length := int32(0), int32(0)
	for _, f := range fields {
		kind, text := f.read()
		w := words{text: text}
		for {
			start, end, ok := w.next()
			if !ok {
				break
			}
			id, known := r.raw[text[start:end]]
			if !known {
				id = r.learn(text[start:end])
			}
			if id >= 0 {
				r.list[id].add(r.next, position, kind)
			}
			if kind == inTitle {
				r.littleWord(text[start:end])
			}
			position++
			length++
		}
		position += apart
	}
	r.entries = append(r.entries, entry{work: r.work, part: int32(part), words: uint16(min(length, math.MaxUint16)), kind: kind})
	r.next++
	r.total += int64(length)
}

// titled is what the term of a word begins with that says nothing by itself, where it stands in a title: rare there, it
// tells one title from another.
const titled = "\x00"

// littleWord notes a word of a title, if it is one of those.
func (r *reader) littleWord(word string) {
	folded := r.fold(word)
	if !r.stops[folded] {
		return
	}
	id, ok := r.byTerm[titled+folded]
	if !ok {
		id = int32(len(r.list))
		r.list = append(r.list, &postings{term: titled + folded})
		r.byTerm[titled+folded] = id
	}
	r.list[id].add(r.next, 0, inTitle)
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
func (b *block) join(readers []*reader) {
	lists := make([][]*postings, len(readers)) // of each reader, sorted by term
	shown, stem := map[string]string{}, map[string]string{}
	for i, r := range readers {
		b.entries = append(b.entries, r.entries...)
		b.words += r.total
		for folded, f := range r.forms {
			if _, known := stem[folded]; !known {
				stem[folded], shown[folded] = r.list[f.term].term, f.shown
			}
		}
		lists[i] = r.list
		r.raw, r.byTerm, r.forms, r.list = nil, nil, nil, nil // the rest takes memory of its own
		slices.SortFunc(lists[i], func(a, b *postings) int { return cmp.Compare(a.term, b.term) })
	}
	b.entries = slices.Clip(b.entries)
	b.dictionary = &dictionary{}
	b.joinPostings(lists)
	forms := make([]string, 0, len(stem))
	for folded := range stem {
		forms = append(forms, folded)
	}
	slices.Sort(forms)
	written := make([]string, len(forms))
	b.formTerm = make([]int32, len(forms))
	for i, folded := range forms {
		b.formTerm[i], written[i] = int32(b.terms.find(stem[folded])), shown[folded]
	}
	b.forms, b.shown = newWordlist(forms), newWordlist(written)
	b.alike = b.forms.shared()
}

func (b *block) joinPostings(lists [][]*postings) {
	docs, spots := 0, 0
	for _, list := range lists {
		for _, p := range list {
			docs += len(p.docs) + 4
			spots += len(p.spots)
		}
	}
	b.docs, b.spots = make([]byte, 0, docs), make([]byte, 0, spots)
	var terms []string
	at := make([]int, len(lists))
	for {
		term, any := "", false
		for i, list := range lists {
			if at[i] < len(list) && (!any || list[at[i]].term < term) {
				term, any = list[at[i]].term, true
			}
		}
		b.docsAt = append(b.docsAt, uint32(len(b.docs)))
		b.spotsAt = append(b.spotsAt, uint32(len(b.spots)))
		if !any {
			b.terms = newWordlist(terms)
			return
		}
		df, last := int32(0), int32(0)
		for i, list := range lists {
			if at[i] == len(list) || list[at[i]].term != term {
				continue
			}
			p := list[at[i]]
			list[at[i]] = nil // its memory may go
			at[i]++
			b.docs = binary.AppendUvarint(b.docs, uint64(p.first-last))
			b.docs = append(b.docs, p.docs[1:]...) // the first distance was left open
			b.spots = append(b.spots, p.spots...)
			df, last = df+p.df, p.last
		}
		terms, b.df = append(terms, term), append(b.df, df)
		if len(terms)%1024 == 0 {
			runtime.Gosched()
		}
	}
}
