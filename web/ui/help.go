package ui

import (
	"slices"
	"strings"

	"mendwell/internal/content"
)

// Help is what a help box shows: every line that holds today. No country is assumed; the reader opens one.
type Help struct {
	Countries []content.HelpCountry // by name, in the interface language
	Safety    string                // address of the page on reading safely; empty: there is none
	Above     []string              // topics of the box at the top of the page: further down a link to it is enough
}

// boxAt is the id of the box at the top of a page.
const boxAt = "help-box"

func (h Help) isAbove(topic string) bool { return slices.Contains(h.Above, topic) }

// paperLine is all of a country that a sheet of paper has room for.
type paperLine struct {
	country     content.HelpCountry
	emergencies []*content.HelpLine // with a number
	first       *content.HelpLine   // on the topics; nil: there is none
}

func (h Help) onPaper(topics []string) []paperLine {
	var out []paperLine
	for _, c := range h.on(topics) {
		p := paperLine{country: c}
		for _, l := range c.Lines {
			switch {
			case l.Knows(content.TopicEmergency):
				if l.Number != "" {
					p.emergencies = append(p.emergencies, l)
				}
			case p.first == nil:
				p.first = l
			}
		}
		out = append(out, p)
	}
	return out
}

// reach is the shortest way to a line, in print.
func reach(f Frame, l *content.HelpLine) string {
	switch {
	case l.Number != "":
		return l.Number
	case l.SMS != "" && smsText(f, l) != "":
		return f.Words.T("help.text_word", "Text", smsText(f, l), "Number", l.SMS)
	case l.SMS != "":
		return f.Words.T("help.text", "Number", l.SMS)
	}
	return host(l.Website)
}

// on returns the countries that have lines on any of the topics, each with its emergency numbers first.
func (h Help) on(topics []string) []content.HelpCountry {
	var out []content.HelpCountry
	for _, c := range h.Countries {
		fits := func(l *content.HelpLine) bool { return slices.ContainsFunc(topics, l.Knows) }
		if !slices.ContainsFunc(c.Lines, fits) {
			continue
		}
		all := c.Lines
		c.Lines = nil
		for _, l := range all {
			if fits(l) || l.Knows(content.TopicEmergency) {
				c.Lines = append(c.Lines, l)
			}
		}
		out = append(out, c)
	}
	return out
}

// known are topics on which there is a line somewhere: the emergency numbers where there is none.
func (h Help) known(topics []string) []string {
	if len(h.on(topics)) == 0 {
		return []string{content.TopicEmergency}
	}
	return topics
}

// one returns the topic that an address can carry: where there are several, none.
func one(topics []string) string {
	if len(topics) == 1 {
		return topics[0]
	}
	return ""
}

// said is a text in the interface language, or in another one with its name.
func said(f Frame, t content.Texts) (text, lang string) {
	text, lang = t.In(f.Lang, "en")
	if lang == f.Lang {
		lang = ""
	}
	return text, lang
}

// CountryName is the name of a country in the interface language.
func CountryName(f Frame, c content.HelpCountry) string {
	text, _ := c.Name.In(f.Lang, "en")
	return text
}

// spoken lists the languages of a line.
func spoken(f Frame, l *content.HelpLine) string {
	var names []string
	for _, lang := range l.Languages {
		names = append(names, f.Words.LanguageIn(lang))
	}
	return strings.Join(names, ", ")
}

// smsText is what to write to a line; empty: anything.
func smsText(f Frame, l *content.HelpLine) string {
	text, _ := l.SMSText.In(f.Lang, "en")
	return text
}

// host is how a website is called in a sentence.
func host(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	rest, _, _ = strings.Cut(rest, "/")
	return strings.TrimPrefix(rest, "www.")
}
