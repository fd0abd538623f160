package search

import (
	"slices"
	"testing"
	"testing/fstest"

	"mendwell/internal/content"
)

// shelf is an index of texts: title and body of each, by slug.
func shelf(t *testing.T, lang, synonyms string, texts map[string][2]string) *Index {
	t.Helper()
	folder := fstest.MapFS{
		"site.yaml":     {Data: []byte("name: S\nlanguages: [en, de]\n")},
		"synonyms.yaml": {Data: []byte(synonyms)},
	}
	for slug, text := range texts {
		folder[slug+".md"] = &fstest.MapFile{Data: []byte("---\ntitle: \"" + text[0] + "\"\nlang: " + lang + "\nsummary: \"…\"\ndate: 2025-01-01\n---\n\n" + text[1] + "\n")}
	}
	lib, findings := content.Load(folder, content.Options{})
	for _, f := range findings {
		if f.Level == content.LevelError {
			t.Fatal(f)
		}
	}
	return Build(lib, nil)
}

// articlesOf are the articles that a query finds, best first.
func articlesOf(x *Index, lang, query string) []string {
	var out []string
	for _, r := range x.Search(Query{Text: query, Lang: lang, To: 10}).Results {
		out = append(out, r.Article.Slug)
	}
	return out
}

func TestJoinedWordsAreFoundByTheirParts(t *testing.T) {
	x := shelf(t, "de", "", map[string][2]string{
		"gebrochen": {"Wenn es nicht mehr hält", "Das Vertrauen ist gebrochen."},
		"bruch":     {"Ein Vertrauensbruch", "Er war ein Bruch, und Vertrauen gab es nicht mehr."},
		"sprache":   {"Im Dorf", "Jede Sprache hat einen Kurs, und am Haus hängt eine Tür, die ein Schloss hat."},
		"fehlt":     {"Am Abend", "Es geht um das Handy."},
		"heirat":    {"Später", "Sie denken an Verrat."},
	})
	for query, want := range map[string][]string{
		"Vertrauensbruch": {"bruch", "gebrochen"}, // whole first, then its parts, one of them in another form
		"Vertrauen":       {"bruch", "gebrochen"},
		"Sprachkurs":      {"sprache"}, // the first part has lost a letter
		"Haustürschloss":  {"sprache"}, // three parts
		"Handywahn":       {"fehlt"},   // a part that nobody knows
		"Treuverrat":      {"heirat"},
		"rrat":            nil, // the end of a word, but no word stands before it
	} {
		got := articlesOf(x, "de", query)
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", query, got, want)
		}
	}
	if a := x.Search(Query{Text: "Sprachkurs", Lang: "de", To: 3}); len(a.Missing) > 0 || a.Guess != "" || a.Nearest {
		t.Errorf("a word that was taken apart is missing %q, meant %q, nearest %v", a.Missing, a.Guess, a.Nearest)
	}
}

// TestAWordIsFoundInJoinedOnes: at their beginning and at their end, below the word itself.
func TestAWordIsFoundInJoinedOnes(t *testing.T) {
	x := shelf(t, "de", "", map[string][2]string{
		"alone":  {"Das eine", "Ein Bruch tut weh, und eine Miete auch."},
		"joined": {"Das andere", "Ein Vertrauensbruch tut weh. Vertrauen auch, und die Mietkaution."},
	})
	for query, want := range map[string][]string{
		"Bruch":  {"alone", "joined"}, // the head
		"Miete":  {"alone"},           // without its last letter it is another word's beginning, but not typed so
		"trauen": nil,                 // "ver" is no word
	} {
		if got := articlesOf(x, "de", query); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", query, got, want)
		}
	}
}

func TestFewAndFrequentParts(t *testing.T) {
	x := shelf(t, "de", "", map[string][2]string{
		"a": {"Haus", "Haus halten, Haushalt, Kasse, halts. Ende. Wochen, Wochenende, Besuch."},
		"b": {"Kasse", "Der Haushalt und die Kasse."},
	})
	s := x.segments[0]
	for word, want := range map[string][]string{
		"haushaltskasse":    {"haushalt", "kasse"},
		"besuchswochenende": {"besuch", "wochenende"},
		"kassenbesuch":      {"kasse", "besuch"},
	} {
		got, whole := s.takeApart(word)
		for i := range got {
			got[i] = s.term(got[i])
		}
		for i := range want {
			want[i] = s.term(want[i])
		}
		if !whole || !slices.Equal(got, want) {
			t.Errorf("%s has the parts %v (%v), want %v", word, got, whole, want)
		}
	}
	if got, _ := s.takeApart("undenkbar"); got != nil {
		t.Errorf("a word that is not joined has the parts %v", got)
	}
}

func TestGermanVerbsAreFoundInAllTheirForms(t *testing.T) {
	x := shelf(t, "de", "", map[string][2]string{
		"listen":  {"Erstens", "Zuhören ist schwer."},
		"lie":     {"Zweitens", "Wer andere belügt, lügt."},
		"move":    {"Drittens", "Sie will umziehen."},
		"control": {"Viertens", "Kontrollieren hilft nicht."},
		"watch":   {"Fünftens", "Überwacht wird niemand."},
	})
	for query, want := range map[string]string{
		"er hört mir nie zu": "listen", "zugehört": "listen", "belogen": "lie", "Umzug": "move", "umgezogen": "move",
		"sie zieht bald um": "move", "kontrolliert": "control", "Überwachung": "watch", "überwachen": "watch",
	} {
		if got := articlesOf(x, "de", query); len(got) == 0 || got[0] != want {
			t.Errorf("%q finds %v, want %s first", query, got, want)
		}
	}
	if got := articlesOf(x, "de", "Zeit"); got != nil {
		t.Errorf("a word of which no form is there finds %v", got)
	}
}

func TestEnglishWordsAreFoundInFormsThatAreNotRegular(t *testing.T) {
	x := shelf(t, "en", "", map[string][2]string{"a": {"One", "They broke it and left."}, "b": {"Two", "Nobody told them."}})
	for query, want := range map[string]string{"broken": "a", "leaving": "a", "telling": "b"} {
		if got := articlesOf(x, "en", query); !slices.Equal(got, []string{want}) {
			t.Errorf("%q finds %v, want %s", query, got, want)
		}
	}
}

// TestWordsThatStandForOthersTogether: whichever member of a group is typed, words or phrases, finds the others, and none of
// its little words is asked for by itself.
func TestWordsThatStandForOthersTogether(t *testing.T) {
	x := shelf(t, "en", "en:\n  - [care for, caring for, look after]\n  - [decline, say no]\n", map[string][2]string{
		"care":  {"One", "Caring for a father takes years."},
		"look":  {"Two", "He looks after his mother."},
		"see":   {"Three", "Look at this. It came long after."},
		"no":    {"Four", "You may say no."},
		"apart": {"Five", "Say what you mean; there is no other way."},
		"down":  {"Six", "They declined it all."},
	})
	for query, want := range map[string][]string{
		"looking after": {"look", "care", "see"}, // as typed, then what means the same, then a word of it
		"cared for":     {"care", "look"},
		"saying no":     {"no", "down", "apart"},
		"declining":     {"down", "no"},
	} {
		if got := articlesOf(x, "en", query); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", query, got, want)
		}
	}
	if got := articlesOf(x, "en", `"looking after"`); !slices.Equal(got, []string{"look"}) {
		t.Errorf("in quotation marks it finds %v", got)
	}
}

// TestASentenceFindsWhatSpeaksOfAllOfIt: its words may stand in different parts of an article, and need not all be there.
func TestASentenceFindsWhatSpeaksOfAllOfIt(t *testing.T) {
	x := shelf(t, "en", "", map[string][2]string{
		"all":  {"One", "## First\n\nA kettle, cold.\n\n## Second\n\nThe lantern is out.\n\n## Third\n\nA violin on the wall.\n\n## Fourth\n\nThe harbour at night."},
		"half": {"Two", "## First\n\nA kettle and a lantern, both.\n\n## Second\n\nNothing else is here.\n\n## Third\n\nNor is it here.\n\n## Fourth\n\nNor here at night."},
	})
	if got := articlesOf(x, "en", "the kettle and my lantern by a violin in the harbour of zzyzx"); !slices.Equal(got, []string{"all", "half"}) {
		t.Errorf("it finds %v", got)
	}
}
