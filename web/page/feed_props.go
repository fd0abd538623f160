package page

import (
	"strings"

	"mendwell/internal/content"
	"mendwell/web/link"
	"mendwell/web/ui"
	"mendwell/web/words"
)

// FeedTextProps is an article in a feed. Words speak the article's language, as far as the interface does.
type FeedTextProps struct {
	Words    *words.Printer
	Link     link.Space
	Article  *content.Article
	Document *content.Document
	Dir      string // "rtl" or "ltr"
	HelpHref string // set where the article is sensitive
}

// FeedsProps lists the feeds of the site.
type FeedsProps struct {
	ui.Frame
	Whole      []ui.Feed
	Categories []FeedRow
	People     []FeedRow // on one page
	Pager      ui.Pager
}

// FeedRow is a page whose list can be followed.
type FeedRow struct {
	Title, Href, Lang string
	Feeds             []ui.Feed
}

// feedLabel is a tip's printed label before its title: "3", "Step 2:".
func feedLabel(label string) string {
	if label == "" || strings.HasSuffix(label, ".") || strings.HasSuffix(label, ":") {
		return label
	}
	if strings.ContainsAny(label, "0123456789") && !strings.ContainsAny(label, " #") {
		return label + "."
	}
	return label + ":"
}
