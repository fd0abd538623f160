package server_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"mendwell/internal/account"
)

func TestRegister(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.browser()
	doc := b.get("/register?next=%2Farticles%2Fspace%23comments").wants(200).page()
	for _, label := range []string{"Display name", "Email", "Password"} {
		field(t, doc, label)
	}
	v := hidden(doc.Find("main form"))
	for name, value := range map[string]string{"name": "Quiet River", "email": "no address", "password": "short"} {
		v.Set(name, value)
	}
	doc = b.post("/register", v).wants(422).page()
	if got := doc.Find("[role=alert] a").Length(); got != 2 {
		t.Errorf("%d fields are named, want 2: %s", got, alerts(doc))
	}
	if strings.Contains(alerts(doc), "⟨") {
		t.Errorf("a sentence is missing: %s", alerts(doc))
	}
	if field(t, doc, "Display name").AttrOr("value", "") != "Quiet River" || field(t, doc, "Password").AttrOr("value", "") != "" {
		t.Error("the name is not kept, or the password is")
	}
	v.Set("email", "river@example.org")
	v.Set("password", password)
	a := b.post("/register", v).wants(303).leadsTo("/articles/space?done=registered#comments")
	if cookie := a.Cookies()[0]; cookie.Name != "mendwell_session" || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode {
		t.Errorf("cookie: %s", a.Header.Get("Set-Cookie"))
	}
	b.get("/account").wants(200)
	b.get("/login?next=/people").wants(303).leadsTo("/people")
	b.get("/register").wants(303).leadsTo("/account")
	h.browser().post("/register", v).wants(422)
}

func TestLogin(t *testing.T) {
	h := open(t, folder(), nil)
	h.user("ada", account.RoleReader, "")
	b := h.browser()
	var said []string
	for _, email := range []string{"ada@example.org", "nobody@example.org"} {
		doc := b.post("/login", url.Values{"email": {email}, "password": {"wrong password"}}).wants(422).page()
		if field(t, doc, "Email").AttrOr("value", "") != email {
			t.Error("the email is not kept")
		}
		if !strings.HasPrefix(alerts(doc), "We could not log you in") {
			t.Errorf("the trouble is called %q", alerts(doc))
		}
		said = append(said, alerts(doc))
	}
	if said[0] == "" || said[0] != said[1] {
		t.Errorf("an unknown address is told from a known one: %q", said)
	}
	if b.session() != "" {
		t.Error("a cookie before login")
	}
	limited := b.post("/login", url.Values{"email": {"nobody@example.org"}, "password": {"wrong password"}})
	for i := 0; i < 20 && limited.StatusCode == 422; i++ {
		limited = b.post("/login", url.Values{"email": {"nobody@example.org"}, "password": {"wrong password"}})
	}
	limited.wants(http.StatusTooManyRequests)
	if limited.Header.Get("Retry-After") == "" || strings.Contains(alerts(limited.page()), "⟨") {
		t.Errorf("limited: %v %s", limited.Header, alerts(limited.page()))
	}
}

func TestUnknownCookieIsTakenBack(t *testing.T) {
	h := open(t, folder(), nil)
	a := h.browser().get("/", "Cookie", "mendwell_session=nonsense").wants(200)
	if c := a.Cookies(); len(c) != 1 || c[0].MaxAge >= 0 || c[0].Value != "" {
		t.Errorf("Set-Cookie: %q", a.Header.Get("Set-Cookie"))
	}
}

func TestAccountPage(t *testing.T) {
	h := open(t, folder(), nil)
	b, phone := h.user("ada", account.RoleReader, ""), h.browser()
	phone.login("ada")

	b.post("/account/name", url.Values{"name": {"Ada Lovely"}}).wants(303).leadsTo("/account?done=renamed")
	if got := field(t, b.get("/account").page(), "Display name").AttrOr("value", ""); got != "Ada Lovely" {
		t.Errorf("the name is %q", got)
	}
	doc := b.post("/account/name", url.Values{"name": {strings.Repeat("x", 61)}}).wants(422).page()
	if alerts(doc) == "" || field(t, doc, "Display name").AttrOr("value", "") != strings.Repeat("x", 61) {
		t.Error("a name that is too long is not kept and explained")
	}

	doc = b.get("/account").page()
	if got := doc.Find(".devices li").Length(); got != 2 {
		t.Fatalf("%d devices", got)
	}
	other := doc.Find(`.devices input[name=session]`).AttrOr("value", "")
	b.post("/account/devices", url.Values{"session": {other}}).wants(303).leadsTo("/account?done=device")
	phone.get("/account").wants(303)
	phone.login("ada")

	b.post("/account/password", url.Values{"current": {"wrong one"}, "password": {"another quiet river"}}).wants(422)
	before := b.session()
	b.post("/account/password", url.Values{"current": {password}, "password": {"another quiet river"}}).wants(303).leadsTo("/account?done=password")
	if b.session() == before {
		t.Error("the session was not renewed")
	}
	b.get("/account").wants(200)
	phone.get("/account").wants(303).leadsTo("/login?next=%2Faccount")

	b.post("/account/devices", url.Values{"all": {"yes"}}).wants(303).leadsTo("/?done=devices")
	if b.session() != "" {
		t.Error("the cookie stays after logging out everywhere")
	}
	b.get("/account").wants(303)
}

func TestLeaveForGood(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.user("ada", account.RoleReader, "")
	b.post("/articles/space/comments", url.Values{"text": {"hello"}}).wants(303)
	b.post("/account/delete", url.Values{"password": {"wrong"}, "comments": {"keep"}}).wants(422)
	for _, choice := range []string{"burn", ""} {
		doc := b.post("/account/delete", url.Values{"password": {password}, "comments": {choice}}).wants(422).page()
		if got := alerts(doc); !strings.Contains(got, "Choose what should happen to your comments.") || doc.Find(`main form[action="/account/delete"]`).Length() != 1 {
			t.Errorf("without a choice: %q", got)
		}
	}
	b.post("/account/delete", url.Values{"password": {password}, "comments": {"keep"}}).wants(303).leadsTo("/?done=left")
	if b.session() != "" {
		t.Error("the cookie stays")
	}
	doc := b.get("/articles/space").wants(200).page()
	if got := text(doc.Find("#comment-1 .meta b")); got != "Deleted reader" && got != "deleted reader" {
		t.Errorf("the comment is by %q", got)
	}
	b.post("/login", url.Values{"email": {"ada@example.org"}, "password": {password}}).wants(422)
}

func TestWelcome(t *testing.T) {
	h := open(t, folder(), nil)
	code, needed, err := h.accounts.EnsureClaim(t.Context())
	must(t, err)
	if !needed {
		t.Fatal("no claim on an empty site")
	}
	b := h.browser()
	b.get("/welcome/other").wants(404)
	doc := b.get("/welcome/" + code).wants(200).page()
	if got := doc.Find("main form").AttrOr("action", ""); got != "/welcome/"+code {
		t.Errorf("the form leads to %q", got)
	}
	form := url.Values{"name": {"Root"}, "email": {"root@example.org"}, "password": {"short"}}
	b.post("/welcome/"+code, form).wants(422)
	form.Set("password", password)
	b.post("/welcome/"+code, form).wants(303).leadsTo("/?done=welcome")
	if h.viewer(b).Role != account.RoleAdmin {
		t.Error("not an administrator")
	}
	b.get("/welcome/" + code).wants(404)
	if strings.Contains(h.log.String(), code) {
		t.Error("the code is in the log")
	}
}

func TestLogout(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.user("ada", account.RoleReader, "")
	token := b.session()
	b.get("/logout").wants(404)
	b.post("/logout", nil).wants(303).leadsTo("/?done=logout")
	if b.session() != "" {
		t.Error("the cookie stays")
	}
	h.browser().get("/account", "Cookie", "mendwell_session="+token).wants(303)
}
