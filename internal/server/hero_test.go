package server_test

import "testing"

// A browser paints what it has of a page. On a phone the cover stands above the words, so that it has to come first.
func TestCoverOfTheFrontPageComesBeforeItsWords(t *testing.T) {
	page := open(t, folder(), nil).browser().get("/").wants(200).page()
	if page.Find(".hero > .hero-cover").Length() != 1 || page.Find(".hero > .hero-words").Length() != 1 {
		t.Fatal("no featured article on the front page")
	}
	if page.Find(".hero > .hero-cover ~ .hero-words").Length() != 1 {
		t.Error("the words come before the cover, which moves them down when it arrives")
	}
}
