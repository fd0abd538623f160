package content

import (
	"slices"
	"strings"
)

// Held finds an article by its Key that readers do not see yet: a draft, or one that is scheduled. What it is related to
// is as published. Not ok: there is no such article, or it has been published, also where this Library shows drafts.
func (l *Library) Held(key string) (*Article, bool) {
	for _, a := range l.articles {
		if !a.called(key) || !a.Draft && !a.Date.After(l.now) {
			continue
		}
		held := *a
		held.Related = l.chosen(a)
		held.Translations = l.published(l.siblings[a])
		return &held, true
	}
	return nil, false
}

// called says whether an article has a key, or had it under a retired slug.
func (a *Article) called(key string) bool {
	lang, slug, _ := strings.Cut(key, "/")
	return lang == a.Lang && (slug == a.Slug || slices.Contains(a.Aliases, slug))
}

// chosen are those of the articles that the editor named in one that this library shows.
func (l *Library) chosen(a *Article) []*Article {
	var out []*Article
	for _, key := range a.articleSource.chosen {
		if shown := l.byKey[key]; shown != nil {
			out = append(out, shown)
		}
	}
	return out
}

// published are those of a list that this library shows.
func (l *Library) published(list []*Article) []*Article {
	var out []*Article
	for _, a := range list {
		if shown := l.byKey[a.Key()]; shown != nil {
			out = append(out, shown)
		}
	}
	return out
}
