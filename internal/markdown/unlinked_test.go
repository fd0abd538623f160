package markdown

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"pgregory.net/rapid"
)

// TestNothingToLink: a source in which nothing could be a bare address is parsed alike with and without looking for one.
func TestNothingToLink(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{
			"word", "http:", "https:/", "www", "ftp", "mail", ".org", " ", "  ", "\n", "\n\n", "* ", "- ", "1. ", "# ", "> ", "> [!NOTE] ", "*", "**", "_", "~~", "~", "(", ")",
			"[", "](a.md)", "`", "\\", "&amp;", "<b>", "<!-- x -->", "| a | b |\n|---|---|\n", "[^1]", "\n[^1]: note\n", ": ", "{#id}", "![alt](a.png)", "    ", "\u00a0", "ä", "。", "!",
		}), 1, 40).Filter(func(parts []string) bool { return !mayLink([]byte(strings.Join(parts, ""))) }).Draw(t, "parts")
		source := []byte(strings.Join(parts, ""))
		read := func(p parser.Parser) string {
			body := &ArticleBody{Source: source, left: MaxArticleHTML}
			st := &parsing{body: body}
			body.Root = p.Parse(text.NewReader(source), parser.WithContext(st.context()))
			st.transform(body.Root)
			html, err := body.Render(body.Root)
			if err != nil {
				t.Fatal(err)
			}
			return string(html) + "\n" + (&Texts{}).Seal(source, body.Root)
		}
		if with, without := read(engine().parser), read(engine().unlinked); with != without {
			t.Fatalf("%q is\n%s\nand without looking for addresses\n%s", source, with, without)
		}
	})
}
