package server_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"mendwell/internal/content"
)

// reviewed is a site with one article whose review is signed for a text, by somebody sample or not.
func reviewed(t *testing.T, sample, body string) fstest.MapFS {
	t.Helper()
	const front = "title: Quiet\nsummary: How to be quiet.\ncategory: repair\nauthors: [ada]\ndate: 2026-09-01\nfeatured: true\n"
	files := folder()
	files["people/weiss.md"] = &fstest.MapFile{Data: []byte("---\nname: Dr Weiss\ncredentials: Dr. phil.\nsample: " + sample + "\n---\nReads closely.\n")}
	files["quiet.md"] = article(front, "Breathe slowly.\n")
	lib, _ := content.Load(files, content.Options{Now: time.Date(2026, 11, 12, 0, 0, 0, 0, time.UTC)})
	a, ok := lib.Article("en", "quiet")
	if !ok {
		t.Fatal("no article")
	}
	files["quiet.md"] = article(front+fmt.Sprintf("review: {by: weiss, date: 2026-10-01, due: 2026-12-01, seal: %s}\n", a.Seal("weiss")), body)
	return files
}

func TestReviewSaysItselfWhetherItHolds(t *testing.T) {
	for _, c := range []struct {
		name, sample, body string
		pass               time.Duration
		trust, mark        string
	}{
		{"holds", "false", "Breathe slowly.\n", 0, "Expert reviewed by Dr Weiss (Dr. phil.) · 1 Oct 2026 · next review due 1 Dec 2026", "Expert reviewed"},
		{"holds on the last day", "false", "Breathe slowly.\n", 19 * 24 * time.Hour, "Expert reviewed by Dr Weiss (Dr. phil.) · 1 Oct 2026 · next review due 1 Dec 2026", "Expert reviewed"},
		{"is overdue", "false", "Breathe slowly.\n", 20 * 24 * time.Hour, "Review by Dr Weiss overdue since 1 Dec 2026", ""},
		{"has lapsed", "false", "Breathe slower.\n", 0, "Changed since the review of 1 Oct 2026 by Dr Weiss", ""},
		{"sample", "true", "Breathe slowly.\n", 0, "Sample review by Dr Weiss (Dr. phil.) · 1 Oct 2026 · next review due 1 Dec 2026", "Sample review"},
		{"sample, overdue", "true", "Breathe slowly.\n", 20 * 24 * time.Hour, "Sample review by Dr Weiss overdue since 1 Dec 2026", ""},
		{"sample, lapsed", "true", "Breathe slower.\n", 0, "Changed since the sample review of 1 Oct 2026 by Dr Weiss", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := open(t, reviewed(t, c.sample, c.body), nil)
			h.clock.pass(c.pass)
			b := h.browser()
			page := b.get("/articles/quiet").wants(200).page()
			line := page.Find(".trust").Find(".checked, .lapsed")
			if got := strings.Join(strings.Fields(line.Text()), " "); got != c.trust {
				t.Errorf("trust line %q", got)
			}
			if c.sample == "true" && strings.Contains(strings.ToLower(page.Text()), "expert review") {
				t.Error("an invented person's review is called an expert's")
			}
			for _, path := range []string{"/", "/articles", "/categories/repair"} {
				marks := b.get(path).wants(200).page().Find(".checked")
				if got := text(marks.First()); got != c.mark || c.mark == "" && marks.Length() > 0 {
					t.Errorf("%s marks it %q", path, got)
				}
			}
			record := b.get("/people/weiss").wants(200).page().Find("#work-expert").Parent()
			if got := strings.Join(strings.Fields(record.Find(".checked, .lapsed").Text()), " "); got == "" || strings.Contains(c.trust, "overdue") != strings.Contains(got, "overdue") || !strings.Contains(got, "Dr Weiss") {
				t.Errorf("the reviewer's page says %q", got)
			}
			de := b.get("/de/articles/quiet").wants(200).page().Find(".trust").Find(".checked, .lapsed").Text()
			if strings.Contains(de, "eview") || !strings.Contains(strings.ToLower(de), "prüf") || !strings.Contains(de, "Dr Weiss") {
				t.Errorf("in German: %q", de)
			}
		})
	}
}

func TestRecordOfAPersonSaysWhen(t *testing.T) {
	h := open(t, folder(), nil)
	doc := h.browser().get("/people/ada").wants(200).page()
	work := doc.Find("#work-author").Parent()
	if work.Find("time[datetime^='2026-']").Length() != work.Find(".card").Length() || work.Find(".card").Length() == 0 {
		t.Errorf("%d dates on %d articles", work.Find("time").Length(), work.Find(".card").Length())
	}
}

// What was corrected last is what a reader who comes back needs first, above the text and below it, in files of any order.
func TestCorrectionsStandNewestFirst(t *testing.T) {
	files := folder()
	files["mended.md"] = article("title: Mended\nsummary: x.\ncategory: repair\nauthors: [ada]\ndate: 2026-01-01\ncorrections:\n"+
		"  - {date: 2026-02-01, text: First., kind: material}\n  - {date: 2026-05-01, text: Third., kind: material}\n  - {date: 2026-03-01, text: Second., kind: material}\n"+
		"  - {date: 2026-02-02, text: A comma.}\n  - {date: 2026-02-03, text: A name.}", "Words.")
	doc := open(t, files, nil).browser().get("/articles/mended").wants(200).page()
	if got := strings.Join(names(doc, ".corrections time"), ", "); got != "1 May 2026, 1 Mar 2026, 1 Feb 2026, 3 Feb 2026, 2 Feb 2026" {
		t.Errorf("corrections of %s", got)
	}
}
