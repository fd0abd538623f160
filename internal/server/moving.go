package server

import (
	"context"
	"net/http"
	"strings"

	"mendwell/internal/account"
	"mendwell/internal/comment"
	"mendwell/internal/fault"
	"mendwell/internal/markdown"
	"mendwell/web/page"
)

// keep keeps a comment, also while its article gets another address: the new library is there before the discussions have
// moved, and this visit may still see the one before. Where the comment stands then, d says.
func (s *Server) keep(ctx context.Context, viewer *account.Viewer, d *comment.Draft) (int64, error) {
	id, err := s.Comments.Post(ctx, viewer, *d)
	switch fault.KindOf(err) {
	case "":
		// Kept at an address that was retired meanwhile, it would wait there for the next reload. The visitor may have gone.
		_, _, _ = s.follow(context.WithoutCancel(ctx), d.Article)
		return id, nil
	case fault.NotFound:
		to, moved, trouble := s.follow(ctx, d.Article)
		if trouble != nil {
			return 0, trouble
		}
		if !moved {
			return 0, err
		}
		d.Article = to
	case fault.Conflict: // perhaps what it answers has not moved yet, or has moved meanwhile
		parent, unknown := s.Comments.Get(ctx, viewer, d.Parent)
		if unknown != nil {
			return 0, err
		}
		about, _ := s.movedKey(d.Article)
		to, moved, trouble := s.follow(ctx, parent.Article)
		if trouble != nil {
			return 0, trouble
		}
		if to != about || !moved && about == d.Article {
			return 0, err
		}
		d.Article = to
	default:
		return 0, err
	}
	return s.Comments.Post(ctx, viewer, *d)
}

// change is keep for a comment that is there already.
func (s *Server) change(ctx context.Context, viewer *account.Viewer, c *comment.View, text string) error {
	err := s.Comments.Edit(ctx, viewer, c.ID, text)
	if fault.KindOf(err) == fault.NotFound {
		_, moved, trouble := s.follow(ctx, c.Article)
		if trouble != nil {
			return trouble
		}
		if moved {
			return s.Comments.Edit(ctx, viewer, c.ID, text)
		}
	}
	return err
}

// previewDraft renders what keep and change would take.
func (s *Server) previewDraft(ctx context.Context, viewer *account.Viewer, d comment.Draft) (markdown.HTML, error) {
	html, err := s.Comments.Preview(ctx, viewer, d)
	if to, moved := s.movedKey(d.Article); moved && fault.KindOf(err) == fault.NotFound {
		d.Article = to
		return s.Comments.Preview(ctx, viewer, d)
	}
	return html, err
}

// follow moves the discussion of a retired article to where that lives now, as every reload does a moment after its
// library is there. False: the article has not moved.
func (s *Server) follow(ctx context.Context, from string) (to string, moved bool, err error) {
	to, moved = s.movedKey(from)
	if !moved {
		return from, false, nil
	}
	if err := s.Comments.Rename(ctx, map[string]string{from: to}); err != nil {
		s.Log.WarnContext(ctx, "discussion has not followed its article", "error", err)
		return from, false, err
	}
	return to, true, nil
}

// movedKey is the key of today for a retired one.
func (s *Server) movedKey(from string) (to string, moved bool) {
	a, ok := s.Library().ByKey(from)
	if !ok || a.Key() == from {
		return from, false
	}
	return a.Key(), true
}

// giveBack shows what somebody wrote about something that is no longer there, to copy it. Without any text, why is the answer.
func (s *Server) giveBack(w http.ResponseWriter, r *http.Request, text string, why error) error {
	if fault.KindOf(why) != fault.NotFound || strings.TrimSpace(text) == "" {
		return why
	}
	v := visitOf(r)
	return s.showWith(w, r, http.StatusNotFound, page.KeptText(page.KeptTextProps{Frame: s.private(v, v.words.T("title.form"), nil), Text: text}))
}
