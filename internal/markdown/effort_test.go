package markdown

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// bombs are stretches that cost little once and, in some way of reading, much more than twice as much twice.
var bombs = []string{
	"[a](b", "[a](<b", `[a](b "`, "[a](b '", "[a](b (", "![a](", "![", "[", "](", "[]", "[a][b", "[[]", "[a](b) ", "[^a", "[^a] ", "[^a]: ",
	"<", "<a", "<a ", "<!--", `<a b="`, "<?", "<!A ", "<![CDATA[", "<http:", "<a@", "*a ", "**a ", "*a **b ", "*a_ ", "a*b_", "a**b", "*_", "***a", "_", "_a ",
	"__a ", "~", "~~a ", "~a~b", "`", "`a``b", "&", "&a", "&#", "{", "{#a", "\\", "|", "| a ", "a|b\n-|-\n", "http://a", "https://a(", "www.", "a@", "a@b.", "(", "\"", ": ",
	"- ", "- a\n", "> a\n", "# a\n", "1. a\n", "a\n: b\n", "a\n\n:", "   -\n", "[a]: b\n", "[a]: <b\n", "[a]: b \"\n", "x[^1]\n\n[^1]: y\n\n", "*a_ |\n", "- *a_\n",
}

// stuck is how long no text takes unless nothing bounds it: the slowest took a second when this was written, and without a
// bound most of an hour at this length. It does not measure; TestEffortIsCounted needs no clock.
const stuck = 5 * time.Minute

func TestBombsInArticles(t *testing.T) {
	t.Parallel()
	for _, b := range bombs {
		source := strings.Repeat(b, 120_000/len(b))
		start := time.Now()
		body, err := ParseArticle([]byte(source), ArticleOptions{})
		if err == nil {
			_, err = body.Render(body.Root)
		}
		var complicated *ComplexError
		if err != nil && !errors.As(err, &complicated) && !errors.Is(err, ErrTooLarge) {
			t.Errorf("%q: %v", b, err)
		}
		if took := time.Since(start); took > stuck {
			t.Errorf("%q takes %v", b, took)
		}
	}
}

// TestEffortIsCounted needs no clock: what costs too much is refused, where it becomes too much, and ordinary text is not.
func TestEffortIsCounted(t *testing.T) {
	t.Parallel()
	for _, b := range []string{"[a](b", "[a](<b", "![a](", "*a_ ", "a*b_", "*a_ |\n"} {
		_, err := ParseArticle([]byte("# Title\n\n"+strings.Repeat(b, 120_000/len(b))), ArticleOptions{})
		var complicated *ComplexError
		if !errors.As(err, &complicated) || complicated.Offset < 9 || !strings.Contains(err.Error(), "blank lines") {
			t.Errorf("%q: %v", b, err)
		}
	}
	for name, text := range map[string]string{
		"paragraphs":    strings.Repeat("Say *what* you [did](/a) and **why**, not `who`.\n\n", 3000),
		"a long one":    strings.Repeat("Say *what* you did, and why it was not what you [meant](/a).\n", 300),
		"tight list":    strings.Repeat("- Say *what* you [did](/a) and **why**\n", 5000),
		"a large table": "|a|b|\n|-|-|\n" + strings.Repeat("|*a*|[b](/c)|\n", 5000),
	} {
		if _, err := ParseArticle([]byte(text), ArticleOptions{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestBombsInComments: what a reader writes is at most 8,000 characters, and is shown as it was typed where it costs too much.
func TestBombsInComments(t *testing.T) {
	t.Parallel()
	for _, b := range bombs {
		start := time.Now()
		_, _ = Reader(strings.Repeat(b, 8000/len(b))) // the cap of its markup is tested elsewhere
		if took := time.Since(start); took > stuck {
			t.Errorf("%q takes %v", b, took)
		}
	}
	begun := strings.Repeat("[a](b", 1600)
	got, err := Reader("*Mine*\n\n" + begun + "\n\n*after*")
	if err != nil || string(got) != "<p><em>Mine</em></p>\n<p>"+begun+"</p>\n<p>*after*</p>" {
		t.Errorf("%.60q … %q (%v)", got, got[max(0, len(got)-40):], err)
	}
	if got, _ := Reader(strings.Repeat("Say *what* you did and **why**, not who.\n", 120)); strings.Contains(string(got), "*") {
		t.Error("a long comment loses its emphasis")
	}
}

// BenchmarkCommentBombs are the slowest things that fit in a comment.
func BenchmarkCommentBombs(b *testing.B) {
	for _, bomb := range []string{"Say *what* you did. ", "[a](b", "![a](", "*a_ ", "[", "&"} {
		source := strings.Repeat(bomb, 8000/len(bomb))
		b.Run(bomb, func(b *testing.B) {
			for b.Loop() {
				_, _ = Reader(source)
			}
		})
	}
}
