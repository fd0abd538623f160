package server_test

import (
	"bytes"
	"io"
	"testing"

	"mendwell/internal/server"
)

// oneVersion is a cache with a single file.
type oneVersion struct{ closed *int }

func (v oneVersion) File(key, name string) (io.ReadSeekCloser, string, bool) {
	if key != "abc" || name != "240.webp" {
		return nil, "", false
	}
	return &openFile{bytes.NewReader([]byte("RIFF")), v.closed}, "image/webp", true
}

type openFile struct {
	*bytes.Reader
	closed *int
}

func (f *openFile) Close() error { *f.closed++; return nil }

func TestVersionsOfPictures(t *testing.T) {
	closed := 0
	h := open(t, folder(), func(c *server.Config) { c.Pictures = oneVersion{&closed} })
	b := h.browser()
	a := b.get("/pictures/abc/240.webp").wants(200)
	if a.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" || a.Header.Get("Content-Type") != "image/webp" || a.Header.Get("ETag") == "" {
		t.Errorf("headers %v", a.Header)
	}
	for _, path := range []string{"/pictures/abc/241.webp", "/pictures/abd/240.webp", "/pictures/abc/set.json", "/pictures/abc/..%2f240.webp", "/pictures/abc"} {
		b.get(path).wants(404)
	}
	if closed != 1 {
		t.Errorf("%d files closed, want 1", closed)
	}
}
