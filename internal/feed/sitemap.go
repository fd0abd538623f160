package feed

import (
	"encoding/xml"
	"time"
)

// Address is one page of a site as a sitemap tells of it. Every address is absolute.
type Address struct {
	At       string
	Changed  time.Time // zero: nobody knows
	Versions []Version // the same page in its languages, itself among them; empty: it has no other
	Image    string    // may be empty
}

// Version is a page in a language; Lang is a BCP 47 tag or "x-default".
type Version struct{ Lang, At string }

// Part is one of several files of a sitemap.
type Part struct {
	At      string
	Changed time.Time
}

type siteURLs struct {
	XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	XHTML   string    `xml:"xmlns:xhtml,attr"`
	Image   string    `xml:"xmlns:image,attr"`
	URLs    []siteURL `xml:"url"`
}

type siteURL struct {
	At       string     `xml:"loc"`
	Changed  string     `xml:"lastmod,omitempty"`
	Versions []siteLink `xml:"xhtml:link"`
	Image    *siteImage `xml:"image:image"`
}

type siteLink struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	At   string `xml:"href,attr"`
}

type siteImage struct {
	At string `xml:"image:loc"`
}

type siteIndex struct {
	XMLName xml.Name   `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Parts   []sitePart `xml:"sitemap"`
}

type sitePart struct {
	At      string `xml:"loc"`
	Changed string `xml:"lastmod,omitempty"`
}

// Sitemap writes a file of a sitemap as sitemaps.org says, with languages and pictures as Google reads them. It holds
// 50,000 addresses at most.
func Sitemap(list []Address) ([]byte, error) {
	out := siteURLs{XHTML: "http://www.w3.org/1999/xhtml", Image: "http://www.google.com/schemas/sitemap-image/1.1"}
	for _, a := range list {
		u := siteURL{At: a.At, Changed: stamp(a.Changed)}
		for _, v := range a.Versions {
			u.Versions = append(u.Versions, siteLink{"alternate", v.Lang, v.At})
		}
		if a.Image != "" {
			u.Image = &siteImage{a.Image}
		}
		out.URLs = append(out.URLs, u)
	}
	return document(out)
}

// SitemapIndex writes the list of the files of a sitemap.
func SitemapIndex(parts []Part) ([]byte, error) {
	out := siteIndex{}
	for _, p := range parts {
		out.Parts = append(out.Parts, sitePart{p.At, stamp(p.Changed)})
	}
	return document(out)
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return moment(t)
}
