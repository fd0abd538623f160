package server_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"mendwell/internal/account"
	"mendwell/internal/comment"
	"mendwell/internal/content"
	"mendwell/internal/server"
)

func TestComment(t *testing.T) {
	h := open(t, folder(), nil)
	out, b := h.browser(), h.user("river", account.RoleReader, "")

	doc := out.get("/articles/space").wants(200).page()
	if doc.Find("textarea").Length() != 0 || doc.Find(`.invite a[href="/login?next=%2Farticles%2Fspace%23comments"]`).Length() != 1 {
		t.Error("signed out: the way to a comment is not through login")
	}
	out.post("/articles/space/comments", url.Values{"text": {" "}}).wants(303).leadsTo("/login?next=%2Farticles%2Fspace%23comments")

	doc = b.get("/articles/space").wants(200).page()
	form := doc.Find("form.write")
	v := hidden(form)
	v.Set("text", "Tip 2 was *hard*.\r\n\r\nHow long?")
	v.Set("action", "post")
	first := b.post(form.AttrOr("action", ""), v).wants(303).leadsTo("/articles/space?done=posted#comment-1")
	b.post(form.AttrOr("action", ""), v).wants(303).leadsTo("/articles/space?done=posted#comment-1") // a double click
	doc = b.follow(first).wants(200).page()
	if got := text(doc.Find("#comment-1 .said")); got != "Tip 2 was hard. How long?" {
		t.Errorf("comment says %q", got)
	}
	if doc.Find("#comment-1 em").Length() != 1 || doc.Find(".comment").Length() != 1 {
		t.Error("comment is not what was written, once")
	}
	b.get("/comments/1").wants(303).leadsTo("/articles/space#comment-1")
	b.get("/de/comments/1").wants(303).leadsTo("/de/articles/space#comment-1")

	// The author of the article answers, with a badge.
	ada := h.user("ada", account.RoleAuthor, "ada")
	doc = ada.get("/comments/1/reply").wants(200).page()
	if got := text(doc.Find("h1")); got != "Reply to river" {
		t.Errorf("heading %q", got)
	}
	if got := text(doc.Find("title")); got != "Form · Mendwell" {
		t.Errorf("the title tells who reads what: %q", got)
	}
	form = doc.Find("form.write")
	v = hidden(form)
	v.Set("text", "Shorter than a season.")
	ada.post(form.AttrOr("action", ""), v).wants(303).leadsTo("/articles/space?done=posted#comment-2")
	doc = out.get("/articles/space").page()
	if got := text(doc.Find("#comment-1").Parent().Find("#comment-2 .badge")); got != "Author" {
		t.Errorf("badge %q", got)
	}
}

func TestCommentThatIsNotTaken(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.user("river", account.RoleReader, "")
	for _, c := range []struct {
		form   url.Values
		status int
		alert  string
	}{
		{url.Values{"text": {"  "}}, 422, ""},
		{url.Values{"text": {strings.Repeat("long ", 1001)}}, 422, ""},
		{url.Values{"text": {"fine"}, "parent": {"999"}}, 422, ""},
		{url.Values{"text": {"fine"}, "parent": {"-1"}}, 404, ""},
		{url.Values{"text": {"fine"}, "parent": {"x"}}, 404, ""},
	} {
		a := b.post("/articles/space/comments", c.form).wants(c.status)
		if c.status != 422 {
			continue
		}
		doc := a.page()
		if got := strings.TrimSpace(doc.Find("textarea").Text()); got != strings.TrimSpace(c.form.Get("text")) {
			t.Errorf("the text is not kept: %.40q", got)
		}
		if alerts(doc) == "" || hidden(doc.Find("form.write")).Get("once") == "" {
			t.Error("the form does not say what to do")
		}
	}
	doc := b.post("/articles/space/comments", url.Values{"text": {"**Bold** & <b>raw</b>"}, "action": {"preview"}, "once": {"key"}}).wants(200).page()
	if got := text(doc.Find(".preview strong")); got != "Bold" {
		t.Errorf("preview shows %q", got)
	}
	if doc.Find(".preview b").Length() != 0 || doc.Find("textarea").Text() == "" || hidden(doc.Find("form.write")).Get("once") != "key" {
		t.Error("preview loses the text, or runs it")
	}
	if n := h.count("en/space"); n != 0 {
		t.Errorf("%d comments were kept", n)
	}
}

func (h *house) count(key string) int {
	counts, err := h.comments.Counts(context.Background(), []string{key})
	must(h.t, err)
	return counts[key]
}

func TestEditAndDelete(t *testing.T) {
	h := open(t, folder(), nil)
	b, other, mod := h.user("river", account.RoleReader, ""), h.user("reed", account.RoleReader, ""), h.user("mod", account.RoleModerator, "")
	b.post("/articles/space/comments", url.Values{"text": {"one"}}).wants(303)

	doc := b.get("/comments/1/edit").wants(200).page()
	if got := strings.TrimSpace(field(t, doc, "").Text()); got != "one" {
		t.Errorf("the form holds %q", got)
	}
	doc = b.post("/comments/1/edit", url.Values{"text": {"*two*"}, "action": {"preview"}}).wants(200).page()
	if text(doc.Find(".preview em")) != "two" {
		t.Error("no preview of an edit")
	}
	b.post("/comments/1/edit", url.Values{"text": {""}}).wants(422)
	b.post("/comments/1/edit", url.Values{"text": {"two"}, "action": {"post"}}).wants(303).leadsTo("/articles/space?done=edited#comment-1")

	h.clock.pass(comment.EditWindow + time.Minute)
	late := b.post("/comments/1/edit", url.Values{"text": {"A longer thought"}, "action": {"preview"}}).wants(http.StatusForbidden).page()
	if got := strings.TrimSpace(late.Find("textarea").Text()); got != "A longer thought" {
		t.Errorf("who looks at it too late has left %q", got)
	}
	if got := hrefOf(t, b.get("/comments/1/edit").wants(403).page(), "Open the page"); got != "/comments/1" {
		t.Errorf("the way back to the comment is %q", got)
	}
	doc = b.post("/comments/1/edit", url.Values{"text": {"too late, but long thought about"}}).wants(403).page()
	if got := strings.TrimSpace(doc.Find("textarea").Text()); got != "too late, but long thought about" {
		t.Errorf("what was typed is lost: %q", got)
	}

	other.get("/comments/1/delete").wants(403)
	if got := text(other.post("/comments/1/delete", nil).wants(403).page().Find("main")); !strings.Contains(got, "You can only delete your own comments.") {
		t.Errorf("refused with %q", got)
	}
	if got := text(mod.get("/comments/1/delete").wants(200).page().Find("h1")); got == "" {
		t.Error("no question before a comment goes")
	}
	gone := b.post("/comments/1/delete", nil).wants(303)
	gone.leadsTo("/articles/space?done=deleted#comments")
	if told := b.follow(gone).wants(200).page().Find("[role=status]:not(:empty)"); told.Length() != 1 || told.Closest("#comments").Length() != 1 {
		t.Error("that it is gone is not said where its writer lands")
	}
	if n := h.count("en/space"); n != 0 {
		t.Errorf("%d comments left", n)
	}
	b.get("/comments/1").wants(404)
	b.get("/comments/01").wants(404)
}

func TestDiscussionHasPages(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.user("river", account.RoleReader, "")
	var last int64
	for i := range comment.ThreadsPerPage + 1 {
		id, err := h.comments.Post(t.Context(), h.viewer(b), comment.Draft{Article: "en/space", Source: fmt.Sprint("thought ", i), Once: fmt.Sprint(i)})
		must(t, err)
		last = id
	}
	b.get(fmt.Sprintf("/comments/%d", last)).wants(303).leadsTo(fmt.Sprintf("/articles/space?comments=2#comment-%d", last))
	doc := b.get("/articles/space?comments=2").wants(200).page()
	if doc.Find(".comment").Length() != 1 || doc.Find(`.pager a[rel=prev]`).AttrOr("href", "") != "/articles/space#comments" {
		t.Error("the second page is not what it should be")
	}
	if got := text(doc.Find("title")); got != "Three ways to give space, comments, page 2 · Mendwell" {
		t.Errorf("the tab says %q", got)
	}
	for _, n := range []string{"3", "0", "-1", "x", "01", "", "2.0", "99999999999999999999"} {
		b.get("/articles/space?comments=" + n).wants(http.StatusNotFound)
	}
}

// A session may end while somebody writes. What they wrote comes through the login, and is posted only when they say so.
func TestCommentOutlivesItsSession(t *testing.T) {
	h := open(t, folder(), nil)
	h.user("reed", account.RoleReader, "")
	b := h.browser()
	doc := b.post("/articles/space/comments", url.Values{"text": {"Long\nthought about"}}).wants(401).page()
	v := hidden(doc.Find(`form[action="/login"]`))
	if v.Get("draft") != "Long\nthought about" {
		t.Fatalf("the login form carries %q", v)
	}
	v.Set("email", "reed@example.org")
	v.Set("password", "wrong in every way")
	doc = b.post("/login", v).wants(422).page()
	v = hidden(doc.Find(`form[action="/login"]`))
	v.Set("email", "reed@example.org")
	v.Set("password", password)
	doc = b.post("/login", v).wants(200).page()
	form := doc.Find("form.write")
	if got := strings.TrimSpace(form.Find("textarea").Text()); got != "Long\nthought about" {
		t.Fatalf("the form holds %q", got)
	}
	if n := h.count("en/space"); n != 0 {
		t.Fatalf("%d comments were posted by logging in", n)
	}
	v = hidden(form)
	v.Set("text", "Long thought about")
	b.post(form.AttrOr("action", ""), v).wants(303)
	if n := h.count("en/space"); n != 1 {
		t.Errorf("%d comments", n)
	}
}

func TestTooManyCommentsLoseNothing(t *testing.T) {
	h := open(t, folder(), func(c *server.Config) { c.RateLimits = true })
	b := h.user("river", account.RoleReader, "")
	for i := range 10 {
		b.post("/articles/space/comments", url.Values{"text": {fmt.Sprint("thought ", i)}}).wants(303)
	}
	a := b.post("/articles/space/comments", url.Values{"text": {"one more thought"}}).wants(429)
	if a.Header.Get("Retry-After") == "" {
		t.Error("nobody says when to come back")
	}
	if got := strings.TrimSpace(a.page().Find("textarea").Text()); got != "one more thought" {
		t.Errorf("the text is lost: %q", got)
	}
}

func TestDeletingTheLastCommentOfAPageLeadsToOneThatExists(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.user("river", account.RoleReader, "")
	var last int64
	for i := range comment.ThreadsPerPage + 1 {
		id, err := h.comments.Post(t.Context(), h.viewer(b), comment.Draft{Article: "en/space", Source: fmt.Sprint("thought ", i), Once: fmt.Sprint(i)})
		must(t, err)
		last = id
	}
	a := b.post(fmt.Sprintf("/comments/%d/delete", last), nil).wants(303)
	b.follow(a).wants(200)
}

// whileKept lets something happen as soon as a comment has been kept.
type whileKept struct {
	comment.Comments
	then func()
}

func (w whileKept) Post(ctx context.Context, v *account.Viewer, d comment.Draft) (int64, error) {
	id, err := w.Comments.Post(ctx, v, d)
	w.then()
	return id, err
}

// Who has posted hears so, also where the article gets another address in that very moment.
func TestCommentWhoseArticleIsRenamedMeanwhileIsAcknowledged(t *testing.T) {
	files := folder()
	h := open(t, files, nil)
	b := h.user("river", account.RoleReader, "")
	comments := h.server.Comments
	h.server.Comments = whileKept{comments, func() {
		files["room-to-breathe.md"] = article("title: Room\ncategory: repair\nauthors: [ada]\ndate: 2026-09-01\naliases: [space]", "Words.")
		delete(files, "space.md")
		h.lib, _ = content.Load(files, content.Options{Now: h.clock.Now()})
	}}
	a := b.post("/articles/space/comments", url.Values{"text": {"Just in time."}}).wants(303).leadsTo("/comments/1?done=posted")
	must(t, comments.Rename(t.Context(), map[string]string{"en/space": "en/room-to-breathe"}))
	a = b.follow(a).wants(303).leadsTo("/articles/room-to-breathe?done=posted#comment-1")
	if got := text(b.follow(a).wants(200).page().Find("#comment-1 .said")); got != "Just in time." {
		t.Errorf("the comment says %q", got)
	}
}

// A comment can go when its article has gone: whoever wrote it decides that, and the team does.
func TestCommentOfAMissingArticleCanGo(t *testing.T) {
	files := folder()
	h := open(t, files, nil)
	b, other, mod := h.user("river", account.RoleReader, ""), h.user("reed", account.RoleReader, ""), h.user("mod", account.RoleModerator, "")
	b.post("/articles/space/comments", url.Values{"text": {"one"}}).wants(303)
	b.post("/articles/space/comments", url.Values{"text": {"two"}}).wants(303)
	delete(files, "space.md")
	h.lib, _ = content.Load(files, content.Options{Now: h.clock.Now()})

	other.get("/comments/1/delete").wants(404)
	other.post("/comments/1/delete", nil).wants(404)
	doc := b.get("/comments/1/delete").wants(200).page()
	if got := text(doc.Find("main")); !strings.Contains(got, "one") {
		t.Errorf("the page does not show what goes: %s", got)
	}
	doc.Find("main a").Each(func(_ int, s *goquery.Selection) {
		h.browser().get(s.AttrOr("href", "")).wants(200)
	})
	b.post("/comments/1/delete", nil).wants(303).leadsTo("/?done=deleted")
	mod.get("/comments/2/delete").wants(200)
	mod.post("/comments/2/delete", nil).wants(303).leadsTo("/?done=deleted")
	if n := h.count("en/space"); n != 0 {
		t.Errorf("%d comments left", n)
	}
	b.get("/comments/1/edit").wants(404)
}
