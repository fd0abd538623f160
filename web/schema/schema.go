// Package schema knows the words of schema.org in which our pages describe themselves to machines. A field that is empty
// is left out; every address is absolute.
package schema

// Graph is all that one page says: one JSON-LD document.
type Graph struct {
	Context string `json:"@context"`
	Nodes   []any  `json:"@graph"`
}

// Of joins the things that a page describes.
func Of(nodes ...any) *Graph { return &Graph{"https://schema.org", nodes} }

// Ref names a thing that is described elsewhere.
type Ref struct {
	ID string `json:"@id"`
}

// Organization publishes the site.
type Organization struct {
	Type string `json:"@type"`
	ID   string `json:"@id"`
	Name string `json:"name"`
	URL  string `json:"url"`
	Logo *Image `json:"logo,omitempty"`
}

// Person is somebody real who stands behind an article.
type Person struct {
	Type     string   `json:"@type"`
	ID       string   `json:"@id,omitempty"`
	Name     string   `json:"name"`
	URL      string   `json:"url,omitempty"`
	JobTitle string   `json:"jobTitle,omitempty"`
	About    string   `json:"description,omitempty"`
	Image    string   `json:"image,omitempty"`
	Other    []string `json:"alternateName,omitempty"`
	SameAs   []string `json:"sameAs,omitempty"`
}

// Image is a picture; sizes are in pixels.
type Image struct {
	Type    string `json:"@type"`
	URL     string `json:"url"`
	Width   int    `json:"width,omitempty"`
	Height  int    `json:"height,omitempty"`
	Caption string `json:"caption,omitempty"`
}

// Article is one piece of advice. Dates are as ISO 8601 writes them.
type Article struct {
	Type        string   `json:"@type"`
	ID          string   `json:"@id"`
	MainPage    string   `json:"mainEntityOfPage"`
	URL         string   `json:"url"`
	Headline    string   `json:"headline"`
	Description string   `json:"description,omitempty"`
	Language    string   `json:"inLanguage"`
	Section     string   `json:"articleSection,omitempty"`
	Keywords    []string `json:"keywords,omitempty"`
	Words       int      `json:"wordCount,omitempty"`
	Published   string   `json:"datePublished,omitempty"`
	Modified    string   `json:"dateModified,omitempty"`
	Image       *Image   `json:"image,omitempty"`
	Author      []any    `json:"author,omitempty"` // Person, or the Organization
	Editor      []Person `json:"editor,omitempty"`
	Translator  []Person `json:"translator,omitempty"`
	Publisher   Ref      `json:"publisher"`
	Citation    []Work   `json:"citation,omitempty"`
	Main        *Ref     `json:"mainEntity,omitempty"` // what it is made of: its tips
	Free        bool     `json:"isAccessibleForFree"`
}

// WebPage is the page that an article stands on: schema.org ties a review to the page.
type WebPage struct {
	Type       string  `json:"@type"`
	ID         string  `json:"@id"`
	URL        string  `json:"url"`
	Name       string  `json:"name"`
	Language   string  `json:"inLanguage"`
	Part       *Ref    `json:"isPartOf,omitempty"`
	About      string  `json:"description,omitempty"`
	ReviewedBy *Person `json:"reviewedBy,omitempty"`
	Reviewed   string  `json:"lastReviewed,omitempty"`
	Main       any     `json:"mainEntity,omitempty"`
	Published  string  `json:"datePublished,omitempty"`
	Modified   string  `json:"dateModified,omitempty"`
}

// Work is something that an article rests on.
type Work struct {
	Type      string `json:"@type"`
	Name      string `json:"name"`
	URL       string `json:"url,omitempty"`
	Publisher *Named `json:"publisher,omitempty"`
	Published string `json:"datePublished,omitempty"`
}

// Named is an organization of which no more is known.
type Named struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

// List is things in their order.
type List struct {
	Type  string `json:"@type"`
	ID    string `json:"@id,omitempty"`
	Name  string `json:"name,omitempty"`
	Count int    `json:"numberOfItems,omitempty"`
	Items []Item `json:"itemListElement"`
}

// Item is one of them; the last of a trail needs no address.
type Item struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	URL      string `json:"url,omitempty"`
	Item     string `json:"item,omitempty"`
}

// Question is one of a page of questions.
type Question struct {
	Type   string `json:"@type"`
	Name   string `json:"name"`
	URL    string `json:"url,omitempty"`
	Answer Answer `json:"acceptedAnswer"`
}

// Answer is plain text.
type Answer struct {
	Type string `json:"@type"`
	Text string `json:"text"`
}

// WebSite is the whole.
type WebSite struct {
	Type      string  `json:"@type"`
	ID        string  `json:"@id"`
	Name      string  `json:"name"`
	URL       string  `json:"url"`
	About     string  `json:"description,omitempty"`
	Language  string  `json:"inLanguage"`
	Publisher Ref     `json:"publisher"`
	Search    *Search `json:"potentialAction,omitempty"`
}

// Search says how the site is searched.
type Search struct {
	Type   string     `json:"@type"`
	Target EntryPoint `json:"target"`
	Input  string     `json:"query-input"`
}

// EntryPoint is an address with a place for what is looked for.
type EntryPoint struct {
	Type     string `json:"@type"`
	Template string `json:"urlTemplate"`
}
