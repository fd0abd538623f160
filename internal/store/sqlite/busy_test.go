package sqlite

import (
	"context"
	"database/sql"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/fault"
)

// lock holds the lock to write, as another program may.
func lock(t *testing.T, path string) (unlock func()) {
	t.Helper()
	other, err := sql.Open("sqlite3", writerDSN(path))
	if err != nil {
		t.Fatal(err)
	}
	tx, err := other.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var once sync.Once
	unlock = func() { once.Do(func() { _ = tx.Rollback(); _ = other.Close() }) }
	t.Cleanup(unlock)
	return unlock
}

// Who waits for a lock gives up after the same time as the others, not after all of them.
func TestBusyWritersGiveUpSideBySide(t *testing.T) {
	db := openDB(t)
	db.patience = time.Second
	lock(t, db.path)
	began := time.Now()
	var wg sync.WaitGroup
	const writers = 20
	for range writers {
		wg.Go(func() {
			if err := db.Accounts().SetName(context.Background(), 1, "x"); fault.KindOf(err) != fault.Busy {
				t.Errorf("locked: %v", err)
			}
		})
	}
	wg.Wait()
	if took := time.Since(began); took > writers/2*db.patience {
		t.Errorf("%d writes gave up after %s", writers, took)
	}
	if err := db.Ping(t.Context()); err != nil {
		t.Errorf("cannot be read: %v", err)
	}
}

// A lock that is given back in time delays, and fails nothing.
func TestBusyWriterGoesOn(t *testing.T) {
	db := openDB(t)
	unlock := lock(t, db.path)
	done := make(chan error, 1)
	go func() { done <- db.Accounts().SetName(context.Background(), 1, "x") }()
	time.AfterFunc(100*time.Millisecond, unlock)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

// Whose visitor has gone, or asked for less time, is not told that the site is busy.
func TestBusyIsNotTheCallersDeadline(t *testing.T) {
	db := openDB(t)
	db.patience = time.Minute
	lock(t, db.path)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	began := time.Now()
	err := db.Accounts().TouchSession(ctx, "none", began, began)
	if err == nil || fault.KindOf(err) == fault.Busy {
		t.Fatalf("after the caller's deadline: %v", err)
	}
	if took := time.Since(began); took > db.patience/2 {
		t.Fatalf("took %s", took)
	}
}

// A page of somebody logged in does not wait for the note that they were here.
func TestVisitIsShownWhileTheDatabaseIsLocked(t *testing.T) {
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	now := time.Now()
	s, err := account.New(t.Context(), db.Accounts(), func() time.Time { return now }, zeros{}, account.Cost{Memory: 64, Passes: 1, Lanes: 1},
		func(string, string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	token, _, err := s.Register(t.Context(), account.Registration{Name: "Ada", Email: "ada@example.org", Password: "a quiet harbour town"}, "")
	if err != nil {
		t.Fatal(err)
	}
	lock(t, db.path)
	db.patience = time.Minute
	now = now.Add(time.Hour)
	began := time.Now()
	if v, err := s.Viewer(t.Context(), token); err != nil || v == nil {
		t.Fatalf("viewer: %v, %v", v, err)
	}
	if took := time.Since(began); took > db.patience/2 {
		t.Fatalf("took %s", took)
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }
