package server

import (
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/fault"
)

// straighten lets every page have one address only. A doubled or trailing slash, or a letter encoded without need, is
// led to the plain path; an encoded slash, a backslash, a dot segment or a control character leads nowhere.
func (s *Server) straighten(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		plain, ok := plainPath(r.URL)
		if !ok || plain != r.URL.EscapedPath() && r.Method != http.MethodGet && r.Method != http.MethodHead {
			s.fail(w, r, fault.New(fault.NotFound, ""))
			return
		}
		if plain != r.URL.EscapedPath() {
			s.leadTo(w, r, http.StatusPermanentRedirect, plain)
			return
		}
		r.URL.RawPath = "" // so that the router sees what the path means
		next.ServeHTTP(w, r)
	})
}

// plainPath returns the one way to write a path. It starts with a single slash, so that a browser never takes it for
// the address of another host. Not ok: the path leads nowhere.
func plainPath(u *url.URL) (string, bool) {
	if u.RawPath == "" && isPlain(u.Path) {
		return u.Path, true
	}
	raw := strings.ToLower(u.EscapedPath())
	if !strings.HasPrefix(u.Path, "/") || strings.Contains(raw, "%2f") || !utf8.ValidString(u.Path) {
		return "", false
	}
	if strings.ContainsFunc(u.Path, func(c rune) bool { return c == '\\' || unicode.IsControl(c) }) {
		return "", false
	}
	parts := strings.FieldsFunc(u.Path, func(c rune) bool { return c == '/' })
	if slices.Contains(parts, ".") || slices.Contains(parts, "..") {
		return "", false
	}
	return (&url.URL{Path: "/" + strings.Join(parts, "/")}).EscapedPath(), true
}

// isPlain reports whether a path is one that nearly all addresses have: small letters, digits and hyphens between single
// slashes. There is only one way to write it.
func isPlain(path string) bool {
	if path == "/" {
		return true
	}
	last := byte(0)
	for i := range len(path) {
		c := path[i]
		if c == '/' && last == '/' || c != '/' && c != '-' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
		last = c
	}
	return last != 0 && last != '/' && path[0] == '/'
}

// ownAddress returns next where it is an address of this site to which it makes sense to come back after logging in,
// and "" otherwise; where it only takes a form, the nearest page above it. It never returns anything that a browser could read as another host.
func (s *Server) ownAddress(next string) string {
	if len(next) > 1000 || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") {
		return ""
	}
	if strings.ContainsFunc(next, func(c rune) bool { return c == '\\' || unicode.IsControl(c) || unicode.IsSpace(c) }) {
		return ""
	}
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" {
		return ""
	}
	if plain, ok := plainPath(u); !ok || plain != u.EscapedPath() || path.Clean(u.Path) != u.Path {
		return ""
	}
	for _, lang := range s.languages {
		l := s.space(lang)
		if slices.Contains([]string{l.Login(""), l.Logout(), l.Register(""), l.Leave()}, u.Path) ||
			strings.HasPrefix(u.Path, l.Welcome("")) {
			return ""
		}
	}
	q := u.Query()
	if q.Has("done") || q.Has("removed") { // told once already
		q.Del("done")
		q.Del("removed")
		u.RawQuery = q.Encode()
	}
	if s.answers(http.MethodGet, u.Path) {
		return u.String()
	}
	// What only takes a form: the nearest page above is the one that shows it.
	for at := u.Path; s.answers(http.MethodPost, u.Path) && strings.Count(at, "/") > 1; {
		if at = path.Dir(at); s.answers(http.MethodGet, at) {
			return (&url.URL{Path: at}).String()
		}
	}
	return ""
}

// answers reports whether a path leads to a handler.
func (s *Server) answers(method, path string) bool {
	return s.router.Match(chi.NewRouteContext(), method, path)
}

// withDone adds the code of a notice to an address of this site.
func withDone(address, code string) string { return withQuery(address, "done", code) }

// withQuery adds a value to an address of this site, before its fragment.
func withQuery(address, name, value string) string {
	if path, fragment, found := strings.Cut(address, "#"); !strings.Contains(path, "?") {
		path += "?" + url.QueryEscape(name) + "=" + url.QueryEscape(value)
		if found {
			path += "#" + fragment
		}
		return path
	}
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	q := u.Query()
	q.Set(name, value)
	u.RawQuery = q.Encode()
	return u.String()
}

// movedTo leads from a retired path to today's.
func (s *Server) movedTo(w http.ResponseWriter, r *http.Request, path string) error {
	s.leadTo(w, r, http.StatusMovedPermanently, path)
	return nil
}

// leadTo leads to another path with what was asked of this one. It is kept for a day only: an address may come back.
func (s *Server) leadTo(w http.ResponseWriter, r *http.Request, status int, path string) {
	if r.URL.RawQuery != "" {
		path += "?" + r.URL.RawQuery
	}
	h := w.Header()
	switch {
	case h.Get("Cache-Control") != "":
	case visitOf(r).viewer != nil: // there may be a cookie in it
		h.Set("Cache-Control", "private, max-age=86400")
	default:
		h.Set("Cache-Control", "public, max-age=86400")
	}
	h.Set("Location", path)
	w.WriteHeader(status)
}

// seeOther sends a browser on after a form, so that loading the page again sends nothing twice.
func (s *Server) seeOther(w http.ResponseWriter, to string) error {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusSeeOther)
	return nil
}
