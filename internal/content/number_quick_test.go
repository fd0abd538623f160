package content

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
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
			"#", "\\#", "(", "）", ".", ")", ":", "：", " – ", " ", " ", "of", "Stay", "calm",
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
