package server

import (
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"mendwell/internal/content"
)

// pageShelf keeps finished pages that everybody gets alike, in each encoding. A page stays until the library changes, a
// discussion that it shows or counts changes, or its relative times ("2 minutes ago") grow old. It never holds more than
// its limit of bytes: what nobody has asked for since the last look around goes first. Where several visitors ask at
// once for a page that is not there, one of them makes it and the others wait.
type pageShelf struct {
	pages sync.Map // address as it was asked for -> *keptPage

	mu      sync.Mutex
	limit   int // bytes
	size    int // bytes, of all pages on the shelf
	ring    []*keptPage
	hand    int
	alive   int                               // pages in the ring that are not gone
	shows   map[string]map[*keptPage]struct{} // article key -> pages that depend on it
	flights map[string]chan struct{}

	// When what was written, counted in writes: a page that was begun before a write of what it shows is not kept.
	clock   uint64
	written map[string]uint64 // article key -> its last write
	all     uint64            // last write that concerns every page

	hits, misses atomic.Int64
}

// keptPage is one page. It never changes once it is on the shelf.
type keptPage struct {
	key     string
	lib     *content.Library
	until   time.Time // zero: for as long as the library stays
	depends []string  // keys of articles whose discussion the page shows or counts
	fresh   bool      // caches in front have to ask each time
	parts   *parts    // of a page for members; nil for a page that everybody gets alike
	variants
	media    []string  // header value; nil: a page
	modified time.Time // to the second, with date its header value; nil: only the tag tells
	date     []string

	used atomic.Bool
	gone bool
}

// pageCacheDefault is room for some 1,300 article pages in every encoding, in bytes.
const pageCacheDefault = 64 << 20

func newPageShelf(limit int) *pageShelf {
	return &pageShelf{limit: limit, flights: map[string]chan struct{}{}, written: map[string]uint64{}, shows: map[string]map[*keptPage]struct{}{}}
}

// find returns a page that is still true.
func (s *pageShelf) find(key string, lib *content.Library, now func() time.Time) *keptPage {
	v, ok := s.pages.Load(key)
	if !ok {
		return nil
	}
	p := v.(*keptPage)
	if p.lib != lib || !p.until.IsZero() && !now().Before(p.until) {
		return nil
	}
	if !p.used.Load() {
		p.used.Store(true)
	}
	s.hits.Add(1)
	return p
}

// begun is a point in the order of writes.
func (s *pageShelf) begun() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.clock
}

// put keeps a page that was begun at a point in the order of writes, unless something that it shows was written since.
func (s *pageShelf) put(p *keptPage, begun uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all > begun || p.size() > s.limit/8 {
		return
	}
	for _, key := range p.depends {
		if s.written[key] > begun {
			return
		}
	}
	if old, ok := s.pages.Load(p.key); ok {
		s.drop(old.(*keptPage))
	}
	s.size += p.size()
	s.alive++
	s.ring = append(s.ring, p)
	for _, key := range p.depends {
		if s.shows[key] == nil {
			s.shows[key] = map[*keptPage]struct{}{}
		}
		s.shows[key][p] = struct{}{}
	}
	s.pages.Store(p.key, p)
	s.shrink(p.lib)
}

// shrink makes room. Pages of an older library go first, then those that were not asked for since the hand last passed.
func (s *pageShelf) shrink(lib *content.Library) {
	for s.size > s.limit && len(s.ring) > 1 {
		s.hand %= len(s.ring)
		p := s.ring[s.hand]
		if !p.gone && p.lib == lib && p.used.Swap(false) {
			s.hand++
			continue
		}
		if !p.gone {
			s.drop(p)
		}
		last := len(s.ring) - 1
		s.ring[s.hand], s.ring[last] = s.ring[last], nil
		s.ring = s.ring[:last]
	}
	if len(s.ring) > 64 && len(s.ring) > 2*s.alive { // many have been replaced
		kept := s.ring[:0]
		for _, p := range s.ring {
			if !p.gone {
				kept = append(kept, p)
			}
		}
		clear(s.ring[len(kept):])
		s.ring, s.hand = kept, 0
	}
}

func (s *pageShelf) drop(p *keptPage) {
	if p.gone {
		return
	}
	p.gone = true
	s.alive--
	s.size -= p.size()
	for _, key := range p.depends {
		delete(s.shows[key], p)
		if len(s.shows[key]) == 0 {
			delete(s.shows, key)
		}
	}
	s.pages.CompareAndDelete(p.key, p)
}

// forget drops every page that shows or counts the discussion of an article.
func (s *pageShelf) forget(article string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clock++
	s.written[article] = s.clock
	for p := range s.shows[article] {
		s.drop(p)
	}
}

// forgetAll drops every page.
func (s *pageShelf) forgetAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clock++
	s.all = s.clock
	clear(s.written)
	for _, p := range s.ring {
		s.drop(p)
	}
	s.ring, s.hand = nil, 0
}

// lead makes the caller the one who makes a page, or returns what to wait for while somebody else does.
func (s *pageShelf) lead(key string) (wait <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c, ok := s.flights[key]; ok {
		return c
	}
	s.flights[key] = make(chan struct{})
	return nil
}

func (s *pageShelf) land(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.flights[key])
	delete(s.flights, key)
}

// PageStats says what is kept of finished pages.
type PageStats struct {
	Pages        int
	Bytes, Limit int // Bytes counts every encoding; it never passes Limit
	Hits, Misses int64
}

func (s *pageShelf) stats() PageStats {
	s.mu.Lock()
	defer s.mu.Unlock()
	return PageStats{Pages: s.alive, Bytes: s.size, Limit: s.limit, Hits: s.hits.Load(), Misses: s.misses.Load()}
}

// variants are a body in every encoding, with the header values that go with each, so that sending one makes nothing new.
type variants struct {
	plain, br, zstd, gzip variant
}

type variant struct {
	body             []byte
	tag, length, enc []string // header values; enc is nil for the body as it is
}

func (s *Server) newVariants(body []byte) variants {
	tag := fingerprint(body)
	v := variants{plain: newVariant(body, tag, "")}
	v.br, v.zstd, v.gzip = v.plain, v.plain, v.plain
	if len(body) < smallest {
		return v
	}
	for enc, at := range map[string]*variant{"br": &v.br, "zstd": &v.zstd, "gzip": &v.gzip} {
		*at = newVariant(s.squeezed(enc, body), tag+"-"+enc, enc)
	}
	return v
}

func newVariant(body []byte, tag, enc string) variant {
	v := variant{body: body, tag: []string{`"` + tag + `"`}, length: []string{strconv.Itoa(len(body))}}
	if enc != "" {
		v.enc = []string{enc}
	}
	return v
}

func (v *variants) in(enc string) *variant {
	switch enc {
	case "br":
		return &v.br
	case "zstd":
		return &v.zstd
	case "gzip":
		return &v.gzip
	default:
		return &v.plain
	}
}

// size is what a page takes of the shelf, in bytes: its bodies, and a little for the rest.
func (p *keptPage) size() int {
	n := 1024 + len(p.key) + len(p.plain.body) + p.parts.size()
	for _, v := range []*variant{&p.br, &p.zstd, &p.gzip} {
		if v.enc != nil {
			n += len(v.body)
		}
	}
	return n
}

// Pages says how many finished pages are kept and how much room they take.
func (s *Server) Pages() PageStats { return s.shelf.stats() }

// Forget drops every finished page: something changed behind the server's back, such as the key of a discussion.
func (s *Server) Forget() { s.shelf.forgetAll() }

// keepable reports whether a page may be kept under the address it was asked for: nothing but a page number is in its
// query, so that nobody can fill the shelf with addresses that lead to the same page.
func keepable(r *http.Request) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead || len(r.RequestURI) > 512 {
		return false
	}
	if r.URL.RawQuery == "" {
		return r.RequestURI == r.URL.Path
	}
	q := r.URL.RawQuery
	for _, name := range [...]string{"page=", "comments="} {
		if n, ok := cutDigits(q, name); ok && n != "" && n[0] != '0' && len(n) < 6 {
			return r.RequestURI == r.URL.Path+"?"+q
		}
	}
	return false
}

// cutDigits returns what follows a prefix where that is digits only.
func cutDigits(s, prefix string) (string, bool) {
	if len(s) <= len(prefix) || s[:len(prefix)] != prefix {
		return "", false
	}
	for _, c := range s[len(prefix):] {
		if c < '0' || c > '9' {
			return "", false
		}
	}
	return s[len(prefix):], true
}
