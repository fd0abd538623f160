package comment

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"mendwell/internal/account"
	"mendwell/internal/fault"
	"mendwell/internal/markdown"
)

// sameText is how long the same text by the same author under the same parent counts as a double click.
const sameText = 10 * time.Minute

// Service holds the rules of comments. It is safe for concurrent use.
type Service struct {
	store  Store
	today  func(article string) (key string, ok bool)
	render func(source string) (markdown.HTML, error)
	shown  *memo
	now    func() time.Time
}

var _ Comments = (*Service)(nil)

// New makes the service. today is the key that an article has now, by that key or an earlier one of it, and false where the
// library has no such article; render is markdown.Reader.
func New(store Store, today func(article string) (key string, ok bool), render func(source string) (markdown.HTML, error),
	now func() time.Time) *Service {
	return &Service{store: store, today: today, render: render, shown: newMemo(render), now: now}
}

// exists reports whether the library has an article by just this key.
func (s *Service) exists(article string) bool {
	key, ok := s.today(article)
	return ok && key == article
}

// Post keeps a comment and returns its id. Posting the same text again with the same Once, or by the same author under
// the same parent within ten minutes, returns the first one's id.
func (s *Service) Post(ctx context.Context, v *account.Viewer, d Draft) (int64, error) {
	source, _, err := s.check(v, d)
	if err != nil {
		return 0, err
	}
	now := s.now()
	n := Posting{Article: d.Article, Parent: d.Parent, Author: v.User.ID, Source: source, Created: now,
		Same: now.Add(-sameText)}
	if d.Once != "" {
		n.Once = onceHash(d, source)
	}
	id, err := s.store.AddComment(ctx, n)
	if errors.Is(err, ErrParent) {
		return 0, fault.Wrap(fault.Conflict, "comment.parent.gone", err)
	}
	if err != nil {
		return 0, fmt.Errorf("add comment: %w", err)
	}
	return id, nil
}

// onceHash is a form's key with the text and the place in it: a form that "back" brings again may carry another comment.
func onceHash(d Draft, source string) []byte {
	b := strconv.AppendQuote(make([]byte, 0, 2*len(source)+128), d.Once)
	b = strconv.AppendQuote(append(b, ' '), d.Article)
	b = strconv.AppendInt(append(b, ' '), d.Parent, 10)
	b = strconv.AppendQuote(append(b, ' '), source)
	sum := sha256.Sum256(b)
	return sum[:16]
}

// Preview renders what Post would take.
func (s *Service) Preview(_ context.Context, v *account.Viewer, d Draft) (markdown.HTML, error) {
	_, html, err := s.check(v, d)
	return html, err
}

// check holds a draft against the rules and returns it cleaned and rendered.
func (s *Service) check(v *account.Viewer, d Draft) (string, markdown.HTML, error) {
	if !known(v) {
		return "", "", needLogin()
	}
	if !s.exists(d.Article) {
		return "", "", fault.New(fault.NotFound, "article.unknown")
	}
	return s.checkText(d.Source)
}

func (s *Service) checkText(source string) (string, markdown.HTML, error) {
	if len(source) > 8*MaxLength { // no need to look closer
		return "", "", tooLong(len(source))
	}
	source = markdown.Clean(source)
	if n := utf8.RuneCountInString(source); n > MaxLength {
		return "", "", tooLong(n)
	}
	if !markdown.Visible(source) {
		return "", "", fault.Fields(map[string]string{"text": "comment.text.missing"})
	}
	html, err := s.shown.html(source) // whoever reads the page next needs it, too
	if err != nil {
		return "", "", err
	}
	if !shows(string(html)) {
		return "", "", fault.Fields(map[string]string{"text": "comment.text.missing"})
	}
	return source, html, nil
}

// shows reports whether rendered markup has any text: "![](x)" and "> >" have none.
func shows(html string) bool {
	for html != "" {
		text, rest, _ := strings.Cut(html, "<")
		if markdown.Visible(text) {
			return true
		}
		_, html, _ = strings.Cut(rest, ">")
	}
	return false
}

func tooLong(n int) error {
	f := fault.Fields(map[string]string{"text": "comment.text.long"})
	f.Args = map[string]any{"Max": MaxLength, "Count": n}
	return f
}

// Edit replaces the text of the viewer's own comment within EditWindow of posting. The same text again changes nothing.
func (s *Service) Edit(ctx context.Context, v *account.Viewer, id int64, source string) error {
	c, err := s.load(ctx, v, id)
	if err != nil {
		return err
	}
	switch {
	case c.Author != v.User.ID:
		return fault.New(fault.Forbidden, "comment.not_yours")
	case !s.editable(c, v):
		return fault.New(fault.Forbidden, "comment.edit.late")
	}
	text, _, err := s.check(v, Draft{Article: c.Article, Source: source})
	if err != nil || text == c.Source {
		return err
	}
	if err := s.store.EditComment(ctx, id, v.User.ID, text, s.now()); err != nil {
		return unknown(err, "edit comment")
	}
	return nil
}

// Delete removes the viewer's own comment at any time, and anybody's for moderators.
func (s *Service) Delete(ctx context.Context, v *account.Viewer, id int64) error {
	c, err := s.load(ctx, v, id)
	if err != nil {
		return err
	}
	if c.Author != v.User.ID && !v.CanModerate() {
		return fault.New(fault.Forbidden, "comment.not_yours")
	}
	if err := s.store.DeleteComment(ctx, id); err != nil {
		return unknown(err, "delete comment")
	}
	return nil
}

// load finds a comment that is to be changed by somebody who is logged in. A placeholder cannot be.
func (s *Service) load(ctx context.Context, v *account.Viewer, id int64) (*Comment, error) {
	if !known(v) {
		return nil, needLogin()
	}
	c, err := s.store.Comment(ctx, id)
	if err == nil && c.Deleted {
		err = ErrUnknown
	}
	if err != nil {
		return nil, unknown(err, "load comment")
	}
	return c, nil
}

// Purge drops the markup that is remembered, so that no deleted text stays in memory. It is to be called hourly.
func (s *Service) Purge() { s.shown.forget() }

// Counts returns the number of comments of many articles; articles without comments may be missing.
func (s *Service) Counts(ctx context.Context, articles []string) (map[string]int, error) {
	if len(articles) == 0 {
		return map[string]int{}, nil
	}
	counts, err := s.store.Counts(ctx, articles)
	if err != nil {
		return nil, fmt.Errorf("count comments: %w", err)
	}
	return counts, nil
}

// Rename moves the discussion of retired articles to where they live now: the values are keys of present articles.
func (s *Service) Rename(ctx context.Context, renames map[string]string) error {
	if len(renames) == 0 {
		return nil
	}
	if err := s.store.RenameArticles(ctx, renames); err != nil {
		return fmt.Errorf("rename discussions: %w", err)
	}
	return nil
}

func known(v *account.Viewer) bool { return v != nil && v.User != nil }

func needLogin() error { return fault.New(fault.Unauthorised, "login.needed") }

func unknown(err error, action string) error {
	if errors.Is(err, ErrUnknown) {
		return fault.Wrap(fault.NotFound, "comment.unknown", err)
	}
	return fmt.Errorf("%s: %w", action, err)
}
