// Package content knows what an editor writes: it turns a folder of Markdown into an immutable Library of articles,
// tips, questions, people, categories and pages, and says what is wrong with it, with file, line and column.
package content

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"
)

// Library is everything that is published at one moment. It never changes; Load another one instead.
type Library struct {
	*catalogue
	now time.Time
	all []*Article // newest first
	odd []number   // what is not published, or was reviewed, so that more than its text says what is shown; in order

	listed    map[string][]*Article
	debates   map[string]map[string]*Debate
	positions map[*Article][]*Position
	serials   map[string][]*Article // parts of a series, by "lang/slug"
	lists     func() *lists
	print     string
	renames   map[string]string
}

func visible(a *Article, now time.Time, drafts bool) bool {
	if !a.Expires.IsZero() && !now.Before(a.Expires) {
		return false
	}
	return drafts || !a.Draft && !a.Date.After(now)
}

// at makes the library of one moment.
func (c *catalogue) at(now time.Time) *Library {
	l := &Library{catalogue: c, now: now, listed: map[string][]*Article{}, renames: map[string]string{}, all: make([]*Article, 0, len(c.order))}
	for _, a := range c.order {
		if l.shows(a) {
			l.all = append(l.all, a)
		}
	}
	for i, a := range c.articles {
		if l.isOdd(a) {
			l.odd = append(l.odd, number(i))
		}
	}
	for _, a := range l.all {
		lang := l.Home(a)
		l.listed[lang] = append(l.listed[lang], a)
	}
	for alias, n := range c.moved {
		if a := l.published(n); a != nil {
			l.renames[alias] = a.Key()
		}
	}
	l.debate()
	l.serialise()
	return l.finished()
}

// instead is the library of a catalogue that differs from that of a library only in a few articles, which are tied to no
// others, and are published if they were.
func (l *Library) instead(c *catalogue, numbers []number) *Library {
	next := &Library{
		catalogue: c, now: c.opts.Now, listed: maps.Clone(l.listed), debates: l.debates, positions: l.positions, serials: l.serials, renames: l.renames,
	}
	dropped := map[*Article]bool{}
	byHome := map[string][]*Article{}
	var fresh []*Article
	for _, n := range numbers {
		dropped[l.articles[n]] = true
		if a := next.published(n); a != nil {
			fresh, byHome[next.Home(a)] = append(fresh, a), append(byHome[next.Home(a)], a)
		}
	}
	next.all = reordered(l.all, dropped, fresh)
	for lang, articles := range byHome {
		next.listed[lang] = reordered(l.listed[lang], dropped, articles)
	}
	next.odd = slices.DeleteFunc(slices.Clone(l.odd), func(n number) bool { return slices.Contains(numbers, n) })
	for _, n := range numbers {
		if next.isOdd(c.articles[n]) {
			next.odd = append(next.odd, n)
		}
	}
	slices.Sort(next.odd)
	return next.finished()
}

// finished sums up a library whose articles are in place.
func (l *Library) finished() *Library {
	l.print = l.fingerprint()
	l.lists = sync.OnceValue(func() *lists { return listed(l) })
	return l
}

func (l *Library) isOdd(a *Article) bool { return a.Review != nil || !l.shows(a) }

// shows says whether an article is published at the library's moment.
func (l *Library) shows(a *Article) bool { return visible(a, l.now, l.opts.Drafts) }

// published returns an article by its number; nil: it is not published at the library's moment.
func (l *Library) published(n number) *Article {
	if a := l.articles[n]; l.shows(a) {
		return a
	}
	return nil
}

// ordered returns an article by its place in catalogue.order; nil: it is not published at the library's moment.
func (l *Library) ordered(place int) *Article {
	if a := l.order[place]; l.shows(a) {
		return a
	}
	return nil
}

// called returns the published article that has a name.
func (l *Library) called(names map[string]number, name string) (*Article, bool) {
	n, ok := names[name]
	if !ok {
		return nil, false
	}
	a := l.published(n)
	return a, a != nil
}

func newestFirst(a, b *Article) int {
	if d := b.Date.Compare(a.Date); d != 0 {
		return d
	}
	return cmp.Or(cmp.Compare(a.Title, b.Title), cmp.Compare(a.Path, b.Path))
}

// fingerprint sums up what was read, what of it is not published, which reviews no longer hold, and the help lines.
func (l *Library) fingerprint() string {
	print := l.sum.bytes()
	for _, n := range l.odd {
		a := l.articles[n]
		print = append(append(append(print, a.Key()...), ' '), a.ReviewState(l.now)...)
		print = append(strconv.AppendBool(append(print, ' '), l.shows(a)), '\n')
	}
	sum := sha256.Sum256(append(print, l.helpPrint()...))
	return hex.EncodeToString(sum[:])
}

// Fingerprint changes whenever anything that readers see changes: a file, a picture, or which articles and help lines
// are visible.
func (l *Library) Fingerprint() string { return l.print }

// At returns the same content as visible at another moment, without reading the folder again.
func (l *Library) At(now time.Time) *Library { return l.at(now) }

// NextChange returns when something next looks different by itself: a scheduled article appears, one expires, a review is
// overdue, or a help line is too old.
func (l *Library) NextChange() (time.Time, bool) {
	var next time.Time
	consider := func(t time.Time) {
		if t.After(l.now) && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	for _, a := range l.articles {
		if a.Draft && !l.opts.Drafts {
			continue
		}
		consider(a.Date)
		consider(a.Expires)
		if a.Review != nil && !a.Review.Due.IsZero() {
			consider(a.Review.Due.AddDate(0, 0, 1))
		}
	}
	for _, c := range l.countries {
		for _, line := range c.Lines {
			consider(line.Ends())
		}
	}
	return next, !next.IsZero()
}

// Site returns site.yaml, with defaults for what it leaves out.
func (l *Library) Site() Site { return l.site }

// Article finds an article by the language of the address and its slug. Where none has that language, one in another
// language with that slug is returned. False: nothing published is there.
func (l *Library) Article(lang, slug string) (*Article, bool) {
	for _, key := range []string{lang + "/" + slug, l.site.DefaultLanguage + "/" + slug} {
		if a, ok := l.called(l.byKey, key); ok {
			return a, true
		}
	}
	var found *Article
	for _, n := range l.bySlug()[slug] {
		if a := l.published(n); a != nil && (found == nil || a.Lang < found.Lang) {
			found = a
		}
	}
	return found, found != nil
}

// ByKey finds an article by its Key, also by the key of a retired slug.
func (l *Library) ByKey(key string) (*Article, bool) {
	if a, ok := l.called(l.byKey, key); ok {
		return a, true
	}
	return l.called(l.moved, key)
}

// Moved returns where a retired slug (an alias) now lives.
func (l *Library) Moved(lang, slug string) (*Article, bool) {
	for _, key := range append([]string{lang, l.site.DefaultLanguage}, l.site.Languages...) {
		if a, ok := l.called(l.moved, key+"/"+slug); ok {
			return a, true
		}
	}
	for _, a := range l.all {
		if slices.Contains(a.Aliases, slug) {
			return a, true
		}
	}
	return nil, false
}

// Chosen returns what the editor thinks should be read after an article, as far as it is published.
func (l *Library) Chosen(a *Article) []*Article {
	var out []*Article
	for _, key := range a.chosen {
		if other, ok := l.called(l.byKey, key); ok {
			out = append(out, other)
		}
	}
	return out
}

// Translations returns the same article in other languages, sorted by language, as far as it is published.
func (l *Library) Translations(a *Article) []*Article {
	var out []*Article
	if len(l.siblings) > 0 { // lists ask this of each article
		for _, n := range l.siblings[a.Key()] {
			if other := l.published(n); other != nil {
				out = append(out, other)
			}
		}
	}
	return out
}

// Renames returns retired key -> current key, so that comments and bookmarks can follow an article.
func (l *Library) Renames() map[string]string { return l.renames }

// Home returns the interface language that lists an article: its own if the site has it, else the default.
func (l *Library) Home(a *Article) string { return home(l.site, a.Lang) }

// Articles returns the articles listed in an interface language, newest first. The slice must not be changed.
func (l *Library) Articles(lang string) []*Article { return l.listed[lang] }

// All returns every published article of every language, newest first.
func (l *Library) All() []*Article { return l.all }

// Everything returns also drafts, scheduled and expired articles, sorted by path (for the command line).
func (l *Library) Everything() []*Article { return l.articles }

func filter[T any](list []*T, keep func(*T) bool) []*T {
	var out []*T
	for _, a := range list {
		if keep(a) {
			out = append(out, a)
		}
	}
	return out
}
