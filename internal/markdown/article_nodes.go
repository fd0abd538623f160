package markdown

import "github.com/yuin/goldmark/ast"

// The kinds of node that only articles have.
var (
	KindCallout      = ast.NewNodeKind("Callout")
	KindCalloutTitle = ast.NewNodeKind("CalloutTitle")
	KindFigure       = ast.NewNodeKind("Figure")
	KindIDMark       = ast.NewNodeKind("IDMark")
)

// Callout is a box such as a note, a case or an exercise. Its first child is a CalloutTitle.
type Callout struct {
	ast.BaseBlock
	Name  string // "note", "case" ...
	Label string // in the article's language
	Topic string // of a help box, whose lines the page adds; empty otherwise
}

// Kind implements ast.Node.
func (n *Callout) Kind() ast.NodeKind { return KindCallout }

// Dump implements ast.Node.
func (n *Callout) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// CalloutTitle is the optional title after the bracket; its parent says the label.
type CalloutTitle struct {
	ast.BaseBlock
	Name, Topic string
}

// Kind implements ast.Node.
func (n *CalloutTitle) Kind() ast.NodeKind { return KindCalloutTitle }

// Dump implements ast.Node.
func (n *CalloutTitle) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// Figure is a picture that stands alone. Its children are the inline nodes of the caption.
type Figure struct {
	ast.BaseBlock
	Image       *ast.Image
	Credit      []ast.Node // inline nodes; empty if CreditText is the credit
	CreditText  string
	CreditLabel string // said before CreditText if that does not say itself what it is
}

// Kind implements ast.Node.
func (n *Figure) Kind() ast.NodeKind { return KindFigure }

// Dump implements ast.Node.
func (n *Figure) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// IDMark is an id written as {#id}. At the end of a heading or paragraph it names that block and is not printed.
type IDMark struct {
	ast.BaseInline
	ID string
}

// Kind implements ast.Node.
func (n *IDMark) Kind() ast.NodeKind { return KindIDMark }

// Dump implements ast.Node.
func (n *IDMark) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// TakeID removes an id mark at the end of a block's inline nodes and returns its id, or "".
func TakeID(source []byte, block ast.Node) string {
	last := block.LastChild()
	for last != nil && isBlankText(source, last) {
		last = last.PreviousSibling()
	}
	mark, ok := last.(*IDMark)
	if !ok {
		return ""
	}
	for n := block.LastChild(); n != nil && n != last; n = block.LastChild() {
		block.RemoveChild(block, n)
	}
	block.RemoveChild(block, mark)
	TrimEnd(source, block)
	if first := TakeID(source, block); first != "" { // of several, the first
		return first
	}
	return mark.ID
}

// TrimEnd removes white space and a line break at the end of a block's inline nodes.
func TrimEnd(source []byte, block ast.Node) {
	for {
		t, ok := block.LastChild().(*ast.Text)
		if !ok {
			return
		}
		t.SetSoftLineBreak(false)
		t.SetHardLineBreak(false)
		t.Segment = t.Segment.TrimRightSpace(source)
		if !t.Segment.IsEmpty() {
			return
		}
		block.RemoveChild(block, t)
	}
}

// TrimStart removes white space at the start of a block's inline nodes.
func TrimStart(source []byte, block ast.Node) {
	for {
		t, ok := block.FirstChild().(*ast.Text)
		if !ok {
			return
		}
		t.Segment = t.Segment.TrimLeftSpace(source)
		if !t.Segment.IsEmpty() {
			return
		}
		block.RemoveChild(block, t)
	}
}

func isBlankText(source []byte, n ast.Node) bool {
	t, ok := n.(*ast.Text)
	return ok && len(trimSpace(t.Segment.Value(source))) == 0
}
