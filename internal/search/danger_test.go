package search

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"mendwell/internal/content"
)

//go:embed searchtest/danger.tsv
var dangerTable string

// TestDangerIsHeardAndOrdinaryWordsAreNot goes by a table of queries, each with a topic that it calls for, "all", or "none".
func TestDangerIsHeardAndOrdinaryWordsAreNot(t *testing.T) {
	count := map[string]int{}
	for line := range strings.Lines(dangerTable) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		want, query, ok := strings.Cut(line, "\t")
		if !ok || want != "all" && want != "none" && !slices.Contains(content.HelpTopics(), want) {
			t.Fatalf("no row: %q", line)
		}
		count[want]++
		switch got := Danger(query); {
		case want == "none":
			if len(got) > 0 {
				t.Errorf("%q calls for %v", query, got)
			}
		case want == "all":
			if !slices.Equal(got, content.HelpTopics()) {
				t.Errorf("%q calls for %v, want all topics", query, got)
			}
		case len(got) == 0 || !slices.Contains(got, want):
			t.Errorf("%q calls for %v, want %s", query, got, want)
		}
	}
	if count["none"] < 100 || count["all"] < 20 || count[content.TopicSuicide] < 40 || count[content.TopicPartnerViolence] < 40 {
		t.Errorf("the table has shrunk: %v", count)
	}
}

// Whoever is in danger and says something harmless beside it is heard all the same.
func TestAnIdiomHidesNoDanger(t *testing.T) {
	for query, want := range map[string]string{
		"he hit me up on snapchat and then he hit me":                 content.TopicPartnerViolence,
		"he beats me at chess and he hits me":                         content.TopicPartnerViolence,
		"he hit on me and then he raped me":                           content.TopicSexualViolence,
		"better off without him I want to die":                        content.TopicSuicide,
		"who to call first he locked me in":                           content.TopicPartnerViolence,
		"I don't want to live with him he hits my kid":                content.TopicChildren,
		"er schlägt mich beim Schach und er schlägt mich zuhause":     content.TopicPartnerViolence,
		"meine Ehe hat keinen Sinn mehr ich will nicht mehr leben":    content.TopicSuicide,
		"ich kann ihm nicht mehr vertrauen ich habe Angst vor ihm":    content.TopicPartnerViolence,
		"ich will nicht mehr zusammen leben er hat mich vergewaltigt": content.TopicSexualViolence,
	} {
		if got := Danger(query); !slices.Contains(got, want) {
			t.Errorf("%q calls for %v, want %s", query, got, want)
		}
	}
}

// Whoever is hit by a parent is first shown whom children can turn to.
func TestChildrenComeFirst(t *testing.T) {
	for _, query := range []string{"my dad hits me", "my mom beats me", "mein vater schlägt mich", "meine eltern schlagen mich"} {
		if got := Danger(query); len(got) == 0 || got[0] != content.TopicChildren {
			t.Errorf("%q calls for %v", query, got)
		}
	}
}

func TestOneSlip(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"myself", "mysel", true}, {"mysefl", "myself", true}, {"mysalf", "myself", true}, {"mysself", "myself", true}, {"myselff", "myself", true},
		{"mysfle", "myself", false}, {"mself", "myselves", false}, {"myself", "mys", false}, {"abcd", "badc", false},
	} {
		if oneSlip(c.a, c.b) != c.want || oneSlip(c.b, c.a) != c.want {
			t.Errorf("%s and %s: want %v", c.a, c.b, c.want)
		}
	}
}
