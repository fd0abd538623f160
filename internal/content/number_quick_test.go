package content

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"pgregory.net/rapid"

	"mendwell/internal/markdown"
)

// TestQuickLookMissesNoNumber: what parseNumber reads at a quick look is what all expressions together read, in the golden files and in made-up titles.
func TestQuickLookMissesNoNumber(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	seen, spared := 0, 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatalf("read golden file: %v", err)
		}
		for line := range strings.Lines(string(data)) {
			line = strings.TrimLeft(strings.TrimSuffix(line, "\n"), "#*>- ")
			slow, found := readNumber(line)
			if quick, _ := parseNumber(line); quick != slow {
				t.Errorf("%q is %+v, and at a quick look %+v", line, slow, quick)
			} else if !mayBeNumber(line) {
				spared++
			}
			if found {
				seen++
			}
		}
	}
	if seen < 100 || spared < 100 {
		t.Errorf("%d numbers, %d lines spared: this test sees nothing", seen, spared)
	}
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{
			"Tip", "tips", "STEP", "no.", "no", "Nr.", "Number", "nummer", "Übung", "étape", "第", "三", "十", "建议", "نصيحة", "one", "Zwanzig", "1", "24", "٣", "①", "❿", "1️⃣", "🔟", "✨",
			"12. ", "3) ", "7.", "Okt", "ja", "Klasse", "May", "#", "\\#", "(", "）", ".", ")", ":", "：", " – ", " ", " ", "of", "Stay", "calm",
		}), 1, 7).Draw(t, "parts")
		raw := strings.Join(parts, "")
		slow, _ := readNumber(raw)
		if quick, _ := parseNumber(raw); quick != slow {
			t.Fatalf("%q is %+v, and at a quick look %+v", raw, slow, quick)
		}
	})
}

// TestQuickLookSeesLabelsWithoutSpaces: a label and the word behind it may be written as one.
func TestQuickLookSeesLabelsWithoutSpaces(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]int{
		"Tipno.1": 1, "Tipno.3": 3, "TIPSNR. 4: Stay": 4, "stepnumber12": 12, "Number3": 3, "No.7": 7, "Numberno.2": 2, "No.number 2": 2,
		"Tipno": 0, "Tipper 3": 0, "Nobody 3": 0, "Northern 1": 0, "number": 0,
	} {
		quick, _ := parseNumber(raw)
		if slow, _ := readNumber(raw); quick != slow || quick.number != want {
			t.Errorf("%q is %+v, and at a quick look %+v; it should have the number %d", raw, slow, quick, want)
		}
	}
}

// TestQuickLookMissesNoFAQ: what is no FAQ at a quick look is none by the expression.
func TestQuickLookMissesNoFAQ(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
			"FAQ", "faqs", "F.A.Q.", "Frequently asked questions", "Common questions", "Q & A", "q&a", "Your questions", "HÄUFIGE FRAGEN", "oft gestellte fragen", "Preguntas frecuentes",
			"常见问题", "❓", "3", "٣", ".", ")", ":", " ", "\t", "\u00a0", "Stay", "\uFE0F",
		}), 1, 4).Draw(t, "parts"), "")
		if faqStart.MatchString(text) && !mayBeFAQ(text) {
			t.Fatalf("%q is a FAQ, and at a quick look none", text)
		}
	})
}

// TestQuickLookAtNodes: a node whose text is spared has no number.
func TestQuickLookAtNodes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		source := []byte(strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
			"Tip", "tips", "Step", "no.", "Übung", "one", "Zwanzig", "1", "24", "①", "🔟", "*", "**", "\\", "&amp;", "#", "(", ".", ")", ":", " ", " ", "of", "Stay", "calm", "\n",
		}), 1, 9).Draw(t, "parts"), ""))
		body, err := markdown.ParseArticle(source, markdown.ArticleOptions{})
		if err != nil {
			t.Fatal(err)
		}
		s := &structure{src: source, body: body}
		for _, n := range markdown.Children(body.Root) {
			if n.Kind() != ast.KindParagraph && n.Kind() != ast.KindHeading || s.mayOpenNumber(n) {
				continue
			}
			if p, found := readNumber(s.leadingText(n)); found {
				t.Fatalf("%q has the number %+v, and at a quick look none", source, p)
			}
		}
	})
}

// TestQuickLookMissesNoDate: what is no date at a quick look is none by the expressions.
func TestQuickLookMissesNoDate(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		title := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
			"jan", "Feb", "mär", "MAR", "apr", "mai", "May", "jun", "jul", "Aug", "auguſt", "sep", "okt", "oKt", "oct", "Nov", "dec", "Dez", "uar", "tember", ".", " ",
			"Jahrhundert", "jh.", "Klasse", "\u212alasse", "ſtock", "Stock", "Geburtstag", "Lebensjahr", "weltkrieg", "Hochzeitstag", "Jahrestag", "Advent", "Bundesliga", "Liga", "FC", "f", "a", "Stay", "calm",
		}), 1, 4).Draw(t, "parts"), "")
		if (month.MatchString(title) || century.MatchString(title)) && !mayBeDate(title) {
			t.Fatalf("%q is a date, and at a quick look none", title)
		}
	})
}
