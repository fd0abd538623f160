package content

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mendwell/internal/care"
)

// careLines loads one article, proofread, and returns "line code" of the findings that rules of care and honesty make.
func careLines(t *testing.T, front, body string) []string {
	t.Helper()
	_, findings := Load(folder("a.md", "---\ntitle: A\nsummary: Yes.\ndate: 2026-08-01\n"+front+"---\n\n"+body), Options{Now: noon(), Proofread: true})
	var list []string
	for _, f := range findings {
		if slices.ContainsFunc(care.Rules(), func(r *care.Rule) bool { return r.Code == f.Code }) {
			list = append(list, fmt.Sprintf("%d %s", f.Line, f.Code))
		}
	}
	return list
}

// TestNotForAnswersWhatItConcerns: a "not_for" speaks for a whole article, so it answers a rule only if it names the
// rule's danger or sends readers to the help page; where advice may cost somebody's safety it never does.
func TestNotForAnswersWhatItConcerns(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, front, body, want string }{
		{"about something else", "not_for: People who are allergic to cats.\n", "Make him jealous.", "jealousy-tool"},
		{"linked to something else", "not_for: You, if you want to cook; read [Soup](/articles/soup).\n", "Make him jealous.", "jealousy-tool"},
		{"names the danger", "not_for: Anybody whose partner is jealous.\n", "Make him jealous.", ""},
		{"names another danger", "not_for: Anybody whose partner is jealous.\n", "Test her loyalty.", "loyalty-test"},
		{"names it in the second entry", "not_for: [\"Cats.\", \"You, if you are tested all the time.\"]\n", "Test her loyalty.", ""},
		{"leads to help", "not_for: You, if you are afraid. See [Help](/help).\n", "Test her loyalty.", ""},
		{"leads to help on a topic", "not_for: You, if you are afraid. See [Help](/de/help?topic=suicide).\n", "Test her loyalty.", ""},
		{"leads to something that begins like help", "not_for: See [Helping](/helping-out).\n", "Test her loyalty.", "loyalty-test"},
		{"in German", "lang: de\nnot_for: Dich, wenn Eifersucht bei euch zu Streit führt.\n", "Mach ihn eifersüchtig.", ""},
		{"German, about something else", "lang: de\nnot_for: Menschen mit Katzen.\n", "Mach ihn eifersüchtig.", "jealousy-tool"},
		{"surveillance", "not_for: Anybody who is watched. [Help](/help)\n", "Check his phone.", "surveillance"},
		{"into danger", "not_for: Anybody who is in danger. [Help](/help)\n", "When she becomes violent, stand your ground.", "into-danger"},
		{"medical claim", "not_for: Anybody who is ill. [Help](/help)\n", "Love heals trauma.", "medical-claim"},
		{"a no", "not_for: Anybody who was told no. [Help](/help)\n", "Never take no for an answer.", "ignored-no"},
		{"surveillance beside a caution", "", "> [!CAUTION]\n> It is an offence.\n\nCheck his phone.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var want []string
			if c.want != "" {
				want = []string{c.want}
			}
			var got []string
			for _, l := range careLines(t, c.front, c.body) {
				var line int
				var code string
				if _, err := fmt.Sscanf(l, "%d %s", &line, &code); err != nil {
					t.Fatalf("read %q: %v", l, err)
				}
				got = append(got, code)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("codes (-want +got):\n%s", diff)
			}
		})
	}
}

// TestEachSentenceIsReported: an editor learns of all of them at once, not of one with each run.
func TestEachSentenceIsReported(t *testing.T) {
	t.Parallel()
	got := careLines(t, "", "Read her messages while she sleeps.\nInstall a tracking app on his phone so that you know where he is.\nCheck his chats.\n\nCheck her diary, too.")
	want := []string{"7 surveillance", "8 surveillance", "9 surveillance", "11 surveillance"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}
