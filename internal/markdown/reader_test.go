package markdown

import (
	"strings"
	"testing"
	"time"

	"mendwell/internal/fault"
)

func TestReader(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"paragraphs", "One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"},
		{"line break", "One\nTwo", "<p>One<br>\nTwo</p>"},
		{"emphasis", "*a* **b**", "<p><em>a</em> <strong>b</strong></p>"},
		{"code", "`a<b`", "<p><code>a&lt;b</code></p>"},
		{"fence", "```go\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"},
		{"list", "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"},
		{"numbers", "3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>"},
		{"quote", "> a", "<blockquote>\n<p>a</p>\n</blockquote>"},
		{"link", "[a](https://x.org/?q=1&r=2)",
			`<p><a href="https://x.org/?q=1&amp;r=2" rel="ugc nofollow noopener">a</a></p>`},
		{"bare link", "see https://x.org/a_b.",
			`<p>see <a href="https://x.org/a_b" rel="ugc nofollow noopener">https://x.org/a_b</a>.</p>`},
		{"www", "www.x.org", `<p><a href="http://www.x.org" rel="ugc nofollow noopener">www.x.org</a></p>`},
		{"mail", "<a@x.org>", `<p><a href="mailto:a@x.org" rel="ugc nofollow noopener">a@x.org</a></p>`},
		{"international host", "[a](https://müller.de/ä)",
			`<p><a href="https://m%C3%BCller.de/%C3%A4" rel="ugc nofollow noopener">a</a></p>`},
		{"script link", "[a](javascript:alert(1))", "<p>a</p>"},
		{"entity link", "[a](&#106;avascript:x)", "<p>a</p>"},
		{"relative link", "[a](/logout)", "<p>a</p>"},
		{"other host", "[a](//evil.org)", "<p>a</p>"},
		{"data link", "<data:text/html,x>", "<p>data:text/html,x</p>"},
		{"quote in link", `[a](https://x.org/"onmouseover="x)`,
			`<p><a href="https://x.org/%22onmouseover=%22x" rel="ugc nofollow noopener">a</a></p>`},
		{"image", "![a *cat*](https://x.org/c.png)", "<p>a <em>cat</em></p>"},
		{"heading", "# Loud", "<p>Loud</p>"},
		{"underlined heading", "Loud\n===", "<p>Loud<br>\n===</p>"},
		{"html", "<b onclick=x>hi</b><script>alert(1)</script>",
			"<p>&lt;b onclick=x&gt;hi&lt;/b&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>"},
		{"html block", "<div>\nhi\n</div>", "<p>&lt;div&gt;<br>\nhi<br>\n&lt;/div&gt;</p>"},
		{"reference", "[a][b]\n\n[b]: https://x.org", `<p>[a][b]</p>` + "\n" +
			`<p>[b]: <a href="https://x.org" rel="ugc nofollow noopener">https://x.org</a></p>`},
		{"table", "|a|\n|-|\n|b|", "<p>|a|<br>\n|-|<br>\n|b|</p>"},
		{"rule", "a\n\n***", "<p>a</p>\n<p>***</p>"},
		{"override by entity", "a&#8238;b", "<p>ab</p>"},
		{"indented", "    a", "<pre><code>a\n</code></pre>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Reader(c.source)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

// patterns are the texts that make Markdown parsers slow or their output large.
func patterns() []string {
	var list []string
	for _, unit := range []string{">", "> ", "[", "]", "![", "*", "**", "_", "*a_", "`", "`a", "- ", "* ", "1. ", "1) ",
		"(", "<", "&", "\\", "<a", "[](", "[a](", "[a](b) ", "![a](b", "*a **a ", "a*", "[[]", "http://a.b ", "a@b.c ",
		"www.", "<http://a.b>", "#", "# ", "\t", " ", "\n", "> - ", "- > ", "```\n", "~", "|", "|a", "[^1]", "&amp;", "\"",
		"[a]: b\n", "[a]", "- a\n", "> a\n", "1.\n", "*\n", "a\n", "<!--", "<?", "<![CDATA[", "</", "e\u0301", "\u202e"} {
		list = append(list, strings.Repeat(unit, 5000/len([]rune(unit))))
	}
	nested := ""
	for i := range 95 {
		nested += strings.Repeat(" ", i) + "- a\n"
	}
	deep := ""
	for i := range 90 {
		deep += strings.Repeat("> ", i/2) + "a\n"
	}
	return append(list, nested, deep, strings.Repeat("*a ", 1250)+strings.Repeat("a* ", 400),
		strings.Repeat("[", 2500)+strings.Repeat("](a)", 600))
}

func TestReaderIsQuick(t *testing.T) {
	for _, p := range patterns() {
		begun := time.Now()
		html, err := Reader(p)
		took := time.Since(begun)
		if err != nil && fault.KindOf(err) != fault.TooLarge {
			t.Errorf("%.12q: %v", p, err)
		}
		if took > 50*time.Millisecond {
			t.Logf("%.12q...: %v, %d bytes", p, took, len(html))
		}
		if took > time.Minute { // hundreds of times what it takes: only growth beyond all bounds should fail
			t.Errorf("%.12q...: took %v", p, took)
		}
		if depth := strings.Count(string(html), "<blockquote>"); strings.HasPrefix(p, ">>") && depth > readerDepth {
			t.Errorf("%d quotes inside one another", depth)
		}
	}
}

func TestReaderCap(t *testing.T) {
	_, err := Reader(strings.Repeat("&", 20_000))
	if fault.KindOf(err) != fault.TooLarge {
		t.Fatalf("error %v, want TooLarge", err)
	}
	if _, err := Reader(strings.Repeat("a ", 20_000)); err != nil {
		t.Fatal(err)
	}
}
