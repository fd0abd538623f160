package sqlite_test

import (
	"testing"

	"go.uber.org/goleak"

	"mendwell/internal/store"
	"mendwell/internal/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

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
