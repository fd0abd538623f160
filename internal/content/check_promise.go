package content

import (
	"regexp"
	"strings"
)

var promise = regexp.MustCompile(`(?i)(?:^|[\s("„“:–—-])(\p{Nd}{1,3}|[\p{L}-]+)\s+(?:[\p{L}'’-]+\s+){0,2}?(ways?|tips?|steps?|rules?|signs?|ideas?|habits?|` +
	`reasons?|things|lessons?|principles?|strategies|exercises?|mistakes?|points?|thoughts|sentences|questions?|answers?|` +
	`wege?n?|möglichkeiten|tipps?|schritten?|regeln|zeichen|anzeichen|warnzeichen|ideen|gewohnheiten|gründen?|dingen?|lektionen|` +
	`prinzipien|strategien|übungen|fehlern?|punkten?|gedanken|sätzen?|fragen|antworten|ratschlägen?)(?:[\s,.:;!?)–—-]|$)`)

// promisedCount reads the number of tips that a title promises: "15 tips", "Seven ways", "Die sieben Regeln". The second
// result says whether questions are counted.
func promisedCount(title string) (int, bool) {
	for start := 0; start < len(title); {
		m := promise.FindStringSubmatchIndex(title[start:])
		if m == nil {
			return 0, false
		}
		if n := cardinal(title[start+m[2] : start+m[3]]); n > 1 {
			noun := strings.ToLower(title[start+m[4] : start+m[5]])
			return n, strings.HasPrefix(noun, "question") || noun == "fragen"
		}
		start += m[3]
	}
	return 0, false
}

// cardinal reads digits and number words up to 99, such as "twenty-five" and "fünfundzwanzig".
func cardinal(s string) int {
	s = strings.ToLower(s)
	if n := toNumber(s); n > 0 {
		return n
	}
	for i, w := range tensEnglish {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return (i+2)*10 + max(toNumber(strings.TrimLeft(rest, "- ")), 0)
		}
	}
	for i, w := range tensGerman {
		if rest, ok := strings.CutSuffix(s, w); ok {
			one := strings.TrimSuffix(rest, "und")
			if one == "ein" {
				one = "eins"
			}
			return (i+2)*10 + max(toNumber(one), 0)
		}
	}
	return 0
}

var (
	tensEnglish = strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety")
	tensGerman  = strings.Fields("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")
)
