package search

import "testing"

// A title without a full stop does not run into the sentence after it.
func TestBlocksAreSetApart(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "",
		"One\nline  of   words":                "One line of words",
		"A sentence.\n\nAnother one.":          "A sentence. Another one.",
		"Nadia and the nine days\n\nInvented.": "Nadia and the nine days · Invented.",
		"“Have I hurt you?”\n\nAsk.":           "“Have I hurt you?” Ask.",
		"Do three things:\n\nrest\n\nwait\n\n\n\nask": "Do three things: rest · wait · ask",
		"Das „Danke“\n\nkommt zuletzt.":               "Das „Danke“ · kommt zuletzt.",
	} {
		if got := oneLine(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
