package feed

import (
	"bytes"
	"encoding/json"
)

type jsonFeed struct {
	Version     string     `json:"version"`
	Title       string     `json:"title"`
	HomePage    string     `json:"home_page_url"`
	Self        string     `json:"feed_url"`
	Description string     `json:"description,omitempty"`
	Next        string     `json:"next_url,omitempty"`
	Icon        string     `json:"favicon,omitempty"`
	Authors     []jsonWho  `json:"authors"`
	Language    string     `json:"language"`
	Items       []jsonItem `json:"items"`
}

type jsonWho struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type jsonItem struct {
	ID        string    `json:"id"`
	URL       string    `json:"url"`
	Title     string    `json:"title"`
	HTML      string    `json:"content_html"`
	Summary   string    `json:"summary,omitempty"`
	Image     string    `json:"image,omitempty"`
	Published string    `json:"date_published"`
	Modified  string    `json:"date_modified"`
	Authors   []jsonWho `json:"authors,omitempty"`
	Tags      []string  `json:"tags,omitempty"`
	Language  string    `json:"language,omitempty"`
}

// JSON writes a feed as JSON Feed 1.1.
func JSON(f Feed) ([]byte, error) {
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: line(f.Title), HomePage: f.Home, Self: f.Self, Description: line(f.Subtitle),
		Next: f.Pages.Next, Icon: f.Icon, Authors: []jsonWho{{line(f.Site), f.Home}}, Language: f.Lang, Items: []jsonItem{},
	}
	for _, e := range f.Entries {
		x := jsonItem{
			ID: e.ID, URL: e.Link, Title: line(e.Title), HTML: legal(e.HTML), Summary: line(e.Summary), Image: e.Image,
			Published: moment(e.Published), Modified: moment(e.Updated), Language: e.Lang,
		}
		for _, a := range e.Authors {
			x.Authors = append(x.Authors, jsonWho{line(a.Name), a.URL})
		}
		for _, t := range e.Tags {
			x.Tags = append(x.Tags, line(t.Label))
		}
		out.Items = append(out.Items, x)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // it is never part of a page
	if err := enc.Encode(out); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
