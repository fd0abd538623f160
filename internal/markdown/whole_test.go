package markdown

import (
	"testing"
	"unsafe"
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
