package content

import (
	"strings"
	"unicode"
	"unicode/utf8"
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
	end := strings.IndexFunc(raw, func(r rune) bool { return !unicode.IsLetter(r) || unicode.Is(unicode.Han, r) })
	if end < 0 {
		end = len(raw)
	}
	return numberHeads[strings.ToLower(raw[:end])]
}
