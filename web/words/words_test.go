package words_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mendwell/web/words"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func book(t *testing.T) *words.Book {
	t.Helper()
	b, err := words.Load(func() time.Time { return noon })
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEveryLanguageHasTheSameTexts(t *testing.T) {
	b := book(t)
	want, err := b.IDs(words.Languages[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range words.Languages[1:] {
		got, err := b.IDs(lang)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s and %s differ (-%[1]s +%[2]s):\n%s", words.Languages[0], lang, diff)
		}
	}
}

// TestEveryTextInTheSourceExists reads the program's own source, so that a typing mistake in an id cannot reach a page.
func TestEveryTextInTheSourceExists(t *testing.T) {
	p := book(t).In("en")
	id := regexp.MustCompile(`\.[TN]\("([a-z_0-9.]+[a-z_0-9])"`)
	seen := 0
	for _, root := range []string{"..", "../../internal"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_templ.go") {
				return err
			}
			if ext := filepath.Ext(path); ext != ".go" && ext != ".templ" {
				return nil
			}
			src, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, m := range id.FindAllStringSubmatch(string(src), -1) {
				seen++
				if !p.Has(m[1]) {
					t.Errorf("%s: there is no text %q", path, m[1])
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 100 {
		t.Errorf("found only %d uses of texts: does the search still fit the source?", seen)
	}
}

func TestDatesAndPlurals(t *testing.T) {
	b := book(t)
	day := time.Date(2026, 3, 4, 14, 5, 0, 0, time.UTC)
	for _, tt := range []struct{ lang, name, got, want string }{
		{"en", "date", b.In("en").Date(day), "4 Mar 2026"},
		{"de", "date", b.In("de").Date(day), "4. März 2026"},
		{"en", "moment", b.In("en").DateTime(day), "4 March 2026, 14:05"},
		{"de", "moment", b.In("de").DateTime(day), "4. März 2026, 14:05 Uhr"},
		{"en", "one", b.In("en").N("comments.count", 1), "1 comment"},
		{"en", "none", b.In("en").N("comments.count", 0), "0 comments"},
		{"de", "many", b.In("de").N("comments.count", 1234), "1.234 Kommentare"},
		{"en", "many", b.In("en").N("comments.count", 1234), "1,234 comments"},
		{"en", "now", b.In("en").Ago(noon.Add(-59 * time.Second)), "just now"},
		{"en", "minute", b.In("en").Ago(noon.Add(-time.Minute)), "1 minute ago"},
		{"de", "hours", b.In("de").Ago(noon.Add(-23 * time.Hour)), "vor 23 Stunden"},
		{"en", "yesterday", b.In("en").Ago(noon.Add(-30 * time.Hour)), "yesterday"},
		{"de", "days", b.In("de").Ago(noon.Add(-72 * time.Hour)), "vor 3 Tagen"},
		{"en", "long ago", b.In("en").Ago(day), "on 4 Mar 2026"},
		{"en", "seconds", b.In("en").Wait(1500 * time.Millisecond), "2 seconds"},
		{"de", "minutes", b.In("de").Wait(61 * time.Second), "2 Minuten"},
		{"de-AT", "regional", b.In("de-AT").T("login.button"), "Anmelden"},
		{"fr", "unknown", b.In("fr").T("login.button"), "Log in"},
		{"en", "missing", b.In("en").T("no.such.text"), "⟨no.such.text⟩"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s %s: got %q, want %q", tt.lang, tt.name, tt.got, tt.want)
		}
	}
}
