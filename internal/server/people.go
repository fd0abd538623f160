package server

import (
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/content"
	"mendwell/internal/fault"
	"mendwell/web/link"
	"mendwell/web/page"
)

func (s *Server) showPeople(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	p := page.PeopleProps{
		Frame:  s.frame(v, v.words.T("title.people"), link.Space.People),
		People: personLinks(v, v.lib.People(v.lang)),
	}
	p.Description = v.words.T("description.people")
	return s.show(w, r, page.People(p))
}

func (s *Server) showPerson(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	person, ok := v.lib.Person(v.lang, chi.URLParam(r, "slug"))
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	p := page.PersonProps{
		Frame:  s.frame(v, person.Name, func(l link.Space) string { return l.Person(person.Slug) }),
		Person: person,
	}
	p.Description, p.Kind = person.Summary, "profile"
	p.Data = s.personData(v, person)
	if len(written(v, person)) > 0 {
		p.Follow = personFeed(v, person).links()
		p.Feeds = append(p.Follow, p.Feeds...)
	}
	var err error
	if p.Work, err = s.work(r, person); err != nil {
		return err
	}
	return s.show(w, r, page.Person(p))
}

// work is the record of a person: what they did, and when. What they have signed says what has become of their seal.
func (s *Server) work(r *http.Request, person *content.Person) ([]page.WorkSection, error) {
	v := visitOf(r)
	work := v.lib.Work(person.Slug)
	var signed, read []*content.Article
	for _, a := range work.Reviewed {
		if x := s.review(v, a); x != nil && x.By.Slug == person.Slug {
			signed = append(signed, a)
		} else {
			read = append(read, a)
		}
	}
	var out []page.WorkSection
	for _, part := range []struct {
		role     string
		articles []*content.Article
	}{
		{"author", work.Wrote},
		{string(content.RoleEditor), work.Edited},
		{"expert", signed},
		{string(content.RoleReviewer), read},
		{string(content.RoleTranslator), work.Translated},
		{string(content.RolePhotographer), work.Photographed},
	} {
		if len(part.articles) == 0 {
			continue
		}
		cards, err := s.cards(r, part.articles)
		if err != nil {
			return nil, err
		}
		for i, a := range part.articles {
			cards[i].When = a.Date
			if part.role == "expert" {
				cards[i].When, cards[i].Review = time.Time{}, s.review(v, a)
			}
		}
		out = append(out, page.WorkSection{Role: part.role, Cards: cards})
	}
	return out, nil
}

// pageTitle is what the tab says: whoever looks at it need not learn that somebody read how to read unseen.
func pageTitle(v *visit, text *content.Page) string {
	if text.Slug == safetyPage {
		return v.words.T("title.safety")
	}
	return text.Title
}

// showPage shows a page such as "about".
func (s *Server) showPage(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	text, ok := v.lib.Page(v.lang, chi.URLParam(r, "page"))
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	p := page.TextProps{
		Frame: s.frame(v, pageTitle(v, text), func(l link.Space) string { return l.Page(text.Slug) }),
		Page:  text, Help: helpOf(v),
	}
	p.Description = text.Summary
	p.Canonical = link.Absolute(v.base, s.space(s.textHome(v, text.Lang)).Page(text.Slug))
	for i, alt := range p.Alternates {
		if !s.hasPage(v, alt.Lang, text.Slug) { // another language's text stands there
			p.Alternates[i].Absolute = ""
		}
	}
	return s.show(w, r, page.Text(p))
}
