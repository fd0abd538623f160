package content

import (
	"slices"
	"strings"
)

// Held finds an article by its Key that readers do not see yet: a draft, or one that is scheduled. Not ok: there is no such article, or it has been published, also where this Library shows drafts.
func (l *Library) Held(key string) (*Article, bool) {
	for _, a := range l.articles {
		if !a.called(key) || !a.Draft && !a.Date.After(l.now) {
			continue
		}
		return a, true
	}
	return nil, false
}

// called says whether an article has a key, or had it under a retired slug.
func (a *Article) called(key string) bool {
	lang, slug, _ := strings.Cut(key, "/")
	return lang == a.Lang && (slug == a.Slug || slices.Contains(a.Aliases, slug))
}
