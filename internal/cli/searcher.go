package cli

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"mendwell/internal/content"
	"mendwell/internal/search"
)

// searcher keeps the search index in step with the library, off the way of any request: a new one is made beside the old
// one and swapped in when it is ready. Until the first is ready there is none.
type searcher struct {
	library func() *content.Library
	log     *slog.Logger
	wake    chan struct{}
	current atomic.Pointer[search.Index]
}

func newSearcher(library func() *content.Library, log *slog.Logger) *searcher {
	return &searcher{library: library, log: log, wake: make(chan struct{}, 1)}
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

// keep makes an index for each library until the context ends.
func (s *searcher) keep(ctx context.Context) {
	var made *content.Library
	for {
		if lib := s.library(); lib != made {
			began := time.Now()
			index := search.Build(lib)
			made = lib
			s.current.Store(index)
			works, entries, words, bytes := index.Size()
			s.log.Debug("search is ready", "took", time.Since(began).Round(time.Millisecond), "works", works, "entries", entries, "words", words, "bytes", bytes)
		}
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
		}
	}
}
