package server

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/content"
	"mendwell/internal/cover"
	"mendwell/internal/fault"
	"mendwell/web/link"
	"mendwell/web/page"
	"mendwell/web/ui"
)

// listing is a list of articles in any interface language. Its own articles come first; shared lists those in the other
// languages of the site after them, so that nobody stands before an empty shelf while there is advice in the next room.
type listing struct {
	articles func(lang string) []*content.Article
	at       func(l link.Space, number int) string
	shared   bool
}

func (s *Server) showArticles(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	p := page.ListProps{
		Heading: v.words.T("title.articles"), Summary: v.words.T("list.articles.summary"),
		Tags: tagCloud(v), Elsewhere: s.elsewhere(v),
	}
	return s.showList(w, r, p, listing{
		articles: v.lib.Articles,
		at:       link.Space.Articles,
	})
}

func (s *Server) showCategory(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	c, ok := v.lib.Category(v.lang, chi.URLParam(r, "slug"))
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	p := page.ListProps{
		Kicker: v.words.T("list.category.kicker"), KickerHref: v.link.Categories(), Heading: c.Title, Summary: c.Summary, Intro: c.Intro, Draft: c.Draft,
	}
	p.Section, p.Follow = c.Slug, categoryFeed(v, c).links()
	p.Image = link.Absolute(v.base, link.Cover(cover.Version, string(paletteOf(c)), c.Slug, "png"))
	return s.showList(w, r, p, listing{
		articles: func(lang string) []*content.Article { return v.lib.InCategory(lang, c.Slug) },
		at:       func(l link.Space, n int) string { return l.Category(c.Slug, n) },
		shared:   true,
	})
}

func (s *Server) showTag(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	tag, ok := s.tag(v, chi.URLParam(r, "slug"))
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	p := page.ListProps{
		Kicker: v.words.T("list.tag.kicker"), KickerHref: v.link.Tags(1), Heading: tag.Name, Summary: v.words.T("list.tag.summary"),
	}
	p.Title, p.Follow = v.words.T("title.tag", "Tag", tag.Name), tagFeed(v, tag).links()
	return s.showList(w, r, p, listing{
		articles: func(lang string) []*content.Article {
			_, list, _ := v.lib.Tagged(lang, tag.Slug)
			return list
		},
		at:     func(l link.Space, n int) string { return l.Tag(tag.Slug, n) },
		shared: true,
	})
}

// showList fills in what all lists of articles share: one page of cards, the way to the others, and the frame.
func (s *Server) showList(w http.ResponseWriter, r *http.Request, p page.ListProps, of listing) error {
	v := visitOf(r)
	number, err := pageNumber(r, "page")
	if err != nil {
		return err
	}
	own, foreign := of.articles(v.lang), s.foreign(v.lib, of, v.lang)
	part, pages, err := slice(append(slices.Clip(own), foreign...), number)
	if err != nil {
		return err
	}
	cards, err := s.cards(r, part)
	if err != nil {
		return err
	}
	for i := range cards {
		cards[i].AtHome = p.Section != ""
	}
	here := min(max(0, len(own)-(number-1)*perPage), len(part)) // how many of them are in the reader's language
	p.Cards, p.Foreign = cards[:here], cards[here:]
	p.Total, p.Abroad = len(own), abroad(foreign)
	title := numbered(v, cmp.Or(p.Title, p.Heading), number)
	section, image := p.Section, p.Image
	p.Frame = s.frame(v, title, func(l link.Space) string { return of.at(l, number) })
	p.Alternates = s.listAlternates(v, of, number)
	markSection(&p.Frame, section)
	p.Image, p.Description = image, p.Summary
	if len(own) == 0 {
		p.Follow = nil // a feed carries one language
	}
	p.Feeds = append(p.Follow, p.Feeds...)
	if p.Draft || here == 0 && len(part) > 0 {
		p.NoIndex, p.Canonical = true, "" // machines find these articles where their own language is
	}
	if image != "" {
		p.ImageAlt = v.words.T("cover.alt")
	}
	p.Data = s.listData(v, p, of.at(v.link, number), part[:here])
	p.Pager = ui.Pager{Number: number, Pages: pages, Href: func(n int) string { return of.at(v.link, n) }}
	return s.show(w, r, page.List(p))
}

// foreign are the articles of a list in the other languages of the site, each language newest first, without those that
// the reader has in their own: of an article and its translations only one is shown. It looks at the reader's own list only
// where there is something to compare.
func (s *Server) foreign(lib *content.Library, of listing, lang string) []*content.Article {
	if !of.shared {
		return nil
	}
	var out []*content.Article
	var seen map[*content.Article]bool
	for _, other := range s.languages {
		if other == lang {
			continue
		}
		for _, a := range of.articles(other) {
			if len(lib.Translations(a)) > 0 {
				if seen == nil {
					seen = map[*content.Article]bool{}
					saw(lib, seen, of.articles(lang)...)
				}
				if seen[a] {
					continue
				}
				saw(lib, seen, a)
			}
			out = append(out, a)
		}
	}
	return out
}

// saw notes articles and their translations.
func saw(lib *content.Library, seen map[*content.Article]bool, articles ...*content.Article) {
	for _, a := range articles {
		seen[a] = true
		for _, t := range lib.Translations(a) {
			seen[t] = true
		}
	}
}

// abroad counts articles in other languages.
func abroad(foreign []*content.Article) page.Abroad {
	if len(foreign) == 0 {
		return page.Abroad{}
	}
	out := page.Abroad{Lang: foreign[0].Lang, Count: len(foreign)}
	for _, a := range foreign {
		if a.Lang != out.Lang {
			out.Lang = ""
		}
	}
	return out
}

// tag finds a tag that an article has in the reader's language, or else in another language of the site.
func (s *Server) tag(v *visit, slug string) (content.Tag, bool) {
	for _, lang := range append([]string{v.lang}, s.languages...) {
		if tag, _, ok := v.lib.Tagged(lang, slug); ok {
			return tag, true
		}
	}
	return content.Tag{}, false
}

// listAlternates leads to the list in other languages: to the same page of it, where it is as long.
func (s *Server) listAlternates(v *visit, of listing, number int) []ui.Alternate {
	var out []ui.Alternate
	for _, lang := range s.languages {
		own := of.articles(lang)
		all := append(slices.Clip(own), s.foreign(v.lib, of, lang)...)
		if len(all) == 0 && of.shared && lang != v.lang {
			continue
		}
		alt := ui.Alternate{Lang: lang, Name: v.words.Language(lang), Href: of.at(s.space(lang), number)}
		if _, _, err := slice(all, number); err != nil {
			alt.Href = of.at(s.space(lang), 1) // for readers; it is no other version of this page
		} else if len(own) > (number-1)*perPage {
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
		Categories: s.categoryCards(v), Tags: tagCloud(v),
	}
	p.Description = v.words.T("description.categories")
	return s.show(w, r, page.Categories(p))
}
