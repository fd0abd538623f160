package server

import (
	"net/http"

	"mendwell/web/link"
	"mendwell/web/page"
)

// showFeeds lists the feeds for readers.
func (s *Server) showFeeds(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	p := page.FeedsProps{Frame: s.frame(v, v.words.T("feeds.heading"), link.Space.Feeds), Whole: s.siteFeed(v).links()}
	p.Description = v.words.T("feeds.summary")
	for _, c := range v.lib.Categories(v.lang) {
		if len(v.lib.InCategory(v.lang, c.Slug)) > 0 {
			p.Categories = append(p.Categories, page.FeedRow{Title: c.Title, Href: v.link.Category(c.Slug, 1), Lang: c.Lang, Feeds: categoryFeed(v, c).links()})
		}
	}
	for _, x := range v.lib.People(v.lang) {
		if len(written(v, x)) > 0 {
			p.People = append(p.People, page.FeedRow{Title: x.Name, Href: v.link.Person(x.Slug), Lang: v.lang, Feeds: personFeed(v, x).links()})
		}
	}
	return s.show(w, r, page.Feeds(p))
}
