package server

import (
	"net/http"
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
	flights map[string]*flight
	gone    map[string]struct{} // addresses of pages that a write has made untrue, until they are made anew
	now     func() time.Time

	// When what was written, counted in writes: a page that was begun before a write of what it shows is not kept.
	clock   uint64
	written map[string]lastWrite // by article key
	all     uint64               // last write that concerns every page

	hits, misses atomic.Int64
}

// lastWrite is when a discussion was written to last, counted in writes and by the clock.
type lastWrite struct {
	at   uint64
	when time.Time
}

// keptPage is one page. It never changes once it is on the shelf, but for the encodings that it was asked for in.
type keptPage struct {
	key     string
	lib     *content.Library
	until   time.Time // zero: for as long as the library stays
	depends []string  // keys of articles whose discussion the page shows or counts
	fresh   bool      // caches in front have to ask each time
	parts   *parts    // of a page for members; nil for a page that everybody gets alike
	*variants
	media    []string  // header value; nil: a page
	modified time.Time // to the second, with date its header value; nil: only the tag tells
	date     []string

	asked atomic.Int64 // how often, since it was put there
	put   time.Time
	used  atomic.Bool
	gone  bool
	takes int // bytes of the shelf; 0: it was never there
}

// goneMost is how many addresses of pages that have to be made anew are remembered; more start over.
const goneMost = 4096

// pageCacheDefault is room for some 1,300 article pages in every encoding, in bytes.
const pageCacheDefault = 64 << 20

func newPageShelf(limit int, now func() time.Time) *pageShelf {
	return &pageShelf{limit: limit, now: now, flights: map[string]*flight{}, gone: map[string]struct{}{}, written: map[string]lastWrite{}, shows: map[string]map[*keptPage]struct{}{}}
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
	p.asked.Add(1)
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
	late := s.all > begun
	for _, key := range p.depends {
		w := s.written[key]
		late = late || w.at > begun
		p.variants.restUntil(w.when.Add(restlessFor))
	}
	size := p.size()
	if late || size > s.limit/8 {
		return
	}
	if old, ok := s.pages.Load(p.key); ok {
		s.drop(old.(*keptPage))
	}
	p.takes, p.put = size, s.now()
	s.size += size
	s.alive++
	s.ring = append(s.ring, p)
	for _, key := range p.depends {
		if s.shows[key] == nil {
			s.shows[key] = map[*keptPage]struct{}{}
		}
		s.shows[key][p] = struct{}{}
	}
	s.pages.Store(p.key, p)
	delete(s.gone, p.key)
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

// grow counts what a page came to take more, in bytes.
func (s *pageShelf) grow(p *keptPage, bytes int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.takes == 0 || p.gone {
		return
	}
	p.takes += bytes
	s.size += bytes
	s.shrink(p.lib)
}

func (s *pageShelf) drop(p *keptPage) {
	if p.gone {
		return
	}
	p.gone = true
	s.alive--
	s.size -= p.takes
	for _, key := range p.depends {
		delete(s.shows[key], p)
		if len(s.shows[key]) == 0 {
			delete(s.shows, key)
		}
	}
	s.pages.CompareAndDelete(p.key, p)
}

// forget drops every page that shows or counts the discussion of an article.
func (s *pageShelf) forget(article string) { s.wrote(article, 0) }

// wrote notes that somebody wrote to a discussion, and drops the pages that show or count it, but for some that are asked
// for all the time, at most spare: it returns those. They must be made anew, and given to replaced, before whoever wrote
// hears of success; until then nobody can expect what was written.
func (s *pageShelf) wrote(article string, spare int) (busy []*keptPage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	s.clock++
	s.written[article] = lastWrite{s.clock, now}
	for p := range s.shows[article] {
		if len(busy) < spare && p.busy(now) {
			busy = append(busy, p)
			continue
		}
		s.outdate(p)
	}
	return busy
}

// has reports whether this very page is on the shelf.
func (s *pageShelf) has(p *keptPage) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !p.gone
}

// replaced drops a page for which another was made, or should have been.
func (s *pageShelf) replaced(p *keptPage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !p.gone {
		s.outdate(p)
	}
}

// outdate drops a page and remembers that it has to be made anew.
func (s *pageShelf) outdate(p *keptPage) {
	if len(s.gone) >= goneMost {
		clear(s.gone)
	}
	s.gone[p.key] = struct{}{}
	s.drop(p)
}

// A page is busy where it was asked for often enough that somebody would wait while it is made anew.
const (
	busyAsked = 8
	busyEvery = 20 * time.Millisecond
)

func (p *keptPage) busy(now time.Time) bool {
	n := p.asked.Load()
	return p.parts == nil && p.media == nil && n >= busyAsked && now.Sub(p.put) <= time.Duration(n)*busyEvery
}

// awaited reports whether there was a page at an address that has to be made anew: something that it shows was written,
// or it grew old.
func (s *pageShelf) awaited(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, gone := s.gone[key]
	_, old := s.pages.Load(key) // or made anew by somebody else just now
	return gone || old
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

// Pages says how many finished pages are kept and how much room they take.
func (s *Server) Pages() PageStats { return s.shelf.stats() }

// Forget drops every finished page: something changed behind the server's back, such as the key of a discussion.
func (s *Server) Forget() { s.shelf.forgetAll() }

// keepable reports whether a page may be kept under the address it was asked for: nothing but a page number is in its
// query. With keeps, nobody can fill the shelf with addresses that lead to the same page.
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

// keeps reports whether what was made may be kept under a keepable address: the number in its query means something there.
func (v *visit) keeps(r *http.Request) bool { return r.URL.RawQuery == "" || v.numbered }

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
