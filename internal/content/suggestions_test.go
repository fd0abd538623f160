package content

import (
	"slices"
	"strings"
	"testing"

	"mendwell/internal/care"
)

// TestEveryKindOfFindingHasASuggestion: an editor is told what is wrong, and what to do about it.
func TestEveryKindOfFindingHasASuggestion(t *testing.T) {
	t.Parallel()
	known := suggestions()
	for _, code := range Codes() {
		text := known[code]
		if i := slices.IndexFunc(care.Rules(), func(r *care.Rule) bool { return r.Code == code }); i >= 0 {
			if text != "" {
				t.Errorf("%s has its suggestion in the table of care", code)
			}
			text = care.Rules()[i].Instead
		}
		if !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, `."`) && !strings.HasSuffix(text, `".`) {
			t.Errorf("%s: the suggestion is no sentence: %q", code, text)
		}
	}
	for code := range known {
		if !slices.Contains(Codes(), code) {
			t.Errorf("suggestions.txt has %q, and there is no such finding", code)
		}
	}
}

// TestFindingsCarryASuggestion: of an article, of the site and of a help file.
func TestFindingsCarryASuggestion(t *testing.T) {
	t.Parallel()
	_, findings := Load(folder(
		"a.md", "---\ntitle: 15 ways\nupdated: 2026-01-01\ndate: 2026-08-01\nsensitive: [weather]\nreviewers: [nobody]\ncolour: red\n---\n\n[Gone](/articles/gone). Check his phone. Studies show it.\n",
		"help/de.yaml", "country: XX\n"), Options{Now: noon(), Proofread: true})
	codes := map[string]bool{}
	for _, f := range findings {
		codes[f.Code] = true
		if f.Suggestion == "" {
			t.Errorf("%s: %s has no suggestion", f.Path, f.Code)
		}
	}
	for _, code := range []string{"missing-site", "missing-summary", "date-order", "promised-count", "sensitive-not-for", "unknown-help-topic",
		"unknown-person", "unknown-link", "unknown-key", "unknown-country", "surveillance", "unsourced-study"} {
		if !codes[code] {
			t.Errorf("nothing is said of %s", code)
		}
	}
}
