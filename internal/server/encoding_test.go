package server

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"testing"
	"testing/synctest"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"mendwell/internal/cover"
	"mendwell/internal/fault"
)

// A list of articles asks for two dozen covers at once: what is needed to compress one must be in proportion to it.
func TestCompressingACoverTakesLittleMemory(t *testing.T) {
	p := press(cover.Draw("listening", cover.Default).SVG())
	for name, small := range p.small {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		small()
		runtime.ReadMemStats(&after)
		if made := after.TotalAlloc - before.TotalAlloc; made > 12<<20 {
			t.Errorf("%s: %d MB for %d bytes", name, made>>20, len(p.plain))
		}
	}
}

// What finds no room on the shelf is the same drawing, in other bytes under another tag.
func TestCoverWithoutRoomIsPressedOnce(t *testing.T) {
	s := &Server{compressors: newCompressors()}
	svg := cover.Draw("listening", cover.Default).SVG()
	shelf := coverShelf{most: 1, covers: map[coverKey]pressed{}}
	all := func(coverKey) bool { return true }
	if !shelf.put(coverKey{slug: "a"}, press(svg), all) || shelf.put(coverKey{slug: "b"}, press(svg), all) {
		t.Error("the shelf does not say what it has room for")
	}
	once := s.pressOnce(svg)
	if once.tag == press(svg).tag {
		t.Error("one tag for two streams")
	}
	for name, open := range map[string]func(io.Reader) (io.Reader, error){
		"br":   func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
		"gzip": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		"zstd": func(r io.Reader) (io.Reader, error) { return zstd.NewReader(r) },
	} {
		for _, p := range []pressed{once, press(svg)} {
			r, err := open(bytes.NewReader(p.small[name]()))
			if err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, svg) {
				t.Errorf("%s, %s: another drawing: %v", name, p.tag, err)
			}
		}
	}
}

// Whoever waits for a picture until their connection has ended gets nothing, and the picture was drawn for nobody.
func TestWaitingForAPreviewEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &Server{covers: newCoverShelves()}
		s.covers.drawing <- struct{}{} // somebody else's takes for ever
		_, err := s.preview(httptest.NewRequest(http.MethodGet, "/", nil), coverKey{"listening", cover.Default})
		if f, ok := errors.AsType[*fault.Error](err); !ok || f.Kind != fault.Busy || f.RetryAfter == 0 {
			t.Errorf("the wait ends with %v", err)
		}
	})
}
