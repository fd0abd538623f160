package comment_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"mendwell/internal/account"
	"mendwell/internal/comment"
)

// post is a comment in the model: a plain list that says what should be there.
type post struct {
	id, parent int64
	author     int
	deleted    bool
}

// model is the discussion as the rules describe it, written as simply as possible.
type model struct{ posts []*post }

func (m *model) find(id int64) *post {
	for _, p := range m.posts {
		if p.id == id {
			return p
		}
	}
	return nil
}

func (m *model) answered(id int64) bool {
	return slices.ContainsFunc(m.posts, func(p *post) bool { return p.parent == id })
}

// sweep takes away placeholders that nobody answers, until none is left.
func (m *model) sweep() {
	for {
		n := len(m.posts)
		m.posts = slices.DeleteFunc(m.posts, func(p *post) bool { return p.deleted && !m.answered(p.id) })
		if len(m.posts) == n {
			return
		}
	}
}

func (m *model) depth(p *post) int {
	if p.parent == 0 {
		return 1
	}
	return 1 + m.depth(m.find(p.parent))
}

// TestThreadsKeepTheirRules lets readers post, delete and leave at random and holds the page against the model.
func TestThreadsKeepTheirRules(t *testing.T) {
	b := newBoard(t)
	round := 0
	rapid.Check(t, func(rt *rapid.T) {
		round++
		ctx := t.Context()
		var viewers []*account.Viewer
		for i := range 3 {
			viewers = append(viewers, b.user(fmt.Sprintf("r%d-%d", round, i), account.RoleReader))
		}
		m := &model{}
		defer func() { // leave an empty discussion for the next round
			for _, v := range viewers {
				b.ok(b.db.Accounts().DeleteUser(ctx, v.User.ID, account.RemoveComments))
			}
			if p := b.on(nil); len(p.Threads) != 0 {
				rt.Fatalf("%d threads left of nobody", len(p.Threads))
			}
		}()
		for step := range rapid.IntRange(1, 25).Draw(rt, "steps") {
			who := rapid.IntRange(0, 2).Draw(rt, "who")
			var target *post
			if len(m.posts) > 0 && rapid.IntRange(0, 5).Draw(rt, "top") > 0 {
				target = rapid.SampledFrom(m.posts).Draw(rt, "target")
			}
			if target != nil && rapid.IntRange(0, 2).Draw(rt, "act") == 0 {
				err := b.Delete(ctx, viewers[who], target.id)
				if may := !target.deleted && target.author == who; may != (err == nil) {
					rt.Fatalf("delete %+v by %d: %v", target, who, err)
				} else if may {
					target.deleted = true
					m.sweep()
				}
				continue
			}
			p := &post{author: who}
			if target != nil {
				p.parent = target.id
			}
			id, err := b.Post(ctx, viewers[who], comment.Draft{Article: article, Parent: p.parent, Source: fmt.Sprint("step ", step)})
			if refuse := target != nil && target.deleted; refuse != (err != nil) {
				rt.Fatalf("answer %+v: %v", target, err)
			} else if !refuse {
				p.id = id
				m.posts = append(m.posts, p)
			}
		}
		page := b.on(viewers[0])
		for i, top := range page.Threads { // a long one stands whole on its own page
			answers := slices.DeleteFunc(slices.Sorted(slices.Values(shown(top))), func(id int64) bool { return id == top.ID })
			part, err := b.Thread(ctx, top.ID, 1, viewers[0])
			b.ok(err)
			whole := slices.DeleteFunc(slices.Sorted(slices.Values(shown(part.Top))), func(id int64) bool { return id == top.ID })
			first := whole
			if len(whole) > comment.AnswersShown+1 {
				first = whole[:comment.AnswersShown]
			}
			if !slices.Equal(answers, first) {
				rt.Fatalf("of the answers %v are shown %v", whole, answers)
			}
			said := 0
			for _, id := range whole[len(answers):] {
				if !m.find(id).deleted {
					said++
				}
			}
			if top.More != said {
				rt.Fatalf("%d more announced, want %d", top.More, said)
			}
			page.Threads[i] = part.Top
		}
		compare(rt, m, page)
	})
}

// compare walks the threads: everything exactly once, oldest first, at most four deep, and no placeholder without answers.
func compare(t *rapid.T, m *model, page comment.Page) {
	seen := map[int64]bool{}
	var walk func(v *comment.View, under *comment.View)
	walk = func(v, under *comment.View) {
		p := m.find(v.ID)
		if p == nil || seen[v.ID] {
			t.Fatalf("comment %d is shown twice, or should not be", v.ID)
		}
		seen[v.ID] = true
		depth := m.depth(p)
		if v.Deleted != p.deleted || v.Parent != p.parent || v.Depth != min(depth, comment.MaxShownDepth) {
			t.Fatalf("shown as %+v, want %+v at depth %d", v, p, depth)
		}
		switch {
		case under == nil && p.parent != 0, p.parent != 0 && !seen[p.parent]:
			t.Fatalf("comment %d stands before what it answers", v.ID)
		case depth <= comment.MaxShownDepth && under != nil && under.ID != p.parent:
			t.Fatalf("comment %d stands below %d, not %d", v.ID, under.ID, p.parent)
		case (v.ReplyTo != "") != (depth > comment.MaxShownDepth && !m.find(p.parent).deleted):
			t.Fatalf("comment %d at depth %d replies to %q", v.ID, depth, v.ReplyTo)
		}
		for i, r := range v.Replies {
			if i > 0 && v.Depth < comment.MaxShownDepth-1 && v.Replies[i-1].ID >= r.ID {
				t.Fatalf("answers out of order below %d", v.ID)
			}
			walk(r, v)
		}
	}
	shown := 0
	for i, top := range page.Threads {
		if i > 0 && page.Threads[i-1].ID >= top.ID {
			t.Fatalf("threads out of order")
		}
		walk(top, nil)
	}
	for _, p := range m.posts {
		if !p.deleted {
			shown++
		}
	}
	if len(seen) != len(m.posts) || page.Count != shown {
		t.Fatalf("%d shown and %d counted, want %d and %d", len(seen), page.Count, len(m.posts), shown)
	}
}
