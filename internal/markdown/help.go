package markdown

import "strings"

// A help box holds words of its writer and, behind them, the lines of its topic. Which lines hold changes with the day,
// so they are no part of the markup: a comment marks their place, wherever the box stands. No text of an article can
// make one, because every "<" of it is escaped and its own comments are left out.
const (
	helpMarkStart = "<!--help:"
	helpMarkEnd   = "-->"
)

func helpMark(topic string) string { return helpMarkStart + topic + helpMarkEnd }

// Stretch is markup up to the place of help lines. It may open elements that a later one closes.
type Stretch struct {
	HTML  HTML
	Topic string // of the lines that follow it; empty at the end
}

// Stretches cuts markup at the places of help lines. All of them in a row, with what stands between, are the whole.
func Stretches(h HTML) []Stretch {
	var out []Stretch
	rest := string(h)
	for {
		before, behind, found := strings.Cut(rest, helpMarkStart)
		if !found {
			return append(out, Stretch{HTML: HTML(rest)})
		}
		topic, after, _ := strings.Cut(behind, helpMarkEnd)
		out = append(out, Stretch{HTML(before), topic})
		rest = after
	}
}
