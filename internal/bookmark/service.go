package bookmark

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/fault"
)

// undoWindow is how long a removed bookmark can be restored; after that it is purged.
const undoWindow = time.Hour

// Service holds the rules of bookmarks. It is safe for concurrent use.
type Service struct {
	store Store
	find  Finder
	now   func() time.Time
}

var _ Bookmarks = (*Service)(nil)

// New makes the service. find looks targets up in the library of the moment.
func New(store Store, find Finder, now func() time.Time) *Service {
	return &Service{store: store, find: find, now: now}
}

// Save keeps a target with what it says now; saving twice keeps the first. NotFound where the library has no such
// target.
func (s *Service) Save(ctx context.Context, v *account.Viewer, t Target) (int64, error) {
	if !known(v) {
		return 0, needLogin()
	}
	now, today, ok := s.find(t, Snapshot{})
	if !ok || now != t {
		return 0, fault.New(fault.NotFound, "bookmark.target.unknown")
	}
	id, err := s.store.SaveBookmark(ctx, v.User.ID, t, today, s.now())
	if err != nil {
		return 0, fmt.Errorf("save bookmark: %w", err)
	}
	return id, nil
}

// Remove takes a target away; removing what is not kept is no error.
func (s *Service) Remove(ctx context.Context, v *account.Viewer, t Target) error {
	if !known(v) {
		return needLogin()
	}
	if err := s.store.RemoveTarget(ctx, v.User.ID, t); err != nil {
		return fmt.Errorf("remove bookmark: %w", err)
	}
	return nil
}

// RemoveID takes one's own bookmark away and returns it, for Restore.
func (s *Service) RemoveID(ctx context.Context, v *account.Viewer, id int64) (Bookmark, error) {
	if !known(v) {
		return Bookmark{}, needLogin()
	}
	now := s.now()
	b, err := s.store.RemoveBookmark(ctx, v.User.ID, id, now, now.Add(-undoWindow))
	if err != nil {
		return Bookmark{}, unknown(err, "remove bookmark")
	}
	return b, nil
}

// Restore undoes RemoveID within an hour, with the first date and text.
func (s *Service) Restore(ctx context.Context, v *account.Viewer, id int64) error {
	if !known(v) {
		return needLogin()
	}
	if err := s.store.RestoreBookmark(ctx, v.User.ID, id, s.now().Add(-undoWindow)); err != nil {
		return unknown(err, "restore bookmark")
	}
	return nil
}

// Purge deletes for good what can no longer be restored. It is to be called hourly.
func (s *Service) Purge(ctx context.Context) error {
	if err := s.store.PurgeRemoved(ctx, s.now().Add(-undoWindow)); err != nil {
		return fmt.Errorf("purge removed bookmarks: %w", err)
	}
	return nil
}

// On returns the targets kept of one article; nothing where nobody is logged in.
func (s *Service) On(ctx context.Context, v *account.Viewer, article string) (map[Target]bool, error) {
	kept := map[Target]bool{}
	if !known(v) {
		return kept, nil
	}
	targets, err := s.store.ArticleTargets(ctx, v.User.ID, article)
	if err != nil {
		return nil, fmt.Errorf("load bookmarks of %s: %w", article, err)
	}
	for _, t := range targets {
		kept[t] = true
	}
	return kept, nil
}

// List returns everything kept, newest first, each held against what the site says today.
func (s *Service) List(ctx context.Context, v *account.Viewer) ([]Item, error) {
	if !known(v) {
		return nil, needLogin()
	}
	kept, err := s.store.Bookmarks(ctx, v.User.ID)
	if err != nil {
		return nil, fmt.Errorf("list bookmarks: %w", err)
	}
	items := make([]Item, len(kept))
	for i, b := range kept {
		items[i] = Compare(b, s.find)
	}
	return items, nil
}

// Compare holds a bookmark against today's library. White space and the printed label do not make a change: a tip that
// only got another number says the same.
func Compare(b Bookmark, find Finder) Item {
	now, today, ok := find(b.Target, b.Snapshot)
	item := Item{Bookmark: b, Now: now, Today: today}
	switch {
	case !ok:
		item.State, item.Now, item.Today = Gone, Target{}, Snapshot{}
	case now != b.Target:
		item.State = Moved
	case !sameWords(b.Title, today.Title) || !sameWords(b.Text, today.Text):
		item.State = Changed
	default:
		item.State = Current
	}
	return item
}

func sameWords(a, b string) bool {
	return a == b || strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}

// Rename lets bookmarks follow retired articles: the values are keys of present ones.
func (s *Service) Rename(ctx context.Context, renames map[string]string) error {
	if len(renames) == 0 {
		return nil
	}
	if err := s.store.RenameTargets(ctx, renames); err != nil {
		return fmt.Errorf("rename bookmarks: %w", err)
	}
	return nil
}

func known(v *account.Viewer) bool { return v != nil && v.User != nil }

func needLogin() error { return fault.New(fault.Unauthorised, "login.needed") }

func unknown(err error, action string) error {
	if errors.Is(err, ErrUnknown) {
		return fault.Wrap(fault.NotFound, "bookmark.unknown", err)
	}
	return fmt.Errorf("%s: %w", action, err)
}
