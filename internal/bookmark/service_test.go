package bookmark_test

import (
	"testing"
	"time"

	"go.uber.org/goleak"

	"mendwell/internal/account"
	"mendwell/internal/bookmark"
	"mendwell/internal/fault"
	"mendwell/internal/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// shelf is a service on a fresh database, with a library and a clock that the test changes.
type shelf struct {
	*bookmark.Service
	t       *testing.T
	db      store.DB
	clock   time.Time
	library map[bookmark.Target]bookmark.Snapshot
}

var (
	article = bookmark.Target{Article: "en/a"}
	tip     = bookmark.Target{Article: "en/a", Tip: "stay-calm"}
)

func newShelf(t *testing.T) (*shelf, *account.Viewer) {
	t.Helper()
	db, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s := &shelf{t: t, db: db, clock: time.Date(2026, 3, 1, 22, 0, 0, 0, time.UTC),
		library: map[bookmark.Target]bookmark.Snapshot{
			article: {Title: "A", Text: "About a.", ArticleTitle: "A", Category: "repair"},
			tip:     {Title: "Stay calm", Text: "Breathe first.", Label: "3", ArticleTitle: "A", Category: "repair"},
		}}
	s.Service = bookmark.New(db.Bookmarks(), s.find, func() time.Time { return s.clock })
	return s, s.user("ada")
}

// find looks by id, then by title, as the library does.
func (s *shelf) find(t bookmark.Target, saved bookmark.Snapshot) (bookmark.Target, bookmark.Snapshot, bool) {
	if now, ok := s.library[t]; ok {
		return t, now, true
	}
	for other, now := range s.library {
		if other.Article == t.Article && now.Title == saved.Title {
			return other, now, true
		}
	}
	return bookmark.Target{}, bookmark.Snapshot{}, false
}

func (s *shelf) user(name string) *account.Viewer {
	u, err := s.db.Accounts().AddUser(s.t.Context(), account.NewUser{Name: name, Email: name + "@example.org",
		EmailKey: name, Hash: "$argon2id$", Role: account.RoleReader, Created: s.clock}, nil)
	s.ok(err)
	return &account.Viewer{User: &u}
}

func (s *shelf) list(v *account.Viewer) []bookmark.Item {
	s.t.Helper()
	items, err := s.List(s.t.Context(), v)
	s.ok(err)
	return items
}

func (s *shelf) ok(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func TestSaveAndRemove(t *testing.T) {
	s, v := newShelf(t)
	ctx := t.Context()
	id, err := s.Save(ctx, v, tip)
	s.ok(err)
	s.clock = s.clock.Add(time.Hour)
	again, err := s.Save(ctx, v, tip)
	s.ok(err)
	_, err = s.Save(ctx, v, article)
	s.ok(err)
	items := s.list(v)
	if id != again || len(items) != 2 || items[0].Target != article || items[1].State != bookmark.Current {
		t.Fatalf("%+v", items)
	}
	on, err := s.On(ctx, v, "en/a")
	if err != nil || !on[tip] || !on[article] || len(on) != 2 {
		t.Fatalf("%v, %v", on, err)
	}
	s.ok(s.Remove(ctx, v, article))
	s.ok(s.Remove(ctx, v, article))
	if other := s.list(s.user("bob")); len(other) != 0 || len(s.list(v)) != 1 {
		t.Fatal("the wrong bookmark went")
	}
	_, err = s.Save(ctx, v, bookmark.Target{Article: "en/a", Tip: "no-such-tip"})
	if fault.KindOf(err) != fault.NotFound {
		t.Fatal(err)
	}
}

func TestNobody(t *testing.T) {
	s, _ := newShelf(t)
	ctx := t.Context()
	_, save := s.Save(ctx, nil, tip)
	_, remove := s.RemoveID(ctx, nil, 1)
	_, list := s.List(ctx, &account.Viewer{})
	for _, err := range []error{save, remove, list, s.Remove(ctx, nil, tip), s.Restore(ctx, nil, 1)} {
		if fault.KindOf(err) != fault.Unauthorised {
			t.Errorf("error %v", err)
		}
	}
	if on, err := s.On(ctx, nil, "en/a"); err != nil || len(on) != 0 {
		t.Fatalf("%v, %v", on, err)
	}
}

func TestStates(t *testing.T) {
	s, v := newShelf(t)
	_, err := s.Save(t.Context(), v, tip)
	s.ok(err)
	saved := s.library[tip]
	moved := bookmark.Target{Article: "en/a", Tip: "keep-calm"}
	for _, c := range []struct {
		name   string
		change func()
		state  bookmark.State
		now    bookmark.Target
	}{
		{"spaces and label", func() { s.library[tip] = bookmark.Snapshot{Title: "Stay  calm", Text: "Breathe\nfirst.", Label: "4"} },
			bookmark.Current, tip},
		{"other words", func() { s.library[tip] = bookmark.Snapshot{Title: "Stay calm", Text: "Sleep first."} },
			bookmark.Changed, tip},
		{"other id", func() { delete(s.library, tip); s.library[moved] = saved }, bookmark.Moved, moved},
		{"gone", func() { delete(s.library, moved) }, bookmark.Gone, bookmark.Target{}},
	} {
		c.change()
		item := s.list(v)[0]
		if item.State != c.state || item.Now != c.now || item.Snapshot != saved {
			t.Errorf("%s: %+v", c.name, item)
		}
	}
}

func TestUndo(t *testing.T) {
	s, v := newShelf(t)
	ctx := t.Context()
	id, err := s.Save(ctx, v, tip)
	s.ok(err)
	begun := s.clock
	if _, err := s.RemoveID(ctx, s.user("eve"), id); fault.KindOf(err) != fault.NotFound {
		t.Fatalf("somebody else's bookmark: %v", err)
	}
	b, err := s.RemoveID(ctx, v, id)
	if err != nil || b.Target != tip || len(s.list(v)) != 0 {
		t.Fatalf("%+v, %v", b, err)
	}
	s.clock = begun.Add(time.Hour)
	s.ok(s.Restore(ctx, v, id))
	if items := s.list(v); len(items) != 1 || !items[0].Saved.Equal(begun) {
		t.Fatalf("%+v", items)
	}
	_, err = s.RemoveID(ctx, v, id)
	s.ok(err)
	s.clock = s.clock.Add(time.Hour + time.Millisecond)
	if err := s.Restore(ctx, v, id); fault.KindOf(err) != fault.NotFound {
		t.Fatalf("too late: %v", err)
	}
}

func TestRename(t *testing.T) {
	s, v := newShelf(t)
	_, err := s.Save(t.Context(), v, tip)
	s.ok(err)
	s.ok(s.Rename(t.Context(), map[string]string{"en/a": "en/b"}))
	if on, err := s.On(t.Context(), v, "en/b"); err != nil || !on[bookmark.Target{Article: "en/b", Tip: tip.Tip}] {
		t.Fatalf("%v, %v", on, err)
	}
}
