package content

import (
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// countWords counts words; in scripts without spaces two characters count as one.
func countWords(text string) int {
	var t wordTally
	t.add(text)
	return t.words()
}

// wordTally counts the words of several texts as those of one.
type wordTally struct {
	spaced int // words between spaces
	wide   int // characters of scripts without spaces
}

func (t *wordTally) add(text string) {
	inside := false // a word
	for text != "" {
		if len(text) >= 8 {
			if eight := firstEight(text); eight&highs == 0 {
				letters := lettersOf(eight)
				before := letters << 8
				if inside {
					before |= 0x80
				}
				t.spaced += bits.OnesCount64(letters &^ before)
				inside = letters>>63 != 0
				text = text[8:]
				continue
			}
		}
		r, n := utf8.DecodeRuneInString(text)
		text = text[n:]
		switch {
		case unicode.IsSpace(r):
			inside = false
		case r >= 0x2E80 && (r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7AF || r >= 0xF900 && r <= 0xFAFF):
			t.wide++
		default:
			if !inside {
				t.spaced++
			}
			inside = true
		}
	}
}

const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones // the highest bit of each byte
)

func firstEight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// lettersOf sets, of eight bytes of ASCII, the highest bit of each that is no white space: neither a blank nor one of the
// five from tab to carriage return.
func lettersOf(eight uint64) uint64 {
	noBlank := (eight ^ ' '*ones) + 0x7F*ones
	fromTab, behindReturn := eight+(0x80-'\t')*ones, eight+(0x80-'\r'-1)*ones
	return noBlank &^ (fromTab &^ behindReturn) & highs
}

func (t *wordTally) words() int { return t.spaced + (t.wide+1)/2 }
