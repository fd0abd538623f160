package content

import (
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"mendwell/internal/markdown"
)

// passage is one paragraph or list item of running text, in plain words, with where its parts stand in the body.
type passage struct {
	text  string
	marks []mark
}

// mark says that the text from at on stands in the body from offset on, both in bytes.
type mark struct{ at, offset int }

// offset returns where in the body a place of the text stands. Within a stretch that holds escapes it may be a little
// too early.
func (p passage) offset(at int) int {
	i := sort.Search(len(p.marks), func(i int) bool { return p.marks[i].at > at })
	if i == 0 {
		return 0
	}
	m := p.marks[i-1]
	return m.offset + at - m.at
}

// passages returns the running text of a body in reading order: paragraphs, items and answers, without headings, titles
// of tips, code, tables, notes and captions.
func (s *structure) passages() []passage {
	var list []passage
	for _, p := range s.pieces {
		for _, n := range p.all() {
			list = s.appendPassages(list, n)
		}
	}
	return list
}

func (s *structure) appendPassages(list []passage, n ast.Node) []passage {
	switch n.(type) {
	case *ast.Paragraph, *ast.TextBlock, *extast.DefinitionTerm:
		var p passage
		var b strings.Builder
		s.readPassage(&p, &b, n)
		if p.text = b.String(); strings.TrimSpace(p.text) != "" {
			list = append(list, p)
		}
		return list
	case *ast.Heading, *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock, *extast.Table, *extast.FootnoteList, *markdown.Figure, *markdown.CalloutTitle:
		return list
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		list = s.appendPassages(list, c)
	}
	return list
}

func (s *structure) readPassage(p *passage, b *strings.Builder, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			raw := c.Segment.Value(s.src)
			p.marks = append(p.marks, mark{b.Len(), c.Segment.Start})
			b.WriteString(markdown.Unescape(raw))
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(c.Value)
		case *ast.AutoLink:
			b.Write(c.Label(s.src))
		case *ast.Image, *ast.RawHTML, *markdown.IDMark, *extast.FootnoteLink, *extast.FootnoteBacklink:
		default:
			s.readPassage(p, b, c)
		}
	}
}
