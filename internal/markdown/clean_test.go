package markdown

import (
	"strings"
	"testing"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"newlines", "a\r\nb\rc\u2028d", "a\nb\nc\nd"},
		{"composed", "u\u0308", "ü"},
		{"control characters", "a\x00\x07\x1b\u009bb\tc", "ab\tc"},
		{"overrides and isolates", "\u202eevil\u202c \u2066x\u2069", "evil x"},
		{"invisible", "a\u200bb\u2060c\ufeffd\u00ade", "abcde"},
		{"joiners stay", "می\u200cخواهم 👩\u200d👧", "می\u200cخواهم 👩\u200d👧"},
		{"right-to-left mark stays", "שלום\u200f!", "שלום\u200f!"},
		{"towers", "Z" + strings.Repeat("\u0335", 40), "Z" + strings.Repeat("\u0335", maxMarks)},
		{"blank ends", "\n \n a  \n\n", " a"},
		{"broken UTF-8", "a\xffb", "a\uFFFDb"},
		{"tags", "a\U000E0041b", "ab"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Clean(c.source); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestVisible(t *testing.T) {
	for s, want := range map[string]bool{"a": true, "!": true, "❤": true, "": false, " \n\u00a0": false, "\u200d": false,
		"\u3164\u2800": false, "\u0301": false} {
		if Visible(s) != want {
			t.Errorf("Visible(%q) is %v", s, !want)
		}
	}
}

func BenchmarkReader(b *testing.B) {
	source := "I *know* this feeling.\n\n> give them space\n\nIt helped me to read https://example.org/a, and:\n\n- wait\n- **ask**\n"
	for b.Loop() {
		if _, err := Reader(source); err != nil {
			b.Fatal(err)
		}
	}
}
