package markdown

import (
	"bytes"
	"html"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// PlainText returns the words of nodes without markup: inline text runs on, blocks are separated by an empty line.
// Labels that the site adds, marks of footnotes and tags are not words of the writer; a block of HTML is, as it is shown.
func PlainText(source []byte, nodes ...ast.Node) string {
	return (&Texts{}).Plain(source, nodes...)
}

// Texts makes one text after the other in the same memory. The zero value is ready; one goroutine uses it.
type Texts struct {
	Whole string // the source, or empty: a text that stands in it as it is shares its memory
	b     []byte
}

// Plain is PlainText.
func (t *Texts) Plain(source []byte, nodes ...ast.Node) string {
	if text, ok := t.asWritten(nodes); ok {
		return text
	}
	return t.text(plain{}, source, nodes)
}

// asWritten is the text of blocks that hold nothing but one line of text each, and stand in the source as they are read.
func (t *Texts) asWritten(nodes []ast.Node) (string, bool) {
	from, to := -1, 0
	for _, n := range nodes {
		words, ok := n.FirstChild().(*ast.Text)
		if !ok || t.Whole == "" || n.ChildCount() != 1 || words.Segment.Padding > 0 || words.Segment.IsEmpty() || words.SoftLineBreak() || words.HardLineBreak() {
			return "", false
		}
		switch n.(type) {
		case *ast.Paragraph, *ast.Heading, *ast.TextBlock:
		default:
			return "", false
		}
		at := words.Segment
		if from < 0 {
			from = at.Start
		} else if at.Start != to+2 || t.Whole[to:at.Start] != "\n\n" {
			return "", false
		}
		if to = at.Stop; strings.IndexByte(t.Whole[at.Start:to], '\\') >= 0 || strings.IndexByte(t.Whole[at.Start:to], '&') >= 0 {
			return "", false
		}
	}
	if from < 0 {
		return "", false
	}
	return strings.TrimSpace(t.Whole[from:to]), true
}

// Seal returns all that readers see and that can change the meaning of nodes: besides the words also tags that are shown
// as text, struck out words, the numbers of lists and the kinds of boxes.
func (t *Texts) Seal(source []byte, nodes ...ast.Node) string {
	return t.text(plain{seal: true}, source, nodes)
}

func (t *Texts) text(p plain, source []byte, nodes []ast.Node) string {
	t.b = t.b[:0]
	for _, n := range nodes {
		t.b = p.walk(t.b, source, n)
	}
	out := bytes.TrimSpace(t.b)
	if at := start(nodes); at >= 0 && at+len(out) <= len(t.Whole) && t.Whole[at:at+len(out)] == string(out) {
		return t.Whole[at : at+len(out)]
	}
	return string(out)
}

// start returns where in the source the first words of nodes stand, if that is plain to see, or -1.
func start(nodes []ast.Node) int {
	if len(nodes) == 0 {
		return -1
	}
	for n := nodes[0]; n != nil; n = n.FirstChild() {
		if t, ok := n.(*ast.Text); ok {
			return t.Segment.Start
		}
	}
	return -1
}

// plain appends words to a text.
type plain struct{ seal bool }

// mark writes what only a seal holds.
func (t plain) mark(b []byte, s string) []byte {
	if !t.seal {
		return b
	}
	return append(b, s...)
}

// block starts a new stretch of text.
func block(b []byte, sep string) []byte {
	if len(b) == 0 || bytes.HasSuffix(b, []byte(sep)) {
		return b
	}
	return append(b, sep...)
}

func (t plain) walk(b, source []byte, n ast.Node) []byte {
	switch n := n.(type) {
	case *ast.Text:
		if raw := n.Segment.Value(source); escapes(raw) {
			b = append(b, Unescape(raw)...)
		} else {
			b = append(b, raw...)
		}
		if n.SoftLineBreak() || n.HardLineBreak() {
			b = append(b, ' ')
		}
		return b
	case *ast.String:
		b = append(b, n.Value...)
		return b
	case *ast.CodeSpan:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if x, ok := c.(*ast.Text); ok {
				b = append(b, strings.ReplaceAll(string(x.Segment.Value(source)), "\n", " ")...)
			}
		}
		return b
	case *ast.AutoLink:
		b = append(b, n.Label(source)...)
		return b
	case *ast.Image:
		if t.seal {
			return b
		}
	case *ast.Link:
		return t.mark(t.inside(b, source, n), "]("+string(n.Destination)+")")
	case *IDMark:
		b = append(b, "{#"+n.ID+"}"...)
		return b
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		b = block(b, "\n\n")
		for i := range n.Lines().Len() {
			seg := n.Lines().At(i)
			b = append(b, seg.Value(source)...)
		}
		return b
	case *ast.HTMLBlock:
		if value := strings.TrimSpace(string(blockLines(source, n))); value != "" && !strings.HasPrefix(value, "<!--") {
			b = block(b, "\n\n")
			b = append(b, value...)
		}
		return b
	case *ast.RawHTML:
		if value := string(n.Segments.Value(source)); !strings.HasPrefix(value, "<!--") {
			b = t.mark(b, value)
		}
		return b
	case *extast.FootnoteLink, *extast.FootnoteBacklink, *ast.LinkReferenceDefinition:
		return b
	case *extast.TableCell:
		b = block(b, " ")
	case *extast.Strikethrough:
		return t.mark(t.inside(t.mark(b, "~~"), source, n), "~~")
	case *Callout:
		b = block(b, "\n\n")
		b = t.mark(b, "[!"+strings.TrimSpace(n.Name+" "+n.Topic)+"]\n\n")
	case *ast.List:
		b = block(b, "\n\n")
		if n.IsOrdered() {
			b = t.mark(b, strconv.Itoa(n.Start)+".\n\n")
		}
	default:
		if n.Type() == ast.TypeBlock && n.Kind() != ast.KindDocument {
			b = block(b, "\n\n")
		}
	}
	return t.inside(b, source, n)
}

func (t plain) inside(b, source []byte, n ast.Node) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b = t.walk(b, source, c)
	}
	return b
}

// escapes says whether inline text may hold what Unescape resolves.
func escapes(raw []byte) bool {
	return bytes.IndexByte(raw, '\\') >= 0 || bytes.IndexByte(raw, '&') >= 0
}

// Unescape resolves backslashes and entities of inline text.
func Unescape(raw []byte) string {
	if !escapes(raw) {
		return string(raw)
	}
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		if raw[i] == '\\' && i+1 < len(raw) && util.IsPunct(raw[i+1]) {
			i++
			b.WriteByte(raw[i])
			continue
		}
		if raw[i] == '&' {
			if end := strings.IndexByte(string(raw[i:min(i+34, len(raw))]), ';'); end > 1 {
				entity := string(raw[i : i+end+1])
				if s := html.UnescapeString(entity); s != entity {
					b.WriteString(s)
					i += end
					continue
				}
			}
		}
		b.WriteByte(raw[i])
	}
	return b.String()
}
