package content

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

// TestSum: a text that differs in whatever an editor may change has another sum.
func TestSum(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.Byte(), 1, 300).Draw(t, "text")
		other := bytes.Clone(text)
		switch at := rapid.IntRange(0, len(text)-1).Draw(t, "at"); rapid.IntRange(0, 2).Draw(t, "change") {
		case 0:
			other[at] ^= rapid.ByteRange(1, 255).Draw(t, "other")
		case 1:
			other = append(other[:at], other[at+1:]...)
		default:
			other[0], other[at] = other[at], other[0]
		}
		if same := bytes.Equal(text, other); same != (sumOf(text) == sumOf(other)) || same != bytes.Equal(sumOf(text).appendTo(nil), sumOf(other).appendTo(nil)) {
			t.Fatalf("%q and %q have the sums %v and %v", text, other, sumOf(text), sumOf(other))
		}
	})
}
