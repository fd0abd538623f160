package content

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestLinksWithQueries: what stands behind "?" can lead nowhere too.
func TestLinksWithQueries(t *testing.T) {
	t.Parallel()
	const help = "name: Great Britain\nlines:\n- {name: Line, topics: [suicide], number: \"1\", hours: always, languages: [en], checked: 2026-08-01, sources: [\"https://a.example\", \"https://b.example\"]}\n"
	for dest, code := range map[string]string{
		"/help?country=gb":                 "",
		"/de/help?country=GB":              "",
		"/help?country=XX":                 "unknown-link",
		"/de/help?country=XX":              "unknown-link",
		"/help?topic=suicide":              "",
		"/help?topic=weather":              "unknown-link",
		"/articles?page=1":                 "",
		"/articles?page=2":                 "unknown-link",
		"/articles?page=0":                 "unknown-link",
		"/articles?page=01":                "unknown-link",
		"/categories/c?page=99":            "unknown-link",
		"/articles?country=XX":             "",
		"/media/none.png":                  "unknown-link",
		"//evil.example/x":                 "half-address",
		"https://a.example/help?country=X": "",
	} {
		_, findings := Load(folder("a.md", fmt.Sprintf(article, "A", "2026-08-01", "category: c", "[this]("+dest+")\n"),
			"categories/c.md", "---\ntitle: C\n---\n", "help/gb.yaml", help, "site.yaml", "name: T\nlanguages: [en, de]\n"), Options{Now: noon()})
		var got []string
		for _, f := range findings {
			if f.Path == "a.md" {
				got = append(got, f.Code)
			}
		}
		if code == "" && len(got) > 0 || code != "" && !slices.Equal(got, []string{code}) {
			t.Errorf("%s: %s, want %s (%v)", dest, strings.Join(got, " "), code, findings)
		}
	}
}

// TestLinksToPictures: a picture of the folder may be linked to by the address under which it is served.
func TestLinksToPictures(t *testing.T) {
	t.Parallel()
	fsys := folder("a.md", fmt.Sprintf(article, "A", "2026-08-01", "", "![A bench](b.png)\n"))
	fsys["b.png"] = painted(t, 3, 3)
	lib, _ := Load(fsys, Options{Now: noon()})
	a, _ := lib.Article("en", "a")
	src := a.images["b.png"].Src
	fsys["a.md"].Data = fmt.Appendf(nil, article, "A", "2026-08-01", "", "![A bench](b.png)\n\n[Larger]("+src+")\n")
	_, findings := Load(fsys, Options{Now: noon()})
	for _, f := range findings {
		if f.Code == "unknown-link" {
			t.Error(f)
		}
	}
}
