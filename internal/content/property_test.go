package content

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/PuerkitoBio/goquery"
	"pgregory.net/rapid"
)

// bodies draws article bodies from the shapes that editors write, in any order.
func bodies() *rapid.Generator[string] {
	words := rapid.SampledFrom([]string{
		"Stay calm", "Über Größe", "Say \"no\", e.g. today", "ابق هادئا", "保持冷静", "Don't *ever* go", "`code` and more", "Comments", "24/7",
		"Is it hard?", "[A link](x.md)", "3. Mai", "!!!", "2019", "A – b", "{#x}", "**bold**", "a_b_c", "Really? Yes. No",
	})
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(words, 1, 4).Draw(t, "words"), rapid.SampledFrom([]string{" ", ". ", "\n", ", "}).Draw(t, "glue"))
	})
	block := rapid.Custom(func(t *rapid.T) string {
		shape := rapid.SampledFrom([]string{
			"## %d. %s", "### %d) %s", "## Tip %d: %s", "## Schritt %d – %s ##", "**%d. %s**", "**%d.** %s", "%d) %s", "%d. %s", "%d. **%s.** Because.",
			"1. %[2]s", "# %[2]s", "## %[2]s", "#### %[2]s", "## FAQ %[1]d %[2]s", "**%[2]s?** Yes.", "%[2]s\n: Answer %[1]d", "> [!TRY] %[2]s\n> Text %[1]d",
			"%[2]s", "- %[2]s", "---", "![%[2]s](x.png)\nPhoto by %[1]d", "| %[2]s | %[1]d |\n|---|---|\n| a | b |", "%[2]s[^1]\n\n[^1]: Note %[1]d", "{#x} %[2]s",
			"## 💛 %d. %s {#own-%[1]d}", "<div>%[2]s</div>", "%[2]s\n===", "\t%[2]s",
		}).Draw(t, "shape")
		line := strings.ReplaceAll(text.Draw(t, "text"), "\n\n", "\n")
		n := rapid.IntRange(0, 12).Draw(t, "n")
		out := fmt.Sprintf(shape, n, line)
		if i := strings.Index(out, "%!"); i >= 0 {
			out = out[:i]
		}
		return out
	})
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(block, 0, 12).Draw(t, "blocks"), rapid.SampledFrom([]string{"\n\n", "\n", "\r\n\r\n"}).Draw(t, "gap"))
	})
}

func frontMatters() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{
		"---\ntitle: Three tips\ndate: 2026-08-01\n---\n", "\xef\xbb\xbf---\r\ntitle: Stay calm\r\n---\r\n", "+++\ntitle = \"x\"\ntips = \"sections\"\n+++\n",
		"---\ntitle: FAQ\nkind: faq\n---\n", "", "---\ntitle: None\ntips: none\n---\n",
	})
}

func loadOne(data []byte) (*Library, Findings) {
	return Load(fstest.MapFS{"a.md": &fstest.MapFile{Data: data}}, Options{Now: noon()})
}

// TestIDsAreUnique: whatever is written, no two elements of a rendered article share an id, and every tip has one.
func TestIDsAreUnique(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		data := frontMatters().Draw(t, "front") + bodies().Draw(t, "body")
		lib, _ := loadOne([]byte(data))
		for _, a := range lib.Everything() {
			checkDocument(t, a)
		}
	})
}

// checkDocument asserts what holds for every rendered article.
func checkDocument(t interface{ Fatalf(string, ...any) }, a *Article) {
	var b strings.Builder
	tips, questions := 0, 0
	body, err := a.Document()
	if err != nil {
		t.Fatalf("render: %v", err)
	}
	for _, p := range body.Parts {
		b.WriteString(string(p.HTML))
		if p.Tip != nil {
			if *p.Tip.Tip != *a.Tips[tips] {
				t.Fatalf("tip differs: %+v, %+v", p.Tip.Tip, a.Tips[tips])
			}
			tips++
			fmt.Fprintf(&b, "<h%d id=\"%s\">%s</h%d>%s", p.Tip.Level, p.Tip.ID, p.Tip.TitleHTML, p.Tip.Level, p.Tip.HTML)
		}
		for _, q := range p.Questions {
			if *q.Question != *a.Questions[questions] {
				t.Fatalf("question differs: %+v, %+v", q.Question, a.Questions[questions])
			}
			questions++
			fmt.Fprintf(&b, "<h%d id=\"%s\">%s</h%d>%s", q.Level, q.ID, q.TitleHTML, q.Level, q.HTML)
		}
	}
	if tips != len(a.Tips) || questions != len(a.Questions) {
		t.Fatalf("%d of %d tips and %d of %d questions rendered", tips, len(a.Tips), questions, len(a.Questions))
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(b.String()))
	if err != nil {
		t.Fatalf("parse markup: %v", err)
	}
	if n := doc.Find("h1, script, [onclick], [style]").Length(); n > 0 {
		t.Fatalf("%d forbidden elements in %s", n, b.String())
	}
	seen := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if id == "" || seen[id] || strings.ContainsAny(id, " \t\n") || reserved(id) && !strings.HasPrefix(id, "fn") {
			t.Fatalf("id %q is empty, reserved or there twice in %s", id, b.String())
		}
		seen[id] = true
	})
	last := 1
	doc.Find("h2, h3, h4, h5, h6").Each(func(_ int, s *goquery.Selection) {
		level := int(goquery.NodeName(s)[1] - '0')
		if level > last+1 {
			t.Fatalf("h%d follows h%d in %s", level, last, b.String())
		}
		last = level
	})
}

// TestWordsStay: every word of the body is found in what readers see, except markup, numbers and ids.
func TestWordsStay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		b.WriteString("---\ntitle: T\n---\n")
		n := rapid.IntRange(3, 8).Draw(t, "n")
		shape := rapid.SampledFrom([]string{"## %d. Title%d\n\nBody%d.\n\n", "**%d. Title%d**\n\nBody%d.\n\n", "%d. **Title%d.** Body%d.\n", "%d) Title%d\n\nBody%d.\n\n", "%d. Title%d. Body%d.\n"}).Draw(t, "shape")
		for i := 1; i <= n; i++ {
			fmt.Fprintf(&b, shape, i, i, i)
		}
		lib, _ := loadOne([]byte(b.String()))
		a := lib.All()[0]
		if len(a.Tips) != n || a.Kind != KindTips {
			t.Fatalf("%d tips instead of %d, kind %s", len(a.Tips), n, a.Kind)
		}
		for i, tip := range a.Tips {
			if tip.Number != i+1 || tip.Title != fmt.Sprintf("Title%d", i+1) || tip.Text != fmt.Sprintf("Body%d.", i+1) {
				t.Fatalf("tip %d is %+v", i+1, tip)
			}
		}
	})
}

// TestPinning: pinning twice changes nothing more, takes nothing away, and readers see the same.
func TestPinning(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		data := []byte(frontMatters().Draw(t, "front") + bodies().Draw(t, "body"))
		once, err := PinIDs(data)
		if err != nil {
			return // not an article
		}
		twice, err := PinIDs(once)
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("pinned again it differs (%v):\n%s\n----\n%s", err, once, twice)
		}
		a, err := outlineOf(data)
		if err != nil {
			t.Fatalf("outline: %v", err)
		}
		b, err := outlineOf(once)
		if err != nil || a.print() != b.print() {
			t.Fatalf("pinning changed the article (%v):\n%s\n----\n%s", err, a.print(), b.print())
		}
		if !isSubsequence(data, once) {
			t.Fatalf("pinning took something away:\n%s", once)
		}
	})
}

func isSubsequence(small, large []byte) bool {
	for _, c := range large {
		if len(small) > 0 && small[0] == c {
			small = small[1:]
		}
	}
	return len(small) == 0
}
