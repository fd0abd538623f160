package search_test

import (
	"fmt"
	"slices"
	"testing"

	"mendwell/internal/search"
)

// asked are queries of one word and of several, in both languages: most find much that has only some of the words.
func asked() []search.Query {
	var out []search.Query
	for lang, texts := range map[string][]string{
		"en": {"give space", "boyfriend lies", "time", "child*", "Mara Lind"},
		"de": {"fernbeziehung", "hilfe", "Mara Lind", "muss ich alles erzählen"},
	} {
		for _, text := range texts {
			out = append(out, search.Query{Text: text, Lang: lang, To: 1000, Now: day})
		}
	}
	return out
}

// choices are what a reader may choose next, with the number that stands beside it.
func choices(q search.Query, f search.Facets) map[search.Query]int {
	out := map[search.Query]int{}
	add := func(counts []search.Count, set func(*search.Query, string)) {
		for _, c := range counts {
			to := q
			set(&to, c.Value)
			out[to] = c.N
		}
	}
	add(f.Categories, func(q *search.Query, v string) { q.Category = v })
	add(f.Kinds, func(q *search.Query, v string) { q.Kind = v })
	add(f.Authors, func(q *search.Query, v string) { q.Author = v })
	add(f.Lengths, func(q *search.Query, v string) { q.Length = v })
	add(f.Languages, func(q *search.Query, v string) { q.In = v })
	all := 0
	for _, c := range f.Languages {
		all += c.N
	}
	add([]search.Count{{Value: search.Everywhere, N: all}}, func(q *search.Query, v string) { q.In = v })
	if f.Reviewed > 0 {
		add([]search.Count{{Value: "yes", N: f.Reviewed}}, func(q *search.Query, _ string) { q.Reviewed = true })
	}
	return out
}

// TestAChoiceLeavesAsManyAsItSays follows every filter, and from there every one again.
func TestAChoiceLeavesAsManyAsItSays(t *testing.T) {
	x, followed := here(t), 0
	for _, q := range asked() {
		for first, n := range choices(q, x.Search(q).Facets) {
			a := x.Search(first)
			if a.Total != n || a.Total != len(a.Results) {
				t.Errorf("%s: %d results, and %d were promised", filters(first), a.Total, n)
			}
			for second, n := range choices(first, a.Facets) {
				if got := x.Search(second).Total; got != n {
					t.Errorf("%s, then %s: %d results, and %d were promised", filters(first), filters(second), got, n)
				}
				followed++
			}
		}
	}
	if followed < 1000 {
		t.Errorf("only %d choices", followed)
	}
}

func filters(q search.Query) string {
	return fmt.Sprintf("%q in %s, %+v", q.Text, q.Lang, []any{q.In, q.Category, q.Kind, q.Author, q.Length, q.Reviewed})
}

// TestWhatHasOnePageIsFoundOnce: people and help lines stand in every language, and have one page in each interface.
func TestWhatHasOnePageIsFoundOnce(t *testing.T) {
	x, people := here(t), 0
	for _, q := range asked() {
		var seen []string
		q.In = search.Everywhere
		for _, r := range x.Search(q).Results {
			if r.Person != nil {
				seen = append(seen, "person "+r.Person.Slug)
			} else if r.Topic != "" {
				seen = append(seen, "help "+r.Topic)
			}
		}
		people += len(seen)
		slices.Sort(seen)
		if once := slices.Compact(slices.Clone(seen)); len(once) != len(seen) {
			t.Errorf("%s finds %q", filters(q), seen)
		}
	}
	if people == 0 {
		t.Error("no person was found")
	}
}

// TestAFilterWithoutAnyOfTheResultsShowsWhatComesNearest: whoever searches on within a category hears what it has.
func TestAFilterWithoutAnyOfTheResultsShowsWhatComesNearest(t *testing.T) {
	x := here(t)
	q := search.Query{Text: "jealousy phone", Lang: "en", To: 100, Now: day}
	all := x.Search(q)
	if all.Nearest || all.Total == 0 {
		t.Fatalf("without a filter: %d results, nearest %v", all.Total, all.Nearest)
	}
	found := 0
	for _, category := range []string{"repair", "trust", "talking", "boundaries", "beginnings", "living-together", "family", "friendship"} {
		if slices.ContainsFunc(all.Facets.Categories, func(c search.Count) bool { return c.Value == category }) {
			continue
		}
		q.Category = category
		if a := x.Search(q); a.Total > 0 {
			found++
			if !a.Nearest || a.Total != len(a.Results) {
				t.Errorf("in %s: %d results of %d, nearest %v", category, len(a.Results), a.Total, a.Nearest)
			}
		}
	}
	if found == 0 {
		t.Error("no category has anything near")
	}
}
