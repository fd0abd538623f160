package server

import (
	"slices"

	"mendwell/internal/content"
	"mendwell/internal/search"
	"mendwell/web/page"
)

// mostLines is how many lines a search shows by name. More are no answer to a name, and a row in which nobody finds their own.
const mostLines = 4

// foundHelp is a topic of help lines: those that were asked for by name, and the way to those of each country, always: a word
// such as "rape" stands in the names of some lines, and whoever typed it may live elsewhere.
func foundHelp(v *visit, r search.Result) (page.Found, bool) {
	f := page.Found{Kicker: v.words.T("search.help"), Href: v.link.Help(r.Topic, ""), Title: r.Title, Lines: namedLines(v, r)}
	for _, c := range byCountry(v, v.lib.HelpFor(r.Topic)) {
		f.Countries = append(f.Countries, page.FoundCountry{Name: countryName(v, c), Href: v.link.Help(r.Topic, c.Code)})
	}
	return f, len(f.Countries) > 0
}

// namedLines are the lines of today that were asked for by name, in the order of their countries.
func namedLines(v *visit, r search.Result) []page.FoundLine {
	var out []page.FoundLine
	if len(r.Named) == 0 {
		return nil
	}
	for _, c := range byCountry(v, v.lib.Help()) {
		for i, l := range c.Lines {
			if !l.Knows(r.Topic) {
				continue
			}
			for _, name := range r.Named {
				if slices.Contains(namesOf(l), plain(name)) {
					out = append(out, page.FoundLine{Line: l, Name: name, Country: countryName(v, c), Href: v.link.HelpLine(r.Topic, c.Code, i)})
				}
			}
		}
	}
	if len(out) > mostLines {
		return nil
	}
	return out
}

// namesOf are the names of a line in all languages: the index may have been asked in another than the page is in.
func namesOf(l *content.HelpLine) []string {
	var out []string
	for _, name := range l.Name {
		out = append(out, name)
	}
	return out
}

func countryName(v *visit, c content.HelpCountry) string {
	name, _ := c.Name.In(v.lang, v.site.DefaultLanguage)
	return name
}
