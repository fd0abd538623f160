package cli

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/content"
)

// A running site deletes what has had its time at the start and at every tick, without anybody logging in.
func TestTidy(t *testing.T) {
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	j := &job{Settings: Settings{Data: t.TempDir()}, log: log}
	h, err := j.openHouse(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer h.close(log)
	s := h.db.Accounts()
	u, err := s.AddUser(t.Context(), account.NewUser{Name: "Ada", Email: "a@example.org", EmailKey: "a@example.org",
		Hash: "$argon2id$", Role: account.RoleReader}, nil)
	if err != nil {
		t.Fatal(err)
	}
	expired := func(id string) {
		t.Helper()
		past := time.Now().Add(-time.Hour)
		if err := s.AddSession(t.Context(), u.ID, account.NewSession{ID: id, Secret: make([]byte, 32),
			Created: past.Add(-time.Hour), Expires: past}, 0, []byte("none")); err != nil {
			t.Fatal(err)
		}
	}
	gone := func(id string) {
		t.Helper()
		if _, _, _, err := s.Session(t.Context(), id); err == nil {
			t.Fatalf("session %s is still there", id)
		}
	}
	expired("first")
	ctx, stop := context.WithCancel(t.Context())
	ticks, done := make(chan time.Time), make(chan struct{})
	go func() {
		defer close(done)
		h.tidy(ctx, h.readers(func() *content.Library { return nil }), ticks, log)
	}()
	// A tick is taken when the pass before it has ended.
	ticks <- time.Now()
	gone("first")
	expired("second")
	ticks <- time.Now()
	ticks <- time.Now()
	gone("second")
	stop()
	<-done
}
