package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"time"
)

// The first articles have discussions of their own kind: one is long, one is a single thread.
const talkFirstUsual = 2

const sqlFill = `INSERT INTO comments (id, article, parent, thread, author, source, once, same, created)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`

// fill puts readers and comments directly into the site's database, which nobody has open. The tables, their keys and
// their indexes are the site's own.
func fill(ctx context.Context, file string) (err error) {
	db, err := sql.Open("sqlite3", "file:"+(&url.URL{Path: file}).EscapedPath()+
		"?_foreign_keys=on&_stmt_cache_size=64&_journal_mode=WAL&_txlock=immediate&_synchronous=OFF")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	for from := int64(0); from < talkComments; from += 50_000 {
		if err := fillSome(ctx, db, from, min(from+50_000, talkComments)); err != nil {
			return err
		}
	}
	return nil
}

// fillSome adds the comments with numbers from one to before another, in one transaction; the first time the readers too.
func fillSome(ctx context.Context, db *sql.DB, from, to int64) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	if from == 0 {
		for i := range talkReaders {
			if _, err := tx.ExecContext(ctx, `INSERT INTO users (id, name, email, email_key, password, role, person, created)
				VALUES (?, ?, ?2 || '@example.org', ?2 || '@example.org', '$argon2id$none', 'reader', '', 0)`, i+1, fmt.Sprintf("Reader %d", i)); err != nil {
				return err
			}
		}
	}
	insert, err := tx.PrepareContext(ctx, sqlFill)
	if err != nil {
		return err
	}
	defer func() { _ = insert.Close() }()
	began := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()
	for n := from; n < to; n++ {
		p := place(n)
		var parent sql.NullInt64
		if p.parent != 0 {
			parent = sql.NullInt64{Int64: p.parent, Valid: true}
		}
		_, err := insert.ExecContext(ctx, n+1, fmt.Sprintf("en/article-%d", p.article), parent, p.thread, n%talkReaders+1,
			fmt.Sprintf("This is comment %d. I *know* this feeling.\n\nIt helped me to **wait** for a day or two, and then to ask.", n),
			fmt.Appendf(nil, "once %d", n), n+1, began+n*1000)
		if err != nil {
			return fmt.Errorf("comment %d: %w", n+1, err)
		}
	}
	return tx.Commit()
}

// placed is where a comment stands. Ids are numbers plus one; parent is 0 at the top of a thread.
type placed struct {
	article        int
	parent, thread int64
}

// place decides where the n-th comment stands. First comes the long discussion, then the long thread, in which each comment
// answers one a third of its length before, then the others in turn, so that a discussion lies scattered over the file as
// it does where people talk.
func place(n int64) placed {
	id := n + 1
	switch {
	case n < talkLong:
		return threadOf(0, id, n%talkThread, 1)
	case n < talkLong+talkDeep:
		first, k := int64(talkLong)+1, n-talkLong
		p := placed{article: 1, thread: first}
		if k > 0 {
			p.parent = first + k*2/3
		}
		return p
	default:
		const usual = talkArticles - talkFirstUsual
		k := n - talkLong - talkDeep
		return threadOf(talkFirstUsual+int(k%usual), id, k/usual%talkThread, usual)
	}
}

// threadOf is the place of the k-th comment of a thread whose comments are so many ids apart: a chain of answers.
func threadOf(article int, id, k, apart int64) placed {
	p := placed{article: article, thread: id - k*apart}
	if k > 0 {
		p.parent = id - apart
	}
	return p
}
