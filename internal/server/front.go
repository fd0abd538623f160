package server

import (
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"
)

// front answers what is ready before anything else looks at the request: finished pages for those who are not logged in.
// They count for no limit, since they cost next to nothing.
func (s *Server) front(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.Dev || !keepable(r) || mayBeLoggedIn(r) {
			next.ServeHTTP(w, r)
			return
		}
		if !s.answerKept(w, r, r.RequestURI) {
			next.ServeHTTP(w, r)
		}
	})
}

// sessionMark is in the name of our cookie, on plain HTTP and on TLS.
const sessionMark = "mendwell_session"

// mayBeLoggedIn reports whether a request carries our cookie, whatever it is worth.
func mayBeLoggedIn(r *http.Request) bool {
	for _, c := range r.Header["Cookie"] {
		if strings.Contains(c, sessionMark) {
			return true
		}
	}
	return false
}

// answerKept sends a page from the shelf.
func (s *Server) answerKept(w http.ResponseWriter, r *http.Request, key string) bool {
	lib := s.Library()
	p := s.shelf.find(key, lib, s.Now)
	if p == nil {
		return false
	}
	s.sendKept(w, r, p)
	if s.Log.Enabled(r.Context(), slog.LevelDebug) {
		s.Log.DebugContext(r.Context(), "request", "method", r.Method, "page", "kept")
	}
	return true
}

// sendKept answers with the variant that the visitor likes best, or with 304.
func (s *Server) sendKept(w http.ResponseWriter, r *http.Request, p *keptPage) {
	if t, ok := r.Context().Value(takenKey{}).(*taken); ok {
		t.page = p
		return
	}
	v := s.variantWanted(p, r.Header["Accept-Encoding"], r.Header["If-None-Match"])
	unchanged := p.unchanged(r, v.tag[0])
	p.fields(w.Header(), v, unchanged)
	if unchanged { // what else a browser keeps of the first answer stays valid: RFC 9111, 4.3.4
		w.WriteHeader(http.StatusNotModified)
		return
	}
	s.protection(s.secureAt(r, baseURL(s.Config, p.lib))).set(w.Header())
	if p.media == nil {
		w.Header()["Link"] = s.preload.values
	}
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(v.body) // whoever asked may have gone
	}
}

// fields writes the fields that tell of this page, in an answer with it or in one that says that it is unchanged.
func (p *keptPage) fields(h http.Header, v *variant, unchanged bool) {
	media, vary := htmlTypes, varyShared
	if p.media != nil {
		media, vary = p.media, varyDocument
	}
	if p.date != nil {
		h["Last-Modified"] = p.date
	}
	cdn := sharedCDN
	if p.fresh {
		cdn = freshCDN
	}
	h["Etag"], h["Cache-Control"], h["Cdn-Cache-Control"], h["Vary"] = v.tag, sharedCache, cdn, vary
	if unchanged {
		return
	}
	h["Content-Type"], h["Content-Length"] = media, v.length
	if v.enc != nil {
		h["Content-Encoding"] = v.enc
	}
}

// Header values that never change. Nobody may write to them.
var (
	htmlTypes  = []string{htmlType}
	varyShared = []string{"Cookie, Accept-Encoding"}
	// Nobody's cookie changes what machines are told.
	varyDocument = []string{"Accept-Encoding"}
	// Browsers ask each time, which costs a 304. A network of caches in front may hand a page on for a few seconds, and
	// an old one while it fetches the new one: RFC 9213 and RFC 5861.
	sharedCache = []string{"public, no-cache"}
	sharedCDN   = []string{"public, max-age=5, stale-while-revalidate=60"}
	// What shows comments or lines of help they ask for each time too: a comment that was deleted, advice that was
	// withdrawn and a line that has ended are gone at once.
	freshCDN = []string{"no-cache"}
)

func matchesAny(headers []string, tag string) bool {
	for _, h := range headers {
		if h == tag || matches(h, tag) {
			return true
		}
	}
	return false
}

// encodingMemo remembers what was chosen for the few values of Accept-Encoding that browsers send.
type encodingMemo struct {
	known sync.Map // header value -> liked
	mu    sync.Mutex
	count int
}

// encodingsKnown bounds the memory that invented header values can take.
const encodingsKnown = 256

func (m *encodingMemo) choose(headers []string) string { return m.recall(headers).best }

// gzip reports whether a visitor takes gzip at all.
func (m *encodingMemo) gzip(headers []string) bool { return m.recall(headers).gzip }

// liked is what a value of Accept-Encoding comes to.
type liked struct {
	best string
	gzip bool
}

func (m *encodingMemo) recall(headers []string) liked {
	if len(headers) == 0 {
		return liked{}
	}
	if len(headers) == 1 {
		if l, ok := m.known.Load(headers[0]); ok {
			return l.(liked)
		}
	}
	enc := liked{best: negotiate(headers), gzip: negotiate(headers, "gzip") == "gzip"}
	if len(headers) > 1 {
		return enc
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.count < encodingsKnown && len(headers[0]) < 128 {
		m.count++
		m.known.Store(strings.Clone(headers[0]), enc)
	}
	return enc
}

// shared is what a page for everybody is made of while it is made; nil where it will not be kept.
type shared struct {
	begun     uint64
	made      func()    // the page is made, or will not be kept; nil where nobody can wait for it
	page      *keptPage // once it is made, for those who wait
	bookmarks string    // key of the article whose bookmarks fill the holes of a page for members
	depends   []string
	until     time.Time
	fresh     bool // caches in front have to ask each time
}

// talkLasts is how long a page may show relative times: the smallest that it names is a minute.
const talkLasts = 30 * time.Second

// dependsOn notes that a page shows or counts the discussions of articles.
func (v *visit) dependsOn(articles ...string) {
	if v.shared != nil {
		v.shared.depends = append(v.shared.depends, articles...)
	}
}

// showsFresh notes that a page shows what must not be shown a moment longer than it is true.
func (v *visit) showsFresh() {
	if v.shared != nil {
		v.shared.fresh = true
	}
}

// showsTimes notes that a page says how long ago something was.
func (s *Server) showsTimes(v *visit) {
	if v.shared != nil {
		v.shared.until = s.Now().Add(talkLasts)
	}
}
