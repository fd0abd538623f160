package search

import (
	"encoding/binary"
	"math"
	"math/bits"
	"slices"
	"sync"
)

// The weights of BM25F (Robertson, Zaragoza and Taylor, 2004): what a word counts by field, how fast repetition stops
// counting, and how much length is held against an entry.
const (
	titleCounts   = 1.3
	summaryCounts = 2.3
	saturation    = 1.4
	lengthCounts  = 0.6
)

// banned marks entries that hold a word that must not be there.
const banned = 1 << 15

// tally is what a query finds in each entry of a segment.
type tally struct {
	score  []float32
	mask   []uint16  // which demands are met; see banned
	title  []uint16  // which are met in the title
	union  []uint16  // which are met anywhere in a work
	spread []float32 // what the demands score in a work, each where it does best
	most   []float32 // for spread: of one demand
	best   []float32
	seen   []uint8 // for best: 1 met, 2 met in the title
	met    []int32 // entries for best
	row    []posting
	idf    []float32
	shares []float32  // see share: for each set of demands
	cover  []float32  // the root of it
	rows   [][]string // terms that were searched for, alone or in their row, to mark them
}

// posting is an entry with how often something stands in it.
type posting struct {
	entry int32
	count byte
}

var tallies = sync.Pool{New: func() any { return new(tally) }}

// newTally returns an empty tally for n entries of some works; give it back with done.
func newTally(n, works int) *tally {
	t := tallies.Get().(*tally)
	if cap(t.union) < works {
		t.union, t.spread, t.most = make([]uint16, works), make([]float32, works), make([]float32, works)
	}
	t.union, t.spread, t.most = t.union[:works], t.spread[:works], t.most[:works]
	if cap(t.score) < n {
		t.score, t.best = make([]float32, n), make([]float32, n)
		t.mask, t.title, t.seen = make([]uint16, n), make([]uint16, n), make([]uint8, n)
	}
	t.score, t.best, t.mask, t.title, t.seen = t.score[:n], t.best[:n], t.mask[:n], t.title[:n], t.seen[:n]
	t.idf, t.rows = t.idf[:0], nil
	return t
}

func (t *tally) done() {
	clear(t.score)
	clear(t.mask)
	clear(t.title)
	clear(t.union)
	clear(t.spread)
	tallies.Put(t)
}

// count finds the entries that meet each demand.
func (s *segment) count(demands []demand, without []alternative, little []int32) *tally {
	t := newTally(len(s.entries), len(s.works))
	for _, d := range demands {
		typed := float32(math.MaxFloat32)
		for _, a := range d.alternatives {
			df := int(s.df[a.terms[0]])
			var row []posting
			if len(a.terms) > 1 {
				if a.row != nil {
					row = a.row()
				} else {
					t.row = s.rowOf(a.terms, t.row[:0])
					row = t.row
				}
				df = len(row)
			}
			tells := min(s.idf(df), typed) // a rare synonym of a common word is no better a find than the word
			if a.weight == asTyped {
				typed = tells
			}
			full := tells * a.weight
			if len(a.terms) == 1 {
				t.countTerm(s, a, full)
			} else {
				for _, p := range row {
					t.note(s, p.entry, p.count, full, a.weight > asCompound)
				}
			}
			said := make([]string, len(a.terms))
			for i, term := range a.terms {
				said[i] = s.terms.get(int(term))
			}
			t.rows = append(t.rows, said)
		}
		t.close(s)
	}
	for _, term := range little {
		worth := littleCounts * s.idf(int(s.df[term]))
		for c := s.cursor(term); c.next(); {
			if t.mask[c.entry] != 0 {
				t.score[c.entry] += worth
			}
		}
	}
	for _, a := range without {
		s.each(a, func(entry int32) { t.mask[entry] |= banned })
	}
	t.weighSets()
	return t
}

// close ends a demand, whose entries were noted, and makes ready for the next.
func (t *tally) close(s *segment) {
	bit, idf := uint16(1)<<len(t.idf), float32(0)
	if len(t.met) > 0 {
		idf = s.idf(len(t.met))
	}
	t.idf = append(t.idf, idf)
	for _, e := range t.met {
		w := s.entries[e].work
		worth := t.best[e]
		t.score[e] += worth
		t.mask[e] |= bit
		t.union[w] |= bit
		if more := worth - t.most[w]; more > 0 {
			t.spread[w] += more
			t.most[w] = worth
		}
		if t.seen[e] == 2 {
			t.title[e] |= bit
		}
		t.best[e], t.seen[e] = 0, 0
	}
	for _, e := range t.met {
		t.most[s.entries[e].work] = 0
	}
	t.met = t.met[:0]
}

// frequency is how often a word is there, by its byte of counts: more in a title than in a summary, more there than in text.
var frequency = func() (out [256]float32) {
	for c := range out {
		title, summary, text := counts(byte(c))
		out[c] = titleCounts*float32(title) + summaryCounts*float32(summary) + float32(text)
	}
	return out
}()

// countTerm notes every entry with one term. It is the innermost loop of a query and reads the postings by hand: nearly
// every distance is below 128.
func (t *tally) countTerm(s *segment, a alternative, full float32) {
	named := a.weight > asCompound
	best, norm := t.best, s.norm
	for _, b := range s.blocks {
		docs, _ := b.postings(a.terms[0])
		entry := b.first
		for len(docs) > 1 {
			d, n := uint64(docs[0]), 1
			if d >= 0x80 {
				d, n = binary.Uvarint(docs)
			}
			entry += int32(d)
			count := docs[n]
			docs = docs[n+1:]
			if count >= 1<<6 {
				t.note(s, entry, count, full, named)
				continue
			}
			tf := frequency[count]
			worth, before := full*tf/(tf+norm[entry]), best[entry]
			if before == 0 {
				t.met = append(t.met, entry)
			}
			if worth > before {
				best[entry] = worth
			}
		}
	}
}

// note counts an entry with an alternative that may stand in its title.
func (t *tally) note(s *segment, entry int32, count byte, full float32, named bool) {
	tf := frequency[count]
	worth := tf / (tf + s.norm[entry])
	if count >= 1<<6 {
		worth += s.named(entry)
		if named {
			t.seen[entry] = 2
		}
	}
	if t.best[entry] == 0 {
		t.met = append(t.met, entry)
	}
	t.best[entry] = max(t.best[entry], full*worth)
}

// weighSets works out for every set of demands which share of the query it is. What no text has tells nothing.
func (t *tally) weighSets() {
	n := 1 << len(t.idf)
	t.shares, t.cover = append(t.shares[:0], 0), append(t.cover[:0], 0)
	for set := 1; set < n; set++ {
		weight := float32(0)
		if idf := t.idf[bits.TrailingZeros(uint(set))]; idf > 0 {
			weight = demandCounts + idf
		}
		t.shares = append(t.shares, t.shares[set&(set-1)]+weight)
	}
	total := max(t.shares[n-1], 1e-6)
	for set := 1; set < n; set++ {
		t.shares[set] /= total
		t.cover = append(t.cover, float32(math.Sqrt(float64(t.shares[set]))))
	}
}

// What a title adds, beside the count of its words: a work is about what its title names, a part less so.
const (
	namedByWork = 0.7
	namedByPart = 0.4
)

func (s *segment) named(entry int32) float32 {
	if s.entries[entry].kind == asWhole {
		return namedByWork
	}
	return namedByPart
}

// littleCounts is what a word that says nothing by itself adds to an entry that has it in its title and meets something of
// the query, beside its idf among titles: "wait or do not wait" is told from "wait" by them.
const littleCounts = 0.45

func (s *segment) idf(df int) float32 {
	n, f := float64(len(s.entries)), float64(df)
	return float32(math.Log(1 + (n-f+0.5)/(f+0.5)))
}

// rowOf adds the entries where terms stand one after the other to a row.
func (s *segment) rowOf(terms []int32, row []posting) []posting {
	s.together(terms, func(entry int32, count byte) { row = append(row, posting{entry, count}) })
	return row
}

// each calls found for every entry with an alternative, in order.
func (s *segment) each(a alternative, found func(entry int32)) {
	if len(a.terms) > 1 {
		s.together(a.terms, func(entry int32, _ byte) { found(entry) })
		return
	}
	for c := s.cursor(a.terms[0]); c.next(); {
		found(c.entry)
	}
}

// together calls found for every entry where several terms stand one after the other, in order, with how often they do in
// the title, or else in the text.
func (s *segment) together(terms []int32, found func(entry int32, count byte)) {
	cursors := make([]cursor, len(terms))
	for i, t := range terms {
		cursors[i] = s.cursor(t)
	}
	for s.meet(cursors) {
		if n, inTitle := together(cursors); n > 0 && inTitle {
			found(cursors[0].entry, byte(min(n, mostInTitle)<<6))
		} else if n > 0 {
			found(cursors[0].entry, byte(min(n, mostInText)))
		}
	}
}

// meet moves all cursors to the next entry that they share.
func (s *segment) meet(cursors []cursor) bool {
	if !cursors[0].step() {
		return false
	}
	for i := 1; i < len(cursors); {
		c := &cursors[i]
		if !c.seek(cursors[0].entry) {
			return false
		}
		if c.entry == cursors[0].entry {
			i++
			continue
		}
		if !cursors[0].seek(c.entry) {
			return false
		}
		i = 1
	}
	for i := range cursors {
		cursors[i].readPlaces()
	}
	return true
}

// together counts how often the words of the cursors stand one after the other in the entry, and whether they do so in
// its title. Positions in the title are those before the first ones of the text.
func together(cursors []cursor) (n int, inTitle bool) {
	title, _, _ := counts(cursors[0].count)
	for k, at := range cursors[0].places {
		all := true
		for i := 1; i < len(cursors) && all; i++ {
			_, all = slices.BinarySearch(cursors[i].places, at+int32(i))
		}
		if all {
			n++
			inTitle = inTitle || k < title
		}
	}
	return n, inTitle
}
