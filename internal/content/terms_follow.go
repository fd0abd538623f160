package content

import (
	"cmp"
	"maps"
	"slices"
)

// What is amended rather than made anew when few articles have changed.
const (
	amendedArticles = 64
	amendedWords    = 64 * termsKept
)

// follow makes of the index of the library before what indexTerms would make without it.
func (x *termIndex) follow(before *termIndex, site Site, was []int, kept bool) {
	affected := x.recount(before, was)
	same := map[string]bool{} // languages whose scale is as before
	for lang, s := range x.scales {
		if b := before.scales[lang]; b != nil && b.docs == s.docs {
			same[lang], x.scales[lang] = true, b
		}
	}
	redone := make([]bool, len(x.articles))
	parallel(len(x.articles), func(i int) {
		lang, old := x.langs[i], was[i]
		if old >= 0 && same[lang] && x.glances[i] == before.glances[old] && !affected.any(x.glances[i].words) {
			x.vectors[i] = before.vectors[old]
			return
		}
		x.vectors[i] = x.words.weigh(x.glances[i], x.scales[lang])
		if old >= 0 && slices.Equal(x.vectors[i], before.vectors[old]) {
			x.vectors[i] = before.vectors[old]
			return
		}
		redone[i] = true
	})
	if !kept {
		x.register = registered(x.articles, site)
		x.post()
		return
	}
	if x.register = before.register; !x.filedAlike(before) {
		x.register = registered(x.articles, site)
	}
	x.amend(before, redone)
}

// pair finds the number that each article had before; -1: it is new. kept says whether all have theirs still. What is the
// very same article has the glance that it had.
func (x *termIndex) pair(before *termIndex) (was []int, kept bool) {
	was, next := make([]int, len(x.articles)), 0
	kept = len(x.articles) == len(before.articles)
	for i, a := range x.articles {
		if next < len(before.articles) && before.articles[next] == a {
			was[i], x.langs[i], x.glances[i] = next, before.langs[next], before.glances[next]
		} else if next < len(before.articles) && before.articles[next].Key() == a.Key() {
			was[i] = next
		} else if old, ok := before.byKey[a.Key()]; ok {
			was[i] = old
		} else {
			was[i], kept = -1, false
			continue
		}
		kept = kept && was[i] == i
		next = was[i] + 1
	}
	return was, kept
}

// recount counts the words of what is other than before, and returns those whose weight may be another now.
func (x *termIndex) recount(before *termIndex, was []int) words {
	x.words = before.words.copied()
	touched := map[uint32]bool{}
	stays := make([]bool, len(before.glances))
	for i, g := range x.glances {
		if old := was[i]; old >= 0 && before.glances[old] == g {
			stays[old] = true
			continue
		}
		for _, word := range g.words {
			x.words = x.words.add(word)
			touched[word] = true
		}
	}
	for old, g := range before.glances {
		if stays[old] {
			continue
		}
		for _, word := range g.words {
			x.words.in[x.words.place(word)]--
			touched[word] = true
		}
	}
	most := 0 // articles that a word may be in and still say something
	for _, s := range x.scales {
		most = max(most, len(s.rare)-1)
	}
	mute := func(in uint32) bool { return in < 2 || int(in) > most }
	affected := words{all: map[uint32]bool{}}
	for word := range touched {
		old, now := before.words.in[before.words.place(word)], x.words.in[x.words.place(word)]
		if old != now && (!mute(old) || !mute(now)) {
			affected.add(word)
		}
	}
	return affected
}

// words is a set of words that tells quickly that it holds none of many.
type words struct {
	all  map[uint32]bool
	some [1 << 10]uint64 // one bit for the words that end in the same 16 bits
}

func (w *words) add(word uint32) {
	w.all[word] = true
	w.some[uint16(word)>>6] |= 1 << (word & 63)
}

func (w *words) any(list []uint32) bool {
	if len(w.all) == 0 {
		return false
	}
	for _, word := range list {
		if w.some[uint16(word)>>6]&(1<<(word&63)) != 0 && w.all[word] {
			return true
		}
	}
	return false
}

// filedAlike says whether the articles, which have the numbers of before, have the tags and categories of before too.
func (x *termIndex) filedAlike(before *termIndex) bool {
	for i, a := range x.articles {
		b := before.articles[i]
		if a == b {
			continue
		}
		if (a.Category == nil) != (b.Category == nil) || a.Category != nil && a.Category.Slug != b.Category.Slug {
			return false
		}
		if !slices.EqualFunc(a.Tags, b.Tags, func(a, b Tag) bool { return a.Slug == b.Slug }) {
			return false
		}
	}
	return true
}

// amend keeps the postings of before and says apart from them what has changed, unless that is much. The articles have
// the numbers of before.
func (x *termIndex) amend(before *termIndex, redone []bool) {
	fresh := map[uint32][]posting{}
	changed := 0
	for i := range redone {
		if !redone[i] {
			continue
		}
		if changed++; changed > amendedArticles {
			x.post()
			return
		}
		for _, v := range [][]weighted{before.vectors[i], x.vectors[i]} {
			for _, t := range v {
				fresh[t.word] = nil
			}
		}
	}
	if len(fresh)+len(before.amended) > amendedWords {
		x.post()
		return
	}
	for word := range fresh {
		fresh[word] = slices.DeleteFunc(slices.Clone(before.with(word)), func(p posting) bool { return redone[p.doc] })
	}
	for i := range redone {
		if !redone[i] {
			continue
		}
		for _, t := range x.vectors[i] {
			list := fresh[t.word]
			at, _ := slices.BinarySearchFunc(list, int32(i), func(p posting, doc int32) int { return cmp.Compare(p.doc, doc) })
			fresh[t.word] = slices.Insert(list, at, posting{int32(i), t.weight})
		}
	}
	x.postings, x.amended = before.postings, maps.Clone(before.amended)
	if x.amended == nil {
		x.amended = fresh
		return
	}
	maps.Copy(x.amended, fresh)
}
