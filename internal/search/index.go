// Package search knows where words stand in a Library. It keeps an index in memory that finds tips, questions, articles
// and people by inflected, misspelt or differently written words, ranks them, and says why they were found. It reads a
// query and forgets it: nothing of it is kept or logged.
package search

import (
	"sort"

	"mendwell/internal/content"
)

// Kind says what a result is.
type Kind string

// The kinds of a Part.
const (
	KindTip      Kind = "tip"
	KindQuestion Kind = "question"
	KindSection  Kind = "section" // a stretch of text under a heading
	KindWhole    Kind = "whole"   // an article or a person
)

// Index finds words in one Library. It never changes, and many may ask it at once.
type Index struct {
	segments []*segment // one for each language of texts, sorted by language
	works    []*work    // of all segments, for the facets
	entries  int
	bytes    int
}

// work is one article or person.
type work struct {
	article *content.Article
	person  *content.Person
	home    string // interface language that lists it
	from    int32  // first of its entries; that one is the work as a whole
	to      int32  // after the last
}

// entry is what can be found: a work as a whole, or a part of it.
type entry struct {
	work  int32 // in the segment
	words int32 // length of the text
	kind  Kind
	part  int32 // place among the parts of its kind
}

// segment is the index of the texts in one language.
type segment struct {
	*analyser
	works   []*work
	entries []entry
	average float32 // words of an entry

	terms    []string // sorted
	df       []int32  // number of entries with the term
	docs     []byte   // postings of all terms, one after the other
	spots    []byte
	docsAt   []uint32 // where each term's postings begin; one more than terms
	spotsAt  []uint32
	forms    []string  // folded words as they stand in texts, sorted
	formTerm []int32   // the term of each form
	shown    []string  // the form as readers write it
	norm     []float32 // what the length of an entry does to counts
	same     thesaurus
}

// Size says how much the index holds: articles and people, entries, different words, and about how many bytes they take.
func (x *Index) Size() (works, entries, words, bytes int) {
	for _, s := range x.segments {
		words += len(s.forms)
	}
	return len(x.works), x.entries, words, x.bytes
}

// find returns the number of a term, or -1.
func (s *segment) find(term string) int32 {
	i := sort.SearchStrings(s.terms, term)
	if i < len(s.terms) && s.terms[i] == term {
		return int32(i)
	}
	return -1
}

func (s *segment) cursor(term int32) cursor {
	return cursor{
		docs: s.docs[s.docsAt[term]:s.docsAt[term+1]], spots: s.spots[s.spotsAt[term]:s.spotsAt[term+1]],
	}
}

// titleOf and textOf are what an entry says, for marking the words that were found.
func (s *segment) titleOf(e entry) string {
	w := s.works[e.work]
	if w.person != nil {
		return w.person.Name
	}
	switch e.kind {
	case KindTip:
		return w.article.Tips[e.part].Title
	case KindQuestion:
		return w.article.Questions[e.part].Title
	case KindSection:
		return w.article.Sections[e.part].Title
	}
	return w.article.Title
}

func (s *segment) textOf(e entry) string {
	w := s.works[e.work]
	if w.person != nil {
		return w.person.Summary
	}
	switch e.kind {
	case KindTip:
		return w.article.Tips[e.part].Text
	case KindQuestion:
		return w.article.Questions[e.part].Text
	case KindSection:
		return w.article.Sections[e.part].Text
	}
	return w.article.Summary
}

// id is the fragment of an entry on its page; "" for a work as a whole.
func (s *segment) id(e entry) string {
	w := s.works[e.work]
	switch e.kind {
	case KindTip:
		return w.article.Tips[e.part].ID
	case KindQuestion:
		return w.article.Questions[e.part].ID
	case KindSection:
		return w.article.Sections[e.part].ID
	}
	return ""
}
