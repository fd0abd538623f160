package account

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

// commonWords are words that people build passwords of, English and German, one or more a line, lower case.
//
//go:embed common.txt
var commonWords string

var wordSet = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(commonWords) {
		set[w] = true
	}
	return set
})

// common reports whether a password is among the first that anybody would try: common words with the usual decorations
// (digits, years, an exclamation mark, letters written as digits), a word or two put together or said twice, runs along
// the alphabet or the keyboard, one pattern over and over. Rules instead of a long list: the well-known lists of ten
// characters and more consist of these shapes nearly throughout.
func common(password string) bool {
	p := strings.Join(strings.Fields(strings.ToLower(password)), "")
	rs := []rune(p)
	if distinct(rs) <= 3 || runs(rs) || runs(repeated(rs)) || runs(every2nd(rs, 0)) && runs(every2nd(rs, 1)) {
		return true
	}
	for _, form := range []string{p, string(repeated(rs)), unleet(p)} {
		core, trim := strip(form)
		if decoration(trim) && words(core) {
			return true
		}
		if words(form) {
			return true
		}
	}
	// Letters written as digits inside, plain digits behind: "p4ssw0rd2024".
	core := strings.TrimRightFunc(p, func(r rune) bool { return !unicode.IsLetter(r) })
	return decoration(p[len(core):]) && words(unleet(core))
}

// distinct counts the different characters, up to 4.
func distinct(rs []rune) int {
	seen := map[rune]bool{}
	for _, r := range rs {
		if seen[r] = true; len(seen) > 3 {
			break
		}
	}
	return len(seen)
}

// repeated returns the shortest unit that, said over and over, makes the whole.
func repeated(rs []rune) []rune {
	for n := 1; n <= len(rs)/2; n++ {
		if len(rs)%n == 0 && strings.Repeat(string(rs[:n]), len(rs)/n) == string(rs) {
			return rs[:n]
		}
	}
	return rs
}

// every2nd returns every second character: of "1q2w3e4r5t" the digits and the letters.
func every2nd(rs []rune, from int) (half []rune) {
	for i := from; i < len(rs); i += 2 {
		half = append(half, rs[i])
	}
	return half
}

// runs reports whether everything consists of stretches of three or more neighbours on the keyboard or in the alphabet,
// forwards or backwards, or of one character, with up to two more at the end: "qwertz123456", "abcdefghij", "12345678910".
func runs(rs []rune) bool {
	for whole := len(rs); len(rs) > 0; {
		n := max(stretch(rs, neighbour), stretch(rs, alphabet))
		if n < 3 {
			return len(rs) <= 2 && whole > 2
		}
		rs = rs[n:]
	}
	return true
}

// stretch returns how many characters from the start go on in one direction.
func stretch(rs []rune, step func(a, b rune) int) int {
	n, way := 1, 0
	for ; n < len(rs); n++ {
		d := step(rs[n-1], rs[n])
		if d == noStep || n > 1 && d != way {
			break
		}
		way = d
	}
	return n
}

const noStep = 99

// alphabet returns the way from one letter or digit to the next: 1, -1, or 0 for the same character.
func alphabet(a, b rune) int {
	switch d := int(b - a); {
	case d == 0 || (d == 1 || d == -1) && unicode.IsLetter(a) == unicode.IsLetter(b):
		return d
	case a == '9' && b == '0':
		return 1
	case a == '0' && b == '9':
		return -1
	}
	return noStep
}

// neighbour returns the way from one key to the next on the rows, and down the columns, of the usual keyboards.
func neighbour(a, b rune) int {
	for _, row := range []string{"1234567890ß", "qwertyuiopü", "qwertzuiopü", "azertyuiop", "asdfghjklöä", "zxcvbnm",
		"yxcvbnm", "qsdfghjklm", "wxcvbn", "1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "1qay", "!@#$%^&*()"} {
		if strings.ContainsRune(row, a) && strings.ContainsRune(row, b) {
			rs := []rune(row)
			for i, r := range rs {
				if r == a && i+1 < len(rs) && rs[i+1] == b {
					return 1
				}
				if r == b && i+1 < len(rs) && rs[i+1] == a {
					return -1
				}
			}
		}
	}
	return noStep
}

// strip takes everything but letters off both ends.
func strip(p string) (core, trimmed string) {
	other := func(r rune) bool { return !unicode.IsLetter(r) }
	left := strings.TrimLeftFunc(p, other)
	core = strings.TrimRightFunc(left, other)
	return core, p[:len(p)-len(left)] + left[len(core):]
}

// decoration reports whether what is around a word adds next to nothing: up to five characters (a year and a mark), or a
// run of any length.
func decoration(s string) bool {
	rs := []rune(s)
	digits := []rune(strings.TrimFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }))
	return len(rs) <= 5 || distinct(rs) <= 2 || len(rs)-len(digits) <= 2 && (runs(digits) || runs(repeated(digits)))
}

const longestWord = 40 // bytes; more than any in the list

// words reports whether s is one or more common words, up to three.
func words(s string) bool { return parts(s, 3) }

func parts(s string, most int) bool {
	if wordSet()[s] {
		return true
	}
	if most == 1 {
		return false
	}
	for i := range s {
		if i > longestWord {
			break
		}
		if i > 0 && wordSet()[s[:i]] && parts(strings.TrimLeft(s[i:], "-_.0123456789"), most-1) {
			return true
		}
	}
	return false
}

// unleet reads digits and signs as the letters that they stand for.
func unleet(s string) string {
	return strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i",
		"€", "e", "ß", "ss", "ä", "ae", "ö", "oe", "ü", "ue").Replace(s)
}
