package search

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// mostExpanded is how many terms a beginning of a word stands for at most: the most frequent ones.
const mostExpanded = 48

// prefixed returns the terms of the forms that begin so, most frequent first.
func (s *segment) prefixed(folded string) []int32 {
	from := sort.SearchStrings(s.forms, folded)
	var out []int32
	seen := map[int32]bool{}
	for i := from; i < len(s.forms) && strings.HasPrefix(s.forms[i], folded); i++ {
		if t := s.formTerm[i]; !seen[t] {
			seen[t] = true
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b int32) int { return cmp.Compare(s.df[b], s.df[a]) })
	return out[:min(len(out), mostExpanded)]
}

// near is a form that differs little from a word.
type near struct {
	form     int
	distance int
}

// slips is how many slips a word may hold to be recognised: none in short ones, where every letter counts.
func slips(folded string) int {
	switch n := utf8.RuneCountInString(folded); {
	case n < 4:
		return 0
	case n < 8:
		return 1
	}
	return 2
}

// nearest returns the forms within so many slips (a letter more, less, other, or two swapped) of a folded word, nearest
// first. It walks through the sorted forms as through a tree: what begins alike is compared once, and what begins too
// differently is passed over as a whole.
func (s *segment) nearest(word string, most int) []near {
	if most == 0 || len(word) > longestWord {
		return nil
	}
	var rows [longestWord + 2][longestWord + 2]uint8 // rows[d]: distances of the first d letters of a form to each beginning of the word
	for j := range len(word) + 1 {
		rows[0][j] = uint8(j)
	}
	var out []near
	last, have := "", 0 // rows hold the distances of last[:have]
	for i := 0; i < len(s.forms); {
		form := s.forms[i]
		if len(form) > longestWord {
			i++
			continue
		}
		d := common(last[:have], form)
		for d < len(form) {
			d++
			if row(&rows, word, form, d) > uint8(most) {
				break
			}
		}
		last, have = form, d
		least := rows[d][len(word)]
		switch {
		case d == len(form) && least <= uint8(most):
			out = append(out, near{i, int(least)})
			i++
		case d == len(form) || rowLeast(&rows, d, len(word)) <= uint8(most):
			i++
		default:
			i = s.after(i, form[:d])
		}
	}
	s.byLikeness(out, word)
	return out
}

// row fills in the distances of form[:d] and returns the least of them.
func row(rows *[longestWord + 2][longestWord + 2]uint8, word, form string, d int) uint8 {
	least := uint8(d)
	rows[d][0] = uint8(d)
	for j := 1; j <= len(word); j++ {
		cost := uint8(1)
		if word[j-1] == form[d-1] {
			cost = 0
		}
		v := min(rows[d-1][j]+1, rows[d][j-1]+1, rows[d-1][j-1]+cost)
		if d > 1 && j > 1 && word[j-1] == form[d-2] && word[j-2] == form[d-1] {
			v = min(v, rows[d-2][j-2]+1)
		}
		rows[d][j] = v
		least = min(least, v)
	}
	return least
}

func rowLeast(rows *[longestWord + 2][longestWord + 2]uint8, d, n int) uint8 {
	least := rows[d][0]
	for j := 1; j <= n; j++ {
		least = min(least, rows[d][j])
	}
	return least
}

func common(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// after returns the first form from i on that does not begin so.
func (s *segment) after(i int, beginning string) int {
	step := 1 // most beginnings are short-lived: look near before looking far
	for i+step < len(s.forms) && strings.HasPrefix(s.forms[i+step], beginning) {
		i, step = i+step, 2*step
	}
	rest := min(step, len(s.forms)-i)
	return i + sort.Search(rest, func(k int) bool { return !strings.HasPrefix(s.forms[i+k], beginning) })
}

// byLikeness puts first what was most probably meant: fewer slips, the same first letter, more frequent.
func (s *segment) byLikeness(list []near, word string) {
	rank := func(n near) int {
		r := 4 * n.distance
		if s.forms[n.form][0] != word[0] {
			r += 3
		}
		return r
	}
	slices.SortFunc(list, func(a, b near) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(s.df[s.formTerm[b.form]], s.df[s.formTerm[a.form]]), cmp.Compare(a.form, b.form))
	})
}

// form finds a folded word, or -1.
func (s *segment) form(folded string) int {
	i := sort.SearchStrings(s.forms, folded)
	if i < len(s.forms) && s.forms[i] == folded {
		return i
	}
	return -1
}
