package server_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/PuerkitoBio/goquery"

	"mendwell/internal/content"
	"mendwell/internal/server"
)

// abroadFiles is a site where the reader of one language finds some things in the other only.
func abroadFiles() fstest.MapFS {
	files := folder()
	files["raum.md"] = article("title: Raum geben\nlang: de\nsummary: Luft.\ncategory: repair\ntags: [raum]\nauthors: [ada]\ndate: 2026-09-04\ntranslation_of: space", "Text.")
	files["categories/empty.md"] = article("title: Empty\nsummary: Not yet.", "Nothing.")
	return files
}

// Nobody stands before an empty category while there are articles in another language of the site; they follow the
// reader's own, are labelled, and a translation is not shown beside its original.
func TestCategoryShowsOtherLanguagesLast(t *testing.T) {
	h := open(t, abroadFiles(), nil)
	b := h.browser()
	for _, c := range []struct {
		path, total, heading string
		own, foreign         []string
	}{
		{"/categories/repair", "1 article, 1 more in German", "In German", []string{"Three ways to give space"}, []string{"Zuhören lernen"}},
		{"/de/categories/repair", "2 Artikel", "", []string{"Raum geben", "Zuhören lernen"}, nil},
		{"/de/categories/trust", "2 Artikel in anderen Sprachen", "In anderen Sprachen", nil, []string{"How to listen", "הקשבה"}},
		{"/categories/empty", "0 articles", "", nil, nil},
		{"/tags/space", "2 articles, 1 more in German", "In German", []string{"How to listen", "Three ways to give space"}, []string{"Zuhören lernen"}},
		{"/tags/raum", "1 article in German", "In German", nil, []string{"Raum geben"}},
	} {
		t.Run(strings.Trim(c.path, "/"), func(t *testing.T) {
			doc := b.get(c.path).wants(200).page()
			if got := text(doc.Find(".total")); got != c.total {
				t.Errorf("total %q", got)
			}
			if got := text(doc.Find("#foreign")); got != c.heading {
				t.Errorf("heading %q", got)
			}
			if got := names(doc, "main > .cards h2"); !slices.Equal(got, c.own) {
				t.Errorf("own %q", got)
			}
			if got := names(doc, ".foreign h3"); !slices.Equal(got, c.foreign) {
				t.Errorf("foreign %q", got)
			}
			if doc.Find(".foreign .card[lang]").Length() != len(c.foreign) {
				t.Error("a card does not say its language")
			}
			if empty := doc.Find(".empty").Length() > 0; empty != (len(c.own)+len(c.foreign) == 0) {
				t.Errorf("says that nothing is there: %v", empty)
			}
			// Machines look for articles in lists of their own language.
			if machines, feed := doc.Find("link[rel=canonical]").Length() > 0, doc.Find(`link[type="application/atom+xml"][href*="`+strings.TrimPrefix(c.path, "/de")+`"]`).Length() > 0; len(c.own) == 0 && (feed || machines && c.foreign != nil) || len(c.own) > 0 && (!feed || !machines) {
				t.Errorf("canonical: %v, feed: %v", machines, feed)
			}
		})
	}
	b.get("/tags/none").wants(404)
	b.get("/de/tags/none").wants(404)
	got := names(b.get("/de/categories").wants(200).page(), ".category .card-meta")
	if want := []string{"2 Artikel", "2 Artikel in anderen Sprachen"}; !slices.Equal(got, want) {
		t.Errorf("the cards count %q", got)
	}
}

// The tags of an article in another language lead somewhere.
func TestTagsOfForeignArticlesLeadSomewhere(t *testing.T) {
	b := open(t, abroadFiles(), nil).browser()
	for _, a := range b.get("/articles/raum").wants(200).page().Find("a[rel=tag]").EachIter() {
		b.get(a.AttrOr("href", "")).wants(200)
	}
}

// A list with more than a page: own articles first, each once.
func TestForeignArticlesFollowOnLaterPages(t *testing.T) {
	files := many(abroadFiles(), 13)
	files["warten.md"] = article("title: Warten\nlang: de\nsummary: x.\ncategory: trust\nauthors: [ada]\ndate: 2026-09-04", "Text.")
	b := open(t, files, nil).browser()
	second := b.get("/categories/trust?page=2").wants(200).page()
	if own, foreign := names(second, "main > .cards h2"), names(second, ".foreign h3"); len(own) != 3 || !slices.Equal(foreign, []string{"Warten"}) {
		t.Errorf("own %q, foreign %q", own, foreign)
	}
	de := b.get("/de/categories/trust").wants(200).page()
	if own, foreign := names(de, "main > .cards h2"), names(de, ".foreign h3"); len(own) != 1 || len(foreign) != 11 {
		t.Errorf("in German: own %q, foreign %q", own, foreign)
	}
	if b.get("/de/categories/trust?page=2").wants(200).page().Find("meta[name=robots]").Length() != 1 {
		t.Error("a page of articles in another language is one for machines")
	}
	if got := second.Find("link[rel=alternate][hreflang]").Length(); got != 0 {
		t.Errorf("%d versions of a page that has none", got)
	}
}

// A tag of one article ties nothing together: it waits behind a fold.
func TestTagsOfOneArticleAreFolded(t *testing.T) {
	doc := open(t, abroadFiles(), nil).browser().get("/de/categories").wants(200).page()
	if got := doc.Find(".more-tags").Length(); got != 0 {
		t.Error("a fold that hides everything")
	}
	files := abroadFiles()
	files["more.md"] = article("title: More\nsummary: x.\ncategory: repair\ntags: [space, rare]\nauthors: [ada]\ndate: 2026-09-04", "Text.")
	doc = open(t, files, nil).browser().get("/categories").wants(200).page()
	if got := names(doc, "section > .chips a"); !slices.Equal(got, []string{"space 3"}) {
		t.Errorf("shown: %q", got)
	}
	if got := names(doc, "details.more-tags a"); !slices.Equal(got, []string{"rare"}) {
		t.Errorf("folded: %q", got)
	}
}

// Help and the way out stand in the header itself, behind no menu; every category is in the menu.
func TestHeaderHasHelpAndEveryCategory(t *testing.T) {
	b := open(t, abroadFiles(), nil).browser()
	for path, want := range map[string]string{"/": "Get help", "/de/articles/space": "Hilfe"} {
		doc := b.get(path).wants(200).page()
		if got := text(doc.Find("header.top > .wrap > a[href$='/help']")); got != want {
			t.Errorf("%s: help is called %q", path, got)
		}
		if got := doc.Find("header.top .sections a[href$='/categories'], header.top .menu a[href$='/categories']").Length(); got != 2 {
			t.Errorf("%s: %d ways to all categories", path, got)
		}
	}
}

// A list leads up to the lists of its kind, and its cards do not say again what its heading says.
func TestListsLeadUp(t *testing.T) {
	h := open(t, abroadFiles(), nil)
	for _, c := range []struct {
		path, up, name string
		kickers        int
	}{
		{"/categories/repair", "/categories", "Category", 0},
		{"/de/categories/trust", "/de/categories", "Bereich", 0},
		{"/tags/space", "/tags", "Topic", 3},
	} {
		doc := h.browser().get(c.path).wants(200).page()
		if got := hrefOf(t, doc, c.name); got != c.up {
			t.Errorf("%s leads up to %q, want %q", c.path, got, c.up)
		}
		if got := doc.Find(".card .kicker").Length(); got != c.kickers {
			t.Errorf("%s: %d cards name their category, want %d", c.path, got, c.kickers)
		}
	}
	if got := h.browser().get("/articles").wants(200).page().Find(".card .kicker").Length(); got == 0 {
		t.Error("the articles have lost their categories")
	}
}

// A category or a person that is a draft is nowhere, except where drafts are shown, and there it says so.
func TestDraftsOfCategoriesAndPeopleAreHeldBack(t *testing.T) {
	files := folder()
	files["categories/trust.md"] = article("title: Trust\nsummary: How it grows.\ndraft: true", "Slowly.")
	files["people/ruth.md"] = article("name: Ruth Edit\nroles: [editor]\ndraft: true", "Ruth edits.")
	b := open(t, files, nil).browser()
	for _, path := range []string{"/categories/trust", "/categories/trust/feed.xml", "/people/ruth"} {
		b.get(path).wants(404)
	}
	for _, path := range []string{"/", "/categories", "/people", "/articles/listening", "/articles/space", "/feeds", "/sitemap.xml", "/llms.txt"} {
		if body := b.get(path).wants(200).body; strings.Contains(body, "Ruth Edit") || strings.Contains(body, "/people/ruth") || strings.Contains(body, "/categories/trust") {
			t.Errorf("%s shows a draft", path)
		}
	}
	all, _ := content.Load(files, content.Options{Now: time.Date(2026, 11, 12, 9, 0, 0, 0, time.UTC), Drafts: true})
	dev := open(t, files, func(c *server.Config) { c.Dev, c.Library = true, func() *content.Library { return all } }).browser()
	for _, path := range []string{"/categories/trust", "/people/ruth", "/categories", "/people"} {
		doc := dev.get(path).wants(200).page()
		if got := text(doc.Find(".badge.held").First()); got != "Draft" {
			t.Errorf("%s in dev mode marks the draft with %q", path, got)
		}
	}
}

// A card that is related by its category names it once.
func TestRelatedCardsNameACategoryOnce(t *testing.T) {
	files := folder()
	files["apples.md"] = article("title: Apples\nsummary: Orchards.\ncategory: trust\ndate: 2026-07-01", "Trees bear fruit.\n")
	doc := open(t, files, nil).browser().get("/articles/apples").wants(200).page()
	cards := doc.Find("section[aria-labelledby=related] .card").FilterFunction(func(_ int, c *goquery.Selection) bool {
		return text(c.Find(".card-why")) == "Also in Trust"
	})
	if cards.Length() == 0 || cards.Find(".kicker").Length() != 0 {
		t.Errorf("%d cards, %d categories: %q", cards.Length(), cards.Find(".kicker").Length(), names(doc, ".card-why"))
	}
}
