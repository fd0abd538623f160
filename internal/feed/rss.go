package feed

import (
	"cmp"
	"encoding/xml"
	"time"
)

// Elements of RSS 2.0 and of the name spaces that carry what it lacks: whole texts, names of authors, its own address,
// dates of change.
type rssDocument struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	Content string     `xml:"xmlns:content,attr"`
	DC      string     `xml:"xmlns:dc,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string     `xml:"title"`
	Link        string     `xml:"link"`
	Description string     `xml:"description"`
	Language    string     `xml:"language"`
	Built       string     `xml:"lastBuildDate"`
	TTL         int        `xml:"ttl"` // minutes
	Links       []atomLink `xml:"atom:link"`
	Items       []rssItem  `xml:"item"`
}

type rssItem struct {
	Title       string   `xml:"title"`
	Link        string   `xml:"link"`
	GUID        rssGUID  `xml:"guid"`
	Published   string   `xml:"pubDate"`
	Updated     string   `xml:"atom:updated"`
	Creators    []string `xml:"dc:creator"`
	Language    string   `xml:"dc:language,omitempty"`
	Categories  []string `xml:"category"`
	Comments    string   `xml:"comments,omitempty"`
	Description string   `xml:"description"`
	Content     string   `xml:"content:encoded"`
}

type rssGUID struct {
	Permanent bool   `xml:"isPermaLink,attr"`
	ID        string `xml:",chardata"`
}

// RSS writes a feed as RSS 2.0, with the elements that the RSS Advisory Board's profile recommends.
func RSS(f Feed) ([]byte, error) {
	out := rssDocument{
		Version: "2.0", Atom: "http://www.w3.org/2005/Atom", Content: "http://purl.org/rss/1.0/modules/content/",
		DC: "http://purl.org/dc/elements/1.1/",
		Channel: rssChannel{
			Title: line(f.Title), Link: f.Home, Description: line(cmp.Or(f.Subtitle, f.Title)), Language: f.Lang, Built: rssMoment(f.Updated), TTL: 60,
			Links: f.atomLinks("application/rss+xml"),
		},
	}
	for _, e := range f.Entries {
		x := rssItem{
			Title: line(e.Title), Link: e.Link, GUID: rssGUID{ID: e.ID}, Published: rssMoment(e.Published), Updated: moment(e.Updated),
			Comments: e.Comments, Description: line(e.Summary), Content: legal(e.HTML),
		}
		if e.Lang != f.Lang {
			x.Language = e.Lang
		}
		for _, a := range e.Authors {
			x.Creators = append(x.Creators, line(a.Name))
		}
		for _, t := range e.Tags {
			x.Categories = append(x.Categories, line(t.Label))
		}
		out.Channel.Items = append(out.Channel.Items, x)
	}
	return document(out)
}

// rssMoment writes a time as RFC 822 does, with a year of four digits.
func rssMoment(t time.Time) string { return t.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT") }
