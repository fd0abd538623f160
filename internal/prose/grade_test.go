package prose

import (
	"math"
	"testing"
)

func TestGrade(t *testing.T) {
	t.Parallel()
	measure := func(lang string, sentences ...string) Measure {
		var m Measure
		for _, s := range sentences {
			m.Add(lang, s)
		}
		return m
	}
	for _, c := range []struct {
		lang      string
		sentences []string
		want      float64
		ok        bool
	}{
		// 2 sentences, 10 words, 14 syllables
		{"en", []string{"The cat sat on the mat.", "Then somebody spoke quietly."}, 0.39*5 + 11.8*1.4 - 15.59, true},
		// 4 words: one of three syllables, one of a single one, two of more than six letters
		{"de-AT", []string{"Eure Beziehung braucht Geduld."}, 0.1935*25 + 0.1672*4 + 0.1297*50 - 0.0327*25 - 0.875, true},
		{"en", nil, 0, false},
		{"en", []string{"…"}, 0, false},
		{"fr", []string{"Bonjour."}, 0, false},
	} {
		got, ok := measure(c.lang, c.sentences...).Grade(c.lang)
		if ok != c.ok || math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%v: grade %.3f (%v), want %.3f", c.sentences, got, ok, c.want)
		}
	}
}
