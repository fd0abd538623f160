package server

import (
	"net/http"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/content"
	"mendwell/internal/cover"
	"mendwell/internal/fault"
	"mendwell/internal/feed"
	"mendwell/web/link"
)

// What one file of the sitemap holds. Up to mapWhole addresses there is one file; beyond, an index of several.
const (
	mapWhole = 10_000
	mapPart  = 5_000
)

const xmlType = "application/xml; charset=utf-8"

// showSitemap lists every page that a search engine may show, or the files that do where there are many.
func (s *Server) showSitemap(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	return s.showDocument(w, r, document{mediaType: xmlType, modified: s.calendar.changed(v.lib, s.Now()), make: func() ([]byte, error) {
		list := s.addresses(v)
		if len(list) <= mapWhole {
			return feed.Sitemap(list)
		}
		var parts []feed.Part
		for i := 0; i*mapPart < len(list); i++ {
			p := feed.Part{At: link.Absolute(v.base, link.Sitemap(i+1))}
			for _, a := range list[i*mapPart : min((i+1)*mapPart, len(list))] {
				p.Changed = later(p.Changed, a.Changed)
			}
			parts = append(parts, p)
		}
		return feed.SitemapIndex(parts)
	}})
}

// showSitemapPart is one of several files. There is none where one is enough.
func (s *Server) showSitemapPart(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	n, err := strconv.Atoi(chi.URLParam(r, "part"))
	if err != nil || n < 1 || strconv.Itoa(n) != chi.URLParam(r, "part") {
		return fault.New(fault.NotFound, "")
	}
	return s.showDocument(w, r, document{mediaType: xmlType, modified: s.calendar.changed(v.lib, s.Now()), make: func() ([]byte, error) {
		list := s.addresses(v)
		if len(list) <= mapWhole || (n-1)*mapPart >= len(list) {
			return nil, fault.New(fault.NotFound, "")
		}
		return feed.Sitemap(list[(n-1)*mapPart : min(n*mapPart, len(list))])
	}})
}

// siteMap collects addresses.
type siteMap struct {
	s    *Server
	v    *visit
	now  time.Time
	list []feed.Address
}

// addresses are the pages for search engines, each in the one form that its canonical link names, in a fixed order.
func (s *Server) addresses(v *visit) []feed.Address {
	m := &siteMap{s: s, v: v, now: s.Now()}
	newest := map[string]time.Time{}
	for _, a := range v.lib.All() {
		m.article(a)
		newest[v.lib.Home(a)] = later(newest[v.lib.Home(a)], m.changed(a))
	}
	for _, lang := range s.languages {
		for _, here := range []func(link.Space) string{
			link.Space.Home, func(l link.Space) string { return l.Articles(1) }, link.Space.Categories,
			func(l link.Space) string { return l.People(1) }, func(l link.Space) string { return l.Questions(1) }, func(l link.Space) string { return l.Feeds(1) },
		} {
			m.add(lang, newest[lang], "", here, func(string) bool { return true })
		}
		m.add(lang, time.Time{}, "", func(l link.Space) string { return l.Help("", "") }, func(string) bool { return true })
		m.lists(lang)
		m.texts(lang)
	}
	return m.list
}

// article adds an article under its own address, unless another site has the original.
func (m *siteMap) article(a *content.Article) {
	if !isPublished(a, m.now) || a.Canonical != "" {
		return
	}
	entry := feed.Address{At: m.s.address(m.v, a), Image: m.s.previewAddress(m.v, a), Changed: m.changed(a)}
	for _, alt := range m.s.articleAlternates(m.v, a) {
		if alt.Absolute != "" {
			entry.Versions = append(entry.Versions, feed.Version{Lang: alt.Lang, At: alt.Absolute})
		}
	}
	entry.Versions = m.withDefault(entry.Versions)
	m.list = append(m.list, entry)
}

func (m *siteMap) changed(a *content.Article) time.Time {
	if a.Date.IsZero() || !isPublished(a, m.now) {
		return time.Time{}
	}
	return changedAt(a, m.now)
}

// add adds a page in a language, with the languages in which it is there too.
func (m *siteMap) add(lang string, changed time.Time, image string, here func(link.Space) string, in func(lang string) bool) {
	entry := feed.Address{At: link.Absolute(m.v.base, here(m.s.space(lang))), Changed: changed, Image: image}
	for _, other := range m.s.languages {
		if in(other) {
			entry.Versions = append(entry.Versions, feed.Version{Lang: other, At: link.Absolute(m.v.base, here(m.s.space(other)))})
		}
	}
	entry.Versions = m.withDefault(entry.Versions)
	m.list = append(m.list, entry)
}

// withDefault says which version is for everybody else: the default language's, where there is one.
func (m *siteMap) withDefault(list []feed.Version) []feed.Version {
	if len(list) < 2 {
		return nil
	}
	for _, v := range list {
		if v.Lang == m.s.languages[0] {
			return append(list, feed.Version{Lang: "x-default", At: v.At})
		}
	}
	return list
}

// lists adds categories, tags and people that have something to show.
func (m *siteMap) lists(lang string) {
	v := m.v
	for _, c := range v.lib.Categories(lang) {
		if c.Draft {
			continue
		}
		image := link.Absolute(v.base, link.Cover(cover.Version, string(paletteOf(c)), c.Slug, "png"))
		if list := v.lib.InCategory(lang, c.Slug); len(list) > 0 {
			m.add(lang, m.newest(list), image, func(l link.Space) string { return l.Category(c.Slug, 1) },
				func(lang string) bool { return len(v.lib.InCategory(lang, c.Slug)) > 0 })
		}
	}
	for _, t := range v.lib.Tags(lang) {
		_, list, _ := v.lib.Tagged(lang, t.Slug)
		m.add(lang, m.newest(list), "", func(l link.Space) string { return l.Tag(t.Slug, 1) },
			func(lang string) bool { _, _, ok := v.lib.Tagged(lang, t.Slug); return ok })
	}
	for _, p := range v.lib.People(lang) {
		if p.Draft {
			continue
		}
		work := v.lib.Work(p.Slug)
		m.add(lang, later(m.newest(work.Wrote), later(m.newest(work.Edited), m.newest(work.Reviewed))), "",
			func(l link.Space) string { return l.Person(p.Slug) },
			func(string) bool { return true })
	}
}

// texts adds pages and questions in their own language.
func (m *siteMap) texts(lang string) {
	v := m.v
	for _, p := range v.lib.Pages(lang) {
		if home := m.s.textHome(v, p.Lang); home == lang {
			m.add(lang, p.Updated, "", func(l link.Space) string { return l.Page(p.Slug) }, func(other string) bool { return m.s.hasPage(v, other, p.Slug) })
		}
	}
	for _, d := range v.lib.Debates(lang) {
		if !d.Draft {
			m.question(d)
		}
	}
}

func (m *siteMap) question(d *content.Debate) {
	at := func(d *content.Debate) string { return link.Absolute(m.v.base, m.s.space(d.Lang).Question(d.Slug)) }
	entry := feed.Address{At: at(d)}
	for _, lang := range m.s.languages {
		if o := inLanguage(d, lang); o != nil {
			entry.Versions = append(entry.Versions, feed.Version{Lang: lang, At: at(o)})
		}
	}
	entry.Versions = m.withDefault(entry.Versions)
	m.list = append(m.list, entry)
}

func (m *siteMap) newest(list []*content.Article) (t time.Time) {
	for _, a := range list {
		t = later(t, m.changed(a))
	}
	return t
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// textHome is the interface language under whose addresses a text in a language is at home.
func (s *Server) textHome(v *visit, lang string) string {
	for _, l := range s.languages {
		if l == lang {
			return l
		}
	}
	return s.languages[0]
}

// hasPage reports whether a page is there in a language, and not only another language's in its place.
func (s *Server) hasPage(v *visit, lang, slug string) bool {
	p, ok := v.lib.Page(lang, slug)
	return ok && s.textHome(v, p.Lang) == lang
}
