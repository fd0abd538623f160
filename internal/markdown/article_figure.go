package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

var creditLine = regexp.MustCompile(
	`(?i)^(?:(?:photo(?:graph|graphy)?|image|picture|illustration|drawing|foto|bild|zeichnung)(?: by | von |: ?)|©|\(c\) )`)

// IsCredit says whether a line says whose picture it is: "Photo by ...", "Foto: ...".
func IsCredit(line string) bool { return creditLine.MatchString(strings.TrimSpace(line)) }

// makeFigure turns a paragraph that is only a picture, perhaps with a caption in italics and a credit below it, into a
// figure. A credit may also be the one-line paragraph that follows.
func (p *parsing) makeFigure(source []byte, para ast.Node) {
	parent := para.Parent()
	image, ok := para.FirstChild().(*ast.Image)
	if !ok || parent == nil {
		return
	}
	fig := &Figure{Image: image, CreditText: string(image.Title), CreditLabel: p.word("figure.credit")}
	fig.SetPos(image.Pos())
	fig.SetLines(para.Lines())
	if !fig.readLines(source, inlineLines(image.NextSibling())) {
		return
	}
	if fig.CreditText == "" && len(fig.Credit) == 0 {
		if next, ok := para.NextSibling().(*ast.Paragraph); ok && next.Lines().Len() == 1 && IsCredit(PlainText(source, next)) {
			fig.Credit = Children(next)
			parent.RemoveChild(parent, next)
		}
	}
	image.Title = nil
	parent.ReplaceChild(parent, para, fig)
}

// readLines takes the lines below a picture as caption and credit. False: there is other text, so it is no figure.
func (n *Figure) readLines(source []byte, lines [][]ast.Node) bool {
	var caption []ast.Node
	for _, line := range lines {
		line = trimBlank(source, line)
		if len(line) == 0 {
			continue
		}
		text := PlainText(source, line...)
		_, italic := line[0].(*ast.Emphasis)
		switch {
		case IsCredit(text) && len(n.Credit) == 0:
			n.Credit = line
		case italic && len(line) == 1 && caption == nil:
			caption = Children(line[0])
		default:
			return false
		}
	}
	for _, c := range n.Credit {
		if t, ok := c.(*ast.Text); ok {
			t.SetSoftLineBreak(false)
			t.SetHardLineBreak(false)
		}
	}
	for _, c := range caption {
		n.AppendChild(n, c)
	}
	return true
}

// trimBlank drops the empty texts around a line.
func trimBlank(source []byte, line []ast.Node) []ast.Node {
	for len(line) > 0 && isBlankText(source, line[0]) {
		line = line[1:]
	}
	for len(line) > 0 && isBlankText(source, line[len(line)-1]) {
		line = line[:len(line)-1]
	}
	return line
}

// inlineLines splits inline nodes at line breaks.
func inlineLines(n ast.Node) [][]ast.Node {
	var lines [][]ast.Node
	var line []ast.Node
	for ; n != nil; n = n.NextSibling() {
		line = append(line, n)
		if t, ok := n.(*ast.Text); ok && (t.SoftLineBreak() || t.HardLineBreak()) {
			lines, line = append(lines, line), nil
		}
	}
	if line != nil {
		lines = append(lines, line)
	}
	return lines
}

// labels puts words and addresses on the nodes, so that the renderer needs nothing but the tree.
func (p *parsing) labels(doc ast.Node) {
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *Figure:
			p.resolve(n.Image)
		case *ast.Image:
			p.resolve(n)
		case *extast.Table:
			n.SetAttributeString("label", p.word("table.label"))
		case *extast.TableCell:
			alignCell(n)
		case *extast.FootnoteList:
			n.SetAttributeString("label", p.word("footnote.title"))
		case *extast.FootnoteLink:
			n.SetAttributeString("label", p.word("footnote.ref"))
		case *extast.FootnoteBacklink:
			n.SetAttributeString("label", p.word("footnote.back"))
		}
		return ast.WalkContinue, nil
	})
}

// alignCell says with a class how a cell is aligned: the page allows no style attributes.
func alignCell(n *extast.TableCell) {
	if n.Alignment != extast.AlignNone {
		n.SetAttributeString("class", []byte("align-"+n.Alignment.String()))
		n.Alignment = extast.AlignNone
	}
	if n.Parent() != nil && n.Parent().Kind() == extast.KindTableHeader {
		n.SetAttributeString("scope", []byte("col"))
	}
}

func (p *parsing) resolve(n *ast.Image) {
	if p.opts.Picture == nil {
		return
	}
	pic, ok := p.opts.Picture(string(n.Destination))
	if !ok {
		n.Destination = nil
		return
	}
	n.Destination = []byte(pic.Src)
	n.SetAttributeString("picture", pic)
}
