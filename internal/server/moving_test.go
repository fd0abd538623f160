package server_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"mendwell/internal/account"
	"mendwell/internal/comment"
	"mendwell/internal/content"
	"mendwell/internal/markdown"
)

// meanwhile lets something happen once, as soon as a request has found out what it is about.
type meanwhile struct {
	comment.Comments
	happens func()
}

func (m *meanwhile) now() {
	if m.happens != nil {
		m.happens()
		m.happens = nil
	}
}

func (m *meanwhile) Post(ctx context.Context, v *account.Viewer, d comment.Draft) (int64, error) {
	m.now()
	return m.Comments.Post(ctx, v, d)
}

func (m *meanwhile) Edit(ctx context.Context, v *account.Viewer, id int64, source string) error {
	m.now()
	return m.Comments.Edit(ctx, v, id, source)
}

func (m *meanwhile) Preview(ctx context.Context, v *account.Viewer, d comment.Draft) (markdown.HTML, error) {
	m.now()
	return m.Comments.Preview(ctx, v, d)
}

// rename gives the article space another address in the library. Its discussion has not followed yet, as between a swap
// and what comes behind it.
func rename(h *house, files fstest.MapFS) {
	files["room-to-breathe.md"] = article("title: Room\ncategory: repair\nauthors: [ada]\ndate: 2026-09-01\naliases: [space]", "Words.")
	delete(files, "space.md")
	h.lib, _ = content.Load(files, content.Options{Now: h.clock.Now()})
}

func saidAt(t *testing.T, b *browser, path, id string) string {
	t.Helper()
	return text(b.get(path).wants(200).page().Find("#comment-" + id + " .said"))
}

// A comment finds its place whenever its article gets another address: before the request, while it runs, and before the
// discussion has moved.
func TestCommentFindsItsPlaceWhileItsArticleMoves(t *testing.T) {
	for _, when := range []string{"before", "meanwhile"} {
		t.Run(when, func(t *testing.T) {
			files := folder()
			h := open(t, files, nil)
			b := h.user("river", account.RoleReader, "")
			b.post("/articles/space/comments", url.Values{"text": {"First."}}).wants(303)
			move := func() { rename(h, files) }
			if when == "before" {
				move()
				move = nil
			}
			h.server.Comments = &meanwhile{h.server.Comments, move}
			other := h.user("lake", account.RoleReader, "") // who may not delete what they answer
			other.follow(other.post("/articles/space/comments", url.Values{"text": {"Another's answer."}, "parent": {"1"}}).wants(303))
			b.follow(b.post("/articles/space/comments", url.Values{"text": {"An answer."}, "parent": {"1"}}).wants(303))
			for id, want := range map[string]string{"1": "First.", "2": "Another's answer.", "3": "An answer."} {
				if got := saidAt(t, b, "/articles/room-to-breathe", id); got != want {
					t.Errorf("comment %s says %q", id, got)
				}
			}
		})
	}
}

func TestCommentAtTheTopIsKeptWhileItsArticleMoves(t *testing.T) {
	files := folder()
	h := open(t, files, nil)
	b := h.user("river", account.RoleReader, "")
	h.server.Comments = &meanwhile{h.server.Comments, func() { rename(h, files) }}
	b.post("/articles/space/comments", url.Values{"text": {"Just in time."}}).wants(303).leadsTo("/comments/1?done=posted")
	if got := saidAt(t, b, "/articles/room-to-breathe", "1"); got != "Just in time." {
		t.Errorf("the comment says %q", got)
	}
}

// What was kept at an address that is retired in the same moment does not wait for the next reload.
func TestCommentKeptAtARetiredAddressMovesAtOnce(t *testing.T) {
	files := folder()
	h := open(t, files, nil)
	b := h.user("river", account.RoleReader, "")
	h.server.Comments = whileKept{h.server.Comments, func() { rename(h, files) }}
	b.post("/articles/space/comments", url.Values{"text": {"Just in time."}}).wants(303)
	if got := saidAt(t, b, "/articles/room-to-breathe", "1"); got != "Just in time." {
		t.Errorf("the comment says %q", got)
	}
}

func TestEditAndPreviewSurviveThatTheArticleMoves(t *testing.T) {
	for _, c := range []struct {
		name, path string
		form       url.Values
		status     int
	}{
		{"edit", "/comments/1/edit", url.Values{"text": {"Better."}}, 303},
		{"preview of an edit", "/comments/1/edit", url.Values{"text": {"Better."}, "action": {"preview"}}, 200},
		{"preview", "/articles/space/comments", url.Values{"text": {"Better."}, "action": {"preview"}}, 200},
		{"preview of an answer", "/articles/space/comments", url.Values{"text": {"Better."}, "parent": {"1"}, "action": {"preview"}}, 200},
	} {
		for _, before := range []bool{true, false} {
			files := folder()
			h := open(t, files, nil)
			b := h.user("river", account.RoleReader, "")
			b.post("/articles/space/comments", url.Values{"text": {"First."}}).wants(303)
			m := &meanwhile{h.server.Comments, func() { rename(h, files) }}
			if h.server.Comments = m; before {
				m.now()
			}
			writer := b
			if c.form.Has("parent") { // mostly somebody else's
				writer = h.user("lake", account.RoleReader, "")
			}
			a := writer.post(c.path, c.form)
			if a.StatusCode != c.status {
				t.Errorf("%s, moved before: %v: %d %s", c.name, before, a.StatusCode, text(a.page().Find("main")))
				continue
			}
			if c.status == 200 {
				if got := text(a.page().Find(".preview .said")); got != "Better." {
					t.Errorf("%s, moved before: %v: shows %q", c.name, before, got)
				}
			} else if got := saidAt(t, b, "/articles/room-to-breathe", "1"); got != "Better." {
				t.Errorf("%s, moved before: %v: the comment says %q", c.name, before, got)
			}
		}
	}
}

// Where what it is about is gone for good, nothing can be kept; but what somebody has typed comes back.
func TestTextAboutWhatIsGoneComesBack(t *testing.T) {
	for _, lang := range []string{"", "/de"} {
		files := folder()
		h := open(t, files, nil)
		b := h.user("river", account.RoleReader, "")
		b.post("/articles/space/comments", url.Values{"text": {"First."}}).wants(303)
		gone := func() {
			delete(files, "space.md")
			h.lib, _ = content.Load(files, content.Options{Now: h.clock.Now()})
		}
		back := func(path string, form url.Values) {
			t.Helper()
			doc := b.post(lang+path, form).wants(404).page()
			if got := strings.TrimSpace(doc.Find("main textarea").Text()); got != "Long <b>thoughts</b>." {
				t.Errorf("%s gives back %q: %s", path, got, text(doc.Find("main")))
			}
			if doc.Find("main button").Length() != 0 {
				t.Errorf("%s offers a button that leads nowhere", path)
			}
		}
		form := url.Values{"text": {"Long <b>thoughts</b>."}}
		h.server.Comments = &meanwhile{h.server.Comments, gone}
		back("/articles/space/comments", form)
		back("/articles/space/comments", form)
		back("/articles/space/comments", url.Values{"text": form["text"], "action": {"preview"}})
		back("/comments/1/edit", form)
		b.post(lang+"/articles/space/comments", url.Values{"text": {" "}}).wants(404)
	}
}

// The discussion may move, too, while an answer waits for its commit.
func TestAnswerIsKeptWhileTheDiscussionMoves(t *testing.T) {
	for _, form := range []url.Values{
		{"text": {"An answer."}, "parent": {"1"}},
		{"text": {"An answer."}, "parent": {"1"}, "action": {"preview"}},
	} {
		files := folder()
		h := open(t, files, nil)
		h.user("river", account.RoleReader, "").post("/articles/space/comments", url.Values{"text": {"First."}}).wants(303)
		other := h.user("lake", account.RoleReader, "")
		inner := h.server.Comments
		h.server.Comments = &meanwhile{inner, func() {
			rename(h, files)
			must(t, inner.Rename(context.Background(), map[string]string{"en/space": "en/room-to-breathe"}))
		}}
		a := other.post("/articles/space/comments", form)
		if form.Has("action") {
			if got := a.wants(200).page().Find("input[name=parent]").AttrOr("value", ""); got != "1" {
				t.Errorf("the preview answers %q", got)
			}
			continue
		}
		other.follow(a.wants(303))
		if got := saidAt(t, other, "/articles/room-to-breathe", "2"); got != "An answer." {
			t.Errorf("the answer says %q", got)
		}
	}
}

// What is answered may go while somebody reads their preview: the text comes back.
func TestPreviewOfAnAnswerToWhatIsGoneKeepsTheText(t *testing.T) {
	h := open(t, folder(), nil)
	ada, river := h.user("ada", account.RoleReader, ""), h.user("river", account.RoleReader, "")
	ada.post("/articles/space/comments", url.Values{"text": {"First."}}).wants(303)
	river.post("/articles/space/comments", url.Values{"text": {"Second."}, "parent": {"1"}}).wants(303)
	ada.post("/comments/1/delete", nil).wants(303)
	doc := river.post("/articles/space/comments", url.Values{"text": {"Long thoughts."}, "parent": {"1"}, "action": {"preview"}}).page()
	if got := strings.TrimSpace(doc.Find("main textarea").Text()); got != "Long thoughts." {
		t.Errorf("gives back %q: %s", got, text(doc.Find("main")))
	}
}
