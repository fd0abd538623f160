package search

import (
	"cmp"
	"slices"
	"time"

	"mendwell/internal/content"
)

// Lengths are the values of Query.Length, shortest first: reading times in minutes, the last one open.
func Lengths() []string { return []string{"1-4", "5-7", "8-"} }

func length(minutes int) string {
	switch {
	case minutes <= 4:
		return "1-4"
	case minutes <= 7:
		return "5-7"
	}
	return "8-"
}

// Count is a value of a filter and how many results it would leave.
type Count struct {
	Value string
	N     int
}

// Facets say, for each filter, what choosing or changing it would leave, the other filters as they are. The most
// frequent value comes first, lengths in their order.
type Facets struct {
	Categories, Kinds, Languages, Authors, Lengths []Count
	Reviewed                                       int
}

// The filters as bits.
const (
	byCategory = 1 << iota
	byKind
	byLanguage
	byAuthor
	byLength
	byReview
)

// traits are what filters ask of a work, as places in the tables of traitTables.
type traits struct {
	category, kind, home, length int16 // none: noTrait
	authors                      []int16
	review                       *content.Article // nil: nobody has reviewed it
}

const noTrait = -1

// traitTables are the values of the filters in one index.
type traitTables struct{ categories, kinds, homes, authors []string }

// trait returns where a value stands in a table, which grows where it is new.
func trait(table *[]string, known map[string]int16, value string) int16 {
	if value == "" {
		return noTrait
	}
	at, ok := known[value]
	if !ok {
		at = int16(len(*table))
		*table = append(*table, value)
		known[value] = at
	}
	return at
}

// learnTraits notes what filters ask of every work.
func (x *Index) learnTraits() {
	categories, kinds, homes, authors := map[string]int16{}, map[string]int16{}, map[string]int16{}, map[string]int16{}
	for _, s := range x.segments {
		for _, w := range s.works {
			if w.gone() {
				continue
			}
			w.traits = traits{
				category: trait(&x.tables.categories, categories, w.category()), kind: trait(&x.tables.kinds, kinds, w.kind()),
				home: trait(&x.tables.homes, homes, w.home), length: w.length(),
			}
			for _, slug := range w.by() {
				w.traits.authors = append(w.traits.authors, trait(&x.tables.authors, authors, slug))
			}
			if w.article != nil && w.article.Review != nil {
				w.traits.review = w.article
			}
		}
	}
}

// sieve is the filters of a query, as places in the tables; noTrait: everything passes.
type sieve struct {
	category, kind, home, length, author int16
	reviewed                             bool
	now                                  time.Time
}

func (x *Index) sieve(q Query) sieve {
	at := func(table []string, value string) int16 {
		if value == "" {
			return noTrait
		}
		if i := slices.Index(table, value); i >= 0 {
			return int16(i)
		}
		return int16(len(table)) // nothing passes
	}
	in := q.In
	if in == Everywhere {
		in = ""
	}
	return sieve{
		category: at(x.tables.categories, q.Category), kind: at(x.tables.kinds, q.Kind), home: at(x.tables.homes, in),
		length: at(Lengths(), q.Length), author: at(x.tables.authors, q.Author), reviewed: q.Reviewed, now: q.Now,
	}
}

// look says which filters a work does not pass, and whether a review of it holds.
func (f *sieve) look(w *work) (out uint8, reviewed bool) {
	t := &w.traits
	if f.category != noTrait && f.category != t.category {
		out |= byCategory
	}
	if f.kind != noTrait && f.kind != t.kind {
		out |= byKind
	}
	if f.home != noTrait && f.home != t.home {
		out |= byLanguage
	}
	if f.author != noTrait && !slices.Contains(t.authors, f.author) {
		out |= byAuthor
	}
	if f.length != noTrait && f.length != t.length {
		out |= byLength
	}
	reviewed = t.review != nil && t.review.ReviewState(f.now) == content.ReviewHolds
	if f.reviewed && !reviewed {
		out |= byReview
	}
	return out, reviewed
}

func (w *work) category() string {
	switch {
	case w.article != nil && w.article.Category != nil:
		return w.article.Category.Slug
	case w.debate != nil && w.debate.Category != nil:
		return w.debate.Category.Slug
	}
	return ""
}

func (w *work) kind() string {
	switch {
	case w.person != nil:
		return People
	case w.debate != nil:
		return Debates
	case w.help != nil:
		return Help
	}
	return string(w.article.Kind)
}

func (w *work) length() int16 {
	if w.article == nil {
		return noTrait
	}
	return int16(slices.Index(Lengths(), length(w.article.Minutes)))
}

// by lists who wrote a work.
func (w *work) by() []string {
	switch {
	case w.debate != nil && w.debate.Editor != nil:
		return []string{w.debate.Editor.Slug}
	case w.article == nil:
		return nil
	}
	out := make([]string, len(w.article.Authors))
	for i, p := range w.article.Authors {
		out[i] = p.Slug
	}
	return out
}

// facets counts, for each filter, what passes all the others.
func (x *Index) facets(list []hit) Facets {
	categories, kinds, homes := make([]int, len(x.tables.categories)), make([]int, len(x.tables.kinds)), make([]int, len(x.tables.homes))
	authors, lengths := make([]int, len(x.tables.authors)), make([]int, len(Lengths()))
	var f Facets
	add := func(counts []int, trait int16) {
		if trait != noTrait {
			counts[trait]++
		}
	}
	for i := range list {
		t, stops := &list[i].traits, list[i].stops
		if stops&^byCategory == 0 {
			add(categories, t.category)
		}
		if stops&^byKind == 0 {
			add(kinds, t.kind)
		}
		if stops&^byLanguage == 0 {
			add(homes, t.home)
		}
		if stops&^byAuthor == 0 {
			for _, a := range t.authors {
				add(authors, a)
			}
		}
		if stops&^byLength == 0 {
			add(lengths, t.length)
		}
		if stops&^byReview == 0 && list[i].reviewed {
			f.Reviewed++
		}
	}
	f.Categories, f.Kinds = sortedCounts(x.tables.categories, categories), sortedCounts(x.tables.kinds, kinds)
	f.Languages, f.Authors = sortedCounts(x.tables.homes, homes), sortedCounts(x.tables.authors, authors)
	for i, l := range Lengths() {
		if lengths[i] > 0 {
			f.Lengths = append(f.Lengths, Count{l, lengths[i]})
		}
	}
	return f
}

func sortedCounts(table []string, counts []int) []Count {
	var out []Count
	for i, n := range counts {
		if n > 0 {
			out = append(out, Count{table[i], n})
		}
	}
	slices.SortFunc(out, func(a, b Count) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Value, b.Value)) })
	return out
}

// Kinds are the values of Query.Kind.
func Kinds() []string {
	return []string{string(content.KindTips), string(content.KindFAQ), string(content.KindGuide), Debates, People, Help}
}
