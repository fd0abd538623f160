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
	renew func(*keptPage) // makes a page anew, and drops the old one
}

// remadeMost is how many pages a post makes anew at most.
const remadeMost = 4

// Post makes the pages anew that many are reading, so that none of them waits for that. They keep getting the old ones
// until then: the comment is on the disk, but nobody has been told of it.
func (c watchedComments) Post(ctx context.Context, v *account.Viewer, d comment.Draft) (int64, error) {
	defer func() {
		for _, p := range c.pages.wrote(d.Article, remadeMost) {
			c.renew(p)
		}
	}()
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
