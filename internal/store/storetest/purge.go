package storetest

import (
	"testing"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/bookmark"
	"mendwell/internal/store"
)

// What has had its time goes without anybody doing anything; what has not, stays.
func testPurge(t *testing.T, db store.DB) {
	ctx, s := t.Context(), db.Accounts()
	must(t, s.SetClaim(ctx, make([]byte, 32), start.Add(time.Hour)))
	u := addUser(t, db, 1)
	old, fresh := newSession(1), newSession(2)
	fresh.Expires = start.Add(3 * time.Hour)
	must(t, s.AddSession(ctx, u.ID, old, 0, []byte("none")))
	must(t, s.AddSession(ctx, u.ID, fresh, 0, []byte("none")))
	limits := account.Limits{Since: start.Add(-time.Hour), PerAccount: 2, PerAddress: 9}
	for _, at := range []time.Time{start, start.Add(time.Hour)} {
		_, _, err := s.AddAttempt(ctx, account.Attempt{Account: []byte("a"), At: at}, limits)
		must(t, err)
	}
	keep := func(article string, removed time.Time) int64 {
		id, err := db.Bookmarks().SaveBookmark(ctx, u.ID, bookmark.Target{Article: article}, bookmark.Snapshot{}, start)
		must(t, err)
		_, err = db.Bookmarks().RemoveBookmark(ctx, u.ID, id, removed, start.Add(-time.Hour))
		must(t, err)
		return id
	}
	gone, undoable := keep("en/a", start), keep("en/b", start.Add(time.Hour))

	must(t, s.Purge(ctx, start.Add(time.Hour), start.Add(time.Minute)))
	must(t, db.Bookmarks().PurgeRemoved(ctx, start.Add(time.Minute)))
	must(t, db.Fold(ctx))

	_, _, _, err := s.Session(ctx, old.ID)
	wantErr(t, err, account.ErrUnknown)
	_, _, _, err = s.Session(ctx, fresh.ID)
	must(t, err)
	_, _, err = s.Claim(ctx)
	wantErr(t, err, account.ErrNoClaim)
	_, since, err := s.AddAttempt(ctx, account.Attempt{Account: []byte("a"), At: start.Add(time.Hour)}, limits)
	must(t, err)
	want(t, "room after one attempt was purged", since, time.Time{})
	wantErr(t, db.Bookmarks().RestoreBookmark(ctx, u.ID, gone, start.Add(-time.Hour)), bookmark.ErrUnknown)
	must(t, db.Bookmarks().RestoreBookmark(ctx, u.ID, undoable, start))
}
