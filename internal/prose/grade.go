package prose

import (
	"strings"
	"unicode/utf8"
)

// Measure counts what a grade is made of. The zero value is ready; fill it sentence by sentence.
type Measure struct {
	Sentences int
	Words     int
	Syllables int
	Single    int // words of one syllable
	Many      int // words of three syllables or more
	Long      int // words of more than six letters
}

// Add counts one sentence and returns the number of its words. What holds no word is no sentence.
func (m *Measure) Add(lang, sentence string) int {
	n := 0
	count := englishSyllables
	if base(lang) == "de" {
		count = germanSyllables
	}
	for w := range Words(sentence) {
		n++
		s := syllables(w, count)
		m.Syllables += s
		switch {
		case s == 1:
			m.Single++
		case s >= 3:
			m.Many++
		}
		if len(w) > 6 && utf8.RuneCountInString(w) > 6 {
			m.Long++
		}
	}
	if n > 0 {
		m.Sentences++
		m.Words += n
	}
	return n
}

// Grade returns how many years of school a text asks for; false where it holds no sentence or the language has no formula.
//
// English: the Flesch-Kincaid grade level, from J. P. Kincaid, R. P. Fishburne, R. L. Rogers and B. S. Chissom,
// "Derivation of New Readability Formulas for Navy Enlisted Personnel", Research Branch Report 8-75, Naval Technical
// Training Command, 1975:
//
//	0.39 · words per sentence + 11.8 · syllables per word − 15.59
//
// German: the first Wiener Sachtextformel, from R. Bamberger and E. Vanecek, "Lesen – Verstehen – Lernen – Schreiben",
// Jugend und Volk, 1984:
//
//	0.1935 · MS + 0.1672 · SL + 0.1297 · IW − 0.0327 · ES − 0.875
//
// MS, IW and ES are the percentages of words of three syllables or more, of more than six letters, and of one syllable;
// SL is the number of words per sentence.
func (m Measure) Grade(lang string) (float64, bool) {
	if m.Sentences == 0 {
		return 0, false
	}
	words := float64(m.Words)
	length := words / float64(m.Sentences)
	percent := func(n int) float64 { return 100 * float64(n) / words }
	switch base(lang) {
	case "en":
		return 0.39*length + 11.8*float64(m.Syllables)/words - 15.59, true
	case "de":
		return 0.1935*percent(m.Many) + 0.1672*length + 0.1297*percent(m.Long) - 0.0327*percent(m.Single) - 0.875, true
	}
	return 0, false
}

// base is the first part of a language tag.
func base(lang string) string {
	first, _, _ := strings.Cut(lang, "-")
	return strings.ToLower(first)
}
