package cli

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

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
		s := newSearcher(func() *content.Library { return lib }, func() {}, end, slog.New(slog.DiscardHandler), data)
		s.version = version
		s.keep(ctx, s.restore()) // until one index is made
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

// TestSitesDoNotWriteIntoOneAnothersIndex: another process may be writing its own, as during an update. What one has left
// behind that was killed meanwhile goes in the end.
func TestSitesDoNotWriteIntoOneAnothersIndex(t *testing.T) {
	lib, _ := content.Load(searchtest.Folder(300), content.Options{})
	data := t.TempDir()
	s := newSearcher(func() *content.Library { return lib }, func() {}, func() {}, slog.New(slog.DiscardHandler), data)
	for name, age := range map[string]time.Duration{".new": 0, ".old": 2 * leftOver} {
		file, then := s.file+name, time.Now().Add(-age)
		if err := errors.Join(os.WriteFile(file, []byte("half"), 0o600), os.Chtimes(file, then, then)); err != nil {
			t.Fatal(err)
		}
	}
	if s.restore() != nil {
		t.Error("there was an index")
	}
	if err := s.store(search.Build(lib, nil)); err != nil {
		t.Fatal(err)
	}
	if s.restore() == nil {
		t.Error("the index was not kept")
	}
	if left, _ := filepath.Glob(s.file + ".*"); !slices.Equal(left, []string{s.file + ".new"}) {
		t.Errorf("besides the index there are %q", left)
	}
	if b, err := os.ReadFile(s.file + ".new"); err != nil || string(b) != "half" {
		t.Errorf("what another process writes is %q now (%v)", b, err)
	}
}
