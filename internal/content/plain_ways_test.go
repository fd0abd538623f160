package content

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Here what was made fast is held against the plain way to say the same.

// TestCountWords: words are what stands between spaces, and half of the characters of scripts without spaces.
func TestCountWords(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("ab, \n\t\u00a0\u2003ü你好한—\xff"))).Draw(t, "text")
		spaced, wide := 0, 0
		for _, f := range strings.Fields(text) {
			other := false
			for _, r := range f {
				if strings.ContainsRune("你好한", r) {
					wide++
				} else {
					other = true
				}
			}
			if other {
				spaced++
			}
		}
		if got, want := countWords(text), spaced+(wide+1)/2; got != want {
			t.Fatalf("%q: %d words, want %d", text, got, want)
		}
	})
}

func TestThreeDigits(t *testing.T) {
	t.Parallel()
	plain := regexp.MustCompile(`[0-9]{3}`)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("0189a/:ü"))).Draw(t, "text")
		if got, want := threeDigits(text), plain.MatchString(text); got != want {
			t.Fatalf("%q: %t, want %t", text, got, want)
		}
	})
}
