package markdown

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// articleRenderer writes the nodes that differ from plain CommonMark.
type articleRenderer struct{}

func (articleRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(KindCallout, articleCallout)
	reg.Register(KindCalloutTitle, articleCalloutTitle)
	reg.Register(KindFigure, articleFigure)
	reg.Register(KindIDMark, articleIDMark)
	reg.Register(ast.KindHeading, articleHeading)
	reg.Register(ast.KindImage, articleImage)
	reg.Register(ast.KindLink, articleLink)
	reg.Register(ast.KindAutoLink, articleAutoLink)
	reg.Register(ast.KindHTMLBlock, articleHTMLBlock)
	reg.Register(ast.KindRawHTML, articleRawHTML)
	reg.Register(extast.KindTable, articleTable)
	reg.Register(extast.KindFootnoteList, articleFootnoteList)
	reg.Register(extast.KindFootnoteLink, articleFootnoteLink)
	reg.Register(extast.KindFootnoteBacklink, articleFootnoteBacklink)
}

func label(n ast.Node) string {
	v, _ := n.AttributeString("label")
	s, _ := v.(string)
	return s
}

func esc(s string) string { return string(util.EscapeHTML([]byte(s))) }

func articleCallout(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	box := n.(*Callout)
	if entering {
		_, _ = fmt.Fprintf(w, "<aside class=\"callout %s\" role=\"note\">\n", box.Name)
		return ast.WalkContinue, nil
	}
	if box.Topic != "" {
		_, _ = w.WriteString(helpMark(box.Topic))
	}
	_, _ = w.WriteString("</aside>\n")
	return ast.WalkContinue, nil
}

func articleCalloutTitle(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</p>\n")
		return ast.WalkContinue, nil
	}
	name := ""
	if box, ok := n.Parent().(*Callout); ok {
		name = box.Label
	}
	colon := ""
	if n.HasChildren() {
		colon = ": "
	}
	_, _ = fmt.Fprintf(w, "<p class=\"callout-title\"><span class=\"callout-label\">%s</span>%s", esc(name), colon)
	return ast.WalkContinue, nil
}

func articleIDMark(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("{#" + esc(n.(*IDMark).ID) + "}")
	}
	return ast.WalkContinue, nil
}

func articleHeading(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	h := n.(*ast.Heading)
	level := min(max(h.Level, 2), 6)
	if !entering {
		_, _ = fmt.Fprintf(w, "</h%d>\n", level)
		return ast.WalkContinue, nil
	}
	_, _ = fmt.Fprintf(w, "<h%d", level)
	if id, ok := h.AttributeString("id"); ok {
		_, _ = fmt.Fprintf(w, " id=\"%s\"", esc(attribute(id)))
	}
	return ast.WalkContinue, w.WriteByte('>')
}

func attribute(v any) string {
	switch v := v.(type) {
	case []byte:
		return string(v)
	case string:
		return v
	}
	return ""
}

func articleFigure(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	fig := n.(*Figure)
	if len(fig.Image.Destination) == 0 {
		return ast.WalkSkipChildren, nil
	}
	if entering {
		_, _ = w.WriteString("<figure>\n")
		writeImage(w, source, fig.Image, Shown{Framed: true})
		if fig.hasCaption() {
			_, _ = w.WriteString("\n<figcaption>")
		}
		return ast.WalkContinue, nil
	}
	if len(fig.Credit) > 0 || fig.CreditText != "" {
		if fig.HasChildren() {
			_ = w.WriteByte(' ')
		}
		_, _ = w.WriteString(`<span class="credit">`)
		if err := fig.writeCredit(w, source); err != nil {
			return ast.WalkStop, err
		}
		_, _ = w.WriteString("</span>")
	}
	if fig.hasCaption() {
		_, _ = w.WriteString("</figcaption>")
	}
	_, _ = w.WriteString("\n</figure>\n")
	return ast.WalkContinue, nil
}

func (n *Figure) hasCaption() bool {
	return n.HasChildren() || len(n.Credit) > 0 || n.CreditText != ""
}

func (n *Figure) writeCredit(w util.BufWriter, source []byte) error {
	if len(n.Credit) == 0 {
		if !IsCredit(n.CreditText) {
			_, _ = w.WriteString(esc(strings.TrimRight(n.CreditLabel, ": ")) + ": ")
		}
		html.DefaultWriter.Write(w, []byte(n.CreditText))
		return nil
	}
	for _, c := range n.Credit {
		if err := engine().renderer.Render(w, source, c); err != nil {
			return err
		}
	}
	return nil
}

func articleImage(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	if len(n.(*ast.Image).Destination) == 0 {
		_, _ = w.WriteString(esc(PlainText(source, Children(n)...)))
		return ast.WalkSkipChildren, nil
	}
	writeImage(w, source, n.(*ast.Image), Shown{})
	return ast.WalkSkipChildren, nil
}

// writeImage writes a picture; framed if it stands alone.
func writeImage(w util.BufWriter, source []byte, n *ast.Image, shown Shown) {
	pic := Picture{Src: string(n.Destination)}
	if v, ok := n.AttributeString("picture"); ok {
		if known, ok := v.(Picture); ok {
			pic = known
		}
	}
	shown.Alt, shown.Sizes = PlainText(source, Children(n)...), bodySizes
	_, _ = w.WriteString(string(pic.HTML(shown)))
}

// safeAddress escapes an address for an attribute; a script is no address.
func safeAddress(dest []byte) string {
	dest = util.URLEscape(dest, true)
	if html.IsDangerousURL(dest) {
		return ""
	}
	return string(util.EscapeHTML(dest))
}

func articleLink(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	link := n.(*ast.Link)
	address := safeAddress(link.Destination)
	if address == "" { // a link to nowhere is a link to the page itself, so only its text is shown
		return ast.WalkContinue, nil
	}
	if !entering {
		_, _ = w.WriteString("</a>")
		return ast.WalkContinue, nil
	}
	_, _ = fmt.Fprintf(w, `<a href="%s"`, address)
	if len(link.Title) > 0 {
		_, _ = w.WriteString(` title="`)
		html.DefaultWriter.Write(w, link.Title)
		_ = w.WriteByte('"')
	}
	_, _ = w.WriteString(rel(link.Destination) + ">")
	return ast.WalkContinue, nil
}

func rel(dest []byte) string {
	s := strings.ToLower(string(dest))
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "//") {
		return ` rel="noopener"`
	}
	return ""
}

func articleAutoLink(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	link := n.(*ast.AutoLink)
	url := link.URL(source)
	if link.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(string(url)), "mailto:") {
		url = append([]byte("mailto:"), url...)
	}
	text := esc(string(link.Label(source)))
	if address := safeAddress(url); address != "" {
		text = fmt.Sprintf(`<a href="%s"%s>%s</a>`, address, rel(url), text)
	}
	_, _ = w.WriteString(text)
	return ast.WalkContinue, nil
}

func articleHTMLBlock(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		value := strings.TrimSpace(string(blockLines(source, n.(*ast.HTMLBlock))))
		if value != "" && !strings.HasPrefix(value, "<!--") {
			_, _ = fmt.Fprintf(w, "<p>%s</p>\n", esc(value))
		}
	}
	return ast.WalkSkipChildren, nil
}

func articleRawHTML(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		value := string(n.(*ast.RawHTML).Segments.Value(source))
		if !strings.HasPrefix(value, "<!--") {
			_, _ = w.WriteString(esc(value))
		}
	}
	return ast.WalkSkipChildren, nil
}

func articleTable(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = fmt.Fprintf(w, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"%s\">\n<table>\n", esc(label(n)))
	} else {
		_, _ = w.WriteString("</table>\n</div>\n")
	}
	return ast.WalkContinue, nil
}

func articleFootnoteList(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = fmt.Fprintf(w, "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"%s\">\n<ol>\n", esc(label(n)))
	} else {
		_, _ = w.WriteString("</ol>\n</section>\n")
	}
	return ast.WalkContinue, nil
}

// articleFootnoteLink names its note in words: a link that is called "1" tells nothing to who hears it by itself.
func articleFootnoteLink(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		link := n.(*extast.FootnoteLink)
		_, _ = fmt.Fprintf(w, `<sup id="fnref%s:%d"><a href="#fn:%d" class="footnote-ref" role="doc-noteref" aria-label="%s %d">%d</a></sup>`,
			repeat(link.RefIndex), link.Index, link.Index, esc(label(n)), link.Index, link.Index)
	}
	return ast.WalkContinue, nil
}

// repeat tells the second and later references to a note from the first.
func repeat(index int) string {
	if index == 0 {
		return ""
	}
	return fmt.Sprint(index)
}

func articleFootnoteBacklink(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	back := n.(*extast.FootnoteBacklink)
	name := esc(label(n))
	if back.RefCount > 1 { // several places lead to this note
		name += fmt.Sprintf(" (%d)", back.RefIndex+1)
	}
	_, _ = fmt.Fprintf(w, ` <a href="#fnref%s:%d" class="footnote-back" role="doc-backlink" aria-label="%s">↩︎</a>`,
		repeat(back.RefIndex), back.Index, name)
	return ast.WalkContinue, nil
}
