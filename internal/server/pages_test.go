package server_test

import (
	"slices"
	"strings"
	"testing"

	"mendwell/internal/account"
)

func TestHome(t *testing.T) {
	h := open(t, folder(), nil)
	doc := h.browser().get("/").wants(200).page()
	if got := text(doc.Find(".hero h2")); got != "How to listen" {
		t.Errorf("featured: %q", got)
	}
	if got := names(doc, ".asked a"); !slices.Equal(got, []string{"Should I leave them room?", "Must I agree?", "For how long?"}) {
		t.Errorf("questions: %q", got)
	}
	if doc.Find(`.asked a[href="/articles/listening#must-i-agree"]`).Length() != 1 {
		t.Error("a question does not lead to its answer")
	}
	if doc.Find(`a[href^="/de"]`).Length() == 0 {
		t.Error("no way to the German articles")
	}
	de := h.browser().get("/de").wants(200).page()
	if de.Find("html").AttrOr("lang", "") != "de" || text(de.Find(".hero h2")) != "Zuhören lernen" {
		t.Error("the German home is not German")
	}
	if got := de.Find("link[rel=canonical]").AttrOr("href", ""); got != "http://mendwell.example/de" {
		t.Errorf("canonical %q", got)
	}
}

func TestArticle(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.browser()
	doc := b.get("/articles/space").wants(200).page()
	if got := text(doc.Find("h1")); got != "Three ways to give space" {
		t.Errorf("h1 %q", got)
	}
	if got := doc.Find("link[rel=canonical]").AttrOr("href", ""); got != "http://mendwell.example/articles/space" {
		t.Errorf("canonical %q", got)
	}
	if got := doc.Find(`meta[property="og:image"]`).AttrOr("content", ""); !strings.HasPrefix(got, "http://mendwell.example/covers/") || !strings.HasSuffix(got, ".png") {
		t.Errorf("preview %q", got)
	}
	if got := doc.Find(`nav [aria-current]`).First(); text(got) != "Repair" {
		t.Errorf("the navigation marks %q", text(got))
	}
	if doc.Find("form#keep").Length() != 1 || doc.Find(`button[name=tip]`).Length() != 4 {
		t.Errorf("%d buttons to save", doc.Find(`button[name=tip]`).Length())
	}
	b.get("/articles/room").wants(301).leadsTo("/articles/space")
	b.get("/de/articles/room").wants(301).leadsTo("/articles/space")
	b.get("/2019/05/room.html").wants(301).leadsTo("/articles/space")
	b.get("/old-room").wants(301).leadsTo("/articles/space")
	b.get("/old-room/").wants(308).leadsTo("/old-room")

	// An article in another language is shown inside any interface and has one home.
	for path, canonical := range map[string]string{
		"/articles/zuhoeren": "http://mendwell.example/de/articles/zuhoeren",
		"/de/articles/space": "http://mendwell.example/articles/space",
	} {
		if got := b.get(path).wants(200).page().Find("link[rel=canonical]").AttrOr("href", ""); got != canonical {
			t.Errorf("%s: canonical %q, want %q", path, got, canonical)
		}
	}
	if got := b.get("/articles/hebrew").wants(200).page().Find("article.advice"); got.AttrOr("dir", "") != "rtl" || got.AttrOr("lang", "") != "he" {
		t.Errorf("direction %q", got.AttrOr("dir", ""))
	}
}

func TestLists(t *testing.T) {
	h := open(t, many(folder(), 25), nil)
	b := h.browser()
	first := b.get("/articles").wants(200).page()
	if got := first.Find("link[rel=canonical]").AttrOr("href", ""); got != "http://mendwell.example/articles" {
		t.Errorf("canonical %q", got)
	}
	if got := b.get("/articles?page=1").wants(200).page().Find("link[rel=canonical]").AttrOr("href", ""); got != "http://mendwell.example/articles" {
		t.Errorf("page=1: canonical %q", got)
	}
	second := b.get("/articles?page=2").wants(200).page()
	if got := second.Find("link[rel=canonical]").AttrOr("href", ""); got != "http://mendwell.example/articles?page=2" {
		t.Errorf("page=2: canonical %q", got)
	}
	if second.Find(`.pager a[rel=prev]`).AttrOr("href", "") != "/articles" || second.Find(`.pager a[rel=next]`).AttrOr("href", "") != "/articles?page=3" {
		t.Error("the pager leads astray")
	}
	if got := second.Find(`.languages a[hreflang=de]`).AttrOr("href", ""); got != "/de/articles" || second.Find("link[hreflang]").Length() != 0 {
		t.Errorf("the German list has one page: readers find it at %q, and machines no version of the second", got)
	}
	for _, path := range []string{"/articles?page=4", "/articles?page=0", "/articles?page=-1", "/articles?page=two", "/articles?page=", "/articles?page=02", "/categories/trust?page=9", "/tags/space?page=2"} {
		b.get(path).wants(404)
	}
	b.get("/categories/trust?page=2").wants(200)
}

// A notice comes from a list of ours: a link cannot put words into the site's mouth.
func TestNotices(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.browser()
	if got := text(b.get("/?done=left").page().Find("[role=status]")); got == "" || strings.Contains(got, "⟨") {
		t.Errorf("notice %q", got)
	}
	for _, code := range []string{"", "unknown", "<b>x</b>", "left "} {
		if got := b.get("/?done=" + strings.ReplaceAll(code, " ", "%20")).wants(200).page().Find("[role=status]:not(:empty)"); got.Length() != 0 {
			t.Errorf("done=%q says %q", code, text(got))
		}
	}
	if got := b.get("/?done=left").page().Find("link[rel=canonical]").AttrOr("href", ""); got != "http://mendwell.example/" {
		t.Errorf("canonical %q", got)
	}
}

// No page shows a sentence that no catalogue has, in either language, signed in or out.
func TestNoSentenceIsMissing(t *testing.T) {
	files := folder()
	h := open(t, files, nil)
	in := h.user("ada", account.RoleReader, "")
	in.post("/articles/space/comments", map[string][]string{"text": {"hello"}}).wants(303)
	in.post("/articles/space/bookmark", map[string][]string{"keep": {"yes"}}).wants(303)
	for _, b := range []*browser{h.browser(), in} {
		for _, prefix := range []string{"", "/de"} {
			for _, path := range []string{"", "/articles", "/articles/space", "/categories", "/categories/trust", "/tags/space", "/articles/space/one-page", "/questions", "/questions/room", "/people", "/people/ada",
				"/about", "/login", "/register", "/account", "/account/delete", "/bookmarks", "/bookmarks?removed=1", "/comments/1/reply", "/comments/1/edit", "/comments/1/delete", "/nothing"} {
				a := b.get("/" + strings.TrimPrefix(prefix+path, "/"))
				if strings.Contains(a.body, "⟨") {
					i := strings.Index(a.body, "⟨")
					t.Errorf("%s%s: %.60s", prefix, path, a.body[i:])
				}
				if a.StatusCode == 200 && a.page().Find("h1").Length() != 1 {
					t.Errorf("%s%s: %d h1", prefix, path, a.page().Find("h1").Length())
				}
			}
		}
	}
}

func TestLeaveThisSite(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.browser()
	b.get("/leave").wants(303).leadsTo("https://www.bbc.co.uk/weather")
	b.get("/de/leave").wants(303).leadsTo("https://www.dwd.de")
	if got := text(b.get("/").page().Find(`header a[href="/leave"]`)); got != "Leave this site" {
		t.Errorf("the way out is called %q", got)
	}
}
