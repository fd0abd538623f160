package content

import (
	"cmp"
	"slices"
)

// wordsNamed is how many of the words that tie two articles are shown.
const wordsNamed = 2

// common is what an article has in common with the one that is asked about.
type common struct {
	article      *Article
	doc          int
	score, words float64
	most         float64 // of one reason
	tie          Tie
	name         string
	shared       [wordsNamed]uint32 // the first that were met
	shares       int                // how many of these
}

func (c *common) add(weight float64, tie Tie, name string) {
	c.score += weight
	if weight > c.most {
		c.most, c.tie, c.name = weight, tie, name
	}
}

func (c *common) share(word uint32) {
	if c.shares < len(c.shared) {
		c.shared[c.shares] = word
		c.shares++
	}
}

// gathering is where articles meet that have something in common with one of them. An article of 10,000 meets thousands,
// so that its memory serves one after the other.
type gathering struct {
	met   []common
	place []int32 // by the number of an article in the index: one more than its place in met
}

// gathering returns an empty one.
func (x *termIndex) gathering() *gathering {
	if g, ok := x.spare.Get().(*gathering); ok {
		return g
	}
	return &gathering{place: make([]int32, len(x.articles))}
}

func (g *gathering) clear() {
	for i := range g.met {
		g.place[g.met[i].doc] = 0
	}
	clear(g.met) // no article is held back
	g.met = g.met[:0]
}

// find returns nil for an article that has not been met. What it returns holds until the next is added.
func (g *gathering) find(doc int) *common {
	if at := g.place[doc]; at > 0 {
		return &g.met[at-1]
	}
	return nil
}

func (g *gathering) add(doc int, a *Article) *common {
	g.met = append(g.met, common{article: a, doc: doc})
	g.place[doc] = int32(len(g.met))
	return &g.met[len(g.met)-1]
}

// best returns at most most of those that have anything in common, those with most first, without some.
func (g *gathering) best(most int, without map[*Article]bool) []common {
	var list []common
	for i := range g.met {
		c := &g.met[i]
		if c.score == 0 || most <= 0 || len(list) == most && compareCommon(*c, list[most-1]) > 0 || without[c.article] {
			continue
		}
		at, _ := slices.BinarySearchFunc(list, *c, compareCommon)
		list = slices.Insert(list, at, *c)
		list = list[:min(len(list), most)]
	}
	return list
}

// compareCommon is negative where x comes before y.
func compareCommon(x, y common) int {
	if d := cmp.Compare(y.score, x.score); d != 0 {
		return d
	}
	return newestFirst(x.article, y.article)
}
