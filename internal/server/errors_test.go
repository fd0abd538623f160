package server_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"mendwell/internal/account"
	"mendwell/internal/comment"
	"mendwell/internal/server"
)

// broken fails in the middle of an article page.
type broken struct {
	comment.Comments
	fail func() error
}

func (b broken) On(context.Context, string, int, *account.Viewer) (comment.Page, error) {
	return comment.Page{}, b.fail()
}

func TestOurMistake(t *testing.T) {
	for name, fail := range map[string]func() error{
		"panic": func() error { panic("secret detail") },
		"error": func() error { return errors.New("secret detail") },
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t, folder(), func(c *server.Config) { c.Comments = broken{c.Comments, fail} })
			a := h.browser().get("/articles/space").wants(http.StatusInternalServerError)
			checkHeaders(t, a)
			if strings.Contains(a.body, "secret") {
				t.Error("the visitor sees the error")
			}
			id := a.Header.Get("X-Request-Id")
			if got := text(a.page().Find("code")); got != id || id == "" {
				t.Errorf("reference %q, request %q", got, id)
			}
			if got := strings.Count(h.log.String(), "secret detail"); got != 1 {
				t.Errorf("logged %d times", got)
			}
			if !strings.Contains(h.log.String(), "id="+id) {
				t.Error("the log does not name the request")
			}
			if a.Header.Get("Cache-Control") != "no-store" {
				t.Error("an error is kept")
			}
			if got := text(h.browser().get("/de/articles/space").wants(500).page().Find("h1")); got != "Bei uns ist etwas kaputtgegangen" {
				t.Errorf("in German: %q", got)
			}
		})
	}
}

func TestNothingHere(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.browser()
	for _, path := range []string{"/nothing", "/articles/nothing", "/categories/nothing", "/tags/nothing", "/people/nothing", "/comments/7",
		"/comments/x", "/covers/1/x", "/static/x", "/media/x", "/.env", "/wp-login.php", "/articles/space/more", "/de/articles/nothing"} {
		a := b.get(path).wants(404)
		checkHeaders(t, a)
		doc := a.page()
		if doc.Find("h1").Length() != 1 || doc.Find(`a[href$="/categories/repair"]`).Length() == 0 || strings.Contains(a.body, "⟨") {
			t.Errorf("%s: no way on from here", path)
		}
		if doc.Find("link[rel=canonical]").Length() != 0 || doc.Find("meta[name=robots]").AttrOr("content", "") != "noindex" {
			t.Errorf("%s: machines may keep this", path)
		}
	}
	if got := b.get("/de/nothing").page().Find("html").AttrOr("lang", ""); got != "de" {
		t.Errorf("language %q", got)
	}
}

func TestTooLarge(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.user("ada", account.RoleReader, "")
	form := url.Values{"text": {strings.Repeat("x", 70<<10)}}
	a := b.post("/articles/space/comments", form).wants(http.StatusRequestEntityTooLarge)
	if got := text(a.page().Find("h1")); got != "That is too much text" {
		t.Errorf("heading %q", got)
	}
	checkHeaders(t, a)

	// Without a length told beforehand.
	r, err := http.NewRequest(http.MethodPost, h.http.URL+"/articles/space/comments", struct{ *strings.Reader }{strings.NewReader(form.Encode())})
	must(t, err)
	r.ContentLength = -1
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := b.http.Do(r)
	must(t, err)
	_ = res.Body.Close()
	if res.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("chunked: %s", res.Status)
	}
	if n := h.count("en/space"); n != 0 {
		t.Errorf("%d comments", n)
	}
}

// Browsers send all of a form before they look for the answer.
func TestTooLargeIsReadByWhoeverSendsItAllFirst(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.user("ada", account.RoleReader, "")
	body := strings.Repeat("x", drainTried)
	for name, framing := range map[string][2]string{
		"length":  {fmt.Sprintf("Content-Length: %d", len(body)), body},
		"chunked": {"Transfer-Encoding: chunked", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(body), body)},
	} {
		t.Run(name, func(t *testing.T) {
			host := strings.TrimPrefix(h.http.URL, "http://")
			conn, err := net.Dial("tcp", host)
			must(t, err)
			defer func() { _ = conn.Close() }()
			must(t, conn.(*net.TCPConn).SetWriteBuffer(4<<10)) // so that it is the server that has to read
			_, err = fmt.Fprintf(conn, "POST /articles/space/comments HTTP/1.1\r\nHost: %s\r\nCookie: mendwell_session=%s\r\nSec-Fetch-Site: same-origin\r\n"+
				"Content-Type: application/x-www-form-urlencoded\r\n%s\r\n\r\n%s", host, b.session(), framing[0], framing[1])
			must(t, err)
			res, err := http.ReadResponse(bufio.NewReader(conn), nil)
			must(t, err)
			defer func() { _ = res.Body.Close() }()
			if _, err = io.ReadAll(res.Body); err != nil || res.StatusCode != http.StatusRequestEntityTooLarge {
				t.Errorf("%s, %v", res.Status, err)
			}
		})
	}
}

// drainTried is more than a connection holds by itself, and less than the server throws away.
const drainTried = 1500 << 10

func TestBrokenForms(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.user("ada", account.RoleReader, "")
	b.do(http.MethodPost, "/articles/space/comments", "text=%zz").wants(422)
	b.do(http.MethodPost, "/articles/space/comments", "{}", "Content-Type", "application/json").wants(422)
	b.do(http.MethodPost, "/articles/space/comments", "--x", "Content-Type", "multipart/form-data; boundary=x").wants(422)
	body := "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nhello\r\n--x--\r\n"
	b.do(http.MethodPost, "/articles/space/comments", body, "Content-Type", "multipart/form-data; boundary=x").wants(303)
	b.do(http.MethodPost, "/articles/space/comments?text=from+the+address", "").wants(422)
}

func TestRateLimits(t *testing.T) {
	h := open(t, folder(), func(c *server.Config) { c.RateLimits = true })
	b := h.browser()
	tries := func(path string) answer {
		return b.post(path, url.Values{"email": {"x@example.org"}, "password": {"wrong"}})
	}
	var last answer
	for i := range 25 { // a window may turn over in the middle: twice the limit and some
		if last = tries([]string{"/login", "/de/login", "/register"}[i%3]); last.StatusCode == http.StatusTooManyRequests {
			break
		}
	}
	last.wants(http.StatusTooManyRequests)
	if got := last.Header.Get("Retry-After"); got != "60" {
		t.Errorf("Retry-After %q", got)
	}
	if last.page().Find("h1").Length() != 1 || last.Header.Get("X-RateLimit-Limit") != "" {
		t.Error("not our page")
	}
	checkHeaders(t, last)
	if got := last.page().Find(".actions .button").First().AttrOr("href", ""); got != last.Request.URL.Path {
		t.Errorf("the way back to the form is %q", got)
	}
	b.get("/login").wants(200) // reading goes on
	h.talkUntilLimited(t)
}

// talkUntilLimited posts until the limit answers.
func (h *house) talkUntilLimited(t *testing.T) {
	t.Helper()
	_, err := h.accounts.AddUser(t.Context(), "ada", "ada@example.org", password, account.RoleReader, "")
	must(t, err)
	token, _, err := h.accounts.Login(t.Context(), account.Login{Email: "ada@example.org", Password: password})
	must(t, err)
	b := h.browser()
	status := 0
	for i := 0; i < 25 && status != http.StatusTooManyRequests; i++ {
		status = b.post("/articles/space/comments", url.Values{"text": {fmt.Sprint("thought ", i)}}, "Cookie", "mendwell_session="+token).StatusCode
	}
	if status != http.StatusTooManyRequests {
		t.Errorf("comments are not limited: %d", status)
	}
}

func TestProxyIsBelievedOnlyWhereTrusted(t *testing.T) {
	for _, c := range []struct {
		trusted []string
		want    int
	}{{nil, http.StatusTooManyRequests}, {[]string{"127.0.0.0/8", "::1/128"}, http.StatusUnprocessableEntity}} {
		h := open(t, folder(), func(cfg *server.Config) { cfg.RateLimits, cfg.TrustedProxies = true, c.trusted })
		b, status := h.browser(), 0
		for i := 0; i < 25 && status != http.StatusTooManyRequests; i++ {
			status = b.post("/register", url.Values{}, "X-Forwarded-For", fmt.Sprintf("203.0.113.%d", i)).StatusCode
		}
		if status != c.want {
			t.Errorf("trusted %v: %d, want %d", c.trusted, status, c.want)
		}
	}
}

func TestConfigIsChecked(t *testing.T) {
	good := open(t, folder(), nil)
	for name, change := range map[string]func(*server.Config){
		"no library":  func(c *server.Config) { c.Library = nil },
		"no words":    func(c *server.Config) { c.Words = nil },
		"bad proxy":   func(c *server.Config) { c.TrustedProxies = []string{"10.0.0.1"} },
		"bad address": func(c *server.Config) { c.BaseURL = "mendwell.example" },
	} {
		c := good.server.Config
		change(&c)
		if _, err := server.New(c); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	s := good.server.HTTP("127.0.0.1:0")
	if s.ReadHeaderTimeout == 0 || s.ReadTimeout == 0 || s.WriteTimeout == 0 || s.IdleTimeout == 0 || s.MaxHeaderBytes == 0 {
		t.Error("a part of the server has no end")
	}
}

func TestHealth(t *testing.T) {
	var trouble error
	h := open(t, folder(), func(c *server.Config) {
		c.Version = "1.2.3"
		c.Ready = func(context.Context) error { return trouble }
	})
	b := h.browser()
	if a := b.get("/readyz").wants(200); a.body != "ready 1.2.3\n" {
		t.Errorf("readyz: %q", a.body)
	}
	trouble = errors.New("the disk is full of secrets")
	if a := b.get("/readyz").wants(503); strings.Contains(a.body, "secret") {
		t.Errorf("readyz: %q", a.body)
	}
	if a := b.get("/healthz").wants(200); a.body != "ok\n" {
		t.Errorf("healthz: %q", a.body)
	}
}

// What somebody reads here, and who they are, is not in the log.
func TestLogKeepsNoReaders(t *testing.T) {
	h := open(t, folder(), nil)
	h.browser().get("/articles/space?secret=query", "User-Agent", "reader's own").wants(200)
	h.http.Close() // waits for the request, whose line is written after its answer
	log := h.log.String()
	for _, private := range []string{"127.0.0.1", "space", "secret", "reader's own"} {
		if strings.Contains(log, private) {
			t.Errorf("the log has %q: %s", private, log)
		}
	}
	if !strings.Contains(log, "route=/articles/{slug}") || !strings.Contains(log, "status=200") {
		t.Errorf("the log does not say what happened: %s", log)
	}
}

// Where it is known what somebody meant, the page of the failure leads there.
func TestFailuresLeadOn(t *testing.T) {
	h := open(t, many(folder(), 30), nil)
	b := h.user("river", account.RoleReader, "")
	for _, c := range []struct{ path, name, want string }{
		{"/articles?page=99", "First page", "/articles"},
		{"/de/articles?page=abc", "Erste Seite", "/de/articles"},
		{"/tags?page=0", "First page", "/tags"},
		{"/people?page=9", "First page", "/people"},
		{"/people/ada/author?page=77", "First page", "/people/ada/author"},
		{"/articles/space?comments=9", "First page", "/articles/space#comments"},
		{"/articles/space?comments=x", "First page", "/articles/space#comments"},
		{"/account/name", "Open the page", "/account"},
		{"/articles/space/comments", "Open the page", "/articles/space"},
	} {
		a := b.get(c.path)
		if a.StatusCode != http.StatusNotFound && a.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%s: %s", c.path, a.Status)
			continue
		}
		if got := hrefOf(t, a.page(), c.name); got != c.want {
			t.Errorf("%s leads on to %q, want %q", c.path, got, c.want)
		}
		b.get(c.want).wants(200)
	}
	if got := b.get("/nothing?page=2").wants(404).page().Find(`main a:contains("First page")`).Length(); got != 0 {
		t.Error("what leads nowhere has a first page")
	}
	if got := text(b.get("/welcome/nothing").wants(404).page().Find("main .dek")); !strings.HasPrefix(got, "This link has been used") {
		t.Errorf("an old link of a new site says %q", got)
	}
}
