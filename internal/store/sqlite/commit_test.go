package sqlite

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"mendwell/internal/fault"
)

const (
	sqlTestTable  = `CREATE TABLE test_writes (n INTEGER PRIMARY KEY AUTOINCREMENT, who TEXT NOT NULL UNIQUE)`
	sqlTestInsert = `INSERT INTO test_writes (who) VALUES (?)`
	sqlTestList   = `SELECT who FROM test_writes ORDER BY n`
)

func withTestTable(t *testing.T) *DB {
	t.Helper()
	db := openDB(t)
	if _, err := db.writer.Exec(sqlTestTable); err != nil {
		t.Fatal(err)
	}
	return db
}

func (db *DB) insert(ctx context.Context, who string, then error) error {
	return db.write(ctx, func(ctx context.Context, tx *transaction) error {
		if _, err := exec(ctx, tx, sqlTestInsert, who); err != nil {
			return err
		}
		if who == "panics" {
			panic("a mistake of ours")
		}
		return then
	})
}

func (db *DB) written(t *testing.T) []string {
	t.Helper()
	list, err := collect(t.Context(), db.reader, func(r row) (who string, err error) { return who, r.Scan(&who) }, sqlTestList)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// commits counts the commits in the write-ahead log: frames that say how large the database is after them. See
// https://sqlite.org/fileformat2.html, section 4.1.
func (db *DB) commits(t *testing.T) int {
	t.Helper()
	log, err := os.ReadFile(db.path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	if len(log) < 32 {
		return 0
	}
	size, n := int(binary.BigEndian.Uint32(log[8:])), 0
	for at := 32; at+24+size <= len(log); at += 24 + size {
		if slices.Equal(log[at+8:at+16], log[16:24]) && binary.BigEndian.Uint32(log[at+4:]) != 0 {
			n++
		}
	}
	return n
}

// queued waits until n writes wait for the lock. The condition comes true by itself: nothing else takes them.
func (db *DB) queued(n int) {
	for {
		db.queue.mu.Lock()
		have := len(db.queue.waiting)
		db.queue.mu.Unlock()
		if have >= n {
			return
		}
		runtime.Gosched()
	}
}

// Who comes while others run is taken along: nobody waits for the disk twice.
func TestLateWritesShareTheCommit(t *testing.T) {
	db := withTestTable(t)
	before := db.commits(t)
	var wg sync.WaitGroup
	late := func() {
		wg.Go(func() {
			if err := db.insert(t.Context(), "late", nil); err != nil {
				t.Error(err)
			}
		})
		db.queued(1)
	}
	err := db.write(t.Context(), func(ctx context.Context, tx *transaction) error {
		late()
		_, err := exec(ctx, tx, sqlTestInsert, "early")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	wg.Wait()
	if got := db.written(t); !slices.Equal(got, []string{"early", "late"}) {
		t.Errorf("kept %q", got)
	}
	if n := db.commits(t) - before; n != 1 {
		t.Errorf("%d commits", n)
	}
}

// Writes that wait share one commit, in the order in which they came; each has its own error and its own panic.
func TestWaitingWritesShareOneCommit(t *testing.T) {
	db := withTestTable(t)
	before := db.commits(t)
	unlock := lock(t, db.path)
	wrong := errors.New("wrong")
	var wg sync.WaitGroup
	type outcome struct {
		err   error
		panic any
	}
	outcomes := map[string]*outcome{}
	gone, leave := context.WithCancel(t.Context())
	for i, who := range []string{"a", "fails", "b", "panics", "a", "leaves", "c"} {
		o := &outcome{}
		outcomes[fmt.Sprint(i, who)] = o
		ctx, then := t.Context(), error(nil)
		switch who {
		case "fails":
			then = wrong
		case "leaves":
			ctx = gone
		}
		wg.Go(func() {
			defer func() { o.panic = recover() }()
			o.err = db.insert(ctx, who, then)
		})
		db.queued(i + 1)
	}
	leave()
	for { // whoever has left is marked before the lock is free
		db.queue.mu.Lock()
		left := !slices.ContainsFunc(db.queue.waiting, func(w *waiter) bool { return w.state.Load() == stateGone }) && len(db.queue.waiting) == 7
		db.queue.mu.Unlock()
		if !left {
			break
		}
		runtime.Gosched()
	}
	unlock()
	wg.Wait()
	if got := db.written(t); !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("kept %q", got)
	}
	if n := db.commits(t) - before; n != 1 {
		t.Errorf("%d commits", n)
	}
	for name, o := range outcomes {
		switch name {
		case "0a", "2b", "6c":
			if o.err != nil {
				t.Errorf("%s: %v", name, o.err)
			}
		case "1fails":
			if !errors.Is(o.err, wrong) {
				t.Errorf("%s: %v", name, o.err)
			}
		case "3panics":
			if !strings.Contains(fmt.Sprint(o.panic), "a mistake of ours") {
				t.Errorf("%s: %v", name, o.panic)
			}
		case "4a":
			if !isUnique(o.err) {
				t.Errorf("%s: %v", name, o.err)
			}
		case "5leaves":
			if !errors.Is(o.err, context.Canceled) {
				t.Errorf("%s: %v", name, o.err)
			}
		}
	}
}

// A write that takes the transaction with it is alone in that: the others run again.
func TestLostTransactionCostsOnlyItsWrite(t *testing.T) {
	db := withTestTable(t)
	unlock := lock(t, db.path)
	var wg sync.WaitGroup
	errs := make([]error, 5)
	for i := range errs {
		wg.Go(func() {
			errs[i] = db.write(t.Context(), func(ctx context.Context, tx *transaction) error {
				if _, err := exec(ctx, tx, sqlTestInsert, fmt.Sprint(i)); err != nil {
					return err
				}
				if i == 2 {
					_, err := exec(ctx, tx, `INSERT OR ROLLBACK INTO test_writes (who) VALUES (?)`, "2")
					return err
				}
				return nil
			})
		})
		db.queued(i + 1)
	}
	unlock()
	wg.Wait()
	for i, err := range errs {
		if (err != nil) != (i == 2) {
			t.Errorf("%d: %v", i, err)
		}
	}
	if got := db.written(t); !slices.Equal(got, []string{"0", "1", "3", "4"}) {
		t.Errorf("kept %q", got)
	}
}

// A commit that fails keeps nothing of anybody, and tells everybody.
func TestFailedCommitFailsAll(t *testing.T) {
	db := withTestTable(t)
	if _, err := db.writer.Exec(`CREATE TABLE test_child (n INTEGER REFERENCES test_writes(n) DEFERRABLE INITIALLY DEFERRED)`); err != nil {
		t.Fatal(err)
	}
	unlock := lock(t, db.path)
	var wg sync.WaitGroup
	errs := make([]error, 3)
	for i := range errs {
		wg.Go(func() {
			errs[i] = db.write(t.Context(), func(ctx context.Context, tx *transaction) error {
				query, arg := sqlTestInsert, any(fmt.Sprint(i))
				if i == 1 {
					query, arg = `INSERT INTO test_child (n) VALUES (?)`, 99
				}
				_, err := exec(ctx, tx, query, arg)
				return err
			})
		})
		db.queued(i + 1)
	}
	unlock()
	wg.Wait()
	for i, err := range errs {
		if err == nil || fault.KindOf(err) != fault.Internal {
			t.Errorf("%d: %v", i, err)
		}
	}
	if got := db.written(t); len(got) != 0 {
		t.Errorf("kept %q", got)
	}
	if err := db.insert(t.Context(), "after", nil); err != nil {
		t.Errorf("no write after a failed commit: %v", err)
	}
}

// Many at once, over and over: what was acknowledged is there.
func TestAcknowledgedIsKept(t *testing.T) {
	db := withTestTable(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	var kept []string
	for i := range 16 {
		wg.Go(func() {
			for j := range 20 {
				who := fmt.Sprint(i, "-", j)
				var then error
				if j%5 == 0 {
					then = errors.New("no")
				}
				if err := db.insert(t.Context(), who, then); (err == nil) != (then == nil) {
					t.Errorf("%s: %v", who, err)
				} else if err == nil {
					mu.Lock()
					kept = append(kept, who)
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	got := db.written(t)
	slices.Sort(got)
	slices.Sort(kept)
	if !slices.Equal(got, kept) || len(got) != 16*16 {
		t.Errorf("%d kept, %d acknowledged", len(got), len(kept))
	}
}

// What writes with one statement shares commits with others without a savepoint: a broken constraint costs only its write,
// and so does what may have taken the transaction along, since the others then run again.
func TestWritesOfOneStatement(t *testing.T) {
	db := withTestTable(t)
	unlock := lock(t, db.path)
	var wg sync.WaitGroup
	refused := errors.New("refused")
	errs, panics := make([]error, 7), make([]any, 7)
	for i, who := range []string{"a", "a", "b", "refused", "panics", "rolls back", "c"} {
		wg.Go(func() {
			defer func() { panics[i] = recover() }()
			errs[i] = db.writeOne(t.Context(), func(ctx context.Context, tx *transaction) error {
				query := sqlTestInsert
				switch who {
				case "refused":
					return refused
				case "rolls back":
					query, who = `INSERT OR ROLLBACK INTO test_writes (who) VALUES (?)`, "a"
				}
				_, err := exec(ctx, tx, query, who)
				if who == "panics" {
					panic("a mistake of ours")
				}
				return err
			})
		})
		db.queued(i + 1)
	}
	unlock()
	wg.Wait()
	for i, err := range errs {
		switch i {
		case 1, 5:
			if !isUnique(err) {
				t.Errorf("%d: %v", i, err)
			}
		case 3:
			if !errors.Is(err, refused) || errors.Is(err, errLost) {
				t.Errorf("%d: %v", i, err)
			}
		default:
			if err != nil {
				t.Errorf("%d: %v", i, err)
			}
		}
		if (panics[i] != nil) != (i == 4) {
			t.Errorf("%d: panic %v", i, panics[i])
		}
	}
	if got := db.written(t); !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("kept %q", got)
	}
}
