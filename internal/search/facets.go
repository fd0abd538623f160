package search

import (
	"cmp"
	"slices"

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

// stopped says which filters of a query a work does not pass.
func (w *work) stopped(q Query) int {
	out := 0
	fail := func(filter int, passes bool) {
		if !passes {
			out |= filter
		}
	}
	fail(byCategory, q.Category == "" || w.category() == q.Category)
	fail(byKind, q.Kind == "" || w.kind() == q.Kind)
	fail(byLanguage, q.In == Everywhere || w.home == q.In)
	fail(byAuthor, q.Author == "" || w.by(q.Author))
	fail(byLength, q.Length == "" || w.article != nil && length(w.article.Minutes) == q.Length)
	fail(byReview, !q.Reviewed || w.reviewed(q))
	return out
}

func (w *work) category() string {
	if w.article == nil || w.article.Category == nil {
		return ""
	}
	return w.article.Category.Slug
}

func (w *work) kind() string {
	if w.person != nil {
		return People
	}
	return string(w.article.Kind)
}

// by reports whether somebody wrote a work, or is the person that it is.
func (w *work) by(slug string) bool {
	if w.person != nil {
		return w.person.Slug == slug
	}
	return slices.ContainsFunc(w.article.Authors, func(p *content.Person) bool { return p.Slug == slug })
}

func (w *work) reviewed(q Query) bool {
	return w.article != nil && w.article.Review != nil && w.article.ReviewState(q.Now) == content.ReviewHolds
}

// visible returns what passes all filters.
func visible(list []hit) []hit {
	var out []hit
	for _, h := range list {
		if h.stops == 0 {
			out = append(out, h)
		}
	}
	return out
}

// facets counts, for each filter, what passes all the others.
func facets(list []hit, q Query) Facets {
	categories, kinds, languages, authors, lengths := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	var f Facets
	for _, h := range list {
		w := h.work
		stopped := h.stops
		passes := func(filter int) bool { return stopped&^filter == 0 }
		if passes(byCategory) && w.category() != "" {
			categories[w.category()]++
		}
		if passes(byKind) {
			kinds[w.kind()]++
		}
		if passes(byLanguage) {
			languages[w.home]++
		}
		if passes(byAuthor) && w.article != nil {
			for _, p := range w.article.Authors {
				authors[p.Slug]++
			}
		}
		if passes(byLength) && w.article != nil {
			lengths[length(w.article.Minutes)]++
		}
		if passes(byReview) && w.reviewed(q) {
			f.Reviewed++
		}
	}
	f.Categories, f.Kinds, f.Languages, f.Authors = sortedCounts(categories), sortedCounts(kinds), sortedCounts(languages), sortedCounts(authors)
	for _, l := range Lengths() {
		if lengths[l] > 0 {
			f.Lengths = append(f.Lengths, Count{l, lengths[l]})
		}
	}
	return f
}

func sortedCounts(m map[string]int) []Count {
	out := make([]Count, 0, len(m))
	for v, n := range m {
		out = append(out, Count{v, n})
	}
	slices.SortFunc(out, func(a, b Count) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Value, b.Value)) })
	return out
}

// Kinds are the values of Query.Kind.
func Kinds() []string {
	return []string{string(content.KindTips), string(content.KindFAQ), string(content.KindGuide), People}
}
