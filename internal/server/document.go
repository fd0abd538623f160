package server

import (
	"net/http"
	"strings"
	"sync"
	"time"

	"mendwell/internal/content"
)

// document is what the site says to machines: the same for everybody, kept on the shelf like a page.
type document struct {
	mediaType string
	modified  time.Time // zero: only the ETag tells whether it changed
	depends   []string  // keys of articles whose discussions are in it
	make      func() ([]byte, error)
}

// showDocument answers with a document, from the shelf where it is there. Who asks makes no difference.
func (s *Server) showDocument(w http.ResponseWriter, r *http.Request, d document) error {
	v := visitOf(r)
	keep := !s.Dev && keepable(r)
	if keep {
		if p := s.shelf.find(r.RequestURI, v.lib, s.Now); p != nil {
			s.sendKept(w, r, p)
			return nil
		}
	}
	begun := s.shelf.begun()
	body, err := d.make()
	if err != nil {
		return err
	}
	p := &keptPage{key: r.RequestURI, lib: v.lib, depends: d.depends, fresh: len(d.depends) > 0, media: []string{d.mediaType}, variants: newVariants(body)}
	if !d.modified.IsZero() {
		p.modified = d.modified.UTC().Truncate(time.Second)
		p.date = []string{p.modified.Format(http.TimeFormat)}
	}
	if keep && v.keeps(r) {
		s.shelf.put(p, begun)
	}
	s.sendKept(w, r, p)
	return nil
}

// unchanged reports whether a visitor has this page already. A tag decides alone where there is one: RFC 9110, 13.2.2.
func (p *keptPage) unchanged(r *http.Request, tag string) bool {
	if tags := r.Header["If-None-Match"]; len(tags) > 0 {
		return matchesAny(tags, tag)
	}
	since := r.Header["If-Modified-Since"]
	if len(since) == 0 || p.date == nil {
		return false
	}
	t, err := http.ParseTime(strings.TrimSpace(since[0]))
	return err == nil && !p.modified.After(t)
}

// calendar remembers since when the published texts have been what they are.
type calendar struct {
	mu    sync.Mutex
	lib   *content.Library
	print string
	since time.Time
}

// changed returns when the site first answered from what is published now. Another moment is another second, since that
// is as exactly as a Last-Modified can tell two versions apart. No date inside an article could do: a text that is
// withdrawn, or corrected without a new date, has to reach those who ask with a date only.
func (c *calendar) changed(lib *content.Library, now time.Time) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lib == lib {
		return c.since
	}
	print := lib.Fingerprint()
	if c.print != print {
		now = now.UTC().Truncate(time.Second)
		if !now.After(c.since) && !c.since.IsZero() {
			now = c.since.Add(time.Second)
		}
		c.since = now
	}
	c.lib, c.print = lib, print
	return c.since
}
