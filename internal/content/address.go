package content

import (
	"net/url"
	"path"
	"slices"
	"strings"
)

// pagesOfTheSite are first parts of addresses that the site itself answers.
var pagesOfTheSite = []string{
	"", "help", "feeds", "search", "leave", "login", "register", "logout", "account", "bookmarks", "articles", "categories", "tags", "people", "comments",
	"feed.xml", "feed.json", "rss.xml", "atom.xml", "sitemap.xml", "robots.txt", "llms.txt", "media", "pictures", "static", "covers", "desk", "dev", "preview", "health", "healthz", "readyz",
	"questions", "tips", "saved", "forgot", "reset", "welcome", "settings",
}

// pagesOfEditors are those of them that a page of the folder may answer.
var pagesOfEditors = []string{"tips", "saved", "settings", "desk", "health"}

// taken says whether the site itself answers an address, so that a page there would never be seen.
func taken(slug string, site Site) bool {
	return slices.Contains(site.Languages, slug) || slices.Contains(pagesOfTheSite, slug) && !slices.Contains(pagesOfEditors, slug)
}

// links resolves the links of a body and reports those that lead nowhere.
func (k *linker) links(d *draft, lang string) map[string]string {
	if len(d.links) == 0 {
		return nil
	}
	m := map[string]string{}
	for _, r := range d.links {
		m[r.dest] = k.resolve(d, lang, r)
	}
	return m
}

// resolve returns the address that a link leads to.
func (k *linker) resolve(d *draft, lang string, r reference) string {
	if rest, ok := strings.CutPrefix(r.dest, k.site.BaseURL+"/"); ok && k.site.BaseURL != "" { // this site, by its full address
		k.resolve(d, lang, reference{dest: "/" + rest, at: r.at})
		return r.dest
	}
	if u, err := url.Parse(r.dest); err == nil && u.Scheme != "" || strings.HasPrefix(r.dest, "//") {
		if u != nil && !slices.Contains([]string{"", "http", "https", "mailto", "tel", "sms"}, strings.ToLower(u.Scheme)) {
			d.add(r.at, LevelWarning, "unsafe-link", "a link may not start with %q, so only its text is shown", u.Scheme+":")
			return ""
		}
		if u != nil && u.Scheme == "" {
			d.add(r.at, LevelWarning, "half-address", "%q leads to another site, though it looks like an address of this one", r.dest)
		}
		return r.dest
	}
	target, fragment, hasFragment := strings.Cut(r.dest, "#")
	target, query, _ := strings.Cut(target, "?")
	if query != "" {
		query = "?" + query
	}
	if plain, err := url.PathUnescape(target); err == nil {
		target = plain
	}
	if plain, err := url.PathUnescape(fragment); err == nil {
		fragment = plain
	}
	ids, address := d.ids, target
	switch {
	case target == "":
		if r.dest == "" {
			d.add(r.at, LevelWarning, "unknown-link", "the link leads nowhere")
		}
	case strings.HasPrefix(target, "/"):
		var known bool
		if ids, known = k.page(target, lang, d, r); !known {
			d.add(r.at, LevelWarning, "unknown-link", "there is no page at %q", target)
			return r.dest
		}
		k.checkQuery(d, target, query, r)
	default:
		other, e := k.file(d, target)
		switch {
		case other != nil:
			k.unpublished(d, other, r)
			address, ids = k.address(other.article), other.ids
		case e != nil:
			k.heldLink(d, e.held(), e.slugOf(), r)
			address, ids = k.addressOf(e), e.ids
		default:
			d.add(r.at, LevelWarning, "unknown-link", "%q leads to nothing in this folder", target)
			return r.dest
		}
	}
	if hasFragment && fragment != "" && ids != nil && !ids.has(fragment) && !reserved(fragment) {
		d.add(r.at, LevelWarning, "unknown-link", "there is no part %q at %q", "#"+fragment, first(address, "this page"))
	}
	if target == "" || strings.HasPrefix(target, "/") {
		return r.dest
	}
	out := (&url.URL{Path: address}).EscapedPath() + query
	if hasFragment {
		out += "#" + fragment
	}
	return out
}

// file finds a source file, as seen from another one: an article, or something else. The extension may be left out.
func (k *linker) file(from *draft, target string) (*draft, *entity) {
	p := path.Join(path.Dir(from.path), target)
	for _, name := range []string{p, p + ".md", path.Join(p, "index.md"), strings.TrimSuffix(p, ".html") + ".md"} {
		from.ask(bySource, name)
		if d := k.articleIn(name); d != nil {
			return d, nil
		}
		if e := k.byPath[name]; e != nil {
			return nil, e
		}
	}
	return nil, nil
}

// page looks an address of this site up. It returns the fragments of the page, nil if they are not known.
func (k *linker) page(target, lang string, d *draft, r reference) (fragments, bool) {
	parts := strings.Split(strings.Trim(path.Clean(target), "/"), "/")
	if slices.Contains(k.site.Languages, parts[0]) && parts[0] != k.site.DefaultLanguage { // which has no prefix
		lang, parts = parts[0], parts[1:]
		if len(parts) == 0 {
			return nil, true
		}
	}
	name := parts[len(parts)-1]
	d.ask(byOldPath, path.Clean(target))
	if n, moved := k.movedPaths[path.Clean(target)]; moved {
		old := k.drafts[n]
		d.add(r.at, LevelHint, "moved-link", "%q is now %q", target, old.article.Slug)
		return old.ids, true
	}
	if len(parts) == 1 {
		d.ask(byPage, name)
		if p, ok := pick(k.pages, name, lang, k.site.DefaultLanguage); ok {
			return k.idsOf[k.prefix(p.Lang)+"/"+name], true
		}
		return nil, slices.Contains(pagesOfTheSite, name) || name == "favicon.ico" || name == "favicon.svg"
	}
	return k.pageBelow(parts, lang, d, r)
}

// pageBelow looks up an address of more than one part.
func (k *linker) pageBelow(parts []string, lang string, d *draft, r reference) (fragments, bool) {
	slug := parts[1]
	feed := len(parts) == 3 && slices.Contains(feeds, parts[2])
	if k.waiting[parts[0]+"/"+slug] && len(k.categories[slug])+len(k.people[slug]) == 0 {
		d.ask(byCategory, slug)
		d.ask(byPerson, slug)
		k.heldLink(d, true, slug, r)
		return nil, true
	}
	switch parts[0] {
	case "categories":
		d.ask(byCategory, slug)
		if c, ok := pick(k.categories, slug, lang, k.site.DefaultLanguage); ok && len(parts) == 2 {
			k.heldLink(d, c.Draft, slug, r)
			return k.idsOf[k.prefix(c.Lang)+"/categories/"+slug], true
		}
		return nil, feed && len(k.categories[slug]) > 0
	case "people":
		d.ask(byPerson, slug)
		if p, ok := pick(k.people, slug, lang, k.site.DefaultLanguage); ok && len(parts) == 2 {
			k.heldLink(d, p.Draft, slug, r)
			return k.idsOf[k.prefix(p.Lang)+"/people/"+slug], true
		}
		return nil, (feed || len(parts) == 3 && slices.Contains(workRoles, parts[2])) && len(k.people[slug]) > 0
	case "articles":
		if len(parts) == 4 && parts[2] == "comments" && (slices.Contains(feeds, parts[3]) || digits(parts[3])) {
			parts = parts[:2]
		}
		if len(parts) > 2 { // only tips fit on one page
			other := k.find(d, slug, lang)
			return nil, len(parts) == 3 && parts[2] == "one-page" && other != nil && other.article.Kind == KindTips
		}
		return k.linkedArticle(slug, lang, d, r)
	case "media":
		d.ask(byServed, strings.Join(parts[1:], "/"))
		return nil, k.cat.images[strings.Join(parts[1:], "/")] != nil
	case "questions":
		d.ask(byDebate, slug)
		return nil, len(parts) == 2 && len(k.debates[slug]) > 0
	case "tags":
		d.ask(byTag, slug)
		return nil, (len(parts) == 2 || feed) && k.tags()[home(k.site, lang)+"/"+slug]
	}
	return nil, parts[0] == ".well-known" || slices.Contains(pagesOfTheSite, parts[0])
}

// workRoles are the last parts of the addresses of what a person did.
var workRoles = []string{"author", "expert", string(RoleEditor), string(RoleReviewer), string(RoleTranslator), string(RolePhotographer)}

// digits reports whether a part of an address may be the number of a thread of comments.
func digits(part string) bool { return part != "" && strings.Trim(part, "0123456789") == "" }

// feeds are the last parts of the addresses of feeds.
var feeds = []string{"feed.xml", "rss.xml", "feed.json"}

func (k *linker) linkedArticle(slug, lang string, d *draft, r reference) (fragments, bool) {
	other := k.find(d, slug, lang)
	if other == nil {
		return nil, false
	}
	a := other.article
	if a.Slug != slug {
		d.add(r.at, LevelHint, "moved-link", "%q is now %q", slug, a.Slug)
	}
	k.unpublished(d, other, r)
	return other.ids, true
}

// unpublished reports a link from what is published to what is not.
func (k *linker) unpublished(d, other *draft, r reference) {
	if a := other.article; !visible(a, k.opts.Now, k.opts.Drafts) && visible(d.articleOrNone(), k.opts.Now, k.opts.Drafts) {
		d.add(r.at, LevelHint, "unpublished-link", "%q is not published at the moment", a.Slug)
	}
}

func (d *draft) articleOrNone() *Article {
	if d.article == nil {
		return &Article{}
	}
	return d.article
}
