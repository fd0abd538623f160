package cli

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"testing/fstest"
	"time"

	"mendwell/internal/content"
)

// Whoever posts under the old name until the new library is served is followed, at the next reload at the latest.
func TestFollowAfterTheSwap(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	folder := fstest.MapFS{
		"site.yaml":          file("name: Test\nlanguages: [en]\ndefault_language: en\n"),
		"people/ada.md":      file("---\nname: Ada\nroles: [author]\n---\nAda.\n"),
		"categories/care.md": file("---\ntitle: Care\nsummary: Short.\n---\nCare.\n"),
		"old.md":             file("---\ntitle: One\nsummary: Short.\ncategory: care\nauthors: [ada]\ndate: 2026-01-01\n---\nText.\n"),
	}
	s := &shelf{folder: folder, name: func(f string) string { return f }, now: time.Now,
		log: slog.New(slog.NewTextHandler(io.Discard, nil)), options: content.Options{}}
	followed := 0
	s.follow = func(_ context.Context, renames map[string]string) error {
		if renames["en/old"] != "en/new" {
			return nil
		}
		if _, ok := s.Current().Article("en", "new"); !ok {
			t.Error("followed before the new article was served")
		}
		followed++
		return nil
	}
	if findings, err := s.load(); err != nil || len(s.Current().All()) != 1 {
		t.Fatalf("%v %v", err, findings)
	}
	delete(folder, "old.md")
	folder["new.md"] = file("---\ntitle: One\nsummary: Short.\ncategory: care\nauthors: [ada]\ndate: 2026-01-01\naliases: [old]\n---\nText.\n")
	for n := 1; n <= 2; n++ { // the second time nothing has changed
		s.reload(t.Context(), "test")
		if followed != n {
			t.Errorf("after reload %d: followed %d times", n, followed)
		}
	}
}

func TestPublicAddress(t *testing.T) {
	const here = "http://127.0.0.1:8080"
	for _, c := range []struct{ flag, file, want string }{
		{"", "", here},
		{"", "http://localhost:8080", here},
		{"", "https://mend.example", "https://mend.example"},
		{"https://own.example/", "https://mend.example", "https://own.example"},
		{"http://own.example", "", "http://own.example"},
	} {
		if got := (serveCommand{BaseURL: c.flag}).publicAddress(content.Site{BaseURL: c.file}, here); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}
