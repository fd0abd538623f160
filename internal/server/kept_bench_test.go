package server_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"mendwell/internal/account"
)

// discard is a response that costs nothing.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) Write(b []byte) (int, error) { return len(b), nil }
func (d *discard) WriteHeader(int)             {}

func benchmarkGet(b *testing.B, h *house, path, cookie string, header ...string) {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd")
	if cookie != "" {
		r.Header.Set("Cookie", cookie)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	handler, w := h.server.Handler(), &discard{http.Header{}}
	handler.ServeHTTP(w, r) // the first one makes the page
	b.ReportAllocs()
	for b.Loop() {
		clear(w.header)
		handler.ServeHTTP(w, r)
	}
}

func BenchmarkArticleKept(b *testing.B) {
	benchmarkGet(b, open(b, folder(), nil), "/articles/space", "")
}

// BenchmarkArticleExpress is the same page on a connection that answers by itself.
func BenchmarkArticleExpress(b *testing.B) {
	h := open(b, folder(), nil)
	h.browser().get("/articles/space", "Accept-Encoding", "br").wants(200)
	c := &endless{again: get("/articles/space", "Accept-Encoding: gzip, deflate, br, zstd")}
	conn, err := h.server.Express(newOnceListener(c)).Accept()
	must(b, err)
	c.left = b.N
	b.ReportAllocs()
	b.ResetTimer()
	if n, err := conn.Read(make([]byte, 4096)); n != 0 || !errors.Is(err, io.EOF) {
		b.Fatal(n, err)
	}
}

// endless is a connection on which the same request comes again and again.
type endless struct {
	tape
	again []byte
	left  int
}

func (e *endless) Read(b []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	e.left--
	return copy(b, e.again), nil
}

func (e *endless) Write(b []byte) (int, error) { return len(b), nil }

func BenchmarkArticleForMember(b *testing.B) {
	h := open(b, folder(), nil)
	benchmarkGet(b, h, "/articles/space", "mendwell_session="+h.user("ada", account.RoleReader, "").session())
}

func BenchmarkPostComment(b *testing.B) {
	h := open(b, folder(), nil)
	cookie := "mendwell_session=" + h.user("ada", account.RoleReader, "").session()
	handler, i := h.server.Handler(), 0
	b.ReportAllocs()
	for b.Loop() {
		i++
		form := url.Values{"once": {fmt.Sprint(i)}, "text": {fmt.Sprintf("I *know* this feeling, comment %d.\n\nIt helped me to **wait** for a day or two.", i)}}
		r := httptest.NewRequest(http.MethodPost, "/articles/space/comments", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Header.Set("Cookie", cookie)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != http.StatusSeeOther {
			b.Fatal(w.Code)
		}
	}
}
