// Package sqlite knows how each feature's data lies in SQLite. It holds no rules: what is allowed was decided before.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/mattn/go-sqlite3"

	"mendwell/internal/account"
	"mendwell/internal/bookmark"
	"mendwell/internal/comment"
)

// readers is how many connections read at once. Reading takes well under a millisecond, so a few serve many visitors.
const readers = 8

// DB is one SQLite file with two pools: a single connection that writes and several that can only read. With one
// writer there is no waiting for locks inside the process, and with WAL readers never wait for it.
type DB struct {
	path           string
	writer, reader *sql.DB
	patience       time.Duration // how long a write may take, with its wait for the ones before it
	queue          writes
}

const (
	patience     = 8 * time.Second
	pingPatience = time.Second
)

// Open opens the file, creating it with mode 0600, and brings its schema up to date. Any path will do, with blanks,
// question marks, hash and percent signs.
func Open(ctx context.Context, path string) (*DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if err := create(path); err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	first, err := migrated(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	defer func() { _ = first.Close() }() // last, so that no other process closes the file for good in between
	db := &DB{path: path, patience: patience}
	if db.writer, err = sql.Open("sqlite3", writerDSN(path)); err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	db.writer.SetMaxOpenConns(1)
	if db.reader, err = sql.Open("sqlite3", readerDSN(path)); err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", path, err), db.writer.Close())
	}
	db.reader.SetMaxOpenConns(readers)
	db.reader.SetMaxIdleConns(readers)
	if err := errors.Join(db.writer.PingContext(ctx), db.reader.PingContext(ctx)); err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", path, err), db.Close())
	}
	return db, nil
}

// migrated brings the schema up to date on a connection that waits long for others, as the writer does not.
func migrated(ctx context.Context, path string) (*sql.DB, error) {
	first, err := sql.Open("sqlite3", fileURI(path)+"?"+longWait+writerOptions)
	if err != nil {
		return nil, err
	}
	first.SetMaxOpenConns(1)
	if err := migrate(ctx, first); err != nil {
		return nil, errors.Join(err, first.Close())
	}
	return first, nil
}

// create makes the file before SQLite does, whose files would be readable by all. The log and its index take over the
// file's mode.
func create(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// Without "file:" the driver hands the options on as part of the file's name. Pragmas stand in the address because an
// Exec would reach only one connection of a pool.
//
// The writer waits for a lock in short turns: SQLite's own wait heeds no context. It overwrites what it deletes.
const (
	longWait      = "_busy_timeout=5000"
	shortWait     = "_busy_timeout=25"
	dsnOptions    = "&_foreign_keys=on&_stmt_cache_size=64"
	writerOptions = dsnOptions + "&_journal_mode=WAL&_txlock=immediate&_synchronous=FULL&_secure_delete=on"
)

func writerDSN(path string) string { return fileURI(path) + "?" + shortWait + writerOptions }

func readerDSN(path string) string {
	return fileURI(path) + "?" + longWait + dsnOptions + "&mode=ro&_query_only=on"
}

func fileURI(path string) string {
	return "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()
}

// Accounts returns the store of package account.
func (db *DB) Accounts() account.Store { return accounts{db} }

// Comments returns the store of package comment.
func (db *DB) Comments() comment.Store { return comments{db} }

// Bookmarks returns the store of package bookmark.
func (db *DB) Bookmarks() bookmark.Store { return bookmarks{db} }

// Ping reports whether the database can be read within a second. It does not write: while another program holds the
// lock, pages can still be read, and a restart would not help.
func (db *DB) Ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, pingPatience)
	defer cancel()
	var one int
	if err := db.reader.QueryRowContext(ctx, sqlPing).Scan(&one); err != nil {
		return fmt.Errorf("read database: %w", err)
	}
	return nil
}

// Backup writes a consistent copy to a new file of mode 0600 while the site runs.
func (db *DB) Backup(ctx context.Context, path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	// A connection of its own: it may not be read-only, and the writer must not be kept busy.
	own, err := sql.Open("sqlite3", fileURI(db.path)+"?"+longWait+dsnOptions)
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	defer func() { _ = own.Close() }()
	if _, err := own.ExecContext(ctx, sqlBackup, path); err != nil {
		return fmt.Errorf("back up to %s: %w", path, errors.Join(err, os.Remove(path)))
	}
	return nil
}

// Fold moves the write-ahead log into the file and empties it: what was deleted is overwritten in the file, but older
// pages in the log still show it. Where somebody reads an older state just now, the log stays until the next time.
func (db *DB) Fold(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, db.patience)
	defer cancel()
	if _, err := db.writer.ExecContext(ctx, sqlCheckpoint); err != nil {
		return fmt.Errorf("fold the log in: %w", err)
	}
	return nil
}

// Close folds the write-ahead log into the file and closes both pools.
func (db *DB) Close() error {
	var errs []error
	if db.reader != nil {
		errs = append(errs, db.reader.Close())
	}
	// Without readers nothing holds the log back. Closing the last connection would do the same, but silently.
	if _, err := db.writer.Exec(sqlCheckpoint); err != nil {
		errs = append(errs, fmt.Errorf("fold the log in: %w", err))
	}
	return errors.Join(append(errs, db.writer.Close())...)
}

// In all queries: a plus before a parameter of one that sorts, joins or limits keeps SQLite from planning by its value.
// Otherwise it prepares the query anew for each value, which takes twenty to a hundred times as long as asking it.
const (
	sqlPing       = `SELECT EXISTS (SELECT 1 FROM users)`
	sqlBackup     = `VACUUM INTO ?`
	sqlCheckpoint = `PRAGMA wal_checkpoint(TRUNCATE)`
)

// querier is what a transaction and a pool have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// row is what one row and a set of rows have in common.
type row interface{ Scan(...any) error }

// collect reads all rows with scan.
func collect[T any](ctx context.Context, q querier, scan func(row) (T, error),
	query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var list []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, rows.Err()
}

// exec runs a statement and returns how many rows it changed.
func exec(ctx context.Context, tx *transaction, query string, args ...any) (int64, error) {
	result, err := tx.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// exec1 runs a single statement as a transaction of its own.
func (db *DB) exec1(ctx context.Context, query string, args ...any) error {
	return db.write(ctx, func(ctx context.Context, tx *transaction) error {
		_, err := exec(ctx, tx, query, args...)
		return err
	})
}

// isUnique reports whether err is a broken UNIQUE constraint, by its extended code.
func isUnique(err error) bool {
	e, ok := errors.AsType[sqlite3.Error](err)
	return ok && e.ExtendedCode == sqlite3.ErrConstraintUnique
}

// ms keeps a time as integer milliseconds; the zero time is 0.
func ms(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// at is the way back from ms.
func at(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
