package content

import (
	"slices"
	"testing"
	"testing/fstest"
	"time"
)

func TestLooseNumbers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"Call the emergency number: **112** in the European Union, **999** in the United Kingdom.": {"112", "999"},
		"> Ring the emergency number (112,\n> 911, 000 or 111) now.":                               {"112", "911", "000", "111"},
		"Dial 911.":              {"911"},
		"Ruf 110 an.":            {"110"},
		"Wähle den Notruf: 112.": {"112"},
		"There is 0800 111 0 111, day and night.": {"0800 111 0 111"},
		"Samaritans, 116 123, or 1-800-799-7233.": {"116 123", "1-800-799-7233"},
		"I would call 112 people.":                nil,
		"They call it a bargain at €110.":         nil,
		"The ring cost 999 euros.":                nil,
		"Page 112 has the list.":                  nil,
		"Earning 3,000 and 1.112.":                nil,
		"It took 111 days to ring her.":           nil,
		"Call us. Room 110 is upstairs.":          nil,
		"`call 112` is code.":                     nil,
		"Order 20-116 123-4.":                     nil,
		"See https://a.example/call-112/ first.":  nil,
		"Ich rufe sie an. 110 Leute kamen.":       nil,
	} {
		var got []string
		for _, m := range looseNumbers(text) {
			got = append(got, text[m[0]:m[1]])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestLooseNumberNeedsALine: a number in prose is believed as long as a help line has it.
func TestLooseNumberNeedsALine(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{
		"site.yaml":        {Data: []byte("name: Test\n")},
		"help/de.yaml":     {Data: []byte("name: Germany\nlines:\n  - {name: Notruf, topic: emergency, number: \"112\", checked: 2026-03-01, sources: [https://a.example, https://b.example]}\n")},
		"pages/contact.md": {Data: []byte("---\ntitle: Contact\n---\n\nIn danger, dial 112. Otherwise ring 0800 1234567.\n")},
	}
	for days, want := range map[int]int{100: 1, 366: 2} {
		_, findings := Load(files, Options{Now: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days)})
		n := 0
		for _, f := range findings {
			if f.Code == "loose-number" {
				n++
			}
		}
		if n != want {
			t.Errorf("after %d days: %d findings, want %d: %v", days, n, want, findings)
		}
	}
}
