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
