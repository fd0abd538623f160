package cli

import (
	"math"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

// loadingRoom is the heap, in bytes, below which no garbage is collected while a library is read. What is read stays, so
// that a collection finds little to take away, and looks through all there is. 10,000 articles of 1,500 words fit.
const loadingRoom = 320 << 20

// loadingTick is how often a load looks whether there was a collection. Until it does, the heap may grow too far.
const loadingTick = 10 * time.Millisecond

// collectRarely collects rarely while a library is read, unless the operator has set when: below a heap of room bytes not
// at all, beyond it whenever the heap has grown by servingGrowth. over ends that, and may be called more than once.
func (w World) collectRarely(room uint64) (over func()) {
	if w.collects() {
		return func() {}
	}
	seen := []metrics.Sample{{Name: "/gc/cycles/total:gc-cycles"}, {Name: "/gc/heap/live:bytes"}}
	pace := func(last uint64) uint64 {
		metrics.Read(seen)
		cycle := seen[0].Value.Uint64()
		if cycle != last {
			debug.SetGCPercent(loadingGrowth(room, seen[1].Value.Uint64()))
		}
		return cycle
	}
	cycle := pace(math.MaxUint64)
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		tick := time.NewTicker(loadingTick)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				cycle = pace(cycle)
			}
		}
	}()
	return sync.OnceFunc(func() {
		close(stop)
		<-stopped
		debug.SetGCPercent(servingGrowth)
	})
}

// loadingGrowth is how much a heap of live bytes may grow to reach room, in per cent, and never less than servingGrowth.
func loadingGrowth(room, live uint64) int {
	return max(servingGrowth, int(room*100/max(live, 1<<20))-100)
}
