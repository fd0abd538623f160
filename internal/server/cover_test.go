package server_test

import (
	"net/http"
	"testing"

	"mendwell/internal/cover"
	"mendwell/web/link"
)

// Only the covers that pages show are drawn: any other palette is work for nobody.
func TestOnlyRealCoversAreDrawn(t *testing.T) {
	files := folder()
	files["loose.md"] = article("title: Loose\nsummary: No category.\nauthors: [ada]\ndate: 2026-07-01", "A note.\n")
	b := open(t, files, nil).browser()
	for _, c := range []struct{ slug, palette string }{
		{"space", "celadon"}, {"zuhoeren", "celadon"}, {"repair", "celadon"},
		{"listening", "persimmon"}, {"hebrew", "persimmon"}, {"trust", "persimmon"}, {"loose", string(cover.Default)},
	} {
		for _, p := range cover.Palettes() {
			want := http.StatusNotFound
			if string(p) == c.palette {
				want = http.StatusOK
			}
			b.get(link.Cover(cover.Version, string(p), c.slug, "svg")).wants(want)
		}
	}
}
