package comment

import (
	"cmp"
	"context"
	"fmt"
	"html"
	"slices"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/fault"
	"mendwell/internal/markdown"
)

// On returns one page of an article's discussion as the viewer may see it. NotFound where the article is unknown or the
// page is beyond the last one.
func (s *Service) On(ctx context.Context, article string, page int, v *account.Viewer) (Page, error) {
	if !s.exists(article) {
		return Page{}, fault.New(fault.NotFound, "article.unknown")
	}
	if page < 1 || page > 1<<31/ThreadsPerPage {
		return Page{}, fault.New(fault.NotFound, "comment.page.unknown")
	}
	found, err := s.store.Threads(ctx, article, (page-1)*ThreadsPerPage, ThreadsPerPage, AnswersShown+1)
	if err != nil {
		return Page{}, fmt.Errorf("load comments of %s: %w", article, err)
	}
	fold(&found)
	p := Page{Count: found.Comments, Number: page, Pages: max(1, (found.Threads+ThreadsPerPage-1)/ThreadsPerPage)}
	if page > p.Pages {
		return Page{}, fault.New(fault.NotFound, "comment.page.unknown")
	}
	for _, top := range tree(found.List) {
		view := s.views(top, nil, v)
		view.More = found.Left[top.ID]
		p.Threads = append(p.Threads, view)
	}
	return p, nil
}

// fold leaves of each thread that goes on the first answers. A single one more is shown: a link to it would take its place.
func fold(found *Threads) {
	if len(found.Left) == 0 {
		return
	}
	rows := map[int64]int{}
	found.List = slices.DeleteFunc(found.List, func(c *Comment) bool {
		if _, goesOn := found.Left[c.Thread]; !goesOn {
			return false
		}
		rows[c.Thread]++
		if rows[c.Thread] <= 1+AnswersShown {
			return false
		}
		if !c.Deleted {
			found.Left[c.Thread]++
		}
		return true
	})
}

// Thread returns one page of the thread below a comment that answers none. An answer to what is on an earlier page stands
// directly below the top and says what it answers. NotFound where it is no such comment, its article is unknown, or the
// page is beyond the last one.
func (s *Service) Thread(ctx context.Context, top int64, page int, v *account.Viewer) (Thread, error) {
	if page < 1 || page > 1<<31/AnswersPerPage {
		return Thread{}, fault.New(fault.NotFound, "comment.page.unknown")
	}
	found, err := s.store.Thread(ctx, top, (page-1)*AnswersPerPage, AnswersPerPage)
	if err != nil {
		return Thread{}, unknown(err, "load thread")
	}
	if !s.exists(found.Top.Article) {
		return Thread{}, unknown(ErrUnknown, "load thread")
	}
	t := Thread{Article: found.Top.Article, Count: found.Count, Number: page, Pages: max(1, (found.Rows+AnswersPerPage-1)/AnswersPerPage)}
	if page > t.Pages {
		return Thread{}, fault.New(fault.NotFound, "comment.page.unknown")
	}
	above := make(map[int64]*Comment, len(found.Above))
	for _, c := range found.Above {
		above[c.ID] = c
	}
	strays := tree(append([]*Comment{found.Top}, found.List...))[1:]
	found.Top.Children = append(found.Top.Children, strays...)
	slices.SortFunc(found.Top.Children, func(a, b *Comment) int { return cmp.Compare(a.ID, b.ID) })
	t.Top = s.views(found.Top, above, v)
	return t, nil
}

// Latest returns the newest comments of an article, at most most of them, newest first, without placeholders, as everybody
// may see them. NotFound where the article is unknown.
func (s *Service) Latest(ctx context.Context, article string, most int) ([]*View, error) {
	if !s.exists(article) {
		return nil, fault.New(fault.NotFound, "article.unknown")
	}
	list, err := s.store.Latest(ctx, article, most)
	if err != nil {
		return nil, fmt.Errorf("load the latest comments of %s: %w", article, err)
	}
	out := make([]*View, len(list))
	for i, c := range list {
		out[i] = s.view(c, nil)
	}
	return out, nil
}

// tree links comments, which come in order of id, to their parents and returns the tops of threads. A parent is always
// older than its answers, so one pass is enough.
func tree(list []*Comment) []*Comment {
	byID := make(map[int64]*Comment, len(list))
	var tops []*Comment
	for _, c := range list {
		byID[c.ID] = c
		if parent := byID[c.Parent]; parent != nil {
			parent.Children = append(parent.Children, c)
		} else {
			tops = append(tops, c)
		}
	}
	return tops
}

// views renders a thread. Answers deeper than MaxShownDepth stand at that depth, each after what it answers, and say
// whom they answer, as do those to a comment above, which is not on the page. It keeps its own stack: a thread can be as
// deep as it has comments.
func (s *Service) views(top *Comment, above map[int64]*Comment, v *account.Viewer) *View {
	type step struct {
		c      *Comment
		parent *Comment
		under  *View // the view that this one is listed below
		depth  int
	}
	var root *View
	for stack := []step{{c: top, depth: 1}}; len(stack) > 0; {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		view := s.view(at.c, v)
		view.Depth = min(at.depth, MaxShownDepth)
		if at.depth > MaxShownDepth {
			view.ReplyTo = at.parent.Name
		}
		if answered := above[at.c.Parent]; answered != nil {
			view.ReplyTo, view.Earlier = answered.Name, answered.ID
		}
		if at.under == nil {
			root = view
		} else {
			at.under.Replies = append(at.under.Replies, view)
		}
		under := view
		if at.depth >= MaxShownDepth {
			under = at.under
		}
		for i := len(at.c.Children) - 1; i >= 0; i-- { // the oldest comes off the stack first
			stack = append(stack, step{c: at.c.Children[i], parent: at.c, under: under, depth: at.depth + 1})
		}
	}
	return root
}

// view renders one comment with what the viewer may do to it.
func (s *Service) view(c *Comment, v *account.Viewer) *View {
	view := &View{Comment: c, Depth: 1}
	if c.Deleted {
		return view
	}
	var err error
	if view.HTML, err = s.shown.html(c.Source); err != nil {
		// It rendered when it was posted, so the renderer has changed since. One comment must not take the page down.
		view.HTML = markdown.HTML("<p>" + html.EscapeString(c.Source) + "</p>")
	}
	if known(v) {
		view.CanPost = true
		view.CanDelete, view.CanEdit = Rights(c.Author, c.Created.UnixMilli(), v, s.now())
	}
	return view
}

func (s *Service) editable(c *Comment, v *account.Viewer) bool {
	_, edit := Rights(c.Author, c.Created.UnixMilli(), v, s.now())
	return edit && !c.Deleted
}

// Rights is what somebody who is logged in may do to a comment that is not deleted, by its author and the time when it
// was written (Unix milliseconds): one's own can be removed at any time and edited within EditWindow; moderators may
// remove anybody's.
func Rights(author, created int64, v *account.Viewer, now time.Time) (remove, edit bool) {
	own := author == v.User.ID
	return own || v.CanModerate(), own && now.Before(time.UnixMilli(created).Add(EditWindow))
}

// Get returns one comment as the viewer may see it, without its answers. When its article has gone, only those find it
// who may still delete it; one whose discussion has yet to follow its article to another address is there for all.
func (s *Service) Get(ctx context.Context, v *account.Viewer, id int64) (*View, error) {
	c, err := s.store.Comment(ctx, id)
	if err != nil {
		return nil, unknown(err, "load comment")
	}
	seen := s.view(c, v)
	if _, ok := s.today(c.Article); !ok && !seen.CanDelete {
		return nil, unknown(ErrUnknown, "load comment")
	}
	return seen, nil
}

// PageOf returns the page on which a comment is shown: that of the discussion, or, beyond the first answers of a long
// thread, that of the thread.
func (s *Service) PageOf(ctx context.Context, id int64) (Place, error) {
	return s.place(ctx, id, 1<<31)
}

// near is how many comments PageNear looks at before it gives up: more than all but a few discussions have.
const near = 200

// PageNear is PageOf where that is quickly found; the number of the page is 0 in a discussion or a thread so long that
// counting takes its time.
func (s *Service) PageNear(ctx context.Context, id int64) (Place, error) {
	return s.place(ctx, id, near)
}

func (s *Service) place(ctx context.Context, id int64, most int) (Place, error) {
	at, err := s.store.Place(ctx, id, most)
	if err == nil && !s.exists(at.Article) {
		err = ErrUnknown
	}
	if err != nil {
		return Place{}, unknown(err, "find comment")
	}
	page := func(before, size int) int {
		if before == most {
			return 0
		}
		return before/size + 1
	}
	p := Place{Article: at.Article, Page: page(at.Threads, ThreadsPerPage)}
	if at.Answers > AnswersShown || at.Answers == AnswersShown && !at.Last {
		p.Thread, p.ThreadPage = at.Thread, page(at.Answers, AnswersPerPage)
	}
	return p, nil
}
