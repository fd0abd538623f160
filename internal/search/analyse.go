package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/german"
	"golang.org/x/text/unicode/norm"
)

// longestWord is how many bytes of a word count. What is longer is cut, in texts and in queries alike.
const longestWord = 64

// analyser turns the words of one language into terms: folded, so that case and accents do not matter, and stemmed, so
// that inflection does not. It keeps no state.
type analyser struct {
	lang  string
	stem  func(string) string // nil: words are only folded
	stops map[string]bool     // folded words that say nothing by themselves
}

func newAnalyser(lang string) *analyser {
	switch lang {
	case "en":
		stem := stemmer(english.Stem)
		return &analyser{lang: lang, stem: func(word string) string { return stem(oneEnglish(word)) }, stops: stopWords[lang]}
	case "de":
		return &analyser{lang: lang, stem: stemmer(german.Stem), stops: stopWords[lang]}
	}
	return &analyser{lang: lang}
}

func stemmer(rules func(*snowballstem.Env) bool) func(string) string {
	return func(word string) string {
		env := snowballstem.NewEnv(word)
		rules(env)
		return env.Current()
	}
}

// oneEnglish writes British and American spellings alike: "apologise" as "apologize", "behaviour" as "behavior". What is
// no such word is changed too, in texts and queries alike, and so still meets itself.
func oneEnglish(word string) string {
	if len(word) < 6 {
		return word
	}
	for _, ending := range [...]string{"ise", "ised", "ises", "ising", "iser", "isers", "isation", "isations", "yse", "ysed", "yses", "ysing"} {
		if base, ok := strings.CutSuffix(word, ending); ok {
			return base + ending[:1] + "z" + ending[2:]
		}
	}
	if i := strings.LastIndex(word, "our"); i > 2 {
		return word[:i+1] + word[i+2:]
	}
	return word
}

// term returns what a folded word is found by.
func (a *analyser) term(folded string) string {
	if a.stem == nil {
		return folded
	}
	return a.stem(folded)
}

// fold makes forms of writing equal: case, accents, ligatures, apostrophes, and in German "ae" and "ä" (both become
// "a") and "ß" and "ss". A word may fold to nothing.
func (a *analyser) fold(word string) string {
	if len(word) > longestWord {
		word = strings.ToValidUTF8(word[:longestWord], "")
	}
	s, plain := lowerASCII(word)
	if !plain {
		s = foldRunes(word)
	}
	if a.lang == "de" {
		return foldDigraphs(s)
	}
	return s
}

// lowerASCII is fold for what most words are: letters and digits of ASCII. False: there is more in it.
func lowerASCII(word string) (string, bool) {
	upper := false
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf || c == '\'' {
			return "", false
		}
		upper = upper || c >= 'A' && c <= 'Z'
	}
	if !upper {
		return word, true
	}
	return strings.ToLower(word), true
}

func foldRunes(word string) string {
	word = strings.NewReplacer("’", "'", "ʼ", "'").Replace(word)
	if base, ok := cutGenitive(word); ok {
		word = base
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(word)) {
		switch {
		case r == 'ß':
			b.WriteString("ss")
		case r == 'æ':
			b.WriteString("ae")
		case r == 'œ':
			b.WriteString("oe")
		case r == 'ø':
			b.WriteByte('o')
		case r == 'ł':
			b.WriteByte('l')
		case r == 'đ' || r == 'ð':
			b.WriteByte('d')
		case r == 'ı':
			b.WriteByte('i')
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// cutGenitive takes the "'s" off "partner's".
func cutGenitive(word string) (string, bool) {
	if base, ok := strings.CutSuffix(word, "'s"); ok {
		return base, true
	}
	return strings.CutSuffix(word, "'S")
}

// foldDigraphs writes ae, oe and ue as the letter that an umlaut folds to. After a vowel or a q they are no umlaut:
// "neue", "Steuer", "quer".
func foldDigraphs(s string) string {
	i := strings.IndexByte(s, 'e')
	for i >= 0 && i < len(s) && (i == 0 || !digraph(s, i)) {
		next := strings.IndexByte(s[i+1:], 'e')
		if next < 0 {
			return s
		}
		i += 1 + next
	}
	if i < 0 {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		if s[i] == 'e' && i > 0 && digraph(s, i) {
			continue
		}
		b = append(b, s[i])
	}
	return string(b)
}

// digraph reports whether the e at i belongs to the letter before it.
func digraph(s string, i int) bool {
	switch s[i-1] {
	case 'a', 'o', 'u':
		return i < 2 || !strings.ContainsRune("aeiouyq", rune(s[i-2]))
	}
	return false
}

// words walks through the words of a text without copying them.
type words struct {
	text string
	at   int
}

// What a byte of ASCII is to words.
const (
	gap = iota
	letter
	joint // an apostrophe: part of a word if letters stand on both sides
)

var ascii = func() (kinds [utf8.RuneSelf]uint8) {
	for c := range kinds {
		switch {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
			kinds[c] = letter
		case c == '\'':
			kinds[c] = joint
		}
	}
	return kinds
}()

// next returns where the next word starts and ends in the text. False: there is none.
func (w *words) next() (start, end int, ok bool) {
	s, i := w.text, w.at
	for i < len(s) {
		kind, size := kindAt(s, i)
		if kind == letter {
			break
		}
		i += size
	}
	start = i
	for i < len(s) {
		if c := s[i]; c < utf8.RuneSelf { // the short way: nearly every byte
			if ascii[c] == letter || ascii[c] == joint && i+1 < len(s) && letterAt(s, i+1) {
				i++
				continue
			}
			break
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if ideograph(r) { // written without spaces: each stands for itself
			if i == start {
				i += size
			}
			break
		}
		if kind := kindOf(r); kind == gap || kind == joint && (i+size >= len(s) || !letterAt(s, i+size)) {
			break
		}
		i += size
	}
	w.at = i
	return start, i, i > start
}

func letterAt(s string, i int) bool {
	kind, _ := kindAt(s, i)
	return kind == letter
}

func kindAt(s string, i int) (kind uint8, size int) {
	if c := s[i]; c < utf8.RuneSelf {
		return ascii[c], 1
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	return kindOf(r), size
}

// kindOf also lets marks and invisible joiners stay inside a word: they fold away.
func kindOf(r rune) uint8 {
	switch {
	case r == '’' || r == 'ʼ':
		return joint
	case unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
		return letter
	case r == '\u00ad' || r == '\u200c' || r == '\u200d' || r == '\u2060':
		return letter
	}
	return gap
}

func ideograph(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}
