package care

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// passage is one paragraph of the corpus with the codes that an editor would give it.
type passage struct {
	text string
	want []string
}

func TestCorpusOfBadAdvice(t *testing.T) {
	t.Parallel()
	for _, lang := range Languages() {
		for _, p := range corpus(t, lang) {
			if got := codes(lang, p.text); !slices.Equal(got, p.want) {
				t.Errorf("%s %v got %v: %s", lang, p.want, got, p.text)
			}
		}
	}
}

func corpus(t *testing.T, lang string) []passage {
	t.Helper()
	data, err := os.ReadFile("testdata/corpus." + lang + ".txt")
	if err != nil {
		t.Fatalf("read the corpus: %v", err)
	}
	var list []passage
	for _, block := range strings.Split(string(data), "\n\n")[1:] {
		head, text, _ := strings.Cut(strings.TrimSpace(block), "\n")
		names, ok := strings.CutPrefix(head, "[")
		if !ok || text == "" {
			t.Fatalf("not a passage: %q", block)
		}
		p := passage{text: text}
		if names = strings.TrimSuffix(names, "]"); names != "ok" {
			p.want = strings.Fields(names)
			slices.Sort(p.want)
		}
		list = append(list, p)
	}
	return list
}
