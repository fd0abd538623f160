package server_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"mendwell/internal/account"
)

// However much somebody has done, their page shows the newest of it and leads to the rest.
func TestWorkHasPages(t *testing.T) {
	h := open(t, many(folder(), 30), nil) // Ada wrote all of them, besides what is in the folder anyway
	b := h.browser()
	doc := b.get("/people/ada").wants(200).page()
	section := doc.Find("section[aria-labelledby=work-author]")
	all := section.Find(".all-of-it a")
	total := len(h.lib.Work("ada").Wrote)
	if got := section.Find(".card").Length(); got != 12 || total < 30 {
		t.Errorf("%d cards of %d on the page of the person", got, total)
	}
	if all.AttrOr("href", "") != "/people/ada/author" || all.AttrOr("aria-describedby", "") != "work-author" || !strings.HasPrefix(text(all), "All ") {
		t.Errorf("the way to the others: %q, %q", text(all), all.AttrOr("href", ""))
	}
	met, pages := map[string]bool{}, 0
	for at := "/people/ada/author"; at != ""; pages++ {
		a := b.get(at).wants(200)
		doc := a.page()
		if got := text(doc.Find("h1")); got != "Written by Ada Quill" {
			t.Errorf("heading %q", got)
		}
		doc.Find(".card h2").Each(func(_ int, title *goquery.Selection) { met[text(title)] = true })
		if doc.Find("meta[name=robots][content=noindex]").Length() != 1 || doc.Find("link[rel=canonical]").Length() != 0 {
			t.Errorf("machines are sent to %s", at)
		}
		at = doc.Find(".pager a[rel=next]").AttrOr("href", "")
	}
	if len(met) != total || pages != (total+11)/12 {
		t.Errorf("%d articles on %d pages, want %d", len(met), pages, total)
	}
	for _, bad := range []string{"/people/ada/author?page=99", "/people/ada/author?page=0", "/people/ada/translator", "/people/ada/cook", "/people/nobody/author"} {
		b.get(bad).wants(http.StatusNotFound)
	}
	if doc := b.get("/people/ruth").wants(200).page(); doc.Find(".all-of-it").Length() != 0 {
		t.Error("all of it is there already")
	}
	v := h.user("river", account.RoleReader, "")
	v.post("/articles/note-29/comments", map[string][]string{"text": {"Words."}}).wants(303)
	if got := text(b.get("/people/ada/author").wants(200).page().Find("main")); !strings.Contains(got, "1 comment") {
		t.Error("a comment is not counted in a page that was kept")
	}
}

// Somebody's work begins with what the reader's language has, and has no article twice.
func TestWorkInTheReadersLanguage(t *testing.T) {
	files := folder()
	files["raum.md"] = article("title: Raum geben\nlang: de\nsummary: Platz.\ncategory: repair\ntranslation_of: space\nauthors: [ada]\ndate: 2026-09-09", "Worte.\n")
	h := open(t, files, nil)
	for path, want := range map[string][]string{
		"/people/ada":    {"How to listen", "Three ways to give space", "Zuhören lernen", "הקשבה"},
		"/de/people/ada": {"Raum geben", "Zuhören lernen", "How to listen", "הקשבה"},
	} {
		if got := names(h.browser().get(path).wants(200).page(), "section[aria-labelledby=work-author] .card h3"); !slices.Equal(got, want) {
			t.Errorf("%s has %q, want %q", path, got, want)
		}
	}
}

// Several names stand apart, and so do a source and its publisher.
func TestNamesAndSourcesAreSetApart(t *testing.T) {
	files := folder()
	files["both.md"] = article("title: By two\nsummary: Words.\ncategory: repair\nauthors: [ada, ruth]\ndate: 2026-09-09\n"+
		"sources: [{title: A book, publisher: A house, year: 1990}]", "Words.\n")
	doc := open(t, files, nil).browser().get("/articles/both").wants(200).page()
	if got := strings.TrimSpace(doc.Find(".trust > span").First().Text()); got != "By Ada Quill, Ruth Edit" {
		t.Errorf("written by %q", got)
	}
	if got := strings.TrimSpace(doc.Find(".sources li").Text()); got != "A book, A house, 1990" {
		t.Errorf("the source is %q", got)
	}
}
