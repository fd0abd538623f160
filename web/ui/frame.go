// Package ui knows the building blocks of every page: the frame around it, fields, buttons, cards, notices.
package ui

import (
	"cmp"
	"strconv"
	"strings"

	"mendwell/internal/account"
	"mendwell/web/link"
	"mendwell/web/schema"
	"mendwell/web/words"
)

// Frame is what every page carries around its own content.
type Frame struct {
	Lang        string // interface language
	Words       *words.Printer
	Link        link.Space // addresses in the interface language
	Title       string     // of the page, without the site's name
	Description string
	Canonical   string // absolute address
	Alternates  []Alternate
	Default     string          // language of the version for readers whose language has none
	Feeds       []Feed          // of this page first; for programs that look for them
	Viewer      *account.Viewer // nil: nobody is logged in
	Notice      *Notice
	Site        Site
	Path        string // path and query of this page, for "log in and come back"
	Section     string // category slug that the navigation marks as current
	NoIndex     bool
	Image       string // absolute address of a preview
	ImageWidth  int    // pixels; 0: 1200 by 630
	ImageHeight int
	ImageAlt    string
	Locale      string        // Open Graph's: "en_US"
	Story       *Story        // of a page of kind "article"
	Data        *schema.Graph // what the page says of itself in the words of schema.org; nil: nothing
	Kind        string        // Open Graph type: "article" or "website"
	Assets      Assets
	Dev         *Dev // nil except in dev mode
}

// Story is what Open Graph says of an article. Times are as ISO 8601 writes them, empty where nobody knows.
type Story struct {
	Published, Modified, Section string
	Authors, Tags                []string // Authors are absolute addresses
}

// Dev is what a page in dev mode carries: the script that loads it again after each save, and what it compares.
type Dev struct {
	Style, Script, Events, State string
	Refused                      string // in English, as check says it: why the last save was not taken over
}

// Site is what the frame shows of site.yaml.
type Site struct {
	Name, Tagline string
	Nav           []NavLink // header
	Footer        []NavLink // pages such as about
}

// NavLink is an entry of a navigation.
type NavLink struct {
	Title, Href string
	Current     bool
}

// Alternate is the same page in an interface language: Href for readers, Absolute for machines (empty: not told to them).
type Alternate struct{ Lang, Name, Href, Absolute string }

// Assets are the fingerprinted addresses of the static files.
type Assets struct {
	CSS, Script, Seek string
	Icon              string // the icon itself, as a data: address
}

// Notice tells what just happened. Undo, where set, is a form that takes it back.
type Notice struct {
	Text string
	Undo *Undo
}

// Undo is one button of a notice. Show, where set, is the filter of the list that it leads back to; Page is the page of it.
type Undo struct {
	Action, Field, Value, Label, Show string
	Page                              int
}

// Trouble is the summary of what is wrong with a form.
type Trouble struct {
	Title    string
	Text     string // one sentence where no field is to blame
	Problems []Problem
}

// Problem names one field and what to do about it.
type Problem struct{ Field, Text string }

// For returns the problem of a field, or "".
func (t *Trouble) For(field string) string {
	if t == nil {
		return ""
	}
	for _, p := range t.Problems {
		if p.Field == field {
			return p.Text
		}
	}
	return ""
}

// Pager leads through a long list.
type Pager struct {
	Number, Pages int
	Href          func(page int) string
}

// versions are the alternates that machines are told of; none where there is no other. Default is their Default.
func (f Frame) versions() (list []Alternate, other string) {
	for _, a := range f.Alternates {
		if a.Absolute == "" {
			continue
		}
		list = append(list, a)
		if a.Lang == f.Default {
			other = a.Absolute
		}
	}
	if len(list) < 2 {
		return nil, ""
	}
	return list, other
}

func (f Frame) documentTitle() string {
	if f.Title == "" || f.Title == f.Site.Name {
		return f.Site.Name
	}
	return f.Title + " · " + f.Site.Name
}

func (f Frame) ogType() string {
	if f.Kind == "" {
		return "website"
	}
	return f.Kind
}

// next is where logging in leads back to: nowhere special from pages that are themselves about logging in.
func (f Frame) next() string {
	for _, own := range []string{f.Link.Login(""), f.Link.Register(""), f.Link.Home()} {
		if f.Path == own || strings.HasPrefix(f.Path, own+"?") {
			return ""
		}
	}
	return f.Path
}

func (x Field) describedBy() string {
	var ids []string
	if x.Hint != "" {
		ids = append(ids, x.Name+"-hint")
	}
	if x.Trouble.For(x.Name) != "" {
		ids = append(ids, x.Name+"-why")
	}
	return strings.Join(ids, " ")
}

func (f Frame) imageWidth() string  { return strconv.Itoa(cmp.Or(f.ImageWidth, 1200)) }
func (f Frame) imageHeight() string { return strconv.Itoa(cmp.Or(f.ImageHeight, 630)) }
