package ui_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mendwell/web/link"
	"mendwell/web/ui"
	"mendwell/web/words"
)

var update = flag.Bool("update", false, "write the snapshots anew")

// TestExamples holds every state of every building block against its snapshot, in both languages.
func TestExamples(t *testing.T) {
	book, err := words.Load(func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) })
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range words.Languages {
		f := ui.Frame{Lang: lang, Words: book.In(lang), Link: link.In(lang, "en"), Site: ui.Site{Name: "Example"}}
		for _, e := range ui.Examples(f) {
			t.Run(lang+"/"+e.Name, func(t *testing.T) {
				var b strings.Builder
				if err := e.Component.Render(t.Context(), &b); err != nil {
					t.Fatal(err)
				}
				got := strings.ReplaceAll(b.String(), "><", ">\n<") + "\n"
				if strings.Contains(got, "⟨") {
					t.Errorf("a text is missing:\n%s", got)
				}
				path := filepath.Join("testdata", lang, e.Name+".html")
				if *update {
					if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), got); diff != "" {
					t.Errorf("the component changed; look at it in the gallery, then run this test with -update (-want +got):\n%s", diff)
				}
			})
		}
	}
}

func TestPasswordIsNeverWrittenBack(t *testing.T) {
	var b strings.Builder
	if err := ui.TextField(ui.Field{Name: "password", Label: "Password", Type: "password", Value: "correct horse"}).Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "correct horse") {
		t.Errorf("the password stands in the page: %s", b.String())
	}
}
