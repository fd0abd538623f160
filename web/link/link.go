// Package link knows every address of the site. Nothing else spells one out.
package link

import (
	"net/url"
	"strconv"
	"strings"
)

// Space is the addresses in one interface language. The zero Space is the default language, which has no prefix.
type Space struct{ Prefix string }

// In returns the Space of a language: no prefix for the default one, "/de" for another.
func In(lang, defaultLang string) Space {
	if lang == defaultLang || lang == "" {
		return Space{}
	}
	return Space{Prefix: "/" + lang}
}

func (s Space) to(path string) string { return s.Prefix + path }

func seg(v string) string { return url.PathEscape(v) }

func query(path, key, value string) string {
	if value == "" {
		return path
	}
	return path + "?" + key + "=" + url.QueryEscape(value)
}

func keeping(path, next, save string) string {
	v := url.Values{}
	if next != "" {
		v.Set("next", next)
	}
	if save != "" {
		v.Set("save", save)
	}
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

func paged(path string, page int) string {
	if page <= 1 {
		return path
	}
	return path + "?page=" + strconv.Itoa(page)
}

// Home is the front page.
func (s Space) Home() string {
	if s.Prefix == "" {
		return "/"
	}
	return s.Prefix
}

// Articles is the list of all articles.
func (s Space) Articles(page int) string { return paged(s.to("/articles"), page) }

// Article is an article.
func (s Space) Article(slug string) string { return s.to("/articles/" + seg(slug)) }

// Tip is one tip of an article.
func (s Space) Tip(slug, id string) string { return s.Article(slug) + "#" + url.PathEscape(id) }

// OnePage is a tips article on one sheet: its tips in a sentence each.
func (s Space) OnePage(slug string) string { return s.Article(slug) + "/one-page" }

// Questions lists the questions that articles answer differently.
func (s Space) Questions(page int) string { return paged(s.to("/questions"), page) }

// Question is one of them, with who says what.
func (s Space) Question(slug string) string { return s.to("/questions/" + seg(slug)) }

// Comments is the discussion of an article, on one of its pages.
func (s Space) Comments(slug string, page int) string {
	a := s.Article(slug)
	if page > 1 {
		a += "?comments=" + strconv.Itoa(page)
	}
	return a + "#comments"
}

// CommentAt is where a comment stands: the right page of an article's discussion.
func (s Space) CommentAt(slug string, page int, id int64) string {
	a := strings.TrimSuffix(s.Comments(slug, page), "#comments")
	return a + "#comment-" + strconv.FormatInt(id, 10)
}

// Thread is a thread of an article's discussion, on one of its own pages; id is that of the comment at its top.
func (s Space) Thread(slug string, id int64, page int) string {
	return paged(s.PostComment(slug)+"/"+strconv.FormatInt(id, 10), page)
}

// AnswerAt is where an answer stands among the pages of its thread.
func (s Space) AnswerAt(slug string, thread int64, page int, id int64) string {
	return s.Thread(slug, thread, page) + "#comment-" + strconv.FormatInt(id, 10)
}

// PostComment takes new comments and answers (POST).
func (s Space) PostComment(slug string) string { return s.Article(slug) + "/comments" }

// Bookmark keeps or drops an article or a tip (POST: keep=yes|no, tip=id).
func (s Space) Bookmark(slug string) string { return s.Article(slug) + "/bookmark" }

// Comment is the permanent address of a comment.
func (s Space) Comment(id int64) string { return s.to("/comments/" + strconv.FormatInt(id, 10)) }

// Reply is the form to answer a comment.
func (s Space) Reply(id int64) string { return s.Comment(id) + "/reply" }

// EditComment is the form to change one's own comment.
func (s Space) EditComment(id int64) string { return s.Comment(id) + "/edit" }

// DeleteComment asks before a comment goes.
func (s Space) DeleteComment(id int64) string { return s.Comment(id) + "/delete" }

// Categories lists the categories.
func (s Space) Categories() string { return s.to("/categories") }

// Category lists a category's articles.
func (s Space) Category(slug string, page int) string {
	return paged(s.to("/categories/"+seg(slug)), page)
}

// Tags lists all tags.
func (s Space) Tags(page int) string { return paged(s.to("/tags"), page) }

// Tag lists a tag's articles.
func (s Space) Tag(slug string, page int) string { return paged(s.to("/tags/"+seg(slug)), page) }

// People lists the team.
func (s Space) People(page int) string { return paged(s.to("/people"), page) }

// Person is a bio with what they wrote, edited and reviewed.
func (s Space) Person(slug string) string { return s.to("/people/" + seg(slug)) }

// Work lists what somebody did in a role: "author", "expert" or a content.Role.
func (s Space) Work(slug, role string, page int) string {
	return paged(s.Person(slug)+"/"+seg(role), page)
}

// Feeds lists the feeds of the site.
func (s Space) Feeds(page int) string { return paged(s.to("/feeds"), page) }

// Page is a page such as "about".
func (s Space) Page(slug string) string { return s.to("/" + seg(slug)) }

// Help is the list of those who help, by topic and country; both may be empty. The choice is in the address alone.
func (s Space) Help(topic, country string) string {
	v := url.Values{}
	if topic != "" {
		v.Set("topic", topic)
	}
	if country != "" {
		v.Set("country", country)
	}
	if len(v) == 0 {
		return s.to("/help")
	}
	return s.to("/help") + "?" + v.Encode()
}

// HelpLine is where a line of a country stands on the page of a topic: its place among all lines of the country, from 0.
func (s Space) HelpLine(topic, country string, at int) string {
	return s.Help(topic, country) + "#" + HelpLineID(at)
}

// HelpLineID is the id of a line on the page of its country.
func HelpLineID(at int) string { return "line-" + strconv.Itoa(at+1) }

// Finding is what the search page is asked for. The zero value of a filter lets everything through.
type Finding struct {
	Query, In, Category, Kind, Author, Length string
	Reviewed                                  bool
	Page                                      int
}

// Search is the search page; all that was asked for is in the address, and nowhere else.
func (s Space) Search(f Finding) string {
	v := url.Values{}
	set := func(key, value string) {
		if value != "" {
			v.Set(key, value)
		}
	}
	set("q", f.Query)
	set("in", f.In)
	set("category", f.Category)
	set("kind", f.Kind)
	set("author", f.Author)
	set("length", f.Length)
	if f.Reviewed {
		v.Set("reviewed", "yes")
	}
	if f.Page > 1 {
		v.Set("page", strconv.Itoa(f.Page))
	}
	if len(v) == 0 {
		return s.to("/search")
	}
	return s.to("/search") + "?" + v.Encode()
}

// Suggest answers the script of the search field: what begins with what was typed so far (?q=).
func (s Space) Suggest() string { return s.to("/search/suggest") }

// Leave leads away from the site at once.
func (s Space) Leave() string { return s.to("/leave") }

// Preview is the private page of a draft; the token says which and until when.
func (s Space) Preview(token string) string { return s.to("/preview/" + seg(token)) }

// PreviewCover is the drawn cover of a draft.
func (s Space) PreviewCover(token string) string { return s.Preview(token) + "/cover.svg" }

// Register is the form for a new account; next is an address of this site to come back to.
func (s Space) Register(next string) string { return query(s.to("/register"), "next", next) }

// Login is the log-in form; next is an address of this site to come back to.
func (s Space) Login(next string) string { return query(s.to("/login"), "next", next) }

// LoginKeeping is Login that also makes a bookmark; save is "lang/slug" or "lang/slug#tip".
func (s Space) LoginKeeping(next, save string) string { return keeping(s.to("/login"), next, save) }

// RegisterKeeping is Register that also makes a bookmark.
func (s Space) RegisterKeeping(next, save string) string {
	return keeping(s.to("/register"), next, save)
}

// Logout ends the session (POST).
func (s Space) Logout() string { return s.to("/logout") }

// Welcome turns the one-time link of the first start into an administrator.
func (s Space) Welcome(code string) string { return s.to("/welcome/" + seg(code)) }

// Account is the viewer's own account.
func (s Space) Account() string { return s.to("/account") }

// AccountName changes the display name (POST).
func (s Space) AccountName() string { return s.to("/account/name") }

// AccountPassword changes the password (POST).
func (s Space) AccountPassword() string { return s.to("/account/password") }

// AccountDevices ends sessions (POST: session=id, or all=yes).
func (s Space) AccountDevices() string { return s.to("/account/devices") }

// AccountDelete asks before an account goes.
func (s Space) AccountDelete() string { return s.to("/account/delete") }

// Bookmarks is what a reader keeps; show is "", "articles", "tips" or a category slug.
func (s Space) Bookmarks(show string, page int) string {
	if show == "" {
		return paged(s.to("/bookmarks"), page)
	}
	at := query(s.to("/bookmarks"), "show", show)
	if page > 1 {
		at += "&page=" + strconv.Itoa(page)
	}
	return at
}

// RemoveBookmark drops a bookmark (POST: id).
func (s Space) RemoveBookmark() string { return s.to("/bookmarks/remove") }

// RestoreBookmark undoes RemoveBookmark (POST: id).
func (s Space) RestoreBookmark() string { return s.to("/bookmarks/restore") }

// Call dials a number as it is printed (RFC 3966).
func Call(number string) string { return "tel:" + dialled(number) }

// Write begins a message to a number (RFC 5724); text may be empty.
func Write(number, text string) string {
	if text == "" {
		return "sms:" + dialled(number)
	}
	return "sms:" + dialled(number) + "?body=" + url.PathEscape(text)
}

// dialled leaves of a printed number what a telephone understands. The zero of "+44 (0)20" is not dialled from abroad.
func dialled(number string) string {
	if strings.HasPrefix(number, "+") {
		number = strings.Replace(number, "(0)", "", 1)
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, number)
}

// Cover is the drawn cover of an article; version changes when the drawing does. ext is "svg" or "png".
func Cover(version, palette, slug, ext string) string {
	return "/covers/" + seg(version) + "/" + seg(palette) + "/" + seg(slug) + "." + ext
}

// Static is a shared file by its name, the fingerprint of its bytes and its ending: what it names never changes.
func Static(name, hash, ext string) string {
	return "/static/" + seg(name) + "." + seg(hash) + "." + seg(ext)
}

// DevEvents is the stream of events that loads a page in dev mode again.
func DevEvents() string { return "/dev/events" }

// Absolute puts the site's own address before a path.
func Absolute(baseURL, path string) string { return strings.TrimRight(baseURL, "/") + path }
