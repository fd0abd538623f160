package server

import (
	"context"

	"mendwell/internal/account"
	"mendwell/internal/comment"
)

// watchedComments drops the finished pages that a write makes untrue, before whoever wrote hears of success: the next
// request sees the new comment.
type watchedComments struct {
	comment.Comments
	pages *pageShelf
}

func (c watchedComments) Post(ctx context.Context, v *account.Viewer, d comment.Draft) (int64, error) {
	defer c.pages.forget(d.Article)
	return c.Comments.Post(ctx, v, d)
}

func (c watchedComments) Edit(ctx context.Context, v *account.Viewer, id int64, source string) error {
	defer c.forgetPageOf(ctx, id)()
	return c.Comments.Edit(ctx, v, id, source)
}

func (c watchedComments) Delete(ctx context.Context, v *account.Viewer, id int64) error {
	defer c.forgetPageOf(ctx, id)()
	return c.Comments.Delete(ctx, v, id)
}

// forgetPageOf finds the article of a comment while the comment is still there.
func (c watchedComments) forgetPageOf(ctx context.Context, id int64) func() {
	at, err := c.PageNear(ctx, id)
	if err != nil {
		return c.pages.forgetAll
	}
	return func() { c.pages.forget(at.Article) }
}

func (c watchedComments) Rename(ctx context.Context, renames map[string]string) error {
	defer c.pages.forgetAll()
	return c.Comments.Rename(ctx, renames)
}
