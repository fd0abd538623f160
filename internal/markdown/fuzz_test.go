package markdown

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"mendwell/internal/fault"
)

// allowed says which elements may stand in a rendered comment, and their attributes.
var allowed = map[string][]string{"p": nil, "br": nil, "em": nil, "strong": nil, "ul": nil, "ol": {"start"}, "li": nil,
	"blockquote": nil, "pre": nil, "code": nil, "a": {"href", "rel"}}

func FuzzReader(f *testing.F) {
	for _, p := range patterns() {
		f.Add(p[:min(len(p), 300)])
	}
	f.Add("[a](https://x.org \"t\") <https://x.org> ![b](c) `d` **e** > f &#x202e; www.x.org a@b.org")
	f.Add("# h\n\n- a\n  - b\n\n> q\n\n```\nc\n```\n[r]: x\n\n[r]")
	f.Fuzz(func(t *testing.T, source string) {
		got, err := Reader(source)
		if err != nil {
			if fault.KindOf(err) != fault.TooLarge {
				t.Fatalf("error of another kind: %v", err)
			}
			return
		}
		if len(got) > ReaderCap || !utf8.ValidString(string(got)) {
			t.Fatalf("%d bytes, valid %v", len(got), utf8.ValidString(string(got)))
		}
		if strings.ContainsFunc(string(got), func(r rune) bool { return harmless(r) < 0 }) {
			t.Fatalf("a harmful character in %q", got)
		}
		checkMarkup(t, string(got))
	})
}

// What goes round the policy is what the policy would have written, and ordinary comments do go round it.
func FuzzOnlyPlain(f *testing.F) {
	for _, s := range []string{"<p>I <em>know</em> &quot;this&quot; &amp; don't mind.</p>\n<ul>\n<li>a<br>\nb</li>\n</ul>", "<pre><code>a &lt; b\tc\n</code></pre>"} {
		if !onlyPlain(s) {
			f.Errorf("%q needs the policy", s)
		}
		f.Add(s)
	}
	for _, s := range []string{"<p class=a>b</p>", "<P>a</P>", "<script>a</script>", "<p", "a > b", "&copy;", "& b", "<p >a</p>", "a\r\x00b", `<ol start="2">`, "</ p>", "<!-- a -->", "<p/>"} {
		if onlyPlain(s) {
			f.Errorf("%q goes round the policy", s)
		}
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || !onlyPlain(s) {
			return
		}
		r := shared()
		if got, want := r.sanitised(s), r.policy.Sanitize(s); got != want {
			t.Errorf("%q becomes %q, the policy writes %q", s, got, want)
		}
	})
}

// A text that Clean does not look into is one that it would not change.
func FuzzHarmlessASCII(f *testing.F) {
	for _, s := range []string{"a\tb\n c ", "a\r\n", "\x7f", "é"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if harmlessASCII(s) && dropMarks(norm.NFC.String(strings.Map(harmless, lineEnds.Replace(strings.ToValidUTF8(s, "\uFFFD"))))) != s {
			t.Errorf("%q is not left as it is", s)
		}
	})
}

// checkMarkup reads the result as a browser would: only known elements, all closed, links with our words only.
func checkMarkup(t *testing.T, markup string) {
	t.Helper()
	var open []string
	z := html.NewTokenizer(strings.NewReader(markup))
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Fatalf("left open: %v in %q", open, markup)
			}
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			attrs, ok := allowed[token.Data]
			if !ok {
				t.Fatalf("element %s in %q", token.Data, markup)
			}
			for _, a := range token.Attr {
				_, ok := address([]byte(a.Val))
				if !slices.Contains(attrs, a.Key) || a.Key == "rel" && a.Val != readerRel || a.Key == "href" && !ok {
					t.Fatalf("attribute %s=%q in %q", a.Key, a.Val, markup)
				}
			}
			if token.Data == "a" && len(token.Attr) != 2 {
				t.Fatalf("link with %v in %q", token.Attr, markup)
			}
			if kind == html.StartTagToken && token.Data != "br" {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			name := z.Token().Data
			if len(open) == 0 || open[len(open)-1] != name {
				t.Fatalf("</%s> closes %v in %q", name, open, markup)
			}
			open = open[:len(open)-1]
		case html.CommentToken, html.DoctypeToken:
			t.Fatalf("a comment or doctype in %q", markup)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add("a\r\nb\u202e\u200b\x00c\u0301\u0301")
	f.Add("\u1100\u1161\u11a8\u0344")
	f.Fuzz(func(t *testing.T, source string) {
		once := Clean(source)
		if again := Clean(once); again != once {
			t.Fatalf("cleaned twice: %q, then %q", once, again)
		}
		if strings.ContainsFunc(once, func(r rune) bool { return harmless(r) < 0 || r == '\r' }) {
			t.Fatalf("a harmful character in %q", once)
		}
	})
}
