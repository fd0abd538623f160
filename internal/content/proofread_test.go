package content

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// proofread loads files and returns the findings with a code, as "path:line: message".
func proofread(t *testing.T, code string, files ...string) []string {
	t.Helper()
	files = append(files, "site.yaml", "name: Test\nlanguages: [en, de]\n", "categories/c.md", "---\ntitle: C\n---\n",
		"people/ann.md", "---\nname: Ann\ncredentials: Dr.\n---\n")
	lib, findings := Load(folder(files...), Options{Now: noon(), Proofread: true})
	if len(lib.Everything()) == 0 {
		t.Fatalf("nothing was read: %v", findings)
	}
	var list []string
	for _, f := range findings {
		if f.Code != code {
			continue
		}
		if f.Suggestion == "" {
			t.Errorf("%s has no suggestion", f.Code)
		}
		list = append(list, fmt.Sprintf("%s:%d: %s", f.Path, f.Line, f.Message))
	}
	return list
}

const (
	plainEnglish = "Say what you did. Then wait. If they ask why, tell them. Keep it short and keep it kind. "
	hardEnglish  = "Individuals experiencing considerable interpersonal difficulties frequently underestimate the significance of uninterrupted " +
		"communication, particularly whenever responsibilities accumulate unexpectedly. "
	plainGerman = "Sag, was du getan hast. Dann warte. Wenn die andere Person fragt, sag es ihr. Bleib kurz und bleib nett. "
	hardGerman  = "Voraussetzung gelingender Auseinandersetzungen ist grundsätzlich die wechselseitige Anerkennung unterschiedlicher Bedürfnisse, " +
		"insbesondere hinsichtlich langfristiger Verantwortlichkeiten innerhalb bestehender Partnerschaften. "
)

func TestReadingLevel(t *testing.T) {
	t.Parallel()
	page := func(lang, body string) string {
		return "---\ntitle: A\nsummary: Yes.\ndate: 2026-08-01\ncategory: c\nlang: " + lang + "\n---\n" + body
	}
	for _, c := range []struct {
		name, lang, body string
		want             int
	}{
		{"plain English", "en", strings.Repeat(plainEnglish, 20), 0},
		{"hard English", "en", strings.Repeat(hardEnglish, 10), 1},
		{"plain German", "de", strings.Repeat(plainGerman, 20), 0},
		{"hard German", "de", strings.Repeat(hardGerman, 10), 1},
		{"too short to tell", "en", hardEnglish, 0},
		{"no formula", "fr", strings.Repeat(hardEnglish, 10), 0},
		{"code and headings", "en", strings.Repeat(plainEnglish, 20) + "\n\n```\n" + strings.Repeat(hardEnglish, 20) + "\n```\n\n## " + hardEnglish, 0},
		{"a table", "en", strings.Repeat(plainEnglish, 20) + "\n\n|a|\n|-|\n" + strings.Repeat("|"+hardEnglish+"|\n", 20), 0},
		{"tips", "en", strings.Repeat("## 1. Stay\n\n"+strings.Repeat(hardEnglish, 5)+"\n\n", 3), 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := proofread(t, "reading-level", "a.md", page(c.lang, c.body)); len(got) != c.want {
				t.Errorf("%d findings, want %d: %q", len(got), c.want, got)
			}
		})
	}
}

// TestReadingLevelPointsToSentences: an editor is led to the longest sentences, also behind markup and in a list.
func TestReadingLevelPointsToSentences(t *testing.T) {
	t.Parallel()
	long := strings.TrimSpace(hardEnglish)
	body := strings.Repeat(hardEnglish, 8) + "\n\nShort. **But** *this* one, &amp; so on: " + long[:len(long)-1] + ", " + hardEnglish + "\n\n- Short.\n- " +
		long[:len(long)-1] + ", indeed.\n"
	got := proofread(t, "reading-level", "a.md", "---\ntitle: A\nsummary: Yes.\ndate: 2026-08-01\ncategory: c\n---\n"+body)
	if len(got) != 1 || !strings.HasPrefix(got[0], "a.md:9: ") || !strings.Contains(got[0], "“But this one, & so …” (line 9, column 10; 39 words)") ||
		!strings.Contains(got[0], " and “Individuals experiencing considerable interpersonal difficulties …” (line 12, column 3; 18 words)") || strings.Count(got[0], "“Individuals") != 1 {
		t.Errorf("findings %q", got)
	}
}

func TestSummaries(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, summary, code, want string }{
		{"en", "What to say after a sharp word. It helps both.", "long-summary", ""},
		{"en", "One. Two. Three.", "long-summary", "3 sentences"},
		{"en", strings.Repeat("word ", 45) + "end.", "long-summary", "46 words"},
		{"en", strings.Repeat("longer-words ", 25) + "end.", "long-summary", "329 characters"},
		{"en", "Ask Dr. Weiss, e.g. on Monday. Then rest.", "long-summary", ""},
		{"en", "What was said cannot be taken back.", "passive-summary", `"was said"`},
		{"en", "You are tired and need a pause.", "passive-summary", ""},
		{"de", "Was gesagt wurde, bleibt.", "passive-summary", `"gesagt wurde"`},
		{"de", "Es wird dir helfen.", "passive-summary", ""},
		{"en", `""`, "long-summary", ""},
	} {
		got := proofread(t, c.code, "a.md", "---\ntitle: A\nsummary: "+c.summary+"\nlang: "+c.lang+"\ndate: 2026-08-01\ncategory: c\n---\nText.\n")
		if (c.want != "") != (len(got) == 1) || len(got) == 1 && (!strings.Contains(got[0], c.want) || !strings.HasPrefix(got[0], "a.md:3: ")) {
			t.Errorf("%q: findings %q, want %q", c.summary, got, c.want)
		}
	}
}

func TestReviewDates(t *testing.T) {
	t.Parallel()
	load := func(date, due, seal string) string {
		return "---\ntitle: A\nsummary: Yes.\ndate: 2026-08-01\ncategory: c\nreview: {by: ann, date: " + date + ", due: " + due + ", seal: " + seal + "}\n---\nText.\n"
	}
	lib, _ := Load(folder("a.md", load("2026-08-01", "2027-01-01", "x")), Options{Now: noon()})
	seal := lib.Everything()[0].Seal("ann")
	day := func(n int) string { return noon().AddDate(0, 0, n).Format(time.DateOnly) }
	for _, c := range []struct{ due, seal, code string }{
		{day(60), seal, ""},
		{day(31), seal, ""},
		{day(30), seal, "review-due-soon"},
		{day(0), seal, "review-due-soon"},
		{day(-1), seal, "review-overdue"},
		{day(60), strings.Repeat("0", 64), "review-changed"},
		{day(-1), strings.Repeat("0", 64), "review-changed"},
	} {
		for _, code := range []string{"review-due-soon", "review-overdue", "review-changed"} {
			got := proofread(t, code, "a.md", load("2026-08-01", c.due, c.seal))
			if (code == c.code) != (len(got) == 1) {
				t.Errorf("due %s: %s: %q", c.due, code, got)
			}
		}
	}
}

// TestServingDoesNotProofread: what only an editor wants to know is looked for only when an editor asks.
func TestServingDoesNotProofread(t *testing.T) {
	t.Parallel()
	article := "---\ntitle: Quiet\nsummary: Check his phone every evening.\ndate: 2026-11-20\ncheck_ignore: [{code: guarantee, why: it is a quotation}]\n---\nGive him the silent treatment.\n"
	for code, asked := range map[string]bool{"surveillance": true, "silent-treatment": true, "ignored-nothing": true, "missing-category": false} {
		for _, proofread := range []bool{false, true} {
			_, findings := Load(folder("a.md", article), Options{Now: noon(), Proofread: proofread})
			found := slices.ContainsFunc(findings, func(f Finding) bool { return f.Code == code })
			if want := proofread || !asked; found != want {
				t.Errorf("%s with Proofread %t: found is %t, not %t", code, proofread, found, want)
			}
		}
	}
}
