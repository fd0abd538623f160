package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/mattn/go-sqlite3"

	"mendwell/internal/fault"
)

// batchMost is how many writes share one commit at most. Each takes well under a millisecond, so that even the last of
// them waits no longer than a reader notices.
const batchMost = 128

// writes is the queue of those who want to write. Whoever waits while another batch reaches the disk shares the next
// one's commit: the disk is asked once for all of them. They run in the order in which they came.
type writes struct {
	mu      sync.Mutex
	waiting []*waiter
	running bool // somebody is working the queue off
}

// waiter is one write.
type waiter struct {
	run   func(ctx context.Context, tx *transaction) error
	one   bool // run writes with one statement at most
	state atomic.Int32
	done  chan struct{} // closed when err is set
	err   error
	panic any // of run, to go on in whoever asked
}

// The states of a waiter: it can give up until it is taken.
const (
	stateWaiting int32 = iota
	stateTaken
	stateGone
)

// write runs f in an immediate transaction, together with other writes that wait. Each has its own savepoint: what one of
// them gets wrong is taken back without the others. When write returns without an error, what f wrote is on the disk.
// Everything that f asks must go through tx and the context it is given: the pool has one connection, which tx holds.
// Where this takes too long, nothing is kept and the answer is Busy; the time counts from here, so that writes which
// wait for one lock give up side by side, not one after another.
func (db *DB) write(ctx context.Context, f func(ctx context.Context, tx *transaction) error) error {
	return db.wait(ctx, &waiter{run: f})
}

// writeOne is write for an f that writes with one statement, and writes last. Where that statement fails, SQLite takes it
// back by itself: there is nothing for a savepoint to do. It is as quick as one statement is, so that nothing has to
// watch the time meanwhile.
func (db *DB) writeOne(ctx context.Context, f func(ctx context.Context, tx *transaction) error) error {
	return db.wait(ctx, &waiter{run: f, one: true})
}

// wait queues a write and returns how it ended.
func (db *DB) wait(ctx context.Context, w *waiter) error {
	limit := time.NewTimer(db.patience)
	defer limit.Stop()
	w.done = make(chan struct{})
	db.queue.add(w, db.workOff)
	select {
	case <-w.done:
		return w.outcome()
	case <-ctx.Done():
		if w.state.CompareAndSwap(stateWaiting, stateGone) {
			return ctx.Err()
		}
	case <-limit.C:
		if w.state.CompareAndSwap(stateWaiting, stateGone) {
			return busy(fmt.Errorf("database not written within %s", db.patience))
		}
	}
	<-w.done // it has begun, and soon ends
	return w.outcome()
}

// outcome is how a write ended, for whoever asked for it. A panic goes on there.
func (w *waiter) outcome() error {
	if w.panic != nil {
		panic(w.panic)
	}
	if errors.Is(w.err, context.DeadlineExceeded) || errors.Is(w.err, errLocked) { // in the middle of it
		return busy(w.err)
	}
	return w.err
}

// busy says that nothing is wrong with a write but the moment.
func busy(err error) error {
	f := fault.Wrap(fault.Busy, "", err)
	f.RetryAfter = 5 * time.Second
	return f
}

// add queues a write, and begins to work where nobody does.
func (q *writes) add(w *waiter, work func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, w)
	if !q.running {
		q.running = true
		go work()
	}
}

// take returns the next writes, at most so many, without those that have given up.
func (q *writes) take(most int) []*waiter {
	q.mu.Lock()
	defer q.mu.Unlock()
	var batch []*waiter
	i := 0
	for ; i < len(q.waiting) && len(batch) < most; i++ {
		if w := q.waiting[i]; w.state.CompareAndSwap(stateWaiting, stateTaken) {
			batch = append(batch, w)
		}
	}
	rest := copy(q.waiting, q.waiting[i:])
	clear(q.waiting[rest:])
	q.waiting = q.waiting[:rest]
	return batch
}

// idle drops those who have given up; where nobody is left, the work ends.
func (q *writes) idle() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := 0
	for _, w := range q.waiting {
		if w.state.Load() == stateWaiting {
			q.waiting[n] = w
			n++
		}
	}
	clear(q.waiting[n:])
	q.waiting = q.waiting[:n]
	q.running = n > 0
	return n == 0
}

// workOff commits batch after batch until nobody waits.
func (db *DB) workOff() {
	for !db.queue.idle() {
		tx, err := db.begin()
		switch {
		case err == nil:
			db.runBatch(tx, db.queue.take(batchMost), db.queue.take)
		case errors.Is(err, errLocked): // by another program: whoever waits may have given up meanwhile
		default:
			for _, w := range db.queue.take(batchMost) {
				w.end(err)
			}
		}
	}
}

// runBatch runs the writes of a batch and commits them. Nobody hears of success before the commit. Those who come while
// others run are taken along, from more: else they would wait for the disk twice. nil: nobody is.
func (db *DB) runBatch(tx *transaction, batch []*waiter, more func(most int) []*waiter) {
	ctx, cancel := context.WithTimeout(context.Background(), db.patience)
	defer cancel()
	errs := make([]error, 0, len(batch))
	for i := 0; i < len(batch); i++ {
		err := batch[i].try(ctx, tx)
		if errors.Is(err, errLost) {
			// The transaction is gone, and with it what the others wrote: they run again without this one.
			tx.rollback()
			batch[i].end(err)
			db.again(append(batch[:i:i], batch[i+1:]...))
			return
		}
		errs = append(errs, err)
		if more != nil && i == len(batch)-1 && len(batch) < batchMost {
			batch = append(batch, more(batchMost-len(batch))...)
		}
	}
	err := tx.commit()
	for i, w := range batch {
		if errs[i] == nil {
			errs[i] = err
		}
		w.end(errs[i])
	}
}

// again runs writes whose transaction was lost, each alone, so that no second one can take the others with it.
func (db *DB) again(batch []*waiter) {
	for _, w := range batch {
		tx, err := db.begin()
		if err != nil {
			w.end(err)
			continue
		}
		db.runBatch(tx, []*waiter{w}, nil)
	}
}

// errLost says that a failed write has taken the whole transaction with it, as a full disk does.
var errLost = errors.New("the transaction is lost")

const (
	sqlSavepoint = `SAVEPOINT one`
	sqlRelease   = `RELEASE one`
	sqlUndo      = `ROLLBACK TO one`
)

// try runs one write inside its own savepoint, where it needs one.
func (w *waiter) try(ctx context.Context, tx *transaction) error {
	if w.one {
		err := w.safely(context.Background(), tx)
		if err != nil && (w.panic != nil || lost(err)) {
			return errors.Join(errLost, err)
		}
		return err
	}
	if _, err := tx.ExecContext(ctx, sqlSavepoint); err != nil {
		return errors.Join(errLost, err)
	}
	err := w.safely(ctx, tx)
	if err != nil {
		if _, undo := tx.ExecContext(ctx, sqlUndo); undo != nil {
			return errors.Join(errLost, err, undo)
		}
	}
	if _, release := tx.ExecContext(ctx, sqlRelease); release != nil {
		return errors.Join(errLost, err, release)
	}
	return err
}

// lost reports whether a statement that failed may have taken the transaction with it. A broken constraint has not, and
// what a feature decides has not either.
func lost(err error) bool {
	if e, ok := errors.AsType[sqlite3.Error](err); ok {
		return e.Code != sqlite3.ErrConstraint
	}
	for _, broken := range [...]error{driver.ErrBadConn, sql.ErrConnDone, sql.ErrTxDone, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, broken) {
			return true
		}
	}
	return false
}

// safely keeps a panic from the others: it goes on where it belongs.
func (w *waiter) safely(ctx context.Context, tx *transaction) (err error) {
	defer func() {
		if p := recover(); p != nil {
			w.panic = fmt.Sprintf("%v\n%s", p, debug.Stack())
			err = errors.New("panic in a write")
		}
	}()
	return w.run(ctx, tx)
}

func (w *waiter) end(err error) {
	w.err = err
	close(w.done)
}
