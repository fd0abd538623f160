package content

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
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
	for _, t := range a.Translations {
		taken[t] = true
	}
	var out []Relation
	for _, b := range a.Related {
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

// Prepare makes now what RelatedTo would otherwise make when it is first asked: about 0.1 ms of work for each article.
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
		if b == nil || b.Key() == a.Key() || l.Home(b) != lang {
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
	for _, p := range a.Positions {
		for _, q := range p.Debate.Positions[:min(len(p.Debate.Positions), postingsRead)] {
			if c := meet(q.Article); c != nil && c.tie != ByQuestion {
				c.add(weightQuestion, ByQuestion, p.Debate.Title)
			}
		}
	}
	for _, t := range a.Tags {
		list := index.tags[lang+"/"+t.Slug]
		for _, doc := range list[:min(len(list), postingsRead)] {
			if c := meet(l.byKey[index.docs[doc].key]); c != nil {
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
		list := index.categories[lang+"/"+a.Category.Slug]
		for _, doc := range list[:min(len(list), postingsRead)] {
			if c := meet(l.byKey[index.docs[doc].key]); c != nil {
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
	for _, t := range index.docs[self].terms { // heaviest first, so that the words that say most are named first
		list := index.words[t.word]
		for _, p := range list[:min(len(list), postingsRead)] {
			if p.doc == self {
				continue
			}
			if c := meet(l.byKey[index.docs[p.doc].key]); c != nil {
				c.words += weightWords * t.weight * p.weight
				c.shared = append(c.shared, t.form)
			}
		}
	}
}

// termIndex knows which rare words, tags and categories stand in which article. It is made once for a catalogue, when it
// is first asked.
type termIndex struct {
	docs       []termDoc // newest first
	byKey      map[string]int
	words      map[string][]posting // by language and word
	tags       map[string][]int     // by language and tag
	categories map[string][]int
}

type termDoc struct {
	key   string
	lang  string
	terms []term // heaviest first; the sum of their squared weights is 1
}

type term struct {
	word   string  // with its language, folded
	form   string  // as a reader may see it
	count  float64 // occurrences; those in titles count more
	weight float64
}

type posting struct {
	doc    int
	weight float64
}

// rarity is 1 for something that two articles have, and 0 for what all have.
func (x *termIndex) rarity(n int) float64 {
	all := float64(len(x.docs))
	if n < 2 || all <= 2 {
		return 1
	}
	return math.Log(all/float64(n)) / math.Log(all/2)
}

func (c *catalogue) indexTerms() *termIndex {
	articles := slices.Clone(c.articles)
	slices.SortFunc(articles, newestFirst)
	x := &termIndex{docs: make([]termDoc, len(articles)), byKey: map[string]int{}, words: map[string][]posting{}, tags: map[string][]int{}, categories: map[string][]int{}}
	parallel(len(articles), func(i int) {
		a := articles[i]
		lang := home(c.site, a.Lang)
		x.docs[i] = termDoc{key: a.Key(), lang: lang, terms: termsOf(a, lang)}
	})
	seen := map[string]int{}
	perLang := map[string]int{}
	for i, d := range x.docs {
		a := articles[i]
		x.byKey[d.key] = i
		perLang[d.lang]++
		for _, t := range a.Tags {
			x.tags[d.lang+"/"+t.Slug] = append(x.tags[d.lang+"/"+t.Slug], i)
		}
		if a.Category != nil {
			x.categories[d.lang+"/"+a.Category.Slug] = append(x.categories[d.lang+"/"+a.Category.Slug], i)
		}
		for _, t := range d.terms {
			seen[t.word]++
		}
	}
	parallel(len(x.docs), func(i int) { x.docs[i].weigh(seen, perLang[x.docs[i].lang]) })
	for i, d := range x.docs {
		for _, t := range d.terms {
			x.words[t.word] = append(x.words[t.word], posting{i, t.weight})
		}
	}
	return x
}

// weigh keeps the words that say most about the article: those it uses often and few others use. Words of one article
// alone tie it to nothing, and words of more than a tenth of the articles (or of five) say nothing.
func (d *termDoc) weigh(seen map[string]int, docs int) {
	most := max(5, docs/10)
	d.terms = slices.DeleteFunc(d.terms, func(t term) bool { return seen[t.word] < 2 || seen[t.word] > most })
	for i, t := range d.terms {
		d.terms[i].weight = (1 + math.Log(t.count)) * math.Log(float64(docs+1)/float64(seen[t.word]))
	}
	slices.SortFunc(d.terms, func(a, b term) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.word, b.word)) })
	d.terms = slices.Clip(slices.Clone(d.terms[:min(termsKept, len(d.terms))]))
	sum := 0.0
	for _, t := range d.terms {
		sum += t.weight * t.weight
	}
	for i := range d.terms {
		d.terms[i].weight /= math.Sqrt(sum)
	}
}

// termsOf counts the words of an article: its title, summary and headings, its tips' titles and how their texts begin.
// Words in titles count three times.
func termsOf(a *Article, lang string) []term {
	at := map[string]int{}
	var list []term
	left := termsRead
	count := func(text string, n float64) {
		eachWord(text, func(form string) bool {
			if left--; left < 0 {
				return false
			}
			word := stem(strings.ToLower(form))
			if utf8.RuneCountInString(word) < 4 {
				return true
			}
			word = lang + " " + word
			i, ok := at[word]
			if !ok {
				i = len(list)
				at[word] = i
				list = append(list, term{word: word, form: form})
			}
			if lower := strings.ToLower(form); lower == form {
				list[i].form = form // as it stands inside a sentence
			}
			list[i].count += n
			return true
		})
	}
	count(a.Title, 3)
	count(a.Summary, 2)
	for _, h := range a.Contents {
		count(h.Title, 3)
	}
	for _, q := range a.Questions {
		count(q.Title, 3)
		count(head(q.Text), 1)
	}
	for _, t := range a.Tips {
		count(head(t.Text), 1)
	}
	if len(a.Tips) == 0 {
		count(a.body[:min(len(a.body), 10*bodyRead)], 1)
	}
	return list
}

func head(s string) string { return s[:min(len(s), bodyRead)] }

// eachWord calls visit for every run of letters, until it returns false.
func eachWord(s string, visit func(string) bool) {
	start := -1
	for i, r := range s {
		if unicode.IsLetter(r) || unicode.IsMark(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 && !visit(s[start:i]) {
			return
		}
		start = -1
	}
	if start >= 0 {
		visit(s[start:])
	}
}

// stem cuts the endings by which one word differs most in English and German. It need not be right, only the same.
func stem(s string) string {
	for _, end := range []string{"ungen", "ings", "ing", "ern", "ies", "ed", "en", "er", "es", "em", "e", "s", "y", "n"} {
		if cut, ok := strings.CutSuffix(s, end); ok && utf8.RuneCountInString(cut) >= 4 {
			return cut
		}
	}
	return s
}
