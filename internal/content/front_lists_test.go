package content

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// What the front page shows first: the newest article that is marked, in each language; where none is, the newest.
func TestFeatured(t *testing.T) {
	t.Parallel()
	f := fstest.MapFS{
		"site.yaml": {Data: []byte("name: Test\nlanguages: [en, de, fr]\n")},
		"new.md":    sheet("title: New\ndate: 2026-08-03", "x"),
		"marked.md": sheet("title: Marked\ndate: 2026-08-02\nfeatured: true", "x"),
		"before.md": sheet("title: Marked before\ndate: 2026-08-01\nfeatured: true", "x"),
		"held.md":   sheet("title: Held\ndate: 2026-08-04\nfeatured: true\ndraft: true", "x"),
		"neu.md":    sheet("title: Neu\nlang: de\ndate: 2026-08-04", "x"),
		"alt.md":    sheet("title: Alt\nlang: de\ndate: 2026-07-04", "x"),
	}
	lib, _ := Load(f, Options{Now: noon()})
	got := map[string]string{}
	for _, lang := range []string{"en", "de", "fr"} {
		if a := lib.Featured(lang); a != nil {
			got[lang] = a.Slug
		}
	}
	if diff := cmp.Diff(map[string]string{"en": "marked", "de": "neu"}, got); diff != "" {
		t.Error(diff)
	}
}

// Articles that answer questions, newest first, each language by itself.
func TestAsking(t *testing.T) {
	t.Parallel()
	faq := "## FAQ\n\n### Is it?\n\nIt is.\n"
	f := fstest.MapFS{
		"site.yaml": {Data: []byte("name: Test\nlanguages: [en, de]\n")},
		"a.md":      sheet("title: A\ndate: 2026-08-01", faq),
		"b.md":      sheet("title: B\ndate: 2026-08-03", faq),
		"c.md":      sheet("title: C\ndate: 2026-08-02", "No questions."),
		"held.md":   sheet("title: Held\ndate: 2026-08-04\ndraft: true", faq),
		"d.md":      sheet("title: D\nlang: de\ndate: 2026-08-04", faq),
	}
	lib, _ := Load(f, Options{Now: noon()})
	got := map[string][]string{}
	for _, lang := range []string{"en", "de"} {
		for _, a := range lib.Asking(lang) {
			got[lang] = append(got[lang], a.Slug)
		}
	}
	if diff := cmp.Diff(map[string][]string{"en": {"b", "a"}, "de": {"d"}}, got); diff != "" {
		t.Error(diff)
	}
}
