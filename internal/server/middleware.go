package server

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"mendwell/internal/fault"
)

// bodyLimit is what a form of ours can need at most, with room for the way browsers write it down.
const bodyLimit = 64 << 10

// drainLimit is how much of a body behind the limit is read for the sake of whoever sends it; the rest is cut.
const drainLimit = 2 << 20

// observe logs requests for those who look for a fault: the route, not the address, since what somebody reads here is
// their own business, and never who they are.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := s.Now()
		ww := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		ww.Header().Set("X-Request-Id", visitOf(r).id)
		next.ServeHTTP(ww, r)
		if !s.Log.Enabled(r.Context(), slog.LevelDebug) {
			return
		}
		s.Log.DebugContext(r.Context(), "request", "id", visitOf(r).id, "method", r.Method,
			"route", chi.RouteContext(r.Context()).RoutePattern(), "status", ww.Status(), "bytes", ww.BytesWritten(),
			"took", s.Now().Sub(began).Round(time.Microsecond))
	})
}

// rescue turns a panic into the 500 page. A response that has begun cannot be mended: its connection is closed.
func (s *Server) rescue(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if p == http.ErrAbortHandler {
				panic(p)
			}
			if ww, ok := w.(middleware.WrapResponseWriter); ok && ww.Status() != 0 {
				s.Log.ErrorContext(r.Context(), "panic after the response began", "id", visitOf(r).id, "panic", fmt.Sprint(p))
				panic(http.ErrAbortHandler)
			}
			s.fail(w, r, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}()
		next.ServeHTTP(w, r)
	})
}

// clientIP finds the address that limits count by. It is kept for the request only and never logged.
func (s *Server) clientIP(next http.Handler) http.Handler {
	if len(s.TrustedProxies) > 0 {
		return middleware.ClientIPFromXFF(s.TrustedProxies...)(next)
	}
	return middleware.ClientIPFromRemoteAddr(next)
}

// sameOrigin refuses forms that another site sends in a reader's name.
func (s *Server) sameOrigin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.originOf(visitOf(r).base).Check(r) != nil {
			s.fail(w, r, fault.New(fault.Forbidden, "error.cross_origin"))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// ownOrigin is the check against forms of other sites, for one address of this site.
type ownOrigin struct {
	base string
	*http.CrossOriginProtection
}

// originOf returns the check for the site's own address: a proxy may hide the host that the visitor sees, and a reload may
// change it.
func (s *Server) originOf(base string) *ownOrigin {
	if o := s.origin.Load(); o != nil && o.base == base {
		return o
	}
	o := &ownOrigin{base, http.NewCrossOriginProtection()}
	if u, err := url.Parse(base); err == nil && u.Host != "" {
		_ = o.AddTrustedOrigin(u.Scheme + "://" + u.Host)
	}
	s.origin.Store(o)
	return o
}

// capBody refuses a body over the limit at once where its length is told, and while it is read where it is not.
//
// What follows the limit is read and thrown away, up to a bound: whoever is still sending when the connection closes gets
// a broken connection instead of the page that says what was wrong.
func (s *Server) capBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		whole := r.Body
		if r.ContentLength > bodyLimit {
			w.Header().Set("Connection", "close")
			if r.Header.Get("Expect") == "" { // who asks first has not sent it
				drain(whole)
			}
			s.fail(w, r, fault.New(fault.TooLarge, ""))
			return
		}
		r.Body = cappedBody{ReadCloser: http.MaxBytesReader(w, whole, bodyLimit), whole: whole}
		next.ServeHTTP(w, r)
	})
}

// cappedBody reads on behind its limit before it says that the limit was passed.
type cappedBody struct {
	io.ReadCloser
	whole io.Reader
}

func (b cappedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		drain(b.whole)
	}
	return n, err
}

func drain(body io.Reader) { _, _ = io.CopyN(io.Discard, body, drainLimit) }
