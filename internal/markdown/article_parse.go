package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

type machine struct {
	parser   parser.Parser
	unlinked parser.Parser // does not look for bare addresses
	renderer renderer.Renderer
}

func newEngine() machine {
	all, few := newGoldmark(extension.Linkify), newGoldmark()
	return machine{all.Parser(), few.Parser(), all.Renderer()}
}

// parse parses a source. Where nothing in it could be a bare address, nothing looks for one behind every space, which is
// a tenth of the time.
func (m machine) parse(source []byte, st *parsing) ast.Node {
	p := m.unlinked
	switch {
	case mayLink(source):
		p = m.parser
	case !mayMeanAfar(source):
		return m.parseQuick(source, st)
	}
	return p.Parse(text.NewReader(source), parser.WithContext(st.context()))
}

// mayLink says no only where both parsers make the same of a source. Blanks before a line break come out differently.
func mayLink(source []byte) bool {
	for _, c := range []byte("@\t\r\f\v") {
		if bytes.IndexByte(source, c) >= 0 {
			return true
		}
	}
	return behind(source, ':', "", "//") || behind(source, '.', "www", "") || behind(source, '\n', "  ", "")
}

// behind says whether a byte stands in a source with one text before and another behind it: bytes.Contains for texts that
// begin with bytes that are everywhere.
func behind(source []byte, c byte, before, after string) bool {
	for at := 0; ; at++ {
		i := bytes.IndexByte(source[at:], c)
		if i < 0 {
			return false
		}
		at += i
		if at >= len(before) && string(source[at-len(before):at]) == before && len(source)-at > len(after) && string(source[at+1:at+1+len(after)]) == after {
			return true
		}
	}
}

func newGoldmark(more ...goldmark.Extender) goldmark.Markdown {
	return goldmark.New(
		goldmark.WithParser(articleParser()),
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.DefinitionList, extension.Footnote),
		goldmark.WithExtensions(more...),
		goldmark.WithParserOptions(
			parser.WithInlineParsers(util.Prioritized(effort{articleEffort}, 10), util.Prioritized(idMarkParser{}, 50)),
			parser.WithParagraphTransformers(util.Prioritized(calloutMarker{}, 50)),
		),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(articleRenderer{}, 50))),
	)
}

var bodyKey = parser.NewContextKey()

// parsing is what is known about the article at hand.
type parsing struct {
	body *ArticleBody
	opts ArticleOptions
	pc   parser.Context // nil: goldmark was not asked
}

// context is what all stretches of an article share for goldmark.
func (p *parsing) context() parser.Context {
	if p.pc == nil {
		p.pc = parser.NewContext()
		p.pc.Set(bodyKey, p)
	}
	return p.pc
}

func (p *parsing) notice(offset int, code string, strong bool, format string, args ...any) {
	p.body.Notices = append(p.body.Notices, Notice{max(offset, 0), code, strong, fmt.Sprintf(format, args...)})
}

func (p *parsing) word(id string) string {
	if p.opts.Word != nil {
		if w := p.opts.Word(id); w != "" && w != id {
			return w
		}
	}
	return englishWord(id)
}

// englishWord keeps boxes labelled where no catalogue is at hand.
func englishWord(id string) string {
	switch id {
	case "callout.case":
		return "Case"
	case "callout.help":
		return "Help"
	case "callout.try":
		return "Try this"
	case "callout.say":
		return "Words to say"
	case "callout.cta":
		return "Offer"
	case "figure.credit":
		return "Picture"
	case "footnote.title":
		return "Notes"
	case "footnote.ref":
		return "Note"
	case "footnote.back":
		return "Back to the text"
	case "table.label":
		return "Table"
	}
	_, name, _ := strings.Cut(id, ".")
	return strings.ToUpper(name[:1]) + name[1:]
}

// idMarkParser reads {#id}, also as other programs write it: {#id .class} and {: #id}.
type idMarkParser struct{}

var idMark = regexp.MustCompile(`^\{(?::\s*)?#([^\s{}#"'<>&]+)(?:\s+[.\w][\w.:="'-]*)*\s*\}`)

func (idMarkParser) Trigger() []byte { return []byte{'{'} }

func (idMarkParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, seg := block.PeekLine()
	m := idMark.FindSubmatch(line)
	if m == nil {
		return nil
	}
	block.Advance(len(m[0]))
	mark := &IDMark{ID: string(m[1])}
	mark.SetPos(seg.Start)
	return mark
}

// calloutMarker finds "[!NOTE] title" at the start of a quotation, before links are looked for in it.
type calloutMarker struct{}

var calloutLine = regexp.MustCompile(`^[ \t]*\[!([\pL_-]+)\][+-]?[ \t]*(.*?)[ \t]*\n?$`)

func (calloutMarker) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	quote, ok := p.Parent().(*ast.Blockquote)
	if !ok || quote.FirstChild() != ast.Node(p) {
		return
	}
	first := p.Lines().At(0)
	m := calloutLine.FindSubmatchIndex(first.Value(reader.Source()))
	if m == nil {
		return
	}
	value := first.Value(reader.Source())
	name := strings.ToLower(string(value[m[2]:m[3]]))
	if !isCallout(name) {
		if st, ok := pc.Get(bodyKey).(*parsing); ok {
			st.notice(first.Start, "unknown-callout", false, "[!%s] is no kind of box we know, so it is shown as a quotation",
				strings.ToUpper(name))
		}
		return
	}
	title := &CalloutTitle{Name: name}
	title.SetPos(first.Start)
	if st, ok := pc.Get(bodyKey).(*parsing); ok && name == "help" {
		title.Topic, m[4] = st.helpTopic(value, m[4], m[5])
		if title.Topic == "" && len(st.opts.Topics) > 0 {
			st.notice(first.Start, "help-topic", false, "the box shows no help lines; write its topic behind the bracket, such as [!HELP] %s",
				strings.Join(st.opts.Topics, ", "))
		}
	}
	if m[5] > m[4] {
		start := first.Start - first.Padding + m[4]
		title.Lines().Append(text.NewSegment(start, start+m[5]-m[4]))
	}
	quote.InsertBefore(quote, p, title)
	rest := p.Lines().Sliced(1, p.Lines().Len())
	lines := text.NewSegments()
	lines.AppendAll(rest)
	p.SetLines(lines)
	if lines.Len() == 0 {
		quote.RemoveChild(quote, p)
	}
}

// helpTopic reads the topic at the start of a help box's title, and where the title goes on.
func (p *parsing) helpTopic(line []byte, from, to int) (topic string, rest int) {
	word, _, _ := strings.Cut(string(line[from:to]), " ")
	bare := strings.TrimRight(word, ":")
	if !slices.Contains(p.opts.Topics, bare) {
		return "", from
	}
	rest = from + len(word)
	for rest < to && (line[rest] == ' ' || line[rest] == '\t') {
		rest++
	}
	return bare, rest
}

func isCallout(name string) bool {
	switch name {
	case "note", "tip", "important", "warning", "caution", "case", "help", "try", "say", "cta":
		return true
	}
	return false
}

// transform makes callouts and figures, resolves links and pictures, and notices what will not be shown.
func (p *parsing) transform(doc ast.Node) {
	source := p.body.Source
	var quotes, paragraphs []ast.Node
	labelled := false // something in it gets a label or an address
	// The walk itself never fails: the callback returns no error.
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Blockquote:
			quotes = append(quotes, n)
		case *ast.Paragraph:
			if n.FirstChild() != nil && n.FirstChild().Kind() == ast.KindImage {
				paragraphs = append(paragraphs, n)
			}
		case *ast.Link:
			if p.opts.Link != nil {
				n.Destination = []byte(p.opts.Link(string(n.Destination)))
			}
		case *ast.HTMLBlock:
			p.noticeHTML(n.Pos(), blockLines(source, n))
		case *ast.RawHTML:
			p.noticeHTML(rawStart(n), n.Segments.Value(source))
		case *ast.Image, *extast.Table, *extast.FootnoteList, *extast.FootnoteLink:
			labelled = true
		}
		return ast.WalkContinue, nil
	})
	for _, q := range quotes {
		p.makeCallout(q)
	}
	for _, para := range paragraphs {
		p.makeFigure(source, para)
	}
	if labelled {
		p.labels(doc)
	}
}

func rawStart(n *ast.RawHTML) int {
	if n.Segments.Len() == 0 {
		return 0
	}
	return n.Segments.At(0).Start
}

func (p *parsing) noticeHTML(offset int, value []byte) {
	value = bytes.TrimSpace(value)
	if bytes.HasPrefix(value, []byte("<!--")) {
		p.notice(offset, "raw-html", false, "this HTML comment is left out")
		return
	}
	tag, _, _ := bytes.Cut(value, []byte("\n"))
	if len(tag) > 40 {
		tag = append(bytes.ToValidUTF8(tag[:40:40], nil), "…"...)
	}
	p.notice(offset, "raw-html", true, "HTML is shown as text and never run: %s", tag)
}

func (p *parsing) makeCallout(quote ast.Node) {
	title, ok := quote.FirstChild().(*CalloutTitle)
	if !ok || quote.Parent() == nil {
		return
	}
	box := &Callout{Name: title.Name, Label: p.word("callout." + title.Name), Topic: title.Topic}
	box.SetPos(quote.Pos())
	box.SetBlankPreviousLines(quote.HasBlankPreviousLines())
	for _, c := range Children(quote) {
		box.AppendChild(box, c)
	}
	quote.Parent().ReplaceChild(quote.Parent(), quote, box)
}

func blockLines(source []byte, n *ast.HTMLBlock) []byte {
	var b bytes.Buffer
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		b.Write(seg.Value(source))
	}
	if n.HasClosure() {
		b.Write(n.ClosureLine.Value(source))
	}
	return b.Bytes()
}

func trimSpace(b []byte) []byte { return bytes.TrimSpace(b) }
