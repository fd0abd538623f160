package cli

import (
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strings"
	"sync"
)

// How much a heap may grow until garbage is collected, in per cent.
const (
	// servingGrowth keeps a library of 10,000 articles under 600 MB while it is read, for a few per cent more time.
	servingGrowth = 50
	// passingGrowth is for a command that ends soon: it spares nearly all collections, for twice the memory.
	passingGrowth = 400
)

// servingRoom is what requests may allocate between two collections, in bytes. With a small library the heap would be
// full again after a few thousand requests, and every collection looks through the whole library.
const servingRoom = 96 << 20

// collectAt sets how much the heap may grow, unless the operator has with GOGC, and returns what puts it back.
func (w World) collectAt(growth int) (restore func()) {
	if w.collects() {
		return func() {}
	}
	before := debug.SetGCPercent(growth)
	return func() { debug.SetGCPercent(before) }
}

// collects reports whether the operator decides when garbage is collected.
func (w World) collects() bool {
	return slices.ContainsFunc(w.Env, func(v string) bool { return strings.HasPrefix(v, "GOGC=") })
}

// settleMemory returns what to call when the work of a load is over: it lets the heap grow by servingRoom from there. The
// first time it ends the load's own setting before, and gives back what the load has left behind.
func (w World) settleMemory(loaded func()) func() {
	first := sync.OnceFunc(func() {
		loaded()
		debug.FreeOSMemory() // collects first
	})
	return func() {
		first()
		if !w.collects() {
			debug.SetGCPercent(roomyGrowth(liveBytes()))
		}
	}
}

// reloadRoom is what a reload may allocate before garbage is collected, in bytes: a few changed articles among 10,000
// take a third of it. A collection would go through the whole library while somebody waits for the change.
const reloadRoom = 128 << 20

// collectLater puts the next collection off by room bytes, unless the operator has set when, until over is called.
func (w World) collectLater(room uint64) (over func()) {
	if w.collects() {
		return func() {}
	}
	before := growth()
	during := max(before, 0) + int(room*100/max(liveBytes(), 1<<20))
	debug.SetGCPercent(during)
	return func() {
		if growth() == during { // nobody has set it since
			debug.SetGCPercent(before)
		}
	}
}

// growth is how much the heap may grow until garbage is collected, in per cent; negative: it never is.
func growth() int { return int(metric("/gc/gogc:percent")) }

// liveBytes is what the last collection left, in bytes.
func liveBytes() uint64 { return metric("/gc/heap/live:bytes") }

func metric(name string) uint64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// roomyGrowth is servingRoom in per cent of a heap of so many bytes, and never less than servingGrowth.
func roomyGrowth(live uint64) int {
	return max(servingGrowth, int(servingRoom*100/max(live, 4<<20)))
}
