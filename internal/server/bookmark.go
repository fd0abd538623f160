package server

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"mendwell/internal/bookmark"
	"mendwell/internal/content"
	"mendwell/internal/fault"
	"mendwell/web/link"
	"mendwell/web/page"
	"mendwell/web/ui"
)

// keepTarget keeps or drops an article or a tip. Somebody who is not logged in comes to login first, and the bookmark is
// made on the way back.
func (s *Server) keepTarget(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	a, err := s.article(r)
	if err != nil {
		return err
	}
	f, err := readForm(r)
	if err != nil {
		return err
	}
	t, keep := bookmark.Target{Article: a.Key(), Tip: f.get("tip")}, f.get("keep")
	if keep != "yes" && keep != "no" {
		return fault.New(fault.Invalid, "")
	}
	if v.viewer == nil {
		return s.loginFirst(w, r, a, t, keep)
	}
	if keep == "yes" {
		_, err = s.Bookmarks.Save(r.Context(), v.viewer, t)
	} else {
		err = s.Bookmarks.Remove(r.Context(), v.viewer, t)
	}
	if err != nil {
		return err
	}
	if wantsJSON(r) {
		return s.json(w, http.StatusOK, map[string]bool{"saved": keep == "yes"})
	}
	done := "saved"
	if keep == "no" {
		done = "removed"
	}
	return s.seeOther(w, withDone(placeOf(v.link, a.Slug, t.Tip), done))
}

func (s *Server) loginFirst(w http.ResponseWriter, r *http.Request, a *content.Article, t bookmark.Target, keep string) error {
	v := visitOf(r)
	if _, ok := a.Tip(t.Tip); t.Tip != "" && !ok {
		return fault.New(fault.NotFound, "")
	}
	login := v.link.Login(placeOf(v.link, a.Slug, t.Tip))
	if keep == "yes" {
		login = v.link.LoginKeeping(placeOf(v.link, a.Slug, t.Tip), saveValue(t))
	}
	if wantsJSON(r) {
		return s.json(w, http.StatusUnauthorized, map[string]string{"login": login})
	}
	return s.seeOther(w, login)
}

// placeOf is where on an article's page a bookmark belongs.
func placeOf(l link.Space, slug, tip string) string {
	if tip == "" {
		return l.Article(slug)
	}
	return l.Tip(slug, tip)
}

// saveValue writes a target down for the forms on the way through login: "en/slug#tip".
func saveValue(t bookmark.Target) string {
	if t.Tip == "" {
		return t.Article
	}
	return t.Article + "#" + t.Tip
}

// waitingTarget reads saveValue back. Only what the library has is a target.
func waitingTarget(lib *content.Library, save string) (t bookmark.Target, a *content.Article, ok bool) {
	key, tip, _ := strings.Cut(save, "#")
	if a, ok = lib.ByKey(key); !ok {
		return t, nil, false
	}
	if _, known := a.Tip(tip); tip != "" && !known {
		return t, nil, false
	}
	return bookmark.Target{Article: a.Key(), Tip: tip}, a, true
}

func (s *Server) showBookmarks(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	items, err := s.Bookmarks.List(r.Context(), v.viewer)
	if err != nil {
		return err
	}
	show := r.URL.Query().Get("show")
	number, err := pageNumber(r, "page")
	if err != nil {
		return err
	}
	p := page.BookmarksProps{
		Frame:   s.private(v, v.words.T("title.bookmarks"), func(l link.Space) string { return l.Bookmarks(show, number) }),
		Filters: filters(v, items, show), Total: len(items), Show: show,
	}
	if !slices.ContainsFunc(p.Filters, func(f page.Filter) bool { return f.Current }) {
		return s.seeOther(w, v.link.Bookmarks("", 1)) // there is no such filter
	}
	items = slices.DeleteFunc(items, func(it bookmark.Item) bool { return !passes(it, show) })
	pages := max(1, (len(items)+bookmarksPerPage-1)/bookmarksPerPage)
	if number > pages { // the last of them has just gone
		to := v.link.Bookmarks(show, pages)
		if removed := r.URL.Query().Get("removed"); removed != "" {
			to = withQuery(to, "removed", removed)
		}
		return s.seeOther(w, to)
	}
	items, _, _ = sliceBy(bookmarksPerPage, items, number)
	for _, it := range items {
		p.Items = append(p.Items, kept(v, it))
	}
	p.Pager = ui.Pager{Number: number, Pages: pages, Href: func(n int) string { return v.link.Bookmarks(show, n) }}
	if id, err := parseID(r.URL.Query().Get("removed")); err == nil {
		p.Notice = &ui.Notice{Text: v.words.T("notice.removed"), Undo: &ui.Undo{
			Action: v.link.RestoreBookmark(), Field: "id", Value: strconv.FormatInt(id, 10), Label: v.words.T("notice.undo"), Show: show, Page: number,
		}}
	}
	return s.showPrivate(w, r, page.Bookmarks(p))
}

// passes reports whether a filter lets an item through.
func passes(it bookmark.Item, show string) bool {
	switch show {
	case "":
		return true
	case "articles":
		return it.Tip == ""
	case "tips":
		return it.Tip != ""
	default:
		return categoryOf(it) == show
	}
}

// categoryOf is where an item belongs today, or where it belonged when it was saved.
func categoryOf(it bookmark.Item) string {
	if it.Today.Category != "" {
		return it.Today.Category
	}
	return it.Category
}

// filters are the chips above the list. A category has one where something of it is kept, or was until just now.
func filters(v *visit, items []bookmark.Item, show string) []page.Filter {
	out := []page.Filter{
		{Title: v.words.T("bookmarks.filter.all"), Href: v.link.Bookmarks("", 1), Count: len(items), Current: show == ""},
	}
	add := func(id, title string) {
		n := 0
		for _, it := range items {
			if passes(it, id) {
				n++
			}
		}
		if n > 0 || id == "articles" || id == "tips" || id == show {
			out = append(out, page.Filter{Title: title, Href: v.link.Bookmarks(id, 1), Count: n, Current: show == id})
		}
	}
	add("articles", v.words.T("bookmarks.filter.articles"))
	add("tips", v.words.T("bookmarks.filter.tips"))
	for _, c := range v.lib.Categories(v.lang) {
		add(c.Slug, c.Title)
	}
	return out
}

// kept holds a bookmark against the article it belongs to today.
func kept(v *visit, it bookmark.Item) page.Kept {
	k := page.Kept{Item: it}
	key := it.Now.Article
	if it.State == bookmark.Gone {
		key = it.Bookmark.Article // a tip can go while its article stays
	}
	if a, ok := v.lib.ByKey(key); ok {
		k.Article, k.ArticleHref, k.Cover, k.Authors = a, v.link.Article(a.Slug), picture(a), personLinks(v, a.Authors)
		if it.State != bookmark.Gone {
			k.Href = placeOf(v.link, a.Slug, it.Now.Tip)
		}
	}
	if c, ok := v.lib.Category(v.lang, categoryOf(it)); ok {
		k.CategoryName, k.CategoryHref = c.Title, v.link.Category(c.Slug, 1)
	}
	return k
}

func (s *Server) removeBookmark(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	id, back, err := postedBookmark(r)
	if err != nil {
		return err
	}
	if _, err := s.Bookmarks.RemoveID(r.Context(), v.viewer, id); err != nil {
		return err
	}
	return s.seeOther(w, withQuery(back, "removed", strconv.FormatInt(id, 10)))
}

func (s *Server) restoreBookmark(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	id, back, err := postedBookmark(r)
	if err != nil {
		return err
	}
	if err := s.Bookmarks.Restore(r.Context(), v.viewer, id); err != nil {
		return err
	}
	return s.seeOther(w, withDone(back, "restored"))
}

// bookmarksPerPage is how many bookmarks a page has room for.
const bookmarksPerPage = 30

// postedBookmark reads which bookmark a form is about, and which page of which list it stands on.
func postedBookmark(r *http.Request) (id int64, back string, err error) {
	f, err := readForm(r)
	if err != nil {
		return 0, "", err
	}
	number, err := strconv.Atoi(f.get("page"))
	if err != nil || number < 1 {
		number = 1
	}
	id, err = parseID(f.get("id"))
	return id, visitOf(r).link.Bookmarks(f.get("show"), number), err
}
