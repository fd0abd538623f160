package server

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"
)

const htmlType = "text/html; charset=utf-8"

// show renders a page as a whole before the first byte leaves, so that a failure can still become an error page.
func (s *Server) show(w http.ResponseWriter, r *http.Request, c templ.Component) error {
	return s.showWith(w, r, http.StatusOK, c)
}

// showPrivate is show for what nobody else may find on the device: nothing of it is kept.
func (s *Server) showPrivate(w http.ResponseWriter, r *http.Request, c templ.Component) error {
	w.Header().Set("Cache-Control", "no-store")
	return s.showWith(w, r, http.StatusOK, c)
}

// showWith is show with a status; only a page with 200 may be kept and asked for again by its ETag.
func (s *Server) showWith(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	if v := visitOf(r); v.viewer != nil && v.shared != nil && status == http.StatusOK && w.Header().Get("Cache-Control") == "" {
		return s.showMember(w, r, c)
	}
	buf := s.buffers.Get().(*bytes.Buffer)
	defer func() { s.buffers.Put(buf) }()
	buf.Reset()
	if err := c.Render(r.Context(), buf); err != nil {
		return fmt.Errorf("render page: %w", err)
	}
	h := w.Header()
	h.Set("Content-Type", htmlType)
	if status == http.StatusOK && h.Get("Cache-Control") == "" && visitOf(r).shared != nil {
		return s.showShared(w, r, buf.Bytes())
	}
	h.Add("Vary", "Cookie, Accept-Encoding")
	switch {
	case h.Get("Cache-Control") != "": // the handler knows better
	case status != http.StatusOK:
		h.Set("Cache-Control", "no-store")
	case visitOf(r).viewer != nil:
		h.Set("Cache-Control", "private, no-cache")
	default:
		h.Set("Cache-Control", "public, no-cache")
	}
	if status == http.StatusOK && h.Get("Cache-Control") != "no-store" && s.unchanged(w, r, buf.Bytes()) {
		return nil
	}
	s.compressed(w, r, status, buf.Bytes())
	return nil
}

// unchanged sets the ETag of a body in the encoding it will have, and answers 304 where the visitor has it already.
func (s *Server) unchanged(w http.ResponseWriter, r *http.Request, body []byte) bool {
	tag := `"` + fingerprint(body)
	if enc := s.encodingOnce(r, len(body)); enc != "" {
		tag += "-" + enc
	}
	tag += `"`
	w.Header().Set("ETag", tag)
	if !matchesAny(r.Header["If-None-Match"], tag) {
		return false
	}
	w.Header().Del("Content-Type")
	w.WriteHeader(http.StatusNotModified)
	return true
}

// fingerprint is 120 bits of a body's SHA-256.
func fingerprint(body []byte) string {
	sum := sha256.Sum256(body)
	return base64.RawURLEncoding.EncodeToString(sum[:15])
}

// matches compares weakly, as RFC 9110 section 13.1.2 asks for If-None-Match.
func matches(header, tag string) bool {
	for candidate := range strings.SplitSeq(header, ",") {
		candidate = strings.TrimSpace(candidate)
		if candidate == "*" || strings.TrimPrefix(candidate, "W/") == tag {
			return true
		}
	}
	return false
}

// compressed writes a body in the encoding that the visitor likes best.
func (s *Server) compressed(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	visitOf(r).made()
	h := w.Header()
	if enc := s.encodingOnce(r, len(body)); enc != "" {
		out := s.buffers.Get().(*bytes.Buffer)
		defer func() { s.buffers.Put(out) }()
		out.Reset()
		s.compress(out, enc, body)
		h.Set("Content-Encoding", enc)
		body = out.Bytes()
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h["Link"] = s.preload.values
	w.WriteHeader(status)
	_, _ = w.Write(body) // whoever asked may have gone
}

// json answers the small script.
func (s *Server) json(w http.ResponseWriter, status int, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", "application/json")
	h.Add("Vary", "Accept")
	h.Set("Content-Length", strconv.Itoa(len(b)))
	w.WriteHeader(status)
	_, _ = w.Write(b)
	return nil
}

func wantsJSON(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "application/json")
}

// text answers with a line of plain text, for machines.
func (s *Server) text(w http.ResponseWriter, status int, body string) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write([]byte(body))
	return nil
}

// showShared keeps a page that everybody gets alike and sends it from the shelf, or from what would have been kept.
func (s *Server) showShared(w http.ResponseWriter, r *http.Request, body []byte) error {
	v := visitOf(r)
	p := &keptPage{
		key: r.RequestURI, lib: v.lib, until: v.shared.until, depends: v.shared.depends, fresh: v.shared.fresh, variants: newVariants(bytes.Clone(body)),
	}
	if v.keeps(r) {
		s.shelf.put(p, v.shared.begun)
	}
	v.shared.page = p
	v.made()
	s.sendKept(w, r, p)
	return nil
}
