package content

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// samePlain reports a front matter that is read in another way at a quick look.
func samePlain(text string) (quick bool, problem string) {
	fields, ok := quickYAML(text, 2, nil)
	if !ok {
		return false, ""
	}
	want, err := parseAnyYAML(text, 2)
	switch {
	case err != nil:
		return true, "it is refused: " + err.Error()
	case !reflect.DeepEqual(fields, want):
		return true, "it is read in another way"
	}
	return true, ""
}

// TestQuickYAML: what is read at a quick look is what the parser of YAML reads, to the last column.
func TestQuickYAML(t *testing.T) {
	t.Parallel()
	usual := "title: \"Listen: first\"\nsummary: One sentence.\ntags: [talking, at-home]\ndate: 2026-01-02\ntakeaways:\n  - One, two (three).\n  - \"Four\"\n"
	if quick, problem := samePlain(usual); !quick || problem != "" {
		t.Errorf("%q: read at a quick look: %t; %s", usual, quick, problem)
	}
	key := rapid.SampledFrom([]string{"title", "tags", "a", "b-c", "d_e", "Title", "null", "yes", "on", "é", "1", "a b", "x.y", "false", "n", "-", "<<", "authors"})
	word := rapid.SampledFrom([]string{
		"word", "Two words", "a, b", "(see it)", "and/or", "e-mail", "- a", "-", "--", "- -", "x - y", "x-", "it's", "\"q\"", "\"a: b # c\"", "\"\"", "\"ä – “x”\"", "\"a\\n\"", "\"\u0085a\"", "\"a\u2028b\"", "\"\ufeff\"", "\"\u00a0\"", "\"\x85\"", "\" \"", "\"a \"", "2026-01-02", "2026", "1.5", "0x1F", "1e3", "e1",
		"true", "No", "on", "null", "Null", "~", ".inf", "inf", "NaN", "[a, b]", "[a,b]", "[a , b]", "[]", "[a]", "[ a ]", "[true]", "[a b]", "[1]", "[a-b, c_d]", "[a, a]", "{a: b}", "|", ">", "&x", "*x", "!t", "!!str a", "a # b", "a#b",
		"a: b", "a:b", "a:", "?", "? a", "%", "@", "`", "ä", "a;b", "a.", "...", "---", "a --- b", "x...", " ", "", "\t", "a\tb", "a  b", "a ", "  a", "a,", ",", "a (b", "y", "N", "yes sir",
	})
	line := rapid.Custom(func(t *rapid.T) string {
		shape := rapid.SampledFrom([]string{"K: V", "K: V", "K: V", "K:", "K:", "  - V", "  - V", "  - V", "K:V", "K:  V", "K : V", " K: V", "- V", "   - V", "    V", "# V", "", "K: \"V\"", "  -V", "  K: V", "---", "..."}).Draw(t, "shape")
		return strings.ReplaceAll(strings.ReplaceAll(shape, "K", key.Draw(t, "key")), "V", word.Draw(t, "word"))
	})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(line, 1, 6).Draw(t, "lines"), "\n") + rapid.SampledFrom([]string{"\n", "", "\n\n", " "}).Draw(t, "end")
		if _, problem := samePlain(text); problem != "" {
			t.Fatalf("%q: %s", text, problem)
		}
	})
}

func FuzzQuickYAML(f *testing.F) {
	f.Add("title: \"A: b\"\nsummary: One.\ntags: [a, b-c]\ndate: 2026-01-02\ntakeaways:\n  - One, two (three).\n  - \"Four\"\n")
	f.Add("A: \"\x85\"")
	f.Fuzz(func(t *testing.T, text string) {
		if _, problem := samePlain(text); problem != "" {
			t.Fatalf("%q: %s", text, problem)
		}
	})
}
