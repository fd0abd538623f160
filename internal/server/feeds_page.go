package server

import (
	"net/http"

	"mendwell/internal/content"
	"mendwell/web/link"
	"mendwell/web/page"
	"mendwell/web/ui"
)

// showFeeds lists the feeds for readers.
func (s *Server) showFeeds(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	number, err := pageNumber(r, "page")
	if err != nil {
		return err
	}
	var writers []*content.Person
	for _, x := range v.lib.People(v.lang) {
		if len(written(v, x)) > 0 {
			writers = append(writers, x)
		}
	}
	writers, pages, err := sliceBy(peoplePerPage, writers, number)
	if err != nil {
		return err
	}
	p := page.FeedsProps{
		Frame: s.frame(v, numbered(v, v.words.T("feeds.heading"), number), func(l link.Space) string { return l.Feeds(number) }),
		Whole: s.siteFeed(v).links(), Pager: ui.Pager{Number: number, Pages: pages, Href: v.link.Feeds},
	}
	p.NoIndex = number > 1
	p.Description = v.words.T("feeds.summary")
	for _, c := range v.lib.Categories(v.lang) {
		if len(v.lib.InCategory(v.lang, c.Slug)) > 0 {
			p.Categories = append(p.Categories, page.FeedRow{Title: c.Title, Href: v.link.Category(c.Slug, 1), Lang: c.Lang, Feeds: categoryFeed(v, c).links()})
		}
	}
	for _, x := range writers {
		p.People = append(p.People, page.FeedRow{Title: x.Name, Href: v.link.Person(x.Slug), Lang: v.lang, Feeds: personFeed(v, x).links()})
	}
	return s.show(w, r, page.Feeds(p))
}
