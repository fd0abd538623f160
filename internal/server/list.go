package server

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/content"
	"mendwell/internal/cover"
	"mendwell/internal/fault"
	"mendwell/web/link"
	"mendwell/web/page"
	"mendwell/web/ui"
)

func (s *Server) showArticles(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	p := page.ListProps{
		Heading: v.words.T("title.articles"), Summary: v.words.T("list.articles.summary"),
		Tags: tagLinks(v, v.lib.Tags(v.lang)), Elsewhere: s.elsewhere(v),
	}
	return s.showList(w, r, p, v.lib.Articles(v.lang), link.Space.Articles)
}

func (s *Server) showCategory(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	c, ok := v.lib.Category(v.lang, chi.URLParam(r, "slug"))
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	p := page.ListProps{Kicker: v.words.T("list.category.kicker"), Heading: c.Title, Summary: c.Summary, Intro: c.Intro}
	p.Section = c.Slug
	p.Image = link.Absolute(v.base, link.Cover(cover.Version, string(paletteOf(c)), c.Slug, "png"))
	return s.showList(w, r, p, v.lib.InCategory(v.lang, c.Slug), func(l link.Space, n int) string { return l.Category(c.Slug, n) })
}

func (s *Server) showTag(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	tag, articles, ok := v.lib.Tagged(v.lang, chi.URLParam(r, "slug"))
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	p := page.ListProps{Kicker: v.words.T("list.tag.kicker"), Heading: tag.Name, Summary: v.words.T("list.tag.summary")}
	p.Title = v.words.T("title.tag", "Tag", tag.Name)
	return s.showList(w, r, p, articles, func(l link.Space, n int) string { return l.Tag(tag.Slug, n) })
}

// showList fills in what all lists of articles share: one page of cards, the way to the others, and the frame.
func (s *Server) showList(w http.ResponseWriter, r *http.Request, p page.ListProps, articles []*content.Article, at func(link.Space, int) string) error {
	v := visitOf(r)
	number, err := pageNumber(r, "page")
	if err != nil {
		return err
	}
	part, pages, err := slice(articles, number)
	if err != nil {
		return err
	}
	if p.Cards, err = s.cards(r, part); err != nil {
		return err
	}
	title := p.Title
	if title == "" {
		title = p.Heading
	}
	if number > 1 {
		title = v.words.T("title.page", "Title", title, "Page", strconv.Itoa(number))
	}
	section, image := p.Section, p.Image
	p.Frame = s.frame(v, title, func(l link.Space) string { return at(l, number) })
	markSection(&p.Frame, section)
	p.Image, p.Description = image, p.Summary
	p.Total = len(articles)
	p.Pager = ui.Pager{Number: number, Pages: pages, Href: func(n int) string { return at(v.link, n) }}
	return s.show(w, r, page.List(p))
}

func (s *Server) showCategories(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	p := page.CategoriesProps{
		Frame:      s.frame(v, v.words.T("title.categories"), link.Space.Categories),
		Categories: s.categoryCards(v), Tags: tagLinks(v, v.lib.Tags(v.lang)),
	}
	p.Description = v.words.T("description.categories")
	return s.show(w, r, page.Categories(p))
}
