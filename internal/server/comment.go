package server

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/account"
	"mendwell/internal/comment"
	"mendwell/internal/content"
	"mendwell/internal/fault"
	"mendwell/web/link"
	"mendwell/web/page"
	"mendwell/web/ui"
)

// postComment takes a comment or an answer. What cannot be taken comes back with its text kept.
func (s *Server) postComment(w http.ResponseWriter, r *http.Request) error {
	s.posts.pass()
	v := visitOf(r)
	f, err := readForm(r)
	if err != nil {
		return err
	}
	a, err := s.articleToComment(r)
	if err != nil {
		return s.giveBack(w, r, f.get("text"), err)
	}
	d, err := readDraft(f, a)
	if err != nil {
		return err
	}
	if v.viewer == nil {
		return s.loginToPost(w, r, a, d)
	}
	if f.get("action") == "preview" {
		return s.previewComment(w, r, a, d)
	}
	id, err := s.keep(r.Context(), v.viewer, &d)
	s.posts.pass() // all who shared the commit come from there at once
	if err != nil {
		return s.commentTrouble(w, r, a, d, err)
	}
	return s.acknowledge(w, r, id, "posted", s.near(d))
}

// articleToComment is the article of the address, also where it has got another while somebody was writing.
func (s *Server) articleToComment(r *http.Request) (*content.Article, error) {
	a, err := s.article(r)
	if err != nil {
		if moved, ok := visitOf(r).lib.Moved(visitOf(r).lang, chi.URLParam(r, "slug")); ok {
			return moved, nil
		}
	}
	return a, err
}

func readDraft(f form, a *content.Article) (d comment.Draft, err error) {
	d = comment.Draft{Article: a.Key(), Source: f.get("text"), Once: f.get("once")}
	if parent := f.get("parent"); parent != "" {
		d.Parent, err = parseID(parent)
	}
	return d, err
}

// loginToPost keeps what somebody wrote whose session has ended meanwhile: it travels through the log-in form.
func (s *Server) loginToPost(w http.ResponseWriter, r *http.Request, a *content.Article, d comment.Draft) error {
	v := visitOf(r)
	back := v.link.Comments(a.Slug, 1)
	if strings.TrimSpace(d.Source) == "" {
		return s.seeOther(w, v.link.Login(back))
	}
	ret := page.Return{Next: back, Title: a.Title, Draft: page.WaitingDraft{Text: d.Source, Slug: a.Slug}}
	if d.Parent != 0 {
		ret.Draft.Parent = strconv.FormatInt(d.Parent, 10)
	}
	return s.showWith(w, r, http.StatusUnauthorized, page.Login(page.LoginProps{Frame: s.loginFrame(v), Return: ret, Contact: contactPage(v)}))
}

// withDraft reads the comment that waits for a login.
func withDraft(ret page.Return, f form) page.Return {
	ret.Draft = page.WaitingDraft{Text: f.get("draft"), Slug: f.get("draft_slug"), Parent: f.get("draft_parent")}
	return ret
}

// offerDraft shows a comment that waited for a login in its form. It is not posted: whoever logged in decides that.
func (s *Server) offerDraft(w http.ResponseWriter, r *http.Request, viewer *account.Viewer, ret page.Return) error {
	v := visitOf(r)
	v.viewer = viewer
	a, ok := v.lib.Article(v.lang, ret.Draft.Slug)
	if !ok {
		a, ok = v.lib.Moved(v.lang, ret.Draft.Slug)
	}
	if !ok {
		return s.giveBack(w, r, ret.Draft.Text, fault.New(fault.NotFound, "article.unknown"))
	}
	d := comment.Draft{Article: a.Key(), Source: ret.Draft.Text}
	if id, err := parseID(ret.Draft.Parent); err == nil {
		d.Parent = id
	}
	p, err := s.commentForm(r, a, d)
	if fault.KindOf(err) == fault.NotFound && d.Parent != 0 { // what it answers is gone
		d.Parent = 0
		p, err = s.commentForm(r, a, d)
	}
	if err != nil {
		return err
	}
	return s.showPrivate(w, r, page.CommentForm(p))
}

func (s *Server) previewComment(w http.ResponseWriter, r *http.Request, a *content.Article, d comment.Draft) error {
	v := visitOf(r)
	html, err := s.previewDraft(r.Context(), v.viewer, d)
	if err != nil {
		return s.commentTrouble(w, r, a, d, err)
	}
	p, err := s.commentForm(r, a, d)
	if fault.KindOf(err) == fault.NotFound && d.Parent != 0 {
		return s.commentTrouble(w, r, a, d, fault.Wrap(fault.Conflict, "comment.parent.gone", err))
	}
	if err != nil {
		return err
	}
	p.Title, p.Preview = v.words.T("title.comment.preview"), html
	return s.showPrivate(w, r, page.CommentForm(p))
}

// commentTrouble shows the form again, with the text and with what to do about it.
func (s *Server) commentTrouble(w http.ResponseWriter, r *http.Request, a *content.Article, d comment.Draft, why error) error {
	trouble, status, ok := s.draftTrouble(r, why)
	if !ok {
		return s.giveBack(w, r, d.Source, why)
	}
	setRetryAfter(w, why)
	p, err := s.commentForm(r, a, d)
	switch {
	case err == nil || d.Parent == 0:
	case fault.KindOf(err) == fault.NotFound: // what it answers is gone: the text is not
		d.Parent = 0
		p, err = s.commentForm(r, a, d)
	default: // nobody can say now what it answers; it answers that all the same
		p, err = s.answerForm(r, a, d, &comment.View{Comment: &comment.Comment{ID: d.Parent}}), nil
	}
	if err != nil {
		return err
	}
	p.Trouble = trouble
	return s.showWith(w, r, status, page.CommentForm(p))
}

// commentForm is the page to write a comment or an answer on.
func (s *Server) commentForm(r *http.Request, a *content.Article, d comment.Draft) (page.CommentFormProps, error) {
	if d.Parent == 0 {
		return s.answerForm(r, a, d, nil), nil
	}
	parent, err := s.Comments.Get(r.Context(), visitOf(r).viewer, d.Parent)
	if err != nil {
		return page.CommentFormProps{}, err
	}
	about, _ := s.movedKey(parent.Article) // the library of this visit may be the one before
	if here, _ := s.movedKey(a.Key()); about != here || parent.Deleted {
		return page.CommentFormProps{}, fault.New(fault.NotFound, "error.comment.reply")
	}
	return s.answerForm(r, a, d, parent), nil
}

// answerForm is commentForm with what is answered, or nil.
func (s *Server) answerForm(r *http.Request, a *content.Article, d comment.Draft, parent *comment.View) page.CommentFormProps {
	v := visitOf(r)
	p := page.CommentFormProps{
		Heading: v.words.T("title.comment"), ArticleTitle: a.Title, ArticleHref: v.link.Article(a.Slug), ArticleLang: a.Lang,
		Text: d.Source, Once: d.Once, Action: v.link.PostComment(a.Slug), Back: v.link.Comments(a.Slug, 1),
	}
	if p.Once == "" {
		p.Once = s.random(16)
	}
	if parent != nil {
		p.Parent, p.Heading, p.Back = parent, v.words.T("title.comment.reply"), v.link.Comment(parent.ID)
		if parent.Name != "" {
			p.Heading = v.words.T("title.comment.reply.to", "Name", parent.Name)
		}
	}
	p.Frame = s.private(v, v.words.T("title.form"), nil) // what stays in the tab names neither reader nor subject
	return p
}

// showComment leads from a comment's permanent address to where it stands today.
func (s *Server) showComment(w http.ResponseWriter, r *http.Request) error {
	id, err := parseID(chi.URLParam(r, "id"))
	if err != nil {
		return err
	}
	return s.goToComment(w, r, id, visitOf(r).done, s.Comments.PageOf)
}

// acknowledge is goToComment for what has just been kept, which no trouble in finding it undoes: its article may get another
// address in this moment. The permanent address leads there then.
func (s *Server) acknowledge(w http.ResponseWriter, r *http.Request, id int64, done string,
	find func(context.Context, int64) (comment.Place, error)) error {
	err := s.goToComment(w, r, id, done, find)
	if err == nil {
		return nil
	}
	s.Log.WarnContext(r.Context(), "place of a comment not found", "error", err)
	return s.seeOther(w, withDone(visitOf(r).link.Comment(id), done))
}

// goToComment leads to where a comment stands. find may leave the number of the page open: then the permanent address
// leads there.
func (s *Server) goToComment(w http.ResponseWriter, r *http.Request, id int64, done string,
	find func(context.Context, int64) (comment.Place, error)) error {
	v := visitOf(r)
	at, err := find(r.Context(), id)
	if err != nil {
		return err
	}
	a, ok := v.lib.ByKey(at.Article)
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	to := v.link.Comment(id) // it leads on from there
	switch {
	case at.ThreadPage > 0:
		to = v.link.AnswerAt(a.Slug, at.Thread, at.ThreadPage, id)
	case at.Thread == 0 && at.Page > 0:
		to = v.link.CommentAt(a.Slug, at.Page, id)
	}
	if done != "" {
		to = withDone(to, done)
	}
	return s.seeOther(w, to)
}

func (s *Server) showReply(w http.ResponseWriter, r *http.Request) error {
	parent, a, err := s.commentAndArticle(r)
	if err != nil {
		return err
	}
	p, err := s.commentForm(r, a, comment.Draft{Article: a.Key(), Parent: parent.ID})
	if err != nil {
		return err
	}
	return s.showPrivate(w, r, page.CommentForm(p))
}

// commentAndArticle finds the comment that an address names, as the viewer may see it, and what it is about.
func (s *Server) commentAndArticle(r *http.Request) (*comment.View, *content.Article, error) {
	v := visitOf(r)
	id, err := parseID(chi.URLParam(r, "id"))
	if err != nil {
		return nil, nil, err
	}
	c, err := s.Comments.Get(r.Context(), v.viewer, id)
	if err != nil {
		return nil, nil, err
	}
	a, ok := v.lib.ByKey(c.Article)
	if !ok {
		a, ok = s.Library().ByKey(c.Article) // it has moved since this visit began
	}
	if !ok || c.Deleted {
		return nil, nil, fault.New(fault.NotFound, "")
	}
	return c, a, nil
}

func (s *Server) showEdit(w http.ResponseWriter, r *http.Request) error {
	c, a, err := s.commentAndArticle(r)
	if err != nil {
		return err
	}
	if !c.CanEdit {
		return fault.New(fault.Forbidden, "error.comment.edit")
	}
	return s.showPrivate(w, r, page.CommentForm(s.editForm(visitOf(r), c, a, c.Source)))
}

func (s *Server) editForm(v *visit, c *comment.View, a *content.Article, text string) page.CommentFormProps {
	return page.CommentFormProps{
		Frame:   s.private(v, v.words.T("title.form"), func(l link.Space) string { return l.EditComment(c.ID) }),
		Heading: v.words.T("title.comment.edit"), ArticleTitle: a.Title, ArticleHref: v.link.Article(a.Slug), ArticleLang: a.Lang,
		Text: text, Action: v.link.EditComment(c.ID), Back: v.link.Comment(c.ID), Editing: true,
	}
}

func (s *Server) editComment(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	f, err := readForm(r)
	if err != nil {
		return err
	}
	c, a, err := s.commentAndArticle(r)
	if err != nil {
		return s.giveBack(w, r, f.get("text"), err)
	}
	p := s.editForm(v, c, a, f.get("text"))
	if f.get("action") == "preview" {
		if err = fault.New(fault.Forbidden, "error.comment.edit"); c.CanEdit {
			p.Preview, err = s.previewDraft(r.Context(), v.viewer, comment.Draft{Article: c.Article, Parent: c.Parent, Source: p.Text})
		}
		if err == nil {
			p.Title = v.words.T("title.comment.preview")
			return s.showPrivate(w, r, page.CommentForm(p))
		}
	} else if err = s.change(r.Context(), v.viewer, c, p.Text); err == nil {
		return s.acknowledge(w, r, c.ID, "edited", s.Comments.PageOf)
	}
	trouble, status, ok := s.draftTrouble(r, err)
	if fault.KindOf(err) == fault.Forbidden && c.Author == v.viewer.ID { // too late: but what was typed is not lost
		trouble, status, ok = &ui.Trouble{Title: v.words.T("trouble.title"), Text: v.words.T("error.comment.edit")}, http.StatusForbidden, true
	}
	if !ok {
		return s.giveBack(w, r, p.Text, err)
	}
	setRetryAfter(w, err)
	p.Trouble = trouble
	return s.showWith(w, r, status, page.CommentForm(p))
}

// commentToDelete finds a comment that the viewer may delete. What it is about may be gone.
func (s *Server) commentToDelete(r *http.Request) (*comment.View, error) {
	id, err := parseID(chi.URLParam(r, "id"))
	if err != nil {
		return nil, err
	}
	c, err := s.Comments.Get(r.Context(), visitOf(r).viewer, id)
	if err != nil {
		return nil, err
	}
	if c.Deleted {
		return nil, fault.New(fault.NotFound, "comment.unknown")
	}
	if !c.CanDelete {
		return nil, fault.New(fault.Forbidden, "error.comment.delete")
	}
	return c, nil
}

func (s *Server) showDeleteComment(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	c, err := s.commentToDelete(r)
	if err != nil {
		return err
	}
	title, back := "", v.link.Home()
	if a, ok := v.lib.ByKey(c.Article); ok {
		title, back = a.Title, v.link.Comment(c.ID)
	}
	return s.showPrivate(w, r, page.CommentDelete(page.CommentDeleteProps{
		Frame:   s.private(v, v.words.T("title.form"), func(l link.Space) string { return l.DeleteComment(c.ID) }),
		Comment: c, ArticleTitle: title, Back: back, Action: v.link.DeleteComment(c.ID),
		OfOther: c.Author != v.viewer.ID,
	}))
}

func (s *Server) deleteComment(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	c, err := s.commentToDelete(r)
	if err != nil {
		return err
	}
	at, err := s.Comments.PageOf(r.Context(), c.ID) // while it is there
	if err != nil {
		at = comment.Place{Page: 1}
	}
	if err := s.Comments.Delete(r.Context(), v.viewer, c.ID); err != nil {
		return err
	}
	a, ok := v.lib.ByKey(c.Article)
	if !ok {
		return s.seeOther(w, withDone(v.link.Home(), "deleted"))
	}
	return s.seeOther(w, withDone(s.whereItWas(r, a, at), "deleted"))
}

// whereItWas is where somebody goes on reading after a comment has gone: it may have taken its page with it, or its thread.
func (s *Server) whereItWas(r *http.Request, a *content.Article, at comment.Place) string {
	v := visitOf(r)
	if at.Thread != 0 {
		if t, err := s.Comments.Thread(r.Context(), at.Thread, 1, v.viewer); err == nil {
			return v.link.Thread(a.Slug, at.Thread, min(at.ThreadPage, t.Pages))
		}
	}
	if left, err := s.Comments.On(r.Context(), a.Key(), 1, v.viewer); err == nil {
		return v.link.Comments(a.Slug, min(at.Page, left.Pages))
	}
	return v.link.Comments(a.Slug, 1)
}

// parseID reads a number of ours. One that is not written plainly names nothing.
func parseID(text string) (int64, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 || strconv.FormatInt(id, 10) != text {
		return 0, fault.New(fault.NotFound, "")
	}
	return id, nil
}
