package sqlite_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/comment"
	"mendwell/internal/store"
)

// crashFolder names the variable that turns this test binary into a program that posts comments until it is killed.
const crashFolder = "MENDWELL_TEST_CRASH_FOLDER"

// TestCrash kills the posting program in the middle of its work, several times over the same database: no comment that
// it has acknowledged may be missing, and the file must be sound.
func TestCrash(t *testing.T) {
	folder := t.TempDir()
	var acknowledged []string
	for round := range 3 {
		// A different moment each time: somewhere between two lines, inside the next transaction.
		acknowledged = append(acknowledged, postUntilKilled(t, folder, 20+rand.IntN(40))...)
		check(t, folder, acknowledged)
		t.Logf("round %d: %d comments acknowledged", round+1, len(acknowledged))
	}
}

// postUntilKilled runs the program, kills it after n acknowledged comments and returns all that it acknowledged.
func postUntilKilled(t *testing.T, folder string, n int) (lines []string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), crashFolder+"="+folder)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	scanner := bufio.NewScanner(out)
	for scanner.Scan() {
		lines = append(lines, scanner.Text())
		if len(lines) == n {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil || len(lines) < n {
		t.Fatalf("the program ended by itself after %d comments: %v", len(lines), err)
	}
	return lines
}

func check(t *testing.T, folder string, acknowledged []string) {
	t.Helper()
	db := openIn(t, folder)
	for _, line := range acknowledged {
		var id int64
		var source string
		if _, err := fmt.Sscanf(line, "%d %s", &id, &source); err != nil {
			continue // half a line: it was killed while it printed, and nobody has read it
		}
		c, err := db.Comments().Comment(t.Context(), id)
		if err != nil || c.Source != source {
			t.Fatalf("acknowledged comment %q is lost: %v", line, err)
		}
	}
	raw, err := sql.Open("sqlite3", "file:"+filepath.Join(folder, store.File))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = raw.Close() }()
	var verdict string
	if err := raw.QueryRowContext(t.Context(), "PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Fatalf("integrity check: %s, %v", verdict, err)
	}
	rows, err := raw.QueryContext(t.Context(), "PRAGMA foreign_key_check")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	if rows.Next() || rows.Err() != nil {
		t.Fatalf("a foreign key leads nowhere (%v)", rows.Err())
	}
}

// postForever is the program that TestCrash runs and kills; TestMain starts it.
func postForever(ctx context.Context, folder string) error {
	db, err := store.Open(ctx, folder)
	if err != nil {
		return err
	}
	email := fmt.Sprintf("%d@example.org", time.Now().UnixNano())
	u, err := db.Accounts().AddUser(ctx, account.NewUser{Name: "Ada", Email: email, EmailKey: email, Hash: "$argon2id$",
		Role: account.RoleReader, Created: time.Now()}, nil)
	if err != nil {
		return err
	}
	var parent int64
	for i := 0; ; i++ {
		source := fmt.Sprintf("comment-%d-%s", i, strings.Repeat("x", rand.IntN(2000)))
		id, err := db.Comments().AddComment(ctx, comment.Posting{Article: "en/a", Author: u.ID, Parent: parent,
			Source: source, Created: time.Now()})
		if err != nil {
			return err
		}
		fmt.Printf("%d %s\n", id, source) // goes out unbuffered: this is the acknowledgement
		if parent = id; i%5 == 0 {
			parent = 0
		}
	}
}
