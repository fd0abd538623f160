package markdown

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"pgregory.net/rapid"
)

// TestQuickBlocks: the same tree comes out, to the last segment, whether or not blocks without markup are read at once,
// also in memory that held another tree.
func TestQuickBlocks(t *testing.T) {
	t.Parallel()
	room := &Room{}
	quick := 0
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{
			"word", "Two words.", "One line.\n\n", "## A heading\n\n", "# ", "###### x\n", "####### x\n", "#x", " #", "# #", "\n## ", " ", "   ", "\n", "\n", "\n\n", "\n\n", "    ", "* ", "- ", "1. ", "> ", "> [!NOTE] ",
			"*", "_", "~~", "(", "[", "](a.md)", "]", "[a]: b", "`", "\\", "&amp;", "<b>", "<!-- x -->", "<pre>", "| a | b |\n|---|---|\n", "[^1]", "\n[^1]: note\n", ": ", ":", "\n: ", "{#id}", "![alt](a.png)", "ä", "!", "===", "---",
			"\n===\n", "\n---\n", "=", "```", "\n```\n", "~~~\n", "Photo by Ann", "Foto: Ann", "\u00a0", "\u2028", "12", ".", "\"", "'", "\n- a\n\n  b\n\n", "*a* b\n\nc\n\n",
		}), 1, 40).Draw(t, "parts")
		read, problem := compareQuick([]byte(strings.Join(parts, "")), room)
		if problem != "" {
			t.Fatal(problem)
		}
		quick += read
	})
	if quick == 0 {
		t.Error("nothing was read at once")
	}
}

func FuzzQuickBlocks(f *testing.F) {
	f.Add([]byte("One.\n\n## Two\n\n- a\n- *b*\n\nThree\nfour.\n\n> [!NOTE] Five\n> six\n\n## Seven {#id}\nEight.\n"))
	f.Add([]byte("![a](b.png)\n\nPhoto by Ann\n\n```\n\nNo paragraph.\n\n# No heading\n```\n\nEnd."))
	f.Fuzz(func(t *testing.T, source []byte) {
		if _, problem := compareQuick(source, &Room{}); problem != "" {
			t.Error(problem)
		}
	})
}

// compareQuick reads a source in both ways and says how many blocks were read at once, and what is not the same.
func compareQuick(source []byte, room *Room) (quick int, problem string) {
	if mayLink(source) || mayMeanAfar(source) {
		return 0, ""
	}
	read := func(parse func(*parsing) ast.Node) string {
		st := &parsing{body: &ArticleBody{Source: source, left: MaxArticleHTML}, opts: ArticleOptions{Room: room}}
		root := parse(st)
		tree := treeOf(root)
		st.transform(root)
		slices.SortStableFunc(st.body.Notices, func(a, b Notice) int { return a.Offset - b.Offset })
		return fmt.Sprintf("%sthen\n%s%v %+v", tree, treeOf(root), st.body.Notices, st.spent() != nil && st.spent().over >= 0)
	}
	at := read(func(st *parsing) ast.Node { return engine().parseQuick(source, st) })
	quick = room.headings.used + room.paragraphs.used
	by := read(func(st *parsing) ast.Node {
		return engine().unlinked.Parse(text.NewReader(source), parser.WithContext(st.context()))
	})
	if at != by {
		return quick, fmt.Sprintf("%q at once is\n%s\nand byte by byte\n%s", source, at, by)
	}
	return quick, ""
}

// treeOf writes down all of a tree that others look at.
func treeOf(root ast.Node) string {
	var b strings.Builder
	depth := 0
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			depth--
			return ast.WalkContinue, nil
		}
		fmt.Fprintf(&b, "%s%s %d", strings.Repeat(" ", depth), n.Kind(), n.Pos())
		if n.Type() != ast.TypeInline && n.Lines() != nil {
			for i := range n.Lines().Len() {
				fmt.Fprintf(&b, " %+v", n.Lines().At(i))
			}
			fmt.Fprintf(&b, " %t", n.HasBlankPreviousLines())
		}
		if t, ok := n.(*ast.Text); ok {
			fmt.Fprintf(&b, " %+v %t %t %t", t.Segment, t.SoftLineBreak(), t.HardLineBreak(), t.IsRaw())
		}
		b.WriteByte('\n')
		depth++
		return ast.WalkContinue, nil
	})
	return b.String()
}
