package server

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/content"
	"mendwell/internal/fault"
	"mendwell/web/link"
	"mendwell/web/page"
	"mendwell/web/ui"
)

// showOnePage shows a tips article in a sentence a tip. Other kinds of article have no such page. Search engines are told
// that the article stands for it, which is all that they need: RFC 6596, section 3.
func (s *Server) showOnePage(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	a, err := s.article(r)
	if err != nil || v.lib.Home(a) != v.lang {
		if moved, ok := v.lib.Moved(v.lang, chi.URLParam(r, "slug")); ok {
			return s.movedTo(w, r, s.space(v.lib.Home(moved)).OnePage(moved.Slug))
		}
	}
	if err != nil {
		return err
	}
	if a.Kind != content.KindTips {
		return fault.New(fault.NotFound, "")
	}
	text, err := s.articleText(v, a)
	if err != nil {
		return fmt.Errorf("show one page: %w", err)
	}
	p := page.OnePageProps{ArticleProps: text, Href: v.link.Article(a.Slug)}
	p.Frame = s.articleFrame(v, a)
	p.Title = v.words.T("title.onepage", "Title", a.Title)
	p.Alternates = nil
	for _, lang := range s.languages {
		p.Alternates = append(p.Alternates, ui.Alternate{Lang: lang, Name: v.words.Language(lang), Href: s.space(lang).OnePage(a.Slug)})
	}
	for _, part := range text.Document.Parts {
		if part.Tip != nil {
			p.Tips = append(p.Tips, page.OnePageTip{TipBody: part.Tip, Href: v.link.Tip(a.Slug, part.Tip.ID)})
		}
	}
	return s.show(w, r, page.OnePage(p))
}

// helpTopic is the topic of the help page that an article leads to, or "" for all of it.
func helpTopic(a *content.Article) string {
	if i := slices.IndexFunc(a.Sensitive, func(t string) bool { return slices.Contains(content.HelpTopics(), t) }); i >= 0 {
		return a.Sensitive[i]
	}
	return ""
}

// address is an article's own absolute address, for what is printed.
func (s *Server) address(v *visit, a *content.Article) string {
	return link.Absolute(v.base, s.space(v.lib.Home(a)).Article(a.Slug))
}

// seriesOf is the box that says which part of a series an article is; nil if it stands alone.
func seriesOf(v *visit, a *content.Article) *ui.Series {
	parts, at, ok := v.lib.SeriesOf(a)
	if !ok {
		return nil
	}
	out := &ui.Series{Name: a.Series.Name, Lang: a.Lang, At: at}
	for _, part := range parts {
		out.Parts = append(out.Parts, ui.SeriesPart{Title: part.Title, Href: v.link.Article(part.Slug)})
	}
	return out
}
