package storetest

import (
	"fmt"
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
	found, err := s.Threads(ctx, "en/a", 3, 3, 9)
	must(t, err)
	want(t, "comments", found.Comments, 9)
	want(t, "threads", found.Threads, 7)
	wantIDs(t, "a page of threads", found.List, tops[3], tops[4], tops[5], answer, deep)
	want(t, "threads that go on", len(found.Left), 0)
	c, err := s.Comment(ctx, deep)
	must(t, err)
	want(t, "parent", c.Parent, answer)
	want(t, "thread", c.Thread, tops[3])
	want(t, "name", c.Name, "Reader 1")
	want(t, "created", c.Created, start)
	want(t, "never edited", c.Edited, time.Time{})
	for most, wanted := range map[int]int{100: 3, 3: 3, 2: 2} {
		at, err := s.Place(ctx, deep, most)
		must(t, err)
		want(t, "place", at, comment.Standing{Article: "en/a", Thread: tops[3], Threads: wanted, Answers: 1, Last: true})
	}
	_, err = s.Place(ctx, 4711, 100)
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
	for _, beyond := range []struct {
		article string
		offset  int
	}{{"en/none", 0}, {"en/a", 7}} {
		found, err = s.Threads(ctx, beyond.article, beyond.offset, 3, 9)
		must(t, err)
		want(t, "nothing", len(found.List), 0)
	}
}

func wantIDs(t *testing.T, what string, list []*comment.Comment, ids ...int64) {
	t.Helper()
	got := make([]int64, len(list))
	for i, c := range list {
		got[i] = c.ID
	}
	want(t, what, fmt.Sprint(got), fmt.Sprint(ids))
}

// However long a thread is, a page has its first answers, and the number of the others.
func testLongThreads(t *testing.T, db store.DB) {
	ctx, s := t.Context(), db.Comments()
	u := addUser(t, db, 1)
	top := post(t, db, u.ID, 0, "top")
	ids := []int64{top}
	for i := range 7 { // each answers one a half of the way back; another thread goes on beside it
		ids = append(ids, post(t, db, u.ID, ids[i/2], fmt.Sprint("answer ", i)))
		if i == 3 {
			post(t, db, u.ID, post(t, db, u.ID, 0, "other"), "other answer")
		}
	}
	other := ids[4] + 1
	must(t, s.DeleteComment(ctx, ids[1])) // all three have answers: placeholders
	must(t, s.DeleteComment(ctx, ids[2]))
	must(t, s.DeleteComment(ctx, ids[3]))
	page := func(answers int) comment.Threads {
		t.Helper()
		found, err := s.Threads(ctx, "en/a", 0, 5, answers)
		must(t, err)
		want(t, "comments", found.Comments, 7)
		want(t, "threads", found.Threads, 2)
		return found
	}
	found := page(2)
	wantIDs(t, "two answers of each", found.List, top, ids[1], ids[2], other, other+1)
	want(t, "threads that go on", len(found.Left), 1)
	want(t, "left, without a placeholder", found.Left[top], 4)
	found = page(0)
	wantIDs(t, "tops", found.List, top, other)
	want(t, "left of both", fmt.Sprint(found.Left), fmt.Sprint(map[int64]int{top: 4, other: 1}))
	wantIDs(t, "all but one", page(6).List, top, ids[1], ids[2], ids[3], ids[4], other, other+1, ids[5], ids[6])
	want(t, "nothing left", len(page(7).Left), 0)

	part, err := s.Thread(ctx, top, 4, 2)
	must(t, err)
	want(t, "top", part.Top.ID, top)
	want(t, "its name", part.Top.Name, "Reader 1")
	wantIDs(t, "a page of answers", part.List, ids[5], ids[6])
	wantIDs(t, "what they answer", part.Above, ids[2])
	want(t, "answers without placeholders", part.Count, 4)
	want(t, "answers", part.Rows, 7)
	for offset, n := range map[int]int{0: 5, 3: 4, 6: 1, 7: 0, 100: 0} {
		part, err = s.Thread(ctx, top, offset, 5)
		must(t, err)
		want(t, fmt.Sprint("answers from ", offset), len(part.List), n)
	}
	for _, id := range []int64{ids[4], other + 1, 4711} {
		_, err = s.Thread(ctx, id, 0, 5)
		wantErr(t, err, comment.ErrUnknown)
	}
	for most, wanted := range map[int]int{100: 1, 6: 1, 5: 5} { // the first thread and four answers in it
		at, err := s.Place(ctx, other, most)
		must(t, err)
		want(t, fmt.Sprint("threads before, looking at ", most), at.Threads, wanted)
	}
	for id, before := range map[int64]int{top: 0, ids[1]: 0, ids[7]: 6} {
		at, err := s.Place(ctx, id, 100)
		must(t, err)
		want(t, "place", at, comment.Standing{Article: "en/a", Thread: top, Answers: before, Last: id == ids[7]})
	}
	at, err := s.Place(ctx, ids[7], 4)
	must(t, err)
	want(t, "counted to four", at.Answers, 4)
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
	late := first
	late.Created, late.Same = start.Add(time.Hour), start.Add(50*time.Minute)
	want(t, "same form, long after", add(late), id)
	other := first
	other.Author = v.ID
	if add(other) == id {
		t.Fatal("another author's form is another comment")
	}
	again := posting(u.ID, 0, "hello")
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

	// Who has changed what they said and sends the old form once more says nothing new; who types the old words again does.
	must(t, s.EditComment(ctx, answered, u.ID, "hello, all", start))
	if add(answer) == answered {
		t.Fatal("an edited comment is taken for what it said before")
	}
	must(t, s.EditComment(ctx, id, u.ID, "hello, you", start))
	want(t, "same form, after an edit", add(late), id)

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
	found, err := s.Threads(ctx, "en/a", 0, 50, 50)
	must(t, err)
	want(t, "comments without placeholders", found.Comments, 2)
	want(t, "threads", found.Threads, 1)
	wantErr(t, s.EditComment(ctx, mid, u.ID, "x", start), comment.ErrUnknown)
	must(t, s.DeleteComment(ctx, leaf))
	c, err := s.Comment(ctx, mid)
	must(t, err)
	if !c.Deleted || c.Name != "" || c.Source != "" {
		t.Fatalf("not a placeholder: %+v", c)
	}
	must(t, s.DeleteComment(ctx, side))
	found, err = s.Threads(ctx, "en/a", 0, 50, 50)
	must(t, err)
	want(t, "nothing left", len(found.List)+found.Comments+found.Threads, 0)
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
