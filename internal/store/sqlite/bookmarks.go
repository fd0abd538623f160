package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"time"

	"mendwell/internal/bookmark"
)

// bookmarks is bookmark.Store.
type bookmarks struct{ db *DB }

const bookmarkColumns = `id, article, tip, title, text, label, article_title, category, saved`

const (
	sqlKeptBookmark = `SELECT id FROM bookmarks WHERE user_id = ? AND article = ? AND tip = ? AND removed IS NULL`
	sqlAddBookmark  = `INSERT INTO bookmarks (user_id, article, tip, title, text, label, article_title, category, saved)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`
	sqlRemoveTarget   = `DELETE FROM bookmarks WHERE user_id = ? AND article = ? AND tip = ? AND removed IS NULL`
	sqlRemoveBookmark = `UPDATE bookmarks SET removed = ? WHERE user_id = ? AND id = ? AND removed IS NULL
		RETURNING ` + bookmarkColumns
	sqlPurgeBookmarks   = `DELETE FROM bookmarks WHERE removed < ?`
	sqlRemovedBookmark  = `SELECT article, tip, removed FROM bookmarks WHERE user_id = ? AND id = ?`
	sqlRestoreBookmark  = `UPDATE bookmarks SET removed = NULL WHERE id = ?`
	sqlArticleBookmarks = `SELECT article, tip FROM bookmarks WHERE user_id = ? AND article = ? AND removed IS NULL`
	sqlBookmarks        = `SELECT ` + bookmarkColumns + ` FROM bookmarks WHERE user_id = +? AND removed IS NULL
		ORDER BY saved DESC, id DESC`
	// Of two bookmarks of one user that become the same, the younger one goes.
	sqlDropOldTwins = `DELETE FROM bookmarks WHERE article = ?1 AND removed IS NULL AND EXISTS (SELECT 1 FROM bookmarks b
		WHERE b.user_id = bookmarks.user_id AND b.article = ?2 AND b.tip = bookmarks.tip AND b.removed IS NULL
		AND b.id < bookmarks.id)`
	sqlRenameBookmarks = `UPDATE bookmarks SET article = ?2 WHERE article = ?1`
)

func scanBookmark(r row) (bookmark.Bookmark, error) {
	var b bookmark.Bookmark
	var saved int64
	err := r.Scan(&b.ID, &b.Article, &b.Tip, &b.Title, &b.Text, &b.Label, &b.ArticleTitle, &b.Category, &saved)
	b.Saved = at(saved)
	if errors.Is(err, sql.ErrNoRows) {
		err = bookmark.ErrUnknown
	}
	return b, err
}

func (s bookmarks) SaveBookmark(ctx context.Context, user int64, t bookmark.Target, n bookmark.Snapshot, saved time.Time) (
	id int64, err error) {
	err = s.db.write(ctx, func(ctx context.Context, tx *transaction) error {
		err := tx.QueryRowContext(ctx, sqlKeptBookmark, user, t.Article, t.Tip).Scan(&id)
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		return tx.QueryRowContext(ctx, sqlAddBookmark, user, t.Article, t.Tip, n.Title, n.Text, n.Label, n.ArticleTitle,
			n.Category, ms(saved)).Scan(&id)
	})
	return id, err
}

func (s bookmarks) RemoveTarget(ctx context.Context, user int64, t bookmark.Target) error {
	return s.db.exec1(ctx, sqlRemoveTarget, user, t.Article, t.Tip)
}

func (s bookmarks) RemoveBookmark(ctx context.Context, user, id int64, removed, forget time.Time) (b bookmark.Bookmark,
	err error) {
	err = s.db.write(ctx, func(ctx context.Context, tx *transaction) error {
		if _, err := exec(ctx, tx, sqlPurgeBookmarks, ms(forget)); err != nil {
			return err
		}
		b, err = scanBookmark(tx.QueryRowContext(ctx, sqlRemoveBookmark, ms(removed), user, id))
		return err
	})
	return b, err
}

func (s bookmarks) RestoreBookmark(ctx context.Context, user, id int64, since time.Time) error {
	return s.db.write(ctx, func(ctx context.Context, tx *transaction) error {
		var t bookmark.Target
		var removed sql.NullInt64
		err := tx.QueryRowContext(ctx, sqlRemovedBookmark, user, id).Scan(&t.Article, &t.Tip, &removed)
		switch {
		case errors.Is(err, sql.ErrNoRows), err == nil && removed.Valid && removed.Int64 < ms(since):
			return bookmark.ErrUnknown
		case err != nil || !removed.Valid:
			return err
		}
		if _, err := exec(ctx, tx, sqlRemoveTarget, user, t.Article, t.Tip); err != nil {
			return err
		}
		_, err = exec(ctx, tx, sqlRestoreBookmark, id)
		return err
	})
}

func (s bookmarks) PurgeRemoved(ctx context.Context, forget time.Time) error {
	return s.db.exec1(ctx, sqlPurgeBookmarks, ms(forget))
}

func (s bookmarks) ArticleTargets(ctx context.Context, user int64, article string) ([]bookmark.Target, error) {
	return collect(ctx, s.db.reader, func(r row) (t bookmark.Target, err error) {
		return t, r.Scan(&t.Article, &t.Tip)
	}, sqlArticleBookmarks, user, article)
}

func (s bookmarks) Bookmarks(ctx context.Context, user int64) ([]bookmark.Bookmark, error) {
	return collect(ctx, s.db.reader, scanBookmark, sqlBookmarks, user)
}

func (s bookmarks) RenameTargets(ctx context.Context, renames map[string]string) error {
	return s.db.write(ctx, func(ctx context.Context, tx *transaction) error {
		for _, old := range slices.Sorted(maps.Keys(renames)) {
			now := renames[old]
			for _, step := range []struct {
				query string
				args  []any
			}{
				{sqlDropOldTwins, []any{old, now}},
				{sqlDropOldTwins, []any{now, old}},
				{sqlRenameBookmarks, []any{old, now}},
			} {
				if _, err := exec(ctx, tx, step.query, step.args...); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
