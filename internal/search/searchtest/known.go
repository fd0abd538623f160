package searchtest

import (
	_ "embed"
	"strings"

	"mendwell/internal/search"
)

//go:embed known.tsv
var known string

//go:embed heldout.tsv
var heldOut string

//go:embed fresh.tsv
var fresh string

//go:embed spoken.tsv
var spoken string

//go:embed ownwords.tsv
var ownWords string

// Item is a query of somebody who looks for one thing: an article, a person or a debate by slug, or a part of an article,
// "slug#id".
type Item struct{ Lang, Query, Want string }

// Known returns the table of known items that the ranking was tuned on.
func Known() []Item { return items(known) }

// Spoken returns a table in readers' own words that it was tuned on, too.
func Spoken() []Item { return items(spoken) }

// HeldOut returns the items that it was not tuned on.
func HeldOut() []Item { return items(heldOut) }

// Fresh returns the items of the second held-out table, which is larger.
func Fresh() []Item { return items(fresh) }

// OwnWords returns the items of the third held-out table: queries of readers who do not know the words of the texts.
func OwnWords() []Item { return items(ownWords) }

func items(table string) []Item {
	var out []Item
	for line := range strings.Lines(table) {
		if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 3 && !strings.HasPrefix(line, "#") {
			out = append(out, Item{f[0], f[1], f[2]})
		}
	}
	return out
}

// Rank is the place of what is wanted among the results, 1 for the first; 0: it is not there. A part counts where it is
// shown with its article.
func (i Item) Rank(results []search.Result) int {
	slug, id, part := strings.Cut(i.Want, "#")
	for n, r := range results {
		if r.Person != nil && r.Person.Slug == slug || r.Debate != nil && r.Debate.Slug == slug || r.Article != nil && r.Article.Slug == slug && !part {
			return n + 1
		}
		if r.Article == nil || r.Article.Slug != slug {
			continue
		}
		for _, p := range r.Parts {
			if p.ID == id {
				return n + 1
			}
		}
	}
	return 0
}
