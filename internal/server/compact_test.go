package server

import (
	"io/fs"
	"path"
	"strings"
	"testing"

	"mendwell/web/static"
)

func TestCompact(t *testing.T) {
	for _, test := range []struct{ name, ext, in, want string }{
		{"comments and indentation of a style sheet", "css",
			"/* One\n * two ** */\n@layer a {\n  b { c: d; } /* e */\n\n  f::before { content: \"✓  \"; }\n}\n",
			"\n@layer a {\nb { c: d; } \nf::before { content: \"✓  \"; }\n}\n"},
		{"comments of a script that have their line", "js",
			"// One\nconst a = \"https://x\"; // two\n  // three\n  a.b();\n", "\nconst a = \"https://x\"; // two\na.b();\n"},
		{"a drawing stays as it is", "svg", "<svg>\n  <!-- // -->\n</svg>", "<svg>\n  <!-- // -->\n</svg>"},
		{"nothing", "css", "", ""},
	} {
		got := string(compact(test.ext, []byte(test.in)))
		if strings.TrimSpace(got) != strings.TrimSpace(test.want) {
			t.Errorf("%s:\n%q\nwant\n%q", test.name, got, test.want)
		}
	}
}

// compact knows no grammar. Our files keep to what it takes for granted: no string holds a comment or goes over lines.
func TestSharedFilesMayBeCompacted(t *testing.T) {
	names, err := fs.Glob(static.FS, "*.*s")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(static.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		if path.Ext(name) == ".js" && strings.Contains(text, "`") {
			t.Errorf("%s has a template string, which may go over lines", name)
		}
		for n, line := range strings.Split(styleComment.ReplaceAllString(text, ""), "\n") {
			if path.Ext(name) == ".css" && (strings.Count(line, `"`)%2 != 0 || strings.Contains(line, "/*")) {
				t.Errorf("%s, line %d without comments: a string that goes over lines or holds a comment: %s", name, n+1, line)
			}
		}
		if got := compact(strings.TrimPrefix(path.Ext(name), "."), data); len(got) >= len(data) || len(got) == 0 {
			t.Errorf("%s: %d of %d bytes are left", name, len(got), len(data))
		}
	}
	if len(names) < 4 {
		t.Errorf("only %v", names)
	}
}
