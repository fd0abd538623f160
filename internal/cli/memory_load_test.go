package cli

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// TestLoadingCollectsRarely: while a library is read, the heap may grow to a size, whatever it holds already; then all is
// as it is while serving. Not parallel: the setting is the process's.
func TestLoadingCollectsRarely(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	over := World{}.collectRarely(64 << 30)
	first := debug.SetGCPercent(1) // as if it had never been set
	if first < 1000 {
		t.Errorf("at first %d %%", first)
	}
	deadline := time.Now().Add(time.Minute)
	for again := 1; again == 1; {
		if time.Now().After(deadline) {
			t.Fatal("nothing is set after a collection")
		}
		runtime.GC()
		runtime.Gosched()
		if again = debug.SetGCPercent(1); again != 1 && again < 1000 {
			t.Errorf("after a collection %d %%", again)
		}
	}
	over()
	if got := debug.SetGCPercent(100); got != servingGrowth {
		t.Errorf("afterwards %d %%", got)
	}
	runtime.GC()
	over()
	if got := debug.SetGCPercent(100); got != 100 {
		t.Errorf("it is set to %d %% once more", got)
	}
}

func TestOperatorDecidesOnLoading(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(77))
	over := World{Env: []string{"GOGC=77"}}.collectRarely(64 << 30)
	if got := debug.SetGCPercent(77); got != 77 {
		t.Errorf("%d %%", got)
	}
	over()
	if got := debug.SetGCPercent(77); got != 77 {
		t.Errorf("%d %% afterwards", got)
	}
}

func TestLoadingGrowth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		live uint64 // MiB
		want int    // MiB at the next collection
	}{{0, 320}, {4, 320}, {160, 320}, {300, 450}} {
		live := max(c.live<<20, 1<<20)
		if got := int(live) * (100 + loadingGrowth(320<<20, live)) / 100 >> 20; got < c.want-4 || got > c.want {
			t.Errorf("%d MiB: %d MiB at the next collection, not %d", c.live, got, c.want)
		}
	}
}
