package comment

import (
	"context"
	"errors"
	"time"
)

// What a Store answers when what was asked for is not there (any more).
var (
	ErrUnknown = errors.New("comment: no such comment")
	ErrParent  = errors.New("comment: parent is gone or elsewhere")
)

// Posting is a comment about to be kept.
type Posting struct {
	Article string
	Parent  int64
	Author  int64
	Source  string
	Once    []byte    // hash of the form's key, the place and the text, so equal only where these are; nil without a key
	Created time.Time // also decides what "the same text lately" is
	Same    time.Time // the same text under the same parent since then is the same comment
}

// Threads are a page of threads in a store. Counts are of the whole article.
type Threads struct {
	List     []*Comment    // in order of id
	Left     map[int64]int // id of a top -> answers that are not in List, without placeholders; none: not in here
	Comments int           // without placeholders
	Threads  int
}

// Answers are a page of one thread in a store.
type Answers struct {
	Top   *Comment
	List  []*Comment // the answers of the page, in order of id
	Above []*Comment // what these answer, where that is neither on the page nor the top
	Count int        // all answers, without placeholders
	Rows  int        // all answers
}

// Standing is where a comment stands among others, placeholders included.
type Standing struct {
	Article string
	Thread  int64
	Threads int  // of the article, before its own
	Answers int  // of the thread, before it; 0 for the top
	Last    bool // none of the thread comes after it
}

// Store keeps comments. Every method is one transaction.
type Store interface {
	// AddComment keeps a comment and returns its id, or the id of the one that it repeats. ErrParent where the parent is
	// unknown, deleted or below another article.
	AddComment(ctx context.Context, p Posting) (int64, error)
	// Threads returns one page of threads: of each the comment at its top and its first answers, at most answers of them.
	Threads(ctx context.Context, article string, offset, limit, answers int) (Threads, error)
	// Thread returns the comment at the top of a thread and one page of its answers; ErrUnknown where there is no such top.
	Thread(ctx context.Context, top int64, offset, limit int) (Answers, error)
	// Latest returns the newest comments of an article, newest first, without placeholders.
	Latest(ctx context.Context, article string, limit int) ([]*Comment, error)
	// Comment returns one comment, a placeholder too; ErrUnknown.
	Comment(ctx context.Context, id int64) (*Comment, error)
	// Place returns where a comment stands, a placeholder too; ErrUnknown. It looks at no more than most of the comments
	// before it in the discussion, and in the thread: where there are as many, Threads or Answers is most.
	Place(ctx context.Context, id int64, most int) (Standing, error)
	// EditComment replaces the text of a comment that is its author's and not deleted; ErrUnknown.
	EditComment(ctx context.Context, id, author int64, source string, at time.Time) error
	// DeleteComment turns a comment with answers into a placeholder and removes one without, along with the placeholders
	// above it that have no other answers. ErrUnknown where it is not there or deleted already.
	DeleteComment(ctx context.Context, id int64) error
	// Counts returns the number of comments, without placeholders, of those of the articles that have any.
	Counts(ctx context.Context, articles []string) (map[string]int, error)
	// RenameArticles moves discussions from each key to its value.
	RenameArticles(ctx context.Context, renames map[string]string) error
}
