package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"mendwell/internal/comment"
)

// How long a discussion or a thread is must not matter to what one page of it costs, but for walks through an index that
// has all that is asked for. SQLite has no statistics here and would now and then choose an index that sends it to the
// table for each entry: so these queries name theirs.
const (
	sqlTotals = `SELECT count(*) FILTER (WHERE deleted = 0), count(*) FILTER (WHERE parent IS NULL)
		FROM comments INDEXED BY comments_article WHERE article = ?`
	// One answer more than asked for tells which threads go on.
	sqlThreads = `SELECT ` + commentColumns + ` FROM (SELECT id FROM comments INDEXED BY comments_article
			WHERE article = +?1 AND parent IS NULL ORDER BY id LIMIT +?3 OFFSET +?2) page
		CROSS JOIN comments c INDEXED BY comments_thread ON c.thread = page.id AND c.id <= coalesce((SELECT x.id FROM comments x
			INDEXED BY comments_thread WHERE x.thread = page.id ORDER BY x.id LIMIT 1 OFFSET +?4 + 1), 9223372036854775807)
		LEFT JOIN users u ON u.id = c.author`
	sqlTalk = `SELECT value, (SELECT count(*) FROM comments INDEXED BY comments_thread WHERE thread = value)
		- (SELECT count(*) FROM comments INDEXED BY comments_placeholders WHERE thread = value AND deleted = 1)
		FROM json_each(?)`
	sqlAnswers = `SELECT (SELECT count(*) FROM comments INDEXED BY comments_thread WHERE thread = +?1 AND id > +?1),
		(SELECT count(*) FROM comments INDEXED BY comments_placeholders WHERE thread = +?1 AND deleted = 1 AND id > +?1)`
	// The page of answers, what these answer, and the top; the last column tells which are of the page.
	sqlThread = `WITH page (id) AS MATERIALIZED (SELECT id FROM comments INDEXED BY comments_thread
			WHERE thread = +?1 AND id > +?1 ORDER BY id LIMIT +?3 OFFSET +?2)
		SELECT ` + commentColumns + `, c.id IN (SELECT id FROM page) FROM comments c LEFT JOIN users u ON u.id = c.author
		WHERE c.id IN (SELECT id FROM page UNION ALL SELECT p.parent FROM page CROSS JOIN comments p ON p.id = page.id UNION ALL SELECT ?1)`
	sqlPlace = `SELECT c.article, c.thread, (SELECT iif(count(*) = +?2, count(*), count(*) FILTER (WHERE top)) FROM (
			SELECT t.parent IS NULL AS top FROM comments t INDEXED BY comments_article
			WHERE t.article = c.article AND t.id < c.thread LIMIT +?2)),
		(SELECT count(*) FROM (SELECT 1 FROM comments x INDEXED BY comments_thread
			WHERE x.thread = c.thread AND x.id > c.thread AND x.id < c.id LIMIT +?2)),
		NOT EXISTS (SELECT 1 FROM comments x INDEXED BY comments_thread WHERE x.thread = c.thread AND x.id > c.id)
		FROM comments c WHERE c.id = +?1`
)

func (s comments) Threads(ctx context.Context, article string, offset, limit, answers int) (found comment.Threads, err error) {
	err = s.db.reader.QueryRowContext(ctx, sqlTotals, article).Scan(&found.Comments, &found.Threads)
	if err != nil || found.Threads <= offset {
		return found, err
	}
	list, err := collect(ctx, s.db.reader, scanComment, sqlThreads, article, offset, limit, answers)
	if err != nil {
		return found, err
	}
	sortByID(list)
	found.List, found.Left, err = s.cut(ctx, list, answers)
	return found, err
}

// cut leaves of each thread its top and its first answers, and counts the others.
func (s comments) cut(ctx context.Context, list []*comment.Comment, answers int) ([]*comment.Comment, map[int64]int, error) {
	rows, shown := map[int64]int{}, map[int64]int{}
	var long []int64
	list = slices.DeleteFunc(list, func(c *comment.Comment) bool {
		if rows[c.Thread]++; rows[c.Thread] > 1+answers {
			long = append(long, c.Thread)
			return true
		}
		if !c.Deleted {
			shown[c.Thread]++
		}
		return false
	})
	if len(long) == 0 {
		return list, nil, nil
	}
	keys, err := json.Marshal(long)
	if err != nil {
		return nil, nil, err
	}
	left := map[int64]int{}
	_, err = collect(ctx, s.db.reader, func(r row) (id int64, err error) {
		var all int
		err = r.Scan(&id, &all)
		left[id] = all - shown[id]
		return id, err
	}, sqlTalk, string(keys))
	return list, left, err
}

func (s comments) Thread(ctx context.Context, top int64, offset, limit int) (found comment.Answers, err error) {
	var gone int
	if err = s.db.reader.QueryRowContext(ctx, sqlAnswers, top).Scan(&found.Rows, &gone); err != nil {
		return found, err
	}
	found.Count = found.Rows - gone
	_, err = collect(ctx, s.db.reader, func(r row) (*comment.Comment, error) {
		var onPage bool
		c, err := scanCommentAnd(r, &onPage)
		switch {
		case onPage:
			found.List = append(found.List, c)
		case c.ID == top && c.Parent == 0:
			found.Top = c
		default:
			found.Above = append(found.Above, c)
		}
		return c, err
	}, sqlThread, top, offset, limit)
	if err == nil && found.Top == nil {
		err = comment.ErrUnknown
	}
	sortByID(found.List)
	return found, err
}

// sortByID is cheaper here than in SQLite, which would sort whole rows.
func sortByID(list []*comment.Comment) {
	slices.SortFunc(list, func(a, b *comment.Comment) int { return cmp.Compare(a.ID, b.ID) })
}

func (s comments) Place(ctx context.Context, id int64, most int) (at comment.Standing, err error) {
	err = s.db.reader.QueryRowContext(ctx, sqlPlace, id, most).Scan(&at.Article, &at.Thread, &at.Threads, &at.Answers, &at.Last)
	if errors.Is(err, sql.ErrNoRows) {
		err = comment.ErrUnknown
	}
	return at, err
}
