package cli

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// loadingRoom is the heap, in bytes, below which no garbage is collected while a library is read. What is read stays, so
// that a collection finds little to take away, and looks through all there is. 10,000 articles leave half of it in use.
const loadingRoom = 320 << 20

// loading collects rarely while a library is read: below a heap of room bytes not at all, beyond it whenever the heap has
// grown by servingGrowth.
type loading struct {
	room uint64
	mu   sync.Mutex
	over bool
}

// collectRarely begins a load, unless the operator has set when garbage is collected. over ends it, and may be called
// more than once.
func (w World) collectRarely(room uint64) (over func()) {
	if w.collects() {
		return func() {}
	}
	l := &loading{room: room}
	l.pace()
	return l.end
}

// pace sets when to collect next, and does so again after each collection.
func (l *loading) pace() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.over {
		return
	}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	debug.SetGCPercent(loadingGrowth(l.room, live[0].Value.Uint64()))
	runtime.AddCleanup(&collected{}, (*loading).pace, l)
}

// loadingGrowth is how much a heap of live bytes may grow to reach room, in per cent, and never less than servingGrowth.
func loadingGrowth(room, live uint64) int {
	return max(servingGrowth, int(room*100/max(live, 1<<20))-100)
}

// collected is of no use, so that the next collection finds it. A pointer keeps it out of memory shared with others.
type collected struct{ _ *collected }

func (l *loading) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.over {
		l.over = true
		debug.SetGCPercent(servingGrowth)
	}
}
