package sqlite

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/comment"
)

// What was deleted cannot be read from the files either, once the log is folded in.
func TestDeletedTextIsErased(t *testing.T) {
	db := openDB(t)
	const secret = "the blue suitcase behind the stairs"
	u, err := db.Accounts().AddUser(t.Context(), account.NewUser{Name: "Ada", Email: "a@example.org", EmailKey: "a@example.org",
		Hash: "$argon2id$", Role: account.RoleReader}, nil)
	if err != nil {
		t.Fatal(err)
	}
	id, err := db.Comments().AddComment(t.Context(), comment.Posting{Article: "en/a", Author: u.ID, Source: secret, Created: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	if !inFiles(t, db, secret) {
		t.Fatal("this test looks in the wrong place")
	}
	if err := db.Fold(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := db.Comments().DeleteComment(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if err := db.Fold(t.Context()); err != nil {
		t.Fatal(err)
	}
	if inFiles(t, db, secret) {
		t.Fatal("the deleted text can still be read")
	}
}

func inFiles(t *testing.T, db *DB, text string) bool {
	t.Helper()
	files, err := filepath.Glob(db.path + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(text)) {
			return true
		}
	}
	return false
}
