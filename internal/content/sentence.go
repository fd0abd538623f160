package content

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbreviation is a word before a full stop that ends no sentence; ordinal is a German number of the kind "im 3. Monat".
var (
	abbreviation = regexp.MustCompile(`(?i)(?:^|[\s("„“])(?:e\. ?g|i\. ?e|z\. ?b|d\. ?h|u\. ?a|o\. ?ä|s\. ?o|v\. ?a|etc|bzw|usw|ca|vs|dr|mr|mrs|ms|prof|st|nr|no|vgl|ggf|evtl|inkl|approx|fig|p|s|\pL|(?:\pL\.)+\pL)$`)
	ordinal      = regexp.MustCompile(`(?i)(?:^|[\s("„“])(?:[ai]m|vom|zum|beim|ab|bis|seit|der|die|das|dem|den|des|jede[mnrs]?|(?:eure|ihre?|[mds]eine?|unsere?)[mnrs]?)\s\p{Nd}{1,3}$`)
)

const (
	leadSearch = 400 // bytes in which a lead-in must end
	shortLine  = 60  // characters that an editor's program would not have broken
	wordBefore = 24  // bytes before a full stop that can tell what it is
)

// sentenceEnd returns the offset behind the first sentence of s that ends where ok allows it, or -1 if s holds no end of a
// sentence that is followed by more. Quotation marks hold sentences of their own.
func sentenceEnd(s string, ok func(int) bool) int {
	quoted := false
	for i := 0; i < min(len(s), leadSearch); {
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

// firstSentence returns the first sentence of a plain text, or as many words of it as a lead-in may have.
func firstSentence(text string) string {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "\n\n")
	text = strings.Join(strings.Fields(text), " ")
	if end := sentenceEnd(text, func(int) bool { return true }); end > 0 {
		return text[:end]
	}
	if len(text) <= leadSearch {
		return text
	}
	text = text[:leadSearch]
	if i := strings.LastIndexByte(text, ' '); i > 0 {
		text = text[:i]
	}
	return strings.ToValidUTF8(strings.TrimRight(text, " ,;:–—-"), "") + " …"
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
	if (r == '.' || r == '…') && pause(s, at) {
		return false
	}
	if r != '.' {
		return true
	}
	before := s[max(0, at-wordBefore):at]
	if last, _ := utf8.DecodeLastRuneInString(before); unicode.IsDigit(last) && (month.MatchString(rest) || ordinal.MatchString(before)) {
		return false
	}
	return !abbreviation.MatchString(before)
}

// pause says whether the terminal at offset at belongs to an ellipsis that stands alone, as in "Hör zu … Geduld hilft."
func pause(s string, at int) bool {
	head := strings.TrimRight(s[max(0, at-wordBefore):at], ".…")
	marks := s[max(0, at-wordBefore)+len(head):]
	if !strings.HasPrefix(marks, "…") && !strings.HasPrefix(marks, "..") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(head)
	return unicode.IsSpace(last)
}

// lineEnd returns the offset of the first line break of s if a lead-in that is a line of its own ends there, or -1. A line
// that is broken only because it is long goes on; so does one that ends with a comma or that goes on with a small letter.
func lineEnd(s string, hard bool) int {
	at := strings.IndexByte(s[:min(len(s), leadSearch)], '\n')
	if at <= 0 {
		return -1
	}
	line, next := strings.TrimSpace(s[:at]), strings.TrimSpace(s[at:])
	if hard || line == "" || next == "" {
		return at
	}
	last, _ := utf8.DecodeLastRuneInString(line)
	first, _ := utf8.DecodeRuneInString(next)
	word, _, _ := strings.Cut(next[:min(len(next), leadSearch)], " ")
	if strings.ContainsRune(",;-–—(„\"“&/", last) || unicode.IsLower(first) ||
		utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > shortLine {
		return -1
	}
	return at
}
