package server_test

import (
	"context"
	"errors"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"mendwell/internal/account"
	"mendwell/internal/comment"
	"mendwell/internal/fault"
	"mendwell/internal/server"
)

// lockedComments is a discussion whose database takes nothing at the moment.
type lockedComments struct{ comment.Comments }

func (lockedComments) Post(context.Context, *account.Viewer, comment.Draft) (int64, error) {
	return 0, fault.New(fault.Busy, "")
}

func TestBusyDatabaseLosesNoComment(t *testing.T) {
	h := open(t, folder(), func(c *server.Config) { c.Comments = lockedComments{c.Comments} })
	a := h.user("river", account.RoleReader, "").post("/articles/space/comments", url.Values{"text": {"a long thought"}}).wants(503)
	doc := a.page()
	if got := strings.TrimSpace(doc.Find("form.write textarea").Text()); got != "a long thought" {
		t.Errorf("the text is lost: %q", got)
	}
	if alerts(doc) == "" || a.Header.Get("Retry-After") == "" {
		t.Error("nobody says what happened, or when to try again")
	}
}

// fullComments is a discussion on a disk that takes nothing any more.
type fullComments struct{ comment.Comments }

var errFull = errors.New("the disk is full")

func (fullComments) Post(context.Context, *account.Viewer, comment.Draft) (int64, error) {
	return 0, errFull
}

func (fullComments) Edit(context.Context, *account.Viewer, int64, string) error { return errFull }

// What breaks on our side takes nobody's words with it, and whoever runs the site reads why.
func TestFullDiskLosesNoComment(t *testing.T) {
	h := open(t, folder(), nil)
	river := h.user("river", account.RoleReader, "")
	river.post("/articles/space/comments", url.Values{"text": {"a short thought"}}).wants(303)
	h.server.Comments = fullComments{h.server.Comments}
	for _, path := range []string{"/articles/space/comments", "/comments/1/edit"} {
		doc := river.post(path, url.Values{"text": {"a long thought"}}).wants(500).page()
		if got := strings.TrimSpace(doc.Find("form.write textarea").Text()); got != "a long thought" {
			t.Errorf("%s: the text is lost: %q", path, got)
		}
		said := alerts(doc)
		if strings.Contains(said, errFull.Error()) || !strings.Contains(said, "still here") {
			t.Errorf("%s: %q", path, said)
		}
		id := regexp.MustCompile(`number: (\S+)\.`).FindStringSubmatch(said)
		if log := h.log.String(); id == nil || !strings.Contains(log, errFull.Error()) || !strings.Contains(log, "id="+id[1]) {
			t.Errorf("%s: %q leads to nothing in the log", path, said)
		}
	}
}

// unreadComments can be read no more either.
type unreadComments struct{ fullComments }

func (unreadComments) Get(context.Context, *account.Viewer, int64) (*comment.View, error) {
	return nil, errFull
}

// An answer does not become a comment of its own because nobody can look at what it answers.
func TestAnswerStaysOneWhateverBreaks(t *testing.T) {
	h := open(t, folder(), nil)
	river := h.user("river", account.RoleReader, "")
	river.post("/articles/space/comments", url.Values{"text": {"a short thought"}}).wants(303)
	h.server.Comments = unreadComments{fullComments{h.server.Comments}}
	doc := river.post("/articles/space/comments", url.Values{"text": {"a long thought"}, "parent": {"1"}}).wants(500).page()
	if got := doc.Find("form.write input[name=parent]").AttrOr("value", ""); got != "1" {
		t.Errorf("it answers %q", got)
	}
	if got := strings.TrimSpace(doc.Find("form.write textarea").Text()); got != "a long thought" || doc.Find(".quoted").Length() != 0 {
		t.Errorf("the form has %q: %s", got, text(doc.Find("main")))
	}
}
