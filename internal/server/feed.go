package server

import (
	"cmp"
	"fmt"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/content"
	"mendwell/internal/fault"
	"mendwell/internal/feed"
	"mendwell/web/link"
	"mendwell/web/ui"
)

// perFeed is how many entries a feed holds at once; older ones are on its next pages (RFC 5005, section 3).
const perFeed = 50

// feedFormats are the formats of every feed: name of the document, what readers call it, media type, and how it is written.
var feedFormats = []struct {
	name, label, mediaType string
	write                  func(feed.Feed) ([]byte, error)
}{
	{link.Atom, "Atom", feed.AtomType, feed.Atom},
	{link.RSS, "RSS", feed.RSSType, feed.RSS},
	{link.JSON, "JSON", feed.JSONType, feed.JSON},
}

// feeds are the addresses of all feeds in one interface language, each below the page whose list it carries.
func (s *Server) feeds(r chi.Router, l link.Space) {
	for _, f := range feedFormats {
		s.get(r, link.Feed(l.Home(), f.name, 1), s.showSiteFeed)
		for page, show := range map[string]handler{
			"/categories/{slug}":        s.showCategoryFeed,
			"/tags/{slug}":              s.showTagFeed,
			"/people/{slug}":            s.showPersonFeed,
			"/articles/{slug}/comments": s.showCommentFeed,
		} {
			s.get(r, link.Feed(l.Prefix+page, f.name, 1), show)
		}
	}
}

// feedOf is what one feed is about. page is the page whose list it carries.
type feedOf struct {
	page, title, subtitle string
	name                  string // what its id is made of, where that is not the page
}

func (s *Server) showSiteFeed(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	return s.showArticleFeed(w, r, s.siteFeed(v), v.lib.Articles(v.lang))
}

func (s *Server) showCategoryFeed(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	c, ok := v.lib.Category(v.lang, chi.URLParam(r, "slug"))
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	return s.showArticleFeed(w, r, categoryFeed(v, c), v.lib.InCategory(v.lang, c.Slug))
}

func (s *Server) showTagFeed(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	tag, articles, ok := v.lib.Tagged(v.lang, chi.URLParam(r, "slug"))
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	return s.showArticleFeed(w, r, tagFeed(v, tag), articles)
}

func (s *Server) showPersonFeed(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	person, ok := v.lib.Person(v.lang, chi.URLParam(r, "slug"))
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	return s.showArticleFeed(w, r, personFeed(v, person), written(v, person))
}

func (s *Server) siteFeed(v *visit) feedOf {
	return feedOf{page: v.link.Home(), title: v.site.Name, subtitle: s.inLanguage(v.site.Description, v.lang)}
}

func categoryFeed(v *visit, c *content.Category) feedOf {
	return feedOf{page: v.link.Category(c.Slug, 1), title: c.Title + " · " + v.site.Name, subtitle: c.Summary}
}

func tagFeed(v *visit, t content.Tag) feedOf {
	return feedOf{page: v.link.Tag(t.Slug, 1), title: t.Name + " · " + v.site.Name, subtitle: v.words.T("list.tag.summary")}
}

func personFeed(v *visit, p *content.Person) feedOf {
	title := v.words.T("feed.title.person", "Title", p.Name, "Site", v.site.Name)
	return feedOf{page: v.link.Person(p.Slug), title: title, subtitle: p.Summary}
}

// commentFeed keeps its id when the article gets another slug.
func commentFeed(v *visit, a *content.Article) feedOf {
	title := v.words.T("feed.title.comments", "Title", a.Title)
	return feedOf{page: v.link.CommentFeed(a.Slug), title: title, name: v.link.CommentFeed(firstSlug(v, a))}
}

// written is what a person wrote that is listed in the language of the visit.
func written(v *visit, p *content.Person) []*content.Article {
	var out []*content.Article
	for _, a := range v.lib.Work(p.Slug).Wrote {
		if v.lib.Home(a) == v.lang {
			out = append(out, a)
		}
	}
	return out
}

// showArticleFeed answers with one page of a list of articles.
func (s *Server) showArticleFeed(w http.ResponseWriter, r *http.Request, of feedOf, articles []*content.Article) error {
	v := visitOf(r)
	number, err := pageNumber(r, "page")
	if err != nil {
		return err
	}
	changed := s.calendar.changed(v.lib, s.Now())
	return s.showFeed(w, r, of, document{modified: changed}, func() (feed.Feed, error) {
		list := published(articles, s.Now())
		pages := max(1, (len(list)+perFeed-1)/perFeed)
		if number > pages {
			return feed.Feed{}, fault.New(fault.NotFound, "")
		}
		f := feed.Feed{Home: link.Absolute(v.base, of.page), Updated: changed}
		for i, a := range list[(number-1)*perFeed : min(number*perFeed, len(list))] {
			e, err := s.articleEntry(r, a)
			if err != nil {
				return f, err
			}
			f.Entries = append(f.Entries, e)
			if i == 0 || e.Updated.After(f.Updated) {
				f.Updated = e.Updated
			}
		}
		at := func(n int) string { return link.Absolute(v.base, link.Feed(of.page, path.Base(r.URL.Path), n)) }
		f.Self = at(number)
		if pages > 1 {
			f.Pages.First, f.Pages.Last = at(1), at(pages)
		}
		if number > 1 {
			f.Pages.Previous = at(number - 1)
		}
		if number < pages {
			f.Pages.Next = at(number + 1)
		}
		return f, nil
	})
}

// showCommentFeed answers with the newest comments on an article. They change within a second, so no date tells whether
// they did: only the ETag.
func (s *Server) showCommentFeed(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	a, err := s.article(r)
	if err != nil || v.lib.Home(a) != v.lang {
		if moved, ok := v.lib.Moved(v.lang, chi.URLParam(r, "slug")); ok {
			return s.movedTo(w, r, link.Feed(s.space(v.lib.Home(moved)).CommentFeed(moved.Slug), path.Base(r.URL.Path), 1))
		}
	}
	if err != nil {
		return err
	}
	of := commentFeed(v, a)
	return s.showFeed(w, r, of, document{depends: []string{a.Key()}}, func() (feed.Feed, error) {
		f := feed.Feed{
			Home: link.Absolute(v.base, v.link.Comments(a.Slug, 1)), Updated: a.Date,
			Self: link.Absolute(v.base, link.Feed(of.page, path.Base(r.URL.Path), 1)),
		}
		if f.Updated.IsZero() { // a feed without a date is none
			f.Updated = s.calendar.changed(v.lib, s.Now())
		}
		list, err := s.Comments.Latest(r.Context(), a.Key(), perFeed)
		if err != nil {
			return f, err
		}
		for _, c := range list {
			e, err := s.commentEntry(v, a, c)
			if err != nil {
				return f, err
			}
			f.Entries = append(f.Entries, e)
			if e.Updated.After(f.Updated) {
				f.Updated = e.Updated
			}
		}
		return f, nil
	})
}

// showFeed answers with a feed in the format that its address names.
func (s *Server) showFeed(w http.ResponseWriter, r *http.Request, of feedOf, d document, fill func() (feed.Feed, error)) error {
	v := visitOf(r)
	name := path.Base(r.URL.Path)
	for _, format := range feedFormats {
		if format.name != name {
			continue
		}
		d.mediaType = format.mediaType
		d.make = func() ([]byte, error) {
			f, err := fill()
			if err != nil {
				return nil, err
			}
			f.ID = s.feedID(v, "feed/"+v.lang+strings.TrimPrefix(cmp.Or(of.name, of.page), v.link.Prefix))
			f.Title, f.Subtitle, f.Site, f.Lang = of.title, of.subtitle, v.site.Name, v.lang
			f.Icon = link.Absolute(v.base, "/favicon.svg")
			body, err := format.write(f)
			if err != nil {
				return nil, fmt.Errorf("write feed: %w", err)
			}
			return body, nil
		}
		return s.showDocument(w, r, d)
	}
	return fault.New(fault.NotFound, "")
}

// published are the articles that a feed may carry. Of one without a date nobody could tell whether it is new.
func published(articles []*content.Article, now time.Time) []*content.Article {
	var out []*content.Article
	for _, a := range articles {
		if isPublished(a, now) && !a.Date.IsZero() {
			out = append(out, a)
		}
	}
	return out
}

// isPublished reports whether an article is for readers now: in dev mode the library has others too.
func isPublished(a *content.Article, now time.Time) bool {
	return !a.Draft && !a.Date.After(now) && (a.Expires.IsZero() || now.Before(a.Expires))
}

// links are the feeds of a page, in every format.
func (of feedOf) links() []ui.Feed {
	out := make([]ui.Feed, len(feedFormats))
	for i, f := range feedFormats {
		mediaType, _, _ := strings.Cut(f.mediaType, ";")
		out[i] = ui.Feed{Title: of.title, Label: f.label, Href: link.Feed(of.page, f.name, 1), Type: mediaType}
	}
	return out
}
