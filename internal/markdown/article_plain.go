package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

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
	transformers := parser.DefaultParagraphTransformers()
	for i, t := range transformers {
		if t.Value == parser.LinkReferenceParagraphTransformer {
			transformers[i].Value = definitions{parser.LinkReferenceParagraphTransformer}
		}
	}
	return parser.NewParser(parser.WithBlockParsers(parser.DefaultBlockParsers()...), parser.WithInlineParsers(parser.DefaultInlineParsers()...),
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
