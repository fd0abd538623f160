package server

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"mendwell/internal/comment"
	"mendwell/internal/content"
	"mendwell/internal/feed"
	"mendwell/web/link"
	"mendwell/web/page"
)

// articleEntry is an article as it stands in a feed, whole.
func (s *Server) articleEntry(r *http.Request, a *content.Article) (feed.Entry, error) {
	v := visitOf(r)
	home := s.space(v.lib.Home(a))
	e := feed.Entry{
		ID: s.articleID(v, a), Title: a.Title, Lang: a.Lang, Link: s.address(v, a), Summary: a.Summary,
		Comments:  link.Absolute(v.base, home.Comments(a.Slug, 1)),
		Published: a.Date, Updated: changedAt(a, s.Now()), Image: s.previewAddress(v, a),
	}
	for _, p := range a.Authors {
		e.Authors = append(e.Authors, feed.Author{Name: p.Name, URL: link.Absolute(v.base, home.Person(p.Slug))})
	}
	if a.Category != nil {
		e.Tags = append(e.Tags, feed.Tag{Term: a.Category.Slug, Label: a.Category.Title})
	}
	for _, t := range a.Tags {
		e.Tags = append(e.Tags, feed.Tag{Term: t.Slug, Label: t.Name})
	}
	var err error
	if e.HTML, err = s.feedText(r.Context(), v, a); err != nil {
		return e, fmt.Errorf("write %s for a feed: %w", a.Path, err)
	}
	return e, nil
}

// feedText is the whole text of an article in plain markup.
func (s *Server) feedText(ctx context.Context, v *visit, a *content.Article) (string, error) {
	document, err := a.Document()
	if err != nil {
		return "", err
	}
	home := s.space(v.lib.Home(a))
	p := page.FeedTextProps{Words: s.Words.In(a.Lang), Link: home, Article: a, Document: document, Dir: direction(a.Lang)}
	if len(a.Sensitive) > 0 {
		p.HelpHref = home.Help(helpTopic(a), "")
	}
	var b bytes.Buffer
	if err := page.FeedText(p).Render(ctx, &b); err != nil {
		return "", err
	}
	at, err := url.Parse(s.address(v, a))
	if err != nil {
		return "", err
	}
	return feed.Text(b.String(), at)
}

// commentEntry is a comment as it stands in the feed of its discussion.
func (s *Server) commentEntry(v *visit, a *content.Article, c *comment.View) (feed.Entry, error) {
	at := link.Absolute(v.base, v.link.Comment(c.ID))
	e := feed.Entry{
		ID: s.feedID(v, "comment/"+strconv.FormatInt(c.ID, 10)), Link: at, Lang: v.lang, Published: c.Created,
		Updated: c.Created, Title: v.words.T("feed.comment.gone", "Title", a.Title),
	}
	if c.Edited.After(e.Updated) {
		e.Updated = c.Edited
	}
	if c.Name != "" {
		e.Title = v.words.T("feed.comment", "Name", c.Name, "Title", a.Title)
		e.Authors = []feed.Author{{Name: c.Name}}
	}
	page, err := url.Parse(at)
	if err != nil {
		return e, err
	}
	e.HTML, err = feed.Text(string(c.HTML), page)
	return e, err
}

// feedID is a name that outlasts every address: a tag URI (RFC 4151) below the name that site.yaml gives the site in
// "feed_id". Without one it is the host of its base_url; the flag --base-url makes no difference.
func (s *Server) feedID(v *visit, rest string) string {
	authority := v.site.FeedID
	if authority == "" {
		host := "localhost"
		if u, err := url.Parse(v.site.BaseURL); err == nil && u.Hostname() != "" {
			host = u.Hostname()
		}
		authority = host + ",2026" // the year in which this rule was made
	}
	return "tag:" + authority + ":" + rest
}

// articleID names an article by its language and its first slug.
func (s *Server) articleID(v *visit, a *content.Article) string {
	return s.feedID(v, a.Lang+"/"+url.PathEscape(firstSlug(v, a)))
}

// firstSlug is the slug that an article began with, which stays the first of its aliases when it gets another one.
func firstSlug(v *visit, a *content.Article) string {
	for _, alias := range a.Aliases {
		if owner, ok := v.lib.ByKey(a.Lang + "/" + alias); ok && owner == a {
			return alias
		}
	}
	return a.Slug
}

// changedAt is when an article last changed for readers: it was published, brought up to date, or corrected. Days that
// have not come are slips.
func changedAt(a *content.Article, now time.Time) time.Time {
	latest := a.Date
	consider := func(t time.Time) {
		if t.After(latest) && !t.After(now) {
			latest = t
		}
	}
	consider(a.Updated)
	for _, c := range a.Corrections {
		consider(c.Date)
	}
	return latest
}

// previewAddress is the absolute address of the picture that other sites show for an article.
func (s *Server) previewAddress(v *visit, a *content.Article) string {
	src := ""
	if a.Image != nil {
		src = a.Image.Preview.Src
	}
	return link.Absolute(v.base, cmp.Or(src, drawn(a, "png")))
}
