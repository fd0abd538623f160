package search

import (
	"sort"
	"strings"
)

// wordlist is a row of words in one string: some sixty thousand of them cost the garbage collector nothing.
type wordlist struct {
	text string
	at   []uint32 // where each word begins; one more than words
}

// newWordlist packs words in their order.
func newWordlist(words []string) wordlist {
	n := 0
	for _, w := range words {
		n += len(w)
	}
	var b strings.Builder
	b.Grow(n)
	l := wordlist{at: make([]uint32, 0, len(words)+1)}
	for _, w := range words {
		l.at = append(l.at, uint32(b.Len()))
		b.WriteString(w)
	}
	l.at = append(l.at, uint32(b.Len()))
	l.text = b.String()
	return l
}

func (l wordlist) len() int { return max(0, len(l.at)-1) }

func (l wordlist) get(i int) string { return l.text[l.at[i]:l.at[i+1]] }

// from returns the number of the first word that does not come before one; the words must be sorted.
func (l wordlist) from(word string) int {
	return sort.Search(l.len(), func(i int) bool { return l.get(i) >= word })
}

// find returns the number of a word, or -1; the words must be sorted.
func (l wordlist) find(word string) int {
	if i := l.from(word); i < l.len() && l.get(i) == word {
		return i
	}
	return -1
}

// shared returns, for each of the sorted words, how many bytes it begins with that the one before begins with too.
func (l wordlist) shared() []uint8 {
	out := make([]uint8, l.len())
	for i := 1; i < len(out); i++ {
		out[i] = uint8(min(common(l.get(i-1), l.get(i)), 255))
	}
	return out
}
