package cli

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"mendwell/internal/content"
)

// What was touched is known only from the first look after a watch has begun, and only as long as it sees all.
func TestTouchedIsKnownWhileSomebodyWatches(t *testing.T) {
	x := newTouched()
	want := func(label string, known bool, files ...string) {
		t.Helper()
		got, ok := x.take()
		slices.Sort(got)
		if ok != known || !slices.Equal(got, files) {
			t.Errorf("%s: %q, known: %v", label, got, ok)
		}
	}
	x.add("a.md")
	want("nobody watches", false, "a.md")
	want("still nobody", false)
	x.begin()
	want("nobody has looked since", false)
	want("nothing is touched", true)
	x.add("b.md")
	x.add("a.md")
	x.add("b.md")
	want("two files", true, "a.md", "b.md")
	x.add("a.md")
	x.addAll()
	want("events were lost", false, "a.md")
	want("and then not", true)
	for i := range touchedMost + 1 {
		x.add(fmt.Sprint(i))
	}
	if _, known := x.take(); known {
		t.Error("more than are remembered")
	}
	x.end()
	want("the watch has ended", false)
	want("and stays so", false)
}

// A reload looks only at what was touched where that is enough, and at everything where it is not: for a new file, after
// a library that was refused, and when it is asked to.
func TestReloadLooksAtWhatWasTouched(t *testing.T) {
	article := func(text string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\ntitle: One\ndate: 2026-01-01\n---\n\n" + text + "\n")}
	}
	const site = "name: Test\nlanguages: [en]\n"
	folder := fstest.MapFS{"site.yaml": {Data: []byte(site)}, "one.md": article("First"), "two.md": article("First")}
	s := &shelf{folder: folder, name: func(f string) string { return f }, now: time.Now, log: slog.New(slog.DiscardHandler),
		options: content.Options{Reusable: true}, touched: newTouched(), follow: func(context.Context, map[string]string) error { return nil }}
	s.touched.begin()
	says := func(slug string) string {
		a, ok := s.Current().Article("en", slug)
		if !ok {
			return ""
		}
		return a.Sections[0].Text
	}
	reload := func(label, why string, hasty bool, one, two string) {
		t.Helper()
		s.reload(t.Context(), why)
		if s.hasty != hasty || says("one") != one || says("two") != two {
			t.Errorf("%s: looked only at what was touched: %v; %q, %q", label, s.hasty, says("one"), says("two"))
		}
	}
	reload("first", "test", false, "First", "First")
	folder["one.md"], folder["two.md"] = article("Second"), article("Second")
	s.touched.add("one.md")
	reload("told of one", saved, true, "Second", "First")
	reload("asked to look at all", wholeFolder, false, "Second", "Second")
	s.touched.add("two.md")
	folder["one.md"] = article("Signal")
	reload("a signal", "SIGHUP", false, "Signal", "Second")
	folder["one.md"] = article("Third")
	reload("told of nothing", saved, false, "Third", "Second")
	folder["three.md"], folder["one.md"] = article("New"), article("Fourth")
	s.touched.add("three.md")
	reload("a new file", saved, false, "Fourth", "Second")
	folder["site.yaml"], folder["one.md"] = &fstest.MapFile{Data: []byte("name: [\n")}, article("Fifth")
	s.touched.add("site.yaml")
	s.touched.add("one.md")
	reload("refused", saved, false, "Fourth", "Second")
	folder["site.yaml"] = &fstest.MapFile{Data: []byte(site)}
	s.touched.add("site.yaml")
	reload("taken back", saved, false, "Fifth", "Second")
}

// A watch names what is touched by its path in the folder, in folders that are new, too.
func TestWatchNamesFiles(t *testing.T) {
	dir := t.TempDir()
	x, again := newTouched(), make(chan string, 1)
	if err := watch(t.Context(), dir, x, again, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	x.take()
	until := func(file string, touch func() error) {
		t.Helper()
		if err := touch(); err != nil {
			t.Fatal(err)
		}
		for {
			select {
			case <-again:
			case <-time.After(5 * time.Minute):
				t.Fatalf("nobody was told of %s", file)
			}
			if files, known := x.take(); !known || slices.Contains(files, file) {
				return
			}
		}
	}
	write := func(file string) func() error {
		return func() error { return os.WriteFile(filepath.Join(dir, filepath.FromSlash(file)), []byte("x"), 0o600) }
	}
	until("one.md", write("one.md"))
	until("sub", func() error { return os.Mkdir(filepath.Join(dir, "sub"), 0o700) })
	until("sub/two.md", write("sub/two.md"))
	until("sub/two.md", func() error { return os.Remove(filepath.Join(dir, "sub", "two.md")) })
	if _, known := x.take(); !known {
		t.Error("the watch does not know what was touched")
	}
}
