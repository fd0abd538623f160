package content

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"mendwell/internal/markdown"
)

// row says which blocks start a tip.
//
// Numbered headings are tips wherever they are. Without any, three or more paragraphs that start with a bold number are,
// or that are one line such as "Tip 3: Stay calm".
// Without these, the items of ordered lists are, if there are three or more of them, most have a lead-in and more text,
// and together they are what the article is about: two fifths of its words, or as many as its title promises. So the
// steps of an exercise stay a list. A number inside a tip never starts another one, except where it goes on counting
// from the tip before and no other tip has that number.
type row struct {
	starts []printed // by block; the number is 0 where none starts
	lists  map[*ast.List]bool
	items  map[ast.Node]printed
}

// count returns how many tips start.
func (r *row) count() int {
	n := len(r.items)
	for _, p := range r.starts {
		if p.number > 0 {
			n++
		}
	}
	return n
}

const (
	rowLength = 3 // tips that are not headings come at least in threes
	maxLead   = 200
	// shortSteps is a number of items that may well be the steps of one exercise.
	shortSteps = 4
)

func (c *cutter) chooseRow() *row {
	r := &row{starts: lent(&c.papers.starts, len(c.blocks)), lists: map[*ast.List]bool{}, items: map[ast.Node]printed{}}
	switch c.want.mode {
	case "none":
		return r
	case "sections":
		c.sectionRow(r)
		return r
	}
	if c.headingRow(r); r.count() == 0 {
		if c.boldRow(r); r.count() < rowLength {
			clear(r.starts)
			c.listRow(r)
		}
	}
	c.continueRow(r)
	if r.count() == 0 {
		c.hintNumbered()
	}
	return r
}

// outside calls visit for every block that is not part of a FAQ section.
func (c *cutter) outside(visit func(i int, b ast.Node)) {
	for i := 0; i < len(c.blocks); i++ {
		if end, ok := c.faq[i]; ok {
			i = end - 1
			continue
		}
		visit(i, c.blocks[i])
	}
}

// sectionRow makes every h2 a tip, or every heading of the highest level if there is no h2.
func (c *cutter) sectionRow(r *row) {
	var heads []int
	level := 7
	c.outside(func(i int, b ast.Node) {
		if h, ok := b.(*ast.Heading); ok {
			heads = append(heads, i)
			if h.Level < level && level != 2 || h.Level == 2 {
				level = h.Level
			}
		}
	})
	n := 0
	for _, i := range heads {
		h := c.blocks[i].(*ast.Heading)
		if h.Level != level {
			continue
		}
		n++
		p, ok := parseNumber(c.leadingText(h))
		if !ok || p.weak {
			p = printed{number: n}
		}
		r.starts[i] = p
	}
}

func (c *cutter) boldRow(r *row) {
	c.outside(func(i int, b ast.Node) {
		if p, ok := c.boldNumber(b); ok {
			r.starts[i] = p
		}
	})
}

// escapedNumber is a numbered line as converters write it, so that Markdown sees no list.
// So is one with digits of another script.
var escapedNumber = regexp.MustCompile(`^(?:[0-9]{1,3}\\|[^\P{Nd}0-9]{1,3}\\?)[.)] `)

// boldNumber reads the number of a paragraph: a bold one, or one that is a line of its own and cannot mean a list.
func (c *cutter) boldNumber(b ast.Node) (printed, bool) {
	para, ok := b.(*ast.Paragraph)
	if !ok || para.FirstChild() == nil {
		return printed{}, false
	}
	bold := c.boldIn(para)
	if bold == nil {
		if para.Lines().Len() != 1 || !c.mayOpenNumber(para) {
			return printed{}, false
		}
		raw := c.leadingText(para)
		p, ok := parseNumber(raw)
		return p, ok && len(raw) <= maxLead && (escapedNumber.MatchString(raw) || p.labelled && raw[0] != '#')
	}
	p, ok := parseNumber(c.leadingText(bold))
	return p, ok && !p.weak
}

// listGroup is a stretch of ordered lists that count on from each other.
type listGroup struct {
	lists []*ast.List
	items int
	words int
}

func (c *cutter) listRow(r *row) {
	groups, total := c.listGroups()
	largest := 0
	for _, g := range groups {
		if g.items >= rowLength {
			largest = max(largest, g.words)
		}
	}
	for _, g := range groups {
		if g.items < rowLength || g.words*5 < largest*2 {
			continue
		}
		if told := c.want.promised == g.items || c.want.kind == string(KindTips); !told && g.words*5 < total*2 {
			if g.items > shortSteps {
				c.note(g.lists[0].Pos(), LevelHint, "looks-numbered",
					"the "+itoa(g.items)+" items of this list are no tips, as most of the text is elsewhere; \"kind: tips\" makes them tips")
			}
			continue
		} else if !told && g.items <= shortSteps && g.words*5 < total*3 {
			c.note(g.lists[0].Pos(), LevelHint, "looks-numbered",
				"the "+itoa(g.items)+" items of this list are tips; if they are steps, \"tips: none\" keeps them a list")
		}
		for _, list := range g.lists {
			r.lists[list] = true
			for item := list.FirstChild(); item != nil; item = item.NextSibling() {
				r.items[item] = c.itemNumber(item)
			}
		}
	}
}

// listGroups finds the lists that could be rows of tips. A list that starts again from 1 under another heading starts
// another group; one that starts again after a picture does not. It also counts the words outside FAQ sections.
func (c *cutter) listGroups() ([]*listGroup, int) {
	var groups []*listGroup
	total, headed, open := 0, true, false
	c.outside(func(i int, b ast.Node) {
		words := c.words(b)
		total += words
		switch b := b.(type) {
		case *ast.Heading:
			headed, open = true, false
		case *ast.List:
			if c.isRow(i, b) || !headed && len(groups) > 0 && groups[len(groups)-1].goesOn(c, b) {
				if !headed && groups[len(groups)-1].inside(c, b) {
					break // steps inside a tip
				}
				if headed && (c.itemNumber(b.FirstChild()).number == 1 || len(groups) == 0) {
					groups = append(groups, &listGroup{})
				}
				g := groups[len(groups)-1]
				g.lists, g.items, headed, open = append(g.lists, b), g.items+b.ChildCount(), false, true
			}
		case *extast.FootnoteList:
			open = false
		}
		if open {
			groups[len(groups)-1].words += words
		}
	})
	return groups, total
}

// goesOn says whether a list counts on from a group in the same way, so that its items are tips even if nothing follows.
func (g *listGroup) goesOn(c *cutter, list *ast.List) bool {
	last := g.lists[len(g.lists)-1]
	return list.IsOrdered() && list.Marker == last.Marker &&
		c.itemNumber(list.FirstChild()).number == c.itemNumber(last.LastChild()).number+1
}

// inside says whether a list belongs to the last tip of a group instead of going on with the group: it counts anew with
// another mark, or it is longer where every tip is one numbered line.
func (g *listGroup) inside(c *cutter, list *ast.List) bool {
	last := g.lists[len(g.lists)-1]
	if c.itemNumber(list.FirstChild()).number == c.itemNumber(last.LastChild()).number+1 {
		return false
	}
	return list.Marker != last.Marker || g.items == len(g.lists) && g.items > 0 && list.ChildCount() > 1
}

// isRow says whether an ordered list looks like tips: most items have a lead-in and more, or it is one numbered line that
// text follows.
func (c *cutter) isRow(i int, list *ast.List) bool {
	if !list.IsOrdered() || c.itemNumber(list.FirstChild()).number > 999 {
		return false
	}
	good, n := 0, 0
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		n++
		if c.hasLead(item, item.NextSibling() == nil && c.textFollows(i)) {
			good++
		}
	}
	return n > 0 && good*3 >= n*2
}

func (c *cutter) hasLead(item ast.Node, followed bool) bool {
	p := item.FirstChild()
	if h, ok := p.(*ast.Heading); ok {
		return h.HasChildren() // "1. ### Stay calm"
	}
	if p == nil || p.Kind() != ast.KindParagraph && p.Kind() != ast.KindTextBlock || p.FirstChild() == nil {
		return false
	}
	end := c.findLead(p)
	if end.whole && p.NextSibling() == nil && !followed {
		return false
	}
	if end.bold || end.explicit {
		return true
	}
	length := 0
	for _, k := range markdown.Children(p)[:end.nodes] {
		length += utf8.RuneCountInString(c.text(k))
	}
	if end.split >= 0 {
		length += end.split - markdown.Children(p)[end.nodes].(*ast.Text).Segment.Start
	}
	return length <= maxLead
}

// textFollows says whether the block behind block i may belong to it: anything but a list that counts, a line across, or
// a heading that closes the section.
func (c *cutter) textFollows(i int) bool {
	if i+1 >= len(c.blocks) {
		return false
	}
	switch b := c.blocks[i+1].(type) {
	case *ast.List:
		return !b.IsOrdered()
	case *ast.Heading:
		return b.Level > max(2, c.section(i)) && !c.starts(i+1)
	case *ast.ThematicBreak, *extast.FootnoteList, *ast.LinkReferenceDefinition:
		return false
	}
	return true
}

// section returns the level of the heading that block i is under.
func (c *cutter) section(i int) int {
	for ; i >= 0; i-- {
		if h, ok := c.blocks[i].(*ast.Heading); ok {
			return h.Level
		}
	}
	return 0
}

// itemNumber reads the number of a list item as it is written.
func (c *cutter) itemNumber(item ast.Node) printed {
	if item == nil || item.Pos() < 0 {
		return printed{number: 1, label: "1"}
	}
	rest := string(c.src[item.Pos():min(item.Pos()+10, len(c.src))])
	digits := rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))]
	n := 0
	for _, d := range digits {
		n = n*10 + int(d-'0')
	}
	return printed{number: n, label: digits}
}

// continueRow adds what goes on counting in another shape: "**4. ...**" after three numbered headings. What goes on from
// a number of the same shape in the same tip is a step.
func (c *cutter) continueRow(r *row) {
	if r.count() < 2 {
		return
	}
	var taken numbers
	for _, p := range r.starts {
		taken.add(p.number)
	}
	for _, p := range r.items {
		taken.add(p.number)
	}
	last := 0
	steps := map[string]int{} // shape -> last number of it in the open tip
	next := func(p printed, shape string) bool {
		step := steps[shape] > 0 && p.number == steps[shape]+1
		if last > 0 && p.number == last+1 && !taken.has(p.number) && !step {
			return true
		}
		steps[shape] = p.number
		return false
	}
	c.outside(func(i int, b ast.Node) {
		if p := r.starts[i]; p.number > 0 {
			last = p.number
			clear(steps)
			return
		}
		if list, ok := b.(*ast.List); ok {
			switch {
			case !list.IsOrdered():
			case r.lists[list]:
				last = r.items[list.LastChild()].number
				clear(steps)
			case next(c.itemNumber(list.FirstChild()), "list"+string(list.Marker)) && c.isRow(i, list):
				r.lists[list] = true
				for item := list.FirstChild(); item != nil; item = item.NextSibling() {
					r.items[item] = c.itemNumber(item)
				}
				last = r.items[list.LastChild()].number
				clear(steps)
			default:
				steps["list"+string(list.Marker)] = c.itemNumber(list.LastChild()).number
			}
			return
		}
		if p, ok := c.boldNumber(b); ok && next(p, "bold") {
			r.starts[i], last = p, p.number
			clear(steps)
		}
	})
}

// numbers is a set of printed numbers. One larger than 999 is in none: the items of a list may count on for ever.
type numbers [16]uint64

func (s *numbers) add(n int) {
	if n >= 0 && n < 64*len(s) {
		s[n/64] |= 1 << (n % 64)
	}
}

func (s *numbers) has(n int) bool { return n >= 0 && n < 64*len(s) && s[n/64]&(1<<(n%64)) != 0 }
