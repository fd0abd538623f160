package page

import "mendwell/internal/content"

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
