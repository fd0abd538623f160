package server

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"mendwell/internal/account"
)

// nobody is logged in here.
type nobody struct{ account.Accounts }

func (nobody) Viewer(context.Context, string) (*account.Viewer, error) { return nil, nil }

// Whoever sends invented cookies of the length that a head may have fills no memory with them.
func TestInventedCookiesAreNotRemembered(t *testing.T) {
	a := watchedAccounts{Accounts: nobody{}, sessions: newRecall[string, *account.Viewer](time.Now)}
	for _, token := range []string{strings.Repeat("x", 30_000), strings.Repeat("x", 129)} {
		if v, err := a.Viewer(t.Context(), token); v != nil || err != nil {
			t.Errorf("%v, %v", v, err)
		}
	}
	if n := len(a.sessions.answers); n > 0 {
		t.Errorf("%d invented cookies are remembered", n)
	}
}

func TestRecall(t *testing.T) {
	now := time.Unix(0, 0)
	c := newRecall[string, int](func() time.Time { return now })
	asked := 0
	get := func() int {
		v, err := c.get("a", func() (int, error) { asked++; return asked, nil })
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, want := range []int{1, 1} {
		if got := get(); got != want {
			t.Errorf("%d, want %d", got, want)
		}
	}
	now = now.Add(recallLasts)
	if got := get(); got != 2 {
		t.Errorf("after its time: %d", got)
	}
	c.forget()
	if got := get(); got != 3 {
		t.Errorf("after a write: %d", got)
	}
	// A write in the middle of asking: the answer may be older than the write.
	if v, _ := c.get("b", func() (int, error) { c.forget(); return 7, nil }); v != 7 {
		t.Errorf("in the middle: %d", v)
	}
	if v, _ := c.get("b", func() (int, error) { return 8, nil }); v != 8 {
		t.Errorf("what was asked before a write is remembered behind it: %d", v)
	}
	wrong := errors.New("wrong")
	if _, err := c.get("c", func() (int, error) { return 0, wrong }); !errors.Is(err, wrong) {
		t.Errorf("%v", err)
	}
	if v, err := c.get("c", func() (int, error) { return 9, nil }); v != 9 || err != nil {
		t.Errorf("a failure is remembered: %d, %v", v, err)
	}
	for i := range 3 * recallMost {
		_, _ = c.get(fmt.Sprint(i), func() (int, error) { return i, nil })
	}
	if n := len(c.answers); n > recallMost {
		t.Errorf("%d answers are remembered", n)
	}
}
