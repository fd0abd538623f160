package server

import (
	"net/http"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/fault"
)

const sessionAge = 30 * 24 * time.Hour

// cookieName carries the prefix that makes browsers insist on TLS, the host and the root path, where there is TLS.
func (s *Server) cookieName(r *http.Request) string {
	if s.secure(r) {
		return "__Host-" + sessionMark
	}
	return sessionMark
}

// findViewer looks the session up, and only where there is a cookie: readers without an account cost no query. A cookie
// that nobody knows is taken back.
func (s *Server) findViewer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		cookie, err := r.Cookie(s.cookieName(r))
		if err != nil {
			next.ServeHTTP(w, r)
			return
		}
		v, began := visitOf(r), s.Now()
		viewer, err := s.Accounts.Viewer(r.Context(), cookie.Value)
		switch {
		case err != nil:
			s.fail(w, r, err)
			return
		case viewer == nil:
			s.clearSession(w, r)
			w.Header().Set("Cache-Control", "no-store") // a cache must not hand the empty cookie to others
		default:
			v.viewer, v.token = viewer, cookie.Value
			if seen := viewer.Session.LastSeen; !seen.Before(began) && seen.After(viewer.Session.Created) {
				s.keepSession(w, r, viewer.Session, cookie.Value) // its life was just made longer: so is the cookie's
			}
		}
		next.ServeHTTP(w, r)
	})
}

// needViewer lets only those pass who are logged in.
func (s *Server) needViewer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if visitOf(r).viewer == nil {
			s.fail(w, r, fault.New(fault.Unauthorised, ""))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// keepSession hands the token out. On a borrowed device the cookie has no age, so that it goes with the browser.
func (s *Server) keepSession(w http.ResponseWriter, r *http.Request, session account.Session, token string) {
	age := int(sessionAge / time.Second)
	if session.Stay == account.StayBorrowed {
		age = 0
	}
	s.setCookie(w, s.cookie(r, token, age))
}

func (s *Server) clearSession(w http.ResponseWriter, r *http.Request) {
	s.setCookie(w, s.cookie(r, "", -1))
}

// setCookie replaces what was said before: a response sets one cookie of ours.
func (s *Server) setCookie(w http.ResponseWriter, c *http.Cookie) {
	w.Header().Set("Set-Cookie", c.String())
}

func (s *Server) cookie(r *http.Request, value string, age int) *http.Cookie {
	return &http.Cookie{
		Name: s.cookieName(r), Value: value, Path: "/", MaxAge: age,
		HttpOnly: true, Secure: s.secure(r), SameSite: http.SameSiteLaxMode,
	}
}
