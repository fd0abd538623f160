package care

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence is one sentence of a folded text.
type sentence struct {
	text   string
	quoted bool // a quotation that began before goes on
}

// inQuotes says whether an offset is inside a quotation.
func (s sentence) inQuotes(at int) bool {
	return (strings.Count(s.text[:at], `"`)%2 == 1) != s.quoted
}

// sentenceEnd returns the offset behind the sentence that starts at start, with the white space that follows it.
func sentenceEnd(s string, start int) int {
	for i := start; i < len(s); i++ {
		switch s[i] {
		case '.', '!', '?':
		default:
			continue
		}
		for i++; i < len(s) && strings.IndexByte(`.!?")'`, s[i]) >= 0; i++ {
		}
		if i == len(s) {
			return i
		}
		if s[i] == ' ' && !abbreviated(s[start:i]) {
			return i + 1
		}
	}
	return len(s)
}

// abbreviated says whether a full stop follows a single letter or a number, as in "z. B." and "am 3. Mai".
func abbreviated(s string) bool {
	s, ok := strings.CutSuffix(s, ".")
	if !ok {
		return false
	}
	word := s[strings.LastIndexAny(s, " .")+1:]
	return utf8.RuneCountInString(word) == 1 && word != "i" || word != "" && strings.Trim(word, "0123456789") == ""
}

// fold makes a text easy to compare: small letters, one kind of quotation mark and apostrophe, one space.
func fold(text string) string {
	folded := make([]byte, 0, len(text))
	last := ' '
	for _, r := range text {
		if r = foldRune(r, last); r >= 0 {
			folded = utf8.AppendRune(folded, r)
			last = r
		}
	}
	return string(folded)
}

// unfold returns the offset in a text of an offset in what fold made of it.
func unfold(text string, at int) int {
	last := ' '
	for i, r := range text {
		if r = foldRune(r, last); r < 0 {
			continue
		}
		if at <= 0 {
			return i
		}
		at -= utf8.RuneLen(r)
		last = r
	}
	return len(text)
}

// foldRune returns what a character becomes behind another one that was folded, or -1 if nothing.
func foldRune(r, last rune) rune {
	switch {
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case 'a' <= r && r <= 'z':
		return r
	case unicode.IsSpace(r):
		if last == ' ' {
			return -1
		}
		return ' '
	case r == '*' || r == '_' || r == '`': // emphasis in a text that is not Markdown any more, or not yet
		return -1
	case r < utf8.RuneSelf:
		return r
	case strings.ContainsRune("„“”«»", r):
		return '"'
	case strings.ContainsRune("’‘ʼ‚", r):
		return '\''
	case r == '…':
		return '.'
	case r == '\u00ad' || r == utf8.RuneError: // a soft hyphen; a byte that is no character
		return -1
	}
	return unicode.ToLower(r)
}
