package main

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	_ "github.com/mattn/go-sqlite3" // the driver, asked directly
)

// writing posts comments through the whole site, holds them against inserts made directly on the driver, and reads while
// others write.
func writing(ctx context.Context, o options, t *table) (err error) {
	site, err := openSite(ctx, o, "write", 200)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, site.stop()) }()
	cookies := make([]string, o.clients)
	for i := range cookies {
		if cookies[i], err = register(ctx, site.host, i); err != nil {
			return err
		}
	}
	var serial atomic.Int64
	write := func(conn, i int) request {
		n := serial.Add(1)
		body := url.Values{"once": {fmt.Sprint("key ", n)}, "text": {fmt.Sprintf("I *know* this feeling, comment %d.\n\nIt helped me to **wait** for a day or two.", n)}}.Encode()
		return post(site.host, fmt.Sprintf("/articles/article-%d/comments", conn), body, 303, cookies[conn])
	}
	direct := filepath.Join(o.folder, "write", "data")
	var rounds, alone []result
	for range o.rounds {
		d, err := insertDirectly(ctx, direct, o)
		if err != nil {
			return err
		}
		r, err := load(ctx, site.host, o.clients, o.duration, write)
		if err != nil {
			return fmt.Errorf("post comments: %w", err)
		}
		t.say("  direct %s; posts %s", rate(d), rate(r))
		alone, rounds = append(alone, d), append(rounds, r)
	}
	d, r := median(alone), median(rounds)
	t.note(fmt.Sprintf("inserts on the driver, %d a commit", o.clients), rate(d))
	t.atLeast("comment posts", rate(r), r.PerSecond/d.PerSecond, 0.35)
	return readingBesideWriting(ctx, o, t, site, write)
}

// insertDirectly does what a comment needs of the database and nothing else: the statement by which the site keeps it, the
// same rows (as many authors and articles, hashes where the site has hashes), the same durability, as many to a commit as
// there are clients.
func insertDirectly(ctx context.Context, folder string, o options) (result, error) {
	db, err := sql.Open("sqlite3", "file:"+(&url.URL{Path: filepath.Join(folder, "direct.db")}).EscapedPath()+
		"?_busy_timeout=5000&_foreign_keys=on&_stmt_cache_size=64&_journal_mode=WAL&_txlock=immediate&_synchronous=FULL&_secure_delete=on")
	if err != nil {
		return result{}, err
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	if err := copySchema(ctx, db, folder); err != nil {
		return result{}, err
	}
	var last int64
	if err := db.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM comments`).Scan(&last); err != nil {
		return result{}, err
	}
	var took []time.Duration
	began := time.Now()
	for n := 0; time.Since(began) < o.duration; {
		start := time.Now()
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return result{}, err
		}
		for range o.clients {
			n++
			last++
			var once [16]byte
			binary.BigEndian.PutUint64(once[:], rand.Uint64())
			binary.BigEndian.PutUint64(once[8:], rand.Uint64())
			_, err = tx.ExecContext(ctx, `INSERT INTO comments (id, article, parent, thread, author, source, once, same, created)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, last, fmt.Sprintf("en/article-%d", n%o.clients), nil, last, 1+n%o.clients,
				fmt.Sprintf("I *know* this feeling, comment %d.\n\nIt helped me to **wait** for a day or two.", n),
				once[:], rand.Int64(), time.Now().UnixMilli())
			if err != nil {
				return result{}, errors.Join(err, tx.Rollback())
			}
		}
		if err := tx.Commit(); err != nil {
			return result{}, err
		}
		for range o.clients {
			took = append(took, time.Since(start))
		}
	}
	return measured(took, time.Since(began)), nil
}

// copySchema makes the site's own tables in another file, with its users.
func copySchema(ctx context.Context, db *sql.DB, folder string) error {
	if _, err := db.ExecContext(ctx, `ATTACH ? AS site`, filepath.Join(folder, "mendwell.db")); err != nil {
		return err
	}
	list, err := statements(ctx, db)
	if err != nil {
		return err
	}
	for _, s := range list {
		if _, err := db.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("%w in %s", err, s)
		}
	}
	_, err = db.ExecContext(ctx, `INSERT OR IGNORE INTO main.users SELECT * FROM site.users`)
	if err == nil {
		_, err = db.ExecContext(ctx, `DETACH site`)
	}
	return err
}

// statements are what makes the tables and indexes of an attached site that are not here yet.
func statements(ctx context.Context, db *sql.DB) (list []string, err error) {
	rows, err := db.QueryContext(ctx, `SELECT sql FROM site.sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
		AND tbl_name IN ('users', 'comments') AND NOT EXISTS (SELECT 1 FROM main.sqlite_schema m WHERE m.name = site.sqlite_schema.name)
		ORDER BY type DESC, name DESC`)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, rows.Err()
}

// readingBesideWriting compares how long a page takes at worst, alone and while as many clients write, one of them to this
// very page.
func readingBesideWriting(ctx context.Context, o options, t *table, site *process, write func(conn, i int) request) error {
	read := always(get(site.host, "/articles/article-0", 200))
	if _, err := fetch(ctx, site.host, "/articles/article-0"); err != nil { // kept, as in all rounds but the first
		return err
	}
	var alone, beside []result
	for range o.rounds {
		r, err := load(ctx, site.host, o.clients, o.duration, read)
		if err != nil {
			return err
		}
		alone = append(alone, r)
		var wg sync.WaitGroup
		var writeErr error
		wg.Go(func() { _, writeErr = load(ctx, site.host, o.clients, o.duration, write) })
		r, err = load(ctx, site.host, o.clients, o.duration, read)
		wg.Wait()
		if err = errors.Join(err, writeErr); err != nil {
			return err
		}
		beside = append(beside, r)
		t.say("  reading alone %s; while others write %s", rate(alone[len(alone)-1]), rate(r))
	}
	a, b := median(alone), median(beside)
	t.note("reading alone", rate(a))
	t.atMost(fmt.Sprintf("p99 of reading while %d write", o.clients), rate(b), float64(b.P99)/float64(a.P99), 3)
	return nil
}
