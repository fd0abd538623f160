package storetest

import (
	"testing"
	"time"

	"mendwell/internal/bookmark"
	"mendwell/internal/store"
)

func testBookmarks(t *testing.T, db store.DB) {
	ctx, s := t.Context(), db.Bookmarks()
	u, v := addUser(t, db, 1), addUser(t, db, 2)
	article := bookmark.Target{Article: "en/a"}
	tip := bookmark.Target{Article: "en/a", Tip: "stay-calm"}
	said := bookmark.Snapshot{Title: "Stay calm", Text: "Breathe.", Label: "Tip 3", ArticleTitle: "A", Category: "repair"}
	id, err := s.SaveBookmark(ctx, u.ID, tip, said, start)
	must(t, err)
	again, err := s.SaveBookmark(ctx, u.ID, tip, bookmark.Snapshot{Title: "Later"}, start.Add(time.Hour))
	must(t, err)
	want(t, "saved twice", again, id)
	_, err = s.SaveBookmark(ctx, u.ID, article, bookmark.Snapshot{Title: "A"}, start.Add(time.Minute))
	must(t, err)
	_, err = s.SaveBookmark(ctx, v.ID, article, bookmark.Snapshot{Title: "A"}, start)
	must(t, err)

	list, err := s.Bookmarks(ctx, u.ID)
	must(t, err)
	want(t, "kept", len(list), 2)
	want(t, "newest first", list[0].Target, article)
	want(t, "as saved", list[1], bookmark.Bookmark{ID: id, Target: tip, Snapshot: said, Saved: start})
	on, err := s.ArticleTargets(ctx, u.ID, "en/a")
	must(t, err)
	want(t, "on the article", len(on), 2)

	must(t, s.RemoveTarget(ctx, u.ID, article))
	must(t, s.RemoveTarget(ctx, u.ID, article))
	list, err = s.Bookmarks(ctx, v.ID)
	must(t, err)
	want(t, "somebody else's", len(list), 1)
}

func testUndo(t *testing.T, db store.DB) {
	ctx, s := t.Context(), db.Bookmarks()
	u, v := addUser(t, db, 1), addUser(t, db, 2)
	tip := bookmark.Target{Article: "en/a", Tip: "t"}
	id, err := s.SaveBookmark(ctx, u.ID, tip, bookmark.Snapshot{Title: "first"}, start)
	must(t, err)
	_, err = s.RemoveBookmark(ctx, v.ID, id, start, start.Add(-time.Hour))
	wantErr(t, err, bookmark.ErrUnknown)
	b, err := s.RemoveBookmark(ctx, u.ID, id, start.Add(time.Minute), start.Add(-time.Hour))
	must(t, err)
	want(t, "taken away", b.Title, "first")
	_, err = s.RemoveBookmark(ctx, u.ID, id, start.Add(time.Minute), start.Add(-time.Hour))
	wantErr(t, err, bookmark.ErrUnknown)
	list, err := s.Bookmarks(ctx, u.ID)
	must(t, err)
	want(t, "kept after removal", len(list), 0)

	// Saved anew in between, then undone: the first one is back, once.
	_, err = s.SaveBookmark(ctx, u.ID, tip, bookmark.Snapshot{Title: "second"}, start.Add(2*time.Minute))
	must(t, err)
	wantErr(t, s.RestoreBookmark(ctx, v.ID, id, start), bookmark.ErrUnknown)
	must(t, s.RestoreBookmark(ctx, u.ID, id, start))
	must(t, s.RestoreBookmark(ctx, u.ID, id, start))
	list, err = s.Bookmarks(ctx, u.ID)
	must(t, err)
	want(t, "kept after undo", len(list), 1)
	want(t, "with its first text", list[0].Title, "first")
	want(t, "with its first date", list[0].Saved, start)

	// Too late, and purged by the next removal.
	_, err = s.RemoveBookmark(ctx, u.ID, id, start.Add(time.Hour), start)
	must(t, err)
	wantErr(t, s.RestoreBookmark(ctx, u.ID, id, start.Add(2*time.Hour)), bookmark.ErrUnknown)
	other, err := s.SaveBookmark(ctx, u.ID, tip, bookmark.Snapshot{}, start)
	must(t, err)
	_, err = s.RemoveBookmark(ctx, u.ID, other, start.Add(3*time.Hour), start.Add(2*time.Hour))
	must(t, err)
	wantErr(t, s.RestoreBookmark(ctx, u.ID, id, start), bookmark.ErrUnknown)
}

func testRenamedBookmarks(t *testing.T, db store.DB) {
	ctx, s := t.Context(), db.Bookmarks()
	u, v := addUser(t, db, 1), addUser(t, db, 2)
	save := func(user int64, article, title string) {
		t.Helper()
		_, err := s.SaveBookmark(ctx, user, bookmark.Target{Article: article}, bookmark.Snapshot{Title: title}, start)
		must(t, err)
	}
	save(u.ID, "en/old", "older")
	save(u.ID, "en/new", "younger")
	save(v.ID, "en/new", "older")
	save(v.ID, "en/old", "younger")
	must(t, s.RenameTargets(ctx, map[string]string{"en/old": "en/new"}))
	for _, user := range []int64{u.ID, v.ID} {
		list, err := s.Bookmarks(ctx, user)
		must(t, err)
		want(t, "kept", len(list), 1)
		want(t, "the older one", list[0].Title, "older")
		want(t, "at its new address", list[0].Article, "en/new")
	}
}
