package content

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// numberHeads are the words that a printed number may start with, in small letters: labels such as "tip", and numbers.
var numberHeads = headsOf(labelPart + "|" + wordPart)

// headsOf lists the alternatives of a pattern that is made of plain words, "?" and "\.".
func headsOf(pattern string) map[string]bool {
	heads := map[string]bool{}
	for w := range strings.SplitSeq(pattern, "|") {
		w = strings.TrimSuffix(w, `\.`)
		if short, ok := strings.CutSuffix(w, "?"); ok {
			_, n := utf8.DecodeLastRuneInString(short)
			heads[short[:len(short)-n]] = true
			w = short
		}
		heads[w] = true
	}
	return heads
}

// mayBeNumber is a quick look that spares most texts the expressions of parseNumber: it says no only where none of them
// would match.
func mayBeNumber(raw string) bool {
	if strings.Contains(raw, "\U0001F51F") { // a ten on a key, which looks like decoration
		return true
	}
	raw = strings.TrimLeftFunc(raw, decoration)
	r, _ := utf8.DecodeRuneInString(raw)
	switch {
	case raw == "":
		return false
	case !unicode.IsLetter(r):
		// A digit, "#", "\#", a bracket or a number in a circle; other marks start none, and are rare.
		return true
	case unicode.Is(unicode.Han, r) || unicode.Is(unicode.Arabic, r): // words that no space ends
		return true
	}
	return startsWithHead(raw)
}

// startsWithHead says whether the first word of a text is one of numberHeads.
func startsWithHead(s string) bool {
	var small [longestHead]byte
	n := 0
	for n < len(s) && isASCIILetter(s[n]) {
		if n == len(small) {
			return false
		}
		small[n] = s[n] | 0x20
		n++
	}
	if n < len(s) && s[n] >= utf8.RuneSelf {
		return startsWithAnyHead(s)
	}
	return n > 1 && headStarts[[2]byte{small[0], small[1]}] && isHead(small[:n])
}

// headStarts are the first two letters of those of numberHeads that begin with two of ASCII. None has fewer.
var headStarts = func() map[[2]byte]bool {
	starts := map[[2]byte]bool{}
	for head := range numberHeads {
		starts[[2]byte{head[0], head[1]}] = true
	}
	return starts
}()

// longestHead is more bytes than any of numberHeads has, with "number" behind it.
const longestHead = 40

func isHead(word []byte) bool {
	for _, number := range numberSuffixes {
		if label, ok := bytes.CutSuffix(word, number); ok && numberHeads[string(label)] {
			return true
		}
	}
	return numberHeads[string(word)]
}

// numberSuffixes stand behind a label, also without a space: "Tip no.3".
var numberSuffixes = [][]byte{[]byte("number"), []byte("no"), []byte("nr")}

// startsWithAnyHead is startsWithHead for a first word with letters beyond ASCII.
func startsWithAnyHead(s string) bool {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) || unicode.Is(unicode.Han, r) })
	if end < 0 {
		end = len(s)
	}
	return isHead([]byte(strings.ToLower(s[:end])))
}

// startsWithDigit says whether a text starts with a digit that is no key of a telephone, so that only readDigits matches.
func startsWithDigit(raw string) bool {
	if strings.ContainsAny(raw, "\u20E3\U0001F51F") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(raw, decoration))
	return unicode.IsDigit(r)
}

// secondLabel finds the label behind a number, as in "3. Tip: Stay calm".
func secondLabel(rest string) []int {
	r, _ := utf8.DecodeRuneInString(rest)
	if !unicode.Is(unicode.Han, r) && !unicode.Is(unicode.Arabic, r) && !startsWithHead(rest) {
		return nil
	}
	return afterLabel.FindStringIndex(rest)
}

// quickDigits reads what most numbered titles look like, "12. Stay calm", as the expressions of readDigits do.
func quickDigits(raw string) (printed, bool) {
	n := 0
	for n < len(raw) && n < 3 && '0' <= raw[n] && raw[n] <= '9' {
		n++
	}
	if n == 0 || n+2 >= len(raw) || raw[n] != '.' && raw[n] != ')' || raw[n+1] != ' ' || !isASCIILetter(raw[n+2]) {
		return printed{}, false
	}
	if !endsNumber(raw[n:n+1], raw[n+1:]) {
		return printed{}, false
	}
	return printed{label: raw[:n], number: toNumber(raw[:n]), cut: n + 1}, true
}

// dateStarts are the first letters, up to three, of what makes a number with a full stop a date or a name, in English and
// German.
var dateStarts = keySet("jan feb mar apr mai may jun jul aug sep oct okt nov dec dez jah jh kla sto geb leb wel hoc adv bun lig fc")

// mayBeDate is a quick look that spares most titles the expressions month and century: it says no only where neither
// would match. Letters beyond ASCII may be another way to write one of these.
func mayBeDate(title string) bool {
	if len(title) < 3 || !isASCIILetter(title[0]) || !isASCIILetter(title[1]) || title[2] >= utf8.RuneSelf {
		return true
	}
	start := [3]byte{title[0] | 0x20, title[1] | 0x20, title[2] | 0x20}
	return dateStarts[string(start[:])] || dateStarts[string(start[:2])]
}

func isASCIILetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// mayOpenNumber is mayBeNumber for the leading text of a node, without putting that together.
func (s *structure) mayOpenNumber(n ast.Node) bool {
	t, ok := n.FirstChild().(*ast.Text)
	if !ok || t.Segment.IsEmpty() || t.Segment.Padding > 0 {
		return true
	}
	value := s.src[t.Segment.Start:t.Segment.Stop]
	for i, b := range value {
		if isASCIILetter(b) {
			continue
		}
		if i == 0 || b >= utf8.RuneSelf {
			return true
		}
		return startsWithHead(string(value[:i+1]))
	}
	return true // the word may go on
}
