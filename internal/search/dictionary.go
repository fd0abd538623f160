package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// dictionary is the words of a segment: folded words as they stand in texts, and the terms that they are found by.
type dictionary struct {
	terms    wordlist // sorted
	df       []int32  // number of entries with the term
	forms    wordlist // sorted
	formTerm []int32  // the term of each form
	shown    wordlist // the form as readers write it
	alike    []uint8  // how many bytes a form shares with the one before
}

// merge joins two dictionaries. oldTerms and newTerms say which term of the result each of theirs is; nil: the same.
func (d *dictionary) merge(o *dictionary) (out *dictionary, oldTerms, newTerms []int32) {
	out = &dictionary{terms: d.terms, forms: d.forms, formTerm: d.formTerm, shown: d.shown, alike: d.alike}
	var order []int32
	if out.terms, oldTerms, newTerms, _ = mergeWords(d.terms, o.terms); oldTerms == nil {
		out.df = slices.Clone(d.df)
	} else {
		out.df = make([]int32, out.terms.len())
		for i, t := range oldTerms {
			out.df[t] = d.df[i]
		}
	}
	for i, t := range newTerms {
		out.df[t] += o.df[i]
	}
	forms, oldForms, newForms, added := mergeWords(d.forms, o.forms)
	if !added && oldTerms == nil {
		return out, oldTerms, newTerms
	}
	out.forms, out.formTerm = forms, make([]int32, forms.len())
	order = make([]int32, forms.len())
	for i, f := range newForms {
		out.formTerm[f], order[f] = newTerms[o.formTerm[i]], int32(-i-1)
	}
	for i, term := range d.formTerm {
		f := i
		if oldForms != nil {
			f = int(oldForms[i])
		}
		if oldTerms != nil {
			term = oldTerms[term]
		}
		out.formTerm[f], order[f] = term, int32(i)
	}
	shown := make([]string, forms.len())
	for f, from := range order {
		if from < 0 {
			shown[f] = o.shown.get(int(-from - 1))
		} else {
			shown[f] = d.shown.get(int(from))
		}
	}
	out.shown, out.alike = newWordlist(shown), forms.shared()
	return out, oldTerms, newTerms
}

// mergeWords joins two sorted lists. The numbers of the first are nil where the second adds nothing.
func mergeWords(a, b wordlist) (all wordlist, ofA, ofB []int32, added bool) {
	ofB = make([]int32, b.len())
	for i := range ofB {
		at := a.find(b.get(i))
		ofB[i] = int32(at)
		added = added || at < 0
	}
	if !added {
		return a, nil, ofB, false
	}
	ofA = make([]int32, a.len())
	words := make([]string, 0, a.len()+b.len())
	for i, k := 0, 0; i < a.len() || k < b.len(); {
		n := int32(len(words))
		switch {
		case k == b.len() || i < a.len() && a.get(i) < b.get(k):
			ofA[i], words = n, append(words, a.get(i))
			i++
		case i == a.len() || b.get(k) < a.get(i):
			ofB[k], words = n, append(words, b.get(k))
			k++
		default:
			ofA[i], ofB[k], words = n, n, append(words, a.get(i))
			i, k = i+1, k+1
		}
	}
	return newWordlist(words), ofA, ofB, true
}

// mostExpanded is how many terms a beginning of a word stands for at most: the most frequent ones.
const mostExpanded = 48

// prefixed returns the terms of the forms that begin so, most frequent first.
func (s *segment) prefixed(folded string) []int32 {
	var out []int32
	seen := map[int32]bool{}
	for i := s.forms.from(folded); i < s.forms.len() && strings.HasPrefix(s.forms.get(i), folded); i++ {
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
	alike := s.alike
	var out []near
	var d int
	have := 0 // rows hold the distances of the first have letters of the form before
	for i := 0; i < s.forms.len(); {
		form := s.forms.get(i)
		if len(form) > longestWord {
			form = form[:longestWord] // its end cannot matter: the word is not that long
		}
		d = min(have, len(form))
		for d < len(form) {
			d++
			if row(&rows, word, form, d) > uint8(most) {
				break
			}
		}
		least := rows[d][len(word)]
		if d == len(form) && least <= uint8(most) && s.alive(s.formTerm[i]) {
			out = append(out, near{i, int(least)})
		}
		i++
		if d < len(form) || rowLeast(&rows, d, len(word)) > uint8(most) { // nothing that begins so is near
			for i < len(alike) && alike[i] >= uint8(d) { // the innermost loop: thousands of forms for each misspelt word
				i++
			}
		}
		if i < len(alike) {
			have = min(d, int(alike[i]))
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

// byLikeness puts first what was most probably meant: fewer slips, the same first letter, more frequent.
func (s *segment) byLikeness(list []near, word string) {
	rank := func(n near) int {
		r := 4 * n.distance
		if s.forms.get(n.form)[0] != word[0] {
			r += 3
		}
		return r
	}
	slices.SortFunc(list, func(a, b near) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(s.df[s.formTerm[b.form]], s.df[s.formTerm[a.form]]), cmp.Compare(a.form, b.form))
	})
}

// form finds a folded word, or -1.
func (s *segment) form(folded string) int { return s.forms.find(folded) }
