package server

import (
	"slices"
	"testing"

	"mendwell/internal/search"
)

// Whoever is beaten finds the lines for that first, whatever fits the words better; nothing else changes its place.
func TestHelpThatAQueryCallsForComesFirst(t *testing.T) {
	found := []search.Result{{Topic: "sexual-violence"}, {More: 1}, {Topic: "partner-violence"}, {More: 2}, {Topic: "children"}}
	helpFirst(found, []string{"partner-violence", "children"})
	var got []string
	for _, r := range found {
		got = append(got, r.Topic)
	}
	if want := []string{"partner-violence", "children", "sexual-violence", "", ""}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if found[3].More != 1 || found[4].More != 2 {
		t.Error("articles have changed places")
	}
	calm := []search.Result{{More: 1}, {Topic: "children"}}
	if helpFirst(calm, nil); calm[0].More != 1 {
		t.Error("nothing was called for")
	}
}
