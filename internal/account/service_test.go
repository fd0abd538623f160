package account_test

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"mendwell/internal/account"
	"mendwell/internal/fault"
	"mendwell/internal/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// cheap keeps the tests quick; TestStandardCost looks at the real one.
var cheap = account.Cost{Memory: 64, Passes: 1, Lanes: 1}

const good = "a quiet harbour town"

// anyName reserves nothing.
func anyName(string, string) bool { return false }

// site is a service on a fresh database with a clock that the test moves.
type site struct {
	*account.Service
	t     *testing.T
	db    store.DB
	clock time.Time
}

func newSite(t *testing.T) *site {
	t.Helper()
	db, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s := &site{t: t, db: db, clock: time.Date(2026, 3, 1, 22, 0, 0, 0, time.UTC)}
	if s.Service, err = account.New(t.Context(), db.Accounts(), s.now, rand.Reader, cheap, anyName); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *site) now() time.Time { return s.clock }

func (s *site) register(name string) (token string, v *account.Viewer) {
	s.t.Helper()
	token, _, err := s.Register(s.t.Context(), account.Registration{Name: name, Email: name + "@Example.org",
		Password: good}, "Firefox on Linux")
	s.ok(err)
	return token, s.viewer(token)
}

func (s *site) viewer(token string) *account.Viewer {
	s.t.Helper()
	v, err := s.Viewer(s.t.Context(), token)
	s.ok(err)
	return v
}

func (s *site) login(email, password, address string) (string, error) {
	token, _, err := s.Login(s.t.Context(), account.Login{Email: email, Password: password, Address: address,
		Device: "Safari on iPhone"})
	return token, err
}

func (s *site) ok(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func wantFault(t *testing.T, err error, kind fault.Kind, message string) {
	t.Helper()
	if f := fault.Of(err); err == nil || f.Kind != kind || f.Message != message {
		t.Fatalf("error %v, want %s %s", err, kind, message)
	}
}

func wantField(t *testing.T, err error, field, id string) {
	t.Helper()
	if f := fault.Of(err); err == nil || f.Kind != fault.Invalid || f.Fields[field] != id {
		t.Fatalf("error %v, want %s: %s", err, field, id)
	}
}

func TestRegister(t *testing.T) {
	s := newSite(t)
	token, v := s.register("ada")
	if v == nil || v.Name != "ada" || v.Email != "ada@Example.org" || v.Role != account.RoleReader || !v.Session.Current {
		t.Fatalf("viewer %+v", v)
	}
	if v.Session.Device != "Firefox on Linux" || strings.Contains(token, v.Email) {
		t.Fatalf("session %+v", v.Session)
	}
	_, _, err := s.Register(t.Context(), account.Registration{Name: " Ada ", Email: " ADA@example.ORG ", Password: good}, "")
	wantField(t, err, "email", "account.email.taken")
	_, _, err = s.Register(t.Context(), account.Registration{}, "")
	wantField(t, err, "name", "account.name.missing")
	wantField(t, err, "email", "account.email.missing")
	wantField(t, err, "password", "account.password.short")
	if fault.Of(err).Args["Min"] != 10 {
		t.Fatalf("args %v", fault.Of(err).Args)
	}
}

// Two registrations of one address at the same moment make one account.
func TestRegisterAtOnce(t *testing.T) {
	s := newSite(t)
	var wg sync.WaitGroup
	errs := make([]error, 6)
	for i := range errs {
		wg.Go(func() {
			_, _, errs[i] = s.Register(context.WithoutCancel(t.Context()),
				account.Registration{Name: "Ada", Email: "ada@example.org", Password: good}, "")
		})
	}
	wg.Wait()
	made := 0
	for _, err := range errs {
		if err == nil {
			made++
			continue
		}
		wantField(t, err, "email", "account.email.taken")
	}
	if made != 1 {
		t.Fatalf("%d accounts", made)
	}
}

func TestLogin(t *testing.T) {
	s := newSite(t)
	old, _ := s.register("ada")
	token, err := s.login(" ada@EXAMPLE.org", good, "192.0.2.1")
	s.ok(err)
	if token == old {
		t.Fatal("the token was not rotated")
	}
	for _, c := range [][2]string{{"ada@example.org", good + "x"}, {"nobody@example.org", good}, {"ada@example.org", ""},
		{"", ""}, {"ada@example.org", strings.Repeat("x", 5000)}} {
		_, err := s.login(c[0], c[1], "192.0.2.1")
		wantFault(t, err, fault.Unauthorised, "login.failed")
	}
}

// A password typed on a keyboard that decomposes umlauts is the same password.
func TestPasswordIsComposed(t *testing.T) {
	s := newSite(t)
	_, _, err := s.Register(t.Context(), account.Registration{Name: "Ada", Email: "ada@example.org",
		Password: "schöne grüne Wälder"}, "")
	s.ok(err)
	_, err = s.login("ada@example.org", "scho\u0308ne gru\u0308ne Wa\u0308lder", "")
	s.ok(err)
}

func TestAttemptsPerAccount(t *testing.T) {
	s := newSite(t)
	s.register("ada")
	for _, email := range []string{"ada@example.org", "nobody@example.org"} { // the same for both
		for range 10 {
			_, err := s.login(email, "wrong password", "")
			wantFault(t, err, fault.Unauthorised, "login.failed")
			s.clock = s.clock.Add(time.Second)
		}
		_, err := s.login(strings.ToUpper(email), good, "")
		wantFault(t, err, fault.TooMany, "login.limited")
		if f := fault.Of(err); f.RetryAfter != 15*time.Minute-10*time.Second || f.Args["Minutes"] != 15 {
			t.Fatalf("retry after %v, %v", f.RetryAfter, f.Args)
		}
	}
	s.clock = s.clock.Add(15 * time.Minute)
	_, err := s.login("ada@example.org", good, "")
	s.ok(err)
}

func TestSuccessClearsTheAccountOnly(t *testing.T) {
	s := newSite(t)
	s.register("ada")
	const address = "2001:db8::1"
	for round := range 3 {
		for range 9 {
			_, err := s.login("ada@example.org", "wrong password", address)
			wantFault(t, err, fault.Unauthorised, "login.failed")
		}
		_, err := s.login("ada@example.org", good, address)
		s.ok(err)
		_ = round
	}
	for range 3 { // 27 failures so far
		_, err := s.login("other@example.org", "wrong password", address)
		wantFault(t, err, fault.Unauthorised, "login.failed")
	}
	_, err := s.login("ada@example.org", good, address)
	wantFault(t, err, fault.TooMany, "login.limited")
	_, err = s.login("ada@example.org", good, "2001:db8::2")
	s.ok(err)
}

func TestSessionLife(t *testing.T) {
	s := newSite(t)
	token, v := s.register("ada")
	begun := s.clock
	s.clock = begun.Add(5*time.Minute - time.Millisecond)
	if got := s.viewer(token).Session.LastSeen; !got.Equal(begun) {
		t.Fatalf("written too early: %v", got)
	}
	s.clock = begun.Add(29 * 24 * time.Hour)
	if got := s.viewer(token).Session; !got.LastSeen.Equal(s.clock) || !got.Expires.Equal(s.clock.Add(30*24*time.Hour)) {
		t.Fatalf("not rolled on: %+v", got)
	}
	s.clock = s.clock.Add(30*24*time.Hour - time.Millisecond)
	if s.viewer(token) == nil {
		t.Fatal("ended too early")
	}
	s.clock = s.clock.Add(30 * 24 * time.Hour)
	if s.viewer(token) != nil {
		t.Fatal("did not expire")
	}
	if list, err := s.Sessions(t.Context(), v); err != nil || len(list) != 0 {
		t.Fatalf("expired sessions listed: %v, %v", list, err)
	}
}

func TestForgedTokens(t *testing.T) {
	s := newSite(t)
	a, _ := s.register("ada")
	b, _ := s.register("bob")
	idA, secretA, _ := strings.Cut(a, ".")
	idB, _, _ := strings.Cut(b, ".")
	for _, token := range []string{"", ".", idA, idA + ".", "." + secretA, idB + "." + secretA, a + "x", a[:len(a)-1],
		strings.ToUpper(a), a + "." + secretA, strings.Repeat("a", 22) + "." + secretA, "'; --"} {
		if v := s.viewer(token); v != nil {
			t.Errorf("%q is a viewer", token)
		}
		s.ok(s.Logout(t.Context(), token))
	}
	if s.viewer(a) == nil || s.viewer(b) == nil {
		t.Fatal("a forged logout ended a session")
	}
}

func TestEndSessions(t *testing.T) {
	s := newSite(t)
	first, v := s.register("ada")
	_, other := s.register("bob")
	second, err := s.login("ada@example.org", good, "")
	s.ok(err)
	third, err := s.login("ada@example.org", good, "")
	s.ok(err)
	list, err := s.Sessions(t.Context(), v)
	s.ok(err)
	if len(list) != 3 {
		t.Fatalf("%d sessions", len(list))
	}
	for _, one := range list {
		if one.Current != (one.ID == v.Session.ID) {
			t.Fatalf("current: %+v", one)
		}
	}
	s.ok(s.EndSession(t.Context(), other, s.viewer(second).Session.ID)) // not Bob's to end
	if s.viewer(second) == nil {
		t.Fatal("ended somebody else's session")
	}
	s.ok(s.EndSession(t.Context(), v, s.viewer(second).Session.ID))
	if s.viewer(second) != nil || s.viewer(third) == nil {
		t.Fatal("the wrong session ended")
	}
	s.ok(s.EndOtherSessions(t.Context(), v))
	if s.viewer(third) != nil || s.viewer(first) == nil {
		t.Fatal("others: the wrong session ended")
	}
	s.ok(s.EndAllSessions(t.Context(), v))
	if s.viewer(first) != nil {
		t.Fatal("still logged in")
	}
	wantFault(t, s.EndAllSessions(t.Context(), nil), fault.Unauthorised, "login.needed")
}

func TestLogout(t *testing.T) {
	s := newSite(t)
	token, _ := s.register("ada")
	s.ok(s.Logout(t.Context(), token))
	if s.viewer(token) != nil {
		t.Fatal("still logged in")
	}
}

func TestChangePassword(t *testing.T) {
	s := newSite(t)
	old, v := s.register("ada")
	another, err := s.login("ada@example.org", good, "")
	s.ok(err)
	_, err = s.ChangePassword(t.Context(), v, "not my password", "short")
	wantField(t, err, "current", "account.password.wrong")
	wantField(t, err, "password", "account.password.short")
	_, err = s.ChangePassword(t.Context(), v, good, "ada@example.org")
	wantField(t, err, "password", "account.password.own")
	fresh, err := s.ChangePassword(t.Context(), v, good, "another quiet harbour")
	s.ok(err)
	if s.viewer(old) != nil || s.viewer(another) != nil {
		t.Fatal("old sessions live on")
	}
	if now := s.viewer(fresh); now == nil || now.Session.Device != v.Session.Device {
		t.Fatalf("fresh session %+v", now)
	}
	_, err = s.login("ada@example.org", good, "")
	wantFault(t, err, fault.Unauthorised, "login.failed")
	for range 20 { // a thief of the session cannot try passwords without end
		if _, err = s.ChangePassword(t.Context(), v, "guess", "another quiet harbour"); fault.KindOf(err) == fault.TooMany {
			return
		}
	}
	t.Fatal("guessing is not limited")
}

// Whoever knows an address can use up its logins; the owner, who is inside, still acts.
func TestStrangersCannotLockTheOwnerIn(t *testing.T) {
	s := newSite(t)
	_, v := s.register("ada")
	for range 11 {
		_, _ = s.login("ada@example.org", "a stranger's guess", "")
	}
	_, err := s.login("ada@example.org", good, "")
	wantFault(t, err, fault.TooMany, "login.limited")
	_, err = s.ChangePassword(t.Context(), v, good, "another quiet harbour")
	s.ok(err)
}

func TestRename(t *testing.T) {
	s := newSite(t)
	token, v := s.register("ada")
	s.ok(s.Rename(t.Context(), v, "  Ada \u00a0 Lovelace "))
	if got := s.viewer(token).Name; got != "Ada Lovelace" {
		t.Fatalf("name %q", got)
	}
	wantField(t, s.Rename(t.Context(), v, "\u202eadA"), "name", "account.name.characters")
}

func TestDelete(t *testing.T) {
	s := newSite(t)
	token, v := s.register("ada")
	wantField(t, s.Delete(t.Context(), v, "wrong", account.KeepComments), "password", "account.password.wrong")
	wantField(t, s.Delete(t.Context(), v, good, ""), "comments", "account.comments.choose")
	s.ok(s.Delete(t.Context(), v, good, account.KeepComments))
	if s.viewer(token) != nil {
		t.Fatal("still logged in")
	}
	_, err := s.login("ada@example.org", good, "")
	wantFault(t, err, fault.Unauthorised, "login.failed")
	s.register("ada") // the address is free again
}

func TestAdmins(t *testing.T) {
	s := newSite(t)
	u, err := s.AddUser(t.Context(), "Mara", "mara@example.org", good, account.RoleAdmin, "mara-lind")
	s.ok(err)
	if u.Role != account.RoleAdmin || u.Person != "mara-lind" {
		t.Fatalf("%+v", u)
	}
	_, err = s.AddUser(t.Context(), "Mara", "mara2@example.org", good, "boss", "")
	wantField(t, err, "role", "account.role.unknown")
	wantFault(t, s.SetRole(t.Context(), "mara@example.org", account.RoleReader, ""), fault.Conflict, "account.last_admin")
	wantFault(t, s.SetRole(t.Context(), "x@example.org", account.RoleReader, ""), fault.NotFound, "account.unknown")
	token, err := s.login("mara@example.org", good, "")
	s.ok(err)
	v := s.viewer(token)
	wantFault(t, s.Delete(t.Context(), v, good, account.KeepComments), fault.Conflict, "account.last_admin")
	s.ok(s.SetPassword(t.Context(), "MARA@example.org", "an entirely new one"))
	if s.viewer(token) != nil {
		t.Fatal("an operator's new password leaves sessions alive")
	}
	list, err := s.Users(t.Context())
	s.ok(err)
	if len(list) != 1 {
		t.Fatalf("%d users", len(list))
	}
}

func TestClaim(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	first, needed, err := s.EnsureClaim(ctx)
	s.ok(err)
	second, _, err := s.EnsureClaim(ctx)
	s.ok(err)
	if !needed || first == second {
		t.Fatalf("needed %v, %q, %q", needed, first, second)
	}
	reg := account.Registration{Name: "Mara", Email: "mara@example.org", Password: good}
	_, _, err = s.ClaimAdmin(ctx, first, reg, "")
	wantFault(t, err, fault.NotFound, "claim.gone")
	for code, want := range map[string]bool{first: false, second: true, "": false} {
		if open, err := s.ClaimOpen(ctx, code); err != nil || open != want {
			t.Fatalf("claim %q open: %v, %v", code, open, err)
		}
	}
	_, _, err = s.ClaimAdmin(ctx, second, account.Registration{}, "")
	wantField(t, err, "name", "account.name.missing")
	token, u, err := s.ClaimAdmin(ctx, second, reg, "Edge on Windows")
	s.ok(err)
	if u.Role != account.RoleAdmin || s.viewer(token) == nil {
		t.Fatalf("%+v", u)
	}
	_, _, err = s.ClaimAdmin(ctx, second, account.Registration{Name: "Eve", Email: "eve@example.org", Password: good}, "")
	wantFault(t, err, fault.NotFound, "claim.gone")
	if _, needed, err := s.EnsureClaim(ctx); err != nil || needed {
		t.Fatalf("needed %v, %v", needed, err)
	}
}

func TestClaimPromotes(t *testing.T) {
	s := newSite(t)
	s.register("ada")
	code, _, err := s.EnsureClaim(t.Context())
	s.ok(err)
	reg := account.Registration{Name: "whatever", Email: "ADA@example.org", Password: "wrong password"}
	_, _, err = s.ClaimAdmin(t.Context(), code, reg, "")
	wantField(t, err, "password", "account.password.wrong")
	reg.Password = good
	token, u, err := s.ClaimAdmin(t.Context(), code, reg, "")
	s.ok(err)
	if u.Role != account.RoleAdmin || u.Name != "ada" || s.viewer(token).Role != account.RoleAdmin {
		t.Fatalf("%+v", u)
	}
}

func TestClaimExpires(t *testing.T) {
	s := newSite(t)
	code, _, err := s.EnsureClaim(t.Context())
	s.ok(err)
	s.clock = s.clock.Add(24 * time.Hour)
	if open, err := s.ClaimOpen(t.Context(), code); err != nil || open {
		t.Fatalf("open %v, %v", open, err)
	}
}

// Hashing waits for a turn, and gives up with the request that asked.
func TestHashingRespectsContext(t *testing.T) {
	s := newSite(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := s.Login(ctx, account.Login{Email: "a@example.org", Password: good}); !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v", err)
	}
}
