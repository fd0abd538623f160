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
	var start [1 << 10]byte
	t := plain{b: start[:0]}
	for _, n := range nodes {
		t.walk(source, n)
	}
	return string(bytes.TrimSpace(t.b))
}

// SealText returns all that readers see and that can change the meaning of nodes: besides the words also tags that are
// shown as text, struck out words, the numbers of lists and the kinds of boxes.
func SealText(source []byte, nodes ...ast.Node) string {
	var start [1 << 10]byte
	t := plain{b: start[:0], seal: true}
	for _, n := range nodes {
		t.walk(source, n)
	}
	return string(bytes.TrimSpace(t.b))
}

type plain struct {
	b    []byte
	seal bool
}

// mark writes what only a seal holds.
func (t *plain) mark(s string) {
	if t.seal {
		t.b = append(t.b, s...)
	}
}

// block starts a new stretch of text.
func (t *plain) block(sep string) {
	if len(t.b) > 0 && !bytes.HasSuffix(t.b, []byte(sep)) {
		t.b = append(t.b, sep...)
	}
}

func (t *plain) walk(source []byte, n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		if raw := n.Segment.Value(source); escapes(raw) {
			t.b = append(t.b, Unescape(raw)...)
		} else {
			t.b = append(t.b, raw...)
		}
		if n.SoftLineBreak() || n.HardLineBreak() {
			t.b = append(t.b, ' ')
		}
		return
	case *ast.String:
		t.b = append(t.b, n.Value...)
		return
	case *ast.CodeSpan:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if x, ok := c.(*ast.Text); ok {
				t.b = append(t.b, strings.ReplaceAll(string(x.Segment.Value(source)), "\n", " ")...)
			}
		}
		return
	case *ast.AutoLink:
		t.b = append(t.b, n.Label(source)...)
		return
	case *ast.Image:
		if t.seal {
			return
		}
	case *IDMark:
		t.b = append(t.b, "{#"+n.ID+"}"...)
		return
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		t.block("\n\n")
		for i := range n.Lines().Len() {
			seg := n.Lines().At(i)
			t.b = append(t.b, seg.Value(source)...)
		}
		return
	case *ast.HTMLBlock:
		if value := strings.TrimSpace(string(blockLines(source, n))); value != "" && !strings.HasPrefix(value, "<!--") {
			t.block("\n\n")
			t.b = append(t.b, value...)
		}
		return
	case *ast.RawHTML:
		if value := string(n.Segments.Value(source)); !strings.HasPrefix(value, "<!--") {
			t.mark(value)
		}
		return
	case *extast.FootnoteLink, *extast.FootnoteBacklink, *ast.LinkReferenceDefinition:
		return
	case *extast.TableCell:
		t.block(" ")
	case *extast.Strikethrough:
		t.mark("~~")
		defer t.mark("~~")
	case *Callout:
		t.block("\n\n")
		t.mark("[!" + strings.TrimSpace(n.Name+" "+n.Topic) + "]\n\n")
	case *ast.List:
		t.block("\n\n")
		if n.IsOrdered() {
			t.mark(strconv.Itoa(n.Start) + ".\n\n")
		}
	default:
		if n.Type() == ast.TypeBlock && n.Kind() != ast.KindDocument {
			t.block("\n\n")
		}
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t.walk(source, c)
	}
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
