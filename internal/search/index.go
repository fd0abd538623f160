// Package search knows where words stand in a Library. It keeps an index in memory that finds tips, questions, articles
// and people by inflected, misspelt or differently written words, ranks them, and says why they were found. It reads a
// query and forgets it: nothing of it is kept or logged.
package search

import (
	"slices"

	"mendwell/internal/content"
)

// Kind says what a result is.
type Kind string

// The kinds of a Part.
const (
	KindTip      Kind = "tip"
	KindQuestion Kind = "question"
	KindSection  Kind = "section" // a stretch of text under a heading
)

// Index finds words in one Library. It never changes, and many may ask it at once.
type Index struct {
	segments []*segment // one for each language of texts, sorted by language
	tables   traitTables
}

// work is one article, person, debate or help topic. An empty one is gone: it was in the library that a block was made of, and is no more.
type work struct {
	article *content.Article
	person  *content.Person
	debate  *content.Debate
	help    *helpTopic
	home    string // interface language that lists it
	from    int32  // first of its entries; that one is the work as a whole
	to      int32  // after the last
	traits
}

func (w *work) gone() bool {
	return w.article == nil && w.person == nil && w.debate == nil && w.help == nil
}

// entry is what can be found: a work as a whole, or a part of it.
type entry struct {
	work  int32  // in the segment
	part  int32  // place among the parts of its kind
	words uint16 // length of the text; what is longer counts as this
	kind  uint8
}

// The kinds of an entry.
const (
	asWhole uint8 = iota
	asTip
	asQuestion
	asSection
)

// segment is the index of the texts in one language: one large block, and one with what has changed since.
type segment struct {
	*analyser
	*dictionary
	blocks  []placed
	works   []*work
	entries []entry
	norm    []float32 // what the length of an entry does to counts
	dead    int       // entries of works that are gone
	same    thesaurus
	tails   []int32 // in German: the longer terms, sorted by their ends
	anew    bool    // all of it was read for this index, nothing taken over
}

// placed is a block in a segment.
type placed struct {
	*block
	first int32   // number of its first entry
	terms []int32 // the segment's number of each of its terms, rising; nil: the same
}

// block is the words of some works, read at one time. It never changes and is shared by all indexes that hold it.
type block struct {
	*dictionary
	marks   []mark
	entries []entry // by the works and the order of this block
	words   int64   // of all entries
	docs    []byte  // postings of all terms, one after the other
	spots   []byte
	docsAt  []uint32 // where each term's postings begin; one more than terms
	spotsAt []uint32
}

// Size says how much the index holds: works that can be found, entries, different words, and about how many bytes they
// take.
func (x *Index) Size() (works, entries, words, bytes int) {
	for _, s := range x.segments {
		for _, w := range s.works {
			if !w.gone() {
				works++
			}
		}
		entries += len(s.entries) - s.dead
		words += s.forms.len()
		bytes += s.size()
	}
	return works, entries, words, bytes
}

// size is about how many bytes a segment takes.
func (s *segment) size() int {
	n := 96*len(s.works) + 4*(len(s.norm)+len(s.tails)) + s.dictionary.size()
	if len(s.blocks) > 1 {
		n += 12 * len(s.entries)
	}
	for _, b := range s.blocks {
		n += cap(b.docs) + cap(b.spots) + 4*(len(b.docsAt)+len(b.spotsAt)) + 12*len(b.entries) + 48*len(b.marks)
		if b.dictionary != s.dictionary {
			n += b.dictionary.size()
		}
	}
	return n
}

func (d *dictionary) size() int {
	n := 4*(len(d.df)+len(d.formTerm)) + len(d.alike)
	for _, l := range []wordlist{d.terms, d.forms, d.shown} {
		n += len(l.text) + 4*len(l.at)
	}
	return n
}

// find returns the number of a term that some text has, or -1.
func (s *segment) find(term string) int32 {
	i := int32(s.terms.find(term))
	if i >= 0 && !s.alive(i) {
		return -1
	}
	return i
}

// alive reports whether a term stands in a work that is not gone.
func (s *segment) alive(term int32) bool {
	if s.dead < int(s.df[term]) {
		return true
	}
	for c := s.cursor(term); c.next(); {
		if !s.works[s.entries[c.entry].work].gone() {
			return true
		}
	}
	return false
}

// cursor reads the postings of a term in all blocks.
func (s *segment) cursor(term int32) cursor {
	c := cursor{segment: s, term: term}
	c.onward()
	return c
}

// postings are those of one of the segment's terms; empty where the block does not have it.
func (p placed) postings(term int32) (docs, spots []byte) {
	if p.terms != nil {
		i, ok := slices.BinarySearch(p.terms, term)
		if !ok {
			return nil, nil
		}
		term = int32(i)
	}
	return p.docs[p.docsAt[term]:p.docsAt[term+1]], p.spots[p.spotsAt[term]:p.spotsAt[term+1]]
}

// titleOf, textOf and id are what an entry says, for marking the words that were found, and its fragment on its page; a
// work as a whole has none.
func (s *segment) titleOf(e entry) string { title, _, _ := s.said(e); return title }
func (s *segment) textOf(e entry) string  { _, text, _ := s.said(e); return text }
func (s *segment) id(e entry) string      { _, _, id := s.said(e); return id }

func (s *segment) said(e entry) (title, text, id string) {
	w := s.works[e.work]
	if e.kind == asWhole {
		return w.said()
	}
	if w.debate != nil {
		x := w.debate.Sections[e.part]
		return x.Title, x.Text, x.ID
	}
	switch e.kind {
	case asTip:
		x := w.article.Tips[e.part]
		return x.Title, x.Text, x.ID
	case asQuestion:
		x := w.article.Questions[e.part]
		return x.Title, x.Text, x.ID
	default:
		x := w.article.Sections[e.part]
		return x.Title, x.Text, x.ID
	}
}
