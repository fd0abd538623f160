package content

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbreviation is a word before a full stop that ends no sentence.
var abbreviation = regexp.MustCompile(`(?i)(?:^|[\s("„“])(?:e\. ?g|i\. ?e|z\. ?b|d\. ?h|u\. ?a|o\. ?ä|s\. ?o|v\. ?a|etc|bzw|usw|ca|vs|dr|mr|mrs|ms|prof|st|nr|no|vgl|ggf|evtl|inkl|approx|fig|p|s|\pL)$`)

// sentenceEnd returns the offset behind the first sentence of s that ends where ok allows it, or -1 if s holds no end of a
// sentence that is followed by more. Quotation marks hold sentences of their own.
func sentenceEnd(s string, ok func(int) bool) int {
	quoted := false
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch r {
		case '"':
			quoted = !quoted
		case '„', '“', '«', '»', '”':
			quoted = opensQuote(r, quoted)
		}
		if !terminal(r) {
			continue
		}
		end := closers(s, i)
		if quoted && end == i {
			continue // the quotation goes on
		}
		if !ends(s, i-n, end, r) || !ok(end) {
			continue
		}
		return end
	}
	return -1
}

// opensQuote says whether we are inside a quotation after mark r: German „…“, English “…”, French «…».
func opensQuote(r rune, quoted bool) bool {
	switch r {
	case '„', '«':
		return true
	case '”', '»':
		return false
	}
	return !quoted
}

func terminal(r rune) bool { return strings.ContainsRune(".!?…。！？؟", r) }

// closers skips further terminals, quotation marks and brackets that close.
func closers(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !terminal(r) && !strings.ContainsRune(`"”“»’')]*_`, r) {
			break
		}
		i += n
	}
	return i
}

// ends says whether the terminal r at offset at ends a sentence whose closing marks reach to end.
func ends(s string, at, end int, r rune) bool {
	if strings.ContainsRune("。！？", r) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(s[end:])
	if end < len(s) && !unicode.IsSpace(next) {
		return false
	}
	rest := strings.TrimLeftFunc(s[end:], unicode.IsSpace)
	first, _ := utf8.DecodeRuneInString(rest)
	if unicode.IsLower(first) {
		return false
	}
	if r != '.' {
		return true
	}
	before := s[:at]
	if last, _ := utf8.DecodeLastRuneInString(before); unicode.IsDigit(last) && month.MatchString(rest) {
		return false
	}
	return !abbreviation.MatchString(before)
}
