package server

import (
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

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
	files, err := readShared(static.FS)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range files {
		if path.Ext(name) == ".svg" {
			continue
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
	if len(files) < 5 {
		t.Errorf("only %d files", len(files))
	}
}

// The parts of the style sheet are one file: the order of the layers first, then every part whole, and nothing else of it
// has an address.
func TestTheStyleSheetIsJoined(t *testing.T) {
	files, err := readShared(fstest.MapFS{
		"icon.svg":        {Data: []byte("<svg/>")},
		"style/10-z.css":  {Data: []byte("@layer b { z {} }\n")},
		"style/02-b.css":  {Data: []byte("@layer b { y {} }\n")},
		"style/01-a.css":  {Data: []byte("@layer a, b;\n")},
		"style/README.md": {Data: []byte("not style")},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]byte{
		"icon.svg": []byte("<svg/>"),
		styleSheet: []byte("@layer a, b;\n@layer b { y {} }\n@layer b { z {} }\n"),
	}
	if diff := cmp.Diff(want, files); diff != "" {
		t.Error(diff)
	}
	real, err := readShared(static.FS)
	if err != nil {
		t.Fatal(err)
	}
	sheet := styleComment.ReplaceAllString(string(real[styleSheet]), "")
	if !strings.HasPrefix(strings.TrimSpace(sheet), "@layer reset, tokens, base, layout, parts, state, print;") {
		t.Errorf("the style sheet begins with %.80q, not with the order of its layers", strings.TrimSpace(sheet))
	}
	depth := 0
	for n, line := range strings.Split(sheet, "\n") {
		if depth == 0 && strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "@layer ") {
			t.Errorf("line %d stands in no layer: %s", n+1, line)
		}
		depth += strings.Count(line, "{") - strings.Count(line, "}")
	}
	if depth != 0 {
		t.Errorf("%d blocks are not closed", depth)
	}
}
