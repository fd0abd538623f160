package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/comment"
	"mendwell/internal/store"
)

// start is when every test begins. Milliseconds are all that a store has to keep.
var start = time.Date(2026, 3, 1, 22, 15, 0, 7_000_000, time.UTC)

func newUser(n int) account.NewUser {
	return account.NewUser{Name: fmt.Sprint("Reader ", n), Email: fmt.Sprintf("Reader%d@Example.org", n),
		EmailKey: fmt.Sprintf("reader%d@example.org", n), Hash: "$argon2id$test", Role: account.RoleReader, Created: start}
}

func newSession(n int) account.NewSession {
	return account.NewSession{ID: fmt.Sprint("session-", n), Secret: bytes.Repeat([]byte{byte(n)}, 32),
		Device: "Firefox on Android", Created: start, Expires: start.Add(time.Hour)}
}

func addUser(t *testing.T, db store.DB, n int) account.User {
	t.Helper()
	u, err := db.Accounts().AddUser(t.Context(), newUser(n), nil)
	must(t, err)
	return u
}

func post(t *testing.T, db store.DB, author, parent int64, source string) int64 {
	t.Helper()
	id, err := db.Comments().AddComment(t.Context(), posting(author, parent, source))
	must(t, err)
	return id
}

func posting(author, parent int64, source string) comment.Posting {
	return comment.Posting{Article: "en/a", Parent: parent, Author: author, Source: source, Created: start,
		Same: start.Add(-time.Minute)}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantErr(t *testing.T, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Fatalf("error %v, want %v", got, want)
	}
}

func want[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Fatalf("%s: got %v, want %v", what, got, want)
	}
}
