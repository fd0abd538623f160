package content

import (
	"cmp"
	"slices"
	"strings"
)

// Category finds a category in a language, falling back to the default one.
func (l *Library) Category(lang, slug string) (*Category, bool) {
	return pick(l.categories, slug, lang, l.site.DefaultLanguage)
}

// Categories returns all categories in a language (falling back to the default one), in navigation order, then by title.
func (l *Library) Categories(lang string) []*Category {
	list := each(l.categories, lang, l.site.DefaultLanguage)
	order := func(c *Category) int {
		i := slices.IndexFunc(l.site.Navigation, func(n NavEntry) bool { return n.Category == c.Slug })
		if i < 0 {
			return len(l.site.Navigation)
		}
		return i
	}
	slices.SortFunc(list, func(a, b *Category) int {
		return cmp.Or(order(a)-order(b), l.weights[a]-l.weights[b], byName(a.Title, b.Title), cmp.Compare(a.Slug, b.Slug))
	})
	return list
}

// People returns everybody in a language (falling back to the default one), by name.
func (l *Library) People(lang string) []*Person {
	list := each(l.people, lang, l.site.DefaultLanguage)
	slices.SortFunc(list, func(a, b *Person) int { return cmp.Or(byName(a.Name, b.Name), cmp.Compare(a.Slug, b.Slug)) })
	return list
}

// Person finds a person in a language, falling back to the default one.
func (l *Library) Person(lang, slug string) (*Person, bool) {
	return pick(l.people, slug, lang, l.site.DefaultLanguage)
}

// Page finds a page in a language, falling back to the default one.
func (l *Library) Page(lang, slug string) (*Page, bool) {
	return pick(l.pages, slug, lang, l.site.DefaultLanguage)
}

// Pages returns the pages in a language, in the order of their optional weight, then by title. Those without a weight
// come last.
func (l *Library) Pages(lang string) []*Page {
	list := each(l.pages, lang, l.site.DefaultLanguage)
	weight := func(p *Page) int {
		if w := l.weights[p]; w != 0 {
			return w
		}
		return 1 << 30
	}
	slices.SortFunc(list, func(a, b *Page) int {
		return cmp.Or(cmp.Compare(weight(a), weight(b)), byName(a.Title, b.Title), cmp.Compare(a.Slug, b.Slug))
	})
	return list
}

func each[T any](m map[string]map[string]*T, langs ...string) []*T {
	var list []*T
	for slug := range m {
		if v, ok := pick(m, slug, langs...); ok {
			list = append(list, v)
		}
	}
	return list
}

func byName(a, b string) int { return cmp.Compare(strings.ToLower(a), strings.ToLower(b)) }
