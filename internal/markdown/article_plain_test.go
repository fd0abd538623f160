package markdown

import (
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"pgregory.net/rapid"
)

// TestPlainParagraphs: the same tree comes out, to the last segment, whether or not paragraphs without markup are read
// at once.
func TestPlainParagraphs(t *testing.T) {
	t.Parallel()
	quick := 0
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{
			"word", "Two words.", " ", "   ", "\n", "\n", "\n\n", "\n\n", "    ", "* ", "- ", "1. ", "# ", "> ", "> [!NOTE] ", "*", "_", "~~", "(", "[", "](a.md)", "[a]: b", "`", "\\",
			"&amp;", "<b>", "<!-- x -->", "| a | b |\n|---|---|\n", "[^1]", "\n[^1]: note\n", ": ", ":", "\n: ", "{#id}", "![alt](a.png)", "ä", "!", "===", "---", "\n===\n", "\n---\n", "=", "```",
			"Photo by Ann", "Foto: Ann", "\u00a0", "\u2028", "12", ".",
		}), 1, 40).Draw(t, "parts")
		source := []byte(strings.Join(parts, ""))
		if mayLink(source) {
			t.Skip()
		}
		read := func(plain bool) string {
			pc := parser.NewContext()
			st := &parsing{body: &ArticleBody{Source: source, left: MaxArticleHTML}, plain: plain}
			pc.Set(bodyKey, st)
			root := engine().unlinked.Parse(text.NewReader(source), parser.WithContext(pc))
			if len(st.aside) > 0 {
				t.Fatal("lines are left aside")
			}
			return treeOf(root)
		}
		if !mayDefine(source) {
			quick++
			if at, by := read(true), read(false); at != by {
				t.Fatalf("%q at once is\n%s\nand byte by byte\n%s", source, at, by)
			}
		}
	})
	if quick == 0 {
		t.Error("nothing was read at once")
	}
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

// TestJustWords: what is taken for its own markup is what would be rendered.
func TestJustWords(t *testing.T) {
	t.Parallel()
	quick := 0
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
			"word", "Two words", " ", "  ", ".", ",", "...", "--", "---", "-", "'", "(c)", "1", "1.", "12)", "(", ")", ";", "?", "!", "www", "www.", "example.org", "http", "a.b", "\n", "*", "ä", "&", "<", ":", "x'y",
		}), 1, 12).Draw(t, "parts"), "")
		if !justWords(text) {
			return
		}
		quick++
		if got, err := renderSnippet(text, ArticleOptions{}); err != nil || string(got) != text {
			t.Fatalf("%q is rendered as %q (%v)", text, got, err)
		}
	})
	if quick == 0 {
		t.Error("nothing was taken for its own markup")
	}
}

// TestMayNest: no line with marks inside each other is passed over.
func TestMayNest(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		line := []byte(rapid.StringOf(rapid.SampledFrom([]rune(" \t>-+*:1.)[^]aä"))).Draw(t, "line"))
		if len(nesting.Find(line)) > 0 && !mayNest(line) {
			t.Fatalf("%q is passed over", line)
		}
	})
}
