package cli

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"mendwell/internal/content"
	"mendwell/internal/server"
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

// What the pages of dev mode say follows every save, also one that is refused and then taken back.
func TestWorkshopFollowsEverySave(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	const site, article = "name: Test\nlanguages: [en, de]\ndefault_language: en\n", "---\ntitle: One\nslug: first\ndate: 2026-01-01\n---\n\nText.\n"
	folder := fstest.MapFS{"site.yaml": file(site), "deep/one.md": file(article)}
	s := &shelf{folder: folder, name: func(f string) string { return f }, now: time.Now, log: slog.New(slog.DiscardHandler),
		workshop: newWorkshop(time.Now()), follow: func(context.Context, map[string]string) error { return nil }}
	save := func(path, text string) *server.Bench {
		t.Helper()
		before := s.workshop.bench()
		folder[path] = file(text)
		s.reload(t.Context(), "test")
		after := s.workshop.bench()
		select {
		case <-before.Next:
		default:
			t.Fatalf("nobody is told of %s", path)
		}
		if after.State == before.State {
			t.Fatalf("%s has the state of the save before", path)
		}
		return after
	}
	b := save("two.de.md", "---\ntitle: [\n---\n")
	if want := (server.Broken{File: "two.de.md", Spot: content.Spot{Lang: "de", Slug: "two"}}); len(b.Broken) != 1 || b.Broken[0] != want {
		t.Errorf("%+v", b.Broken)
	}
	b = save("deep/one.md", "---\ntitle: [\n---\n")
	if want := (server.Broken{File: "deep/one.md", Spot: content.Spot{Lang: "en", Slug: "first"}}); len(b.Broken) != 2 || b.Broken[0] != want {
		t.Errorf("a file that was read before stands where it stood: %+v", b.Broken)
	}
	b = save("deep/one.md", article)
	if len(b.Broken) != 1 || b.Refused != "" {
		t.Errorf("mended: %+v", b)
	}
	if b = save("site.yaml", "name: [\n"); !strings.Contains(b.Refused, "site.yaml:1:") {
		t.Errorf("refused: %+v", b)
	}
	if b = save("site.yaml", site); b.Refused != "" {
		t.Errorf("taken back: %+v", b)
	}
	before := s.workshop.bench()
	s.reload(t.Context(), "test")
	if s.workshop.bench() != before {
		t.Error("told of a save in which nothing changed")
	}
}
