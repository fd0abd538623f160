package link

import (
	"strconv"
	"strings"
)

// The names of a feed in its formats. It stands below the page whose list it carries.
const (
	Atom = "feed.xml"
	RSS  = "rss.xml"
	JSON = "feed.json"
)

// Feed is the feed of a page in one of the formats, on one of its pages.
func Feed(page, format string, number int) string {
	return paged(strings.TrimRight(page, "/")+"/"+format, number)
}

// Sitemap is one of the files of a large sitemap, counted from 1; 0 is the whole one, or the list of its files.
func Sitemap(part int) string {
	if part == 0 {
		return "/sitemap.xml"
	}
	return "/sitemaps/" + strconv.Itoa(part) + ".xml"
}

// Security is where those who found a hole learn whom to tell (RFC 9116).
func Security() string { return "/.well-known/security.txt" }

// CommentFeed is the page below which the feeds of an article's discussion stand.
func (s Space) CommentFeed(slug string) string { return s.Article(slug) + "/comments" }
