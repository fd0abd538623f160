package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"mendwell/internal/account"
	"mendwell/internal/server"
)

// A proxy that is trusted may say that the visitor's side is TLS; nobody else may.
func TestTLSAtAProxy(t *testing.T) {
	for _, c := range []struct {
		name, proto string
		trusted     []string
		secure      bool
	}{
		{"trusted", "https", []string{"127.0.0.0/8", "::1/128"}, true},
		{"trusted, in capitals", "HTTPS", []string{"127.0.0.0/8", "::1/128"}, true},
		{"the nearest proxy counts", "http, https", []string{"127.0.0.0/8", "::1/128"}, true},
		{"what a client put before", "https, http", []string{"127.0.0.0/8", "::1/128"}, false},
		{"trusted, plain", "http", []string{"127.0.0.0/8", "::1/128"}, false},
		{"nobody is trusted", "https", nil, false},
		{"somebody else is trusted", "https", []string{"10.0.0.0/8"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := open(t, folder(), func(cfg *server.Config) { cfg.TrustedProxies = c.trusted })
			_, err := h.accounts.AddUser(t.Context(), "ada", "ada@example.org", password, account.RoleReader, "")
			must(t, err)
			form := url.Values{"email": {"ada@example.org"}, "password": {password}}
			a := h.browser().post("/login", form, "X-Forwarded-Proto", c.proto).wants(303)
			cookie := a.Cookies()[0]
			if cookie.Secure != c.secure || strings.HasPrefix(cookie.Name, "__Host-") != c.secure {
				t.Errorf("cookie: %s", a.Header.Get("Set-Cookie"))
			}
			if got := a.Header.Get("Strict-Transport-Security") != ""; got != c.secure {
				t.Errorf("Strict-Transport-Security: %v", got)
			}
			in := h.browser().get("/account", "X-Forwarded-Proto", c.proto, "Cookie", cookie.Name+"="+cookie.Value)
			in.wants(http.StatusOK)
		})
	}
}

// The address of the site is the same wherever it is written down: forms of browsers that send only an Origin pass.
func TestOriginFromSiteFile(t *testing.T) {
	h := open(t, folder(), nil) // base_url: http://mendwell.example
	b := h.browser()
	b.post("/logout", nil, "Sec-Fetch-Site", "", "Origin", "http://mendwell.example").wants(http.StatusSeeOther)
	b.post("/logout", nil, "Sec-Fetch-Site", "", "Origin", "http://evil.example").wants(http.StatusForbidden)
}
