package account_test

import (
	"crypto/rand"
	"testing"

	"mendwell/internal/account"
	"mendwell/internal/fault"
)

func TestNameKey(t *testing.T) {
	for _, same := range [][]string{
		{"Mara Lind", "mara lind", "MARALIND", "Mara-Lind", "mara.lind", "Mara\u200dLind", "Ｍａｒａ Ｌｉｎｄ", "Mára Lind"},
		{"gelöschtes Konto", "GELÖSCHTES KONTO", "gelo\u0308schtes\u00a0Konto"},
		{"Straße", "STRASSE"},
	} {
		for _, name := range same {
			if got, want := account.NameKey(name), account.NameKey(same[0]); got != want {
				t.Errorf("%q: %q, want %q", name, got, want)
			}
		}
	}
	if account.NameKey("Mara Lind") == account.NameKey("Mara Linde") {
		t.Error("two names are one")
	}
}

// Nobody can take the name of one of the site's people, but who is that person can, and the operator can give it.
func TestReservedNames(t *testing.T) {
	s := newSite(t)
	var err error
	if s.Service, err = account.New(t.Context(), s.db.Accounts(), s.now, rand.Reader, cheap, func(name, person string) bool {
		return account.NameKey(name) == "maralind" && person != "mara"
	}); err != nil {
		t.Fatal(err)
	}
	_, _, err = s.Register(t.Context(), account.Registration{Name: " mara  LIND", Email: "x@example.org", Password: "short"}, "")
	if f := fault.Of(err); f.Kind != fault.Invalid || f.Fields["name"] != "account.name.reserved" || f.Fields["password"] == "" {
		t.Errorf("register: %v", err)
	}
	_, reader := s.register("Somebody")
	if f := fault.Of(s.Rename(t.Context(), reader, "Mara Lind")); f.Fields["name"] != "account.name.reserved" {
		t.Errorf("rename: %v", f)
	}
	s.ok(s.Rename(t.Context(), reader, "Mara Linde"))

	if _, err := s.AddUser(t.Context(), "Mara Lind", "mara@example.org", good, account.RoleReader, ""); err != nil {
		t.Errorf("added by the operator: %v", err)
	}
	s.ok(s.SetRole(t.Context(), "somebody@example.org", account.RoleAuthor, "mara"))
	reader.Person = "mara"
	s.ok(s.Rename(t.Context(), reader, "Mara Lind"))
	reader.Name, reader.Person = "Mara Lind", "" // may save the form with the name that they have
	s.ok(s.Rename(t.Context(), reader, "Mara Lind"))
}
