package content

import (
	"slices"
	"strings"
	"sync"

	"mendwell/internal/markdown"
)

// linker ties what was read together: names to people, slugs to articles, addresses to what they lead to.
type linker struct {
	*loader
	cat      *catalogue
	drafts   []*draft
	entities []*entity
	media    map[string]*media
	byKey    map[string]*draft // "lang/slug"
	bySlug   map[string][]*draft
	byPath   map[string]string // source file -> address
	byFile   map[string]*draft // source file -> article
	idsOf    map[string]fragments
	moved    map[string]*draft // "lang/alias"

	movedPaths map[string]*draft
	tags       map[string]bool // "lang/tag", in the language that lists the article
}

func newLinker(l *loader) *linker {
	k := &linker{
		loader: l, media: map[string]*media{}, byKey: map[string]*draft{}, bySlug: map[string][]*draft{}, byPath: map[string]string{}, byFile: map[string]*draft{},
		idsOf: map[string]fragments{}, moved: map[string]*draft{}, movedPaths: map[string]*draft{}, tags: map[string]bool{},
		cat: &catalogue{
			fsys: l.fsys, site: l.site, opts: l.opts, related: map[*Article][]*Article{}, siblings: map[*Article][]*Article{},
			categories: map[string]map[string]*Category{}, people: map[string]map[string]*Person{}, pages: map[string]map[string]*Page{},
			debates: map[string]map[string]*Debate{}, bonds: map[*Article][]bond{},
			weights: map[any]int{}, images: map[string]*media{},
		},
	}
	for _, j := range l.jobs {
		switch {
		case j.entity != nil && !j.entity.broken():
			k.addEntity(j.entity)
		case j.draft != nil && !j.draft.broken():
			k.addDraft(j.draft)
		}
	}
	k.addAliases()
	k.addHelp()
	return k
}

func (k *linker) addEntity(e *entity) {
	lang, slug := e.lang(), e.slugOf()
	var ok bool
	switch {
	case e.category != nil:
		ok = put(k.cat.categories, lang, slug, e.category)
		k.cat.weights[e.category] = e.weight
	case e.person != nil:
		ok = put(k.cat.people, lang, slug, e.person)
	case e.debate != nil:
		ok = put(k.cat.debates, lang, slug, e.debate)
	case taken(slug, k.site):
		e.add(e.where("slug"), LevelError, "reserved-slug", "the site itself answers at \"/%s\", so nobody would see this page", slug)
		return
	default:
		ok = put(k.cat.pages, lang, slug, e.page)
		k.cat.weights[e.page] = e.weight
	}
	if !ok {
		e.add(e.where("slug"), LevelError, "duplicate-slug", "another file has the slug %q in the language %q", slug, lang)
		return
	}
	k.entities = append(k.entities, e)
	address := k.prefix(lang)
	switch {
	case e.category != nil:
		address += "/categories/" + slug
	case e.person != nil:
		address += "/people/" + slug
	case e.debate != nil:
		address += "/questions/" + slug
	default:
		address += "/" + slug
	}
	k.byPath[e.path], k.idsOf[address] = address, e.ids
}

func put[T any](m map[string]map[string]*T, lang, slug string, v *T) bool {
	if m[slug] == nil {
		m[slug] = map[string]*T{}
	}
	if m[slug][lang] != nil {
		return false
	}
	m[slug][lang] = v
	return true
}

// pick finds something by slug in a language, then in the default one, then in any.
func pick[T any](m map[string]map[string]*T, slug string, langs ...string) (*T, bool) {
	in := m[slug]
	for _, lang := range langs {
		if v := in[lang]; v != nil {
			return v, true
		}
	}
	best := ""
	for lang := range in {
		if best == "" || lang < best {
			best = lang
		}
	}
	return in[best], best != ""
}

func (k *linker) addDraft(d *draft) {
	a := d.article
	if first := k.byKey[a.Key()]; first != nil {
		d.add(d.where("slug"), LevelError, "duplicate-slug", "%s has the slug %q already, so this article is left out", first.path, a.Slug)
		return
	}
	k.byKey[a.Key()] = d
	k.bySlug[a.Slug] = append(k.bySlug[a.Slug], d)
	k.drafts = append(k.drafts, d)
	k.cat.articles = append(k.cat.articles, a)
	address := k.address(a)
	k.byPath[d.path], k.byFile[d.path], k.idsOf[address] = address, d, d.ids
	for _, t := range a.Tags {
		k.tags[home(k.site, a.Lang)+"/"+t.Slug] = true
	}
}

func (k *linker) addAliases() {
	for _, d := range k.drafts {
		a := d.article
		k.takeOldPaths(d)
		a.Aliases = slices.DeleteFunc(a.Aliases, func(alias string) bool {
			key := a.Lang + "/" + alias
			if k.byKey[key] != nil || k.moved[key] != nil {
				d.add(d.where("aliases"), LevelWarning, "alias-taken", "%q is the address of another article", alias)
				return true
			}
			k.moved[key] = d
			return false
		})
	}
}

func home(site Site, lang string) string {
	if slices.Contains(site.Languages, lang) {
		return lang
	}
	return site.DefaultLanguage
}

// prefix returns what addresses in a language start with.
func (k *linker) prefix(lang string) string {
	if lang = home(k.site, lang); lang == k.site.DefaultLanguage {
		return ""
	}
	return "/" + lang
}

func (k *linker) address(a *Article) string { return k.prefix(a.Lang) + "/articles/" + a.Slug }

func (k *linker) readImages() {
	var files []string
	note := func(file string) {
		if file != "" && k.media[file] == nil {
			k.media[file] = &media{}
			files = append(files, file)
		}
	}
	each := func(d *draft) {
		for _, r := range d.images {
			note(r.file)
		}
		if d.cover != nil {
			note(d.cover.file)
		}
	}
	for _, d := range k.drafts {
		each(d)
	}
	for _, e := range k.entities {
		each(e.draft)
	}
	read := make([]*media, len(files))
	parallel(len(files), func(i int) { read[i] = readImage(k.fsys, files[i], k.opts) })
	for i, m := range read {
		k.media[files[i]] = m
		if m.served != "" {
			k.cat.images[m.served] = m
		}
	}
}

func (k *linker) linkAll() {
	k.checkNavigation()
	k.checkSiteLinks()
	parallel(len(k.entities), func(i int) {
		e := k.entities[i]
		if e.person != nil {
			e.person.Photo = k.cover(e.draft, e.person.Photo)
		}
		e.render(k.links(e.draft, e.lang()), k.pictures(e.draft))
	})
	parallel(len(k.drafts), func(i int) { k.linkArticle(k.drafts[i]) })
	k.linkTranslations()
	k.linkDebates()
	k.checkSeries()
	k.cat.order = slices.SortedFunc(slices.Values(k.cat.articles), newestFirst)
	k.cat.terms = sync.OnceValue(k.cat.indexTerms)
	if k.opts.Proofread {
		k.proofread()
	}
}

func (k *linker) checkNavigation() {
	for _, n := range k.site.Navigation {
		if n.Category != "" && len(k.cat.categories[n.Category]) == 0 {
			k.findings = append(k.findings, Finding{
				Path: "site.yaml", Line: 1, Col: 1, Level: LevelWarning, Code: "unknown-category", Message: "the navigation names the category \"" + n.Category + "\", which there is not",
			})
		}
	}
}

func (k *linker) linkArticle(d *draft) {
	a := d.article
	a.links = k.links(d, a.Lang)
	a.images = k.pictures(d)
	a.Image = k.cover(d, a.Image)
	k.linkPeople(d)
	k.checkReview(d)
	k.linkCategory(d)
	for _, s := range d.snippets {
		k.snippet(d, s)
	}
	seen := map[*Article]bool{a: true}
	list := []*Article{}
	for _, name := range d.refs.related {
		other := k.find(name, a.Lang)
		if other == nil {
			d.add(d.where("related"), LevelWarning, "unknown-related", "there is no article %q", name)
		} else if !seen[other.article] {
			seen[other.article] = true
			list = append(list, other.article)
		}
	}
	d.linked = list
}

// find finds an article by slug, "lang/slug", address or path, in a language if it is there in that one.
func (k *linker) find(name, lang string) *draft {
	name = strings.TrimSuffix(strings.Trim(name, "/"), ".md")
	if d := k.byKey[name]; d != nil {
		return d
	}
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		name = name[i+1:]
	}
	if d := k.byKey[lang+"/"+name]; d != nil {
		return d
	}
	if d := k.byKey[k.site.DefaultLanguage+"/"+name]; d != nil {
		return d
	}
	if list := k.bySlug[name]; len(list) > 0 {
		return list[0]
	}
	return k.moved[lang+"/"+name]
}

func (k *linker) linkCategory(d *draft) {
	slug := d.refs.category
	if slug == "" {
		d.add(d.where("category"), LevelHint, "missing-category", "without a category it is found only by search")
		return
	}
	a := d.article
	c, ok := pick(k.cat.categories, slug, a.Lang, k.site.DefaultLanguage)
	if !ok {
		c, ok = pick(k.cat.categories, makeID(slug), a.Lang, k.site.DefaultLanguage)
	}
	if head, _, several := strings.Cut(slug, ","); !ok && several { // "Love, Money": the first counts
		c, ok = pick(k.cat.categories, makeID(head), a.Lang, k.site.DefaultLanguage)
	}
	if !ok {
		d.add(d.where("category"), LevelWarning, "unknown-category", "there is no categories/%s.md", makeID(slug))
	}
	a.Category = c
}

func (k *linker) snippet(d *draft, s snippet) {
	html, err := markdown.RenderSnippet(s.text, markdown.ArticleOptions{
		Word: d.article.words,
		Link: func(dest string) string { return k.resolve(d, d.article.Lang, reference{dest: dest, at: s.at}) },
		Picture: func(string) (markdown.Picture, bool) {
			return markdown.Picture{}, false
		},
	})
	if err != nil {
		d.add(s.at, LevelWarning, "too-complex", "the text cannot be shown: %s", err)
		return
	}
	s.set(d.article, html)
}
