package content

import (
	"cmp"
	"slices"
	"strings"
)

// The ties between articles.
const (
	BySeries   Tie = "series"   // the next part of its series
	ByQuestion Tie = "question" // both answer the same question
	ByTag      Tie = "tag"      // both carry a tag
	ByWords    Tie = "words"    // both use words that few others use
	ByCategory Tie = "category" // both are in a category
	ByEditor   Tie = "editor"   // somebody chose it, and nothing of the above says why
)

// Tie says why an article is related to another one.
type Tie string

// Relation is a related article with the strongest reason for it.
type Relation struct {
	*Article
	Tie  Tie
	Name string // what both have in common: a tag, a question, a category, or a word or two; may be empty
}

// What a thing in common weighs. A tag counts more the fewer articles have it: from one to two times its weight. Texts
// that use the same rare words reach up to the weight of words, by the cosine of their tf-idf vectors.
const (
	weightSeries   = 6.0
	weightQuestion = 5.0
	weightTag      = 2.0
	weightWords    = 4.0
	weightCategory = 1.0

	slightWords = 0.35 // below this, words in common are an accident
)

// The bounds that keep a look-up from growing with the library.
const (
	termsKept    = 24  // rarest words that stand for an article
	termsRead    = 500 // words that are read of an article
	bodyRead     = 160 // bytes that are read of a tip's text
	postingsRead = 200 // articles that are looked at for one word, tag, question or category
)

// RelatedTo returns at most most articles to read after one: what the editor chose, in that order, then what has most in
// common with it in the same language, each with the reason. The same library always answers the same. What it costs is
// bounded by the constants above, not by the number of articles.
func (l *Library) RelatedTo(a *Article, most int) []Relation {
	index := l.terms()
	found := l.inCommon(index, a)
	taken := map[*Article]bool{a: true}
	for _, t := range l.Translations(a) {
		taken[t] = true
	}
	var out []Relation
	for _, b := range l.Chosen(a) {
		if taken[b] || len(out) == most {
			continue
		}
		taken[b] = true
		r := Relation{Article: b, Tie: ByEditor}
		if c := found[b]; c != nil {
			r.Tie, r.Name = c.tie, c.name
		}
		out = append(out, r)
	}
	rest := make([]*common, 0, len(found))
	for b, c := range found {
		if !taken[b] {
			rest = append(rest, c)
		}
	}
	slices.SortFunc(rest, func(x, y *common) int {
		return cmp.Or(cmp.Compare(y.score, x.score), newestFirst(x.article, y.article))
	})
	for _, c := range rest[:min(len(rest), most-len(out))] {
		out = append(out, Relation{c.article, c.tie, c.name})
	}
	return out
}

// Prepare makes now what RelatedTo would otherwise make when it is first asked: some 20 µs of work for each article that
// is new, and far less than one for each that is known from the library before.
func (l *Library) Prepare() { l.terms() }

// common is what an article has in common with the one that is asked about.
type common struct {
	article      *Article
	score, words float64
	best         float64 // of one reason
	tie          Tie
	name         string
	shared       []string
}

func (c *common) add(weight float64, tie Tie, name string) {
	c.score += weight
	if weight > c.best {
		c.best, c.tie, c.name = weight, tie, name
	}
}

func (l *Library) inCommon(index *termIndex, a *Article) map[*Article]*common {
	found := map[*Article]*common{}
	lang := l.Home(a)
	meet := func(b *Article) *common {
		if b == nil || b.Slug == a.Slug && b.Lang == a.Lang || l.Home(b) != lang {
			return nil
		}
		if found[b] == nil {
			found[b] = &common{article: b}
		}
		return found[b]
	}
	if parts, at, ok := l.SeriesOf(a); ok && at+1 < len(parts) {
		meet(parts[at+1]).add(weightSeries, BySeries, a.Series.Name)
	}
	for _, p := range l.Positions(a) {
		for _, q := range p.Debate.Positions[:min(len(p.Debate.Positions), postingsRead)] {
			if c := meet(q.Article); c != nil && c.tie != ByQuestion {
				c.add(weightQuestion, ByQuestion, p.Debate.Title)
			}
		}
	}
	for _, t := range a.Tags {
		list := index.tags[listKey{lang, t.Slug}]
		for _, doc := range list[:min(len(list), postingsRead)] {
			if c := meet(l.shown[doc]); c != nil {
				c.add(weightTag*(1+index.rarity(len(list))), ByTag, t.Name)
			}
		}
	}
	l.wordsInCommon(index, a, meet)
	for _, c := range found {
		if c.words >= slightWords {
			c.add(c.words, ByWords, strings.Join(c.shared[:min(2, len(c.shared))], ", "))
		}
	}
	if a.Category != nil {
		list := index.categories[listKey{lang, a.Category.Slug}]
		for _, doc := range list[:min(len(list), postingsRead)] {
			if c := meet(l.shown[doc]); c != nil {
				c.add(weightCategory, ByCategory, a.Category.Title)
			}
		}
	}
	for b, c := range found {
		if c.score == 0 {
			delete(found, b)
		}
	}
	return found
}

// wordsInCommon adds up the cosine of the articles' vectors of rare words.
func (l *Library) wordsInCommon(index *termIndex, a *Article, meet func(*Article) *common) {
	self, ok := index.byKey[a.Key()]
	if !ok {
		return
	}
	var forms map[uint32]string
	for _, t := range index.vectors[self] { // heaviest first, so that the words that say most are named first
		list := index.with(t.word)
		for _, p := range list[:min(len(list), postingsRead)] {
			if int(p.doc) == self {
				continue
			}
			c := meet(l.shown[p.doc])
			if c == nil {
				continue
			}
			if forms == nil {
				forms = a.forms(l.Home(a))
			}
			c.words += float64(t.weight) * float64(p.weight) * weightWords
			c.shared = append(c.shared, forms[t.word])
		}
	}
}
