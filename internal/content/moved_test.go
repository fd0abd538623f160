package content

import (
	"fmt"
	"slices"
	"testing"
)

// TestMovedPaths: what Jekyll's redirect_from and Hugo's aliases say holds at the very path.
func TestMovedPaths(t *testing.T) {
	t.Parallel()
	lib, findings := Load(folder(
		"a.md", fmt.Sprintf(article, "A", "2026-08-01", "aliases: [/2019/05/foo.html, /articles/old-a, bare]\nredirect_from:\n  - /blog/a/\n  - https://old.example/x%20y/", "Text."),
		"b.md", fmt.Sprintf(article, "B", "2026-08-01", "redirect_from: /blog/a", "See [it](/blog/a)."),
		"site.yaml", "languages: [en]\n",
	), Options{Now: noon()})
	for _, p := range []string{"/2019/05/foo.html", "/blog/a", "/blog/a/", "/x y"} {
		if a, ok := lib.MovedPath(p); !ok || a.Slug != "a" {
			t.Errorf("%s leads to %v", p, a)
		}
	}
	for _, slug := range []string{"old-a", "bare"} {
		if a, ok := lib.Moved("en", slug); !ok || a.Slug != "a" {
			t.Errorf("%s leads to %v", slug, a)
		}
	}
	for _, slug := range []string{"foo", "a", "y"} {
		if a, ok := lib.Moved("en", slug); ok {
			t.Errorf("%s leads to %v", slug, a)
		}
	}
	if got := codes(findings); !slices.Contains(got, "alias-taken") || !slices.Contains(got, "moved-link") || slices.Contains(got, "same-key") {
		t.Errorf("findings %v", findings)
	}
}
