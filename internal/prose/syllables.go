package prose

import (
	"slices"
	"strings"
	"unicode"
)

// syllables counts the syllables of a word, part by part where it has a hyphen; a number counts as one.
func syllables(word string, count func(string) int) int {
	if strings.IndexByte(word, '-') < 0 {
		return max(count(lowered(word)), 1)
	}
	n := 0
	for part := range strings.SplitSeq(word, "-") {
		n += count(lowered(part))
	}
	return max(n, 1)
}

// lowered is a word in small letters, without an apostrophe and what follows it: "don't" and "Anna's" sound as one.
func lowered(word string) string {
	for i := range len(word) {
		if word[i] == '\'' || word[i] == "’"[0] && strings.HasPrefix(word[i:], "’") {
			word = word[:i]
			break
		}
	}
	return strings.ToLower(word)
}

// groups counts the stretches of vowels in a word.
func groups(word string, vowel func(rune) bool) int {
	n, in := 0, false
	for _, r := range word {
		v := vowel(r)
		if v && !in {
			n++
		}
		in = v
	}
	return n
}

func englishVowel(r rune) bool {
	switch r {
	case 'a', 'e', 'i', 'o', 'u', 'y', 'é', 'è', 'ê', 'á', 'à', 'â', 'ó', 'ô', 'ö', 'ü', 'ä':
		return true
	}
	return false
}

// englishOdd are words that the rules below get wrong, with their syllables.
var englishOdd = map[string]int{
	"people": 2, "science": 2, "quiet": 2, "quietly": 3, "diet": 2, "lion": 2, "create": 2, "creates": 2, "created": 3, "idea": 3, "ideas": 3, "area": 3, "areas": 3,
	"real": 1, "being": 2, "poem": 2, "trial": 2, "dial": 2, "element": 3, "elements": 3, "business": 2, "client": 2, "clients": 2, "violence": 3, "violent": 3,
	"reality": 4, "theatre": 3, "museum": 3, "evening": 2, "evenings": 2, "different": 3, "giant": 2, "react": 2, "reaction": 3, "ruin": 2, "ruined": 2,
	"fluid": 2, "suicide": 3, "society": 4, "variety": 4, "anxiety": 4, "triangle": 3, "reassure": 3, "reassured": 3, "naive": 2, "cafe": 2, "recipe": 3, "maybe": 2,
	"simile": 3, "apologies": 4, "soldier": 2, "coffee": 2, "eye": 1, "eyes": 1, "million": 2, "opinion": 3, "onion": 2, "union": 2, "companion": 3, "reunion": 3,
	"marriage": 2, "carriage": 2, "behaviour": 3, "behavior": 3, "wednesday": 2, "friend": 1, "friends": 1, "view": 1, "lovely": 2, "house": 1, "houses": 2, "said": 1,
	"says": 1, "sometimes": 2, "serious": 3, "hour": 1, "our": 1, "fire": 1, "tired": 1, "going": 2, "doing": 2, "they": 1, "someone": 2, "once": 1, "nobody": 3, "beautiful": 3,
	"every": 2, "everyone": 3, "everything": 3, "everybody": 4, "everyday": 3, "everywhere": 3,
}

// silentStart are beginnings that end with an e that is not heard before another part of the word.
var silentStart = []string{"some", "there", "where", "home", "life", "like", "care", "time", "name", "safe", "more", "fore", "housew", "househ", "housem"}

// silentEnds start with an e that is not heard behind a consonant.
var silentEnds = []string{"ely", "eless", "eful", "efully", "ement", "ements", "eness"}

// englishSyllables counts stretches of vowels, without a silent e and with vowels that sound apart.
func englishSyllables(word string) int {
	if n, ok := englishOdd[word]; ok {
		return n
	}
	word = strings.TrimPrefix(word, "y") // a consonant there
	heard := groups(word, englishVowel)
	n := heard - silentE(word, heard)
	for _, s := range silentStart {
		if word == "" || word[0] != s[0] {
			continue
		}
		if rest, ok := strings.CutPrefix(word, s); ok && len(rest) > 1 && !englishVowel(rune(rest[0])) && !slices.Contains(silentEnds, "e"+rest) {
			n--
			break
		}
	}
	return max(n+apart(word), min(1, heard))
}

// table says whether the e after a head is heard with an l before it: table, angled, apples.
func table(head string) bool { return strings.HasSuffix(head, "l") && consonant(head[:len(head)-1]) }

// silentE counts the letters e at and near the end of a word that are not heard: make, makes, asked, safely, hopeful.
// heard is how many stretches of vowels the word has.
func silentE(word string, heard int) int {
	if heard < 2 { // also where one of silentEnds follows no vowel
		return 0
	}
	for _, end := range silentEnds {
		if head, ok := strings.CutSuffix(word, end); ok && consonant(head) && groups(head, englishVowel) > 0 {
			return 1
		}
	}
	switch {
	case strings.HasSuffix(word, "e"):
		head := word[:len(word)-1]
		if consonant(head) && !table(head) {
			return 1
		}
	case strings.HasSuffix(word, "ed"):
		head := word[:len(word)-2]
		if consonant(head) && !hasSuffix(head, "t", "d") && !table(head) {
			return 1
		}
	case strings.HasSuffix(word, "es"):
		head := word[:len(word)-2]
		if consonant(head) && !hasSuffix(head, "s", "x", "z", "ch", "sh", "c", "g") && !table(head) {
			return 1
		}
	}
	return 0
}

// consonant says whether a word ends with a consonant.
func consonant(head string) bool {
	if head == "" {
		return false
	}
	r := rune(head[len(head)-1])
	return r < 0x80 && unicode.IsLetter(r) && !englishVowel(r)
}

func hasSuffix(s string, list ...string) bool {
	for _, end := range list {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// apart counts the neighbouring vowels that are two syllables: saying, easier, various, usual, video.
func apart(word string) int {
	n := 0
	if i := strings.Index(word, "ual"); i > 0 && word[i-1] != 'q' && word[i-1] != 'g' {
		n++
	}
	if strings.HasSuffix(word, "eo") || strings.HasSuffix(word, "eos") {
		n++
	}
	if strings.IndexByte(word, 'i') < 0 {
		return n
	}
	if head, ok := strings.CutSuffix(strings.TrimSuffix(word, "s"), "ing"); ok && head != "" && englishVowel(rune(head[len(head)-1])) {
		n++
	}
	if len(word) > 4 && hasSuffix(word, "ier", "iest", "iers") {
		n++
	}
	for _, part := range []string{"ience", "ient"} {
		if i := strings.Index(word, part); i > 0 && !strings.ContainsRune("tcs", rune(word[i-1])) {
			n++
			break
		}
	}
	for _, pair := range []string{"ia", "io", "iu"} {
		if i := strings.Index(word, pair); i > 0 && !strings.ContainsRune("tscgx", rune(word[i-1])) {
			n++
			break
		}
	}
	return n
}

func germanVowel(r rune) bool {
	switch r {
	case 'a', 'e', 'i', 'o', 'u', 'ä', 'ö', 'ü', 'y', 'é', 'è', 'à', 'á', 'ó', 'ô':
		return true
	}
	return false
}

// germanSyllables counts vowels; two that sound as one count once: ei, ie, au, eu, äu, ai, and doubled ones.
func germanSyllables(word string) int {
	n, last := 0, rune(0)
	before := rune(0)
	for _, r := range word {
		switch {
		case r == 'u' && before == 'q' || !germanVowel(r):
			last = 0
		case last != 0 && diphthong(last, r):
			last = 0 // the next vowel starts anew: neu-e
		default:
			n++
			last = r
		}
		before = r
	}
	return n + hiatus(word)
}

func diphthong(a, b rune) bool {
	switch a {
	case 'e':
		return b == 'i' || b == 'u' || b == 'e' || b == 'y'
	case 'a':
		return b == 'i' || b == 'u' || b == 'a' || b == 'y'
	case 'i':
		return b == 'e'
	case 'o':
		return b == 'o' || b == 'u'
	case 'ä':
		return b == 'u'
	}
	return false
}

// hiatus counts vowels that look like one sound and are two: Fami-li-e, Feri-en, ge-ehrt.
func hiatus(word string) int {
	n := 0
	if head, ok := strings.CutSuffix(word, "ien"); ok && groups(head, germanVowel) > 0 {
		n++
	} else if hasSuffix(word, "milie", "linie", "tudie", "serie", "folie", "prämie", "materie", "petersilie") {
		n++
	}
	if strings.HasPrefix(word, "gee") || strings.HasPrefix(word, "been") || strings.HasPrefix(word, "beerd") {
		n++
	}
	return n
}
