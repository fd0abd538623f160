// Package mendwell_test keeps the house: which room may talk to which. See ARCHITECTURE in CONTRIBUTING.md.
package mendwell_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// rooms says what each package of ours may import of ours. A name that ends in "/" stands for everything below it.
var rooms = map[string][]string{
	"articles":   nil,
	"migrations": nil,

	"internal/fault":    nil,
	"internal/preview":  nil,
	"internal/cover":    nil,
	"internal/picture":  nil,
	"internal/markdown": {"internal/fault"},
	"internal/care":     nil,
	"internal/prose":    nil,
	"internal/feed":     nil, // formats only: what goes into them is for the server to say
	"internal/content":  {"internal/fault", "internal/markdown", "internal/picture", "internal/prose", "internal/care"},
	"internal/account":  {"internal/fault"},
	"internal/comment":  {"internal/fault", "internal/account", "internal/markdown"},
	"internal/bookmark": {"internal/fault", "internal/account"},
	"internal/search":   {"internal/content"},

	"web/link":   nil,
	"web/words":  nil,
	"web/static": nil,
	"web/schema": nil,
	"web/ui":     {"web/schema", "web/link", "web/words", "internal/account", "internal/comment", "internal/bookmark", "internal/content", "internal/markdown"},
	"web/page":   {"web/ui", "web/link", "web/words", "internal/account", "internal/comment", "internal/bookmark", "internal/content", "internal/search", "internal/markdown"},
	"web/email":  {"web/link", "web/words", "internal/account", "internal/comment", "internal/bookmark", "internal/content", "internal/markdown"},

	"internal/mail":         {"internal/fault", "internal/account", "web/link", "web/words", "web/email"},
	"internal/store":        {"internal/fault", "internal/account", "internal/comment", "internal/bookmark", "internal/store/sqlite", "migrations"},
	"internal/store/sqlite": {"internal/fault", "internal/account", "internal/comment", "internal/bookmark", "migrations"},
	"internal/server": {"internal/fault", "internal/account", "internal/comment", "internal/bookmark", "internal/content", "internal/markdown",
		"internal/search", "internal/cover", "internal/preview", "internal/feed", "web/"},
	"internal/cli": {"articles", "migrations", "internal/", "web/"},
	"cmd/mendwell": {"internal/cli"},
	"cmd/bench":    nil, // it asks from outside

	// Only tests live or are used here.
	"":                           nil,
	"internal/search/searchtest": {"articles", "internal/search"},
	"internal/store/storetest":   {"internal/", "migrations"},
	"internal/browsertest":       {"internal/", "web/", "articles"},
}

// outside says which rooms may import what is not ours and not harmless everywhere. Packages below the name count too.
var outside = map[string][]string{
	"net/http":                           {"internal/server", "internal/cli", "internal/browsertest", "cmd/bench"},
	"database/sql":                       {"internal/store/", "cmd/bench"},
	"github.com/mattn/go-sqlite3":        {"internal/store/", "cmd/bench"},
	"github.com/pressly/goose":           {"internal/store/"},
	"github.com/a-h/templ":               {"web/", "internal/server", "internal/mail"},
	"github.com/alecthomas/kong":         {"internal/cli"},
	"github.com/go-chi":                  {"internal/server"},
	"github.com/yuin/goldmark":           {"internal/markdown", "internal/content"},
	"github.com/microcosm-cc/bluemonday": {"internal/markdown"},
	"github.com/fsnotify/fsnotify":       {"internal/cli"},
	"github.com/bep/gowebp":              {"internal/picture"},
	"github.com/chromedp":                {"internal/browsertest"},
}

// listed is what go list says of a package.
type listed struct {
	ImportPath string
	Imports    []string
}

func TestNobodyTalksToTheWrongRoom(t *testing.T) {
	for _, p := range packages(t) {
		room := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, "mendwell"), "/")
		allowed, known := rooms[room]
		if !known {
			t.Errorf("%s is a new room: say in house_test.go what it may import", p.ImportPath)
			continue
		}
		for _, path := range p.Imports {
			if ours, ok := strings.CutPrefix(path, "mendwell/"); ok {
				if !within(allowed, ours) {
					t.Errorf("%s -> %s: this arrow is not in the plan of the house", room, ours)
				}
				continue
			}
			for name, may := range outside {
				if (path == name || strings.HasPrefix(path, name+"/")) && !within(may, room) {
					t.Errorf("%s -> %s: only %s may import this", room, path, strings.Join(may, ", "))
				}
			}
		}
	}
}

func within(allowed []string, name string) bool {
	return slices.ContainsFunc(allowed, func(a string) bool {
		return a == name || strings.HasSuffix(a, "/") && strings.HasPrefix(name, a)
	})
}

func packages(t *testing.T) []listed {
	t.Helper()
	var stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "./...")
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var all []listed
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		err := d.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) < 10 {
		t.Fatalf("go list found only %d packages", len(all))
	}
	return all
}
