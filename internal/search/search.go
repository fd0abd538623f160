package search

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"time"

	"mendwell/internal/content"
)

// Query is what a reader asks for. The zero value of a filter lets everything through.
type Query struct {
	Text     string
	Lang     string // of the interface: what it lists comes first
	In       string // interface language of the texts; "" means Lang, "all" every one
	Category string
	Kind     string // one of Kinds
	Author   string // slug
	Length   string // see Lengths
	Reviewed bool   // by an expert, and the seal holds at Now
	Now      time.Time
	Typing   bool // the last word may go on
	From, To int  // which of the results, best first
}

// Everywhere as Query.In is every language.
const Everywhere = "all"

// What Query.Kind may be beside the kinds of articles.
const (
	People  = "person" // those who write and review
	Debates = "debate" // questions that articles answer differently
	Help    = "help"   // help lines by topic
)

// Answer is what was found.
type Answer struct {
	Results []Result // those from From to To
	Total   int
	Facets  Facets
	// Guess is the query with its misspelt words put right; the results are those of the guess. Empty: nothing to mend.
	Guess string
	// Nearest says that nothing meets the whole query, and that the results meet a part of it.
	Nearest bool
	// Missing are words that no text has, nor one like them.
	Missing []string
	// Empty says that the query asks for nothing.
	Empty bool
}

// Result is an article with what was found in it, or a person, a debate, or a help topic. Exactly one of them is set.
type Result struct {
	Article *content.Article
	Person  *content.Person
	Debate  *content.Debate
	Topic   string // of help lines
	// Whole says that the work as a whole fits better than one part of it.
	Whole   bool
	Title   []Span // of the article or person
	Summary []Span
	Named   [][]Span // names of help lines that were looked for by name
	Parts   []Part   // best first
	More    int      // further parts
}

// Part is one tip, question or section.
type Part struct {
	Kind  Kind
	ID    string
	Tip   *content.Tip // nil unless it is one
	Title []Span
	Text  []Span
}

// mostParts is how many parts of an article are shown at once.
const mostParts = 3

// Search answers a query. It is quick enough to be asked for every page: it reads the postings of each word once.
func (x *Index) Search(q Query) Answer {
	clauses := parse(q.Text, q.Typing)
	q.In = cmp.Or(q.In, q.Lang)
	f := x.look(q, clauses)
	defer f.done()
	answer := Answer{Empty: len(f.demands) == 0, Guess: f.guess(q.Text), Missing: f.missing()}
	if answer.Empty {
		return answer
	}
	nearest := f.keepBest(q.Lang)
	f.keepOnce(q.Lang)
	answer.Facets = x.facets(f.hits)
	shown := slices.DeleteFunc(f.hits, func(h hit) bool { return h.stops != 0 })
	if len(shown) == 0 {
		shown = nearest
	}
	answer.Nearest = len(shown) > 0 && !slices.ContainsFunc(shown, func(h hit) bool { return h.complete })
	answer.Total = len(shown)
	ranked(shown, max(refined, q.To))
	refine(shown[:min(len(shown), refined)])
	from, to := min(max(q.From, 0), len(shown)), min(max(q.To, 0), len(shown))
	for _, h := range shown[from:max(from, to)] {
		answer.Results = append(answer.Results, h.result())
	}
	return answer
}

// ranked puts the n best first, in order; what comes after them stays as it is.
func ranked(list []hit, n int) {
	if n*8 > len(list) {
		slices.SortFunc(list, better)
		return
	}
	slices.SortFunc(list[:n], better)
	for i := n; i < len(list); i++ {
		if better(list[i], list[n-1]) >= 0 {
			continue
		}
		list[i], list[n-1] = list[n-1], list[i]
		at := n - 1
		for at > 0 && better(list[at], list[at-1]) < 0 {
			list[at], list[at-1] = list[at-1], list[at]
			at--
		}
	}
}

// refined is how many of the best hits are looked at once more, by the wording of their titles.
const refined = 40

// refine puts those first whose titles are worded like the query.
func refine(list []hit) {
	for i := range list {
		h := &list[i]
		gain := h.search.wording.likeness(h.search.titleOf(h.search.entries[h.from]))
		if parts := h.parts(); !h.whole && len(parts) > 0 {
			gain = max(gain, h.search.wording.likeness(h.search.titleOf(h.search.entries[parts[0]])))
		}
		h.score *= gain
	}
	slices.SortFunc(list, better)
}

// hit is a work that meets a query, or a part of it.
type hit struct {
	*work
	search   *searched
	score    float32
	stops    uint8 // the filters that it does not pass
	whole    bool  // the work as a whole fits better than one part of it
	complete bool  // every demand is met
	reviewed bool  // and the review holds
}

// searched is a segment with what a query found in it.
type searched struct {
	*segment
	*tally
	all     uint16 // the demands as bits
	wording *wording
	mark    *marker // made when the first result is shown
}

// finding is what a query found, before filters.
type finding struct {
	hits     []hit    // those that meet all of it, and those that meet at least a part
	demands  []demand // in the segment of the interface language, or in the first
	searched []*searched
}

// findings are kept with their rows of hits: a frequent word has thousands.
var findings = sync.Pool{New: func() any { return new(finding) }}

// done gives back what a query needed; nothing of the finding may be used any more.
func (f *finding) done() {
	for _, s := range f.searched {
		s.tally.done()
	}
	clear(f.hits[:cap(f.hits)])
	*f = finding{hits: f.hits[:0]}
	findings.Put(f)
}

// better puts the higher score first, and of equals the newer article.
func better(a, b hit) int {
	if a.score != b.score {
		return cmp.Compare(b.score, a.score)
	}
	date := func(h hit) time.Time {
		if h.article == nil {
			return time.Time{}
		}
		return h.article.Date
	}
	return cmp.Or(date(b).Compare(date(a)), cmp.Compare(a.key(), b.key()))
}

// abroad is what the score of a text counts that the interface does not list in its language.
const abroad = 0.6

func (x *Index) look(q Query, clauses []clause) *finding {
	out := findings.Get().(*finding)
	sieve := x.sieve(q)
	for _, s := range x.segments {
		demands, without, little := s.expand(clauses)
		if s.lang == base(q.Lang) || out.demands == nil {
			out.demands = demands
		}
		f := &searched{segment: s, tally: s.count(demands, without, little), all: uint16(1)<<len(demands) - 1, wording: s.wording(clauses)}
		out.searched = append(out.searched, f)
		phrases := uint16(0)
		for g, d := range demands {
			if d.phrase {
				phrases |= 1 << g
			}
		}
		for i, union := range f.union {
			if union == 0 || union&phrases != phrases || s.works[i].gone() {
				continue
			}
			h, ok := f.weigh(i, union)
			if !ok {
				continue
			}
			if h.home != q.Lang {
				h.score *= abroad
			}
			h.stops, h.reviewed = sieve.look(h.work)
			out.hits = append(out.hits, h)
		}
	}
	return out
}

// enough is which share of a query a work must meet, by what its words tell.
const enough = 0.25

// rival is what a work that meets only a part of a query must score, beside the best that meets all of it, to be shown
// with those: nobody finds all the words of a whole sentence, and all its words may stand somewhere by chance.
// Where those are few, less is enough: better a page of what comes near than two results.
const (
	rival     = 0.45
	fewRival  = 0.25
	firstPage = 10
)

// keepBest keeps the hits to show: those that meet all of the query, and others that are worth about as much as the best
// that the interface lists in its language. Filters make no difference to that, so that choosing one leaves as many as its
// count says. Where nothing of it passes them, it returns what comes nearest among what does.
func (f *finding) keepBest(lang string) (nearest []hit) {
	listed := slices.ContainsFunc(f.hits, func(h hit) bool { return h.home == lang })
	least := f.least(func(h *hit) bool { return !listed || h.home == lang })
	best := func(h *hit) bool { return h.complete || h.score >= least }
	if !slices.ContainsFunc(f.hits, func(h hit) bool { return h.stops == 0 && best(&h) }) {
		least := f.least(func(h *hit) bool { return h.stops == 0 })
		for _, h := range f.hits {
			if h.stops == 0 && h.score >= least {
				nearest = append(nearest, h)
			}
		}
	}
	f.hits = slices.DeleteFunc(f.hits, func(h hit) bool { return !best(&h) })
	return nearest
}

// least is what a hit must score that meets only a part of the query, beside the best of those with a quality.
func (f *finding) least(of func(*hit) bool) float32 {
	top, complete, all := float32(0), false, 0
	for i := range f.hits {
		h := &f.hits[i]
		if !of(h) {
			continue
		}
		if h.complete && !complete {
			top, complete, all = 0, true, 0
		}
		if h.complete == complete {
			top = max(top, h.score)
			all++
		}
	}
	if all < firstPage {
		return fewRival * top
	}
	return rival * top
}

// keepOnce keeps of a person and of help lines, which have one page in each interface, what the interface lists in its
// language, or else the best: each language of the site has a text of its own on them.
func (f *finding) keepOnce(lang string) {
	if !slices.ContainsFunc(f.hits, func(h hit) bool { return h.home != lang && h.everywhere() }) {
		return
	}
	best := map[string]hit{}
	for _, h := range f.hits {
		if !h.everywhere() {
			continue
		}
		b, ok := best[h.key()]
		if !ok || h.home == lang && b.home != lang || (h.home == lang) == (b.home == lang) && better(h, b) < 0 {
			best[h.key()] = h
		}
	}
	f.hits = slices.DeleteFunc(f.hits, func(h hit) bool { return h.everywhere() && best[h.key()].work != h.work })
}

// everywhere reports whether a work has a page in every interface, whatever its language.
func (w *work) everywhere() bool { return w.person != nil || w.help != nil }

// How the parts of a score add up.
const (
	contextCounts = 0.4  // what the article's title and summary add to one of its tips
	restCounts    = 0.35 // what the best tip adds to the article as a whole
	allInTitle    = 1.15 // every word stands in the title
	aboutCounts   = 0.5  // how many parts speak of it
	spreadCounts  = 0.6  // what a work scores for all demands together, wherever in it each is met
	demandCounts  = 3.5  // what a demand counts by itself, beside its idf
)

// weigh works out what a work is worth and which share of the demands it meets. False: too little, or it holds what must
// not be there.
func (f *searched) weigh(i int, union uint16) (h hit, ok bool) {
	w := f.works[i]
	if f.mask[w.from]&banned != 0 {
		return h, false
	}
	share := f.share(union)
	if share < enough {
		return h, false
	}
	best, most, about, mask := float32(0), float32(0), float32(0), uint16(0)
	for e := w.from + 1; e < w.to; e++ {
		if f.mask[e] == 0 || f.mask[e]&banned != 0 {
			continue
		}
		most = max(most, f.score[e])
		about += f.share(f.mask[e])
		if score := f.worth(w, e); score > best {
			best, mask = score, f.mask[e]|f.title[w.from]
		}
	}
	whole := (f.score[w.from] + restCounts*most) * f.cover[union] * f.boost(w.from)
	score := max(best, whole) + spreadCounts*f.spread[i]*f.cover[union]
	h = hit{work: w, search: f, score: score, complete: union == f.all}
	if about > 0 {
		h.score *= 1 + aboutCounts*float32(math.Log1p(float64(about)))
	}
	h.whole = f.mask[w.from] == f.all || whole >= best || bits.OnesCount16(mask) < bits.OnesCount16(union)
	return h, true
}

// worth is what a part of a work counts. The root softens the share: what is not met does not score either, so that it
// counts only once.
func (f *searched) worth(w *work, e int32) float32 {
	cover := f.cover[(f.mask[e]|f.title[w.from])&^banned]
	return (f.score[e] + contextCounts*f.score[w.from]) * cover * f.boost(e)
}

// share is how much of a query some demands are: each counts for itself, and more the more it tells.
func (t *tally) share(set uint16) float32 { return t.shares[set] }

func (f *searched) boost(entry int32) float32 {
	if f.title[entry] == f.all {
		return allInTitle
	}
	return 1
}

// guess is the query with its misspelt words put right, or "".
func (f *finding) guess(text string) string {
	text = Clean(text)
	meant := map[string]string{}
	for _, d := range f.demands {
		if d.guess != "" {
			meant[strings.ToLower(d.typed)] = d.guess
		}
	}
	if len(meant) == 0 {
		return ""
	}
	var b strings.Builder
	at := 0
	for w := (words{text: text}); ; {
		start, end, ok := w.next()
		if !ok {
			break
		}
		if guess, ok := meant[strings.ToLower(text[start:end])]; ok {
			b.WriteString(text[at:start] + guess)
			at = end
		}
	}
	return b.String() + text[at:]
}

// missing are the words that nothing was found for, each once.
func (f *finding) missing() []string {
	var out []string
	for _, d := range f.demands {
		if len(d.alternatives) == 0 && !slices.Contains(out, d.typed) {
			out = append(out, d.typed)
		}
	}
	return out
}
