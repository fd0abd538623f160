// Package feed knows the formats in which other programs follow a site: Atom, RSS 2.0, JSON Feed 1.1 and sitemaps. It
// knows nothing of what it carries.
package feed

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Feed is one page of a list that somebody follows, newest entry first. Every address is absolute.
type Feed struct {
	ID       string // a URI that never changes: no program may take this for another feed
	Title    string
	Subtitle string
	Site     string // who publishes it
	Lang     string // BCP 47 tag
	Home     string // the page that lists the same for readers
	Self     string // this document
	Icon     string
	Updated  time.Time
	Pages    Pages
	Entries  []Entry
}

// Pages are the documents that hold the whole list, as RFC 5005 section 3 names them. Empty: there is no such one.
type Pages struct{ First, Previous, Next, Last string }

// Entry is one article or comment.
type Entry struct {
	ID                 string // a URI that never changes
	Title              string // plain text, one line
	Lang               string
	Link               string // the page
	Comments           string // where readers talk about it; may be empty
	Summary            string // plain text; may be empty
	HTML               string // whole, made by Text
	Image              string // may be empty
	Published, Updated time.Time
	Authors            []Author
	Tags               []Tag
}

// Author is who wrote an entry; URL may be empty.
type Author struct{ Name, URL string }

// Tag is a topic: Term for programs, Label for people.
type Tag struct{ Term, Label string }

// Media types of the formats.
const (
	AtomType = "application/atom+xml; charset=utf-8"
	RSSType  = "application/rss+xml; charset=utf-8"
	JSONType = "application/feed+json; charset=utf-8"
)

// line leaves of a text what a title can hold: no control characters, on one line.
func line(s string) string { return strings.Join(strings.Fields(legal(s)), " ") }

// legal leaves out what XML 1.0 cannot hold, section 2.2, and what is no text at all.
func legal(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return r
		case r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0xfffe || r == 0xffff || r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
}

// moment writes a time as Atom and JSON Feed want it: RFC 3339, in UTC, to the second.
func moment(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }
