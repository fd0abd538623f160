package sqlite

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/comment"
	"mendwell/internal/markdown"
)

// seeded returns a database with many comments: 1,000 on each article, 250 of them at the top and the rest answers in
// chains of three. MENDWELL_BENCH_COMMENTS says how many; the plan asks for pages that stay fast with a million.
func seeded(b *testing.B) (*DB, account.User) {
	b.Helper()
	n := 100_000
	if v, err := strconv.Atoi(os.Getenv("MENDWELL_BENCH_COMMENTS")); err == nil {
		n = v
	}
	db := openDB(b)
	u, err := db.Accounts().AddUser(b.Context(), account.NewUser{Name: "Ada", Email: "a@example.org", EmailKey: "a",
		Hash: "$argon2id$", Role: account.RoleReader, Created: time.UnixMilli(1)}, nil)
	if err != nil {
		b.Fatal(err)
	}
	err = db.write(b.Context(), func(ctx context.Context, tx *transaction) error {
		_, err := tx.ExecContext(ctx, `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
			INSERT INTO comments (id, article, parent, thread, author, source, created)
			SELECT i, 'en/article-' || ((i - 1) / 1000), iif(i % 4 = 1, NULL, i - 1), i - (i - 1) % 4, ?2,
			'I *know* this feeling, comment ' || i || '.' || char(10, 10) || 'It helped me to **wait** for a day or two.', i
			FROM n`, n, u.ID)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	return db, u
}

func BenchmarkAddComment(b *testing.B) {
	db, u := seeded(b)
	now, i := time.Now(), 0
	for b.Loop() {
		i++
		_, err := db.Comments().AddComment(b.Context(), comment.Posting{Article: "en/article-7", Author: u.ID,
			Source: fmt.Sprint("comment ", i), Created: now.Add(time.Duration(i) * time.Second),
			Same: now.Add(time.Duration(i-600) * time.Second)})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAddCommentTogether is what 32 readers who write at once see: they share commits.
func BenchmarkAddCommentTogether(b *testing.B) {
	db, u := seeded(b)
	now := time.Now()
	var i atomic.Int64
	b.SetParallelism(max(1, 32/runtime.GOMAXPROCS(0)))
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			n := i.Add(1)
			_, err := db.Comments().AddComment(b.Context(), comment.Posting{Article: "en/article-7", Author: u.ID,
				Source: fmt.Sprint("comment ", n), Created: now.Add(time.Duration(n) * time.Second),
				Same: now.Add(time.Duration(n-600) * time.Second)})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkThreads(b *testing.B) {
	db, _ := seeded(b)
	for b.Loop() {
		found, err := db.Comments().Threads(b.Context(), "en/article-7", 200, 25, 6)
		if err != nil || len(found.List) != 100 {
			b.Fatal(len(found.List), err)
		}
	}
}

// BenchmarkOn is what a page costs: 25 threads with 100 comments, read and rendered.
func BenchmarkOn(b *testing.B) {
	db, _ := seeded(b)
	s := comment.New(db.Comments(), func(key string) (string, bool) { return key, true }, markdown.Reader, time.Now)
	for b.Loop() {
		if p, err := s.On(b.Context(), "en/article-7", 3, nil); err != nil || p.Count != 1000 {
			b.Fatal(p.Count, err)
		}
	}
}

func BenchmarkCounts(b *testing.B) {
	db, _ := seeded(b)
	var keys []string
	for i := range 20 {
		keys = append(keys, fmt.Sprint("en/article-", i))
	}
	for b.Loop() {
		if _, err := db.Comments().Counts(b.Context(), keys); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDeleteComment(b *testing.B) {
	db, u := seeded(b)
	for b.Loop() {
		b.StopTimer()
		id, err := db.Comments().AddComment(b.Context(), comment.Posting{Article: "en/article-7", Author: u.ID,
			Source: "delete me", Created: time.UnixMilli(1 << 40)})
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if err := db.Comments().DeleteComment(b.Context(), id); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSession(b *testing.B) {
	db := openDB(b)
	session := account.NewSession{ID: "s", Secret: make([]byte, 32), Created: time.UnixMilli(1), Expires: time.UnixMilli(2)}
	if _, err := db.Accounts().AddUser(b.Context(), account.NewUser{Name: "Ada", Email: "a@example.org", EmailKey: "a",
		Hash: "$argon2id$", Role: account.RoleReader, Created: time.UnixMilli(1)}, &session); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, _, _, err := db.Accounts().Session(b.Context(), "s"); err != nil {
			b.Fatal(err)
		}
	}
}
