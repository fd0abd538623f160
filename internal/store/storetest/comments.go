package storetest

import (
	"testing"
	"time"

	"mendwell/internal/comment"
	"mendwell/internal/store"
)

var errUnknownComment = comment.ErrUnknown

func testLatest(t *testing.T, db store.DB) {
	ctx, s := t.Context(), db.Comments()
	u := addUser(t, db, 1)
	top := post(t, db, u.ID, 0, "first")
	answer := post(t, db, u.ID, top, "answer")
	lone := post(t, db, u.ID, 0, "lone")
	newest := post(t, db, u.ID, 0, "newest")
	elsewhere := posting(u.ID, 0, "elsewhere")
	elsewhere.Article = "en/b"
	_, err := s.AddComment(ctx, elsewhere)
	must(t, err)
	must(t, s.DeleteComment(ctx, top)) // a placeholder now
	must(t, s.DeleteComment(ctx, lone))
	list, err := s.Latest(ctx, "en/a", 5)
	must(t, err)
	want(t, "latest", len(list), 2)
	want(t, "newest first", list[0].ID, newest)
	want(t, "then", list[1].ID, answer)
	want(t, "name", list[1].Name, "Reader 1")
	list, err = s.Latest(ctx, "en/a", 1)
	must(t, err)
	want(t, "no more than asked for", len(list), 1)
}

func testThreads(t *testing.T, db store.DB) {
	ctx, s := t.Context(), db.Comments()
	u := addUser(t, db, 1)
	var tops []int64
	for i := range 7 {
		tops = append(tops, post(t, db, u.ID, 0, string(rune('a'+i))))
	}
	answer := post(t, db, u.ID, tops[3], "answer")
	deep := post(t, db, u.ID, answer, "deep")
	list, count, threads, err := s.Threads(ctx, "en/a", 3, 3)
	must(t, err)
	want(t, "comments", count, 9)
	want(t, "threads", threads, 7)
	var ids []int64
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	want(t, "on the page", len(ids), 5)
	for i, id := range []int64{tops[3], tops[4], tops[5], answer, deep} {
		want(t, "in order", ids[i], id)
	}
	c, err := s.Comment(ctx, deep)
	must(t, err)
	want(t, "parent", c.Parent, answer)
	want(t, "thread", c.Thread, tops[3])
	want(t, "name", c.Name, "Reader 1")
	want(t, "created", c.Created, start)
	want(t, "never edited", c.Edited, time.Time{})
	for most, wanted := range map[int]int{100: 3, 3: 3, 2: 2} {
		article, before, err := s.Place(ctx, deep, most)
		must(t, err)
		want(t, "article", article, "en/a")
		want(t, "threads before", before, wanted)
	}
	_, _, err = s.Place(ctx, 4711, 100)
	wantErr(t, err, comment.ErrUnknown)

	must(t, s.EditComment(ctx, deep, u.ID, "better", start.Add(time.Minute)))
	c, err = s.Comment(ctx, deep)
	must(t, err)
	want(t, "edited text", c.Source, "better")
	want(t, "edited at", c.Edited, start.Add(time.Minute))
	wantErr(t, s.EditComment(ctx, deep, u.ID+1, "not mine", start), comment.ErrUnknown)

	bad := posting(u.ID, answer, "elsewhere")
	bad.Article = "en/b"
	_, err = s.AddComment(ctx, bad)
	wantErr(t, err, comment.ErrParent)
	_, err = s.AddComment(ctx, posting(u.ID, 4711, "nowhere"))
	wantErr(t, err, comment.ErrParent)

	counts, err := s.Counts(ctx, []string{"en/a", "en/none", `de/"quoted"`})
	must(t, err)
	want(t, "articles counted", len(counts), 1)
	want(t, "count", counts["en/a"], 9)
	list, count, threads, err = s.Threads(ctx, "en/none", 0, 3)
	must(t, err)
	want(t, "nothing", len(list)+count+threads, 0)
}

func testRepeats(t *testing.T, db store.DB) {
	ctx, s := t.Context(), db.Comments()
	u, v := addUser(t, db, 1), addUser(t, db, 2)
	add := func(p comment.Posting) int64 {
		t.Helper()
		id, err := s.AddComment(ctx, p)
		must(t, err)
		return id
	}
	first := posting(u.ID, 0, "hello")
	first.Once = []byte("form")
	id := add(first)
	again := first
	again.Source, again.Created, again.Same = "changed", start.Add(time.Hour), start.Add(50*time.Minute)
	want(t, "same form", add(again), id)
	other := first
	other.Author = v.ID
	if add(other) == id {
		t.Fatal("another author's form is another comment")
	}
	again = posting(u.ID, 0, "hello")
	want(t, "same text", add(again), id)
	answer := posting(u.ID, id, "hello")
	answered := add(answer)
	if answered == id {
		t.Fatal("the same text elsewhere is another comment")
	}
	want(t, "same answer", add(answer), answered)
	again.Same = start
	if add(again) == id {
		t.Fatal("the same text later is another comment")
	}

	// What was deleted does not come back, and may be said again.
	must(t, s.DeleteComment(ctx, id))
	if add(first) == id {
		t.Fatal("posted into a deleted comment")
	}
}

func testPlaceholders(t *testing.T, db store.DB) {
	ctx, s := t.Context(), db.Comments()
	u := addUser(t, db, 1)
	top := post(t, db, u.ID, 0, "top")
	mid := post(t, db, u.ID, top, "mid")
	leaf := post(t, db, u.ID, mid, "leaf")
	side := post(t, db, u.ID, mid, "side")
	must(t, s.DeleteComment(ctx, top))
	must(t, s.DeleteComment(ctx, mid))
	wantErr(t, s.DeleteComment(ctx, mid), comment.ErrUnknown)
	_, err := s.AddComment(ctx, posting(u.ID, mid, "answer to a placeholder"))
	wantErr(t, err, comment.ErrParent)
	_, count, threads, err := s.Threads(ctx, "en/a", 0, 50)
	must(t, err)
	want(t, "comments without placeholders", count, 2)
	want(t, "threads", threads, 1)
	wantErr(t, s.EditComment(ctx, mid, u.ID, "x", start), comment.ErrUnknown)
	must(t, s.DeleteComment(ctx, leaf))
	c, err := s.Comment(ctx, mid)
	must(t, err)
	if !c.Deleted || c.Name != "" || c.Source != "" {
		t.Fatalf("not a placeholder: %+v", c)
	}
	must(t, s.DeleteComment(ctx, side))
	list, count, threads, err := s.Threads(ctx, "en/a", 0, 50)
	must(t, err)
	want(t, "nothing left", len(list)+count+threads, 0)
	if next := post(t, db, u.ID, 0, "next"); next <= side {
		t.Fatalf("id %d is used again", next)
	}
}

func testRenamedDiscussions(t *testing.T, db store.DB) {
	ctx, s := t.Context(), db.Comments()
	u := addUser(t, db, 1)
	post(t, db, u.ID, post(t, db, u.ID, 0, "top"), "answer")
	must(t, s.RenameArticles(ctx, map[string]string{"en/a": "en/new", "en/x": "en/y"}))
	counts, err := s.Counts(ctx, []string{"en/a", "en/new"})
	must(t, err)
	want(t, "left behind", counts["en/a"], 0)
	want(t, "moved", counts["en/new"], 2)
}
