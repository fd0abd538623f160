package content

import (
	"cmp"
	"slices"
	"strings"
)

// TagCount is a tag and how many listed articles carry it.
type TagCount struct {
	Tag
	Count int
}

// Work is a person's part in the library.
type Work struct{ Wrote, Edited, Reviewed, Translated, Photographed []*Article }

// lists are the articles of a library by what they are asked for, each newest first: a page of a list must not cost a walk
// through all articles. They are made when the first of them is asked for.
type lists struct {
	categories map[listKey][]*Article
	tags       map[listKey]*tagged
	tagsOf     map[string][]TagCount // by language, in order of name
	work       map[string]*Work      // by slug of the person
	featured   map[string]*Article   // by language
	asking     map[string][]*Article // by language
}

// listKey is a category or a tag of an interface language.
type listKey struct{ lang, slug string }

type tagged struct {
	tag  Tag // as the oldest article writes it
	list []*Article
}

func listed(l *Library) *lists {
	out := &lists{categories: map[listKey][]*Article{}, tags: map[listKey]*tagged{}, tagsOf: map[string][]TagCount{}, work: map[string]*Work{}, featured: map[string]*Article{}, asking: map[string][]*Article{}}
	for lang, articles := range l.listed {
		for _, a := range articles {
			if a.Category != nil {
				at := listKey{lang, a.Category.Slug}
				out.categories[at] = append(out.categories[at], a)
			}
			out.tag(lang, a)
			if a.Featured && out.featured[lang] == nil {
				out.featured[lang] = a
			}
			if len(a.Questions) > 0 {
				out.asking[lang] = append(out.asking[lang], a)
			}
		}
		slices.SortFunc(out.tagsOf[lang], func(a, b TagCount) int {
			return cmp.Or(cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.Slug, b.Slug))
		})
		for i, t := range out.tagsOf[lang] {
			out.tagsOf[lang][i].Count = len(out.tags[listKey{lang, t.Slug}].list)
		}
	}
	for _, a := range l.all {
		out.credit(a)
	}
	return out
}

func (s *lists) tag(lang string, a *Article) {
	for _, t := range a.Tags {
		at := listKey{lang, t.Slug}
		known := s.tags[at]
		if known == nil {
			known = &tagged{}
			s.tags[at] = known
			s.tagsOf[lang] = append(s.tagsOf[lang], TagCount{Tag: t})
		}
		known.tag, known.list = t, once(known.list, a)
	}
}

func (s *lists) credit(a *Article) {
	of := func(p *Person) *Work {
		if s.work[p.Slug] == nil {
			s.work[p.Slug] = &Work{}
		}
		return s.work[p.Slug]
	}
	for _, p := range a.Authors {
		w := of(p)
		w.Wrote = once(w.Wrote, a)
	}
	for _, c := range a.Credits {
		w := of(c.Person)
		switch c.Role {
		case RoleEditor:
			w.Edited = once(w.Edited, a)
		case RoleReviewer:
			w.Reviewed = once(w.Reviewed, a)
		case RoleTranslator:
			w.Translated = once(w.Translated, a)
		case RolePhotographer:
			w.Photographed = once(w.Photographed, a)
		}
	}
}

// once adds an article to a list unless it was added just now: a file may name a tag or a person twice.
func once(list []*Article, a *Article) []*Article {
	if n := len(list); n > 0 && list[n-1] == a {
		return list
	}
	return append(list, a)
}

// InCategory returns the articles of a category listed in an interface language, newest first. The slice must not be
// changed.
func (l *Library) InCategory(lang, slug string) []*Article {
	return l.lists().categories[listKey{lang, slug}]
}

// Featured returns the newest article listed in an interface language that is marked as featured, else the newest of all;
// nil if there is none.
func (l *Library) Featured(lang string) *Article {
	if a := l.lists().featured[lang]; a != nil || len(l.listed[lang]) == 0 {
		return a
	}
	return l.listed[lang][0]
}

// Asking returns the articles listed in an interface language that answer questions of a FAQ, newest first. The slice must
// not be changed.
func (l *Library) Asking(lang string) []*Article { return l.lists().asking[lang] }

// Tags returns the tags in use in a language with their number of articles, by name. The slice must not be changed.
func (l *Library) Tags(lang string) []TagCount { return l.lists().tagsOf[lang] }

// Tagged returns the tag and its articles listed in an interface language, newest first. False: no article has it. The
// slice must not be changed.
func (l *Library) Tagged(lang, slug string) (Tag, []*Article, bool) {
	t := l.lists().tags[listKey{lang, slug}]
	if t == nil {
		return Tag{}, nil, false
	}
	return t.tag, t.list, true
}

// Work returns what a person wrote, and what they edited, reviewed, translated or photographed, newest first. The slices
// must not be changed.
func (l *Library) Work(slug string) Work {
	if w := l.lists().work[slug]; w != nil {
		return *w
	}
	return Work{}
}
