package content

import (
	"fmt"
	"testing"
)

// TestSealCoversWhatReadersSee changes one thing that a reader sees; another seal must come of it.
func TestSealCoversWhatReadersSee(t *testing.T) {
	t.Parallel()
	seal := func(front, body string) string {
		lib, findings := Load(folder("a.md", fmt.Sprintf(article, "A", "2026-08-01", front, body)), Options{Now: noon()})
		a, ok := lib.Article("en", "a")
		if !ok {
			t.Fatalf("no article: %v", findings)
		}
		return a.Seal()
	}
	for _, c := range []struct{ front, body, otherFront, other string }{
		{"takeaways: Take 400 mg.", "x", "takeaways: Take 900 mg.", "x"},
		{"", "<div>Take 400 mg</div>", "", "<div>Take 900 mg</div>"},
		{"", "See <a href=1>this</a>.", "", "See <a href=9>this</a>."},
		{"", "Do ~~not~~ drink.", "", "Do not drink."},
		{"", "> [!TIP]\n> Run.", "", "> [!WARNING]\n> Run."},
		{"", "7. a", "", "1. a"},
		{"", "## 1. A\n\nx\n\n## 2. B\n\nx\n\n## 3. C\n\nx", "", "## 1. A\n\nx\n\n## 2. B\n\nx\n\n## 4. C\n\nx"},
	} {
		if seal(c.front, c.body) == seal(c.otherFront, c.other) {
			t.Errorf("%s %q has the seal of %s %q", c.front, c.body, c.otherFront, c.other)
		}
	}
	if seal("", "Text one. <!-- a -->") != seal("tags: [x]", "Text  one. <!-- b -->{#id}") {
		t.Errorf("a comment or an id changes the seal")
	}
}
