package content

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestFindingsAreExplained: every code has its section in the documentation, with all that a section owes, and no section
// explains what there is not.
func TestFindingsAreExplained(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../" + FindingsDoc)
	if err != nil {
		t.Fatalf("read the documentation: %v", err)
	}
	var explained []string
	for _, section := range strings.Split(string(text), "\n### ")[1:] {
		code, body, _ := strings.Cut(section, "\n")
		explained = append(explained, code)
		for _, part := range []string{"\n*", "\nExample: `", "\nMend: ", "Ignore: "} {
			if !strings.Contains(body, part) {
				t.Errorf("the section of %q has no %q", code, strings.TrimSpace(part))
			}
		}
	}
	for _, code := range Codes() {
		if !slices.Contains(explained, code) {
			t.Errorf("%q has no section in %s", code, FindingsDoc)
		}
	}
	for i, code := range explained {
		if !slices.Contains(Codes(), code) {
			t.Errorf("%s explains %q, and there is no such finding", FindingsDoc, code)
		}
		if slices.Contains(explained[:i], code) {
			t.Errorf("%s explains %q twice", FindingsDoc, code)
		}
	}
	if f := (Finding{Code: "guarantee"}); f.Doc() != "docs/findings.md#guarantee" {
		t.Errorf("a finding is explained at %q", f.Doc())
	}
}
