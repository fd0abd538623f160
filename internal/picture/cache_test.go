package picture

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// shelf is a cache in a folder, with its worker and what the worker says.
type shelf struct {
	*Cache
	dir   string
	ready chan struct{} // gets one for each call
	done  chan struct{} // closed when the work has ended
	// cancel asks for the end of the work; stop waits for it too.
	cancel, stop func()
}

// openShelf opens a cache and lets it work. stop ends the work and waits for it.
func openShelf(t *testing.T, dir string) *shelf {
	t.Helper()
	c, err := OpenCache(dir, slog.New(slog.DiscardHandler))
	check(t, err)
	s := &shelf{Cache: c, dir: dir, ready: make(chan struct{}, 100), done: make(chan struct{})}
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		defer close(s.done)
		c.Work(ctx, func() { s.ready <- struct{}{} })
	}()
	s.cancel, s.stop = cancel, func() { cancel(); <-s.done }
	t.Cleanup(s.stop)
	return s
}

func (s *shelf) wait(t *testing.T) {
	t.Helper()
	select {
	case <-s.ready:
	case <-t.Context().Done():
		t.Fatal("nothing became ready")
	}
}

// folders are the names in the folder of the cache.
func (s *shelf) folders(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(s.dir)
	check(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// sample is an original that counts how often it is read.
func sample(n int, data []byte, read *int) Original {
	return Original{Key: fmt.Sprintf("%024x", n), Name: fmt.Sprintf("%d.jpg", n), Read: func() ([]byte, error) { *read++; return data, nil }}
}

func TestCacheMakesOnceAndKeeps(t *testing.T) {
	defer goleak.VerifyNone(t)
	dir := filepath.Join(t.TempDir(), "pictures")
	s := openShelf(t, dir)
	reads := 0
	one, two := sample(1, asJPEG(t, scene(300, 200)), &reads), sample(2, asPNG(t, corners(50, 50)), &reads)
	if _, ok := s.Set(one.Key); ok {
		t.Error("ready before it is made")
	}
	s.Want([]Original{one, two})
	s.wait(t)
	set, ok := s.Set(one.Key)
	if !ok || len(set.Modern) != 2 || reads != 2 {
		t.Fatalf("set %+v, read %d times", set, reads)
	}
	file, kind, ok := s.File(one.Key, "240.webp")
	if !ok || kind != "image/webp" {
		t.Fatalf("not served: %s %t", kind, ok)
	}
	data, err := io.ReadAll(file)
	check(t, err)
	check(t, file.Close())
	if len(data) != set.Modern[0].Bytes || decode(t, data).Bounds().Dx() != 240 {
		t.Error("another picture")
	}
	for _, name := range []string{"241.webp", "set.json", "../" + two.Key + "/50.png", "", "."} {
		if _, _, ok := s.File(one.Key, name); ok {
			t.Errorf("%q is served", name)
		}
	}
	if _, _, ok := s.File("../pictures", "240.webp"); ok {
		t.Error("another folder is served")
	}
	s.stop()

	again := openShelf(t, dir) // after a restart everything is there
	if _, ok := again.Set(two.Key); !ok {
		t.Error("gone after a restart")
	}
	three := sample(3, asPNG(t, corners(10, 10)), &reads)
	again.Want([]Original{one, three})
	again.wait(t)
	if reads != 3 {
		t.Errorf("%d reads: what is there is made again", reads)
	}
	if got := again.folders(t); !slices.Equal(got, []string{one.Key, three.Key}) {
		t.Errorf("in the folder: %v", got)
	}
	if _, ok := again.Set(two.Key); ok {
		t.Error("what nobody wants is still listed")
	}
	again.stop()
}

func TestCacheMakesAgainWhatIsDamaged(t *testing.T) {
	dir := t.TempDir()
	s := openShelf(t, dir)
	reads := 0
	one := sample(1, asJPEG(t, scene(100, 80)), &reads)
	s.Want([]Original{one})
	s.wait(t)
	s.stop()
	check(t, os.Truncate(filepath.Join(dir, one.Key, "100.webp"), 10))
	half := filepath.Join(dir, unfinished+"1")
	check(t, os.Mkdir(half, 0o755))
	check(t, os.Chtimes(half, time.Time{}, time.Now().Add(-2*leftOver)))
	check(t, os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("not ours"), 0o644))
	again := openShelf(t, dir)
	if _, ok := again.Set(one.Key); ok {
		t.Error("a damaged set is shown")
	}
	again.Want([]Original{one})
	again.wait(t)
	if got := again.folders(t); !slices.Equal(got, []string{one.Key, "notes.txt"}) {
		t.Errorf("in the folder: %v", got)
	}
	if file, _, ok := again.File(one.Key, "100.webp"); !ok {
		t.Error("not made again")
	} else {
		check(t, file.Close())
	}
}

// What another process is filling at this moment stays: both may run on the same data, as during an update.
func TestCacheLeavesAloneWhatAnotherProcessIsMaking(t *testing.T) {
	dir := t.TempDir()
	theirs := filepath.Join(dir, unfinished+"2")
	check(t, os.Mkdir(theirs, 0o755))
	check(t, os.WriteFile(filepath.Join(theirs, "100.webp"), []byte("half"), 0o644))
	openShelf(t, dir)
	if _, err := os.Stat(filepath.Join(theirs, "100.webp")); err != nil {
		t.Error(err)
	}
}

func TestCacheTriesNothingBrokenTwice(t *testing.T) {
	s := openShelf(t, t.TempDir())
	broken, gone, reads := 0, 0, 0
	damaged := asPNG(t, scene(60, 60))
	damaged[len(damaged)/2] ^= 0xff
	list := []Original{
		sample(1, damaged, &broken),
		{Key: fmt.Sprintf("%024x", 2), Name: "gone.jpg", Read: func() ([]byte, error) { gone++; return nil, errors.New("gone") }},
		sample(3, asJPEG(t, scene(20, 20)), &reads),
	}
	s.Want(list)
	s.wait(t)
	list = append(list, sample(4, asJPEG(t, scene(30, 20)), &reads))
	s.Want(list)
	s.wait(t)
	if broken != 1 || gone != 2 || reads != 2 {
		t.Errorf("damaged read %d times, want 1; unreadable %d, want 2; whole ones %d, want 2", broken, gone, reads)
	}
	if len(s.folders(t)) != 2 {
		t.Errorf("in the folder: %v", s.folders(t))
	}
}

// Two processes with one data folder, as during an update, both make what is missing: the second takes what it finds.
func TestCacheTakesWhatAnotherHasMade(t *testing.T) {
	dir, reads := t.TempDir(), 0
	first, second := openShelf(t, dir), openShelf(t, dir)
	one := sample(1, asJPEG(t, scene(100, 80)), &reads)
	for _, s := range []*shelf{first, second} {
		s.Want([]Original{one})
		s.wait(t)
		set, ok := s.Set(one.Key)
		if !ok {
			t.Fatal("there are no versions")
		}
		file, _, ok := s.File(one.Key, set.Modern[0].Name)
		if !ok {
			t.Fatal("a version is not served")
		}
		check(t, file.Close())
	}
	if got := second.folders(t); !slices.Equal(got, []string{one.Key}) {
		t.Errorf("in the folder: %v", got)
	}
}

func TestCacheStopsInTheMiddle(t *testing.T) {
	defer goleak.VerifyNone(t)
	s := openShelf(t, t.TempDir())
	data := asJPEG(t, scene(300, 200))
	s.Want([]Original{{Key: fmt.Sprintf("%024x", 1), Name: "a.jpg", Read: func() ([]byte, error) { s.cancel(); return data, nil }}})
	<-s.done
	if got := s.folders(t); len(got) != 0 {
		t.Errorf("half made: %v", got)
	}
}

func TestCacheNeedsAFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	check(t, os.WriteFile(file, nil, 0o644))
	if _, err := OpenCache(filepath.Join(file, "pictures"), slog.New(slog.DiscardHandler)); err == nil {
		t.Error("a file is a folder")
	}
}
