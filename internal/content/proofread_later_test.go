package content

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// TestProofreadingLaterFindsTheSame: of many articles nothing is proofread while they are read, and afterwards all is found
// that is found of few: what harms, what is ignored and what is ignored for nothing, in articles with errors, too.
func TestProofreadingLaterFindsTheSame(t *testing.T) {
	article := func(title, more, text string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\r\ntitle: " + title + "\r\ndate: 2026-01-01\r\nsummary: One. Two. Three.\r\n" + more + "---\r\n\r\n" + text + "\r\n")}
	}
	const harm = "## 1. Wait\n\nCheck their phone while they sleep, and say nothing of it to anybody until you have thought about it for a whole day.\n\n## 2. B\n\nT.\n\n## 3. C\n\nT."
	folder := fstest.MapFS{
		"site.yaml":  {Data: []byte("name: Test\nlanguages: [en]\n")},
		"harm.md":    article("Harm", "", harm),
		"kept.md":    article("Kept", "check_ignore:\n  - code: surveillance\n    why: a quotation\n  - code: long-summary\n    why: as it is\n", harm),
		"nothing.md": article("Nothing", "check_ignore:\n  - code: surveillance\n    why: it was there once\n", "Text."),
		"broken.md":  article("", "", harm),
		"mark.md":    {Data: append([]byte("\ufeff"), article("Mark", "", harm).Data...)},
	}
	opts := Options{Proofread: true, Reusable: true, Now: noon()}
	_, want := Load(folder, opts)
	for _, code := range []string{"surveillance", "duplicate-tip", "ignored-nothing", "long-summary", "missing-title"} {
		if !slices.ContainsFunc(want, func(f Finding) bool { return f.Code == code }) {
			t.Errorf("%s is not found at all: %v", code, want)
		}
	}
	opts.ProofreadAtOnce = 1
	lib, first := Reload(nil, folder, opts)
	if slices.ContainsFunc(first, func(f Finding) bool { return f.Code == "surveillance" || f.Code == "ignored-nothing" }) {
		t.Errorf("found while reading: %v", first)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := lib.Proofread(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("it goes on: %v", err)
	}
	if advice, complete := lib.Advice(); complete || len(advice) > 0 {
		t.Errorf("nobody has read, and found %v", advice)
	}
	if err := lib.Proofread(t.Context()); err != nil {
		t.Fatal(err)
	}
	advice, complete := lib.Advice()
	if diff := cmp.Diff(want, first.And(advice).And(lib.Repeats())); !complete || diff != "" {
		t.Errorf("complete: %v (-at once +later):\n%s", complete, diff)
	}
	// What is saved then is proofread while it is read, and what was found of the rest is still known.
	folder["harm.md"] = article("Harm", "", "Text.")
	opts.ProofreadAtOnce = len(folder)
	lib, again := Reload(lib, folder, opts)
	advice, complete = lib.Advice()
	_, want = Load(folder, Options{Proofread: true, Now: noon()})
	if diff := cmp.Diff(want, again.And(advice).And(lib.Repeats())); !complete || diff != "" {
		t.Errorf("after a save, complete: %v (-all anew +taken over):\n%s", complete, diff)
	}
}
