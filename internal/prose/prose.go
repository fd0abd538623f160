// Package prose knows how to measure running text: its sentences, the syllables of its words, how many years of school it
// asks for, and whether a sentence says who acts. It counts and guesses as readability formulas always have, in English
// and German; other languages have no measures here.
package prose

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Span is a stretch of a text, in bytes.
type Span struct{ Start, End int }

// Sentences yields the sentences of one paragraph in plain words. A full stop in a number or behind an abbreviation ends
// none, and neither does a mark that a small letter follows.
func Sentences(text string) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		start := 0
		for i, r := range text {
			switch r {
			case '.', '!', '?', '…':
			default:
				continue
			}
			end := behindMarks(text, i)
			if end < start || end <= i+utf8.RuneLen(r)-1 || !endsAt(text, i, end, r) {
				continue
			}
			if span, ok := trimmed(text, start, end); ok && !yield(span) {
				return
			}
			start = end
		}
		if span, ok := trimmed(text, start, len(text)); ok {
			yield(span)
		}
	}
}

// behindMarks skips the marks that may close a sentence together with the one at i.
func behindMarks(text string, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !strings.ContainsRune(".!?…\"”“»’')]", r) {
			break
		}
		i += n
	}
	return i
}

func endsAt(text string, at, end int, mark rune) bool {
	if end == len(text) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(text[end:])
	if !unicode.IsSpace(next) {
		return false
	}
	rest := strings.TrimLeftFunc(text[end:], unicode.IsSpace)
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, "\"“„«‘'("))
	if unicode.IsLower(first) {
		return false
	}
	if mark != '.' {
		return true
	}
	word := text[strings.LastIndexAny(text[:at], " \t\n\"“„«(")+1 : at]
	last, _ := utf8.DecodeLastRuneInString(word)
	switch {
	case utf8.RuneCountInString(word) == 1 && unicode.IsLetter(last) && word != "I": // an initial
		return false
	case unicode.IsDigit(last) && len(word) <= 2: // "am 3. Mai", unless a sentence starts behind it
		return !unicode.IsUpper(first) || !germanBefore(text[:at-len(word)])
	}
	return !abbreviations[strings.ToLower(word)]
}

// germanBefore says whether a text ends with a word that a German ordinal number follows.
func germanBefore(text string) bool {
	fields := strings.TrimRight(text, " ")
	word := strings.ToLower(fields[strings.LastIndexByte(fields, ' ')+1:])
	switch word {
	case "am", "im", "vom", "zum", "beim", "ab", "bis", "seit", "der", "die", "das", "dem", "den", "des":
		return true
	}
	return false
}

// abbreviations end with a full stop that ends no sentence. Small letters, without that stop.
var abbreviations = setOf("e.g i.e z.b d.h u.a o.ä s.o v.a bzw usw ca vs dr mr mrs ms prof st nr no vgl ggf evtl inkl approx fig")

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

func trimmed(text string, start, end int) (Span, bool) {
	for start < end {
		r, n := utf8.DecodeRuneInString(text[start:end])
		if !unicode.IsSpace(r) {
			break
		}
		start += n
	}
	for start < end {
		r, n := utf8.DecodeLastRuneInString(text[start:end])
		if !unicode.IsSpace(r) {
			break
		}
		end -= n
	}
	return Span{start, end}, start < end
}

// Words yields the words of a text: stretches of letters and digits, held together by an apostrophe or a hyphen inside.
func Words(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start, end := -1, 0 // of the word that is open; end is behind its last letter
		for i, r := range text {
			letter := inWord(r)
			switch {
			case letter && start < 0:
				start, end = i, i+utf8.RuneLen(r)
			case letter:
				end = i + utf8.RuneLen(r)
			case start >= 0 && (end < i || r != '\'' && r != '’' && r != '-' && r != '\u00AD'):
				if !yield(text[start:end]) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(text[start:end])
		}
	}
}

// inWord says whether a character is a letter, a digit or a mark on one.
func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}
