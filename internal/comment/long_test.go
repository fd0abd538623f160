package comment_test

import (
	"fmt"
	"testing"

	"mendwell/internal/account"
	"mendwell/internal/comment"
	"mendwell/internal/fault"
)

// thread posts a thread in which the i-th answer is to parent(i), as an index into the ids that come back; 0 is the top.
func (b *board) thread(v *account.Viewer, answers int, parent func(i int) int) []int64 {
	b.t.Helper()
	ids := []int64{b.post(v, 0, "top")}
	for i := range answers {
		ids = append(ids, b.post(v, ids[parent(i+1)], fmt.Sprint("answer ", i+1)))
	}
	return ids
}

func shown(v *comment.View) (ids []int64) {
	ids = append(ids, v.ID)
	for _, r := range v.Replies {
		ids = append(ids, shown(r)...)
	}
	return ids
}

// The page of a discussion has the first answers of a long thread and says how many there are besides; the pages of the
// thread have all of them, and every comment's place is a page that shows it.
func TestLongThread(t *testing.T) {
	b := newBoard(t)
	v := b.user("ada", account.RoleReader)
	b.post(v, 0, "before")
	const answers = 2*comment.AnswersPerPage + 1
	ids := b.thread(v, answers, func(i int) int { return i * 2 / 3 })
	b.ok(b.Delete(t.Context(), v, ids[2]))         // has answers on the first page
	b.ok(b.Delete(t.Context(), v, ids[answers-1])) // has none
	ids = append(ids[:answers-1], ids[answers])

	p := b.on(v)
	top := p.Threads[1]
	if got := len(shown(top)); got != 1+comment.AnswersShown || top.More != answers-1-comment.AnswersShown || p.Threads[0].More != 0 {
		t.Fatalf("%d shown, %d more, %d more of a short one", got, top.More, p.Threads[0].More)
	}
	if p.Count != answers { // "before", the top, and the answers without the two deleted
		t.Errorf("%d comments", p.Count)
	}
	met := map[int64]bool{}
	for number := 1; number <= 2; number++ {
		part, err := b.Thread(t.Context(), ids[0], number, v)
		b.ok(err)
		if part.Count != answers-2 || part.Pages != 2 || part.Number != number || part.Article != article || part.Top.ID != ids[0] || !part.Top.CanPost {
			t.Fatalf("page %d: %+v", number, part)
		}
		for _, id := range shown(part.Top)[1:] {
			if met[id] {
				t.Errorf("%d is on two pages", id)
			}
			met[id] = true
		}
	}
	for i, id := range ids {
		at, err := b.PageOf(t.Context(), id)
		b.ok(err)
		near, err := b.PageNear(t.Context(), id)
		b.ok(err)
		want := comment.Place{Article: article, Page: 1}
		if i > comment.AnswersShown {
			want.Thread, want.ThreadPage = ids[0], (i-1)/comment.AnswersPerPage+1
		}
		if at != want || near != want || i > 0 && !met[id] {
			t.Errorf("answer %d: %+v and %+v, want %+v", i, at, near, want)
		}
	}
	for _, number := range []int{0, -1, 3, 1 << 40} {
		_, err := b.Thread(t.Context(), ids[0], number, v)
		wantFault(t, err, fault.NotFound, "comment.page.unknown")
	}
	for _, id := range []int64{ids[1], 4711} {
		_, err := b.Thread(t.Context(), id, 1, v)
		wantFault(t, err, fault.NotFound, "comment.unknown")
	}
	b.ok(b.Rename(t.Context(), map[string]string{article: "en/gone"}))
	_, err := b.Thread(t.Context(), ids[0], 1, v)
	wantFault(t, err, fault.NotFound, "comment.unknown")
}

// A single answer more than the first ones is shown: a link to it would take as much room.
func TestASingleAnswerMoreIsShown(t *testing.T) {
	b := newBoard(t)
	v := b.user("ada", account.RoleReader)
	ids := b.thread(v, comment.AnswersShown+1, func(int) int { return 0 })
	last := ids[comment.AnswersShown+1]
	top := b.on(v).Threads[0]
	if got := shown(top); len(got) != len(ids) || top.More != 0 {
		t.Errorf("%d shown, %d more", len(got), top.More)
	}
	if at, err := b.PageOf(t.Context(), last); err != nil || at != (comment.Place{Article: article, Page: 1}) {
		t.Errorf("the last answer is on %+v, %v", at, err)
	}
	b.post(v, ids[0], "one more")
	top = b.on(v).Threads[0]
	if got := shown(top); len(got) != 1+comment.AnswersShown || top.More != 2 {
		t.Errorf("then %d shown, %d more", len(got), top.More)
	}
	if at, err := b.PageOf(t.Context(), last); err != nil || at.Thread != ids[0] || at.ThreadPage != 1 {
		t.Errorf("then the last but one is on %+v, %v", at, err)
	}
}

// What an answer on a later page answers may be on an earlier one: the answer says so, and its own answers stand below it.
func TestAnswersToEarlierPages(t *testing.T) {
	b := newBoard(t)
	ada, bob := b.user("ada", account.RoleReader), b.user("bob", account.RoleReader)
	const n = comment.AnswersPerPage
	ids := b.thread(ada, n, func(int) int { return 0 })
	late := b.post(bob, ids[3], "late")
	below := b.post(ada, late, "below it")
	direct := b.post(bob, ids[0], "to the top")
	b.ok(b.Delete(t.Context(), ada, ids[3]))
	gone := b.post(bob, ids[4], "to what is gone soon")
	p, err := b.Thread(t.Context(), ids[0], 2, nil)
	b.ok(err)
	type at struct {
		id, earlier int64
		depth       int
		to          string
	}
	var got []at
	var walk func(*comment.View)
	walk = func(v *comment.View) {
		got = append(got, at{v.ID, v.Earlier, v.Depth, v.ReplyTo})
		for _, r := range v.Replies {
			walk(r)
		}
	}
	walk(p.Top)
	want := []at{{ids[0], 0, 1, ""}, {late, ids[3], 2, ""}, {below, 0, 3, ""}, {direct, 0, 2, ""}, {gone, ids[4], 2, "ada"}}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// In a discussion that is too long to count quickly, PageNear leaves the number open.
func TestPageNearCountsOnlySoFar(t *testing.T) {
	b := newBoard(t)
	v := b.user("ada", account.RoleReader)
	ids := b.thread(v, 4*comment.AnswersPerPage+1, func(int) int { return 0 })
	for i, want := range map[int]int{4 * comment.AnswersPerPage: 4, 4*comment.AnswersPerPage + 1: 0} {
		at, err := b.PageNear(t.Context(), ids[i])
		if err != nil || at.Thread != ids[0] || at.ThreadPage != want {
			t.Errorf("answer %d: %+v, %v", i, at, err)
		}
	}
}
