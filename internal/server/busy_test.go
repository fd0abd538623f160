package server_test

import (
	"context"
	"net/url"
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
	if alerts(doc) == "" {
		t.Error("nobody says what happened")
	}
}
