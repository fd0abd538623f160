package server_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"mendwell/internal/account"
)

// Somebody presses "Save tip" signed out, makes an account or logs in, and is back at the tip with it saved.
func TestBookmarkAfterLogin(t *testing.T) {
	h := open(t, folder(), nil)
	h.user("ada", account.RoleReader, "")
	for _, c := range []struct{ name, way string }{{"log in", "/login"}, {"sign up", "/register"}} {
		b := h.browser()
		a := b.post("/articles/space/bookmark", url.Values{"keep": {"yes"}, "tip": {"wait"}}).wants(303)
		login := b.get(a.Header.Get("Location")).wants(200).page()
		if !strings.Contains(login.Text(), "Wait") {
			t.Errorf("the form does not name what waits")
		}
		form := login.Find("main form")
		if c.way == "/register" {
			href, ok := login.Find(`main a[href^="/register"]`).Attr("href")
			if !ok {
				t.Fatal("no way from login to a new account")
			}
			form = b.get(href).wants(200).page().Find("main form")
		}
		v := hidden(form)
		v.Set("name", "Quiet River")
		v.Set("email", "ada@example.org")
		if c.way == "/register" {
			v.Set("email", "new@example.org")
		}
		v.Set("password", "wrong")
		again := b.post(c.way, v).wants(422).page()
		if got := hidden(again.Find("main form")); got.Get("save") != "en/space#wait" || got.Get("next") != "/articles/space#wait" {
			t.Errorf("%s: a slip loses the way back: %v", c.name, got)
		}
		v.Set("password", password)
		back := b.post(c.way, v).wants(303).leadsTo("/articles/space?done=saved#wait")
		doc := b.follow(back).wants(200).page()
		if got := text(doc.Find("[role=status]")); !strings.HasPrefix(got, "Saved") {
			t.Errorf("%s: notice %q", c.name, got)
		}
		if got := names(b.get("/bookmarks").wants(200).page(), ".kept h2"); len(got) != 1 || got[0] != "Wait" {
			t.Errorf("%s: bookmarks %q", c.name, got)
		}
	}
}

// hidden collects what a form carries along.
func hidden(form *goquery.Selection) url.Values {
	out := url.Values{}
	form.Find("input[type=hidden]").Each(func(_ int, s *goquery.Selection) {
		out.Add(s.AttrOr("name", ""), s.AttrOr("value", ""))
	})
	return out
}

func TestBookmarkThatIsNone(t *testing.T) {
	h := open(t, folder(), nil)
	out, in := h.browser(), h.user("ada", account.RoleReader, "")
	for _, b := range []*browser{out, in} {
		b.post("/articles/nothing/bookmark", url.Values{"keep": {"yes"}}).wants(404)
		b.post("/articles/space/bookmark", url.Values{"keep": {"yes"}, "tip": {"none"}}).wants(404)
		b.post("/articles/space/bookmark", url.Values{"tip": {"wait"}}).wants(422)
		b.get("/articles/space/bookmark").wants(405)
	}
	// A made-up "save" is left out; the rest of login works.
	for _, save := range []string{"en/none", "en/space#none", "../../etc", "#", ""} {
		b := h.browser()
		b.post("/login", url.Values{"email": {"ada@example.org"}, "password": {password}, "save": {save}}).wants(303).leadsTo("/?done=login")
	}
	// Logged in meanwhile in another tab: the form that still waits makes the bookmark all the same.
	in.post("/login", url.Values{"save": {"en/space"}}).wants(303).leadsTo("/articles/space?done=saved")
	in.post("/login", nil).wants(303).leadsTo("/account")
	out.post("/articles/space/bookmark", url.Values{"keep": {"no"}}).wants(303).leadsTo("/login?next=%2Farticles%2Fspace")
}

func TestBookmarksPage(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.user("ada", account.RoleReader, "")
	b.post("/articles/space/bookmark", url.Values{"keep": {"yes"}}).wants(303).leadsTo("/articles/space?done=saved")
	b.post("/articles/space/bookmark", url.Values{"keep": {"yes"}, "tip": {"wait"}}).wants(303)
	b.post("/de/articles/zuhoeren/bookmark", url.Values{"keep": {"yes"}}).wants(303).leadsTo("/de/articles/zuhoeren?done=saved")

	for show, want := range map[string]int{"": 3, "articles": 2, "tips": 1, "repair": 3} {
		if got := len(names(b.get("/bookmarks?show="+show).wants(200).page(), ".kept h2")); got != want {
			t.Errorf("show=%s: %d bookmarks, want %d", show, got, want)
		}
	}
	b.get("/bookmarks?show=unknown").wants(303).leadsTo("/bookmarks")

	doc := b.get("/articles/space").wants(200).page()
	if got := names(doc, `button[name=tip][value=wait]`); len(got) != 1 || got[0] != "Saved" {
		t.Errorf("the article's button says %q", got)
	}
	first := b.get("/bookmarks?show=tips").page().Find(".kept li, li").Find(`form[action="/bookmarks/remove"] input[name=id]`).AttrOr("value", "")
	gone := b.post("/bookmarks/remove", url.Values{"id": {first}}).wants(303).leadsTo("/bookmarks?removed=" + first)
	undo := b.follow(gone).wants(200).page().Find(`[role=status] form`)
	if undo.AttrOr("action", "") != "/bookmarks/restore" || text(undo.Find("button")) != "Undo" {
		t.Fatalf("no undo: %s", text(undo))
	}
	b.post("/bookmarks/restore", url.Values{"id": {first}}).wants(303).leadsTo("/bookmarks?done=restored")
	if got := len(names(b.get("/bookmarks").page(), ".kept h2")); got != 3 {
		t.Errorf("%d bookmarks after undo", got)
	}
	// In a filtered list one stays there, to remove and to undo; a filter that nobody knows is none.
	form := b.get("/bookmarks?show=tips").wants(200).page().Find(`form[action="/bookmarks/remove"]`).First()
	gone = b.post("/bookmarks/remove", hidden(form)).wants(303).leadsTo("/bookmarks?removed=" + first + "&show=tips")
	undo = b.follow(gone).wants(200).page().Find(`[role=status] form`)
	b.post("/bookmarks/restore", hidden(undo)).wants(303).leadsTo("/bookmarks?done=restored&show=tips")
	// The last of its kind: the filter has gone with it, the way back has not.
	b.post("/articles/listening/bookmark", url.Values{"keep": {"yes"}}).wants(303)
	form = b.get("/bookmarks?show=trust").wants(200).page().Find(`form[action="/bookmarks/remove"]`).First()
	gone = b.post("/bookmarks/remove", hidden(form)).wants(303)
	if gone = b.follow(gone); gone.StatusCode == http.StatusSeeOther {
		gone = b.follow(gone)
	}
	undo = gone.wants(200).page().Find(`[role=status] form`)
	b.follow(b.post("/bookmarks/restore", hidden(undo)).wants(303).leadsTo("/bookmarks?done=restored&show=trust")).wants(200)
	b.post("/articles/listening/bookmark", url.Values{"keep": {"no"}}).wants(303)
	// Nobody else's bookmark can be removed.
	h.user("eve", account.RoleAdmin, "").post("/bookmarks/remove", url.Values{"id": {first}}).wants(404)
}

func TestSavingByScript(t *testing.T) {
	h := open(t, folder(), nil)
	out, in := h.browser(), h.user("ada", account.RoleReader, "")
	form := url.Values{"keep": {"yes"}, "tip": {"wait"}}
	var got struct {
		Saved *bool
		Login string
		Error string
	}
	a := out.post("/articles/space/bookmark", form, "Accept", "application/json").wants(http.StatusUnauthorized)
	must(t, json.Unmarshal([]byte(a.body), &got))
	if got.Login != "/login?next=%2Farticles%2Fspace%23wait&save=en%2Fspace%23wait" {
		t.Errorf("signed out: %s", a.body)
	}
	a = in.post("/articles/space/bookmark", form, "Accept", "application/json").wants(200)
	must(t, json.Unmarshal([]byte(a.body), &got))
	if got.Saved == nil || !*got.Saved {
		t.Errorf("saved: %s", a.body)
	}
	form.Set("keep", "no")
	a = in.post("/articles/space/bookmark", form, "Accept", "application/json").wants(200)
	must(t, json.Unmarshal([]byte(a.body), &got))
	if *got.Saved {
		t.Errorf("removed: %s", a.body)
	}
	form.Set("tip", "none")
	form.Set("keep", "yes")
	a = in.post("/articles/space/bookmark", form, "Accept", "application/json").wants(404)
	must(t, json.Unmarshal([]byte(a.body), &got))
	if got.Error == "" || a.Header.Get("Content-Type") != "application/json" {
		t.Errorf("unknown tip: %s", a.body)
	}
}
