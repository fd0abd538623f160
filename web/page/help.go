package page

import (
	"slices"

	"mendwell/internal/content"
	"mendwell/web/link"
)

// linesOn returns the lines of a country on one topic.
func linesOn(c content.HelpCountry, topic string) []*content.HelpLine {
	var out []*content.HelpLine
	for _, l := range c.Lines {
		if l.Knows(topic) {
			out = append(out, l)
		}
	}
	return out
}

// linesOf parts the lines of the chosen country on a topic into those that are new on the page and those that stand above,
// under an earlier topic.
func linesOf(p HelpProps, topic string) (fresh, above []*content.HelpLine) {
	earlier := []string{content.TopicEmergency}
	for _, t := range p.Topics {
		if t.Topic == topic {
			break
		}
		earlier = append(earlier, t.Topic)
	}
	for _, l := range linesOn(*p.Country, topic) {
		if slices.ContainsFunc(earlier, l.Knows) {
			above = append(above, l)
		} else {
			fresh = append(fresh, l)
		}
	}
	return fresh, above
}

// lineAt is the id of a line on the page of its country.
func lineAt(p HelpProps, l *content.HelpLine) string {
	return link.HelpLineID(slices.Index(p.Country.Lines, l))
}
