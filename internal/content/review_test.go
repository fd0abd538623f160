package content

import (
	"fmt"
	"slices"
	"strings"
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
		return a.Seal("weiss")
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

// TestSealLeavesOutWhatIsNoAdvice changes what a reviewer does not vouch for; the seal must stay.
func TestSealLeavesOutWhatIsNoAdvice(t *testing.T) {
	t.Parallel()
	seal := func(front, body string) string {
		lib, findings := Load(folder("a.md", fmt.Sprintf(article, "A", "2026-08-01", front, body)), Options{Now: noon()})
		a, ok := lib.Article("en", "a")
		if !ok {
			t.Fatalf("no article: %v", findings)
		}
		return a.Seal("weiss")
	}
	for name, c := range map[string][4]string{
		"a tag":               {"tags: [one]", "Text.", "tags: [two, three]", "Text."},
		"the date of change":  {"", "Text.", "updated: 2026-09-01", "Text."},
		"a lead picture":      {"", "Text.", "image: https://example.org/a.jpg\nimage_alt: A bowl", "Text."},
		"a figure's file":     {"", "Text.\n\n![A bowl](a.png)\n\nMore.", "", "Text.\n\n![A bowl](b.png)\n\nMore."},
		"a figure's alt text": {"", "Text.\n\n![A bowl](a.png)\n\nMore.", "", "Text.\n\n![A mended bowl](a.png)\n\nMore."},
		"a figure's credit":   {"", "Text.\n\n![A bowl](a.png \"Photo by A\")\n\nMore.", "", "Text.\n\n![A bowl](a.png)\n\nMore."},
		"a picture in a line": {"", "Text ![x](a.png) more.", "", "Text ![y](b.png) more."},
		"the review itself":   {"", "Text.", "review: {by: x, date: 2026-01-01, due: 2027-01-01, seal: ff}", "Text."},
		"white space":         {"", "One two.\n\nThree.", "", "One\ntwo.\n\n\nThree. "},
	} {
		if seal(c[0], c[1]) != seal(c[2], c[3]) {
			t.Errorf("%s breaks the seal", name)
		}
	}
	for name, c := range map[string][2]string{
		"a letter":        {"Stay calm.", "Stay balm."},
		"a link's target": {"See [this](https://example.org/a).", "See [this](https://example.org/b)."},
		"a number's link": {"[Call](tel:116123)", "[Call](tel:116124)"},
		"a footnote":      {"Text.[^1]\n\n[^1]: Wait a day.", "Text.[^1]\n\n[^1]: Wait a week."},
		"a table's cell":  {"| a |\n|---|\n| one |", "| a |\n|---|\n| two |"},
		"a question":      {"## FAQ\n\n### Is it safe?\n\nNo.", "## FAQ\n\n### Is it safe?\n\nYes."},
		"a definition":    {"Term\n: Sense.", "Term\n: Nonsense."},
		"a box":           {"> [!TRY] Breathe\n> Ten times.", "> [!TRY] Breathe\n> Two times."},
		"what is struck":  {"- ~~Wait~~", "- Wait"},
		"order":           {"One.\n\nTwo.", "Two.\n\nOne."},
		"code":            {"`a`", "`b`"},
		"where it breaks": {"Mayday.", "May day."},
	} {
		if seal("", c[0]) == seal("", c[1]) {
			t.Errorf("%s does not count", name)
		}
	}
}

func TestWhoMayReview(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		review string
		state  ReviewState
		credit Role
		code   string
	}{
		"somebody qualified":     {"{by: weiss, date: 2026-08-01, due: 2027-08-01, seal: SEAL}", ReviewHolds, RoleReviewer, ""},
		"another text":           {"{by: weiss, date: 2026-08-01, due: 2027-08-01, seal: ff}", ReviewChanged, RoleReviewer, ""},
		"too long ago":           {"{by: weiss, date: 2024-08-01, due: 2025-08-01, seal: SEAL}", ReviewOverdue, RoleReviewer, ""},
		"nobody signed":          {"{by: weiss, date: 2026-08-01, due: 2027-08-01}", ReviewNone, RoleReviewer, "review-unsealed"},
		"without credentials":    {"{by: ann, date: 2026-08-01, due: 2027-08-01, seal: SEAL}", ReviewNone, RoleEditor, "reviewer-credentials"},
		"the author":             {"{by: writer, date: 2026-08-01, due: 2027-08-01, seal: SEAL}", ReviewNone, "", "reviewer-wrote-it"},
		"nobody":                 {"{date: 2026-08-01, due: 2027-08-01, seal: SEAL}", ReviewNone, "", "unknown-person"},
		"signed by another":      {"{by: other, date: 2026-08-01, due: 2027-08-01, seal: SEAL}", ReviewChanged, RoleReviewer, ""},
		"somebody who is not us": {"{by: stranger, date: 2026-08-01, due: 2027-08-01, seal: SEAL}", ReviewNone, "", "unknown-person"},
	} {
		load := func(review string) (*Article, Findings) {
			fsys := folder("a.md", fmt.Sprintf(article, "A", "2026-08-01", "authors: writer\nreview: "+review, "Stay calm."),
				"people/weiss.md", "---\nname: Dr Weiss\ncredentials: Dr. phil.\n---\nBio.", "people/other.md", "---\nname: Other\ncredentials: MD\n---\nBio.", "people/ann.md", "---\nname: Ann\n---\nBio.",
				"people/writer.md", "---\nname: Writer\ncredentials: Dr. phil.\n---\nBio.")
			lib, findings := Load(fsys, Options{Now: noon()})
			a, ok := lib.Article("en", "a")
			if !ok {
				t.Fatalf("no article: %v", findings)
			}
			return a, findings
		}
		a, _ := load("{}")
		a, findings := load(strings.ReplaceAll(c.review, "SEAL", a.Seal("weiss")))
		if got := a.ReviewState(noon()); got != c.state {
			t.Errorf("%s: %q", name, got)
		}
		var role Role
		for _, x := range a.Credits {
			role = x.Role
		}
		if role != c.credit {
			t.Errorf("%s: credited as %q", name, role)
		}
		if found := slices.ContainsFunc(findings, func(f Finding) bool { return f.Code == c.code }); found != (c.code != "") {
			t.Errorf("%s: %v", name, findings)
		}
	}
}
