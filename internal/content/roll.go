package content

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
	"sync"
)

// number is an article's place in catalogue.articles.
type number int32

// roll says who has which name: for the library, which looks up what is asked for, and for the linker, which looks up what
// others refer to. It never changes once all is linked. Catalogues share it as long as the names, what has them and what
// ties articles together stay: so it speaks of articles by number, since the articles themselves may be others.
type roll struct {
	byKey      map[string]number // "lang/slug"
	moved      map[string]number // "lang/alias"
	movedPaths map[string]number
	bySlug     func() map[string][]number // for the few names that no language and slug lead to

	siblings map[string][]number // the same article in other languages, by key
	bonds    map[number][]bond   // what articles say to debates

	categories map[string]map[string]*Category
	people     map[string]map[string]*Person
	pages      map[string]map[string]*Page
	debates    map[string]map[string]*Debate
	weights    map[any]int

	entities []*entity
	byPath   map[string]*entity   // source file -> what is no article
	idsOf    map[string]fragments // of what is no article, by address

	waiting map[string]bool // categories and people that are drafts, where those have no place: "categories/trust"
}

func newRoll(articles int) *roll {
	r := &roll{
		byKey: make(map[string]number, articles), moved: map[string]number{}, movedPaths: map[string]number{},
		siblings: map[string][]number{}, bonds: map[number][]bond{},
		categories: map[string]map[string]*Category{}, people: map[string]map[string]*Person{}, pages: map[string]map[string]*Page{},
		debates: map[string]map[string]*Debate{}, weights: map[any]int{},
		byPath: map[string]*entity{}, idsOf: map[string]fragments{}, waiting: map[string]bool{},
	}
	r.bySlug = sync.OnceValue(func() map[string][]number { return slugs(r.byKey) })
	return r
}

// slugs files articles under their slugs, those of one slug in the order of their numbers.
func slugs(byKey map[string]number) map[string][]number {
	found := make(map[string][]number, len(byKey))
	for key, n := range byKey {
		_, slug, _ := strings.Cut(key, "/")
		found[slug] = append(found[slug], n)
	}
	for _, list := range found {
		slices.Sort(list)
	}
	return found
}

// tally sums up a set of files. Their order does not count, so that one of many can be taken out and put in again without
// a look at the rest: it is the sum of the hashes of all, in four lanes (AdHash of M. Bellare and D. Micciancio, "A new
// paradigm for collision-free hashing", 1997). It tells changes apart, and is no protection from somebody who forges one.
type tally [4]uint64

// mark is what a file of a name with these bytes adds to a tally.
func markOf(name string, bytes sum) (m tally) {
	hash := sha256.Sum256(bytes.appendTo(append(make([]byte, 0, 256), name...)))
	for i := range m {
		m[i] = binary.LittleEndian.Uint64(hash[8*i:])
	}
	return m
}

func (t tally) with(m tally) tally {
	for i := range t {
		t[i] += m[i]
	}
	return t
}

func (t tally) without(m tally) tally {
	for i := range t {
		t[i] -= m[i]
	}
	return t
}

func (t tally) bytes() []byte {
	var b []byte
	for _, lane := range t {
		b = binary.LittleEndian.AppendUint64(b, lane)
	}
	return b
}
