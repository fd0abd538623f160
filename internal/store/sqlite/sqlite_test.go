package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"mendwell/internal/account"
	"mendwell/internal/store"
	"mendwell/internal/store/storetest"
)

func TestMain(m *testing.M) {
	if folder := os.Getenv(crashFolder); folder != "" {
		fmt.Fprintln(os.Stderr, postForever(context.Background(), folder))
		os.Exit(1)
	}
	goleak.VerifyTestMain(m)
}

func open(t testing.TB) store.DB { return openIn(t, t.TempDir()) }

func openIn(t testing.TB, folder string) store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func TestContract(t *testing.T) { storetest.Run(t, open) }

func TestBackup(t *testing.T) {
	db := open(t)
	u, err := db.Accounts().AddUser(t.Context(), account.NewUser{Name: "Ada", Email: "a@example.org",
		EmailKey: "a@example.org", Hash: "$argon2id$", Role: account.RoleReader, Created: time.UnixMilli(1)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "a copy?")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, store.File)
	if err := db.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("copy: %v, %v", info, err)
	}
	if err := db.Backup(t.Context(), path); err == nil {
		t.Fatal("overwrote a backup")
	}
	got, err := openIn(t, folder).Accounts().UserByID(t.Context(), u.ID)
	if err != nil || got.User != u {
		t.Fatalf("in the copy: %+v, %v", got.User, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	for _, dsn := range []string{"", "postgres://localhost/mendwell"} {
		if db, err := store.Open(t.Context(), dsn); err == nil {
			_ = db.Close()
			t.Errorf("opened %q", dsn)
		}
	}
}

func TestDataFolderIsPrivate(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "var", "data")
	openIn(t, folder)
	if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Fatalf("%v, %v", info.Mode(), err)
	}
}

// Two processes may start at the same moment, such as the site and a command.
func TestOpenAtOnce(t *testing.T) {
	folder := t.TempDir()
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			db, err := store.Open(context.WithoutCancel(t.Context()), folder)
			if err != nil {
				t.Error(err)
				return
			}
			if err := errors.Join(db.Ping(context.WithoutCancel(t.Context())), db.Close()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}
