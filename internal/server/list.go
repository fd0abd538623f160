package server

import (
	"cmp"
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

// listing is a list of articles in any interface language. known is false where the language has no such list.
type listing struct {
	articles func(lang string) (list []*content.Article, known bool)
	at       func(l link.Space, number int) string
}

func (s *Server) showArticles(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	p := page.ListProps{
		Heading: v.words.T("title.articles"), Summary: v.words.T("list.articles.summary"),
		Tags: tagLinks(v, v.lib.Tags(v.lang)), Elsewhere: s.elsewhere(v),
	}
	return s.showList(w, r, p, listing{
		articles: func(lang string) ([]*content.Article, bool) { return v.lib.Articles(lang), true },
		at:       link.Space.Articles,
	})
}

func (s *Server) showCategory(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	c, ok := v.lib.Category(v.lang, chi.URLParam(r, "slug"))
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	p := page.ListProps{Kicker: v.words.T("list.category.kicker"), Heading: c.Title, Summary: c.Summary, Intro: c.Intro}
	p.Section, p.Follow = c.Slug, categoryFeed(v, c).links()
	p.Image = link.Absolute(v.base, link.Cover(cover.Version, string(paletteOf(c)), c.Slug, "png"))
	return s.showList(w, r, p, listing{
		articles: func(lang string) ([]*content.Article, bool) { return v.lib.InCategory(lang, c.Slug), true },
		at:       func(l link.Space, n int) string { return l.Category(c.Slug, n) },
	})
}

func (s *Server) showTag(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	tag, _, ok := v.lib.Tagged(v.lang, chi.URLParam(r, "slug"))
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	p := page.ListProps{Kicker: v.words.T("list.tag.kicker"), Heading: tag.Name, Summary: v.words.T("list.tag.summary")}
	p.Title, p.Follow = v.words.T("title.tag", "Tag", tag.Name), tagFeed(v, tag).links()
	return s.showList(w, r, p, listing{
		articles: func(lang string) ([]*content.Article, bool) {
			_, list, ok := v.lib.Tagged(lang, tag.Slug)
			return list, ok
		},
		at: func(l link.Space, n int) string { return l.Tag(tag.Slug, n) },
	})
}

// showList fills in what all lists of articles share: one page of cards, the way to the others, and the frame.
func (s *Server) showList(w http.ResponseWriter, r *http.Request, p page.ListProps, of listing) error {
	v := visitOf(r)
	number, err := pageNumber(r, "page")
	if err != nil {
		return err
	}
	articles, _ := of.articles(v.lang)
	part, pages, err := slice(articles, number)
	if err != nil {
		return err
	}
	if p.Cards, err = s.cards(r, part); err != nil {
		return err
	}
	title := cmp.Or(p.Title, p.Heading)
	if number > 1 {
		title = v.words.T("title.page", "Title", title, "Page", strconv.Itoa(number))
	}
	section, image := p.Section, p.Image
	p.Frame = s.frame(v, title, func(l link.Space) string { return of.at(l, number) })
	p.Alternates = s.listAlternates(v, of, number)
	markSection(&p.Frame, section)
	p.Image, p.Description, p.Feeds = image, p.Summary, append(p.Follow, p.Feeds...)
	if image != "" {
		p.ImageAlt = v.words.T("cover.alt")
	}
	p.Data = s.listData(r, title, p.Summary, of.at(v.link, number), part)
	p.Total = len(articles)
	p.Pager = ui.Pager{Number: number, Pages: pages, Href: func(n int) string { return of.at(v.link, n) }}
	return s.show(w, r, page.List(p))
}

// listAlternates leads to the list in other languages: to the same page of it, where it is as long.
func (s *Server) listAlternates(v *visit, of listing, number int) []ui.Alternate {
	var out []ui.Alternate
	for _, lang := range s.languages {
		list, known := of.articles(lang)
		if !known {
			continue
		}
		alt := ui.Alternate{Lang: lang, Name: v.words.Language(lang), Href: of.at(s.space(lang), number)}
		if _, _, err := slice(list, number); err != nil {
			alt.Href = of.at(s.space(lang), 1) // for readers; it is no other version of this page
		} else if len(list) > 0 {
			alt.Absolute = link.Absolute(v.base, alt.Href)
		}
		out = append(out, alt)
	}
	return out
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
