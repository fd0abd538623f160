package cli

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"mendwell/internal/content"
	"mendwell/internal/search"
	"mendwell/internal/search/searchtest"
)

// TestTheIndexIsKeptForTheNextStart: what a start leaves in the data folder is taken over by the next one, and made anew
// where it is damaged or of another version.
func TestTheIndexIsKeptForTheNextStart(t *testing.T) {
	lib, _ := content.Load(searchtest.Folder(300), content.Options{})
	data := t.TempDir()
	file := filepath.Join(data, indexFile)
	start := func(version string) *searcher {
		ctx, end := context.WithCancel(t.Context())
		s := newSearcher(func() *content.Library { return lib }, end, slog.New(slog.DiscardHandler), data)
		s.version = version
		s.keep(ctx) // until one index is made
		if a := s.Current().Search(search.Query{Text: "jealousy", Lang: "en", To: 1}); a.Total == 0 {
			t.Error("the index finds nothing")
		}
		return s
	}
	read := func() []byte {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if !start("v1").Current().WorthKeeping() {
		t.Fatal("the library is too small for this test")
	}
	first := read()
	if start("v1").Current().WorthKeeping() {
		t.Error("the second start made all anew")
	}
	if !start("v2").Current().WorthKeeping() || bytes.Equal(read(), first) {
		t.Error("another version took the index over")
	}
	if err := os.WriteFile(file, first[:len(first)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if !start("v1").Current().WorthKeeping() || !bytes.Equal(read(), first) {
		t.Error("half an index was taken over")
	}
	if left, _ := filepath.Glob(file + ".*"); len(left) > 0 {
		t.Errorf("left over: %q", left)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(file, 0o700); err != nil { // nobody can write there
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(file, "x"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	start("v1")
}
