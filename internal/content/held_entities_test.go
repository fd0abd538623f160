package content_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"mendwell/internal/content"
)

// heldFolder has a published and a held category and person, and articles that name them.
func heldFolder() fstest.MapFS {
	f := fstest.MapFS{}
	for name, text := range map[string]string{
		"site.yaml":           "name: S\nnavigation: [open, held]\n",
		"categories/open.md":  "---\ntitle: Open\nsummary: S.\n---\n\nSee [who holds back](/people/bob), [the same](../people/bob.md) and [Ada](/people/ada).\n",
		"categories/held.md":  "---\ntitle: Held\nsummary: S.\ndraft: true\n---\n\n[… a first sentence]\n",
		"people/ada.md":       "---\nname: Ada\n---\n\nWrites.\n",
		"people/bob.md":       "---\nname: Bob\ncredentials: Dr.\nstatus: draft\n---\n\nWrites too.\n",
		"one.md":              "---\ntitle: One\nsummary: S.\ndate: 2026-01-01\ncategory: held\nauthors: [ada, bob]\nreviewed_by: bob\n---\n\nRead [more](/categories/held).\n",
		"two.md":              "---\ntitle: Two\nsummary: S.\ndate: 2026-01-01\ncategory: held\nauthors: [bob]\ndraft: true\n---\n\nRead [more](/categories/held).\n",
		"questions/should.md": "---\ntitle: Should I?\nsummary: S.\ncategory: held\neditor: bob\n---\n\nYes and no.\n",
	} {
		f[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return f
}

// A category or a person that is a draft is not there for readers: not as a page, not in a list, not beside an article.
func TestDraftsOfCategoriesAndPeople(t *testing.T) {
	now := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	for _, drafts := range []bool{false, true} {
		lib, findings := content.Load(heldFolder(), content.Options{Now: now, Drafts: drafts})
		if _, ok := lib.Category("en", "held"); ok != drafts {
			t.Errorf("drafts %v: the category is there: %v", drafts, ok)
		}
		if _, ok := lib.Person("en", "bob"); ok != drafts {
			t.Errorf("drafts %v: the person is there: %v", drafts, ok)
		}
		if c, p := len(lib.Categories("en")), len(lib.People("en")); c == 2 != drafts || p == 2 != drafts {
			t.Errorf("drafts %v: %d categories, %d people", drafts, c, p)
		}
		one, ok := lib.Article("en", "one")
		if !ok {
			t.Fatal("the article has gone with its category")
		}
		if (one.Category != nil) != drafts || len(one.Authors) == 2 != drafts || len(one.Credits) == 1 != drafts {
			t.Errorf("drafts %v: category %v, authors %v, credits %v", drafts, one.Category, one.Authors, one.Credits)
		}
		// What an editor is told is the same either way.
		var got []string
		for _, f := range findings {
			if strings.Contains(f.Message, "draft, so readers") || strings.Contains(f.Message, "not published") || f.Code == "unfinished" {
				got = append(got, f.Path+" "+string(f.Level)+" "+f.Code)
			} else if f.Level == content.LevelError || f.Code == "unknown-link" || f.Code == "unknown-category" || f.Code == "unknown-person" {
				t.Errorf("drafts %v: %+v", drafts, f)
			}
		}
		slices.Sort(got)
		want := []string{
			"categories/held.md hint unfinished",
			"categories/open.md hint unpublished-link",
			"categories/open.md hint unpublished-link",
			"one.md hint unpublished-link",
			"one.md warning unknown-category",
			"one.md warning unknown-person",
			"one.md warning unknown-person",
			"questions/should.md warning unknown-category",
			"questions/should.md warning unknown-person",
		}
		if !slices.Equal(got, want) {
			t.Errorf("drafts %v:\n%s\nwant\n%s", drafts, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}
