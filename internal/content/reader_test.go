package content

import (
	"strings"
	"testing"
)

// TestPlaces: places are right in whatever order they are asked for, and asking for many on one line is cheap.
func TestPlaces(t *testing.T) {
	t.Parallel()
	f := &file{source: source{text: "äb\nçd é" + strings.Repeat("x", 2<<20) + "\nend"}}
	for _, c := range []struct {
		offset int
		want   place
	}{{6, place{2, 2}}, {2, place{1, 2}}, {0, place{1, 1}}, {10, place{2, 5}}, {7, place{2, 3}}, {6, place{2, 2}}, {3, place{1, 3}}} {
		if got := f.at(c.offset); got != c.want {
			t.Errorf("offset %d is at %v, want %v", c.offset, got, c.want)
		}
	}
	for i := 10; i < 2<<20; i++ { // hours, if every place were counted from the start of its line
		f.at(i)
	}
}
