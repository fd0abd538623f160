package markdown

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"mendwell/internal/fault"
)

// Limits of what a reader may write.
const (
	ReaderCap   = 64 << 10 // bytes of rendered HTML; more is refused, never cut
	readerDepth = 8        // quotes and lists inside one another; deeper markers are shown as text
)

// readerRel says of every link in a comment that a reader made it and that we do not vouch for it.
const readerRel = "ugc nofollow noopener"

var errCap = errors.New("rendered text is over its cap")

// Reader renders what a reader wrote: paragraphs, emphasis, lists, quotes, code and links to http, https and mailto.
// Headings become paragraphs, images their description, HTML and everything else plain text. A single newline breaks
// the line, as people who write in a text field expect. The result is sanitised and at most ReaderCap bytes long: beyond
// that the error is a fault of kind TooLarge. Reader is safe for concurrent use and never panics, whatever the input.
func Reader(source string) (HTML, error) { return shared().render(source) }

type reader struct {
	parser   parser.Parser
	renderer renderer.Renderer
	policy   *bluemonday.Policy
}

// newReader builds the pipeline. Link reference definitions are not left out by accident: with them, 10 kB of
// "[a]: url" and "[a][a][a]..." become tens of megabytes. Without their paragraph transformer no reference ever exists.
func newReader() *reader {
	linkify := extension.NewLinkifyParser(
		extension.WithLinkifyAllowedProtocols([]string{"http:", "https:", "mailto:"}))
	return &reader{
		parser: parser.NewParser(
			parser.WithBlockParsers(
				util.Prioritized(shallow{parser.NewListParser()}, 300),
				util.Prioritized(parser.NewListItemParser(), 400),
				util.Prioritized(parser.NewCodeBlockParser(), 500),
				util.Prioritized(parser.NewATXHeadingParser(), 600),
				util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
				util.Prioritized(shallow{parser.NewBlockquoteParser()}, 800),
				util.Prioritized(parser.NewParagraphParser(), 1000),
			),
			parser.WithInlineParsers(
				util.Prioritized(effort{readerEffort}, 10),
				util.Prioritized(parser.NewCodeSpanParser(), 100),
				util.Prioritized(parser.NewLinkParser(), 200),
				util.Prioritized(parser.NewAutoLinkParser(), 300),
				util.Prioritized(parser.NewEmphasisParser(), 500),
				util.Prioritized(linkify, 999),
			),
		),
		renderer: renderer.NewRenderer(renderer.WithNodeRenderers(
			util.Prioritized(html.NewRenderer(html.WithHardWraps()), 1000),
			util.Prioritized(readerNodes{}, 100),
		)),
		policy: readerPolicy(),
	}
}

// readerPolicy is the second wall: even if a parser's mistake let something through, only these elements leave.
func readerPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "pre", "code")
	p.AllowAttrs("start").Matching(regexp.MustCompile(`^[0-9]{1,9}$`)).OnElements("ol")
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("rel").Matching(regexp.MustCompile("^" + readerRel + "$")).OnElements("a")
	return p
}

func (r *reader) render(source string) (HTML, error) {
	src := []byte(strings.ToValidUTF8(source, "\uFFFD"))
	out := limitedWriter{left: ReaderCap}
	if err := r.renderer.Render(&out, src, r.parser.Parse(text.NewReader(src))); err != nil {
		if errors.Is(err, ErrTooLarge) {
			return "", fault.Wrap(fault.TooLarge, "comment.text.rendered", errCap)
		}
		return "", fmt.Errorf("render reader's text: %w", err)
	}
	// Character references such as &#8238; have become characters by now, so the net is cast again.
	safe := strings.Map(harmless, r.sanitised(out.buf.String()))
	if len(safe) > ReaderCap {
		return "", fault.Wrap(fault.TooLarge, "comment.text.rendered", errCap)
	}
	return HTML(strings.TrimSpace(safe)), nil
}

// sanitised puts markup through the policy. Most comments are only text in a few elements without attributes: there the
// policy would find nothing to take away, at a third of what it costs to render a comment.
func (r *reader) sanitised(html string) string {
	if onlyPlain(html) {
		return asPolicyWrites.Replace(html)
	}
	return r.policy.Sanitize(html)
}

// onlyPlain reports whether markup is nothing but text and tags that the policy lets pass as they are, each exactly so.
func onlyPlain(html string) bool {
	for {
		words, rest, more := strings.Cut(html, "<")
		if !plainText(words) {
			return false
		}
		if !more {
			return true
		}
		tag, after, ended := strings.Cut(rest, ">")
		if !ended || !slices.Contains(plainTags, strings.TrimPrefix(tag, "/")) {
			return false
		}
		html = after
	}
}

var plainTags = []string{"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "pre", "code"}

// plainText reports whether text has nothing that could be read as markup, and no references but the four that goldmark
// writes.
func plainText(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c == '&':
			if !slices.ContainsFunc(plainReferences, func(ref string) bool { return strings.HasPrefix(s[i:], ref) }) {
				return false
			}
		case c == '>', c < ' ' && c != '\n' && c != '\t':
			return false
		}
	}
	return true
}

var plainReferences = []string{"&amp;", "&lt;", "&gt;", "&quot;"}

// asPolicyWrites writes quotation marks as the policy does, so that it shows in no comment which way it went.
var asPolicyWrites = strings.NewReplacer("'", "&#39;", "&quot;", "&#34;", `"`, "&#34;")

// shallow keeps quotes and lists from nesting without end: beyond readerDepth the marker is left to be plain text.
type shallow struct{ parser.BlockParser }

func (s shallow) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	depth := 0
	for n := parent; n != nil; n = n.Parent() {
		if k := n.Kind(); k == ast.KindBlockquote || k == ast.KindList {
			if depth++; depth >= readerDepth {
				return nil, parser.NoChildren
			}
		}
	}
	return s.BlockParser.Open(parent, reader, pc)
}

// readerNodes renders the few nodes that a reader's text shows differently from CommonMark.
type readerNodes struct{}

func (readerNodes) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindHeading, renderHeading)
	reg.Register(ast.KindImage, renderNothing)
	reg.Register(ast.KindLink, renderLink)
	reg.Register(ast.KindAutoLink, renderAutoLink)
	reg.Register(ast.KindFencedCodeBlock, renderCode)
}

func renderHeading(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	tag := "<p>"
	if !entering {
		tag = "</p>\n"
	}
	_, err := w.WriteString(tag)
	return ast.WalkContinue, err
}

// renderNothing leaves only the children: of an image, its description.
func renderNothing(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
	return ast.WalkContinue, nil
}

func renderLink(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	dest, ok := address(util.URLEscape(n.(*ast.Link).Destination, true))
	if !ok { // only its text is left
		return ast.WalkContinue, nil
	}
	if !entering {
		_, err := w.WriteString("</a>")
		return ast.WalkContinue, err
	}
	return ast.WalkContinue, openLink(w, dest)
}

func renderAutoLink(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	link := n.(*ast.AutoLink)
	label, dest := link.Label(source), link.URL(source)
	if link.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(bytes.ToLower(dest), []byte("mailto:")) {
		dest = append([]byte("mailto:"), dest...)
	}
	safe, ok := address(util.URLEscape(dest, false))
	if !ok {
		_, err := w.Write(util.EscapeHTML(label))
		return ast.WalkContinue, err
	}
	if err := openLink(w, safe); err != nil {
		return ast.WalkStop, err
	}
	_, _ = w.Write(util.EscapeHTML(label))
	_, err := w.WriteString("</a>")
	return ast.WalkContinue, err
}

func openLink(w util.BufWriter, dest string) error {
	_, _ = w.WriteString(`<a href="`)
	_, _ = w.Write(util.EscapeHTML([]byte(dest)))
	_, err := w.WriteString(`" rel="` + readerRel + `">`)
	return err
}

// renderCode drops the language that a fence may name: it would only become a class.
func renderCode(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, err := w.WriteString("</code></pre>\n")
		return ast.WalkContinue, err
	}
	_, err := w.WriteString("<pre><code>")
	for _, s := range n.Lines().Sliced(0, n.Lines().Len()) {
		html.DefaultWriter.RawWrite(w, s.Value(source))
	}
	return ast.WalkContinue, err
}

// address returns a link's target where a reader may link to it: a whole address of the web or of a mailbox.
func address(dest []byte) (string, bool) {
	u, err := url.Parse(string(dest))
	if err != nil {
		return "", false
	}
	switch u.Scheme { // in lower case after Parse
	case "http", "https":
		return u.String(), u.Host != ""
	case "mailto":
		return u.String(), u.Opaque != ""
	}
	return "", false
}
