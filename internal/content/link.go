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
	*roll
	cat    *catalogue
	drafts []*draft // by number, so sorted by path
	media  map[string]*media
	tags   func() map[string]bool // "lang/tag", in the language that lists the article
	later  map[*draft]*draft
}

func newLinker(l *loader) *linker {
	r := newRoll(len(l.jobs))
	k := &linker{
		loader: l, roll: r, media: map[string]*media{}, later: map[*draft]*draft{},
		cat: &catalogue{roll: r, fsys: l.fsys, site: l.site, opts: l.opts, images: map[string]*media{}},
	}
	k.tags = sync.OnceValue(k.tagsInUse)
	return k
}

// admit decides which files have a place on the site: of two with the same slug the first has it.
func (k *linker) admit() {
	entities := map[string]*job{}
	articles := make([]*job, 0, len(k.jobs)) // by number
	for _, j := range k.jobs {
		if !j.now.usable() {
			continue
		}
		if e := j.now.entity; e == nil {
			key := j.now.draft.article.Key()
			if n, taken := k.byKey[key]; taken {
				j.first = articles[n]
				continue
			}
			k.byKey[key], j.in = number(len(articles)), true
			articles = append(articles, j)
		} else if k.waits(e) {
			k.waiting[j.folder+"/"+e.slugOf()] = true
		} else if e.page == nil || !taken(e.page.Slug, k.site) {
			key := j.folder + "/" + e.lang() + "/" + e.slugOf()
			if j.first = entities[key]; j.first == nil {
				entities[key], j.in = j, true
			}
		}
	}
}

// addAll files what is there under what it is found by.
func (k *linker) addAll() {
	for _, j := range k.jobs {
		switch {
		case j.in && j.entity != nil:
			k.addEntity(j.entity)
		case j.in:
			k.drafts = append(k.drafts, j.draft)
			k.cat.articles = append(k.cat.articles, j.draft.article)
		case j.now.usable():
			k.leaveOut(j)
		}
	}
	n := number(0)
	for _, j := range k.jobs {
		if j.in && j.entity == nil {
			k.addAliases(j.draft, n, j.anew)
			n++
		}
	}
	k.addHelp()
}

// leaveOut says why a file has no place.
func (k *linker) leaveOut(j *job) {
	e := j.entity
	if e == nil {
		d := j.draft
		k.on(d).add(d.where("slug"), LevelError, "duplicate-slug", "%s has the slug %q already, so this article is left out", j.first.path, d.article.Slug)
		return
	}
	if k.waits(e) {
		k.byPath[e.path] = e // a link to it leads nowhere yet, but is no mistake
		return
	}
	d := k.on(e.draft)
	if j.first == nil {
		d.add(e.where("slug"), LevelError, "reserved-slug", "the site itself answers at \"/%s\", so nobody would see this page", e.slugOf())
		return
	}
	d.add(e.where("slug"), LevelError, "duplicate-slug", "another file has the slug %q in the language %q", e.slugOf(), e.lang())
}

// on is where passes over the whole folder put what they find about a file: what linking has made of the file itself
// may be that of the library before.
func (k *linker) on(d *draft) *draft {
	c := k.later[d]
	if c == nil {
		copied, f := *d, *d.file
		f.findings = slices.Clip(f.findings)
		copied.file = &f
		c = &copied
		k.later[d] = c
	}
	return c
}

// last returns a file with all that was found.
func (k *linker) last(d *draft) *draft {
	if c := k.later[d]; c != nil {
		return c
	}
	return d
}

func (k *linker) addEntity(e *entity) {
	lang, slug := e.lang(), e.slugOf()
	switch {
	case e.category != nil:
		put(k.categories, lang, slug, e.category)
		k.weights[e.category] = e.weight
	case e.person != nil:
		put(k.people, lang, slug, e.person)
	case e.debate != nil:
		put(k.debates, lang, slug, e.debate)
	default:
		put(k.pages, lang, slug, e.page)
		k.weights[e.page] = e.weight
	}
	k.entities = append(k.entities, e)
	k.byPath[e.path], k.idsOf[k.addressOf(e)] = e, e.ids
}

func (k *linker) addressOf(e *entity) string {
	address := k.prefix(e.lang())
	switch {
	case e.category != nil:
		address += "/categories/"
	case e.person != nil:
		address += "/people/"
	case e.debate != nil:
		address += "/questions/"
	default:
		address += "/"
	}
	return address + e.slugOf()
}

func put[T any](m map[string]map[string]*T, lang, slug string, v *T) {
	if m[slug] == nil {
		m[slug] = map[string]*T{}
	}
	m[slug][lang] = v
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

// articleIn returns the article of a source file; nil: there is none, or it was left out.
func (k *linker) articleIn(file string) *draft {
	i, found := slices.BinarySearchFunc(k.drafts, file, func(d *draft, file string) int { return strings.Compare(d.path, file) })
	if !found {
		return nil
	}
	return k.drafts[i]
}

func (k *linker) tagsInUse() map[string]bool {
	tags := map[string]bool{}
	for _, d := range k.drafts {
		for _, t := range d.article.Tags {
			tags[home(k.site, d.article.Lang)+"/"+t.Slug] = true
		}
	}
	return tags
}

// addAliases files an article under its retired addresses. Of one that is taken over they are known to be its own.
func (k *linker) addAliases(d *draft, n number, anew bool) {
	a := d.article
	if !anew {
		for _, p := range a.OldPaths {
			k.movedPaths[p] = n
		}
		for _, alias := range a.Aliases {
			k.moved[a.Lang+"/"+alias] = n
		}
		return
	}
	k.takeOldPaths(d, n)
	a.Aliases = slices.DeleteFunc(a.Aliases, func(alias string) bool {
		key := a.Lang + "/" + alias
		_, theirs := k.byKey[key]
		other, taken := k.moved[key]
		if theirs || taken && other != n {
			d.add(d.where("aliases"), LevelWarning, "alias-taken", "%q is the address of another article", alias)
			return true
		}
		if !taken {
			k.moved[key] = n
		}
		return false
	})
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

func (k *linker) linkAll() {
	k.checkNavigation()
	k.checkSiteLinks()
	var entities []*entity
	var drafts []*draft
	for _, j := range k.jobs {
		switch {
		case !j.in || !j.anew:
		case j.entity != nil:
			entities = append(entities, j.entity)
		default:
			drafts = append(drafts, j.draft)
		}
	}
	parallel(len(entities), func(i int) {
		e := entities[i]
		e.asked = append(e.asked, e.names()...)
		if e.person != nil {
			e.person.Photo = k.cover(e.draft, e.person.Photo)
		}
		e.render(k.links(e.draft, e.lang()), k.pictures(e.draft))
	})
	parallel(len(drafts), func(i int) { k.linkArticle(drafts[i]) })
	lines := k.numbersToCall()
	for _, d := range k.drafts {
		k.checkSensitive(d)
		k.checkReview(d)
		k.checkLoose(d, lines)
	}
	for _, e := range k.entities {
		k.checkLoose(e.draft, lines)
	}
	k.linkTranslations()
	k.linkDebates()
	k.checkSeries()
	k.cat.order = k.inOrder()
	if k.opts.Proofread || k.opts.Reusable {
		k.cat.drafts = k.drafts
	}
}

func (k *linker) checkNavigation() {
	for _, n := range k.site.Navigation {
		if n.Category != "" && len(k.categories[n.Category]) == 0 && !k.waiting["categories/"+n.Category] {
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
	k.linkCategory(d)
	for _, s := range d.snippets {
		k.snippet(d, s)
	}
	for _, name := range d.refs.related {
		other := k.find(d, name, a.Lang)
		if other == nil {
			d.add(d.where("related"), LevelWarning, "unknown-related", "there is no article %q", name)
		} else if key := other.article.Key(); other != d && !slices.Contains(a.chosen, key) {
			a.chosen = append(a.chosen, key)
		}
	}
}

// find finds an article by slug, "lang/slug", address or path, in a language if it is there in that one. asker is the
// file that depends on it; nil: none.
func (k *linker) find(asker *draft, name, lang string) *draft {
	name = strings.TrimSuffix(strings.Trim(name, "/"), ".md")
	asker.ask(bySlug, lastPart(name))
	slug := lastPart(name)
	for _, key := range []string{name, lang + "/" + slug, k.site.DefaultLanguage + "/" + slug} {
		if n, ok := k.byKey[key]; ok {
			return k.drafts[n]
		}
	}
	if list := k.bySlug()[slug]; len(list) > 0 {
		return k.drafts[list[0]]
	}
	if n, ok := k.moved[lang+"/"+slug]; ok {
		return k.drafts[n]
	}
	return nil
}

func lastPart(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }

func (k *linker) linkCategory(d *draft) {
	slug := d.refs.category
	if slug == "" {
		d.add(d.where("category"), LevelHint, "missing-category", "without a category it is found only by search")
		return
	}
	a := d.article
	head, _, several := strings.Cut(slug, ",")
	for _, s := range []string{slug, makeID(slug), makeID(head)} {
		d.ask(byCategory, s)
	}
	c, ok := pick(k.categories, slug, a.Lang, k.site.DefaultLanguage)
	if !ok {
		c, ok = pick(k.categories, makeID(slug), a.Lang, k.site.DefaultLanguage)
	}
	if !ok && several { // "Love, Money": the first counts
		c, ok = pick(k.categories, makeID(head), a.Lang, k.site.DefaultLanguage)
	}
	k.checkNamed(d, d.where("category"), mention{"categories", makeID(slug), ok, ok && c.Draft, a.Draft})
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
