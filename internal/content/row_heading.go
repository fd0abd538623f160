package content

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// heading is a heading outside FAQ sections.
type heading struct {
	h     *ast.Heading
	at    int // which block it is
	p     printed
	found bool // it has a number
	text  string
	under int // index of the numbered heading above it that it is below, or -1
}

// headingRow finds the headings that are tips. A number that a title merely starts with ("3 Stay calm") counts if the
// headings of its level count up from one, or if it goes on from the heading before.
func (c *cutter) headingRow(r *row) {
	heads := lent(&c.papers.heads, len(c.blocks)/3+1)[:0]
	sure := 0
	c.outside(func(i int, b ast.Node) {
		if h, ok := b.(*ast.Heading); ok {
			var p printed
			found := c.mayOpenNumber(h)
			if found {
				p, found = parseNumber(c.leadingText(h))
			}
			text := ""
			if found {
				text = c.text(h)
				found = !faqTitle(text)
			}
			heads = append(heads, heading{h: h, at: i, p: p, found: found, text: text, under: -1})
			if heads[len(heads)-1].found && !p.weak {
				sure++
			}
		}
	})
	if sure == 0 {
		sure = acceptWeak(heads)
	} else {
		acceptNext(heads)
	}
	list := lent(&c.papers.sure, len(heads))[:0]
	questions, labels := 0, 0
	for _, f := range heads {
		if f.found && !f.p.weak {
			list = append(list, f)
			if isQuestion(f.text) {
				questions++
			}
			if f.p.labelled {
				labels++
			}
		}
	}
	if len(list) == 0 {
		return
	}
	if questions*2 > len(list) && labels*2 <= len(list) && c.want.promised != len(list) && c.want.kind != string(KindTips) {
		c.note(list[0].h.Pos(), LevelHint, "looks-numbered",
			"these numbered headings are questions, so they are no tips; \"kind: tips\" makes them tips")
		return // numbered questions, as in a FAQ
	}
	for _, f := range c.oneRow(heads, list) {
		r.starts[f.at] = f.p
	}
}

// acceptWeak makes the weak numbers of the highest level that counts up from one sure; a gap is left to be reported.
func acceptWeak(heads []heading) int {
	for level := 1; level <= 6; level++ {
		n, last, counting := 0, 0, true
		for _, f := range heads {
			if f.found && f.h.Level == level {
				counting = counting && f.p.number > last && (n > 0 || f.p.number == 1)
				n, last = n+1, f.p.number
			}
		}
		if n < rowLength || !counting || last > 2*n {
			continue
		}
		for i, f := range heads {
			heads[i].p.weak = f.p.weak && f.h.Level != level
		}
		return n
	}
	return 0
}

// acceptNext makes a weak number sure that goes on from the sure one before at the same level.
func acceptNext(heads []heading) {
	var last [7]int // by level
	var taken numbers
	for _, f := range heads {
		if f.found && !f.p.weak {
			taken.add(f.p.number)
		}
	}
	for i, f := range heads {
		if !f.found {
			continue
		}
		level := f.h.Level
		if f.p.weak && (last[level] < 2 || f.p.number != last[level]+1 || taken.has(f.p.number)) {
			continue
		}
		heads[i].p.weak = false
		last[level] = f.p.number
		taken.add(f.p.number)
	}
}

// parts are headings that only divide a text.
var parts = regexp.MustCompile(`(?i)^(?:part|teil|chapter|kapitel|section|abschnitt|phase|stage)\b`)

// oneRow decides between numbered headings of two levels, of which the deeper ones stand inside the higher ones. They are
// one row if they count on from each other. Otherwise the deeper ones are the tips if their count runs through, so that
// the higher ones are parts; if it starts again inside each, they are steps and belong to the tips that the higher ones
// are.
func (c *cutter) oneRow(heads, list []heading) []heading {
	top, rising := 7, true
	for i, f := range list {
		top = min(top, f.h.Level)
		rising = rising && (i == 0 || f.p.number > list[i-1].p.number)
	}
	if rising {
		return list
	}
	var outer, inner, rest []heading
	above := -1
	for _, f := range heads {
		numbered := f.found && !f.p.weak
		switch {
		case f.h.Level <= top:
			above = -1
			if numbered {
				above = len(outer)
				outer = append(outer, f)
			}
		case numbered && above >= 0:
			f.under = above
			inner = append(inner, f)
		case numbered:
			rest = append(rest, f)
		}
	}
	if len(inner) == 0 {
		return list
	}
	clean, divides, labels := true, true, 0
	for i, f := range outer {
		clean = clean && f.p.number == i+1
		divides = divides && parts.MatchString(titleOf(c.text(f.h)))
		if f.p.labelled {
			labels++
		}
	}
	through := len(inner) >= rowLength && inner[len(inner)-1].under > inner[0].under && inner[0].p.number == 1
	named := 0
	for i, f := range inner {
		through = through && (i == 0 || f.p.number == inner[i-1].p.number+1)
		if f.p.labelled {
			named++
		}
	}
	switch {
	case labels == 0 && (through || named >= rowLength && (divides || !clean || len(outer) < rowLength)):
		return inOrder(heads, inner, rest)
	case clean && len(outer) >= 2:
		return inOrder(heads, outer, rest)
	}
	return list
}

// titleOf returns a title without its number.
func titleOf(text string) string {
	if p, ok := parseNumber(text); ok && p.cut <= len(text) {
		return text[p.cut:]
	}
	return text
}

// inOrder returns the headings of two lists as they stand in the text.
func inOrder(heads, a, b []heading) []heading {
	keep := map[*ast.Heading]bool{}
	for _, f := range append(append([]heading{}, a...), b...) {
		keep[f.h] = true
	}
	var out []heading
	for _, f := range heads {
		if keep[f.h] {
			out = append(out, f)
		}
	}
	return out
}

// looksNumbered is a number at the start of a title, in whatever shape.
var looksNumbered = regexp.MustCompile(`^[^\pL\pN]*(\p{Nd}{1,3})(?:[^\pL\pN:.,/%-]|[^\pL\pN]\s|$)`)

// hintNumbered reports headings or bold words that count from one and are no tips all the same.
func (c *cutter) hintNumbered() {
	var start ast.Node
	n := 0
	c.outside(func(_ int, b ast.Node) {
		var text string
		switch b := b.(type) {
		case *ast.Heading:
			text = c.text(b)
		case *ast.Paragraph:
			if !b.HasChildren() || !isBold(b.FirstChild()) {
				return
			}
			text = c.text(b.FirstChild())
		}
		m := looksNumbered.FindStringSubmatchIndex(text)
		if m == nil || units.MatchString(strings.TrimSpace(text[m[3]:])) || isQuestion(text) || toNumber(text[m[2]:m[3]]) != n+1 {
			return
		}
		if n++; n == 1 {
			start = b
		}
	})
	if n >= rowLength {
		c.note(start.Pos(), LevelHint, "looks-numbered", "from here on "+itoa(n)+" titles look numbered, and none is a tip; \"1. Title\" makes one")
	}
}
