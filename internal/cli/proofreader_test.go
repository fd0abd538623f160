package cli

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/fstest"
	"time"

	"mendwell/internal/content"
)

// That a tip repeats another one is said after the page is there, and once.
func TestTipsAreComparedAfterThePage(t *testing.T) {
	const front = "---\ntitle: Tips\ndate: 2026-01-01\nsummary: Three.\n---\n\n"
	const tips = "## 1. Wait\n\nAn apology that comes with a reason is heard as a defence, so leave the reason for another day and listen.\n\n## 2. B\n\nT.\n\n## 3. C\n\nT.\n"
	folder := fstest.MapFS{"site.yaml": {Data: []byte("name: Test\nlanguages: [en]\n")}, "one.md": {Data: []byte(front + tips)}}
	s := &shelf{folder: folder, name: func(f string) string { return f }, now: time.Now, log: slog.New(slog.DiscardHandler),
		options:  content.Options{Proofread: true, Reusable: true},
		workshop: newWorkshop(time.Now()), proofreader: newProofreader(0), follow: func(context.Context, map[string]string) error { return nil }}
	go s.proofreader.keep(t.Context())
	said := func() (n int) {
		for _, f := range s.workshop.bench().Findings {
			if f.Code == "duplicate-tip" && f.Suggestion != "" {
				n++
			}
		}
		return n
	}
	save := func(name string, want int) {
		t.Helper()
		folder[name] = &fstest.MapFile{Data: []byte(front + tips)}
		s.reload(t.Context(), "test")
		before := s.workshop.bench()
		s.noteRepeats(<-s.proofreader.found)
		if said() != want {
			t.Errorf("%s: %d tips repeat others, not %d: %+v", name, said(), want, s.workshop.bench().Findings)
		}
		if news := s.workshop.bench() != before; news != (want > 0) {
			t.Errorf("%s: the page was told: %v", name, news)
		}
	}
	save("one.md", 0)
	save("two.md", 1)
	if _, err := s.load(); !errors.Is(err, errUnchanged) || said() != 1 {
		t.Errorf("nothing has changed: %v, %d", err, said())
	}
}

// TestManyArticlesAreProofreadAfterThePage: the page says so until that is done, and then what was found.
func TestManyArticlesAreProofreadAfterThePage(t *testing.T) {
	folder := fstest.MapFS{"site.yaml": {Data: []byte("name: Test\nlanguages: [en]\n")}}
	for _, name := range []string{"one", "two"} {
		folder[name+".md"] = &fstest.MapFile{Data: []byte("---\ntitle: " + name + "\nsummary: Short.\n---\n\nCheck their phone while they sleep.\n")}
	}
	s := &shelf{folder: folder, name: func(f string) string { return f }, now: time.Now, log: slog.New(slog.DiscardHandler),
		options:  content.Options{Proofread: true, ProofreadAtOnce: 1, Reusable: true},
		workshop: newWorkshop(time.Now()), proofreader: newProofreader(0)}
	if _, err := s.load(); err != nil {
		t.Fatal(err)
	}
	harmful := func() (n int) {
		for _, f := range s.workshop.bench().Findings {
			if f.Code == "surveillance" {
				n++
			}
		}
		return n
	}
	if !s.workshop.bench().Proofreading || harmful() > 0 {
		t.Errorf("after the load: %+v", s.workshop.bench())
	}
	before := s.workshop.bench().Next
	go s.proofreader.keep(t.Context())
	s.noteRepeats(<-s.proofreader.found)
	if s.workshop.bench().Proofreading || harmful() != 2 {
		t.Errorf("after the proofreading: %+v", s.workshop.bench())
	}
	select {
	case <-before:
	default:
		t.Error("the page was not told")
	}
}
