package server_test

import (
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"

	"mendwell/internal/account"
	"mendwell/internal/server"
)

// A page that many are reading is made anew by the post that changes it: nobody finds it missing. One that hardly
// anybody reads is not.
func TestPostRenewsBusyPages(t *testing.T) {
	for asked, want := range map[int]int64{20: 1, 2: 0} {
		h := open(t, folder(), func(c *server.Config) { c.RateLimits = true })
		ada := h.user("ada", account.RoleReader, "")
		reader := h.browser()
		for range asked {
			reader.get("/articles/space").wants(200)
		}
		before := h.server.Pages().Misses
		ada.post("/articles/space/comments", url.Values{"text": {"Meanwhile."}}).wants(303)
		after := h.server.Pages().Misses
		if !strings.Contains(reader.get("/articles/space").wants(200).body, "Meanwhile.") {
			t.Error("an old page")
		}
		if after-before != want {
			t.Errorf("asked for %d times: the post made %d pages", asked, after-before)
		}
		if left := h.server.Pages().Misses - after; left != 1-want {
			t.Errorf("asked for %d times: the reader made %d pages", asked, left)
		}
	}
}

// However many write at once to what a busy page shows: what was acknowledged is on it.
func TestBusyPageShowsWhatWasAcknowledged(t *testing.T) {
	h := open(t, folder(), nil)
	reader := h.browser()
	for range 20 {
		reader.get("/articles/space").wants(200)
	}
	var wg sync.WaitGroup
	for i := range 4 {
		writer := h.user(fmt.Sprint("reader", i), account.RoleReader, "")
		wg.Go(func() {
			b := h.browser()
			for n := range 6 { // all of them fit on one page
				text := fmt.Sprintf("Word%dof%d.", n, i)
				writer.post("/articles/space/comments", url.Values{"text": {text}}).wants(303)
				if !strings.Contains(b.get("/articles/space").wants(200).body, text) {
					t.Errorf("%s is not there", text)
				}
			}
		})
	}
	wg.Wait()
}

// A connection whose page was written to makes the new one by itself and goes on; for what never was on the shelf, or is
// no page for everybody, net/http is asked.
func TestExpressMakesWhatWasWrittenTo(t *testing.T) {
	h := open(t, folder(), nil)
	ada := h.user("ada", account.RoleReader, "")
	if h.sameAsHandler(get("/articles/space")) {
		t.Error("made a page that nobody has asked for yet")
	}
	h.browser().get("/articles/space").wants(200)
	ada.post("/articles/space/comments", url.Values{"text": {"Meanwhile."}}).wants(303)
	if out, _ := h.express(get("/articles/space")); !strings.Contains(string(out), "Meanwhile.") {
		t.Errorf("not the new page: %.200q", out)
	}
	ada.post("/articles/space/comments", url.Values{"text": {"Once more."}}).wants(303)
	if !h.sameAsHandler(get("/articles/space", "Accept-Encoding: gzip")) {
		t.Error("left to net/http")
	}
	ada.post("/articles/space/comments", url.Values{"text": {"And again."}}).wants(303)
	if h.sameAsHandler(get("/articles/space", "Cookie: mendwell_session=x")) {
		t.Error("answered somebody who may be logged in")
	}
}
