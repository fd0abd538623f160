// Package comment knows how readers talk below an article: threads, who may write, edit and delete, and for how long.
package comment

import (
	"context"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/markdown"
)

// Limits of a comment.
const (
	MaxLength     = 5000             // characters of Markdown
	EditWindow    = 15 * time.Minute // how long one's own comment can be edited
	MaxShownDepth = 4                // deeper answers are shown at this depth

	// A page of a discussion has at most ThreadsPerPage * (2 + AnswersShown) comments, however long its threads are.
	ThreadsPerPage = 25
	AnswersShown   = 6  // of each thread, and one more where it is the last; all of them are on pages of the thread's own
	AnswersPerPage = 50 // there
)

// Comment is one contribution. A deleted one that has answers stays as a placeholder.
type Comment struct {
	ID       int64
	Article  string // content.Article.Key
	Parent   int64  // 0 at the top of a thread
	Thread   int64  // id of the comment at the top of the thread; its own id there
	Author   int64  // 0: deleted reader
	Name     string // display name; empty for a deleted reader
	Person   string // person slug of the author's account, to badge the article's author or editor
	Source   string // Markdown as written
	Created  time.Time
	Edited   time.Time // zero: never
	Deleted  bool      // a placeholder: Source, Name and Author are empty
	Children []*Comment
}

// View is a comment as one viewer may see it.
type View struct {
	*Comment
	HTML                        markdown.HTML
	Depth                       int // 1 at the top, at most MaxShownDepth
	ReplyTo                     string
	Earlier                     int64 // id of what it answers, where that is on an earlier page of the thread; else 0
	More                        int   // at the top of a thread: how many answers are not on this page, without placeholders
	CanEdit, CanDelete, CanPost bool
	Replies                     []*View
}

// Page is one page of an article's discussion, oldest thread first. Of each thread it has the first answers.
type Page struct {
	Count   int // comments without placeholders, on all pages
	Threads []*View
	Number  int // 1-based
	Pages   int // at least 1
}

// Thread is one page of a single thread: the comment at its top and some of its answers, in the order of time.
type Thread struct {
	Article string
	Top     *View
	Count   int // answers without placeholders, on all pages
	Number  int // 1-based
	Pages   int // at least 1
}

// Place is where a comment stands.
type Place struct {
	Article    string
	Page       int   // of the discussion; 0: not looked for
	Thread     int64 // 0: on the page of the discussion
	ThreadPage int   // of that thread; 0: not looked for
}

// Draft is what somebody types.
type Draft struct {
	Article string
	Parent  int64
	Source  string
	Once    string // key made with the form: the same key posts the same text once
}

// Comments is the service as the server uses it.
//
// Faults: Invalid with field "text"; Unauthorised, Forbidden, NotFound; TooLarge where the rendered text is over its cap.
type Comments interface {
	On(ctx context.Context, article string, page int, v *account.Viewer) (Page, error)
	// Thread returns one page of the thread below a comment that answers none; NotFound where it is no such comment.
	Thread(ctx context.Context, top int64, page int, v *account.Viewer) (Thread, error)
	// Post returns the comment's id. Posting the same text again with the same Once, or by the same author under the same
	// parent within ten minutes, returns the first one's id.
	Post(ctx context.Context, v *account.Viewer, d Draft) (int64, error)
	// Preview renders what Post would take.
	Preview(ctx context.Context, v *account.Viewer, d Draft) (markdown.HTML, error)
	// Get returns one comment as the viewer may see it.
	Get(ctx context.Context, v *account.Viewer, id int64) (*View, error)
	Edit(ctx context.Context, v *account.Viewer, id int64, source string) error
	Delete(ctx context.Context, v *account.Viewer, id int64) error
	// PageOf returns the page on which a comment is shown.
	PageOf(ctx context.Context, id int64) (Place, error)
	// PageNear is PageOf where that is quickly found; the number of the page is 0 where it is not.
	PageNear(ctx context.Context, id int64) (Place, error)
	// Latest returns the newest comments of an article, at most most of them, newest first, without placeholders, as
	// everybody may see them.
	Latest(ctx context.Context, article string, most int) ([]*View, error)
	// Counts returns the number of comments of many articles.
	Counts(ctx context.Context, articles []string) (map[string]int, error)
	// Rename moves the discussion of retired articles to where they live now.
	Rename(ctx context.Context, renames map[string]string) error
}
