package server

import (
	"net/http"

	"mendwell/internal/content"
	"mendwell/web/link"
	"mendwell/web/page"
)

// What the front page has room for.
const (
	latestOnHome    = 9
	questionsOnHome = 6
	debatesOnHome   = 4
)

func (s *Server) showHome(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	featured := v.lib.Featured(v.lang)
	var shown []*content.Article
	if featured != nil {
		shown = append(shown, featured)
	}
	shown = append(shown, others(v.lib.Articles(v.lang), featured, latestOnHome)...)
	cards, err := s.cards(r, shown)
	if err != nil {
		return err
	}
	title := s.inLanguage(v.site.Tagline, v.lang)
	if title == "" {
		title = v.words.T("title.home")
	}
	p := page.HomeProps{
		Frame: s.frame(v, title, link.Space.Home), Latest: cards, Categories: s.categoryCards(v),
		Debates: debateLinks(v, first(v.lib.Debates(v.lang), debatesOnHome)), Elsewhere: s.elsewhere(v),
	}
	p.Questions = questions(v, v.lib.Asking(v.lang), questionsOnHome-len(p.Debates))
	if featured != nil {
		p.Featured, p.Latest = &cards[0], cards[1:]
		showPreview(&p.Frame, v, featured)
	}
	p.Description, p.Data = s.inLanguage(v.site.Description, v.lang), s.homeData(v)
	return s.show(w, r, page.Home(p))
}

// others returns the first at most most articles of a list without one.
func others(articles []*content.Article, but *content.Article, most int) []*content.Article {
	var out []*content.Article
	for _, a := range articles {
		if len(out) == most {
			break
		}
		if a != but {
			out = append(out, a)
		}
	}
	return out
}

// first returns at most n of a list.
func first[T any](list []T, n int) []T { return list[:min(n, len(list))] }

// questions collects at most most of what people ask in FAQs, one question of each article before the second of any.
func questions(v *visit, articles []*content.Article, most int) []page.QuestionLink {
	var out []page.QuestionLink
	for round := 0; len(out) < most; round++ {
		before := len(out)
		for _, a := range articles {
			if round < len(a.Questions) && len(out) < most {
				q := a.Questions[round]
				out = append(out, page.QuestionLink{Title: q.Title, Href: v.link.Tip(a.Slug, q.ID), Article: a.Title})
			}
		}
		if len(out) == before {
			break
		}
	}
	return out
}
