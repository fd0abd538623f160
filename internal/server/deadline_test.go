package server_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// slow is a connection that remembers how long it may take.
type slow struct {
	*httptest.ResponseRecorder
	until time.Time
}

func (s *slow) SetWriteDeadline(t time.Time) error {
	s.until = t
	return nil
}

// A slow phone gets the whole of a file; a page has the time that every page has.
func TestFilesMayTakeTheirTime(t *testing.T) {
	files := folder()
	files["pot.png"] = pngFile
	files["space.md"] = article("title: Space\nsummary: Room.\ncategory: repair\nauthors: [ada]\ndate: 2026-09-01\nimage: pot.png\nimage_alt: A pot\nimage_credit: Ada", "Words.\n")
	h := open(t, files, nil)
	doc := h.browser().get("/articles/space").wants(200).page()
	for path, long := range map[string]bool{
		doc.Find("link[rel=stylesheet]").AttrOr("href", ""): true,
		doc.Find("figure img").First().AttrOr("src", ""):    true,
		"/articles/space": false,
	} {
		w := &slow{ResponseRecorder: httptest.NewRecorder()}
		h.server.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
		if got := time.Until(w.until) > time.Minute; w.Code != http.StatusOK || got != long {
			t.Errorf("%s: %d, until %v", path, w.Code, w.until)
		}
	}
}
