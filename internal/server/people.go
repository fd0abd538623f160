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

// peoplePerPage is how many people a page has room for.
const peoplePerPage = 24

func (s *Server) showPeople(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	number, err := pageNumber(r, "page")
	if err != nil {
		return err
	}
	part, pages, err := sliceBy(peoplePerPage, v.lib.People(v.lang), number)
	if err != nil {
		return err
	}
	p := page.PeopleProps{
		Frame:  s.frame(v, numbered(v, v.words.T("title.people"), number), func(l link.Space) string { return l.People(number) }),
		People: personLinks(v, part), Pager: ui.Pager{Number: number, Pages: pages, Href: v.link.People},
	}
	p.Alternates = s.sameLength(v, p.Alternates, number, func(lang string) int { return (len(v.lib.People(lang)) + peoplePerPage - 1) / peoplePerPage }, link.Space.People)
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
	p.Description, p.Kind, p.NoIndex = person.Summary, "profile", person.Draft
	p.Data = s.personData(v, person)
	if len(written(v, person)) > 0 {
		p.Follow = personFeed(v, person).links()
		p.Feeds = append(p.Follow, p.Feeds...)
	}
	for _, part := range s.work(v, person) {
		section := page.WorkSection{Role: part.role, Total: len(part.articles)}
		var err error
		if section.Cards, err = s.workCards(r, part.role, first(part.articles, perPage)); err != nil {
			return err
		}
		if len(section.Cards) < section.Total {
			section.AllHref = v.link.Work(person.Slug, part.role, 1)
		}
		p.Work = append(p.Work, section)
	}
	return s.show(w, r, page.Person(p))
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
