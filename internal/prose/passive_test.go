package prose

import "testing"

func TestPassive(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang     string
		hits, no []string
	}{
		{"en", []string{
			"Trust was broken and has to be rebuilt.", "What was said in anger cannot be taken back.", "Seven steps that are often forgotten.", "Boundaries are being tested.",
			"Mistakes were made.", "How a quarrel is quietly settled by waiting, and how it can be solved.", "It has been shown that pauses help.", "These rules weren't written for you.",
			"Your partner should be told.", "Feelings are never discussed.",
		}, []string{
			"You are tired and need a pause.", "How to ask when you are not interested.", "They are married, and both are worried.", "What you are supposed to say.",
			"Your house is red.", "You are in need of rest.", "Once you are used to it, it helps.", "She is open-minded.", "Nobody is a hundred.", "Who is Fred?",
			"When a partner has asked for space, wait.", "The plan is simple: stay calm, decided or not.", "You were scared.", "Be kind.", "Say what happened.",
			"It is agreed upon? No: this is indeed so.",
		}},
		{"de", []string{
			"Was gesagt wurde, bleibt.", "Wenn Grenzen übertreten werden, hilft ein klares Wort.", "Hier wird erklärt, wie es geht.", "Fehler wurden gemacht.",
			"Das Vertrauen ist zerstört worden.", "Wie Streit vermieden wird.", "Gefühle werden oft verschwiegen.", "Der Brief wird abgeschickt.", "Es wurde viel diskutiert.",
			"Grenzen werden gesetzt und geachtet.", "Wie ein Gespräch vorbereitet werden kann.",
		}, []string{
			"Es wird dir helfen.", "Sie werden gehen.", "Wenn es ernst wird, bleib ruhig.", "Du wirst müde.", "Was morgen besser wird.", "Bald wird alles gut.",
			"Wie du wieder ruhig wirst.", "Er wird dich verstehen.", "Es wird überhaupt nicht leicht.", "Wie ihr Eltern werdet.", "Du bist verliebt und wirst gelassen.",
		}},
		{"fr", nil, []string{"Cela a été dit."}},
	} {
		for _, s := range c.hits {
			if Passive(c.lang, s) == "" {
				t.Errorf("%s: no passive in %q", c.lang, s)
			}
		}
		for _, s := range c.no {
			if got := Passive(c.lang, s); got != "" {
				t.Errorf("%s: %q in %q", c.lang, got, s)
			}
		}
	}
}
