package server

import (
	"mendwell/internal/content"
	"mendwell/web/page"
)

// review is the seal of an article as of now; nil where nobody has signed the text.
func (s *Server) review(v *visit, a *content.Article) *page.Review {
	state := a.ReviewState(s.Now())
	if state == content.ReviewNone {
		return nil
	}
	return &page.Review{
		By:   page.PersonLink{Person: a.Review.By, Href: v.link.Person(a.Review.By.Slug)},
		Date: a.Review.Date, Due: a.Review.Due, State: state,
	}
}

// mark names the words that mark an article in lists: only a review that holds is worth one.
func (s *Server) mark(a *content.Article) string {
	switch {
	case a.ReviewState(s.Now()) != content.ReviewHolds:
		return ""
	case a.Review.By.Sample:
		return "card.reviewed.sample"
	default:
		return "card.reviewed"
	}
}
