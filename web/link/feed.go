package link

import "strings"

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

// CommentFeed is the page below which the feeds of an article's discussion stand.
func (s Space) CommentFeed(slug string) string { return s.Article(slug) + "/comments" }
