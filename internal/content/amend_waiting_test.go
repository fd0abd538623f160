package content

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// What names a category that is a draft is told so again when only its text has changed.
func TestAmendKnowsDraftCategories(t *testing.T) {
	t.Parallel()
	f := fstest.MapFS{
		"site.yaml":         {Data: []byte("name: Test\nlanguages: [en]\n")},
		"categories/cat.md": {Data: []byte("---\ntitle: Cat\ndraft: true\n---\n")},
		"one.md":            sheet("title: One\ndate: 2026-01-01\ncategory: cat", "First."),
	}
	opts := Options{Now: noon().Add(time.Hour), Reusable: true}
	before, _ := Load(f, opts)
	f["one.md"] = sheet("title: One\ndate: 2026-01-01\ncategory: cat", "Second.")
	_, want := Load(f, opts)
	_, got, ok := Amend(before, f, opts, []string{"one.md"})
	if !ok {
		t.Fatal("the text alone is not enough to be told of")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
