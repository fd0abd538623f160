package markdown

import (
	"strings"
	"testing"
	"unsafe"

	"pgregory.net/rapid"
)

// TestTextsShareTheSource: where the words stand in the source as they are, they are not kept twice; and what they say
// does not depend on it.
func TestTextsShareTheSource(t *testing.T) {
	t.Parallel()
	for source, shared := range map[string]bool{
		"One line.":                         true,
		"One line.\n\nAnother one.":         true,
		"  Set in.\n":                       true,
		"One *stressed* word.":              false,
		"Broken\nover lines.":               false,
		"*Stressed* first.":                 false,
		"A \\*, escaped.":                   false,
		"> Quoted.\n\nNot quoted.":          true,
		"Over 3 &lt; 4, and so on.":         false,
		"[link](x.md)":                      true,
		"Same twice.\n\n\n\nWider apart.":   false,
		"- An item\n- that is not repeated": false,
	} {
		body, err := ParseArticle([]byte(source), ArticleOptions{})
		if err != nil {
			t.Fatal(err)
		}
		texts := Texts{Whole: source}
		got := texts.Plain(body.Source, body.Root)
		if want := PlainText(body.Source, body.Root); got != want {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
		from, at := uintptr(unsafe.Pointer(unsafe.StringData(source))), uintptr(unsafe.Pointer(unsafe.StringData(got)))
		if inside := at >= from && at < from+uintptr(len(source)); inside != shared {
			t.Errorf("%q: shared is %t", source, inside)
		}
	}
}

// TestTextsAsWritten: blocks whose text is taken from the source say what they say word by word.
func TestTextsAsWritten(t *testing.T) {
	t.Parallel()
	taken := 0
	rapid.Check(t, func(t *rapid.T) {
		source := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
			"Word.\n\n", "Two words.\n\n", "## Title\n\n", "word", " ", "\n", "\n\n", "\n\n\n", "- ", "1. ", "> ", "*", "&amp;", "\\", "`", "{#id}", "\u00a0", "ä",
		}), 1, 12).Draw(t, "parts"), "")
		body, err := ParseArticle([]byte(source), ArticleOptions{})
		if err != nil { // such as a list in a list in a list, and so on
			return
		}
		blocks := Children(body.Root)
		from := rapid.IntRange(0, len(blocks)).Draw(t, "from")
		some := blocks[from:rapid.IntRange(from, len(blocks)).Draw(t, "to")]
		texts := Texts{Whole: source}
		if _, ok := texts.asWritten(some); ok {
			taken++
		}
		if got, want := texts.Plain(body.Source, some...), PlainText(body.Source, some...); got != want {
			t.Fatalf("blocks of %q say %q, and word by word %q", source, got, want)
		}
	})
	if taken == 0 {
		t.Error("nothing was taken from the source")
	}
}
