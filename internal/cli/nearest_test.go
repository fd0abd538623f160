package cli

import (
	"slices"
	"testing"
)

func TestNearest(t *testing.T) {
	t.Parallel()
	known := []string{"missing-alt", "missing-date", "reading-level", "tip-gap", "unknown-link"}
	for word, want := range map[string][]string{
		"reading-levl": {"reading-level"},
		"mising-alt":   {"missing-alt"},
		"missing":      {"missing-alt", "missing-date"},
		"level":        {"reading-level"},
		"zebra":        nil,
		"":             nil,
	} {
		if got := nearest(word, known); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}
