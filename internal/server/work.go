package server

import (
	"net/http"
	"slices"
	"time"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/content"
	"mendwell/internal/fault"
	"mendwell/web/link"
	"mendwell/web/page"
	"mendwell/web/ui"
)

// workPart is what a person did in one role, newest first.
type workPart struct {
	role     string // that of a page.Stander
	articles []*content.Article
}

// work is the record of a person by role, without the roles that they never had. What they have signed as an expert is
// apart from what they only read. The reader's own language comes first.
func (s *Server) work(v *visit, person *content.Person) []workPart {
	work := v.lib.Work(person.Slug)
	var signed, read []*content.Article
	for _, a := range work.Reviewed {
		if x := s.review(v, a); x != nil && x.By.Slug == person.Slug {
			signed = append(signed, a)
		} else {
			read = append(read, a)
		}
	}
	return slices.DeleteFunc([]workPart{
		{"author", ownFirst(v, work.Wrote)},
		{string(content.RoleEditor), ownFirst(v, work.Edited)},
		{"expert", ownFirst(v, signed)},
		{string(content.RoleReviewer), ownFirst(v, read)},
		{string(content.RoleTranslator), ownFirst(v, work.Translated)},
		{string(content.RolePhotographer), ownFirst(v, work.Photographed)},
	}, func(p workPart) bool { return len(p.articles) == 0 })
}

// ownFirst puts the articles in the reader's language before the others, which keep their order. Of an article and its translations
// only one is listed, that in this language where there is one.
func ownFirst(v *visit, articles []*content.Article) []*content.Article {
	out := make([]*content.Article, 0, len(articles))
	seen := map[*content.Article]bool{}
	for _, own := range []bool{true, false} {
		for _, a := range articles {
			if (a.Lang == v.lang) != own || seen[a] {
				continue
			}
			if len(v.lib.Translations(a)) > 0 {
				saw(v.lib, seen, a)
			}
			out = append(out, a)
		}
	}
	return out
}

// workCards are cards that say when somebody did this; of what they have signed, what has become of their seal.
func (s *Server) workCards(r *http.Request, role string, articles []*content.Article) ([]page.Card, error) {
	cards, err := s.cards(r, articles)
	for i := range cards {
		cards[i].When = articles[i].Date
		if role == "expert" {
			cards[i].When, cards[i].Review = time.Time{}, s.review(visitOf(r), articles[i])
		}
	}
	return cards, err
}

// showWork shows one page of what a person did in one role, where that is more than their own page has room for. Machines
// are told of the person and of the articles, not of this list.
func (s *Server) showWork(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	person, ok := v.lib.Person(v.lang, chi.URLParam(r, "slug"))
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	parts := s.work(v, person)
	at := slices.IndexFunc(parts, func(p workPart) bool { return p.role == chi.URLParam(r, "role") })
	if at < 0 {
		return fault.New(fault.NotFound, "")
	}
	number, err := pageNumber(r, "page")
	if err != nil {
		return err
	}
	shown, pages, err := slice(parts[at].articles, number)
	if err != nil {
		return err
	}
	p := page.WorkProps{Person: person, PersonHref: v.link.Person(person.Slug), Role: parts[at].role, Total: len(parts[at].articles)}
	if p.Cards, err = s.workCards(r, p.Role, shown); err != nil {
		return err
	}
	title := numbered(v, v.words.T("person.work."+p.Role+".by", "Name", person.Name), number)
	p.Frame = s.private(v, title, func(l link.Space) string { return l.Work(person.Slug, p.Role, number) })
	p.Pager = ui.Pager{Number: number, Pages: pages, Href: func(n int) string { return v.link.Work(person.Slug, p.Role, n) }}
	return s.show(w, r, page.Work(p))
}
