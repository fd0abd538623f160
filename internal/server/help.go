package server

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"mendwell/internal/content"
	"mendwell/web/link"
	"mendwell/web/page"
	"mendwell/web/ui"
)

// safetyPage is the slug of the page on reading where somebody watches. A site may have none.
const safetyPage = "reading-safely"

// showHelp lists those who help, for the topic and the country in the address. Whoever asks for what is not there may be
// in need all the same: the answer is always the whole page, with a sentence, and never an error page.
func (s *Server) showHelp(w http.ResponseWriter, r *http.Request) error {
	v, q := visitOf(r), r.URL.Query()
	p := page.HelpProps{Help: helpOf(v)}
	topic, code := q.Get("topic"), strings.ToUpper(q.Get("country"))
	status := http.StatusOK
	if slices.Contains(content.HelpTopics(), topic) {
		p.Topic = topic
	} else if topic != "" {
		status = http.StatusNotFound
	}
	i := slices.IndexFunc(p.Help.Countries, func(c content.HelpCountry) bool { return c.Code == code })
	switch {
	case i >= 0:
		p.Country = &p.Help.Countries[i]
	case isCountry(code):
		p.Unknown = v.words.T("help.unknown.country")
	case code != "":
		status = http.StatusNotFound
	}
	if status != http.StatusOK {
		p.Unknown = v.words.T("help.unknown.choice")
	}
	p.Topics, p.Choices = helpSections(v, p.Topic), helpChoices(v, p)
	code = ""
	if p.Country != nil {
		code = p.Country.Code
	}
	p.Frame = s.frame(v, v.words.T("title.help"), func(l link.Space) string { return l.Help(p.Topic, code) })
	p.Description, p.NoIndex = v.words.T("help.summary"), status != http.StatusOK
	if p.Topic != "" || code != "" { // a part of the whole page, which stands for it
		p.Canonical = link.Absolute(v.base, v.link.Help("", ""))
		for i := range p.Alternates {
			p.Alternates[i].Absolute = ""
		}
	}
	return s.showWith(w, r, status, page.Help(p))
}

// isCountry tells a country that we have nothing for from a slip.
func isCountry(code string) bool {
	region, err := language.ParseRegion(code)
	return err == nil && len(code) == 2 && region.IsCountry()
}

// helpOf returns the lines that hold today, by country.
func helpOf(v *visit) ui.Help {
	v.showsFresh()
	h := ui.Help{Countries: byCountry(v, v.lib.Help())}
	if _, ok := v.lib.Page(v.lang, safetyPage); ok {
		h.Safety = v.link.Page(safetyPage)
	}
	return h
}

// byCountry puts the countries first in which a line is sure to speak the language of the page, which says nothing about
// where its reader is. Both halves are by name.
func byCountry(v *visit, list []content.HelpCountry) []content.HelpCountry {
	slices.SortFunc(list, func(a, b content.HelpCountry) int {
		return cmp.Or(distance(v, a)-distance(v, b), strings.Compare(sortName(v, a), sortName(v, b)), strings.Compare(a.Code, b.Code))
	})
	return list
}

func distance(v *visit, c content.HelpCountry) int {
	if c.Speaks(v.lang) {
		return 0
	}
	return 1
}

// sortName folds what German puts among the plain letters: "Österreich" comes before "Schweiz".
func sortName(v *visit, c content.HelpCountry) string {
	return strings.NewReplacer("ä", "a", "ö", "o", "ü", "u").Replace(strings.ToLower(countryName(v, c)))
}

// helpSections are the topics to show: the one that was chosen, or all.
func helpSections(v *visit, topic string) []page.HelpSection {
	var out []page.HelpSection
	for _, t := range content.HelpTopics() {
		if topic == "" || t == topic {
			out = append(out, page.HelpSection{Topic: t, Countries: byCountry(v, v.lib.HelpFor(t))})
		}
	}
	return out
}

func helpChoices(v *visit, p page.HelpProps) page.HelpChoices {
	c := page.HelpChoices{
		Topics:    []ui.Choice{{Label: v.words.T("help.every.topic"), Selected: p.Topic == ""}},
		Countries: []ui.Choice{{Label: v.words.T("help.every.country"), Selected: p.Country == nil}},
	}
	for _, t := range content.HelpTopics() {
		c.Topics = append(c.Topics, ui.Choice{Value: t, Label: v.words.T("help.topic." + t), Selected: t == p.Topic})
	}
	for _, x := range p.Help.Countries {
		c.Countries = append(c.Countries, ui.Choice{Value: x.Code, Label: countryName(v, x), Selected: p.Country != nil && p.Country.Code == x.Code})
	}
	return c
}
