package markdown

import (
	"errors"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
)

func TestRenderSnippet(t *testing.T) {
	t.Parallel()
	opts := ArticleOptions{Link: func(dest string) string { return "/x/" + dest }}
	for in, want := range map[string]HTML{
		"Read [this](a) *first*.": `Read <a href="/x/a">this</a> <em>first</em>.`,
		"One.\n\nTwo.":            "<p>One.</p>\n<p>Two.</p>",
		"<b>raw</b>":              "&lt;b&gt;raw&lt;/b&gt;",
		"":                        "",
	} {
		if got, err := RenderSnippet(in, opts); err != nil || got != want {
			t.Errorf("%q: %q (%v), want %q", in, got, err, want)
		}
	}
}

// TestLabels: boxes speak the article's language, and English where no catalogue is at hand.
func TestLabels(t *testing.T) {
	t.Parallel()
	source := "> [!NOTE]- Title\n> Text\n\n> [!case]\n\n![a](b \"Ann\")\n"
	word := func(id string) string {
		return map[string]string{"callout.note": "Hinweis", "figure.credit": "Bild:", "callout.case": "callout.case"}[id]
	}
	body, err := ParseArticle([]byte(source), ArticleOptions{Word: word})
	if err != nil {
		t.Fatalf("parse: %v", err)
	}
	got, err := body.Render(body.Root)
	if err != nil {
		t.Fatalf("render: %v", err)
	}
	for _, want := range []string{
		`<span class="callout-label">Hinweis</span>: Title</p>`, `<span class="callout-label">Case</span></p>`,
		`<span class="credit">Bild: Ann</span>`,
	} {
		if !strings.Contains(string(got), want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

func TestUnescape(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{`1\. a`: "1. a", `a &amp; b`: "a & b", `&nosuch; \a`: `&nosuch; \a`, `&#x41;&`: "A&", `\`: `\`} {
		if got := Unescape([]byte(in)); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestArticleIsCapped(t *testing.T) {
	t.Parallel()
	body, err := ParseArticle([]byte(strings.Repeat("[a][x] ", 800)+"\n\n[x]: /"+strings.Repeat("long", 2000)+"\n"), ArticleOptions{})
	if err != nil {
		t.Fatalf("parse: %v", err)
	}
	if out, err := body.Render(body.Root); !errors.Is(err, ErrTooLarge) || out != "" {
		t.Errorf("%d bytes (%v)", len(out), err)
	}
	for _, source := range []string{strings.Repeat(">", 100), strings.Repeat("|-", 100) + "|", strings.Repeat("1. ", 100)} {
		if _, err := ParseArticle([]byte(source), ArticleOptions{}); err == nil {
			t.Errorf("%.20s is parsed", source)
		}
	}
}

func TestTakeID(t *testing.T) {
	t.Parallel()
	source := []byte("Text *a* {#one} \nmore {#two}\n")
	body, err := ParseArticle(source, ArticleOptions{})
	if err != nil {
		t.Fatalf("parse: %v", err)
	}
	p := body.Root.FirstChild()
	if id := TakeID(source, p); id != "two" || PlainText(source, p) != "Text a {#one} more" || p.Kind() != ast.KindParagraph {
		t.Errorf("%q %q", id, PlainText(source, p))
	}
}
