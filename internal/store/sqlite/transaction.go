package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"
)

// transaction is what the one writing connection is in the middle of. It is not database/sql's, which starts a goroutine
// for each transaction and for each query in it: that costs as much as a small query.
type transaction struct{ conn *sql.Conn }

const (
	sqlBegin    = `BEGIN IMMEDIATE`
	sqlCommit   = `COMMIT`
	sqlRollback = `ROLLBACK`
)

// errLocked says that another program holds the lock.
var errLocked = errors.New("the database is locked")

// begin opens a transaction, which has to be ended. errLocked: whoever waits for it may try again, or give up.
func (db *DB) begin() (*transaction, error) {
	conn, err := db.writer.Conn(context.Background())
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	tx := &transaction{conn}
	if _, err = conn.ExecContext(context.Background(), sqlBegin); err == nil {
		return tx, nil
	}
	tx.rollback()
	if e, ok := errors.AsType[sqlite3.Error](err); ok && e.Code == sqlite3.ErrBusy {
		err = errLocked
	}
	return nil, fmt.Errorf("begin: %w", err)
}

// commit ends the transaction. Where it fails, nothing is kept.
func (tx *transaction) commit() error {
	_, err := tx.conn.ExecContext(context.Background(), sqlCommit)
	tx.rollback()
	if err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// rollback takes back what was not committed, and gives the connection back. One that cannot be freed of its transaction
// is closed: the next write gets another.
func (tx *transaction) rollback() {
	_ = tx.conn.Raw(func(c any) error {
		own := c.(*sqlite3.SQLiteConn)
		if own.AutoCommit() { // committed, or gone with a statement that failed
			return nil
		}
		if _, err := own.ExecContext(context.Background(), sqlRollback, nil); err != nil {
			return driver.ErrBadConn
		}
		return nil
	})
	_ = tx.conn.Close()
}

// ExecContext, QueryContext and QueryRowContext ask inside the transaction.
func (tx *transaction) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return tx.conn.ExecContext(ctx, query, args...)
}

func (tx *transaction) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return tx.conn.QueryContext(ctx, query, args...)
}

func (tx *transaction) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	return tx.conn.QueryRowContext(ctx, query, args...)
}
