// Package bookmark knows what a reader keeps: whole articles and single tips, with what they said when they were saved.
package bookmark

import (
	"context"
	"time"

	"mendwell/internal/account"
)

// Target is what is kept: an article, or one of its tips.
type Target struct {
	Article string // content.Article.Key
	Tip     string // id of the tip; empty for the article
}

// Snapshot is what the target said.
type Snapshot struct {
	Title        string // of the tip, or of the article
	Text         string // plain text of the tip; the summary of an article
	Label        string // printed label of the tip
	ArticleTitle string
	Category     string // slug, for the filter
}

// Bookmark is one kept thing.
type Bookmark struct {
	ID int64
	Target
	Snapshot // as saved
	Saved    time.Time
}

// State says how a kept thing compares with what the site says today.
type State string

// The states of an Item.
const (
	Current State = "current"
	Changed State = "changed" // same tip, other words
	Moved   State = "moved"   // found again under another id
	Gone    State = "gone"    // only what was saved is left
)

// Item is a bookmark held against today's library.
type Item struct {
	Bookmark
	State State
	Now   Target   // where it is today; zero if Gone
	Today Snapshot // what it says today; zero if Gone
}

// Finder looks a target up in today's library. Where the tip id is unknown, tips are compared by title and text: it
// answers with where the tip is now. Not ok: gone.
type Finder func(t Target, saved Snapshot) (now Target, today Snapshot, ok bool)

// Bookmarks is the service as the server uses it.
type Bookmarks interface {
	// Save keeps a target; saving twice keeps the first. NotFound where the library has no such target.
	Save(ctx context.Context, v *account.Viewer, t Target) (id int64, err error)
	// Remove takes a target away; removing what is not kept is no error.
	Remove(ctx context.Context, v *account.Viewer, t Target) error
	// RemoveID takes one's own bookmark away and returns it, for Restore.
	RemoveID(ctx context.Context, v *account.Viewer, id int64) (Bookmark, error)
	// Restore undoes the latest RemoveID of this id (within an hour), with its first date and text.
	Restore(ctx context.Context, v *account.Viewer, id int64) error
	// On returns the targets kept of one article.
	On(ctx context.Context, v *account.Viewer, article string) (map[Target]bool, error)
	// List returns everything kept, newest first.
	List(ctx context.Context, v *account.Viewer) ([]Item, error)
	// Rename lets bookmarks follow retired articles.
	Rename(ctx context.Context, renames map[string]string) error
}
