package markdown

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestJustWords: what is taken for its own markup is what would be rendered.
func TestJustWords(t *testing.T) {
	t.Parallel()
	quick := 0
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
			"word", "Two words", " ", "  ", ".", ",", "...", "--", "---", "-", "'", "(c)", "1", "1.", "12)", "(", ")", ";", "?", "!", "www", "www.", "example.org", "http", "a.b", "\n", "*", "ä", "&", "<", ":", "x'y",
		}), 1, 12).Draw(t, "parts"), "")
		if !justWords(text) {
			return
		}
		quick++
		if got, err := renderSnippet(text, ArticleOptions{}); err != nil || string(got) != text {
			t.Fatalf("%q is rendered as %q (%v)", text, got, err)
		}
	})
	if quick == 0 {
		t.Error("nothing was taken for its own markup")
	}
}

// TestMayNest: no line with marks inside each other is passed over.
func TestMayNest(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		line := []byte(rapid.StringOf(rapid.SampledFrom([]rune(" \t>-+*:1.)[^]aä"))).Draw(t, "line"))
		if len(nesting.Find(line)) > 0 && !mayNest(line) {
			t.Fatalf("%q is passed over", line)
		}
	})
}
