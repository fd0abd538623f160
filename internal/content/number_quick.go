package content

import (
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
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) || unicode.Is(unicode.Han, r) })
	if end < 0 {
		end = len(s)
	}
	word := strings.ToLower(s[:end])
	for _, number := range []string{"number", "no", "nr"} { // "Tip no.3", also without the space
		if label, ok := strings.CutSuffix(word, number); ok && numberHeads[label] {
			return true
		}
	}
	return numberHeads[word]
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

// dateStarts are the first two letters of what makes a number with a full stop a date or a name, in English and German.
var dateStarts = keySet("ja fe ma ap ju au se ok oc no de jh kl st ge le we ho ad bu li fc")

// mayBeDate is a quick look that spares most titles the expressions month and century: it says no only where neither
// would match. Letters beyond ASCII may be another way to write one of these.
func mayBeDate(title string) bool {
	if len(title) < 2 || !isASCIILetter(title[0]) || !isASCIILetter(title[1]) {
		return true
	}
	return dateStarts[string([]byte{title[0] | 0x20, title[1] | 0x20})]
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
		return startsWithHead(string(value[:i]))
	}
	return true // the word may go on
}
