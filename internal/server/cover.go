package server

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/content"
	"mendwell/internal/cover"
	"mendwell/internal/fault"
	"mendwell/web/link"
)

// What the shelves hold at most: some 60 MB of drawings (about 25 kB with their compressed forms, drawn in a
// millisecond) and 30 MB of preview pictures (about 120 kB each, drawn in half a second).
const (
	drawingsKept = 2400
	picturesKept = 256
)

// previewWait is how long a machine may wait for its turn to have a picture drawn: what came later would find its connection
// at an end, see HTTP.
const previewWait = 15 * time.Second

// coverShelf keeps covers, so that one is drawn once and not for every reader. A full shelf lets go of what the library
// no longer has and of nothing else: nobody can push out what readers use by asking for the rest.
type coverShelf struct {
	mu     sync.Mutex
	most   int
	covers map[coverKey]pressed
}

type coverKey struct {
	slug    string
	palette cover.Palette
}

// coverShelves has a shelf for drawings, which readers wait for, and one for preview pictures, which machines fetch.
type coverShelves struct {
	svg, png coverShelf
	drawing  chan struct{} // one preview picture at a time: readers come first
}

func newCoverShelves() *coverShelves {
	return &coverShelves{
		svg:     coverShelf{most: drawingsKept, covers: map[coverKey]pressed{}},
		png:     coverShelf{most: picturesKept, covers: map[coverKey]pressed{}},
		drawing: make(chan struct{}, 1),
	}
}

func (c *coverShelf) find(key coverKey) (pressed, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p, ok := c.covers[key]
	return p, ok
}

// put keeps a cover where there is room, or where there is once those have gone that are no longer shown. It reports whether
// it did.
func (c *coverShelf) put(key coverKey, p pressed, shown func(coverKey) bool) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.covers) >= c.most {
		maps.DeleteFunc(c.covers, func(k coverKey, _ pressed) bool { return !shown(k) })
	}
	if len(c.covers) >= c.most {
		return false
	}
	c.covers[key] = p
	return true
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
	key := coverKey{slug, palette}
	if !ok || ext != "svg" && ext != "png" || !shownCover(visitOf(r).lib, key) {
		return fault.New(fault.NotFound, "")
	}
	if chi.URLParam(r, "version") != cover.Version { // a page from before the drawing changed
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("Location", link.Cover(cover.Version, string(palette), slug, ext))
		w.WriteHeader(http.StatusFound)
		return nil
	}
	var p pressed
	if ext == "svg" {
		p = s.drawing(r, key)
	} else {
		var err error
		if p, err = s.preview(r, key); err != nil {
			return err
		}
	}
	s.forEver(w)
	forFeeds(w)
	w.Header().Set("Content-Type", map[string]string{"svg": "image/svg+xml", "png": "image/png"}[ext])
	s.sendPressed(w, r, p)
	return nil
}

// shownCover reports whether a page shows this cover: of an article or a category in any language, in its own palette.
func shownCover(lib *content.Library, key coverKey) bool {
	for _, lang := range lib.Site().Languages {
		if a, ok := lib.Article(lang, key.slug); ok && paletteOf(a.Category) == key.palette {
			return true
		}
		if c, ok := lib.Category(lang, key.slug); ok && paletteOf(c) == key.palette {
			return true
		}
	}
	return false
}

// drawing returns the cover that readers see. It is drawn at once, whatever else is being drawn.
func (s *Server) drawing(r *http.Request, key coverKey) pressed {
	shelf := &s.covers.svg
	if p, ok := shelf.find(key); ok {
		return p
	}
	svg := cover.Draw(key.slug, key.palette).SVG()
	p := press(svg)
	if !shelf.put(key, p, func(k coverKey) bool { return shownCover(visitOf(r).lib, k) }) {
		return s.pressOnce(svg)
	}
	return p
}

// preview returns the picture that machines show with a link. It waits for its turn, but not for ever.
func (s *Server) preview(r *http.Request, key coverKey) (pressed, error) {
	shelf := &s.covers.png
	if p, ok := shelf.find(key); ok {
		return p, nil
	}
	wait := time.NewTimer(previewWait)
	defer wait.Stop()
	select {
	case s.covers.drawing <- struct{}{}:
		defer func() { <-s.covers.drawing }()
	case <-wait.C:
		return pressed{}, &fault.Error{Kind: fault.Busy, RetryAfter: previewWait}
	case <-r.Context().Done():
		return pressed{}, r.Context().Err()
	}
	if p, ok := shelf.find(key); ok { // drawn while we waited
		return p, nil
	}
	var png bytes.Buffer
	if err := cover.Draw(key.slug, key.palette).PNG(&png); err != nil {
		return pressed{}, fmt.Errorf("draw cover of %s: %w", key.slug, err)
	}
	p := pressed{plain: png.Bytes(), tag: fingerprint(png.Bytes())}
	shelf.put(key, p, func(k coverKey) bool { return shownCover(visitOf(r).lib, k) })
	return p, nil
}
