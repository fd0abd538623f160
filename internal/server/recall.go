package server

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/bookmark"
)

// What is asked with every page of somebody who is logged in, remembered for a moment. Whatever is written through this
// server forgets it at once; what another program writes, such as a changed role, is seen after recallLasts.
const (
	recallLasts = 2 * time.Second
	recallMost  = 4096 // entries; more at once start over
	tokenMost   = 128  // bytes of a session's token; what is longer was invented, and not to fill the memory
)

// recall remembers answers until they are a moment old or something was written. It is safe for concurrent use.
type recall[K comparable, V any] struct {
	now     func() time.Time
	writes  atomic.Uint64
	mu      sync.RWMutex
	answers map[K]recalled[V]
}

type recalled[V any] struct {
	value  V
	writes uint64 // as many as there had been before it was asked for
	until  time.Time
}

func newRecall[K comparable, V any](now func() time.Time) *recall[K, V] {
	return &recall[K, V]{now: now, answers: map[K]recalled[V]{}}
}

// get returns what is remembered, or asks. An answer that was begun before a write is not remembered behind it.
func (c *recall[K, V]) get(key K, ask func() (V, error)) (V, error) {
	writes, now := c.writes.Load(), c.now()
	c.mu.RLock()
	a, ok := c.answers[key]
	c.mu.RUnlock()
	if ok && a.writes == writes && now.Before(a.until) {
		return a.value, nil
	}
	v, err := ask()
	if err != nil {
		return v, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.answers) >= recallMost {
		clear(c.answers)
	}
	c.answers[key] = recalled[V]{v, writes, now.Add(recallLasts)}
	return v, nil
}

// forget makes all that is remembered untrue. It is called when a write has ended, whether it went well or not.
func (c *recall[K, V]) forget() { c.writes.Add(1) }

// watchedAccounts remembers who is logged in, and forgets that, and the pages that show names, as accounts change.
type watchedAccounts struct {
	account.Accounts
	pages    *pageShelf
	sessions *recall[string, *account.Viewer]
}

// Viewer returns a copy, since a request may change its own.
func (a watchedAccounts) Viewer(ctx context.Context, token string) (*account.Viewer, error) {
	if len(token) > tokenMost {
		return a.Accounts.Viewer(ctx, token)
	}
	token = strings.Clone(token) // it is part of a head, all of which would stay
	v, err := a.sessions.get(token, func() (*account.Viewer, error) { return a.Accounts.Viewer(ctx, token) })
	if v == nil || err != nil || !a.sessions.now().Before(v.Session.Expires) {
		return nil, err
	}
	viewer, user := *v, *v.User
	viewer.User = &user
	return &viewer, nil
}

func (a watchedAccounts) Register(ctx context.Context, r account.Registration, device string) (string, *account.User, error) {
	defer a.sessions.forget()
	return a.Accounts.Register(ctx, r, device)
}

func (a watchedAccounts) Login(ctx context.Context, l account.Login) (string, *account.User, error) {
	defer a.sessions.forget()
	return a.Accounts.Login(ctx, l)
}

func (a watchedAccounts) Logout(ctx context.Context, token string) error {
	defer a.sessions.forget()
	return a.Accounts.Logout(ctx, token)
}

func (a watchedAccounts) EndSession(ctx context.Context, v *account.Viewer, id string) error {
	defer a.sessions.forget()
	return a.Accounts.EndSession(ctx, v, id)
}

func (a watchedAccounts) EndOtherSessions(ctx context.Context, v *account.Viewer) error {
	defer a.sessions.forget()
	return a.Accounts.EndOtherSessions(ctx, v)
}

func (a watchedAccounts) EndAllSessions(ctx context.Context, v *account.Viewer) error {
	defer a.sessions.forget()
	return a.Accounts.EndAllSessions(ctx, v)
}

func (a watchedAccounts) ChangePassword(ctx context.Context, v *account.Viewer, current, next string) (string, error) {
	defer a.sessions.forget()
	return a.Accounts.ChangePassword(ctx, v, current, next)
}

func (a watchedAccounts) ClaimAdmin(ctx context.Context, code string, r account.Registration, device string) (string, *account.User, error) {
	defer a.sessions.forget()
	return a.Accounts.ClaimAdmin(ctx, code, r, device)
}

func (a watchedAccounts) Rename(ctx context.Context, v *account.Viewer, name string) error {
	defer a.pages.forgetAll()
	defer a.sessions.forget()
	return a.Accounts.Rename(ctx, v, name)
}

func (a watchedAccounts) Delete(ctx context.Context, v *account.Viewer, password string, c account.Comments) error {
	defer a.pages.forgetAll()
	defer a.sessions.forget()
	return a.Accounts.Delete(ctx, v, password, c)
}

// watchedBookmarks remembers what somebody keeps of an article.
type watchedBookmarks struct {
	bookmark.Bookmarks
	kept *recall[keptBy, map[bookmark.Target]bool]
}

type keptBy struct {
	user    int64
	article string
}

// On returns a map that nobody may change.
func (b watchedBookmarks) On(ctx context.Context, v *account.Viewer, article string) (map[bookmark.Target]bool, error) {
	return b.kept.get(keptBy{v.User.ID, article}, func() (map[bookmark.Target]bool, error) { return b.Bookmarks.On(ctx, v, article) })
}

func (b watchedBookmarks) Save(ctx context.Context, v *account.Viewer, t bookmark.Target) (int64, error) {
	defer b.kept.forget()
	return b.Bookmarks.Save(ctx, v, t)
}

func (b watchedBookmarks) Remove(ctx context.Context, v *account.Viewer, t bookmark.Target) error {
	defer b.kept.forget()
	return b.Bookmarks.Remove(ctx, v, t)
}

func (b watchedBookmarks) RemoveID(ctx context.Context, v *account.Viewer, id int64) (bookmark.Bookmark, error) {
	defer b.kept.forget()
	return b.Bookmarks.RemoveID(ctx, v, id)
}

func (b watchedBookmarks) Restore(ctx context.Context, v *account.Viewer, id int64) error {
	defer b.kept.forget()
	return b.Bookmarks.Restore(ctx, v, id)
}

func (b watchedBookmarks) Rename(ctx context.Context, renames map[string]string) error {
	defer b.kept.forget()
	return b.Bookmarks.Rename(ctx, renames)
}
