package server

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"mendwell/internal/account"
	"mendwell/internal/content"
	"mendwell/web/link"
	"mendwell/web/words"
)

// visit is what one request knows about itself from the start, and who asks as soon as that is found out.
type visit struct {
	id     string
	lib    *content.Library
	site   content.Site
	base   string // address of the site, without a trailing slash
	lang   string // of the interface
	words  *words.Printer
	link   link.Space
	viewer *account.Viewer // nil: nobody is logged in
	token  string          // of the viewer's session
	path   string          // path and query of this page, without what only a notice needs; see Server.here
	form   bool            // something was sent to path
	done   string          // code of what just happened; see doneText

	numbered bool    // the number in the address says which page this is
	shared   *shared // what the page is made of, where everybody gets the same; nil where it is not kept
	bench    *Bench  // what the last save has come to; nil except in dev mode
	fromHere bool    // a page of this site led here, as far as the browser tells
}

type visitKey struct{}

// visitOf returns the visit of a request. begin has put one into every request.
func visitOf(r *http.Request) *visit { return r.Context().Value(visitKey{}).(*visit) }

// begin gives a request its number, its language and one library for all of its way.
func (s *Server) begin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lang := s.languageOf(r.URL.Path)
		var bench *Bench
		if s.Workshop != nil {
			bench = s.Workshop.Bench() // before the library: a save in between loads the page once more, never once less
		}
		var mine *shared
		if !s.Dev && keepable(r) && !mayBeLoggedIn(r) {
			mine = &shared{begun: s.shelf.begun()} // before anything is read
		}
		lib := s.Library()
		v := &visit{
			id: s.random(9), lib: lib, site: lib.Site(), base: baseURL(s.Config, lib),
			lang: lang, words: s.printers[lang], link: s.space(lang), bench: bench, shared: mine,
		}
		var q url.Values
		if r.URL.RawQuery != "" {
			q = r.URL.Query()
		}
		v.done = q.Get("done")
		site := r.Header.Get("Sec-Fetch-Site") // old browsers, and all on plain HTTP, do not tell
		v.fromHere = site == "" || site == "same-origin"
		q.Del("done")
		q.Del("removed")
		v.path = (&url.URL{Path: r.URL.Path, RawQuery: q.Encode()}).String()
		v.form = r.Method == http.MethodPost
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), visitKey{}, v)))
	})
}

// here is the path and query of this page; of a form, the page to come back to, which few answers need.
func (s *Server) here(v *visit) string {
	if v.form {
		v.path, v.form = s.ownAddress(v.path), false
	}
	return v.path
}

// languageOf reads the interface language from the first part of a path.
func (s *Server) languageOf(path string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if i := slices.Index(s.languages, first); i > 0 { // the default language has no prefix
		return first
	}
	return s.languages[0]
}

// random returns n random bytes as text. The system's source does not fail; a broken one must not be guessed around.
func (s *Server) random(n int) string {
	b := make([]byte, n)
	if _, err := io.ReadFull(s.Random, b); err != nil {
		panic(fmt.Errorf("read random bytes: %w", err))
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// secure reports whether the visitor's side of the connection is TLS, here or at a proxy in front.
func (s *Server) secure(r *http.Request) bool { return s.secureAt(r, visitOf(r).base) }

// secureAt is secure before there is a visit; base is the site's own address.
func (s *Server) secureAt(r *http.Request, base string) bool {
	return r.TLS != nil || strings.HasPrefix(base, "https://") || s.secureAtProxy(r)
}

// secureAtProxy believes X-Forwarded-Proto of a trusted proxy. The last value is the nearest proxy's own: what stands
// before it may be a client's.
func (s *Server) secureAtProxy(r *http.Request) bool {
	if len(s.proxies) == 0 {
		return false
	}
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !slices.ContainsFunc(s.proxies, func(p netip.Prefix) bool { return p.Contains(peer.Addr().Unmap()) }) {
		return false
	}
	told := strings.Join(r.Header.Values("X-Forwarded-Proto"), ",")
	return strings.EqualFold(strings.TrimSpace(told[strings.LastIndexByte(told, ',')+1:]), "https")
}
