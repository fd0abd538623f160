package picture

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"time"
)

// Cache keeps the versions of originals in a folder, one folder for each Key. They are made by Work, one original after
// the other, and never change: what is there is whole. All methods may be called at any time, by anybody.
type Cache struct {
	dir string
	log *slog.Logger

	mu     sync.Mutex
	sets   map[string]*Set
	wanted []Original
	failed map[string]bool // by key: cannot be decoded, so it is not tried again
	call   chan struct{}   // somebody wants something
}

// Original is a picture that versions are wanted of. Read returns its bytes; it is called by Work.
type Original struct {
	Key, Name string
	Read      func() ([]byte, error)
}

const setFile = "set.json"

var ours = regexp.MustCompile(`^[0-9a-f]{24}$`)

// unfinished begins the names of folders that are being filled.
const unfinished = "making-"

// leftOver is the age at which nobody fills a folder any more: that takes seconds. A younger one may belong to another
// process on the same data, as during an update.
const leftOver = time.Hour

// OpenCache opens a folder of versions, makes it if there is none, and clears away what was left half made
// more than an hour ago: the next start removes what this one must spare.
func OpenCache(dir string, log *slog.Logger) (*Cache, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("open the folder of pictures: %w", err)
	}
	c := &Cache{dir: dir, log: log, sets: map[string]*Set{}, failed: map[string]bool{}, call: make(chan struct{}, 1)}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("open the folder of pictures: %w", err)
	}
	for _, e := range entries {
		half, _ := filepath.Match(unfinished+"*", e.Name())
		switch {
		case half:
			if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > leftOver {
				c.remove(e.Name())
			}
		case ours.MatchString(e.Name()):
			set, err := c.readSet(e.Name())
			if err != nil {
				c.log.Warn("versions of a picture are damaged and will be made again", "key", e.Name(), "error", err)
				c.remove(e.Name())
				continue
			}
			c.sets[e.Name()] = set
		}
	}
	return c, nil
}

// readSet reads what was made of an original and looks whether all of it is there.
func (c *Cache) readSet(key string) (*Set, error) {
	data, err := os.ReadFile(filepath.Join(c.dir, key, setFile))
	if err != nil {
		return nil, err
	}
	set := new(Set)
	if err := json.Unmarshal(data, set); err != nil {
		return nil, err
	}
	for _, v := range slices.Concat(set.Modern, set.Plain) {
		info, err := os.Stat(filepath.Join(c.dir, key, filepath.Base(v.Name)))
		if err != nil {
			return nil, err
		}
		if info.Size() != int64(v.Bytes) {
			return nil, fmt.Errorf("%s is not as long as it was", v.Name)
		}
	}
	return set, nil
}

// Set returns the versions of an original, if they are ready.
func (c *Cache) Set(key string) (*Set, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	set, ok := c.sets[key]
	return set, ok
}

// File opens one version; the caller closes it. False: there is none of that name. Only names that a Set lists lead to
// a file.
func (c *Cache) File(key, name string) (file io.ReadSeekCloser, mediaType string, ok bool) {
	set, ok := c.Set(key)
	if !ok {
		return nil, "", false
	}
	for _, v := range slices.Concat(set.Modern, set.Plain) {
		if v.Name == name {
			f, err := os.Open(filepath.Join(c.dir, key, name))
			if err != nil {
				c.log.Error("a version of a picture is gone; it is made again at the next start", "error", err)
				return nil, "", false
			}
			return f, v.Type, true
		}
	}
	return nil, "", false
}

// Want says which originals there are now. Work makes what is missing and removes the versions of all others.
func (c *Cache) Want(list []Original) {
	c.mu.Lock()
	c.wanted = list
	c.mu.Unlock()
	select {
	case c.call <- struct{}{}:
	default:
	}
}

// between is how long readers of a site with many new pictures wait at most until those that are ready are shown.
const between = 20 * time.Second

// Work makes what is wanted until the context ends. It calls ready when new versions can be shown: after the last one,
// and now and then before. Only one goroutine may call it.
func (c *Cache) Work(ctx context.Context, ready func()) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-c.call:
		}
		made, told := 0, time.Now()
		for ctx.Err() == nil {
			o, ok := c.next()
			if !ok {
				break
			}
			if !c.add(ctx, o) {
				continue
			}
			if made++; time.Since(told) > between {
				ready()
				told = time.Now()
			}
		}
		if ctx.Err() != nil {
			return
		}
		c.prune()
		if made > 0 {
			ready()
		}
	}
}

// next takes the next original of which nothing is there off the list.
func (c *Cache) next() (Original, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, o := range c.wanted {
		if c.sets[o.Key] == nil && !c.failed[o.Key] && o.Read != nil {
			c.wanted = slices.Clone(c.wanted)
			c.wanted[i].Read = nil // tried; it stays on the list as something to keep
			return o, true
		}
	}
	return Original{}, false
}

// add makes the versions of one original. False: there are none, and the page goes on showing the original.
func (c *Cache) add(ctx context.Context, o Original) bool {
	start := time.Now()
	set, err := c.make(ctx, o)
	if ctx.Err() != nil {
		return false
	}
	if err != nil {
		for _, lasting := range []error{ErrBroken, ErrKind, ErrCoding, ErrTooLarge, ErrTooHeavy} {
			if errors.Is(err, lasting) {
				c.mu.Lock()
				c.failed[o.Key] = true
				c.mu.Unlock()
			}
		}
		c.log.Warn("no smaller versions of a picture: the page shows it as it is", "picture", o.Name, "error", err)
		return false
	}
	c.mu.Lock()
	c.sets[o.Key] = set
	c.mu.Unlock()
	c.log.Info("picture made ready", "picture", o.Name, "versions", len(set.Modern)+len(set.Plain), "took", time.Since(start).Round(time.Millisecond))
	return true
}

// make fills a folder and gives it its name when all is in it, so that a crash leaves no half of anything.
func (c *Cache) make(ctx context.Context, o Original) (*Set, error) {
	original, err := o.Read()
	if err != nil {
		return nil, err
	}
	set, files, err := Make(ctx, original)
	if err != nil {
		return nil, err
	}
	if files[setFile], err = json.Marshal(set); err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp(c.dir, unfinished)
	if err != nil {
		return nil, err
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return nil, errors.Join(err, os.RemoveAll(dir))
		}
	}
	if err := os.Rename(dir, filepath.Join(c.dir, o.Key)); err != nil {
		err = errors.Join(err, os.RemoveAll(dir))
		if theirs, none := c.readSet(o.Key); none == nil { // another process was quicker
			return theirs, nil
		}
		return nil, err
	}
	return set, nil
}

// prune removes the versions of originals that nobody wants any more.
func (c *Cache) prune() {
	c.mu.Lock()
	keep := map[string]bool{}
	for _, o := range c.wanted {
		keep[o.Key] = true
	}
	var gone []string
	for key := range c.sets {
		if !keep[key] {
			gone = append(gone, key)
			delete(c.sets, key)
		}
	}
	c.mu.Unlock()
	for _, key := range gone {
		c.remove(key)
	}
}

func (c *Cache) remove(name string) {
	if err := os.RemoveAll(filepath.Join(c.dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		c.log.Warn("old versions of a picture are still there", "error", err)
	}
}
