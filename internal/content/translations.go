package content

import (
	"slices"
	"strings"
)

// linkTranslations ties articles that name each other with translation_of, or that have the same slug in different
// languages, into groups.
func (k *linker) linkTranslations() {
	leader := map[*draft]*draft{}
	var root func(*draft) *draft
	root = func(d *draft) *draft {
		if leader[d] == nil || leader[d] == d {
			return d
		}
		leader[d] = root(leader[d])
		return leader[d]
	}
	tied := map[*draft]bool{}
	tie := func(a, b *draft) {
		tied[a], tied[b] = true, true
		leader[root(a)] = root(b)
	}
	k.eachNamesake(tie)
	for _, d := range k.drafts {
		if other := k.translated(d); other != nil {
			tie(d, other)
		}
	}
	groups := map[*draft][]*draft{}
	for _, d := range k.drafts {
		if tied[d] {
			groups[root(d)] = append(groups[root(d)], d)
		}
	}
	for _, group := range groups {
		k.tieGroup(group)
	}
}

// eachNamesake visits articles that have a slug in common, and so different languages: each that is not in the language of
// most articles with each other one.
func (k *linker) eachNamesake(visit func(a, b *draft)) {
	count, most := map[string]int{}, ""
	for _, d := range k.drafts {
		lang := d.article.Lang
		if count[lang]++; count[lang] > count[most] {
			most = lang
		}
	}
	for _, d := range k.drafts {
		if d.article.Lang == most {
			continue
		}
		for lang := range count {
			if n, ok := k.byKey[lang+"/"+d.article.Slug]; ok && k.drafts[n] != d {
				visit(d, k.drafts[n])
			}
		}
	}
}

// translated finds the article that another one translates: it has another language. Nil: it translates none, or, which is
// reported, none that there is.
func (k *linker) translated(d *draft) *draft {
	if d.refs.translation == "" {
		return nil
	}
	for _, lang := range append([]string{k.site.DefaultLanguage}, k.site.Languages...) {
		if other := k.find(nil, d.refs.translation, lang); other != nil && other.article.Lang != d.article.Lang {
			return other
		}
	}
	k.on(d).add(d.where("translation_of"), LevelWarning, "unknown-translation", "there is no article %q in another language", d.refs.translation)
	return nil
}

func (k *linker) tieGroup(group []*draft) {
	for _, d := range group {
		seen := map[string]bool{d.article.Lang: true}
		var others []*Article
		for _, other := range group {
			if a := other.article; other != d && !seen[a.Lang] {
				seen[a.Lang] = true
				others = append(others, a)
			}
		}
		slices.SortFunc(others, func(a, b *Article) int { return strings.Compare(a.Lang, b.Lang) })
		for _, a := range others {
			k.siblings[d.article.Key()] = append(k.siblings[d.article.Key()], k.byKey[a.Key()])
		}
	}
}
