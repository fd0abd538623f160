package server_test

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/server"
)

// holding is randomness for which one request waits, which is before it looks for others that make its page.
type holding struct {
	armed   atomic.Bool
	waits   chan struct{}
	release chan struct{}
}

func (r *holding) Read(b []byte) (int, error) {
	if r.armed.CompareAndSwap(true, false) {
		close(r.waits)
		<-r.release
	}
	return rand.Read(b)
}

// Whoever has looked for a page just before it was put on the shelf does not make it again.
func TestPageThatHasJustBeenMadeIsNotMadeAgain(t *testing.T) {
	c, random := &counted{}, &holding{waits: make(chan struct{}), release: make(chan struct{})}
	h := open(t, folder(), func(config *server.Config) { c.Comments, config.Comments, config.Random = config.Comments, c, random })
	random.armed.Store(true)
	slow := make(chan answer, 1)
	go func() { slow <- h.browser().get("/articles/space") }()
	<-random.waits
	quick := h.browser().get("/articles/space").wants(200)
	close(random.release)
	if (<-slow).wants(200).body != quick.body || c.reads.Load() != 1 {
		t.Errorf("the page was made %d times", c.reads.Load())
	}
}

// A page in the making when a comment comes is true for those who had asked before. Who asks later sees the comment, and
// they make that page together.
func TestThoseWhoWaitMakeTheNextPageTogether(t *testing.T) {
	h, c := openCounted(t)
	ada := h.user("ada", account.RoleReader, "")
	hold := make(chan struct{})
	c.hold.Store(&hold)
	early, late := make(chan answer, 1), make(chan answer, 12)
	go func() { early <- h.browser().get("/articles/space") }()
	for c.reads.Load() == 0 {
		runtime.Gosched()
	}
	ada.post("/articles/space/comments", url.Values{"text": {"Meanwhile."}}).wants(303)
	for range cap(late) {
		go func() { late <- h.browser().get("/articles/space") }()
	}
	close(hold)
	if strings.Contains((<-early).body, "Meanwhile.") {
		t.Fatal("the first page was read after the comment: the test proves nothing")
	}
	for range cap(late) {
		if !strings.Contains((<-late).wants(200).body, "Meanwhile.") {
			t.Error("an older page for somebody who asked after the comment")
		}
	}
	if n := c.reads.Load(); n != 2 {
		t.Errorf("the page was made %d times, for one and for twelve visitors", n)
	}
}

// While somebody writes and many read, every answer shows at least what had been acknowledged when it was asked for.
func TestReadersSeeWhatWasAcknowledged(t *testing.T) {
	h := open(t, folder(), nil)
	ada := h.user("ada", account.RoleReader, "")
	var said atomic.Int64
	done := make(chan struct{})
	var wg sync.WaitGroup
	for i := range 6 {
		enc := []string{"", "gzip", "br", "gzip, br"}[i%4]
		wg.Go(func() {
			b := h.browser()
			for {
				select {
				case <-done:
					return
				default:
				}
				before := said.Load()
				a := b.get("/articles/space", "Accept-Encoding", enc).wants(200)
				if n := commentsOf(unpack(t, a.Header.Get("Content-Encoding"), a.body)); n < before {
					t.Errorf("%d comments were acknowledged, %d are shown", before, n)
					return
				}
			}
		})
	}
	for i := range 40 {
		ada.post("/articles/space/comments", url.Values{"text": {fmt.Sprint("Word ", i)}}).wants(303)
		said.Add(1)
	}
	close(done)
	wg.Wait()
}

var commentCount = regexp.MustCompile(`(\d+) comments?\b`)

// commentsOf is how many comments a page of an article says there are.
func commentsOf(page string) int64 {
	var most int64
	for _, m := range commentCount.FindAllStringSubmatch(page, -1) {
		n, _ := strconv.ParseInt(m[1], 10, 64)
		most = max(most, n)
	}
	return most
}

// A page that was written to a moment ago goes out in the encoding that costs least, and later in the smallest. Each has
// its own tag, and whoever has one that they still take keeps it.
func TestPageInMotionIsCompressedQuickly(t *testing.T) {
	h := open(t, folder(), nil)
	reader, ada := h.browser(), h.user("ada", account.RoleReader, "")
	get := func(header ...string) answer { return reader.get("/articles/space", header...) }
	both := []string{"Accept-Encoding", "gzip, br"}
	wants := func(a answer, enc, end string) string {
		t.Helper()
		a.wants(200)
		if got := a.Header.Get("Content-Encoding"); got != enc || !strings.HasSuffix(a.Header.Get("ETag"), end+`"`) {
			t.Fatalf("%q with tag %s, want %q with %s", got, a.Header.Get("ETag"), enc, end)
		}
		if strings.Count(unpack(t, enc, a.body), "A word.") != 1 {
			t.Fatal("not the page")
		}
		return a.Header.Get("ETag")
	}
	ada.post("/articles/space/comments", url.Values{"text": {"A word."}}).wants(303)
	fast := wants(get(both...), "gzip", "-quick")
	wants(get("Accept-Encoding", "br"), "br", "-br") // they take nothing that is made more quickly
	plain := wants(get("Accept-Encoding", "identity"), "", "")
	if plain == fast {
		t.Error("one tag for two encodings")
	}
	if !strings.HasSuffix(get(append(both, "If-None-Match", fast)...).wants(http.StatusNotModified).Header.Get("ETag"), `-quick"`) {
		t.Error("another tag than the one they have")
	}
	ada.post("/articles/space/comments", url.Values{"text": {"Another one."}}).wants(303)
	next := wants(get(both...), "gzip", "-quick")
	get(append(both, "If-None-Match", fast)...).wants(200) // the page before that comment
	before := h.server.Pages().Bytes
	h.clock.pass(2 * time.Second)
	small := wants(get(both...), "br", "-br")
	if h.server.Pages().Bytes <= before {
		t.Error("what was made later is not counted")
	}
	for _, tag := range []string{next, small, "W/" + next} {
		get(append(both, "If-None-Match", tag)...).wants(http.StatusNotModified)
	}
	get("Accept-Encoding", "br", "If-None-Match", next).wants(200) // they do not take gzip any more
	wants(get("Accept-Encoding", "gzip"), "gzip", "-gzip")
}
