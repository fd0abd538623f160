package server_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/content"
)

// A page cannot stand where the site itself answers: content says so of every fixed address.
func TestPagesUnderFixedAddressesAreReported(t *testing.T) {
	h := open(t, folder(), nil)
	files, want := folder(), []string{}
	must(t, chi.Walk(h.server.Routes(), func(_, pattern string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		name := strings.TrimPrefix(pattern, "/")
		path := "pages/" + name + ".md"
		if name == "" || strings.ContainsAny(name, "/{*.") || slices.Contains(want, path) { // a slug has no dot
			return nil
		}
		files[path] = article("title: Hidden\nsummary: Nobody sees it.", "Words.")
		want = append(want, path)
		return nil
	}))
	_, findings := content.Load(files, content.Options{Now: h.clock.Now()})
	var got []string
	for _, f := range findings {
		if f.Code == "reserved-slug" {
			got = append(got, f.Path)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if len(want) < 10 || !slices.Equal(got, want) {
		t.Errorf("reported %q, want %q", got, want)
	}
}
