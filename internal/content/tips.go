package content

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// cutter cuts a body into pieces. Whatever follows the start of a tip belongs to it, up to the next tip or to a heading
// that closes it.
type cutter struct {
	*structure
	blocks []ast.Node
	faq    map[int]int // first block of a FAQ section -> the block behind it
	chosen *row
	tip    *tipPiece
	html   []ast.Node
	under  int // level of the heading that the text is under; 0: none
	top    int // smallest heading level of the body

	tipRoom   []Tip // for tips that are still to be opened
	pieceRoom []tipPiece
}

func (s *structure) cut(blocks []ast.Node) {
	c := &cutter{structure: s, blocks: blocks, top: topLevel(blocks)}
	c.faq = s.faqSections(blocks)
	for from, end := range c.faq {
		if q, _ := c.faqOf(from, end); !q.any {
			delete(c.faq, from)
		}
	}
	c.chosen = c.chooseRow()
	c.makeRoom()
	for i := 0; i < len(blocks); i++ {
		if end, ok := c.faq[i]; ok && c.questions(i, end) {
			i = end - 1
			continue
		}
		c.block(i)
	}
	c.close()
}

// makeRoom makes at once what the tips need.
func (c *cutter) makeRoom() {
	n := c.chosen.count()
	c.tipRoom, c.pieceRoom = make([]Tip, n), lent(&c.papers.tips, n)
	c.row, c.pieces = lent(&c.papers.row, n)[:0], lent(&c.papers.pieces, n+4)[:0]
}

// fresh returns an empty tip.
func (c *cutter) fresh() *tipPiece {
	if len(c.tipRoom) == 0 {
		return &tipPiece{Tip: &Tip{}}
	}
	t := &c.pieceRoom[0]
	t.Tip = &c.tipRoom[0]
	c.tipRoom, c.pieceRoom = c.tipRoom[1:], c.pieceRoom[1:]
	return t
}

func topLevel(blocks []ast.Node) int {
	top := 7
	for _, b := range blocks {
		if h, ok := b.(*ast.Heading); ok {
			top = min(top, h.Level)
		}
	}
	return top
}

func (c *cutter) block(i int) {
	b := c.blocks[i]
	if m := c.chosen.starts[i]; m.number > 0 {
		c.open(c.tipAt(b, m))
		return
	}
	switch b := b.(type) {
	case *ast.LinkReferenceDefinition:
		return
	case *ast.List:
		if c.chosen.lists[b] {
			c.list(i, b)
			return
		}
	case *extast.FootnoteList:
		c.close()
	case *ast.Heading:
		if c.tip != nil && c.ends(b, i) {
			c.close()
		}
		if c.tip == nil {
			c.under = b.Level
		}
	case *ast.ThematicBreak:
		if c.tip != nil && (c.starts(i+1) || !c.ahead(i+1)) {
			drop := c.starts(i+1) || i+1 == len(c.blocks)
			c.close()
			if drop {
				return
			}
		}
	}
	c.append(b)
}

func (c *cutter) append(n ast.Node) {
	if c.tip != nil {
		c.tip.body = append(c.tip.body, n)
		return
	}
	c.html = append(c.html, n)
}

func (c *cutter) close() {
	c.tip = nil
	if len(c.html) > 0 {
		c.pieces = append(c.pieces, piece{blocks: c.html})
		c.html = nil
	}
}

func (c *cutter) open(t *tipPiece) {
	c.close()
	c.tip = t
	c.pieces = append(c.pieces, piece{tip: t})
	c.row = append(c.row, t)
}

// ends says whether a heading closes the open tip. A heading tip is closed by a heading of its own level or a higher one;
// any other tip by the level of the section it is in, by h2, or, behind the last tip, by the body's highest level.
func (c *cutter) ends(h *ast.Heading, i int) bool {
	if c.tip.rank > 0 {
		return h.Level <= c.tip.rank
	}
	return h.Level <= max(2, c.under) || h.Level <= c.top && !c.ahead(i+1)
}

// starts says whether block i starts a tip.
func (c *cutter) starts(i int) bool {
	if i >= len(c.blocks) || c.chosen == nil { // nothing is, as long as that is being decided
		return false
	}
	if list, ok := c.blocks[i].(*ast.List); ok && c.chosen.lists[list] {
		return true
	}
	return c.chosen.starts[i].number > 0
}

// ahead says whether another tip starts before a heading that closes the open one.
func (c *cutter) ahead(i int) bool {
	for ; i < len(c.blocks); i++ {
		if c.starts(i) {
			return true
		}
		if h, ok := c.blocks[i].(*ast.Heading); ok && c.tip != nil && h.Level <= max(c.tip.rank, 2) {
			return false
		}
	}
	return false
}

// list opens a tip for every item. Text behind the last item of a longer list closes the row, unless more tips follow.
func (c *cutter) list(i int, list *ast.List) {
	for item := list.FirstChild(); item != nil; {
		next := item.NextSibling()
		c.open(c.tipAt(item, c.chosen.items[item]))
		item = next
	}
	if list.ChildCount() > 1 && !c.ahead(i+1) {
		c.close()
	}
}

// tipAt makes a tip of a heading, a paragraph with a bold number, or a list item.
func (c *cutter) tipAt(n ast.Node, p printed) *tipPiece {
	t := c.fresh()
	t.offset, t.numbered = n.Pos(), p.number > 0
	t.Label, t.Number = p.label, p.number
	var body []ast.Node
	switch n := n.(type) {
	case *ast.Heading:
		t.rank, t.depth = n.Level, n.Level*10
		t.explicit, t.pinAt = c.marks[n], c.lineEnd(n)
		t.titleNode = c.tree.TextBlock()
		moveChildren(t.titleNode, n)
		c.cutLeading(t.titleNode, p.cut)
	case *ast.ListItem:
		t.listed, t.depth = true, c.under*10+5
		if h, ok := n.FirstChild().(*ast.Heading); ok {
			t.explicit, t.pinAt = c.marks[h], c.lineEnd(h)
			t.titleNode = c.tree.TextBlock()
			moveChildren(t.titleNode, h)
			n.RemoveChild(n, h)
		} else {
			body = c.leadTip(t, n.FirstChild(), 0)
		}
		for b := n.FirstChild(); b != nil; b = n.FirstChild() {
			n.RemoveChild(n, b)
			body = append(body, b)
		}
	default:
		t.depth = c.under*10 + 5
		body = c.leadTip(t, n, p.cut)
	}
	t.body = body
	t.Title = c.text(t.titleNode)
	if t.Title == "" {
		t.Title = strings.TrimSpace(t.Label)
		t.titleNode.AppendChild(t.titleNode, ast.NewString([]byte(t.Title)))
	}
	return t
}

// leadTip takes a tip's title from the lead-in of its first paragraph and returns the rest of that paragraph, if any.
func (c *cutter) leadTip(t *tipPiece, p ast.Node, cut int) []ast.Node {
	if p == nil || p.Kind() != ast.KindParagraph && p.Kind() != ast.KindTextBlock {
		t.titleNode, t.pinAt = c.tree.TextBlock(), -1
		return nil
	}
	l := c.takeLead(p)
	c.cutLeading(l.title, cut)
	if c.text(l.title) == "" && l.rest != nil { // "**5.** Stay calm. Because ..."
		explicit := l.explicit
		if l = c.takeLead(p); l.explicit == "" {
			l.explicit = explicit
		}
	}
	if cut == 0 {
		raw := c.leadingText(l.title)
		c.cutLeading(l.title, len(raw)-len(strings.TrimLeftFunc(raw, decoration)))
	}
	c.trimTitle(l.title)
	t.titleNode, t.explicit, t.pinAt = l.title, l.explicit, l.pinAt
	if p.Parent() != nil {
		p.Parent().RemoveChild(p.Parent(), p)
	}
	if l.rest == nil {
		return nil
	}
	return []ast.Node{asParagraph(l.rest)}
}

// asParagraph makes the text of a tight list item a paragraph.
func asParagraph(n ast.Node) ast.Node {
	if n.Kind() != ast.KindTextBlock {
		return n
	}
	p := ast.NewParagraph()
	p.SetLines(n.Lines())
	moveChildren(p, n)
	return p
}

func moveChildren(to, from ast.Node) {
	for k := from.FirstChild(); k != nil; k = from.FirstChild() {
		to.AppendChild(to, k)
	}
}

// words counts the words of nodes.
func (s *structure) words(nodes ...ast.Node) int {
	return countWords(s.texts.Plain(s.src, nodes...))
}
