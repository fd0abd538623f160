package cli

import (
	"fmt"
	"strconv"
	"sync/atomic"
	"time"

	"mendwell/internal/content"
	"mendwell/internal/server"
)

// workshop keeps, in dev mode, what the last save has come to. Only the goroutine that loads may call note.
type workshop struct {
	began   time.Time
	count   int
	spots   map[string]content.Spot // where each file stood that was ever read without error
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
	bench := &server.Bench{Findings: findings}
	if refused != nil {
		bench.Refused = refused.Error()
	}
	served := map[string]bool{}
	for _, a := range lib.Everything() {
		served[a.Path] = true
		w.spots[a.Path] = content.Spot{Lang: a.Lang, Slug: a.Slug}
	}
	for _, f := range findings {
		if f.Level != content.LevelError || served[f.Path] {
			continue
		}
		served[f.Path] = true // once is enough
		spot, known := w.spots[f.Path]
		if !known {
			spot = lib.Spot(f.Path)
		}
		bench.Broken = append(bench.Broken, server.Broken{File: f.Path, Spot: spot})
	}
	w.put(bench)
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
