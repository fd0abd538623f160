package server

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"mendwell/internal/content"
	"mendwell/internal/fault"
	"mendwell/web/page"
)

// statusOf is the one map from what went wrong to what HTTP calls it.
func statusOf(kind fault.Kind) int {
	switch kind {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.Unauthorised:
		return http.StatusUnauthorized
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Gone:
		return http.StatusGone
	case fault.Conflict:
		return http.StatusConflict
	case fault.TooMany:
		return http.StatusTooManyRequests
	case fault.TooLarge:
		return http.StatusRequestEntityTooLarge
	case fault.Busy:
		return http.StatusServiceUnavailable
	default:
		return http.StatusInternalServerError
	}
}

// fail answers with the page of what went wrong. A failure is logged only where it is ours: here, and in draftTrouble.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	v, f := visitOf(r), fault.Of(err)
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		f = fault.New(fault.TooLarge, "")
	}
	if f.Kind == fault.Unauthorised && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		_ = s.seeOther(w, v.link.Login(s.ownAddress(s.here(v))))
		return
	}
	if f.Kind == fault.NotFound && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		if moved, ok := v.lib.MovedPath(r.URL.Path); ok {
			_ = s.movedTo(w, r, s.space(v.lib.Home(moved)).Article(moved.Slug))
			return
		}
	}
	if f.Kind == fault.NotFound && s.showBroken(w, r) {
		return
	}
	status := statusOf(f.Kind)
	if status >= http.StatusInternalServerError {
		if r.Context().Err() != nil { // whoever asked has gone
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		s.logFailure(r, err)
	}
	s.showError(w, r, status, f)
}

func (s *Server) logFailure(r *http.Request, err error) {
	s.Log.ErrorContext(r.Context(), "request failed", "id", visitOf(r).id, "method", r.Method,
		"route", chi.RouteContext(r.Context()).RoutePattern(), "error", err)
}

// showError writes the page of a failure; scripts that ask for JSON get its sentence.
func (s *Server) showError(w http.ResponseWriter, r *http.Request, status int, f *fault.Error) {
	v := visitOf(r)
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if f.Kind == fault.TooMany || f.Kind == fault.Busy {
		h.Set("Retry-After", strconv.Itoa(max(1, int(f.RetryAfter.Round(time.Second)/time.Second))))
	}
	p := s.errorProps(v, status, f)
	p.PageHref, p.PageLabel = s.meant(v, r, status, f)
	if wantsJSON(r) {
		_ = s.json(w, status, map[string]string{"error": p.Text})
		return
	}
	b, err := renderSafely(r.Context(), page.Error(p))
	if err != nil {
		s.Log.ErrorContext(r.Context(), "error page failed", "id", v.id, "error", err)
		status, b = http.StatusInternalServerError, s.fallback[v.lang]
	}
	h.Set("Content-Type", htmlType)
	h.Add("Vary", "Accept-Encoding")
	s.compressed(w, r, status, b)
}

func (s *Server) errorProps(v *visit, status int, f *fault.Error) page.ErrorProps {
	kind := string(f.Kind)
	if status == http.StatusMethodNotAllowed {
		kind = "method"
	}
	p := page.ErrorProps{
		Status:     status,
		Heading:    v.words.T("error." + kind + ".heading"),
		Text:       cmp.Or(v.say(f.Message, f), v.words.T("error."+kind+".text")),
		RetryAfter: f.RetryAfter,
	}
	if f.Kind == fault.Internal {
		p.Text, p.Reference = v.words.T("error.internal.text"), v.id
	}
	if f.Kind == fault.TooMany && f.Message == "" && f.RetryAfter > 0 {
		p.Text = v.words.T("error.too_many.wait", "Wait", v.words.Wait(f.RetryAfter))
	}
	if f.Kind == fault.NotFound {
		p.Categories = s.categoryCards(v)
	}
	if v.viewer == nil && (f.Kind == fault.Unauthorised || f.Kind == fault.Forbidden) {
		p.LoginHref = v.link.Login("")
	}
	p.Frame = s.frame(v, p.Heading, nil)
	p.NoIndex = true
	return p
}

// meant is the page that somebody may have looked for, with what to call it: the first page of a list that has no such
// page, the comment that somebody cannot change, or the page with the form of what was refused. Empty where nobody knows.
func (s *Server) meant(v *visit, r *http.Request, status int, f *fault.Error) (href, label string) {
	at := &url.URL{Path: r.URL.Path}
	switch {
	case f.Message == noSuchPage || f.Message == "comment.page.unknown":
		if r.URL.Query().Has("comments") {
			at.Fragment = "comments"
		}
		return at.String(), v.words.T("pager.first")
	case f.Message == "error.comment.edit" || f.Message == "error.comment.delete": // the comment itself
		return path.Dir(at.Path), v.words.T("error.method.page")
	case r.Method == http.MethodPost && (status == http.StatusTooManyRequests || status == http.StatusRequestEntityTooLarge):
		if chi.RouteContext(r.Context()).Routes.Match(chi.NewRouteContext(), http.MethodGet, r.URL.Path) { // the page with the form
			return at.String(), v.words.T("error.method.page")
		}
	case status == http.StatusMethodNotAllowed:
		if own := s.ownAddress(at.String()); own != "" {
			return own, v.words.T("error.method.page")
		}
	}
	return "", ""
}

// say returns the sentence of a text id in the visitor's language; "" for no id. Values named N choose a plural.
func (v *visit) say(id string, f *fault.Error) string {
	if id == "" {
		return ""
	}
	var pairs []any
	for name, value := range f.Args {
		pairs = append(pairs, name, value)
	}
	if f.RetryAfter > 0 {
		pairs = append(pairs, "Wait", v.words.Wait(f.RetryAfter))
	}
	if n, ok := f.Args["N"].(int); ok {
		return v.words.N(id, n, pairs...)
	}
	return v.words.T(id, pairs...)
}

// showNothing is the page for addresses that lead nowhere.
func (s *Server) showNothing(http.ResponseWriter, *http.Request) error {
	return fault.New(fault.NotFound, "")
}

// refuseMethod says which methods an address takes.
func (s *Server) refuseMethod(w http.ResponseWriter, r *http.Request) error {
	var allowed []string
	routes := chi.RouteContext(r.Context()).Routes
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		if routes.Match(chi.NewRouteContext(), method, r.URL.Path) {
			allowed = append(allowed, method)
		}
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	s.showError(w, r, http.StatusMethodNotAllowed, fault.New(fault.NotFound, "error.method.text"))
	return nil
}

// renderFallback renders the 500 page of each language before anything can fail.
func (s *Server) renderFallback(lib *content.Library) (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, lang := range s.languages {
		v := &visit{lib: lib, site: lib.Site(), base: baseURL(s.Config, lib), lang: lang, words: s.printers[lang], link: s.space(lang)}
		b, err := renderSafely(context.Background(), page.Error(s.errorProps(v, http.StatusInternalServerError, fault.New(fault.Internal, ""))))
		if err != nil {
			return nil, fmt.Errorf("render the error page in %q: %w", lang, err)
		}
		out[lang] = b
	}
	return out, nil
}

// renderSafely renders a component that must not bring the request down with it.
func renderSafely(ctx context.Context, c templ.Component) (b []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	var buf bytes.Buffer
	if err := c.Render(ctx, &buf); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}
