package server_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/comment"
	"mendwell/internal/content"
	"mendwell/internal/server"
)

// counted counts how often a discussion is read, and can hold readers up.
type counted struct {
	comment.Comments
	reads atomic.Int64
	hold  atomic.Pointer[chan struct{}]
}

func (c *counted) On(ctx context.Context, article string, number int, v *account.Viewer) (comment.Page, error) {
	p, err := c.Comments.On(ctx, article, number, v)
	c.reads.Add(1)
	if hold := c.hold.Load(); hold != nil {
		<-*hold
	}
	return p, err
}

func openCounted(t *testing.T) (*house, *counted) {
	c := &counted{}
	h := open(t, folder(), func(config *server.Config) { c.Comments, config.Comments = config.Comments, c })
	return h, c
}

func TestPageIsMadeOnceAndKept(t *testing.T) {
	h, c := openCounted(t)
	b := h.browser()
	first := b.get("/articles/space").wants(200)
	for _, enc := range []string{"", "gzip", "br", "zstd"} {
		a := b.get("/articles/space", "Accept-Encoding", enc).wants(200)
		if unpack(t, enc, a.body) != first.body || a.Header.Get("Cdn-Cache-Control") == "" || a.Header.Get("Vary") != "Cookie, Accept-Encoding" {
			t.Errorf("in %q: %v", enc, a.Header)
		}
	}
	if n := c.reads.Load(); n != 1 {
		t.Errorf("the page was made %d times", n)
	}
	if s := h.server.Pages(); s.Pages != 1 || s.Bytes < len(first.body) || s.Bytes > s.Limit || s.Hits != 4 {
		t.Errorf("%+v", s)
	}
	// What is not the page's own address is not kept.
	for _, path := range []string{"/articles/space?x=1", "/articles/space?done=saved", "/articles/space?comments=01", "/nothing", "/login"} {
		b.get(path)
	}
	if s := h.server.Pages(); s.Pages != 1 {
		t.Errorf("%d pages are kept", s.Pages)
	}
}

// A network of caches in front may hand on a list for a moment. What shows comments or lines of help it asks for each
// time: what was deleted, withdrawn or has ended must not be shown for another minute.
func TestCachesInFrontAsk(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.browser()
	const ask, may = "no-cache", "public, max-age=5, stale-while-revalidate=60"
	for path, want := range map[string]string{
		"/": may, "/articles": may, "/categories/repair": may, "/people/ada": may, "/feed.xml": may, "/sitemap.xml": may,
		"/articles/space": ask, "/de/articles/space": ask, "/articles/space/one-page": ask, "/help": ask, "/about": ask, "/questions/room": ask,
		"/articles/space/comments/feed.xml": ask,
	} {
		first := b.get(path).wants(200)
		if got := first.Header.Get("Cdn-Cache-Control"); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
		again := b.get(path, "If-None-Match", first.Header.Get("ETag")).wants(http.StatusNotModified)
		if got := again.Header.Get("Cdn-Cache-Control"); got != want {
			t.Errorf("%s, unchanged: %q, want %q", path, got, want)
		}
	}
}

// A network in front can ask browsers for the stylesheet before it has the page. Machines and whoever has the page need
// no hint.
func TestPagesNameTheirStylesheet(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.browser()
	for range 2 { // made, and from the shelf
		for path, want := range map[string]bool{"/": true, "/articles/space": true, "/feed.xml": false} {
			a := b.get(path).wants(200)
			style := ""
			if want {
				style = "<" + a.page().Find("link[rel=stylesheet]").First().AttrOr("href", "") + ">; rel=preload; as=style"
			}
			if got := a.Header.Get("Link"); got != style {
				t.Errorf("%s: %q, want %q", path, got, style)
			}
			if got := b.get(path, "If-None-Match", a.Header.Get("ETag")).wants(304).Header.Get("Link"); got != "" {
				t.Errorf("%s, unchanged: %q", path, got)
			}
		}
	}
}

// A page that is made for one visitor, or says what is wrong, names it, too: browsers ask for it before they read the page.
func TestUnsharedPagesNameTheirStylesheet(t *testing.T) {
	h := open(t, folder(), nil)
	reader := h.user("ada", account.RoleReader, "")
	for path, b := range map[string]*browser{"/search?q=space": h.browser(), "/login": h.browser(), "/nothing-here": h.browser(), "/articles/space": reader, "/account": reader} {
		a := b.get(path)
		want := "<" + a.page().Find("link[rel=stylesheet]").First().AttrOr("href", "") + ">; rel=preload; as=style"
		if got := a.Header.Get("Link"); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

func TestManyEqualMissesAreOneFlight(t *testing.T) {
	h, c := openCounted(t)
	hold := make(chan struct{})
	c.hold.Store(&hold)
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() { h.browser().get("/articles/space").wants(200) })
	}
	for c.reads.Load() == 0 {
		runtime.Gosched()
	}
	close(hold)
	wg.Wait()
	if n := c.reads.Load(); n != 1 {
		t.Errorf("the page was made %d times for twelve visitors", n)
	}
}

// A write is seen by the next request: on the page of its article, on lists that count it, and nowhere else is a page lost.
func TestNewCommentIsSeenAtOnce(t *testing.T) {
	h, c := openCounted(t)
	reader, ada := h.browser(), h.user("ada", account.RoleReader, "")
	for _, path := range []string{"/articles/space", "/articles/listening", "/articles", "/", "/people/ruth", "/about"} {
		reader.get(path).wants(200)
	}
	said := func(path, what string, want bool) {
		t.Helper()
		if got := strings.Contains(reader.get(path).wants(200).body, what); got != want {
			t.Errorf("%s says %q: %v", path, what, got)
		}
	}
	before := c.reads.Load()
	ada.post("/articles/space/comments", url.Values{"text": {"A first word."}}).wants(303)
	said("/articles/space", "A first word.", true)
	said("/de/articles/space", "A first word.", true)
	said("/articles", "1 comment", true)
	reader.get("/about").wants(200)
	if n := c.reads.Load() - before; n != 2 {
		t.Errorf("%d discussions were read anew", n)
	}
	ada.post("/comments/1/edit", url.Values{"text": {"Another word."}}).wants(303)
	said("/articles/space", "Another word.", true)
	ada.post("/account/name", url.Values{"name": {"Grace"}}).wants(303)
	said("/articles/space", "Grace", true)
	ada.post("/comments/1/delete", nil).wants(303)
	said("/articles/space", "Another word.", false)
	said("/articles", "1 comment", false)
	ada.post("/articles/space/comments", url.Values{"text": {"A last word."}}).wants(303)
	said("/articles/space", "A last word.", true)
	ada.post("/account/delete", url.Values{"password": {password}, "comments": {"remove"}}).wants(303)
	said("/articles/space", "A last word.", false)
}

// A page that was begun before a comment came is sent, since it was true when it was asked for, and not kept.
func TestPageBegunBeforeAWriteIsNotKept(t *testing.T) {
	h, c := openCounted(t)
	ada := h.user("ada", account.RoleReader, "")
	hold := make(chan struct{})
	c.hold.Store(&hold)
	done := make(chan answer)
	go func() { done <- h.browser().get("/articles/space") }()
	for c.reads.Load() == 0 {
		runtime.Gosched()
	}
	ada.post("/articles/space/comments", url.Values{"text": {"Meanwhile."}}).wants(303)
	c.hold.Store(nil)
	close(hold)
	if strings.Contains((<-done).body, "Meanwhile.") {
		t.Fatal("the page was read after the comment: the test proves nothing")
	}
	if !strings.Contains(h.browser().get("/articles/space").wants(200).body, "Meanwhile.") {
		t.Error("the older page was kept")
	}
}

func TestKeptPagesFollowTheLibraryAndTheClock(t *testing.T) {
	h, c := openCounted(t)
	b := h.browser()
	b.get("/articles/space").wants(200)
	files := folder()
	files["space.md"] = article("title: Another title\ncategory: repair\ndate: 2026-09-01", "Words.\n")
	h.lib, _ = content.Load(files, content.Options{Now: h.clock.Now()})
	if got := text(b.get("/articles/space").wants(200).page().Find("h1")); got != "Another title" {
		t.Errorf("after a reload: %q", got)
	}
	h.user("ada", account.RoleReader, "").post("/articles/space/comments", url.Values{"text": {"Words."}}).wants(303)
	when := func() string { return text(b.get("/articles/space").wants(200).page().Find(".comment .when")) }
	first, reads := when(), c.reads.Load()
	if again := when(); again != first || c.reads.Load() != reads {
		t.Errorf("%q, then %q, made anew: %v", first, again, c.reads.Load() != reads)
	}
	h.clock.pass(5 * time.Minute)
	if got := when(); got != "5 minutes ago" {
		t.Errorf("after five minutes: %q", got)
	}
}

// What is one reader's own never reaches another, and the joined page is the page that would have been rendered.
func TestMembersGetTheirOwnParts(t *testing.T) {
	h := open(t, folder(), nil)
	ada, bob := h.user("ada", account.RoleReader, ""), h.user("bob", account.RoleReader, "")
	mod := h.user("mod", account.RoleModerator, "")
	ada.post("/articles/space/comments", url.Values{"text": {"Ada's."}}).wants(303)
	h.clock.pass(time.Hour)
	bob.post("/articles/space/comments", url.Values{"text": {"Bob's."}}).wants(303)
	ada.post("/articles/space/bookmark", url.Values{"keep": {"yes"}, "tip": {"wait"}}).wants(303)
	bob.post("/articles/space/bookmark", url.Values{"keep": {"yes"}, "tip": {""}}).wants(303)
	for _, path := range []string{"/articles/space", "/de/articles/space", "/", "/articles", "/categories/repair", "/people/ada", "/about"} {
		tags := map[string]string{}
		for name, b := range map[string]*browser{"ada": ada, "bob": bob, "mod": mod, "ada again": ada} {
			rendered := b.get(path + "?done=nothing-we-know").wants(200).body // not a page to keep, so it is rendered whole
			for _, enc := range []string{"", "gzip", "br", "gzip, br"} {
				a := b.get(path, "Accept-Encoding", enc).wants(200)
				got := unpack(t, a.Header.Get("Content-Encoding"), a.body)
				if got != rendered {
					t.Errorf("%s, %s in %q: not the page that is rendered for them:\n%s", path, name, enc, difference(got, rendered))
				}
				if a.Header.Get("Cache-Control") != "private, no-cache" || a.Header.Get("Cdn-Cache-Control") != "" {
					t.Errorf("%s: others may keep the page of %s: %v", path, name, a.Header)
				}
				tag := a.Header.Get("ETag")
				if other, ok := tags[tag]; ok && other != got {
					t.Errorf("%s: one tag for two pages", path)
				}
				tags[tag] = got
				b.get(path, "Accept-Encoding", enc, "If-None-Match", tag).wants(http.StatusNotModified)
			}
		}
		if anonymous := h.browser().get(path).wants(200); strings.Contains(anonymous.body, `action="/logout"`) || anonymous.Header.Get("Cache-Control") != "public, no-cache" {
			t.Errorf("%s: a member's page for everybody", path)
		}
	}
	buttons := func(b *browser) string {
		doc := b.get("/articles/space").wants(200).page()
		return fmt.Sprint(doc.Find("button.on").Length(), " ", names(doc, ".comment-actions button"))
	}
	for _, c := range []struct {
		b    *browser
		want string
	}{
		{ada, "1 [Reply Delete Reply]"},
		{bob, "1 [Reply Reply Edit Delete]"},
		{mod, "0 [Reply Delete Reply Delete]"},
		{h.browser(), "0 []"},
	} {
		if got := buttons(c.b); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
	ada.post("/articles/space/bookmark", url.Values{"keep": {"no"}, "tip": {"wait"}}).wants(303)
	if got := buttons(ada); got != "0 [Reply Delete Reply]" {
		t.Errorf("after letting go: %s", got)
	}
}

// difference shows the first place at which two texts differ.
func difference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, i-60):min(len(s), i+100)] }
	return cut(a) + "\n---\n" + cut(b)
}

func TestKeptPagesStayWithinTheirLimit(t *testing.T) {
	const limit = 240 << 10 // room for some ten pages; one may take an eighth
	h := open(t, many(folder(), 30), func(c *server.Config) { c.PageCache = limit })
	b := h.browser()
	for round := range 3 {
		for i := range 30 {
			b.get(fmt.Sprintf("/articles/note-%02d", i)).wants(200)
			b.get("/articles/space").wants(200) // asked for all the time: it stays
			if s := h.server.Pages(); s.Bytes > limit || s.Bytes <= 0 {
				t.Fatalf("round %d, page %d: %+v", round, i, s)
			}
		}
	}
	s := h.server.Pages()
	if s.Pages == 0 || s.Hits < 85 {
		t.Errorf("what is asked for most is not kept: %+v", s)
	}
	h.server.Forget()
	if s := h.server.Pages(); s.Pages != 0 || s.Bytes != 0 {
		t.Errorf("forgotten: %+v", s)
	}
}

// Whoever reads slowly, or not at all, keeps nobody else waiting.
func TestNobodyWaitsForAnothersNetwork(t *testing.T) {
	h := open(t, folder(), nil)
	for _, path := range []string{"/articles/space", "/nothing"} {
		blocked := &blockedWriter{header: http.Header{}, begun: make(chan struct{}), release: make(chan struct{})}
		done := make(chan struct{})
		go func() {
			defer close(done)
			h.server.Handler().ServeHTTP(blocked, httptest.NewRequest(http.MethodGet, path, nil))
		}()
		<-blocked.begun // the first byte is on its way, and goes no further
		h.browser().get(path)
		close(blocked.release)
		<-done
	}
}

// blockedWriter takes no byte until it is released.
type blockedWriter struct {
	header         http.Header
	begun, release chan struct{}
	once           sync.Once
}

func (b *blockedWriter) Header() http.Header { return b.header }
func (b *blockedWriter) WriteHeader(int)     {}
func (b *blockedWriter) Write(p []byte) (int, error) {
	b.once.Do(func() { close(b.begun) })
	<-b.release
	return len(p), nil
}
