package server

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/content"
	"mendwell/internal/cover"
	"mendwell/internal/fault"
	"mendwell/web/link"
)

// coversKept bounds the shelf: a few hundred drawings of some tens of kilobytes.
const coversKept = 256

// coverShelf keeps the covers that were asked for last, so that one is drawn once and not for every reader.
type coverShelf struct {
	mu      sync.Mutex
	covers  map[string]pressed
	order   []string      // oldest first
	drawing chan struct{} // one at a time: a preview picture takes a while, and readers come first
}

func newCoverShelf() *coverShelf {
	return &coverShelf{covers: map[string]pressed{}, drawing: make(chan struct{}, 1)}
}

func (c *coverShelf) find(key string) (pressed, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p, ok := c.covers[key]
	return p, ok
}

func (c *coverShelf) put(key string, p pressed) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.covers[key]; ok {
		return
	}
	if len(c.order) >= coversKept {
		delete(c.covers, c.order[0])
		c.order = c.order[1:]
	}
	c.covers[key], c.order = p, append(c.order, key)
}

// showCover serves the drawn cover of an article or a category. Only what the library knows is drawn, so that nobody can
// make the server draw for ever.
func (s *Server) showCover(w http.ResponseWriter, r *http.Request) error {
	file := chi.URLParam(r, "file")
	dot := strings.LastIndexByte(file, '.')
	if dot < 0 {
		return fault.New(fault.NotFound, "")
	}
	slug, ext := file[:dot], file[dot+1:]
	palette, ok := cover.ParsePalette(chi.URLParam(r, "palette"))
	if !ok || ext != "svg" && ext != "png" || !s.known(visitOf(r).lib, slug) {
		return fault.New(fault.NotFound, "")
	}
	if chi.URLParam(r, "version") != cover.Version { // a page from before the drawing changed
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("Location", link.Cover(cover.Version, string(palette), slug, ext))
		w.WriteHeader(http.StatusFound)
		return nil
	}
	p, err := s.cover(r, slug, palette, ext)
	if err != nil {
		return err
	}
	s.forEver(w)
	w.Header().Set("Content-Type", map[string]string{"svg": "image/svg+xml", "png": "image/png"}[ext])
	s.sendPressed(w, r, p)
	return nil
}

// known reports whether a slug names something that has a cover.
func (s *Server) known(lib *content.Library, slug string) bool {
	if _, ok := lib.Article(s.languages[0], slug); ok {
		return true
	}
	_, ok := lib.Category(s.languages[0], slug)
	return ok
}

func (s *Server) cover(r *http.Request, slug string, palette cover.Palette, ext string) (pressed, error) {
	key := string(palette) + "/" + slug + "." + ext
	if p, ok := s.covers.find(key); ok {
		return p, nil
	}
	select {
	case s.covers.drawing <- struct{}{}:
		defer func() { <-s.covers.drawing }()
	case <-r.Context().Done():
		return pressed{}, r.Context().Err()
	}
	if p, ok := s.covers.find(key); ok { // drawn while we waited
		return p, nil
	}
	p, err := drawCover(slug, palette, ext)
	if err != nil {
		return pressed{}, fmt.Errorf("draw cover of %s: %w", slug, err)
	}
	s.covers.put(key, p)
	return p, nil
}

func drawCover(slug string, palette cover.Palette, ext string) (pressed, error) {
	design := cover.Draw(slug, palette)
	if ext == "svg" {
		return press(design.SVG()), nil
	}
	var png bytes.Buffer
	if err := design.PNG(&png); err != nil {
		return pressed{}, err
	}
	return pressed{plain: png.Bytes(), tag: fingerprint(png.Bytes())}, nil
}
