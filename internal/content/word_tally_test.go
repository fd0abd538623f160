package content

import (
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// TestWordTally: words that are counted eight bytes at a time are those that are counted one by one.
func TestWordTally(t *testing.T) {
	t.Parallel()
	slow := func(text string) (n wordTally) {
		inside := false
		for _, r := range text {
			switch {
			case unicode.IsSpace(r):
				inside = false
			case unicode.In(r, unicode.Han):
				n.wide++
			default:
				if !inside {
					n.spaced++
				}
				inside = true
			}
		}
		return n
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.OneOf(rapid.SampledFrom([]rune("a b\t\n\v\f\r\x00\x08\x0e\x1f!~ä字\u0085\u00a0\u2003")), rapid.RuneFrom(nil, unicode.Latin, unicode.White_Space))).Draw(t, "text")
		var quick wordTally
		if quick.add(text); quick != slow(text) {
			t.Fatalf("%q has %+v words, and eight bytes at a time %+v", text, slow(text), quick)
		}
	})
	for c := range rune(0x80) {
		if text := "ab" + string(c) + "cdefgh"; countWords(text) != slow(text).spaced {
			t.Errorf("%q has %d words", text, countWords(text))
		}
	}
}
