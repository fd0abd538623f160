package comment_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"mendwell/internal/account"
	"mendwell/internal/comment"
	"mendwell/internal/fault"
	"mendwell/internal/markdown"
	"mendwell/internal/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const article = "en/give-space"

// board is a service on a fresh database with a clock that the test moves.
type board struct {
	*comment.Service
	t     testing.TB
	db    store.DB
	clock time.Time
}

func newBoard(t testing.TB) *board {
	t.Helper()
	db, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	b := &board{t: t, db: db, clock: time.Date(2026, 3, 1, 22, 0, 0, 0, time.UTC)}
	today := func(key string) (string, bool) { return key, key == article || key == "en/other" }
	b.Service = comment.New(db.Comments(), today, markdown.Reader, func() time.Time { return b.clock })
	return b
}

func (b *board) user(name string, role account.Role) *account.Viewer {
	b.t.Helper()
	u, err := b.db.Accounts().AddUser(b.t.Context(), account.NewUser{Name: name, Email: name + "@example.org",
		EmailKey: name, Hash: "$argon2id$", Role: role, Person: "p-" + name, Created: b.clock}, nil)
	b.ok(err)
	return &account.Viewer{User: &u}
}

func (b *board) post(v *account.Viewer, parent int64, source string) int64 {
	b.t.Helper()
	id, err := b.Post(b.t.Context(), v, comment.Draft{Article: article, Parent: parent, Source: source})
	b.ok(err)
	return id
}

func (b *board) on(v *account.Viewer) comment.Page {
	b.t.Helper()
	p, err := b.On(b.t.Context(), article, 1, v)
	b.ok(err)
	return p
}

func (b *board) ok(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func wantFault(t *testing.T, err error, kind fault.Kind, message string) {
	t.Helper()
	if f := fault.Of(err); err == nil || f.Kind != kind || f.Message != message {
		t.Fatalf("error %v, want %s %s", err, kind, message)
	}
}

func TestWhoMayPost(t *testing.T) {
	b := newBoard(t)
	v := b.user("ada", account.RoleReader)
	for _, nobody := range []*account.Viewer{nil, {}} {
		_, err := b.Post(t.Context(), nobody, comment.Draft{Article: article, Source: "a"})
		wantFault(t, err, fault.Unauthorised, "login.needed")
		wantFault(t, b.Edit(t.Context(), nobody, 1, "a"), fault.Unauthorised, "login.needed")
		wantFault(t, b.Delete(t.Context(), nobody, 1), fault.Unauthorised, "login.needed")
	}
	_, err := b.Post(t.Context(), v, comment.Draft{Article: "en/nothing", Source: "a"})
	wantFault(t, err, fault.NotFound, "article.unknown")
	_, err = b.Post(t.Context(), v, comment.Draft{Article: article, Parent: 99, Source: "a"})
	wantFault(t, err, fault.Conflict, "comment.parent.gone")
	id := b.post(v, 0, "a")
	_, err = b.Post(t.Context(), v, comment.Draft{Article: "en/other", Parent: id, Source: "a"})
	wantFault(t, err, fault.Conflict, "comment.parent.gone")
}

func TestText(t *testing.T) {
	b := newBoard(t)
	v := b.user("ada", account.RoleReader)
	for _, c := range []struct{ source, id string }{
		{"", "comment.text.missing"}, {" \n\t", "comment.text.missing"}, {"\u202e\u200b\u200d", "comment.text.missing"},
		{"> >", "comment.text.missing"}, {"![](https://x.org)", "comment.text.missing"},
		{strings.Repeat("ä", 5001), "comment.text.long"}, {strings.Repeat("a", 1<<20), "comment.text.long"},
	} {
		_, err := b.Post(t.Context(), v, comment.Draft{Article: article, Source: c.source})
		if f := fault.Of(err); f.Kind != fault.Invalid || f.Fields["text"] != c.id {
			t.Errorf("%.10q: %v, want %s", c.source, err, c.id)
		}
		if _, again := b.Preview(t.Context(), v, comment.Draft{Article: article, Source: c.source}); fmt.Sprint(again) !=
			fmt.Sprint(err) {
			t.Errorf("%.10q: preview says %v, Post %v", c.source, again, err)
		}
	}
	// 5,000 characters once the decomposed umlauts are composed and the line ends are one character.
	id := b.post(v, 0, strings.Repeat("u\u0308", 2498)+"\r\n\r\n"+strings.Repeat("a", 2500))
	view, err := b.Get(t.Context(), v, id)
	b.ok(err)
	if n := len([]rune(view.Source)); n != 5000 || strings.Contains(view.Source, "\r") {
		t.Fatalf("%d characters", n)
	}
	id = b.post(v, 0, "a\u202eb <b>*c*</b>")
	view, err = b.Get(t.Context(), v, id)
	b.ok(err)
	if view.Source != "ab <b>*c*</b>" || view.HTML != "<p>ab &lt;b&gt;<em>c</em>&lt;/b&gt;</p>" {
		t.Fatalf("%q, %q", view.Source, view.HTML)
	}
}

func TestRenderedCap(t *testing.T) {
	b := newBoard(t)
	v := b.user("ada", account.RoleReader)
	// Each of these characters takes twelve bytes in an address and four in its text.
	_, err := b.Post(t.Context(), v, comment.Draft{Article: article, Source: "<https://x.org/" + strings.Repeat("𝔞", 4900) + ">"})
	wantFault(t, err, fault.TooLarge, "comment.text.rendered")
}

func TestEdit(t *testing.T) {
	b := newBoard(t)
	ada, bob, mod := b.user("ada", account.RoleReader), b.user("bob", account.RoleReader), b.user("mod", account.RoleModerator)
	id := b.post(ada, 0, "first")
	for _, other := range []*account.Viewer{bob, mod} {
		wantFault(t, b.Edit(t.Context(), other, id, "x"), fault.Forbidden, "comment.not_yours")
	}
	b.clock = b.clock.Add(comment.EditWindow - time.Second)
	b.ok(b.Edit(t.Context(), ada, id, "first ")) // the same once cleaned
	if view, err := b.Get(t.Context(), ada, id); err != nil || !view.Edited.IsZero() || !view.CanEdit || !view.CanDelete {
		t.Fatalf("%+v, %v", view, err)
	}
	b.ok(b.Edit(t.Context(), ada, id, "second"))
	view, err := b.Get(t.Context(), bob, id)
	if err != nil || view.Source != "second" || !view.Edited.Equal(b.clock) || view.CanEdit || view.CanDelete || !view.CanPost {
		t.Fatalf("%+v, %v", view, err)
	}
	if f := fault.Of(b.Edit(t.Context(), ada, id, "")); f.Fields["text"] != "comment.text.missing" {
		t.Fatal(f)
	}
	b.clock = b.clock.Add(time.Second)
	wantFault(t, b.Edit(t.Context(), ada, id, "third"), fault.Forbidden, "comment.edit.late")
	wantFault(t, b.Edit(t.Context(), ada, 99, "third"), fault.NotFound, "comment.unknown")
}

func TestDelete(t *testing.T) {
	b := newBoard(t)
	ada, bob, mod := b.user("ada", account.RoleReader), b.user("bob", account.RoleReader), b.user("mod", account.RoleModerator)
	top := b.post(ada, 0, "top")
	answer := b.post(bob, top, "answer")
	wantFault(t, b.Delete(t.Context(), bob, top), fault.Forbidden, "comment.not_yours")
	b.clock = b.clock.Add(1000 * time.Hour)
	b.ok(b.Delete(t.Context(), ada, top))
	wantFault(t, b.Delete(t.Context(), mod, top), fault.NotFound, "comment.unknown")
	wantFault(t, b.Edit(t.Context(), ada, top, "back"), fault.NotFound, "comment.unknown")
	_, err := b.Post(t.Context(), ada, comment.Draft{Article: article, Parent: top, Source: "below a placeholder"})
	wantFault(t, err, fault.Conflict, "comment.parent.gone")
	p := b.on(mod)
	if len(p.Threads) != 1 || p.Count != 1 {
		t.Fatalf("%+v", p)
	}
	if v := p.Threads[0]; !v.Deleted || v.HTML != "" || v.Name != "" || v.CanDelete || v.CanPost || v.CanEdit {
		t.Fatalf("placeholder %+v", v)
	}
	b.ok(b.Delete(t.Context(), mod, answer))
	if p := b.on(nil); len(p.Threads) != 0 || p.Count != 0 || p.Pages != 1 {
		t.Fatalf("left: %+v", p)
	}
}

func TestDepth(t *testing.T) {
	b := newBoard(t)
	names := []string{"ada", "bob", "cyd", "dan", "eve", "fay"}
	var viewers []*account.Viewer
	for _, n := range names {
		viewers = append(viewers, b.user(n, account.RoleReader))
	}
	parent := int64(0)
	var ids []int64
	for i, v := range viewers {
		parent = b.post(v, parent, fmt.Sprint("level ", i+1))
		ids = append(ids, parent)
	}
	side := b.post(viewers[0], ids[2], "a second answer at depth four")
	v := b.on(nil).Threads[0]
	for depth := 1; depth <= 3; depth++ {
		if v.Depth != depth || v.ReplyTo != "" {
			t.Fatalf("depth %d: %+v", depth, v)
		}
		if depth < 3 {
			v = v.Replies[0]
		}
	}
	want := []struct {
		id int64
		to string
	}{{ids[3], ""}, {ids[4], "dan"}, {ids[5], "eve"}, {side, ""}}
	if len(v.Replies) != len(want) {
		t.Fatalf("%d replies at depth four", len(v.Replies))
	}
	for i, w := range want {
		if r := v.Replies[i]; r.ID != w.id || r.ReplyTo != w.to || r.Depth != comment.MaxShownDepth || len(r.Replies) != 0 {
			t.Errorf("reply %d: %+v", i, r)
		}
	}
}

func TestPages(t *testing.T) {
	b := newBoard(t)
	v := b.user("ada", account.RoleReader)
	var ids []int64
	for i := range 2*comment.ThreadsPerPage + 1 {
		ids = append(ids, b.post(v, 0, fmt.Sprint("thread ", i)))
	}
	answer := b.post(v, ids[comment.ThreadsPerPage], "answer")
	for page, first := range map[int]int64{1: ids[0], 2: ids[comment.ThreadsPerPage], 3: ids[2*comment.ThreadsPerPage]} {
		p, err := b.On(t.Context(), article, page, nil)
		b.ok(err)
		if p.Count != len(ids)+1 || p.Pages != 3 || p.Number != page || p.Threads[0].ID != first {
			t.Fatalf("page %d: count %d, pages %d, first %d", page, p.Count, p.Pages, p.Threads[0].ID)
		}
	}
	for _, page := range []int{0, -1, 4, 1 << 40} {
		_, err := b.On(t.Context(), article, page, nil)
		wantFault(t, err, fault.NotFound, "comment.page.unknown")
	}
	_, err := b.On(t.Context(), "en/nothing", 1, nil)
	wantFault(t, err, fault.NotFound, "article.unknown")
	const n = comment.ThreadsPerPage
	for id, want := range map[int64]int{ids[0]: 1, ids[n-1]: 1, ids[n]: 2, answer: 2, ids[2*n]: 3} {
		if at, err := b.PageOf(t.Context(), id); err != nil || at != (comment.Place{Article: article, Page: want}) {
			t.Fatalf("page of %d: %+v %v, want %d", id, at, err, want)
		}
	}
	_, err = b.PageOf(t.Context(), 4711)
	wantFault(t, err, fault.NotFound, "comment.unknown")
	counts, err := b.Counts(t.Context(), []string{article, "en/other"})
	if err != nil || counts[article] != len(ids)+1 || counts["en/other"] != 0 {
		t.Fatalf("%v, %v", counts, err)
	}
	b.ok(b.Rename(t.Context(), map[string]string{article: "en/other"}))
	if p, err := b.On(t.Context(), "en/other", 3, nil); err != nil || p.Count != len(ids)+1 {
		t.Fatalf("after the rename: %+v, %v", p, err)
	}
}

// A double click makes one comment, however close the clicks are.
func TestPostingTwice(t *testing.T) {
	b := newBoard(t)
	v := b.user("ada", account.RoleReader)
	var wg sync.WaitGroup
	ids := make([]int64, 8)
	for i := range ids {
		wg.Go(func() {
			var err error
			ids[i], err = b.Post(context.WithoutCancel(t.Context()), v, comment.Draft{Article: article, Source: "once", Once: "form-1"})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Fatalf("ids %v", ids)
		}
	}
	b.clock = b.clock.Add(10*time.Minute - time.Millisecond)
	if id := b.post(v, 0, "once"); id != ids[0] {
		t.Fatal("the same text within ten minutes is another comment")
	}
	b.clock = b.clock.Add(time.Minute)
	if id := b.post(v, 0, "once"); id == ids[0] {
		t.Fatal("the same text later is the same comment")
	}
}

// Going back in the browser brings the same form again: another text in it, or another place, is another comment.
func TestTheSameFormWithAnotherText(t *testing.T) {
	b := newBoard(t)
	v := b.user("ada", account.RoleReader)
	post := func(d comment.Draft) int64 {
		t.Helper()
		d.Article, d.Once = article, "form-1"
		id, err := b.Post(t.Context(), v, d)
		b.ok(err)
		return id
	}
	first := post(comment.Draft{Source: "first thought"})
	b.clock = b.clock.Add(time.Hour)
	if id := post(comment.Draft{Source: "first thought"}); id != first {
		t.Error("the same form and text made two comments")
	}
	second := post(comment.Draft{Source: "second thought"})
	if second == first {
		t.Error("the second text was swallowed")
	}
	if id := post(comment.Draft{Source: "first thought", Parent: first}); id == first {
		t.Error("the answer was swallowed")
	}
}

func TestNamesOfLeftReaders(t *testing.T) {
	b := newBoard(t)
	v := b.user("ada", account.RoleReader)
	b.post(v, 0, "stays")
	if got := b.on(nil).Threads[0]; got.Name != "ada" || got.Person != "p-ada" {
		t.Fatalf("%+v", got.Comment)
	}
	b.ok(b.db.Accounts().DeleteUser(t.Context(), v.User.ID, account.KeepComments))
	got := b.on(v).Threads[0] // with a viewer that no longer exists
	if got.Name != "" || got.Author != 0 || got.Person != "" || got.CanEdit || got.Source != "stays" {
		t.Fatalf("%+v", got)
	}
}
