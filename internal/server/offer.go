package server

import (
	"cmp"

	"mendwell/internal/content"
	"mendwell/web/page"
)

// offers are the site's own, at the end of an article that may carry them: nothing is sold to somebody who came for help.
func (s *Server) offers(v *visit, a *content.Article) []page.Offer {
	if !a.TakesOffers {
		return nil
	}
	var out []page.Offer
	for _, c := range v.site.CallsToAction {
		o := page.Offer{ID: c.ID, Title: s.inLanguage(c.Title, v.lang), Text: s.inLanguage(c.Text, v.lang), Href: c.URL}
		o.Label = cmp.Or(s.inLanguage(c.Label, v.lang), o.Title)
		out = append(out, o)
	}
	return out
}
