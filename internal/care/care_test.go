package care

import (
	"slices"
	"testing"
)

// The least number of examples that a rule has in each language.
const (
	leastHits   = 4
	leastPasses = 6
)

func TestEveryExampleOfTheTable(t *testing.T) {
	t.Parallel()
	for _, r := range Rules() {
		for _, lang := range Languages() {
			w := r.wording[lang]
			if w == nil {
				t.Errorf("%s has no wording in %q", r.Code, lang)
				continue
			}
			if len(w.hits) < leastHits || len(w.passes) < leastPasses {
				t.Errorf("%s (%s) has %d hits and %d passes", r.Code, lang, len(w.hits), len(w.passes))
			}
			if en := r.wording["en"]; en != nil && len(w.hits) < len(en.hits) {
				t.Errorf("%s has %d hits in %q, and %d in English", r.Code, len(w.hits), lang, len(en.hits))
			}
			for _, text := range w.hits {
				if !slices.Contains(codes(lang, text), r.Code) {
					t.Errorf("%s (%s) does not hit %q", r.Code, lang, text)
				}
			}
			for _, text := range w.passes {
				if got := codes(lang, text); len(got) > 0 {
					t.Errorf("%s (%s) must not hit %q: %v", r.Code, lang, text, got)
				}
			}
		}
	}
}

// codes returns the codes of the rules that hit a text, without repetition, in order.
func codes(lang, text string) []string {
	var list []string
	for _, h := range NewReader(lang).Find(text, Told) {
		list = append(list, h.Rule.Code)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func BenchmarkFind(b *testing.B) {
	text := ""
	for _, r := range Rules() {
		for _, p := range r.wording["en"].passes {
			text += p + " "
		}
	}
	r := NewReader("en")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r.Find(text, Told)
	}
}
