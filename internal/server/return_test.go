package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"mendwell/internal/account"
)

// What only takes forms is no place to come back to: the page that holds the form is.
func TestNextLeadsToAPage(t *testing.T) {
	h := open(t, folder(), nil)
	h.user("ada", account.RoleReader, "")
	for next, want := range map[string]string{
		"/account/name":                "/account",
		"/account/devices":             "/account",
		"/de/account/password":         "/de/account",
		"/bookmarks/remove":            "/bookmarks",
		"/bookmarks/restore?id=1":      "/bookmarks",
		"/articles/space/comments":     "/articles/space",
		"/de/articles/space/bookmark":  "/de/articles/space",
		"/articles/space/nothing":      "/",
		"/static":                      "/static",
		"/comments/1/reply":            "/comments/1/reply",
		"/bookmarks?removed=3&show=x":  "/bookmarks?show=x",
		"/?done=left":                  "/",
		"/articles/space?done=posted#": "/articles/space",
	} {
		b := h.browser()
		a := b.post("/login", url.Values{"email": {"ada@example.org"}, "password": {password}, "next": {next}}).wants(303)
		u, err := url.Parse(a.Header.Get("Location"))
		must(t, err)
		q := u.Query()
		q.Del("done")
		u.RawQuery = q.Encode()
		if got := u.String(); got != want {
			t.Errorf("next=%q leads to %q, want %q", next, got, want)
		}
	}
	in := h.browser()
	in.login("ada")
	in.get("/login?next=%2F%3Fdone%3Dleft").wants(303).leadsTo("/")
}

// The page that refuses a form leads through login to something that answers.
func TestRefusedFormLeadsBackToAPage(t *testing.T) {
	h := open(t, folder(), nil)
	for _, path := range []string{"/account/name", "/account/devices", "/bookmarks/remove", "/comments/1/edit", "/articles/none/comments", "/articles/space/bookmark"} {
		a := h.browser().post(path, nil)
		if a.StatusCode < 400 {
			t.Errorf("%s: %s", path, a.Status)
			continue
		}
		hrefs := a.page().Find(`a[href*="/login"]`)
		if hrefs.Length() == 0 {
			t.Errorf("%s: no way to login", path)
		}
		for i := range hrefs.Nodes {
			u, err := url.Parse(hrefs.Eq(i).AttrOr("href", ""))
			must(t, err)
			next := u.Query().Get("next")
			if next == "" {
				continue
			}
			if got := h.browser().get(next).StatusCode; got == http.StatusMethodNotAllowed {
				t.Errorf("%s: next=%s answers %d", path, next, got)
			}
		}
	}
}

// The form says what comes after it, and what to do without a password: nothing is sent by email.
func TestLoginSaysWhatComesNext(t *testing.T) {
	files := folder()
	b := open(t, files, nil).browser()
	for path, want := range map[string]string{
		"/login?next=/articles/space%23comments":     "Then we take you back to “Three ways to give space”.",
		"/login?next=/articles/space/comments/1":     "Then we take you back to “Three ways to give space”.",
		"/register?next=/de/articles/zuhoeren":       "Then we take you back to “Zuhören lernen”.",
		"/login?next=/articles/none":                 "",
		"/login?next=/help":                          "",
		"/login?next=https://example.org/articles/x": "",
		"/login": "",
	} {
		if got := text(b.get(path).wants(200).page().Find(".sheet .dek")); got != want {
			t.Errorf("%s says %q, want %q", path, got, want)
		}
	}
	if got := text(b.get("/login").wants(200).page().Find("main")); !strings.Contains(got, "This site sends no emails.") || strings.Contains(got, "Whom to ask") {
		t.Errorf("without a contact page: %q", got)
	}
	files["pages/contact.md"] = article("title: Contact\nsummary: Who.", "Us.")
	doc := open(t, files, nil).browser().get("/login").wants(200).page()
	if got := hrefOf(t, doc, "Whom to ask"); got != "/contact" {
		t.Errorf("the way to those who can help: %q", got)
	}
}
