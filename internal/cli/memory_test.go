package cli

import (
	"runtime/debug"
	"testing"
)

// TestOperatorDecidesOnMemory: GOGC wins, and afterwards all is as before. Not parallel: the setting is the process's.
func TestOperatorDecidesOnMemory(t *testing.T) {
	for _, c := range []struct {
		env  []string
		want int
	}{{nil, servingGrowth}, {[]string{"HOME=/", "GOGC=77"}, 150}} {
		before := debug.SetGCPercent(150)
		restore := World{Env: c.env}.collectAt(servingGrowth)
		if got := debug.SetGCPercent(150); got != c.want {
			t.Errorf("with %v: %d, not %d", c.env, got, c.want)
		}
		restore()
		if got := debug.SetGCPercent(before); got != 150 {
			t.Errorf("with %v it is %d afterwards, not 150", c.env, got)
		}
	}
}

// TestRoomForRequests: a small library does not make for many collections, a large one not for much memory.
func TestRoomForRequests(t *testing.T) {
	for _, c := range []struct {
		live uint64 // MiB
		want int    // MiB to the next collection
	}{{0, 96}, {8, 96}, {96, 96}, {192, 96}, {300, 150}} {
		live := c.live << 20
		if got := int(max(live, 4<<20)) * roomyGrowth(live) / 100 >> 20; got < c.want-1 || got > c.want+1 {
			t.Errorf("%d MiB: %d MiB to the next collection, not %d", c.live, got, c.want)
		}
	}
}

// TestReloadsAreNotCollected: while a reload lasts, the heap may grow by its room and more, and then as before. Not
// parallel: the setting is the process's.
func TestReloadsAreNotCollected(t *testing.T) {
	for _, c := range []struct {
		env      []string
		decides  bool
		expected int
	}{{nil, false, 120}, {[]string{"GOGC=120"}, true, 120}} {
		before := debug.SetGCPercent(120)
		over := World{Env: c.env}.collectLater(1 << 40)
		during := debug.SetGCPercent(120)
		debug.SetGCPercent(during)
		if c.decides != (during == 120) || !c.decides && during < 1000 {
			t.Errorf("with %v: %d %% during a reload", c.env, during)
		}
		over()
		if got := debug.SetGCPercent(before); got != c.expected {
			t.Errorf("with %v: %d %% after it", c.env, got)
		}
	}
}

// TestWhatWasSetDuringAReloadStays: the search may be ready while a reload lasts, and has the last word then. Not
// parallel: the setting is the process's.
func TestWhatWasSetDuringAReloadStays(t *testing.T) {
	before := debug.SetGCPercent(120)
	defer debug.SetGCPercent(before)
	over := World{}.collectLater(1 << 40)
	debug.SetGCPercent(77)
	over()
	if got := growth(); got != 77 {
		t.Errorf("%d %% afterwards, not 77", got)
	}
	debug.SetGCPercent(-1)
	World{}.collectLater(1 << 20)()
	if got := growth(); got != -1 {
		t.Errorf("it was off, and is %d %% afterwards", got)
	}
}
