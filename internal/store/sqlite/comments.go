package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"time"

	"mendwell/internal/comment"
)

// comments is comment.Store.
type comments struct{ db *DB }

const commentColumns = `c.id, c.article, coalesce(c.parent, 0), c.thread, coalesce(c.author, 0), coalesce(u.name, ''),
	coalesce(u.person, ''), c.source, c.created, c.edited, c.deleted`

const (
	// What a posting has to know first: the comment that it repeats, or 0, and the next id, by SQLite's own rule for
	// AUTOINCREMENT. "same" finds what was said in the same words at the same place, "once" whether it came from the same form.
	sqlBefore = `SELECT coalesce((SELECT id FROM comments WHERE author = ?1 AND same = ?2
		AND (once = ?3 OR created > ?4 AND article = ?5 AND parent IS ?6 AND deleted = 0 AND source = ?7)), 0),
		max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'comments'), 0), coalesce((SELECT max(id) FROM comments), 0)) + 1`
	sqlParent     = `SELECT thread FROM comments WHERE id = ? AND article = ? AND deleted = 0`
	sqlAddComment = `INSERT INTO comments (id, article, parent, thread, author, source, once, same, created)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
	sqlComment = `SELECT ` + commentColumns + ` FROM comments c LEFT JOIN users u ON u.id = c.author WHERE c.id = +?`
	sqlLatest  = `SELECT ` + commentColumns + ` FROM comments c LEFT JOIN users u ON u.id = c.author
		WHERE c.article = +? AND c.deleted = 0 ORDER BY c.id DESC LIMIT +?`
	sqlEditComment = `UPDATE comments SET source = ?, edited = ? WHERE id = ? AND author = ? AND deleted = 0`
	sqlCounts      = `SELECT article, count(*) FROM comments
		WHERE deleted = 0 AND article IN (SELECT value FROM json_each(?)) GROUP BY article`
	sqlRenameArticle = `UPDATE comments SET article = ? WHERE article = ?`
)

func scanComment(r row) (*comment.Comment, error) { return scanCommentAnd(r) }

// scanCommentAnd reads a comment and the columns that a query has behind it.
func scanCommentAnd(r row, more ...any) (*comment.Comment, error) {
	var c comment.Comment
	var created, edited int64
	err := r.Scan(append([]any{&c.ID, &c.Article, &c.Parent, &c.Thread, &c.Author, &c.Name, &c.Person, &c.Source, &created, &edited,
		&c.Deleted}, more...)...)
	c.Created, c.Edited = at(created), at(edited)
	if errors.Is(err, sql.ErrNoRows) {
		err = comment.ErrUnknown
	}
	return &c, err
}

func (s comments) AddComment(ctx context.Context, p comment.Posting) (id int64, err error) {
	same := sameHash(p.Article, p.Parent, p.Source)
	err = s.db.writeOne(ctx, func(ctx context.Context, tx *transaction) error {
		id, err = addComment(ctx, tx, p, same)
		return err
	})
	return id, err
}

// addComment keeps a comment, or finds the one that it says once more. Only its last statement writes.
func addComment(ctx context.Context, tx *transaction, p comment.Posting, same int64) (id int64, err error) {
	var earlier int64
	err = tx.QueryRowContext(ctx, sqlBefore, p.Author, same, p.Once, ms(p.Same), p.Article, parent(p), p.Source).Scan(&earlier, &id)
	if err != nil || earlier != 0 {
		return earlier, err
	}
	thread := id // at the top
	if p.Parent != 0 {
		err = tx.QueryRowContext(ctx, sqlParent, p.Parent, p.Article).Scan(&thread)
		if errors.Is(err, sql.ErrNoRows) {
			return 0, comment.ErrParent
		}
		if err != nil {
			return 0, err
		}
	}
	_, err = tx.ExecContext(ctx, sqlAddComment, id, p.Article, parent(p), thread, p.Author, p.Source, p.Once, same, ms(p.Created))
	return id, err
}

// sameHash is what comments with the same text in the same place have in common: 63 bits of a SHA-256.
func sameHash(article string, parent int64, source string) int64 {
	b := make([]byte, 0, len(article)+len(source)+32)
	b = strconv.AppendInt(append(strconv.AppendQuote(b, article), ' '), parent, 10)
	sum := sha256.Sum256(append(append(b, ' '), source...))
	return int64(binary.BigEndian.Uint64(sum[:8]) >> 1)
}

func parent(p comment.Posting) sql.NullInt64 {
	return sql.NullInt64{Int64: p.Parent, Valid: p.Parent != 0}
}

func (s comments) Latest(ctx context.Context, article string, limit int) ([]*comment.Comment, error) {
	return collect(ctx, s.db.reader, scanComment, sqlLatest, article, limit)
}

func (s comments) Comment(ctx context.Context, id int64) (*comment.Comment, error) {
	return scanComment(s.db.reader.QueryRowContext(ctx, sqlComment, id))
}

func (s comments) EditComment(ctx context.Context, id, author int64, source string, edited time.Time) error {
	return s.db.write(ctx, func(ctx context.Context, tx *transaction) error {
		n, err := exec(ctx, tx, sqlEditComment, source, ms(edited), id, author)
		if err == nil && n == 0 {
			err = comment.ErrUnknown
		}
		return err
	})
}

func (s comments) Counts(ctx context.Context, articles []string) (map[string]int, error) {
	keys, err := json.Marshal(articles)
	if err != nil {
		return nil, err
	}
	type count struct {
		article string
		n       int
	}
	list, err := collect(ctx, s.db.reader, func(r row) (c count, err error) {
		return c, r.Scan(&c.article, &c.n)
	}, sqlCounts, string(keys))
	counts := make(map[string]int, len(list))
	for _, c := range list {
		counts[c.article] = c.n
	}
	return counts, err
}

func (s comments) RenameArticles(ctx context.Context, renames map[string]string) error {
	return s.db.write(ctx, func(ctx context.Context, tx *transaction) error {
		for _, old := range slices.Sorted(maps.Keys(renames)) {
			if _, err := exec(ctx, tx, sqlRenameArticle, renames[old], old); err != nil {
				return err
			}
		}
		return nil
	})
}

const (
	sqlBlankComment = `UPDATE comments SET deleted = 1, source = '', author = NULL, once = NULL, same = NULL, edited = 0
		WHERE id = ? AND deleted = 0`
	sqlDropPlaceholder = `DELETE FROM comments WHERE id = ?1 AND deleted = 1
		AND NOT EXISTS (SELECT 1 FROM comments WHERE parent = ?1) RETURNING coalesce(parent, 0)`
	sqlCommentsOf = `SELECT id FROM comments WHERE author = +? ORDER BY id DESC`
)

func (s comments) DeleteComment(ctx context.Context, id int64) error {
	return s.db.write(ctx, func(ctx context.Context, tx *transaction) error {
		n, err := exec(ctx, tx, sqlBlankComment, id)
		if err != nil {
			return err
		}
		if n == 0 {
			return comment.ErrUnknown
		}
		return prune(ctx, tx, id)
	})
}

// prune drops a placeholder that nobody has answered, and then the ones above it for which that was the last answer.
func prune(ctx context.Context, tx *transaction, id int64) error {
	for id != 0 {
		err := tx.QueryRowContext(ctx, sqlDropPlaceholder, id).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// removeCommentsOf deletes all comments of one author. Answers are younger than what they answer, so going from the
// youngest to the oldest each placeholder is looked at once all of the author's answers below it are gone.
func removeCommentsOf(ctx context.Context, tx *transaction, author int64) error {
	ids, err := collect(ctx, tx, func(r row) (id int64, err error) { return id, r.Scan(&id) }, sqlCommentsOf, author)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if _, err := exec(ctx, tx, sqlBlankComment, id); err != nil {
			return err
		}
		if err := prune(ctx, tx, id); err != nil {
			return err
		}
	}
	return nil
}
