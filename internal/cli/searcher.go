package cli

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"mendwell/internal/content"
	"mendwell/internal/search"
)

// searcher keeps the search index in step with the library, off the way of any request: a new one is made beside the old
// one and swapped in when it is ready. Until the first is ready there is none. A large index is kept in a file, so that a
// start on an unchanged folder reads it instead of all texts.
type searcher struct {
	library func() *content.Library
	log     *slog.Logger
	file    string // "": it is not kept
	version string // of the program
	wake    chan struct{}
	anew    func() // many texts are to be read for an index
	ready   func() // an index is in use, and the work of a load is over
	current atomic.Pointer[search.Index]
}

// pageFirst is how long nothing must have changed before the search follows: whoever has made a change looks at the page
// first, and every processor is needed for that. Where changes do not end, it follows after searchAnyway.
const (
	pageFirst    = 300 * time.Millisecond
	searchAnyway = 3 * time.Second
)

// indexFile is the index in the data folder. It may be deleted at any time.
const indexFile = "search.index"

func newSearcher(library func() *content.Library, anew, ready func(), log *slog.Logger, data string) *searcher {
	return &searcher{
		library: library, anew: anew, ready: ready, log: log, file: filepath.Join(data, indexFile), version: programVersion(), wake: make(chan struct{}, 1),
	}
}

// Current is the index to ask, or nil.
func (s *searcher) Current() *search.Index { return s.current.Load() }

// changed says that there is another library. It never waits: a call that is still to be answered covers this one too.
func (s *searcher) changed() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// keep makes an index for each library until the context ends. The first one takes over what it can from an index of an
// earlier start, if there is one.
func (s *searcher) keep(ctx context.Context, index *search.Index) {
	var made *content.Library
	for {
		if lib := s.library(); lib != made {
			began := time.Now()
			fresh, err := search.BuildContext(ctx, lib, index, s.anew)
			if err != nil {
				return // the site ends, and need not wait for this
			}
			index, made = fresh, lib
			s.current.Store(index)
			works, entries, words, bytes := index.Size()
			s.log.Debug("search is ready", "took", time.Since(began).Round(time.Millisecond), "works", works, "entries", entries, "words", words, "bytes", bytes)
			if index.WorthKeeping() {
				if err := s.store(index); err != nil {
					s.log.Warn("the search index is not kept, and the next start makes it anew: " + err.Error())
				}
			}
			s.ready()
		}
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
		}
		s.rest(ctx) // until then the index of before answers
	}
}

// rest returns when nothing has changed for a while, or changes have gone on for long, or the context ends.
func (s *searcher) rest(ctx context.Context) {
	quiet, anyway := time.NewTimer(pageFirst), time.NewTimer(searchAnyway)
	defer quiet.Stop()
	defer anyway.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-quiet.C:
			return
		case <-anyway.C:
			return
		case <-s.wake:
			quiet.Reset(pageFirst)
		}
	}
}

// restore reads the index of an earlier start. Nil: there is none that this program can use; what is there goes.
func (s *searcher) restore() *search.Index {
	s.sweep()
	data, err := os.ReadFile(s.file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var index *search.Index
	if err == nil {
		index, err = search.Decode(data, s.version)
	}
	if err != nil {
		s.log.Debug("the kept search index is made anew: " + err.Error())
		_ = os.Remove(s.file) // or else it is written over
		return nil
	}
	return index
}

// leftOver is the age at which nobody writes a file any more: that takes seconds.
const leftOver = time.Hour

// sweep removes what those have left behind who were killed while they wrote. What cannot be removed may stay.
func (s *searcher) sweep() {
	files, _ := filepath.Glob(s.file + ".*")
	for _, file := range files {
		if info, err := os.Stat(file); err == nil && time.Since(info.ModTime()) > leftOver {
			_ = os.Remove(file)
		}
	}
}

// store writes the index beside the old file and puts it in its place, so that there is a whole one at any time. Another
// process may do the same, as during an update: each writes a file of its own, and the last one's stays.
func (s *searcher) store(index *search.Index) error {
	f, err := os.CreateTemp(filepath.Dir(s.file), indexFile+".*")
	if err != nil {
		return err
	}
	err = index.Encode(f, s.version)
	if err == nil {
		err = f.Sync() // a name must not come before what it names
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), s.file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
