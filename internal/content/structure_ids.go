package content

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// naming is what gets a fragment: a tip, a question, or else a heading, a paragraph or an item.
type naming struct {
	tip  *tipPiece
	faq  *answer
	node ast.Node
}

// identify gives every tip, question and heading its fragment: first what is written, then what titles make.
func (s *structure) identify() {
	written, made := lent(&s.papers.written, len(s.pieces))[:0], lent(&s.papers.made, 2*len(s.pieces)+8)[:0]
	blocks := func(nodes []ast.Node) {
		for _, n := range nodes {
			s.anchors(n, func(n ast.Node) {
				if s.marks[n] != "" {
					written = append(written, naming{node: n})
				} else if n.Kind() == ast.KindHeading {
					made = append(made, naming{node: n})
				}
			})
		}
	}
	titled := func(explicit string, n naming) {
		if explicit == "" {
			made = append(made, n)
		} else { // what readers save comes before headings
			s.pin(n, explicit)
		}
	}
	for _, p := range s.pieces {
		blocks(p.blocks)
		if p.tip != nil {
			titled(p.tip.explicit, naming{tip: p.tip})
			blocks(p.tip.body)
		}
		for _, q := range p.faq {
			titled(q.explicit, naming{faq: q})
			blocks(q.body)
		}
	}
	for _, n := range written {
		s.pin(n, s.marks[n.node])
	}
	for _, n := range made {
		s.name(n)
	}
}

// pin gives the fragment that is written.
func (s *structure) pin(n naming, explicit string) {
	switch {
	case n.tip != nil:
		s.checkID(explicit, n.tip.offset, true)
		n.tip.ID = s.ids.pin(explicit, true)
	case n.faq != nil:
		s.checkID(explicit, n.faq.offset, true)
		n.faq.ID = s.ids.pin(explicit, true)
	default:
		s.checkID(explicit, n.node.Pos(), false)
		n.node.SetAttributeString("id", s.ids.pin(explicit, false))
	}
}

// name gives a fragment that is made of the title.
func (s *structure) name(n naming) {
	switch {
	case n.tip != nil:
		n.tip.ID = s.ids.make(n.tip.Title, "tip-"+itoa(n.tip.Number), true)
	case n.faq != nil:
		n.faq.ID = s.ids.make(n.faq.Title, "question", true)
	default:
		n.node.SetAttributeString("id", s.ids.make(s.text(n.node), "section", false))
	}
}

func (s *structure) checkID(id string, offset int, titled bool) {
	switch {
	case s.ids.has(id) && !s.ids.derived(id):
		s.note(offset, LevelError, "duplicate-id", "the id \""+id+"\" is used twice in this text")
	case !s.ids.free(id, titled):
		s.note(offset, LevelWarning, "reserved-id", "the page itself uses the id \""+id+"\", so another one is made")
	}
}

// anchors calls visit for every heading, paragraph and item in a node.
func (s *structure) anchors(n ast.Node, visit func(ast.Node)) {
	switch n.(type) {
	case *ast.Heading, *ast.Paragraph, *extast.DefinitionTerm:
		visit(n)
		return
	case *ast.ListItem, *extast.DefinitionDescription:
		visit(n)
	}
	if n.Type() == ast.TypeInline {
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		s.anchors(c, visit)
	}
}
