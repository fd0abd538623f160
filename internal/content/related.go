package content

import "strings"

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
	g := index.gathering()
	defer index.spare.Put(g)
	defer g.clear()
	l.gather(g, index, a)
	taken := map[*Article]bool{a: true}
	for _, t := range l.Translations(a) {
		taken[t] = true
	}
	var out []Relation
	var named []common
	for _, b := range l.Chosen(a) {
		if taken[b] || len(out) == most {
			continue
		}
		taken[b] = true
		r := Relation{Article: b, Tie: ByEditor}
		doc, ok := index.byKey[b.Key()]
		if c := g.find(doc); ok && c != nil && c.score > 0 {
			r.Tie, r.Name, named = c.tie, c.name, append(named, *c)
		} else {
			named = append(named, common{})
		}
		out = append(out, r)
	}
	for _, c := range g.best(most-len(out), taken) {
		out, named = append(out, Relation{c.article, c.tie, c.name}), append(named, c)
	}
	l.nameWords(a, out, named)
	return out
}

// nameWords names the words that tie an article to others, as they are written in it. Only those that stand in the title or
// the summary of one of the two say what it is about: "usually" may be as rare as "jealousy".
func (l *Library) nameWords(a *Article, relations []Relation, named []common) {
	var forms map[uint32]string
	for i := range relations {
		if relations[i].Tie != ByWords {
			continue
		}
		if forms == nil {
			forms = a.forms(l.Home(a))
		}
		telling := map[uint32]bool{}
		hash := hashOf(l.Home(a))
		for _, s := range []string{a.Title, a.Summary, relations[i].Title, relations[i].Summary} {
			eachWord(s, termsRead, func(form string) { telling[hashedStem(hash, form)] = true })
		}
		var words []string
		for _, w := range named[i].shared[:named[i].shares] {
			if telling[w] {
				words = append(words, forms[w])
			}
		}
		relations[i].Name = strings.Join(words, ", ")
	}
}

// Prepare makes now what RelatedTo would otherwise make when it is first asked: some 20 µs of work for each article that
// is new, and far less than one for each that is known from the library before.
func (l *Library) Prepare() {
	l.terms()
	l.turns() // the next Reload asks for it
}

// gather finds what has anything in common with an article.
func (l *Library) gather(g *gathering, index *termIndex, a *Article) {
	lang := l.Home(a)
	self, indexed := index.byKey[a.Key()]
	meet := func(doc int) *common {
		c := g.find(doc)
		if c == nil && (doc != self || !indexed) {
			if b := l.ordered(doc); b != nil {
				c = g.add(doc, b)
			}
		}
		return c
	}
	known := func(b *Article) *common {
		if doc, ok := index.byKey[b.Key()]; ok && l.Home(b) == lang {
			return meet(doc)
		}
		return nil
	}
	if parts, at, ok := l.SeriesOf(a); ok && at+1 < len(parts) {
		if c := known(parts[at+1]); c != nil {
			c.add(weightSeries, BySeries, a.Series.Name)
		}
	}
	for _, p := range l.Positions(a) {
		for _, q := range p.Debate.Positions[:min(len(p.Debate.Positions), postingsRead)] {
			if c := known(q.Article); c != nil && c.tie != ByQuestion {
				c.add(weightQuestion, ByQuestion, p.Debate.Title)
			}
		}
	}
	for _, t := range a.Tags {
		list := index.tags[listKey{lang, t.Slug}]
		for _, doc := range list[:min(len(list), postingsRead)] {
			if c := meet(doc); c != nil {
				c.add(weightTag*(1+index.rarity(len(list))), ByTag, t.Name)
			}
		}
	}
	if indexed {
		index.wordsInCommon(self, meet)
	}
	for i := range g.met {
		if c := &g.met[i]; c.words >= slightWords {
			c.add(c.words, ByWords, "")
		}
	}
	if a.Category != nil {
		list := index.categories[listKey{lang, a.Category.Slug}]
		for _, doc := range list[:min(len(list), postingsRead)] {
			if c := meet(doc); c != nil {
				c.add(weightCategory, ByCategory, a.Category.Title)
			}
		}
	}
}

// wordsInCommon adds up the cosine of the articles' vectors of rare words. Words of two languages are different words.
func (x *termIndex) wordsInCommon(self int, meet func(doc int) *common) {
	for _, t := range x.vectors[self] { // heaviest first, so that the words that say most are named first
		list := x.with(t.word)
		for _, p := range list[:min(len(list), postingsRead)] {
			if int(p.doc) == self {
				continue
			}
			if c := meet(int(p.doc)); c != nil {
				c.words += float64(t.weight) * float64(p.weight) * weightWords
				c.share(t.word)
			}
		}
	}
}
