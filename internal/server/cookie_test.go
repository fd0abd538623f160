package server_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"mendwell/internal/account"
)

// One response sets one cookie (RFC 6265 section 4.1.1), and only where a session is looked for.
func TestOneCookie(t *testing.T) {
	h := open(t, folder(), nil)
	h.user("ada", account.RoleReader, "")
	const stale = "mendwell_session=nonsense"
	form := url.Values{"email": {"ada@example.org"}, "password": {password}}
	a := h.browser().post("/login", form, "Cookie", stale).wants(303)
	if got := a.Header.Values("Set-Cookie"); len(got) != 1 || a.Cookies()[0].Value == "" {
		t.Errorf("login sets %q", got)
	}
	a = h.browser().post("/logout", nil, "Cookie", stale).wants(303)
	if got := a.Header.Values("Set-Cookie"); len(got) != 1 || a.Cookies()[0].MaxAge >= 0 {
		t.Errorf("logout sets %q", got)
	}
	for _, path := range []string{"/leave", "/de/leave", "/favicon.svg", "/static/none.css", "/robots.txt", "/articles/"} {
		if got := h.browser().get(path, "Cookie", stale).Header.Values("Set-Cookie"); len(got) != 0 {
			t.Errorf("%s sets %q", path, got)
		}
	}
}

// A session that is used does not end with the cookie that it began with.
func TestCookieSlides(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.user("ada", account.RoleReader, "")
	if got := b.get("/articles/space").wants(200).Header.Values("Set-Cookie"); len(got) != 0 {
		t.Errorf("at once: %q", got)
	}
	h.clock.pass(24 * time.Hour)
	a := b.get("/articles/space").wants(200)
	if c := a.Cookies(); len(c) != 1 || c[0].MaxAge != 30*24*3600 || c[0].Value != b.session() {
		t.Errorf("a day later: %q", a.Header.Values("Set-Cookie"))
	}
	if got := a.Header.Get("Cache-Control"); got != "private, no-cache" {
		t.Errorf("a page with a cookie may be kept: %q", got)
	}
	h.clock.pass(time.Second)
	if got := b.get("/articles/space").Header.Values("Set-Cookie"); len(got) != 0 {
		t.Errorf("again at once: %q", got)
	}
	h.clock.pass(24 * time.Hour)
	a = b.get("/articles/room").wants(http.StatusMovedPermanently)
	if len(a.Cookies()) == 1 && a.Header.Get("Cache-Control") != "private, max-age=86400" {
		t.Errorf("a cookie in %q", a.Header.Get("Cache-Control"))
	}
	h.clock.pass(24 * time.Hour)
	a = b.post("/logout", nil).wants(303)
	if c := a.Cookies(); len(c) != 1 || c[0].MaxAge >= 0 {
		t.Errorf("logout: %q", a.Header.Values("Set-Cookie"))
	}
}

// An old address keeps what was asked of it, and is not kept for ever: the name may come back.
func TestOldAddressKeepsItsQuery(t *testing.T) {
	b := open(t, folder(), nil).browser()
	a := b.get("/articles/room?comments=2&done=posted").wants(http.StatusMovedPermanently).leadsTo("/articles/space?comments=2&done=posted")
	if got := a.Header.Get("Cache-Control"); got != "public, max-age=86400" {
		t.Errorf("Cache-Control %q", got)
	}
	a = b.get("/articles/?page=1").wants(http.StatusPermanentRedirect)
	if got := a.Header.Get("Cache-Control"); got != "public, max-age=86400" {
		t.Errorf("Cache-Control %q", got)
	}
}
