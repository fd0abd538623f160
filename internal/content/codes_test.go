package content

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestCodesAreKnown: every code that stands in the source behind a level, or as a Code, is listed, and no other is.
func TestCodesAreKnown(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, dir := range []string{".", "../markdown"} {
		files, err := filepath.Glob(dir + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatalf("no source: %v", err)
		}
		for _, name := range files {
			if !strings.HasSuffix(name, "_test.go") && filepath.Base(name) != "codes.go" {
				codesOf(t, name, used)
			}
		}
	}
	known := Codes()
	for code := range used {
		if !slices.Contains(known, code) {
			t.Errorf("%q is not listed in codes.go", code)
		}
	}
	for _, code := range strings.Fields(ownCodes) {
		if !used[code] {
			t.Errorf("%q is listed in codes.go, and nothing uses it", code)
		}
	}
}

var kebab = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)

// codesOf notes the codes of one file: the word behind a level or an offset in a call, and what is set as a code.
func codesOf(t *testing.T, name string, used map[string]bool) {
	t.Helper()
	source, err := os.ReadFile(name)
	if err != nil {
		t.Fatalf("read source: %v", err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, source, 0)
	if err != nil {
		t.Fatalf("parse source: %v", err)
	}
	note := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil && kebab.MatchString(s) {
				used[s] = true
			}
		}
	}
	isCode := func(e ast.Expr) bool {
		switch e := e.(type) {
		case *ast.Ident:
			return e.Name == "code" || e.Name == "Code"
		case *ast.SelectorExpr:
			return e.Sel.Name == "code" || e.Sel.Name == "Code"
		}
		return false
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			var called string
			switch f := n.Fun.(type) {
			case *ast.Ident:
				called = f.Name
			case *ast.SelectorExpr:
				called = f.Sel.Name
			}
			if at, ok := map[string]int{"notice": 1, "add": 2, "note": 2, "advise": 2}[called]; ok && len(n.Args) > at {
				note(n.Args[at])
			}
		case *ast.CompositeLit: // problem{code, ...}
			if kind, ok := n.Type.(*ast.Ident); ok && kind.Name == "problem" && len(n.Elts) > 0 {
				note(n.Elts[0])
			}
		case *ast.KeyValueExpr:
			if isCode(n.Key) {
				note(n.Value)
			}
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if isCode(left) && i < len(n.Rhs) {
					note(n.Rhs[i])
				}
			}
		}
		return true
	})
}
