package server_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"mendwell/internal/server"
)

func BenchmarkSignedOut(b *testing.B) {
	h := open(b, many(folder(), 25), func(c *server.Config) { c.Log = nil })
	for _, path := range []string{"/", "/articles/space", "/articles"} {
		for _, enc := range []string{"identity", "br", "zstd", "gzip"} {
			b.Run(path+" "+enc, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					r := httptest.NewRequest(http.MethodGet, path, nil)
					r.Header.Set("Accept-Encoding", enc)
					w := httptest.NewRecorder()
					h.server.Handler().ServeHTTP(w, r)
					if w.Code != http.StatusOK {
						b.Fatal(w.Code)
					}
				}
			})
		}
	}
}
