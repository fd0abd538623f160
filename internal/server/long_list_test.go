package server_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"mendwell/internal/account"
	"mendwell/internal/bookmark"
)

// walk follows a list from page to page and returns the addresses that its entries lead to.
func walk(t *testing.T, b *browser, from, entries string, most int) []string {
	t.Helper()
	var out []string
	pages := 0
	for at := from; at != ""; pages++ {
		doc := b.get(at).wants(200).page()
		found := doc.Find(entries)
		if found.Length() == 0 || found.Length() > most {
			t.Fatalf("%s has %d entries", at, found.Length())
		}
		found.Each(func(_ int, a *goquery.Selection) { out = append(out, a.AttrOr("href", "")) })
		at = doc.Find(".pager a[rel=next]").AttrOr("href", "")
	}
	b.get(fmt.Sprintf("%s?page=%d", from, pages)).wants(200)
	return out
}

func wantAll(t *testing.T, what string, got []string, want int) {
	t.Helper()
	met := map[string]bool{}
	for _, x := range got {
		if met[x] {
			t.Errorf("%s: %s is there twice", what, x)
		}
		met[x] = true
	}
	if len(met) != want {
		t.Errorf("%s: %d entries, want %d", what, len(met), want)
	}
}

// However many people, topics and questions there are, a page has room for some, and the others are on the next pages.
func TestListsThatGrowHavePages(t *testing.T) {
	files := many(folder(), 30)
	for i := range 30 {
		name := fmt.Sprintf("more/note-%02d.md", i)
		tags := []string{}
		for k := range 8 {
			tags = append(tags, fmt.Sprintf("topic-%d-%d", i/2, k), fmt.Sprintf("odd-%d-%d", i, k))
		}
		files[name].Data = []byte(strings.Replace(string(files[name].Data), "category: trust", "category: trust\ntags: ["+strings.Join(tags, ", ")+"]", 1))
	}
	for i := range 70 {
		files[fmt.Sprintf("people/person-%02d.md", i)] = article(fmt.Sprintf("name: Person %02d", i), "Somebody.\n")
		files[fmt.Sprintf("questions/question-%02d.md", i)] = article(fmt.Sprintf("title: Question %02d?\nsummary: One of many.", i), "Words.\n")
	}
	h := open(t, files, nil)
	b := h.browser()
	wantAll(t, "people", walk(t, b, "/people", ".people h2 a", 24), len(h.lib.People("en")))
	wantAll(t, "topics", walk(t, b, "/tags", "main .chips a", 200), len(h.lib.Tags("en")))
	wantAll(t, "questions", walk(t, b, "/questions", ".debates > li > a", 30), len(h.lib.Debates("en")))
	for _, bad := range []string{"/people?page=99", "/tags?page=0", "/questions?page=x", "/feeds?page=9"} {
		b.get(bad).wants(http.StatusNotFound)
	}
	cloud := b.get("/categories").wants(200).page().Find("section[aria-labelledby=topics]")
	if got := cloud.Find(".chips a").Length(); got == 0 || got > 60 {
		t.Errorf("%d topics below the categories", got)
	}
	if got := cloud.Find(".all-of-it a"); got.AttrOr("href", "") != "/tags" || text(got) != fmt.Sprintf("All %d topics", len(h.lib.Tags("en"))) {
		t.Errorf("the way to all of them: %q", text(got))
	}
	second := b.get("/people?page=2").wants(200).page()
	if got := second.Find(`link[rel=canonical]`).AttrOr("href", ""); !strings.HasSuffix(got, "/people?page=2") {
		t.Errorf("canonical %q", got)
	}
	if got := second.Find(`link[hreflang=de]`).AttrOr("href", ""); !strings.HasSuffix(got, "/de/people?page=2") {
		t.Errorf("the German version is %q", got)
	}
	if questions := b.get("/questions?page=3").wants(200).page(); questions.Find(".pager a").First().Length() != 1 || questions.Find(".empty").Length() != 0 {
		t.Error("the last page of questions")
	}
}

// Whoever removes a bookmark stays on the page where it stood, as long as there is one.
func TestBookmarksHavePages(t *testing.T) {
	h := open(t, many(folder(), 31), nil)
	b := h.user("river", account.RoleReader, "")
	for i := range 31 {
		_, err := h.bookmarks.Save(t.Context(), h.viewer(b), bookmark.Target{Article: fmt.Sprintf("en/note-%02d", i)})
		must(t, err)
	}
	first := b.get("/bookmarks").wants(200).page()
	if got := first.Find(".kept > li").Length(); got != 30 {
		t.Errorf("%d bookmarks on the first page", got)
	}
	if got := text(first.Find(".chips .count").First()); got != "31" {
		t.Errorf("counted: %s", got)
	}
	doc := b.get("/bookmarks?show=articles&page=2").wants(200).page()
	form := doc.Find("form.remove")
	if form.Length() != 1 || doc.Find(".pager a[rel=prev]").AttrOr("href", "") != "/bookmarks?show=articles" {
		t.Fatalf("%d bookmarks on the second page", form.Length())
	}
	v := hidden(form)
	a := b.post("/bookmarks/remove", v).wants(303)
	a.leadsTo("/bookmarks?page=2&removed=" + v.Get("id") + "&show=articles")
	a = b.follow(a).wants(303) // that page has just gone
	a.leadsTo("/bookmarks?removed=" + v.Get("id") + "&show=articles")
	undo := b.follow(a).wants(200).page().Find(".notice form")
	b.post("/bookmarks/restore", hidden(undo)).wants(303)
	if got := b.get("/bookmarks?page=2").wants(200).page().Find(".kept > li").Length(); got != 1 {
		t.Errorf("%d bookmarks after the way back", got)
	}
	b.get("/bookmarks?page=x").wants(http.StatusNotFound)
	b.post("/bookmarks/remove", url.Values{"id": {v.Get("id")}, "page": {"-3"}, "show": {"tips"}})
}
