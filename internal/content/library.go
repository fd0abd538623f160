// Package content knows what an editor writes: it turns a folder of Markdown into an immutable Library of articles,
// tips, questions, people, categories and pages, and says what is wrong with it, with file, line and column.
package content

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sync"
	"time"
)

// Library is everything that is published at one moment. It never changes; Load another one instead.
type Library struct {
	*catalogue
	now    time.Time
	all    []*Article // newest first
	shown  []*Article // as catalogue.order; nil for what is not published
	byKey  map[string]*Article
	bySlug func() map[string][]*Article
	moved  map[string]*Article // "lang/alias"

	movedPaths map[string]*Article

	listed  map[string][]*Article
	debates map[string]map[string]*Debate
	serials map[string][]*Article // parts of a series, by "lang/slug"
	lists   func() *lists
	print   string
	renames map[string]string
}

func visible(a *Article, now time.Time, drafts bool) bool {
	if !a.Expires.IsZero() && !now.Before(a.Expires) {
		return false
	}
	return drafts || !a.Draft && !a.Date.After(now)
}

// at makes the library of one moment. Articles are copied, because what they are tied to differs by moment; the copies of
// the library before, if there is one, serve for those that are tied to nothing.
func (c *catalogue) at(now time.Time, before *Library) *Library {
	n := len(c.order)
	l := &Library{
		catalogue: c, now: now, byKey: make(map[string]*Article, n), moved: map[string]*Article{}, movedPaths: map[string]*Article{},
		listed: map[string][]*Article{}, renames: map[string]string{}, all: make([]*Article, 0, n), shown: make([]*Article, n),
	}
	var tied []int
	kept := c.kept(before)
	for i, a := range c.order {
		if !visible(a, now, c.opts.Drafts) {
			continue
		}
		if c.tied(a) {
			tied = append(tied, i)
		} else {
			l.shown[i] = kept(a)
		}
		if l.shown[i] == nil {
			l.shown[i] = copied(a)
		}
		l.all = append(l.all, l.shown[i])
	}
	l.index()
	for _, i := range tied {
		a := c.order[i]
		l.shown[i].Related = l.chosen(a)
		l.shown[i].Translations = l.published(c.siblings[a])
	}
	l.debate()
	l.serialise()
	l.bySlug = sync.OnceValue(l.slugs)
	l.lists = sync.OnceValue(func() *lists { return listed(l) })
	return l
}

// tied says whether an article leads to others of its library.
func (c *catalogue) tied(a *Article) bool {
	return len(a.articleSource.chosen) > 0 || len(c.siblings[a]) > 0 || len(c.bonds[a]) > 0
}

// kept returns how to find an article, asked for in order, in a library: nil if it is not there, not the same or tied.
func (c *catalogue) kept(in *Library) func(*Article) *Article {
	if in == nil {
		return func(*Article) *Article { return nil }
	}
	next := 0
	return func(a *Article) *Article {
		for next < len(in.order) && in.order[next] != a && newestFirst(in.order[next], a) < 0 {
			next++
		}
		if next == len(in.order) || in.order[next] != a {
			return nil
		}
		next++
		if in.tied(a) {
			return nil
		}
		return in.shown[next-1]
	}
}

func newestFirst(a, b *Article) int {
	return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Path, b.Path))
}

func (l *Library) index() {
	print := append(make([]byte, 0, 64*len(l.all)+len(l.sum)), l.sum...)
	for _, a := range l.all {
		l.byKey[a.Key()] = a
		lang := l.Home(a)
		l.listed[lang] = append(l.listed[lang], a)
		for _, alias := range a.Aliases {
			l.moved[a.Lang+"/"+alias] = a
			l.renames[a.Lang+"/"+alias] = a.Key()
		}
		for _, p := range a.OldPaths {
			l.movedPaths[p] = a
		}
		print = append(append(append(append(print, a.Key()...), ' '), a.ReviewState(l.now)...), '\n')
	}
	sum := sha256.Sum256(append(print, l.helpPrint()...))
	l.print = hex.EncodeToString(sum[:])
}

// slugs files the articles under their slugs: what is asked for in a language that it is not written in is found by that.
func (l *Library) slugs() map[string][]*Article {
	found := make(map[string][]*Article, len(l.all))
	for i, a := range l.all {
		if found[a.Slug] == nil {
			found[a.Slug] = l.all[i : i+1 : i+1] // nearly all are alone
		} else {
			found[a.Slug] = append(found[a.Slug], a)
		}
	}
	return found
}

// Fingerprint changes whenever anything that readers see changes: a file, a picture, or which articles and help lines
// are visible.
func (l *Library) Fingerprint() string { return l.print }

// At returns the same content as visible at another moment, without reading the folder again.
func (l *Library) At(now time.Time) *Library { return l.at(now, l) }

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
		if a := l.byKey[key]; a != nil {
			return a, true
		}
	}
	if list := l.bySlug()[slug]; len(list) > 0 {
		return slices.MinFunc(list, func(a, b *Article) int { return cmp.Compare(a.Lang, b.Lang) }), true
	}
	return nil, false
}

// ByKey finds an article by its Key, also by the key of a retired slug.
func (l *Library) ByKey(key string) (*Article, bool) {
	if a := l.byKey[key]; a != nil {
		return a, true
	}
	a := l.moved[key]
	return a, a != nil
}

// Moved returns where a retired slug (an alias) now lives.
func (l *Library) Moved(lang, slug string) (*Article, bool) {
	for _, key := range append([]string{lang, l.site.DefaultLanguage}, l.site.Languages...) {
		if a := l.moved[key+"/"+slug]; a != nil {
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
