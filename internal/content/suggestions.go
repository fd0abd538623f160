package content

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed suggestions.txt
var suggestionTable string

// suggestions are what to do about each kind of finding, by code.
var suggestions = sync.OnceValue(func() map[string]string {
	by := map[string]string{}
	for line := range strings.Lines(suggestionTable) {
		if code, text, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && !strings.HasPrefix(line, "//") {
			by[code] = text
		}
	}
	return by
})

// suggested gives each finding that has no suggestion of its own the one of its kind.
func suggested(list Findings) Findings {
	for i := range list {
		if list[i].Suggestion == "" {
			list[i].Suggestion = suggestions()[list[i].Code]
		}
	}
	return list
}
