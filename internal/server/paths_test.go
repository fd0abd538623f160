package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"mendwell/internal/account"
	"mendwell/internal/server"
)

// A page has one address: other spellings are led to it, or lead nowhere. Never to another host.
func TestOtherDoors(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.browser()
	for _, c := range []struct {
		path, leads string
		status      int
	}{
		{"/articles/", "/articles", 308},
		{"/articles/?page=1", "/articles?page=1", 308},
		{"//articles", "/articles", 308},
		{"/articles//space", "/articles/space", 308},
		{"/de/", "/de", 308},
		{"//evil.example", "/evil.example", 308},
		{"///evil.example/", "/evil.example", 308},
		{"/articles/%73pace", "/articles/space", 308},
		{"/articles%2fspace", "", 404},
		{"/articles%2Fspace", "", 404},
		{"/%2F/evil.example", "", 404},
		{"/%2f%2fevil.example", "", 404},
		{"/%5cevil.example", "", 404},
		{"/articles/%2e%2e/account", "", 404},
		{"/articles/../account", "", 404},
		{"/./articles", "", 404},
		{"/articles/space%00", "", 404},
		{"/articles/space%0d%0aX-Evil:1", "", 404},
		{"/articles/%ff", "", 404},
		{"/Articles", "", 404},
		{"/en", "", 404},
		{"/de/de", "", 404},
		{"/fr/articles", "", 404},
	} {
		r, err := http.NewRequest(http.MethodGet, h.http.URL, nil)
		must(t, err)
		u, err := url.Parse(h.http.URL)
		must(t, err)
		path, query, _ := strings.Cut(c.path, "?")
		u.Opaque = "//" + u.Host + path // as written: a client would tidy it up
		u.RawQuery = query
		r.URL = u
		res, err := b.http.Do(r)
		must(t, err)
		_ = res.Body.Close()
		if res.StatusCode != c.status || res.Header.Get("Location") != c.leads {
			t.Errorf("%s: %d %q, want %d %q", c.path, res.StatusCode, res.Header.Get("Location"), c.status, c.leads)
		}
		checkHeaders(t, answer{Response: res, t: t})
	}
	if a := b.post("/login/", url.Values{}); a.StatusCode != http.StatusNotFound {
		t.Errorf("POST with a trailing slash: %s", a.Status)
	}
}

// Logging in leads back to this site and nowhere else.
func TestNextStaysHere(t *testing.T) {
	h := open(t, folder(), nil)
	h.user("ada", account.RoleReader, "")
	for next, want := range map[string]string{
		"/articles/space":                  "/articles/space?done=login",
		"/articles/space#wait":             "/articles/space?done=login#wait",
		"/articles/space?comments=2":       "/articles/space?comments=2&done=login",
		"/de/articles":                     "/de/articles?done=login",
		"":                                 "/?done=login",
		"//evil.example":                   "/?done=login",
		"///evil.example":                  "/?done=login",
		"/\\evil.example":                  "/?done=login",
		"\\\\evil.example":                 "/?done=login",
		"/\t/evil.example":                 "/?done=login",
		"/\n/evil.example":                 "/?done=login",
		" //evil.example":                  "/?done=login",
		"/.//evil.example":                 "/?done=login",
		"/..//evil.example":                "/?done=login",
		"/%2f/evil.example":                "/?done=login",
		"/%5cevil.example":                 "/?done=login",
		"https://evil.example":             "/?done=login",
		"https:/evil.example":              "/?done=login",
		"http:evil.example":                "/?done=login",
		"javascript:alert(1)":              "/?done=login",
		"evil.example":                     "/?done=login",
		"/login":                           "/?done=login",
		"/login?next=/x":                   "/?done=login",
		"/de/logout":                       "/?done=login",
		"/leave":                           "/?done=login",
		"/welcome/code":                    "/?done=login",
		"/" + strings.Repeat("a", 1200):    "/?done=login",
		"/articles\r\nSet-Cookie: evil=1":  "/?done=login",
		"/articles/space?done=left#wait":   "/articles/space?done=login#wait",
		"@evil.example":                    "/?done=login",
		"/\u2028/evil.example":             "/?done=login",
		"/articles?page=1&next=//evil.com": "/articles?done=login&next=%2F%2Fevil.com&page=1",
	} {
		b := h.browser()
		a := b.post("/login", url.Values{"email": {"ada@example.org"}, "password": {password}, "next": {next}}).wants(303)
		if got := a.Header.Get("Location"); got != want {
			t.Errorf("next=%q leads to %q, want %q", next, got, want)
		}
	}
}

func TestMethodNotAllowed(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.browser()
	for path, allow := range map[string]string{
		"/articles":                "GET, HEAD",
		"/articles/space/comments": "POST",
		"/login":                   "GET, HEAD, POST",
		"/static/x.css":            "GET, HEAD",
	} {
		for _, method := range []string{http.MethodPut, http.MethodOptions, http.MethodDelete} {
			a := b.do(method, path, "").wants(http.StatusMethodNotAllowed)
			if got := a.Header.Get("Allow"); got != allow {
				t.Errorf("%s %s allows %q, want %q", method, path, got, allow)
			}
			if got := text(a.page().Find("h1")); got != "This address does not work that way" {
				t.Errorf("%s %s: heading %q", method, path, got)
			}
			checkHeaders(t, a)
		}
	}
	if a := b.do(http.MethodTrace, "/articles", ""); a.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("TRACE: %s", a.Status)
	}
}

// A form that another site sends is refused, on every address that writes.
func TestForgedForms(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.user("ada", account.RoleReader, "")
	for _, path := range []string{"/login", "/logout", "/articles/space/comments", "/articles/space/bookmark", "/account/delete", "/account/devices", "/bookmarks/remove", "/de/account/name"} {
		for _, header := range [][]string{
			{"Sec-Fetch-Site", "cross-site"},
			{"Sec-Fetch-Site", "same-site"},
			{"Sec-Fetch-Site", "", "Origin", "https://evil.example"},
			{"Sec-Fetch-Site", "", "Origin", "null"},
		} {
			a := b.post(path, url.Values{"all": {"yes"}}, header...).wants(http.StatusForbidden)
			checkHeaders(t, a)
		}
	}
	b.get("/account").wants(http.StatusOK)
	b.post("/logout", nil, "Sec-Fetch-Site", "", "Origin", h.http.URL).wants(http.StatusSeeOther)
}

func TestSecureAddress(t *testing.T) {
	h := open(t, folder(), func(c *server.Config) { c.BaseURL = "https://mendwell.example/" })
	_, err := h.accounts.AddUser(t.Context(), "ada", "ada@example.org", password, account.RoleReader, "")
	must(t, err)
	b := h.browser()
	a := b.post("/login", url.Values{"email": {"ada@example.org"}, "password": {password}}).wants(303)
	cookie := a.Cookies()[0]
	if cookie.Name != "__Host-mendwell_session" || !cookie.Secure || !cookie.HttpOnly || cookie.Path != "/" ||
		cookie.SameSite != http.SameSiteLaxMode || cookie.Domain != "" || cookie.MaxAge != 30*24*3600 {
		t.Errorf("cookie: %s", a.Header.Get("Set-Cookie"))
	}
	for _, path := range []string{"/", "/nothing", "/healthz", "/favicon.svg"} {
		a := b.get(path)
		if !strings.Contains(a.Header.Get("Strict-Transport-Security"), "max-age=") ||
			!strings.HasSuffix(a.Header.Get("Content-Security-Policy"), "; upgrade-insecure-requests") {
			t.Errorf("%s: not told to stay with TLS", path)
		}
	}
	if got := b.get("/").page().Find("link[rel=canonical]").AttrOr("href", ""); got != "https://mendwell.example/" {
		t.Errorf("canonical %q", got)
	}
	plain := open(t, folder(), nil).browser().get("/")
	if plain.Header.Get("Strict-Transport-Security") != "" || strings.Contains(plain.Header.Get("Content-Security-Policy"), "upgrade") {
		t.Error("plain HTTP told to use TLS")
	}
}
