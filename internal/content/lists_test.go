package content

import (
	"fmt"
	"slices"
	"testing"
)

// A list holds what a walk through all articles would find, in the same order.
func TestListsFindWhatAWalkFinds(t *testing.T) {
	t.Parallel()
	files := []string{
		"site.yaml", "name: T\nlanguages: [en, de]\n",
		"categories/c.md", "---\ntitle: C\n---\n", "categories/d.md", "---\ntitle: D\n---\n",
		"people/ann.md", "---\nname: Ann\n---\n", "people/bob.md", "---\nname: Bob\n---\n",
	}
	for i := range 24 {
		lang := []string{"en", "de", "fr"}[i%3]
		files = append(files, fmt.Sprintf("a%d.md", i), fmt.Sprintf(
			"---\ntitle: A%d\nlang: %s\nsummary: Yes.\ndate: 2026-0%d-01\ncategory: %s\ntags: [rest, Rest, t%d]\nauthors: [ann, %s]\neditor: %s\n---\nText.\n",
			i, lang, 1+i%8, []string{"c", "d"}[i%2], i%5, []string{"ann", "bob"}[i%2], []string{"bob", "ann"}[i%2]))
	}
	lib, _ := Load(folder(files...), Options{Now: noon()})
	if len(lib.All()) != 24 {
		t.Fatalf("%d articles", len(lib.All()))
	}
	same := func(what string, got, want []*Article) {
		t.Helper()
		if !slices.Equal(got, want) {
			t.Errorf("%s: %d articles, want %d", what, len(got), len(want))
		}
	}
	for _, lang := range []string{"en", "de"} {
		for _, slug := range []string{"c", "d", "none"} {
			same(lang+" category "+slug, lib.InCategory(lang, slug), filter(lib.Articles(lang), func(a *Article) bool { return a.Category.Slug == slug }))
		}
		for _, slug := range []string{"rest", "t0", "t3", "none"} {
			want := filter(lib.Articles(lang), func(a *Article) bool {
				return slices.ContainsFunc(a.Tags, func(t Tag) bool { return t.Slug == slug })
			})
			_, got, ok := lib.Tagged(lang, slug)
			same(lang+" tag "+slug, got, want)
			at := slices.IndexFunc(lib.Tags(lang), func(c TagCount) bool { return c.Slug == slug })
			if ok != (len(want) > 0) || ok != (at >= 0) || ok && lib.Tags(lang)[at].Count != len(want) {
				t.Errorf("%s tag %s: %v, listed at %d", lang, slug, ok, at)
			}
		}
	}
	for _, slug := range []string{"ann", "bob"} {
		same(slug+" wrote", lib.Work(slug).Wrote, filter(lib.All(), func(a *Article) bool {
			return slices.ContainsFunc(a.Authors, func(p *Person) bool { return p.Slug == slug })
		}))
		same(slug+" edited", lib.Work(slug).Edited, filter(lib.All(), func(a *Article) bool {
			return slices.ContainsFunc(a.Credits, func(c Credit) bool { return c.Role == RoleEditor && c.Person.Slug == slug })
		}))
	}
	if w := lib.Work("nobody"); w.Wrote != nil || w.Edited != nil {
		t.Errorf("nobody did %+v", w)
	}
}
