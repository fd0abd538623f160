package server

import (
	"context"
	"net/http/httptest"
	"testing"
	"testing/fstest"
	"time"

	"mendwell/internal/content"
	"mendwell/internal/cover"
)

func TestFullShelfKeepsWhatReadersUse(t *testing.T) {
	all := func(coverKey) bool { return true }
	a, b, c := coverKey{slug: "a"}, coverKey{slug: "b"}, coverKey{slug: "c"}
	shelf := coverShelf{most: 2, covers: map[coverKey]pressed{}}
	has := func(k coverKey) bool { _, ok := shelf.find(k); return ok }
	for _, k := range []coverKey{a, b, c, c} {
		shelf.put(k, pressed{}, all)
	}
	if !has(a) || !has(b) || has(c) {
		t.Error("a full shelf lets go of a cover that is still shown")
	}
	shelf.put(c, pressed{}, func(k coverKey) bool { return k != a })
	if has(a) || !has(b) || !has(c) {
		t.Error("a full shelf keeps a cover that has gone")
	}
}

// Readers' drawings do not wait for the pictures that machines ask for.
func TestDrawingWaitsForNoPreview(t *testing.T) {
	lib, _ := content.Load(fstest.MapFS{}, content.Options{Now: time.Now()})
	s := &Server{covers: newCoverShelves()}
	s.covers.drawing <- struct{}{} // a preview picture is being drawn
	ctx, cancel := context.WithCancel(context.WithValue(t.Context(), visitKey{}, &visit{lib: lib}))
	r := httptest.NewRequestWithContext(ctx, "GET", "/", nil)
	key := coverKey{"a", cover.Default}
	if p := s.drawing(r, key); len(p.plain) == 0 {
		t.Error("no drawing")
	}
	cancel()
	if _, err := s.preview(r, key); err == nil {
		t.Error("two preview pictures at a time")
	}
}
