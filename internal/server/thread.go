package server

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/content"
	"mendwell/internal/fault"
	"mendwell/web/link"
	"mendwell/web/page"
	"mendwell/web/ui"
)

// showThread shows one page of a thread that is too long for the page of its article. The address of another comment
// than the one at the top leads to where that stands.
func (s *Server) showThread(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	id, err := parseID(chi.URLParam(r, "id"))
	if err != nil {
		return err
	}
	a, err := s.article(r)
	if err != nil || v.lib.Home(a) != v.lang {
		if moved, ok := v.lib.Moved(v.lang, chi.URLParam(r, "slug")); ok {
			return s.movedTo(w, r, s.space(v.lib.Home(moved)).Thread(moved.Slug, id, 1))
		}
	}
	if err != nil {
		return err
	}
	number, err := pageNumber(r, "page")
	if err != nil {
		return err
	}
	v.dependsOn(a.Key())
	v.showsFresh()
	p := page.ThreadProps{Article: a, ArticleHref: v.link.Article(a.Slug), Badges: badges(a), Help: helpOf(v)}
	p.Thread, err = s.Comments.Thread(r.Context(), id, number, v.viewer)
	if err == nil && p.Thread.Article != a.Key() || number == 1 && fault.KindOf(err) == fault.NotFound {
		return s.goToComment(w, r, id, v.done, s.Comments.PageOf)
	}
	if err != nil {
		return err
	}
	s.showsTimes(v)
	s.fillThread(v, a, &p)
	return s.show(w, r, page.Thread(p))
}

// fillThread adds what surrounds the answers. Machines are told of the article, not of this page.
func (s *Server) fillThread(v *visit, a *content.Article, p *page.ThreadProps) {
	t := p.Thread
	title := numbered(v, v.words.T("title.thread", "Title", a.Title), t.Number)
	p.Frame = s.private(v, title, func(l link.Space) string { return l.Thread(a.Slug, t.Top.ID, t.Number) })
	p.Feeds = commentFeed(v, a).links()
	if a.Category != nil {
		markSection(&p.Frame, a.Category.Slug)
	}
	p.Help.Above = a.Sensitive
	p.DiscussionHref = v.link.Comments(a.Slug, 1)
	p.Pager = ui.Pager{Number: t.Number, Pages: t.Pages, Href: func(n int) string { return v.link.Thread(a.Slug, t.Top.ID, n) }}
	p.CanAnswer, p.CanRegister = t.Top.CanPost, v.viewer == nil
	if p.CanAnswer {
		p.Once = s.onceOf(v, a)
	}
}
