package content

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"
	"unicode"
)

const (
	shingleWords  = 3   // words in a shingle
	comparedWords = 15  // words that a tip must have to be compared
	nearDuplicate = 0.4 // part of all their shingles that two tips share: of ten words, about one differs
	commonShingle = 16  // tips that are found by a shingle; one that more have tells nothing apart
)

// shingledTip is a tip as a set of shingles: its sequences of three words, hashed. The method is that of A. Z. Broder,
// "On the resemblance and containment of documents", Compression and Complexity of Sequences, 1997.
type shingledTip struct {
	at       place
	title    string
	shingles []uint32 // sorted, each once
}

// shingled returns the tips of an article that are long enough to be compared.
func (d *draft) shingled(s *structure) []shingledTip {
	var list []shingledTip
	for _, t := range s.tips() {
		if prompt.MatchString(t.Title) {
			continue // still to be written
		}
		if shingles := shinglesOf(t.Title + ". " + t.Text); len(shingles) > 0 {
			list = append(list, shingledTip{d.at(t.offset), t.Title, shingles})
		}
	}
	return list
}

func shinglesOf(text string) []uint32 {
	const none, prime = 14695981039346656037, 1099511628211 // FNV-1a, of 64 bits
	var words []uint64
	hash, open := uint64(none), false
	for _, r := range text + " " {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			hash, open = (hash^uint64(unicode.ToLower(r)))*prime, true
		case open && !apostrophe(r):
			words = append(words, hash)
			hash, open = none, false
		}
	}
	if len(words) < comparedWords {
		return nil
	}
	out := make([]uint32, 0, len(words))
	for i := range len(words) - shingleWords + 1 {
		hash = none
		for _, w := range words[i : i+shingleWords] {
			hash = (hash ^ w) * prime
			hash ^= hash >> 32
		}
		out = append(out, uint32(hash))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// candidate is a tip that may repeat another one.
type candidate struct {
	*shingledTip
	in *draft
}

// checkDuplicates reports tips that say what another one says in nearly the same words: each once, where the younger
// article has it. Translations of an article are never compared with it, as they have other languages.
//
// Of every tip it first drops the shingles that no other tip has. What is left of nearly all tips is too little to be
// somebody's double, so the time is in proportion to the number of tips. The rest is compared through an index of shingles
// with those that were found to say something of their own.
func (k *linker) checkDuplicates() {
	byLang := map[string][]*draft{}
	for _, d := range k.drafts {
		byLang[d.article.Lang] = append(byLang[d.article.Lang], d)
	}
	for _, drafts := range byLang {
		slices.SortStableFunc(drafts, func(a, b *draft) int {
			return cmp.Or(published(a).Compare(published(b)), cmp.Compare(a.path, b.path))
		})
		var all []candidate
		for _, d := range drafts {
			for i := range d.tips {
				all = append(all, candidate{&d.tips[i], d})
			}
		}
		k.reportDuplicates(withDoubles(all))
	}
}

// published is the date of an article; one without a date counts as the youngest.
func published(d *draft) time.Time {
	if d.article.Date.IsZero() {
		return time.Unix(1<<40, 0)
	}
	return d.article.Date
}

// withDoubles returns the tips of which enough stands elsewhere too.
func withDoubles(all []candidate) []candidate {
	seen, twice := newSketch(all), newSketch(all)
	for _, c := range all {
		for _, s := range c.shingles {
			if !seen.put(s) {
				twice.put(s)
			}
		}
	}
	return slices.DeleteFunc(all, func(c candidate) bool {
		shared := 0
		for _, s := range c.shingles {
			if twice.has(s) {
				shared++
			}
		}
		return float64(shared) < nearDuplicate*float64(len(c.shingles))
	})
}

func (k *linker) reportDuplicates(list []candidate) {
	index := map[uint32][]int{}   // shingle -> tips of their own that have it
	met := make([]int, len(list)) // how often the tip at hand meets another one in the index
	for i, c := range list {
		best := -1
		for _, s := range c.shingles {
			for _, j := range index[s] {
				if met[j]++; best < 0 || met[j] > met[best] || met[j] == met[best] && j < best {
					best = j
				}
			}
		}
		for _, s := range c.shingles {
			for _, j := range index[s] {
				met[j] = 0
			}
		}
		if most := resemblance(c, list, best); most >= nearDuplicate {
			other := list[best]
			k.on(c.in).advise(c.at, LevelWarning, "duplicate-tip", "Keep the better one and link to it, or say here what is different.",
				"%s of this tip stands at %s:%d (%q) too", share(most), other.in.path, other.at.line, other.title)
			continue
		}
		for _, s := range c.shingles {
			if len(index[s]) < commonShingle {
				index[s] = append(index[s], i)
			}
		}
	}
}

// resemblance is the number of shingles that a tip shares with another of a list, in parts of all that they have together;
// 0 for no other (-1).
func resemblance(a candidate, list []candidate, other int) float64 {
	if other < 0 {
		return 0
	}
	b, shared := list[other], 0
	for i, j := 0, 0; i < len(a.shingles) && j < len(b.shingles); {
		switch x, y := a.shingles[i], b.shingles[j]; {
		case x < y:
			i++
		case x > y:
			j++
		default:
			i, j, shared = i+1, j+1, shared+1
		}
	}
	return float64(shared) / float64(len(a.shingles)+len(b.shingles)-shared)
}

// share says in words how much of a tip two tips share. Of shingles that are in both, the words are in both.
func share(resemblance float64) string {
	if resemblance == 1 {
		return "all"
	}
	return fmt.Sprintf("about %d %%", int(math.Floor(100*2*resemblance/(1+resemblance))))
}

// sketch is a set of shingles that now and then holds one too many: one bit for each, by its hash.
type sketch struct {
	bits []uint64
	mask uint32
}

// newSketch is large enough that one in sixteen bits is set at most.
func newSketch(all []candidate) sketch {
	n := 0
	for _, c := range all {
		n += len(c.shingles)
	}
	size := uint64(1 << 10)
	for size < 16*uint64(n) && size < 1<<32 {
		size *= 2
	}
	return sketch{make([]uint64, size/64), uint32(size - 1)}
}

// put adds a shingle and says whether it is new.
func (s sketch) put(shingle uint32) bool {
	fresh := !s.has(shingle)
	s.bits[(shingle&s.mask)/64] |= 1 << (shingle % 64)
	return fresh
}

func (s sketch) has(shingle uint32) bool {
	return s.bits[(shingle&s.mask)/64]&(1<<(shingle%64)) != 0
}
