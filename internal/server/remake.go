package server

import (
	"bufio"
	"bytes"
	"context"
	"net/http"
)

// remake makes a page that was on the shelf until something that it shows was written, as net/http would have it made,
// and returns it. nil: nothing came of it that everybody gets alike, and net/http answers from the beginning. Without
// this, a page that is written to would lead every connection to net/http, one after the other, for good.
func (c *expressConn) remake(request []byte, address string) *keptPage {
	s := c.site
	if !s.shelf.awaited(address) {
		return nil
	}
	r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(request)))
	if err != nil {
		return nil
	}
	r.RemoteAddr = c.RemoteAddr().String()
	return s.makePage(s.handler, r)
}

// renewTries is how often a page is made anew that others write to meanwhile, before readers have to wait for it.
const renewTries = 3

// renew makes a page anew while the old one is still on the shelf. When it returns, that is gone.
func (s *Server) renew(old *keptPage) {
	defer s.shelf.replaced(old) // whatever happens
	ctx := context.WithValue(context.Background(), ownKey{}, true)
	for range renewTries {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, old.key, http.NoBody)
		if err != nil {
			return
		}
		r.RequestURI = old.key
		if s.makePage(s.inner, r) == nil || !s.shelf.has(old) {
			return
		}
	}
}

// makePage lets a handler make a page, and returns it where it is one that everybody gets alike.
func (s *Server) makePage(h http.Handler, r *http.Request) *keptPage {
	var t taken
	h.ServeHTTP(nowhere{}, r.WithContext(context.WithValue(r.Context(), takenKey{}, &t)))
	return t.page
}

// taken is where sendKept leaves a page for somebody who sends it by themselves.
type taken struct{ page *keptPage }

type takenKey struct{}

// ownKey marks a request of ours: it counts for nobody's limit, and what is on the shelf is no answer to it.
type ownKey struct{}

func ours(r *http.Request) bool { return r.Context().Value(ownKey{}) != nil }

// nowhere takes an answer that nobody gets.
type nowhere http.Header

func (w nowhere) Header() http.Header       { return http.Header(w) }
func (nowhere) Write(b []byte) (int, error) { return len(b), nil }
func (nowhere) WriteHeader(int)             {}
