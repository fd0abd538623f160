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

// Who has waited until it was their turn, and then has no time or no lock left, is told that the site is busy, too: it is no
// mistake of the program.
func TestBusyInTheMiddle(t *testing.T) {
	db := withTestTable(t)
	unlock := lock(t, db.path)
	var errs [2]error
	var wg sync.WaitGroup
	wg.Go(func() { errs[0] = db.insert(t.Context(), "has to begin again", nil) })
	db.queued(1)
	wg.Go(func() {
		errs[1] = db.write(t.Context(), func(ctx context.Context, tx *transaction) error {
			_, err := exec(ctx, tx, `INSERT OR ROLLBACK INTO test_writes (who) VALUES (?)`, "has to begin again")
			lock(t, db.path) // which is free now
			return err
		})
	})
	db.queued(2)
	unlock()
	wg.Wait()
	if fault.KindOf(errs[0]) != fault.Busy || !isUnique(errs[1]) {
		t.Errorf("without a lock: %v; whoever lost it: %v", errs[0], errs[1])
	}

	db = withTestTable(t)
	db.patience = 100 * time.Millisecond
	if err := db.write(t.Context(), func(ctx context.Context, tx *transaction) error {
		_, err := exec(ctx, tx, `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) INSERT INTO test_writes (who) SELECT max(i) FROM n`)
		return err
	}); fault.KindOf(err) != fault.Busy {
		t.Errorf("without time: %v", err)
	}
	if got := db.written(t); len(got) != 0 {
		t.Errorf("kept %q", got)
	}
}
