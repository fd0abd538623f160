package content

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// padded is a picture with so many bytes behind it that it has the given number.
func padded(t *testing.T, bytes int) *fstest.MapFile {
	t.Helper()
	file := painted(t, 30, 20)
	file.Data = append(file.Data, make([]byte, bytes-len(file.Data))...)
	return file
}

func TestHeavyAndUncreditedPictures(t *testing.T) {
	t.Parallel()
	fsys := folder(
		"a.md", fmt.Sprintf(article, "A", "2026-08-01", "category: c\nimage: heavy.png\nimage_alt: Cover",
			"![Light](light.png)\n\n![Light](light.png)\nPhoto by Ann\n\n![Light](light.png \"Photo by Ann\")\n\nIn ![text](light.png) it needs none.\n"),
		"b.md", fmt.Sprintf(article, "B", "2026-08-01", "category: c\nimage: light.png\nimage_alt: Cover\nimage_credit: Ann", "![Heavy](heavy.png)\nPhoto by Ann\n"),
		"categories/c.md", "---\ntitle: C\n---\n", "people/ann.md", "---\nname: Ann\nphoto: ../light.png\n---\n",
	)
	fsys["light.png"], fsys["heavy.png"] = padded(t, heavyImage), padded(t, heavyImage+1)
	_, findings := Load(fsys, Options{Now: noon()})
	var got []string
	for _, f := range findings {
		if f.Code == "heavy-image" || f.Code == "missing-credit" {
			got = append(got, fmt.Sprintf("%s:%d %s %s", f.Path, f.Line, f.Level, f.Code))
			if f.Suggestion == "" {
				t.Errorf("%s has no suggestion", f.Code)
			}
		}
	}
	want := "a.md:6 hint heavy-image|a.md:6 hint missing-credit|a.md:9 hint missing-credit|b.md:10 hint heavy-image"
	if diff := cmp.Diff(want, strings.Join(got, "|")); diff != "" {
		t.Error(diff)
	}
}

func TestMegabytes(t *testing.T) {
	t.Parallel()
	for bytes, want := range map[float64]string{300_001: "300 kB", 999_400: "999 kB", 1_000_000: "1.0 MB", 15_960_000: "16.0 MB"} {
		if got := megabytes(bytes); got != want {
			t.Errorf("%.0f bytes: %s, want %s", bytes, got, want)
		}
	}
}
