package cli

import (
	"cmp"
	"slices"
	"strings"
)

// nearest returns up to three words that somebody may have meant: nearly the same ones first, then those that share a
// part between hyphens.
func nearest(word string, known []string) []string {
	type guess struct {
		word string
		far  int
	}
	var guesses []guess
	for _, k := range known {
		far := distance(word, k)
		if far > max(2, len(word)/4) {
			if !sharePart(word, k) {
				continue
			}
			far += 100
		}
		guesses = append(guesses, guess{k, far})
	}
	slices.SortStableFunc(guesses, func(a, b guess) int { return cmp.Compare(a.far, b.far) })
	var out []string
	for _, g := range guesses[:min(len(guesses), 3)] {
		out = append(out, g.word)
	}
	return out
}

func sharePart(a, b string) bool {
	for part := range strings.SplitSeq(a, "-") {
		if len(part) > 2 && slices.Contains(strings.Split(b, "-"), part) {
			return true
		}
	}
	return false
}

// distance is how many letters have to be put in, taken out or changed to make one word of the other (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(row[j+1]+1, row[j]+1, change)
		}
	}
	return row[len(b)]
}
