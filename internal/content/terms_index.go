package content

import (
	"math"
	"slices"
	"sync"
)

// termIndex knows which rare words, tags and categories stand in which article. It is made once for a catalogue, when it
// is first asked. Articles have numbers: their places in catalogue.order.
type termIndex struct {
	articles []*Article // as catalogue.order
	langs    []string   // in which they are listed
	glances  []*glance
	scales   map[string]*scale // by language
	words    *frequencies
	vectors  [][]weighted // heaviest first; the sum of an article's squared weights is 1
	*register
	*postings
	amended map[uint32][]posting // words of which other articles have them than postings says
	spare   sync.Pool            // of *gathering
}

type weighted struct {
	word   uint32
	weight float32
}

// register finds articles by what is written at their heads.
type register struct {
	byKey      map[string]int
	tags       map[listKey][]int
	categories map[listKey][]int
}

// postings files articles under the words that stand for them.
type postings struct {
	words *frequencies // says where a word has its place
	start []uint32     // by that place, and one more at the end
	list  []posting
}

type posting struct {
	doc    int32
	weight float32
}

// with returns the articles that have a word among those that stand for them, newest first.
func (x *termIndex) with(word uint32) []posting {
	if list, ok := x.amended[word]; ok {
		return list
	}
	return x.postings.with(word)
}

func (p *postings) with(word uint32) []posting {
	i := p.words.place(word)
	return p.list[p.start[i]:p.start[i+1]]
}

// rarity is 1 for something that two articles have, and 0 for what all have.
func (x *termIndex) rarity(n int) float64 {
	all := float64(len(x.articles))
	if n < 2 || all <= 2 {
		return 1
	}
	return math.Log(all/float64(n)) / math.Log(all/2)
}

// indexLater lets the index be made when it is first asked for, from the one of a library before if that was asked for.
func (c *catalogue) indexLater(previous *Library) {
	var before *termIndex
	if previous != nil {
		before = previous.indexed.Load()
	}
	c.terms = sync.OnceValue(func() *termIndex {
		x := c.indexTerms(before)
		c.indexed.Store(x)
		return x
	})
}

// indexTerms makes the index, from the one of the library before if there is one: most of a weight's work is choosing the
// words of an article that say most, and few articles choose others when one has changed.
func (c *catalogue) indexTerms(before *termIndex) *termIndex {
	n := len(c.order)
	x := &termIndex{
		articles: c.order, langs: make([]string, n), glances: make([]*glance, n), scales: map[string]*scale{}, vectors: make([][]weighted, n),
	}
	var was []int
	kept := false
	if before != nil {
		was, kept = x.pair(before)
	}
	parallel(len(x.articles), func(i int) {
		if a := x.articles[i]; x.glances[i] == nil {
			x.langs[i] = home(c.site, a.Lang)
			x.glances[i] = a.glance(x.langs[i])
		}
	})
	docs := map[string]int{}
	for _, lang := range x.langs {
		docs[lang]++
	}
	for lang, n := range docs {
		x.scales[lang] = newScale(n)
	}
	if before != nil {
		x.follow(before, c.site, was, kept)
		return x
	}
	x.words = count(x.glances)
	parallel(len(x.articles), func(i int) {
		x.vectors[i] = x.words.weigh(x.glances[i], x.scales[x.langs[i]])
	})
	x.register = registered(x.articles, c.site)
	x.post()
	return x
}

func registered(articles []*Article, site Site) *register {
	r := &register{byKey: make(map[string]int, len(articles)), tags: map[listKey][]int{}, categories: map[listKey][]int{}}
	for i, a := range articles {
		lang := home(site, a.Lang)
		r.byKey[a.Key()] = i
		for _, t := range a.Tags {
			at := listKey{lang, t.Slug}
			r.tags[at] = append(r.tags[at], i)
		}
		if a.Category != nil {
			at := listKey{lang, a.Category.Slug}
			r.categories[at] = append(r.categories[at], i)
		}
	}
	return r
}

// post files the articles under the words that stand for them.
func (x *termIndex) post() {
	p := &postings{words: x.words, start: make([]uint32, len(x.words.word)+1)}
	total := uint32(0)
	for _, v := range x.vectors {
		for _, t := range v {
			p.start[p.words.place(t.word)+1]++
		}
		total += uint32(len(v))
	}
	for i := range p.start[1:] {
		p.start[i+1] += p.start[i]
	}
	p.list = make([]posting, total)
	next := slices.Clone(p.start)
	for doc, v := range x.vectors {
		for _, t := range v {
			i := p.words.place(t.word)
			p.list[next[i]] = posting{int32(doc), t.weight}
			next[i]++
		}
	}
	x.postings = p
}
