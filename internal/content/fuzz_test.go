package content

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
)

// seeds adds every article of the golden files.
func seeds(f *testing.F) {
	f.Helper()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatalf("list golden files: %v", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name) //nolint:gosec // a golden file
		if err != nil {
			f.Fatalf("read golden file: %v", err)
		}
		for _, x := range txtar.Parse(data).Files {
			if x.Name != "WANT" {
				f.Add(string(x.Data))
			}
		}
	}
}

// FuzzLoad: a folder of any bytes is read without a panic, and what is shown keeps its promises.
func FuzzLoad(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		file := &fstest.MapFile{Data: []byte(text)}
		lib, _ := Load(fstest.MapFS{
			"a.md": file, "b/c.de.md": file, "site.yaml": file, "people/p.md": file, "categories/c.md": file, "pages/q.md": file,
		}, Options{Now: noon(), Drafts: true})
		for _, a := range lib.Everything() {
			checkDocument(t, a)
		}
	})
}

// FuzzFrontMatter: any front matter is read or refused with a place inside the file.
func FuzzFrontMatter(f *testing.F) {
	for _, s := range []string{"title: a", "a: &x [1]\nb: *x", "a: {b: c}", "- a", "a: |\n  b\n", "a = 1", "[a]\nb = 2026-08-01", "? a\n: b", "a: !!str 1", "<<: *a", "a: *a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, fence := range []string{"---", "+++"} {
			d := readArticle(nil, "a.md", []byte(fence+"\n"+text+"\n"+fence+"\nText.\n"), Options{}, defaultSite())
			for _, x := range d.findings {
				if x.Line < 0 || x.Col < 0 || x.Message == "" || x.Code == "" {
					t.Fatalf("finding %+v", x)
				}
			}
		}
	})
}

// FuzzTips: tips of any body have a number, a title and an id, and pinning them is safe.
func FuzzTips(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		data := []byte("---\ntitle: Three tips\n---\n" + text)
		lib, _ := loadOne(data)
		for _, a := range lib.Everything() {
			for _, tip := range a.Tips {
				if tip.ID == "" || tip.Title == "" || tip.Number < 0 || tip.Level < 2 || tip.Level > 3 {
					t.Fatalf("tip %+v", tip)
				}
			}
		}
		once, err := PinIDs(data)
		if err != nil {
			return
		}
		if twice, err := PinIDs(once); err != nil || string(once) != string(twice) {
			t.Fatalf("pinned again it differs (%v):\n%q\n%q", err, once, twice)
		}
	})
}
