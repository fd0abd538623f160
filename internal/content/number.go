package content

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"mendwell/internal/markdown"
)

// printed is a number at the start of a title, as its writer printed it.
type printed struct {
	label    string // "3", "Tip 3", "#4"
	number   int
	cut      int  // bytes of the raw text that are the number, not the title
	labelled bool // "Tip 3", "#4": cannot be anything but a tip
	weak     bool // "3 Stay calm": a number only if its neighbours are
}

// The pieces of a printed number. Emoji around it are decoration. Four digits are a year; "24/7", "3-year-old", "1.5"
// and "10:30" have no separator followed by a title.
const (
	decorPart = `[\s\p{So}\p{Sk}\x{FE0F}\x{200D}\x{203C}\x{2049}]*`
	digitPart = `\p{Nd}{1,3}`
	wordPart  = `one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|` +
		`eighteen|nineteen|twenty|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|vierzehn|` +
		`fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn|zwanzig`
	hanPart   = `[一二三四五六七八九十]{1,3}`
	labelPart = `tips?|tipp|steps?|rule|way|signs?|ideas?|habit|reason|lesson|principle|strategy|exercise|mistake|advice|point|` +
		`number|no\.|schritt|regel|weg|zeichen|anzeichen|warnzeichen|idee|gewohnheit|grund|lektion|prinzip|grundsatz|` +
		`strategie|übung|fehler|punkt|rat|ratschlag|nummer|nr\.|` +
		`conseil|étape|consejo|paso|consiglio|passo|建议|技巧|步骤|提示|方法|نصيحة|النصيحة|خطوة|الخطوة|قاعدة|القاعدة|فكرة|علامة`
	closePart = `\\?[.):：．、）。–—·•|-]`
)

var (
	labelled = regexp.MustCompile(`(?i)^(` + decorPart + `)((?:` + labelPart + `)\s*(?:#|no\.|nr\.|number)?\s*(` + digitPart +
		`|` + hanPart + `)|\\?#\s?(` + digitPart + `))(?:\s*(?:of|von|/)\s*` + digitPart + `)?(` + decorPart +
		closePart + `\)?|\s|$)`)
	// A word that is a number needs more than a space behind it: "Tips one can use" is no label.
	worded = regexp.MustCompile(`(?i)^(` + decorPart + `)((?:` + labelPart + `)\s*(?:no\.|nr\.|number)?\s+(` + wordPart + `))(?:` + decorPart +
		closePart + `\)?(?:\s|$)|\s*$)`)
	wordAlone  = regexp.MustCompile(`(?i)^(` + decorPart + `)(` + wordPart + `)(?:\s*[.):：]|\s+[–—-])\s`)
	inBrackets = regexp.MustCompile(`^(` + decorPart + `)[(（](` + digitPart + `)[)）]\s*` + closePart + `?`)
	ordinalHan = regexp.MustCompile(`^(` + decorPart + `)(第(` + digitPart + `|` + hanPart + `)[条步招点个种则])` + decorPart + `(?:` + closePart + `)?`)
	keycap     = regexp.MustCompile(`^(` + decorPart + `)((?:[0-9]\x{FE0F}?\x{20E3})+|\x{1F51F}|[①-⑳㉑-㉟❶-❿➀-➉➊-➓⓫-⓴⓵-⓾])` + decorPart + `(?:` + closePart + `)?`)
	bare       = regexp.MustCompile(`^(` + decorPart + `)(` + digitPart + `)\s*(` + closePart + `\)?)`)
	bareHan    = regexp.MustCompile(`^(` + decorPart + `)(` + hanPart + `)\s*[、．：）]`)
	spaced     = regexp.MustCompile(`^(` + decorPart + `)(` + digitPart + `)\s+`)
	month      = regexp.MustCompile(`(?i)^(?:jan|feb|mär|mar|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])(?:\.|\b|uar|ruar|z\b|il\b|i\b|ust|tember|ober|ember)`)
	century    = regexp.MustCompile(`(?i)^(?:jahrhundert|jh\.|klasse|stock|geburtstag|lebensjahr|weltkrieg|hochzeitstag|jahrestag|advent|(?:bundes)?liga|fc\b)`)
	units      = regexp.MustCompile(`(?i)^(?:(?:months?|years?|days?|weeks?|hours?|minutes?|seconds?|times|percent|monate?n?|jahre?n?|tage?n?|wochen?|` +
		`stunden?|minuten?|sekunden?|mal|prozent|uhr|am|pm|a\.m|p\.m|euros?|dollars?|km|kg|mg|ml|cm)\b|[%€$£°])`)
	afterLabel = regexp.MustCompile(`(?i)^(?:` + labelPart + `)\s*[:：–—]\s*`)
)

// parseNumber reads the number at the start of a title. raw is its Markdown text.
func parseNumber(raw string) (printed, bool) {
	if p, ok := quickDigits(raw); ok {
		return finish(raw, p)
	}
	switch {
	case !mayBeNumber(raw):
		return printed{}, false
	case startsWithDigit(raw):
		return readDigits(raw)
	}
	return readNumber(raw)
}

func readNumber(raw string) (printed, bool) {
	if m := labelled.FindStringSubmatchIndex(raw); m != nil {
		digits := first(group(raw, m, 3), group(raw, m, 4))
		return finish(raw, printed{label: group(raw, m, 2), number: toNumber(digits), cut: m[1], labelled: true})
	}
	if m := worded.FindStringSubmatchIndex(raw); m != nil {
		return finish(raw, printed{label: group(raw, m, 2), number: toNumber(group(raw, m, 3)), cut: m[1], labelled: true})
	}
	if m := ordinalHan.FindStringSubmatchIndex(raw); m != nil {
		return finish(raw, printed{label: group(raw, m, 2), number: toNumber(group(raw, m, 3)), cut: m[1], labelled: true})
	}
	if m := keycap.FindStringSubmatchIndex(raw); m != nil {
		n := keycapNumber(group(raw, m, 2))
		return finish(raw, printed{label: itoa(n), number: n, cut: m[1]})
	}
	if m := bareHan.FindStringSubmatchIndex(raw); m != nil {
		return finish(raw, printed{label: group(raw, m, 2), number: toNumber(group(raw, m, 2)), cut: m[1]})
	}
	if m := inBrackets.FindStringSubmatchIndex(raw); m != nil {
		return finish(raw, printed{label: group(raw, m, 2), number: toNumber(group(raw, m, 2)), cut: m[1]})
	}
	if m := wordAlone.FindStringSubmatchIndex(raw); m != nil {
		return finish(raw, printed{label: group(raw, m, 2), number: toNumber(group(raw, m, 2)), cut: m[1], weak: true})
	}
	return readDigits(raw)
}

// readDigits reads a number that starts with a digit of any script: "3.", "3 –", or "3" with a title behind it.
func readDigits(raw string) (printed, bool) {
	if m := bare.FindStringSubmatchIndex(raw); m != nil && endsNumber(group(raw, m, 3), raw[m[1]:]) {
		return finish(raw, printed{label: group(raw, m, 2), number: toNumber(group(raw, m, 2)), cut: m[1]})
	}
	if m := spaced.FindStringSubmatchIndex(raw); m != nil && !units.MatchString(raw[m[1]:]) {
		return finish(raw, printed{label: group(raw, m, 2), number: toNumber(group(raw, m, 2)), cut: m[1], weak: true})
	}
	return printed{}, false
}

func group(s string, m []int, i int) string {
	if m[2*i] < 0 {
		return ""
	}
	return s[m[2*i]:m[2*i+1]]
}

// endsNumber says whether a separator ends a printed number: "1. Stay", "1.Stay", "3 – Stay", but not "1.5", "10:30",
// "3-year-old" or "5 – 10 minutes", and no date such as "24. Dezember".
func endsNumber(sep, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	title := strings.TrimLeftFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || r == '*' || r == '_' })
	first, _ := utf8.DecodeRuneInString(title)
	switch {
	case rest == "" || title == "":
		return true
	case unicode.IsDigit(next):
		return false
	case strings.ContainsAny(sep, "-–—"):
		return unicode.IsSpace(next) && !unicode.IsDigit(first)
	case strings.Contains(sep, "."):
		return !mayBeDate(title) || !month.MatchString(title) && !century.MatchString(title)
	}
	return true
}

// finish drops what surrounds a title: a second label ("3. Tip: Stay calm"), emoji and spaces.
func finish(raw string, p printed) (printed, bool) {
	if p.number < 1 || p.number > 999 {
		return printed{}, false
	}
	rest := raw[p.cut:]
	if m := secondLabel(strings.TrimLeft(rest, " \t")); m != nil && !p.labelled {
		p.cut += len(rest) - len(strings.TrimLeft(rest, " \t")) + m[1]
		p.labelled = true
	}
	rest = raw[p.cut:]
	p.cut += len(rest) - len(strings.TrimLeftFunc(rest, decoration))
	if !allDigits(p.label) {
		p.label = strings.Join(strings.Fields(markdown.Unescape([]byte(p.label))), " ")
	}
	return p, true
}

func decoration(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) || strings.ContainsRune("\uFE0F\u200D\u203C\u2049", r)
}

// toNumber reads digits of any script, number words and Chinese numerals up to 99; 0 if it cannot.
func toNumber(s string) int {
	n := 0
	for _, r := range s {
		d, ok := digit(r)
		if !ok {
			return numberWord(s)
		}
		n = n*10 + d
	}
	return n
}

// digit returns the value of a decimal digit: digits of a script are ten code points in a row.
func digit(r rune) (int, bool) {
	if r < utf8.RuneSelf {
		return int(r - '0'), '0' <= r && r <= '9'
	}
	if !unicode.Is(unicode.Nd, r) {
		return 0, false
	}
	zero := r
	for unicode.Is(unicode.Nd, zero-1) && r-zero < 9 {
		zero--
	}
	if (r-zero) == 9 && unicode.Is(unicode.Nd, zero-1) { // several blocks of digits follow each other
		return int(r-'0') % 10, true
	}
	return int(r - zero), true
}

func keycapNumber(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r == 0x1F51F:
			return 10
		case r >= 0x2460 && r <= 0x27BF:
			return circled(r)
		case r >= '0' && r <= '9':
			n = n*10 + int(r-'0')
		}
	}
	return n
}

// circled returns the number in a circle.
func circled(r rune) int {
	for _, row := range []struct{ first, last, number rune }{
		{'①', '⑳', 1}, {'㉑', '㉟', 21}, {'❶', '❿', 1}, {'➀', '➉', 1}, {'➊', '➓', 1}, {'⓫', '⓴', 11}, {'⓵', '⓾', 1},
	} {
		if r >= row.first && r <= row.last {
			return int(r - row.first + row.number)
		}
	}
	return 0
}

func numberWord(s string) int {
	s = strings.ToLower(s)
	if n := numberWords[s]; n > 0 {
		return n
	}
	return hanNumber(s)
}

// numberWords are the words for the numbers up to 20.
var numberWords = func() map[string]int {
	words := map[string]int{}
	for _, list := range []string{
		"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
		"eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig",
	} {
		for i, w := range strings.Fields(list) {
			words[w] = i + 1
		}
	}
	return words
}()

func hanNumber(s string) int {
	n := 0
	for _, r := range s {
		i := strings.IndexRune("一二三四五六七八九", r)
		switch {
		case r == '十' && n == 0:
			n = 10
		case r == '十':
			n *= 10
		case i >= 0:
			n += i/3 + 1
		default:
			return 0
		}
	}
	return n
}
