package content

import (
	"github.com/yuin/goldmark/ast"
)

// sections returns the running text between tips and questions, cut at the headings of the contents list.
func (s *structure) sections() []*Section {
	var list []*Section
	var nodes []ast.Node
	var open Section
	finish := func() {
		if open.Text = s.texts.Plain(s.src, nodes...); open.Text != "" {
			kept := open
			list = append(list, &kept)
		}
		open, nodes = Section{}, nil
	}
	for _, p := range s.pieces {
		for _, n := range p.blocks {
			if h, ok := n.(*ast.Heading); ok && h.Level <= 3 {
				finish()
				id, _ := h.AttributeString("id")
				open.ID, open.Title = id.(string), s.text(h)
				continue
			}
			nodes = append(nodes, n)
		}
		if p.blocks == nil {
			finish() // what follows a tip or a question has no heading of its own
		}
	}
	finish()
	return list
}
