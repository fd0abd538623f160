package feed

import (
	"bytes"
	"encoding/xml"
)

// Elements of Atom (RFC 4287), in the order in which they are written.
type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string      `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Icon     string      `xml:"icon,omitempty"`
	Author   atomPerson  `xml:"author"` // of every entry that names none: section 4.2.1
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomPerson struct {
	Name string `xml:"name"`
	URI  string `xml:"uri,omitempty"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	Lang       string         `xml:"xml:lang,attr,omitempty"`
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Updated    string         `xml:"updated"`
	Published  string         `xml:"published"`
	Authors    []atomPerson   `xml:"author"`
	Links      []atomLink     `xml:"link"`
	Categories []atomCategory `xml:"category"`
	Summary    string         `xml:"summary,omitempty"`
	Content    atomContent    `xml:"content"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr,omitempty"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// Atom writes a feed as RFC 4287 says, in pages as RFC 5005 says.
func Atom(f Feed) ([]byte, error) {
	out := atomFeed{
		Lang: f.Lang, ID: f.ID, Title: line(f.Title), Subtitle: line(f.Subtitle), Updated: moment(f.Updated), Icon: f.Icon,
		Author: atomPerson{Name: line(f.Site)}, Links: f.atomLinks("application/atom+xml"),
	}
	out.Links = append(out.Links, atomLink{"alternate", "text/html", f.Home})
	for _, e := range f.Entries {
		x := atomEntry{
			ID: e.ID, Title: line(e.Title), Updated: moment(e.Updated), Published: moment(e.Published),
			Links: []atomLink{{"alternate", "text/html", e.Link}}, Summary: line(e.Summary), Content: atomContent{"html", legal(e.HTML)},
		}
		if e.Lang != f.Lang {
			x.Lang = e.Lang
		}
		for _, a := range e.Authors {
			x.Authors = append(x.Authors, atomPerson{line(a.Name), a.URL})
		}
		for _, t := range e.Tags {
			x.Categories = append(x.Categories, atomCategory{line(t.Term), line(t.Label)})
		}
		out.Entries = append(out.Entries, x)
	}
	return document(out)
}

// atomLinks are the document itself and the other pages of its list.
func (f Feed) atomLinks(mediaType string) []atomLink {
	links := []atomLink{{"self", mediaType, f.Self}}
	for _, l := range []atomLink{
		{"first", mediaType, f.Pages.First}, {"previous", mediaType, f.Pages.Previous},
		{"next", mediaType, f.Pages.Next}, {"last", mediaType, f.Pages.Last},
	} {
		if l.Href != "" {
			links = append(links, l)
		}
	}
	return links
}

// document writes XML with its declaration.
func document(v any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	if err := xml.NewEncoder(&b).Encode(v); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}
