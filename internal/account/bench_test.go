package account_test

import (
	"crypto/rand"
	"testing"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/fault"
	"mendwell/internal/store"
)

// BenchmarkLogin shows that an unknown address takes as long as a wrong password.
func BenchmarkLogin(b *testing.B) {
	db, err := store.Open(b.Context(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	clock := time.Now()
	s, err := account.New(b.Context(), db.Accounts(), func() time.Time { clock = clock.Add(time.Hour); return clock },
		rand.Reader, account.StandardCost(), anyName)
	if err != nil {
		b.Fatal(err)
	}
	if _, _, err := s.Register(b.Context(), account.Registration{Name: "Ada", Email: "ada@example.org", Password: good}, ""); err != nil {
		b.Fatal(err)
	}
	for _, email := range []string{"ada@example.org", "nobody@example.org"} {
		b.Run(email, func(b *testing.B) {
			for b.Loop() {
				_, _, err := s.Login(b.Context(), account.Login{Email: email, Password: "a wrong password"})
				if fault.KindOf(err) != fault.Unauthorised {
					b.Fatal(err)
				}
			}
		})
	}
}
