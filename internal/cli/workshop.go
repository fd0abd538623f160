package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"mendwell/internal/content"
	"mendwell/internal/server"
)

// workshop keeps, in dev mode, what the last save has come to. Only the goroutine that loads may call note.
type workshop struct {
	began   time.Time
	count   int
	before  *content.Library        // what was read last
	spots   map[string]content.Spot // where each file stood that was read without error before it was broken
	next    chan struct{}
	current atomic.Pointer[server.Bench]
}

func newWorkshop(began time.Time) *workshop {
	w := &workshop{began: began, spots: map[string]content.Spot{}}
	w.put(&server.Bench{})
	return w
}

// bench is what the server asks for.
func (w *workshop) bench() *server.Bench { return w.current.Load() }

// note takes down what a load has found. lib is what was read, also where it was refused.
func (w *workshop) note(lib *content.Library, findings content.Findings, refused error) {
	advice, complete := lib.Advice()
	bench := &server.Bench{Findings: findings.And(advice), Proofreading: !complete}
	if refused != nil {
		bench.Refused = refused.Error()
	}
	spots := map[string]content.Spot{}
	for _, f := range findings {
		if f.Level != content.LevelError {
			continue
		}
		if _, said := spots[f.Path]; said || reads(lib, f.Path) != nil {
			continue
		}
		spots[f.Path] = w.spot(lib, f.Path)
		bench.Broken = append(bench.Broken, server.Broken{File: f.Path, Spot: spots[f.Path]})
	}
	w.before, w.spots = lib, spots
	w.put(bench)
}

// spot is where a file stood before it was broken, or else where it belongs.
func (w *workshop) spot(lib *content.Library, file string) content.Spot {
	if spot, known := w.spots[file]; known {
		return spot
	}
	if w.before != nil {
		if a := reads(w.before, file); a != nil {
			return content.Spot{Lang: a.Lang, Slug: a.Slug}
		}
	}
	return lib.Spot(file)
}

// reads returns what a library has read from a file; nil: no article.
func reads(lib *content.Library, file string) *content.Article {
	all := lib.Everything()
	i, found := slices.BinarySearchFunc(all, file, func(a *content.Article, file string) int { return strings.Compare(a.Path, file) })
	if !found {
		return nil
	}
	return all[i]
}

// turn says that the same files show something else, because time has passed.
func (w *workshop) turn() {
	bench := *w.bench()
	w.put(&bench)
}

func (w *workshop) put(bench *server.Bench) {
	w.count++
	bench.State = strconv.FormatInt(w.began.UnixNano(), 36) + fmt.Sprintf("-%d", w.count)
	before, next := w.next, make(chan struct{})
	bench.Next, w.next = next, next
	w.current.Store(bench)
	if before != nil {
		close(before)
	}
}
