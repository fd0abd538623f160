package content

import (
	"testing"
	"testing/fstest"
	"time"

	"mendwell/internal/markdown"
)

// TestHelpGoesOutOfDate: a line that nobody has checked for a year disappears by itself, and the library knows when.
func TestHelpGoesOutOfDate(t *testing.T) {
	t.Parallel()
	checked := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	line := func(topic, checked string) string {
		return "  - {name: " + topic + ", topic: " + topic + ", number: 112, checked: " + checked +
			", sources: [https://a.example, https://b.example]}\n"
	}
	lib, findings := Load(fstest.MapFS{
		"site.yaml":    {Data: []byte("name: Test\n")},
		"help/de.yaml": {Data: []byte("name: Germany\nlines:\n" + line("suicide", "2026-08-20") + line("emergency", "2026-03-01"))},
	}, Options{Now: checked.AddDate(0, 0, 179)})
	if len(findings) > 0 {
		t.Fatalf("findings: %v", findings)
	}
	if c := lib.Help(); len(c) != 1 || len(c[0].Lines) != 2 || !c[0].Lines[0].Knows(TopicEmergency) {
		t.Fatalf("the emergency number is not first: %v", c)
	}
	next, ok := lib.NextChange()
	if want := checked.AddDate(0, 0, 365); !ok || !next.Equal(want) {
		t.Fatalf("next change %v, want %v", next, want)
	}
	before, after := lib.At(next.Add(-time.Millisecond)), lib.At(next)
	if len(before.HelpFor(TopicEmergency)) != 1 || len(after.HelpFor(TopicEmergency)) != 0 {
		t.Error("the line does not end after 365 days")
	}
	if len(after.HelpFor(TopicSuicide)) != 1 || after.Fingerprint() == before.Fingerprint() {
		t.Error("the other line is gone too, or the fingerprint stays")
	}
	if len(lib.Help()[0].Lines) != 2 {
		t.Error("a later library has changed an earlier one")
	}
}

func TestTextsIn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		texts            Texts
		want, text, lang string
	}{
		{Texts{"en": "a", "de": "b"}, "de", "b", "de"},
		{Texts{"en": "a"}, "de", "a", "en"},
		{Texts{"": "a", "de": "b"}, "fr", "a", ""},
		{Texts{"it": "c", "fr": "b"}, "de", "b", "fr"},
		{Texts{}, "de", "", ""},
	} {
		if text, lang := c.texts.In(c.want); text != c.text || lang != c.lang {
			t.Errorf("%v in %s: %q (%s), want %q (%s)", c.texts, c.want, text, lang, c.text, c.lang)
		}
	}
}

// TestStretches: markup that is cut for help lines is whole again when it is put together.
func TestStretches(t *testing.T) {
	t.Parallel()
	got := markdown.Stretches("<ul><li>a<!--help:suicide--></li></ul><!--help:children-->")
	want := []markdown.Stretch{{HTML: "<ul><li>a", Topic: "suicide"}, {HTML: "</li></ul>", Topic: "children"}, {}}
	if len(got) != len(want) {
		t.Fatalf("%q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%d: %q, want %q", i, got[i], want[i])
		}
	}
}
