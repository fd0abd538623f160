package words

import (
	"regexp"
	"strings"

	"golang.org/x/text/feature/plural"
)

// slots is a text cut at its placeholders: text, name, text, name, text. Dates and relative times are filled in hundreds of
// times on a page with many comments; joining pieces takes a small part of what running a template does.
type slots []string

// counted is a text in the form that goes with a number.
type counted struct {
	id   string
	form plural.Form
}

var placeholder = regexp.MustCompile(`\{\{\s*\.([A-Za-z]+)\s*\}\}`)

// cut returns nil for a text that asks for more than names: that is a template's work.
func cut(text string) slots {
	var out slots
	end := 0
	for _, at := range placeholder.FindAllStringSubmatchIndex(text, -1) {
		out = append(out, text[end:at[0]], text[at[2]:at[3]])
		end = at[1]
	}
	out = append(out, text[end:])
	for i := 0; i < len(out); i += 2 {
		if strings.Contains(out[i], "{{") {
			return nil
		}
	}
	return out
}

// fill joins the pieces with the values of the names, of which last may be one more pair. Not ok: a value is missing or is
// no string.
func (s slots) fill(pairs []any, last ...string) (text string, ok bool) {
	if len(s) == 0 {
		return "", false
	}
	var b strings.Builder
	for i, piece := range s {
		if i%2 == 1 {
			if len(last) == 2 && last[0] == piece {
				piece = last[1]
			} else if piece, ok = value(pairs, piece); !ok {
				return "", false
			}
		}
		b.WriteString(piece)
	}
	return b.String(), true
}

// value is the last one given for a name, as in the map that a template gets.
func value(pairs []any, name string) (text string, ok bool) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			text, ok = pairs[i+1].(string)
		}
	}
	return text, ok
}
