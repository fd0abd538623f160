package sqlite

import (
	"database/sql"
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// queries returns every string constant of this package whose name begins with "sql", read from the source, so that
// none can be forgotten.
func queries(t testing.TB) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, file := range sources(t) {
		for _, decl := range file.Decls {
			d, ok := decl.(*ast.GenDecl)
			if !ok || d.Tok != token.CONST {
				continue
			}
			for _, spec := range d.Specs {
				v := spec.(*ast.ValueSpec)
				for i, name := range v.Names {
					if strings.HasPrefix(name.Name, "sql") {
						found[name.Name] = value(t, v.Values[i])
					}
				}
			}
		}
	}
	return found
}

func sources(t testing.TB) (files []*ast.File) {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

// value works out a constant expression of literals and of the column lists.
func value(t testing.TB, e ast.Expr) string {
	t.Helper()
	text := types.ExprString(e)
	for name, columns := range map[string]string{"userColumns": userColumns, "sessionColumns": sessionColumns,
		"commentColumns": commentColumns, "bookmarkColumns": bookmarkColumns} {
		text = strings.ReplaceAll(text, " "+name, " `"+columns+"`")
	}
	v, err := types.Eval(token.NewFileSet(), nil, token.NoPos, text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return constant.StringVal(v.Value)
}

func openDB(t testing.TB) *DB {
	t.Helper()
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// Every query is prepared against the real engine, and those that read also on a connection that can only read.
func TestQueriesPrepare(t *testing.T) {
	db := openDB(t)
	all := queries(t)
	if len(all) < 40 {
		t.Fatalf("only %d queries found", len(all))
	}
	for name, query := range all {
		prepare(t, db.writer, name, query)
		if strings.HasPrefix(query, "SELECT") {
			prepare(t, db.reader, name, query)
		}
	}
}

func prepare(t *testing.T, db *sql.DB, name, query string) {
	t.Helper()
	stmt, err := db.PrepareContext(t.Context(), query)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	_ = stmt.Close()
}

// No query is written where it is asked: then it would not be prepared above.
func TestQueriesAreConstants(t *testing.T) {
	for _, file := range sources(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.CallExpr); ok {
				for _, arg := range lit.Args {
					if s, ok := arg.(*ast.BasicLit); ok && s.Kind == token.STRING {
						for _, word := range []string{"SELECT ", "INSERT ", "UPDATE ", "DELETE ", "PRAGMA "} {
							if strings.Contains(s.Value, word) {
								t.Errorf("a query outside the constants: %s", s.Value)
							}
						}
					}
				}
			}
			return true
		})
	}
}

// A query that walks through a whole table is slow once there are a million comments.
func TestQueriesUseIndexes(t *testing.T) {
	db := openDB(t)
	// Sorting one author's comments or one user's sessions is no walk, nor is reading what was chosen with LIMIT: "page".
	sorts := map[string]bool{"sqlSessions": true, "sqlCommentsOf": true}
	whole := map[string]bool{"sqlUsers": true, "sqlPing": true, "sqlClaim": true, "sqlUseClaim": true, "sqlCloseClaim": true}
	for name, query := range queries(t) {
		if whole[name] || strings.HasPrefix(query, "PRAGMA") || strings.HasPrefix(query, "VACUUM") {
			continue
		}
		args := make([]any, strings.Count(query, "?"))
		for n := 1; strings.Contains(query, fmt.Sprint("?", n)); n++ {
			args = make([]any, n)
		}
		rows, err := db.writer.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, args...)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			if scan := strings.HasPrefix(detail, "SCAN"); scan && !strings.Contains(detail, "json_each") &&
				!strings.Contains(detail, "CONSTANT ROW") && !strings.Contains(detail, "(subquery-") && detail != "SCAN page" && detail != "SCAN sqlite_sequence" && !strings.Contains(detail, "users_admins") ||
				strings.Contains(detail, "TEMP B-TREE") && !sorts[name] {
				t.Errorf("%s: %s", name, detail)
			}
		}
		if err := rows.Err(); err != nil {
			t.Error(err)
		}
		_ = rows.Close()
	}
}

// SQLite plans some queries by the values of their parameters, and then prepares them anew for each value.
func TestQueriesArePlannedOnce(t *testing.T) {
	bare := regexp.MustCompile(`(?:[=<>]|LIMIT|OFFSET) *\?`)
	planned := regexp.MustCompile(`ORDER BY|JOIN|LIMIT`)
	for name, query := range queries(t) {
		if (strings.HasPrefix(query, "SELECT") || strings.HasPrefix(query, "WITH")) && planned.MatchString(query) && bare.MatchString(query) {
			t.Errorf("%s: a parameter of a query that sorts, joins or limits needs a plus: %q", name, bare.FindString(query))
		}
	}
}

func TestAddresses(t *testing.T) {
	for _, name := range []string{"plain.db", "with blank.db", "what?mode=memory.db", "50%.db", "%41.db", "a#b.db", "ü&x=1.db",
		"semi;colon.db"} {
		path := filepath.Join(t.TempDir(), name)
		db, err := Open(t.Context(), path)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := db.Ping(t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if info, err := os.Stat(path); err != nil || info.Size() == 0 && !exist(path+"-wal") {
			t.Errorf("%s: the data went elsewhere (%v)", name, err)
		}
		for _, file := range []string{path, path + "-wal", path + "-shm"} {
			if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s: %v, %v", filepath.Base(file), info.Mode(), err)
			}
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		entries, err := os.ReadDir(filepath.Dir(path))
		if err != nil || len(entries) != 1 {
			t.Errorf("%s: after closing: %v, %v", name, entries, err)
		}
	}
}

func exist(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// The pragmas of the plan reach every connection.
func TestPragmas(t *testing.T) {
	db := openDB(t)
	for _, c := range []struct {
		pool              *sql.DB
		pragma, want, who string
	}{
		{db.writer, "journal_mode", "wal", "writer"}, {db.writer, "synchronous", "2", "writer"},
		{db.writer, "foreign_keys", "1", "writer"}, {db.writer, "busy_timeout", "25", "writer"},
		{db.writer, "secure_delete", "1", "writer"}, {db.reader, "query_only", "1", "reader"}, {db.reader, "foreign_keys", "1", "reader"},
		{db.reader, "busy_timeout", "5000", "reader"}, {db.reader, "journal_mode", "wal", "reader"},
	} {
		var got string
		if err := c.pool.QueryRowContext(t.Context(), "PRAGMA "+c.pragma).Scan(&got); err != nil || got != c.want {
			t.Errorf("%s of the %s is %q (%v), want %q", c.pragma, c.who, got, err, c.want)
		}
	}
	if _, err := db.reader.ExecContext(t.Context(), sqlCloseClaim); err == nil {
		t.Error("the reader can write")
	}
}

func TestNewerSchema(t *testing.T) {
	path := filepath.Join(t.TempDir(), "test.db")
	db, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.writer.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), path)
	if err == nil || !strings.Contains(err.Error(), "schema 9999") {
		t.Fatalf("error %v", err)
	}
}

func TestNotADatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "test.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("not a database. ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path); err == nil {
		t.Fatal("opened a text file")
	}
	if _, err := Open(t.Context(), filepath.Join(path, "below a file.db")); err == nil {
		t.Fatal("opened below a file")
	}
}
