package server

import (
	"net/http"
	"strconv"

	"mendwell/internal/content"
	"mendwell/internal/cover"
	"mendwell/internal/fault"
	"mendwell/web/link"
	"mendwell/web/page"
	"mendwell/web/ui"
)

// frame is what every page carries. here is the page's own address in a language; nil for a page that has none, such
// as an error.
func (s *Server) frame(v *visit, title string, here func(link.Space) string) ui.Frame {
	f := ui.Frame{
		Lang: v.lang, Default: s.languages[0], Words: v.words, Link: v.link, Title: title, Viewer: v.viewer, Path: s.here(v),
		Kind: "website", Assets: s.assets.addresses, Dev: s.dev(v),
		Site: ui.Site{Name: v.site.Name, Tagline: s.inLanguage(v.site.Tagline, v.lang), Nav: s.navigation(v), Footer: s.footer(v)},
	}
	if id, ok := doneText(v.done); ok && (v.fromHere || !aboutAccount(v.done)) {
		f.Notice = &ui.Notice{Text: v.words.T(id)}
	}
	if here == nil {
		return f
	}
	f.Feeds, f.Locale = s.siteFeed(v).links(), locale(v.lang)
	f.Canonical = link.Absolute(v.base, here(v.link))
	for _, lang := range s.languages {
		href := here(s.space(lang))
		f.Alternates = append(f.Alternates, ui.Alternate{
			Lang: lang, Name: v.words.Language(lang), Href: href, Absolute: link.Absolute(v.base, href),
		})
	}
	return f
}

// private is the frame of a page that only its reader sees: machines need not know it.
func (s *Server) private(v *visit, title string, here func(link.Space) string) ui.Frame {
	f := s.frame(v, title, here)
	f.NoIndex, f.Canonical, f.Feeds = true, "", nil
	for i := range f.Alternates {
		f.Alternates[i].Absolute = ""
	}
	return f
}

// doneText returns the text id for the code of something that just happened. Only known codes speak, so that nobody can
// put words into the site's mouth with a link.
func doneText(code string) (id string, ok bool) {
	switch code {
	case "saved", "removed", "restored", "posted", "edited", "deleted", "renamed", "password", "device", "devices",
		"login", "logout", "registered", "welcome", "left":
		return "done." + code, true
	default:
		return "", false
	}
}

// aboutAccount reports whether a notice speaks of an account. That is said only on the way from a page of ours: whoever
// follows a link from elsewhere must not read that their account is deleted.
func aboutAccount(code string) bool {
	switch code {
	case "saved", "removed", "restored", "posted", "edited", "deleted":
		return false
	default:
		return true
	}
}

func (s *Server) inLanguage(texts map[string]string, lang string) string {
	if t, ok := texts[lang]; ok {
		return t
	}
	return texts[s.languages[0]]
}

func (s *Server) navigation(v *visit) []ui.NavLink {
	var out []ui.NavLink
	for _, n := range v.site.Navigation {
		if n.Category == "" {
			out = append(out, ui.NavLink{Title: n.Title, Href: n.URL, Current: n.URL == s.here(v)})
		} else if c, ok := v.lib.Category(v.lang, n.Category); ok {
			out = append(out, ui.NavLink{Title: c.Title, Href: v.link.Category(c.Slug, 1)})
		}
	}
	return out
}

func (s *Server) footer(v *visit) []ui.NavLink {
	var out []ui.NavLink
	for _, p := range v.lib.Pages(v.lang) {
		href := v.link.Page(p.Slug)
		out = append(out, ui.NavLink{Title: p.Title, Href: href, Current: href == s.here(v)})
	}
	return out
}

// markSection marks a category in the navigation.
func markSection(f *ui.Frame, slug string) {
	f.Section = slug
	for i := range f.Site.Nav {
		if f.Site.Nav[i].Href == f.Link.Category(slug, 1) {
			f.Site.Nav[i].Current = true
		}
	}
}

// cards are articles in a list. One query finds the number of their comments.
func (s *Server) cards(r *http.Request, articles []*content.Article) ([]page.Card, error) {
	keys := make([]string, len(articles))
	for i, a := range articles {
		keys[i] = a.Key()
	}
	counts, err := s.Comments.Counts(r.Context(), keys)
	if err != nil {
		return nil, err
	}
	v := visitOf(r)
	v.dependsOn(keys...)
	out := make([]page.Card, len(articles))
	for i, a := range articles {
		out[i] = page.Card{
			Article: a, Href: v.link.Article(a.Slug), Cover: picture(a),
			Mark: s.mark(a), Comments: counts[a.Key()], Waiting: waiting(v, a, s.Now()),
		}
		if a.Category != nil {
			out[i].CategoryHref = v.link.Category(a.Category.Slug, 1)
		}
		if a.Lang != v.lang {
			out[i].ForeignLang = a.Lang
		}
	}
	return out, nil
}

// picture is the address of an article's photograph, or of its drawn cover.
func picture(a *content.Article) string {
	if a.Image != nil {
		return a.Image.Src
	}
	return drawn(a, "svg")
}

// showPreview gives other sites an article's photograph, or its drawn cover until a version of it is ready that tells
// nothing about whoever took it.
func showPreview(f *ui.Frame, v *visit, a *content.Article) {
	if a.Image != nil && a.Image.Preview.Src != "" {
		p := a.Image.Preview
		f.Image, f.ImageWidth, f.ImageHeight, f.ImageAlt = link.Absolute(v.base, p.Src), p.Width, p.Height, a.Image.Alt
		return
	}
	f.ImageAlt = v.words.T("cover.alt")
	f.Image = link.Absolute(v.base, drawn(a, "png"))
}

// drawn is the address of an article's drawn cover.
func drawn(a *content.Article, ext string) string {
	return link.Cover(cover.Version, string(paletteOf(a.Category)), a.Slug, ext)
}

func paletteOf(c *content.Category) cover.Palette {
	if c != nil {
		if p, ok := cover.ParsePalette(c.Palette); ok {
			return p
		}
	}
	return cover.Default
}

func (s *Server) categoryCards(v *visit) []page.CategoryCard {
	var out []page.CategoryCard
	for _, c := range v.lib.Categories(v.lang) {
		articles := listing{shared: true, articles: func(lang string) []*content.Article { return v.lib.InCategory(lang, c.Slug) }}
		out = append(out, page.CategoryCard{
			Category: c, Href: v.link.Category(c.Slug, 1), Count: len(articles.articles(v.lang)), Abroad: abroad(s.foreign(v.lib, articles, v.lang)),
			Cover: link.Cover(cover.Version, string(paletteOf(c)), c.Slug, "svg"),
		})
	}
	return out
}

func personLinks(v *visit, people []*content.Person) []page.PersonLink {
	out := make([]page.PersonLink, len(people))
	for i, p := range people {
		out[i] = page.PersonLink{Person: p, Href: v.link.Person(p.Slug)}
	}
	return out
}

// elsewhere points to the articles of the interface language that has the most of them besides this one.
func (s *Server) elsewhere(v *visit) *page.Elsewhere {
	var best *page.Elsewhere
	for _, lang := range s.languages {
		if lang == v.lang {
			continue
		}
		if n := len(v.lib.Articles(lang)); n > 0 && (best == nil || n > best.Count) {
			best = &page.Elsewhere{Lang: lang, Href: s.space(lang).Articles(1), Count: n}
		}
	}
	return best
}

// pageNumber reads ?name=N. An address with a number that is not written plainly leads nowhere.
func pageNumber(r *http.Request, name string) (int, error) {
	q := r.URL.Query()
	if !q.Has(name) {
		return 1, nil
	}
	visitOf(r).numbered = true
	n, err := strconv.Atoi(q.Get(name))
	if err != nil || n < 1 || strconv.Itoa(n) != q.Get(name) {
		return 0, fault.New(fault.NotFound, noSuchPage)
	}
	return n, nil
}

const perPage = content.PerPage

// noSuchPage is the fault of a page that a list does not have.
const noSuchPage = "list.page.unknown"

// slice returns one page of a list of articles and how many pages there are. A page beyond the last leads nowhere.
func slice[T any](list []T, number int) (part []T, pages int, err error) {
	return sliceBy(perPage, list, number)
}

// sliceBy is slice for what has pages of another size.
func sliceBy[T any](size int, list []T, number int) (part []T, pages int, err error) {
	pages = max(1, (len(list)+size-1)/size)
	if number > pages {
		return nil, 0, fault.New(fault.NotFound, noSuchPage)
	}
	from := (number - 1) * size
	return list[from:min(from+size, len(list))], pages, nil
}

// numbered is the title of one page of a list.
func numbered(v *visit, title string, number int) string {
	if number == 1 {
		return title
	}
	return v.words.T("title.page", "Title", title, "Page", strconv.Itoa(number))
}
