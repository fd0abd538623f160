package search

import (
	"strings"
	"unicode"
)

// Limits of a query. What is beyond is left out: nobody types it by hand.
const (
	LongestQuery = 200 // characters
	mostClauses  = 12
	mostInPhrase = 8
)

// clause is one thing that a query asks for.
type clause struct {
	words      []string // as typed; several in a phrase
	phrase     bool     // in quotation marks: these words, in this order
	prefix     bool     // the word may go on
	unfinished bool     // it is still being typed
	without    bool     // must not be there
}

// parse reads a query: words, "phrases", -without, and begin*. Whatever was typed means something or nothing; there are
// no errors. typing lets the last word go on, unless something stands after it.
func parse(query string, typing bool) []clause {
	rest := []rune(Clean(query))
	var out []clause
	for len(rest) > 0 && len(out) < mostClauses {
		if unicode.IsSpace(rest[0]) {
			rest = rest[1:]
			continue
		}
		c := clause{}
		if minus(rest[0]) && len(rest) > 1 && (quote(rest[1]) || unicode.IsLetter(rest[1]) || unicode.IsNumber(rest[1])) {
			c.without = true
			rest = rest[1:]
		}
		if quote(rest[0]) {
			if end := closing(rest); end > 0 {
				c.phrase, c.words = true, wordsOf(string(rest[1:end]))
				rest = rest[end+1:]
				out = keep(out, c)
				continue
			}
			rest = rest[1:] // never closed: the words count by themselves
			continue
		}
		end := 0
		for end < len(rest) && !unicode.IsSpace(rest[end]) && !quote(rest[end]) {
			end++
		}
		word := string(rest[:end])
		rest = rest[end:]
		c.unfinished = typing && len(rest) == 0
		c.prefix = strings.HasSuffix(word, "*") || c.unfinished
		out = keep(out, c.split(wordsOf(word))...)
	}
	return out
}

// Clean is a query as it is shown again: control characters and needless space gone, cut at LongestQuery.
func Clean(query string) string {
	var b strings.Builder
	n, space := 0, false
	for _, r := range query {
		switch {
		case r == unicode.ReplacementChar || unicode.IsControl(r) && !unicode.IsSpace(r) || invisible(r):
			continue
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			n++
		}
		if n++; n > LongestQuery {
			break
		}
		b.WriteRune(r)
		space = false
	}
	return strings.TrimSpace(b.String())
}

// invisible are the characters that turn the direction of what follows, and the mark of a byte order.
func invisible(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\ufeff'
}

// split makes a clause of each word that punctuation parts. The last one may go on.
func (c clause) split(words []string) []clause {
	var out []clause
	for i, w := range words {
		out = append(out, clause{words: []string{w}, without: c.without, prefix: c.prefix && i == len(words)-1, unfinished: c.unfinished && i == len(words)-1})
	}
	return out
}

// keep adds clauses that say something.
func keep(out []clause, more ...clause) []clause {
	for _, c := range more {
		if len(c.words) > 0 && len(out) < mostClauses {
			c.words = c.words[:min(len(c.words), mostInPhrase)]
			out = append(out, c)
		}
	}
	return out
}

func wordsOf(text string) []string {
	var out []string
	w := words{text: text}
	for {
		start, end, ok := w.next()
		if !ok {
			return out
		}
		out = append(out, text[start:end])
	}
}

func minus(r rune) bool { return r == '-' || r == '−' || r == '–' }

func quote(r rune) bool { return strings.ContainsRune("\"“”„‟«»", r) }

// closing finds the quotation mark that ends the one at the beginning, or 0.
func closing(rest []rune) int {
	for i := 1; i < len(rest); i++ {
		if quote(rest[i]) {
			return i
		}
	}
	return 0
}
