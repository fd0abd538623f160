package markdown

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// PlainText returns the words of nodes without markup: inline text runs on, blocks are separated by an empty line.
// Labels that the site adds, marks of footnotes and raw HTML are not words of the writer.
func PlainText(source []byte, nodes ...ast.Node) string {
	var t plain
	for _, n := range nodes {
		t.walk(source, n)
	}
	return strings.TrimSpace(t.b.String())
}

type plain struct{ b strings.Builder }

// block starts a new stretch of text.
func (t *plain) block(sep string) {
	if s := t.b.String(); s != "" && !strings.HasSuffix(s, sep) {
		t.b.WriteString(sep)
	}
}

func (t *plain) walk(source []byte, n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		t.b.WriteString(Unescape(n.Segment.Value(source)))
		if n.SoftLineBreak() || n.HardLineBreak() {
			t.b.WriteByte(' ')
		}
		return
	case *ast.String:
		t.b.Write(n.Value)
		return
	case *ast.CodeSpan:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if x, ok := c.(*ast.Text); ok {
				t.b.WriteString(strings.ReplaceAll(string(x.Segment.Value(source)), "\n", " "))
			}
		}
		return
	case *ast.AutoLink:
		t.b.Write(n.Label(source))
		return
	case *IDMark:
		t.b.WriteString("{#" + n.ID + "}")
		return
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		t.block("\n\n")
		for i := range n.Lines().Len() {
			seg := n.Lines().At(i)
			t.b.Write(seg.Value(source))
		}
		return
	case *ast.RawHTML, *ast.HTMLBlock, *extast.FootnoteLink, *extast.FootnoteBacklink, *ast.LinkReferenceDefinition:
		return
	case *extast.TableCell:
		t.block(" ")
	default:
		if n.Type() == ast.TypeBlock && n.Kind() != ast.KindDocument {
			t.block("\n\n")
		}
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t.walk(source, c)
	}
}

// Unescape resolves backslashes and entities of inline text.
func Unescape(raw []byte) string {
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
