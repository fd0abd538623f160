package storetest

import (
	"context"
	"sync"
	"testing"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/bookmark"
	"mendwell/internal/store"
)

func testUsers(t *testing.T, db store.DB) {
	ctx, s := t.Context(), db.Accounts()
	session := newSession(1)
	u, err := s.AddUser(ctx, newUser(1), &session)
	must(t, err)
	want(t, "email as typed", u.Email, "Reader1@Example.org")
	want(t, "created", u.Created, start)
	_, err = s.AddUser(ctx, newUser(1), nil)
	wantErr(t, err, account.ErrTaken)

	c, err := s.UserByEmail(ctx, "reader1@example.org")
	must(t, err)
	want(t, "found", c.User, u)
	want(t, "hash", c.Hash, "$argon2id$test")
	_, err = s.UserByEmail(ctx, "nobody@example.org")
	wantErr(t, err, account.ErrUnknown)
	_, err = s.UserByID(ctx, u.ID+1)
	wantErr(t, err, account.ErrUnknown)

	must(t, s.SetName(ctx, u.ID, "New name"))
	c, err = s.UserByID(ctx, u.ID)
	must(t, err)
	want(t, "name", c.Name, "New name")

	fresh := newSession(2)
	must(t, s.SetPassword(ctx, u.ID, "$argon2id$other", &fresh))
	list, err := s.Sessions(ctx, u.ID, start)
	must(t, err)
	if len(list) != 1 || list[0].ID != fresh.ID {
		t.Fatalf("a new password leaves sessions %v", list)
	}
	wantErr(t, s.SetPassword(ctx, u.ID+1, "$argon2id$x", nil), account.ErrUnknown)

	addUser(t, db, 2)
	all, err := s.Users(ctx)
	must(t, err)
	want(t, "users", len(all), 2)
}

func testRoles(t *testing.T, db store.DB) {
	ctx, s := t.Context(), db.Accounts()
	a, b := addUser(t, db, 1), addUser(t, db, 2)
	must(t, s.SetRole(ctx, "reader1@example.org", account.RoleAdmin, "mara-lind"))
	wantErr(t, s.SetRole(ctx, "nobody@example.org", account.RoleAdmin, ""), account.ErrUnknown)
	wantErr(t, s.SetRole(ctx, "reader1@example.org", account.RoleReader, ""), account.ErrLastAdmin)
	wantErr(t, s.DeleteUser(ctx, a.ID, account.KeepComments), account.ErrLastAdmin)
	c, err := s.UserByID(ctx, a.ID)
	must(t, err)
	want(t, "role after refusals", c.Role, account.RoleAdmin)
	want(t, "person after refusals", c.Person, "mara-lind")

	must(t, s.SetRole(ctx, "reader2@example.org", account.RoleAdmin, ""))
	must(t, s.SetRole(ctx, "reader1@example.org", account.RoleModerator, ""))
	wantErr(t, s.DeleteUser(ctx, b.ID, account.RemoveComments), account.ErrLastAdmin)
	must(t, s.DeleteUser(ctx, a.ID, account.KeepComments))
	wantErr(t, s.DeleteUser(ctx, a.ID, account.KeepComments), account.ErrUnknown)
}

func testClaim(t *testing.T, db store.DB) {
	ctx, s := t.Context(), db.Accounts()
	first, second := newSession(1).Secret, newSession(2).Secret
	_, _, err := s.Claim(ctx)
	wantErr(t, err, account.ErrNoClaim)
	must(t, s.SetClaim(ctx, first, start))
	must(t, s.SetClaim(ctx, second, start.Add(time.Hour)))
	_, expires, err := s.Claim(ctx)
	must(t, err)
	want(t, "claim ends", expires, start.Add(time.Hour))
	_, err = s.AddAdmin(ctx, first, newUser(1), newSession(1))
	wantErr(t, err, account.ErrNoClaim)

	// Many try at once: one becomes the administrator.
	var wg sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		wg.Go(func() {
			n := newUser(i + 1)
			n.Role = account.RoleAdmin
			_, errs[i] = s.AddAdmin(context.WithoutCancel(ctx), second, n, newSession(i+1))
		})
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
			continue
		}
		wantErr(t, err, account.ErrNoClaim)
	}
	want(t, "administrators made", won, 1)
	has, err := s.HasAdmin(ctx)
	must(t, err)
	want(t, "has an administrator", has, true)
	wantErr(t, s.SetClaim(ctx, first, start), account.ErrNoClaim)
	all, err := s.Users(ctx)
	must(t, err)
	want(t, "users", len(all), 1)
}

func testSessions(t *testing.T, db store.DB) {
	ctx, s := t.Context(), db.Accounts()
	u, other := addUser(t, db, 1), addUser(t, db, 2)
	for i := 1; i <= 3; i++ {
		n := newSession(i)
		if i == 2 {
			n.Stay = account.StayBorrowed
		}
		must(t, s.AddSession(ctx, u.ID, n, 0, []byte("key")))
	}
	must(t, s.AddSession(ctx, other.ID, newSession(4), 0, []byte("key")))
	must(t, s.TouchSession(ctx, "session-2", start.Add(time.Minute), start.Add(2*time.Hour)))
	got, secret, who, err := s.Session(ctx, "session-2")
	must(t, err)
	want(t, "user", who, u)
	want(t, "secret", string(secret), string(newSession(2).Secret))
	want(t, "session", got, account.Session{ID: "session-2", User: u.ID, Device: "Firefox on Android", Created: start,
		LastSeen: start.Add(time.Minute), Expires: start.Add(2 * time.Hour), Stay: account.StayBorrowed})
	list, err := s.Sessions(ctx, u.ID, start)
	must(t, err)
	want(t, "sessions", len(list), 3)
	want(t, "last seen first", list[0].ID, "session-2")
	want(t, "a borrowed device", list[0].Stay, account.StayBorrowed)
	want(t, "a device of one's own", list[1].Stay, account.StayOwn)
	list, err = s.Sessions(ctx, u.ID, start.Add(time.Hour))
	must(t, err)
	want(t, "sessions that have not expired", len(list), 1)

	must(t, s.EndSession(ctx, other.ID, "session-1")) // not theirs
	_, _, _, err = s.Session(ctx, "session-1")
	must(t, err)
	must(t, s.EndSession(ctx, u.ID, "session-1"))
	_, _, _, err = s.Session(ctx, "session-1")
	wantErr(t, err, account.ErrUnknown)
	must(t, s.EndSessions(ctx, u.ID, "session-3"))
	list, err = s.Sessions(ctx, u.ID, start)
	must(t, err)
	if len(list) != 1 || list[0].ID != "session-3" {
		t.Fatalf("sessions left: %v", list)
	}
	must(t, s.EndSessions(ctx, u.ID, ""))
	_, _, _, err = s.Session(ctx, "session-4")
	must(t, err) // the other user's
}

func testAttempts(t *testing.T, db store.DB) {
	ctx, s := t.Context(), db.Accounts()
	u := addUser(t, db, 1)
	try := func(acc, addr string, after time.Duration) (int64, time.Time) {
		now := start.Add(after)
		id, since, err := s.AddAttempt(ctx, account.Attempt{Account: []byte(acc), Address: []byte(addr), At: now},
			account.Limits{Since: now.Add(-15 * time.Minute), Forget: now.Add(-24 * time.Hour), PerAccount: 3, PerAddress: 5})
		must(t, err)
		return id, since
	}
	for i := range 3 {
		_, since := try("a", "x", time.Duration(i)*time.Minute)
		want(t, "refused", since.IsZero(), true)
	}
	_, since := try("a", "y", 4*time.Minute)
	want(t, "free after", since, start)
	_, since = try("a", "y", 15*time.Minute) // the first has left the window
	want(t, "refused", since.IsZero(), true)
	try("b", "x", 3*time.Minute)
	try("b", "x", 3*time.Minute)
	_, since = try("c", "x", 4*time.Minute)
	want(t, "address used up since", since, start)

	// A successful login frees the account, not the address.
	id, _ := try("b", "z", 5*time.Minute)
	must(t, s.AddSession(ctx, u.ID, newSession(1), id, []byte("b")))
	for range 3 {
		_, since = try("b", "w", 6*time.Minute)
		want(t, "refused after success", since.IsZero(), true)
	}
	_, since = try("d", "x", 6*time.Minute)
	want(t, "address still used up", since.IsZero(), false)
	id, _ = try("d", "z", 6*time.Minute)
	must(t, s.ForgiveAttempt(ctx, id))

	// Tries at the same moment cannot slip through.
	var wg sync.WaitGroup
	var mu sync.Mutex
	through := 0
	for range 20 {
		wg.Go(func() {
			_, since, err := s.AddAttempt(context.WithoutCancel(ctx), account.Attempt{Account: []byte("many"), At: start},
				account.Limits{Since: start.Add(-time.Minute), Forget: start.Add(-time.Hour), PerAccount: 10, PerAddress: 30})
			mu.Lock()
			defer mu.Unlock()
			if err == nil && since.IsZero() {
				through++
			}
		})
	}
	wg.Wait()
	want(t, "let through", through, 10)

	first, err := s.Secret(ctx, "k", []byte("one"))
	must(t, err)
	again, err := s.Secret(ctx, "k", []byte("two"))
	must(t, err)
	want(t, "secret stays", string(again), string(first))
}

func testLeaving(t *testing.T, db store.DB) {
	ctx := t.Context()
	a, b := addUser(t, db, 1), addUser(t, db, 2)
	must(t, db.Accounts().AddSession(ctx, a.ID, newSession(1), 0, nil))
	mark := bookmark.Target{Article: "en/a"}
	_, err := db.Bookmarks().SaveBookmark(ctx, a.ID, mark, bookmark.Snapshot{Title: "A"}, start)
	must(t, err)
	kept := post(t, db, a.ID, 0, "kept")
	must(t, db.Accounts().DeleteUser(ctx, a.ID, account.KeepComments))
	c, err := db.Comments().Comment(ctx, kept)
	must(t, err)
	if c.Author != 0 || c.Name != "" || c.Source != "kept" || c.Deleted {
		t.Fatalf("comment of a deleted reader: %+v", c)
	}
	_, _, _, err = db.Accounts().Session(ctx, "session-1")
	wantErr(t, err, account.ErrUnknown)

	// b answers themselves, d answers b: what has d's answer below stays as a placeholder.
	d := addUser(t, db, 3)
	top := post(t, db, b.ID, 0, "top")
	alone := post(t, db, b.ID, 0, "alone")
	own := post(t, db, b.ID, top, "own answer")
	leaf := post(t, db, b.ID, own, "own leaf")
	other := post(t, db, d.ID, own, "other's answer")
	must(t, db.Accounts().DeleteUser(ctx, b.ID, account.RemoveComments))
	for _, gone := range []int64{alone, leaf} {
		_, err := db.Comments().Comment(ctx, gone)
		wantErr(t, err, errUnknownComment)
	}
	for _, placeholder := range []int64{top, own} {
		c, err := db.Comments().Comment(ctx, placeholder)
		must(t, err)
		if !c.Deleted || c.Source != "" || c.Author != 0 {
			t.Fatalf("not a placeholder: %+v", c)
		}
	}
	must(t, db.Comments().DeleteComment(ctx, other))
	_, err = db.Comments().Comment(ctx, top)
	wantErr(t, err, errUnknownComment)
}
