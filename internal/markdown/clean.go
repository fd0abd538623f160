package markdown

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxMarks is how many combining marks may sit on one character. No language needs more; towers of them cover the
// lines above and below.
const maxMarks = 8

// shared builds the pipeline when it is first needed: its parts are immutable and safe for concurrent use.
var shared = sync.OnceValue(newReader)

// Clean prepares typed text for keeping: valid UTF-8, NFC, newlines as \n, no control characters, no direction
// overrides or isolates, no invisible characters other than the joiners and direction marks that scripts and emoji
// need, trailing blanks of lines and blank lines at both ends removed. Lengths are counted after Clean.
func Clean(source string) string {
	s := source
	if !harmlessASCII(s) {
		s = lineEnds.Replace(strings.ToValidUTF8(s, "\uFFFD"))
		s = dropMarks(norm.NFC.String(strings.Map(harmless, s)))
	}
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRightFunc(line, unicode.IsSpace)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// lineEnds turns the ways to end a line into one. It never changes.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// harmlessASCII reports whether s has nothing that Clean looks for in single characters.
func harmlessASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\n' && c != '\t' || c >= 0x7F {
			return false
		}
	}
	return true
}

// Visible reports whether anything in s can be seen: a text of joiners, fillers and blanks is empty to a reader.
func Visible(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		switch r {
		case '\u115F', '\u1160', '\u3164', '\uFFA0', '\u2800': // Hangul fillers and the empty Braille cell
			return false
		}
		return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsPunct(r) || unicode.IsSymbol(r)
	})
}

// harmless maps characters that could break a page to nothing, for strings.Map.
func harmless(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r < 0x20, r >= 0x7F && r < 0xA0: // C0, DEL, C1
		return -1
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x206F: // embeddings, overrides, isolates, deprecated
		return -1
	case r == 0x00AD, r == 0x200B, r == 0x2060, r >= 0x2061 && r <= 0x2065, r == 0xFEFF, r == 0x180E, r == 0x034F:
		return -1 // soft hyphen, zero-width space, word joiner and its kin
	case r == 0x2028, r == 0x2029, r >= 0xFFF9 && r <= 0xFFFC, r >= 0xE0000 && r <= 0xE0FFF:
		return -1 // separators, annotations, tags
	case r >= 0xFDD0 && r <= 0xFDEF, r&0xFFFE == 0xFFFE: // not characters
		return -1
	}
	return r
}

// dropMarks keeps the first maxMarks combining marks of each run.
func dropMarks(s string) string {
	run := 0
	return strings.Map(func(r rune) rune {
		if !unicode.Is(unicode.M, r) {
			run = 0
			return r
		}
		if run++; run > maxMarks {
			return -1
		}
		return r
	}, s)
}
