package bookmark

import (
	"context"
	"errors"
	"time"
)

// ErrUnknown says that a user has no such bookmark.
var ErrUnknown = errors.New("bookmark: no such bookmark")

// Store keeps bookmarks. Every method is one transaction.
type Store interface {
	// SaveBookmark keeps a target for a user and returns its id; where it is kept already, the first one's.
	SaveBookmark(ctx context.Context, user int64, t Target, s Snapshot, at time.Time) (int64, error)
	// RemoveTarget takes a target away for good; what is not kept is no error.
	RemoveTarget(ctx context.Context, user int64, t Target) error
	// RemoveBookmark takes a bookmark away so that it can be restored, and purges what was removed before forget;
	// ErrUnknown.
	RemoveBookmark(ctx context.Context, user, id int64, at, forget time.Time) (Bookmark, error)
	// RestoreBookmark brings back what was removed at or after since, in place of a later bookmark of the same target;
	// what is kept already is no error; ErrUnknown.
	RestoreBookmark(ctx context.Context, user, id int64, since time.Time) error
	// PurgeRemoved deletes for good what was removed before forget.
	PurgeRemoved(ctx context.Context, forget time.Time) error
	// ArticleTargets returns what a user keeps of one article.
	ArticleTargets(ctx context.Context, user int64, article string) ([]Target, error)
	// Bookmarks returns everything that a user keeps, newest first.
	Bookmarks(ctx context.Context, user int64) ([]Bookmark, error)
	// RenameTargets moves bookmarks from each article key to its value. Where a user keeps both, the older one stays.
	RenameTargets(ctx context.Context, renames map[string]string) error
}
