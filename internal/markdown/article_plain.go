package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Most paragraphs of most articles hold no markup at all. These are read here at once, as goldmark would read them
// byte by byte: a text for each line.

// marks are the bytes that some inline parser waits for, or that escape others.
var marks = func() (table [256]bool) {
	for _, c := range []byte("\\`*_[]!<~{") {
		table[c] = true
	}
	return table
}()

// plainParagraphs is goldmark's parser of paragraphs for a source in which nothing could be a bare address. It puts the
// lines of those aside that stand alone and hold no markup, so that none is looked for.
type plainParagraphs struct{ parser.BlockParser }

// Close implements parser.BlockParser.
func (b plainParagraphs) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	b.BlockParser.Close(node, reader, pc)
	st, ok := pc.Get(bodyKey).(*parsing)
	if !ok || !st.plain || node.Parent() == nil || node.Parent().Kind() != ast.KindDocument || underlined(reader) {
		return
	}
	lines, source := node.Lines(), reader.Source()
	for i := range lines.Len() {
		line := lines.At(i)
		if line.Padding > 0 || line.ForceNewline {
			return
		}
		for _, c := range source[line.Start:line.Stop] {
			if marks[c] {
				return
			}
		}
	}
	st.aside = append(st.aside, linesOf{node, *lines})
	node.SetLines(text.NewSegments())
}

// underlined says whether the line behind a paragraph may make a heading of it.
func underlined(reader text.Reader) bool {
	line, _ := reader.PeekLine()
	line = util.TrimLeftSpace(line)
	return len(line) > 0 && (line[0] == '=' || line[0] == '-')
}

// linesOf are the lines of a paragraph that were put aside.
type linesOf struct {
	paragraph ast.Node
	lines     text.Segments
}

// giveBackLines makes the texts of plainParagraphs, before any other transformer looks at them.
type giveBackLines struct{}

// Transform implements parser.ASTTransformer.
func (giveBackLines) Transform(_ *ast.Document, reader text.Reader, pc parser.Context) {
	if st, ok := pc.Get(bodyKey).(*parsing); ok {
		for i := range st.aside {
			l := &st.aside[i]
			l.paragraph.SetLines(&l.lines)
			for i := range l.lines.Len() {
				line := l.lines.At(i)
				words := ast.NewTextSegment(line.TrimRightSpace(reader.Source()))
				words.SetSoftLineBreak(reader.Source()[line.Stop-1] == '\n')
				l.paragraph.AppendChild(l.paragraph, words)
			}
		}
		st.aside = nil
	}
}

// mayDefine says whether a line of a source starts with a colon, which makes the paragraph above it the term of a list.
func mayDefine(source []byte) bool {
	for at := 0; ; at++ {
		i := bytes.IndexByte(source[at:], ':')
		if i < 0 {
			return false
		}
		at += i
		if before := bytes.TrimRight(source[:at], " \t>"); len(before) == 0 || before[len(before)-1] == '\n' {
			return true
		}
	}
}

// definitions is goldmark's reader of "[label]: address", asked only where a paragraph may start with one.
type definitions struct{ parser.ParagraphTransformer }

// Transform implements parser.ParagraphTransformer.
func (d definitions) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if lines := node.Lines(); lines.Len() > 0 {
		first := lines.At(0)
		if start := util.TrimLeftSpace(first.Value(reader.Source())); len(start) > 0 && start[0] != '[' {
			return
		}
	}
	d.ParagraphTransformer.Transform(node, reader, pc)
}

// articleParser is goldmark's own, but for what it does quicker.
func articleParser() parser.Parser {
	blocks := parser.DefaultBlockParsers()
	for i, b := range blocks {
		if b.Value == parser.NewParagraphParser() {
			blocks[i].Value = plainParagraphs{parser.NewParagraphParser()}
		}
	}
	transformers := parser.DefaultParagraphTransformers()
	for i, t := range transformers {
		if t.Value == parser.LinkReferenceParagraphTransformer {
			transformers[i].Value = definitions{parser.LinkReferenceParagraphTransformer}
		}
	}
	return parser.NewParser(parser.WithBlockParsers(blocks...), parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(transformers...))
}

// justWords says whether a text is one line of letters and common marks, which is its own markup.
func justWords(text string) bool {
	if text == "" || text[0]|0x20 < 'a' || text[0]|0x20 > 'z' || strings.HasSuffix(text, " ") || strings.Contains(text, "www.") {
		return false
	}
	for i := range len(text) {
		if c := text[i]; c|0x20 < 'a' || c|0x20 > 'z' {
			switch c {
			case ' ', ',', '.', ';', '?', '(', ')', '-', '\'', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
			default:
				return false
			}
		}
	}
	return true
}
