package prose

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSentences(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"Stay calm. Breathe.", "Stay calm.|Breathe."},
		{"“Are you all right?” she asked. He was.", "“Are you all right?” she asked.|He was."},
		{"Wait … then speak. It helps!", "Wait … then speak.|It helps!"},
		{"Ask Dr. Weiss at 10.30, e.g. on Monday. Go home.", "Ask Dr. Weiss at 10.30, e.g. on Monday.|Go home."},
		{"Ruf am 3. Mai an. Dann warte z. B. einen Tag.", "Ruf am 3. Mai an.|Dann warte z. B. einen Tag."},
		{"Er sagt: „Ich gehe.“ Du bleibst (allein).", "Er sagt: „Ich gehe.“|Du bleibst (allein)."},
		{"It cost 15. She paid. So did I. Enough", "It cost 15.|She paid.|So did I.|Enough"},
		{"   ", ""},
		{"No mark at all", "No mark at all"},
		{"Really?! Yes.", "Really?!|Yes."},
	} {
		var got []string
		for s := range Sentences(c.text) {
			got = append(got, c.text[s.Start:s.End])
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%q: %s", c.text, diff)
		}
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	var got []string
	for w := range Words("Don’t say “well-known” – say: 24/7, it's 'fine'- ok.") {
		got = append(got, w)
	}
	if diff := cmp.Diff("Don’t say well-known say 24 7 it's fine ok", strings.Join(got, " ")); diff != "" {
		t.Error(diff)
	}
}

// Words counted by hand, as they are spoken.
const (
	english = `the:1 be:1 make:1 makes:1 table:2 tables:2 little:2 asked:1 wanted:2 needed:2 settled:2 handled:2 changes:2 places:2 wishes:2 boxes:2 loved:1 lonely:2
		safely:2 completely:3 hopeful:2 useless:2 statement:2 agreement:3 movement:2 peaceful:2 something:2 someone:2 somebody:3 therefore:2 homework:2 lifetime:2 everything:3
		everyone:3 every:2 everybody:4 saying:2 trying:2 playing:2 being:2 easier:3 earlier:3 various:3 serious:3 period:3 media:3 million:2 opinion:3 behaviour:3 marriage:2
		special:2 social:2 initial:3 region:2 religious:3 relationship:4 relationships:4 anxious:2 patience:2 experience:4 audience:3 convenient:4 friend:1 usual:3 actually:4
		equal:2 quality:3 video:3 people:2 quiet:2 question:2 conversation:4 apology:4 apologise:4 partner:2 understand:3 yourself:2 yesterday:3 you:1 year:1 years:1 my:1
		heart:1 breathe:1 together:3 alone:2 decision:3 responsibility:6 uncomfortable:5 communication:5 family:3 therapist:3 boundary:3 boundaries:3 jealous:2 jealousy:3
		argument:3 argue:2 sorry:2 silence:2 don’t:1 she's:1 well-known:2 24:1 strength:1 idea:3 violence:3 created:3 evening:2 suspicious:3 beautiful:3 careful:2 carefully:3
		though:1 through:1 enough:2 science:2 previous:3 mentioned:2 promised:2 decided:3 stayed:1 visited:3 hurried:2 tried:1 eye:1 knife:1 knives:1 houses:2 noses:2`
	german = `und:1 der:1 die:1 ich:1 neue:2 Feuer:2 Bauer:2 Eier:2 Ruhe:2 sehen:2 aktuell:3 Beziehung:3 Beziehungen:4 Idee:2 Familie:4 Familien:4 Ferien:3 Wien:1 schien:1 Medien:3
		Batterie:3 Nation:3 Kommunikation:6 Partnerschaft:3 Gespräch:2 Vertrauen:3 vertrauen:3 Entschuldigung:4 entschuldigen:4 zuhören:3 Gefühl:2 Gefühle:3 Streit:1 Eifersucht:3
		Verantwortung:4 geehrt:2 beenden:3 beeilen:3 bequem:2 Quelle:2 Träume:2 Häuser:2 heute:2 Abend:2 Freundin:2 Freundschaften:3 möglicherweise:5 Verletzung:3 Liebe:2 liebevoll:3
		lieben:2 Haar:1 Boot:1 See:1 Zoo:1 Mai:1 ja:1 Missverständnis:4 auseinandersetzen:6 Auseinandersetzung:6 Kaffee:2 Du:1 dir:1 niemand:2 jemandem:3 Nachbarin:3 Unsicherheit:4
		Selbstständigkeit:4 Zeit:1 Zeiten:2 Meinung:2 Meinungen:3 Krise:2 Ratschläge:3 Termin:2 Telefon:3 E-Mail:2 Serie:3 Studie:3`
)

func TestSyllables(t *testing.T) {
	t.Parallel()
	for lang, c := range map[string]struct {
		list  string
		count func(string) int
	}{"en": {english, englishSyllables}, "de": {german, germanSyllables}} {
		for _, f := range strings.Fields(c.list) {
			word, number, _ := strings.Cut(f, ":")
			want, err := strconv.Atoi(number)
			if err != nil {
				t.Fatalf("%q: %v", f, err)
			}
			if got := syllables(word, c.count); got != want {
				t.Errorf("%s: %q has %d syllables, not %d", lang, word, want, got)
			}
		}
	}
}

// TestLongWords: a word may be as long and as odd as it likes.
func TestLongWords(t *testing.T) {
	t.Parallel()
	for _, w := range []string{"experienceingredientpatience", "transcontinentalexperienceclient", "ient", "ience", "y", "'", "’s", "-", "--", "ie-", strings.Repeat("ience", 50) + "ient"} {
		for _, count := range []func(string) int{englishSyllables, germanSyllables} {
			if n := syllables(w, count); n < 1 || n > len(w)+1 {
				t.Errorf("%q has %d syllables", w, n)
			}
		}
	}
}

func BenchmarkMeasure(b *testing.B) {
	for _, c := range []struct{ lang, text string }{
		{"en", "Somebody close can remember the evening carefully, because the two of you finish a conversation about everyday things before the weekend."},
		{"de", "Eine gute Freundin erinnert sich an den Abend, weil ihr beide das Gespräch über alltägliche Dinge vor dem Wochenende beendet habt."},
	} {
		b.Run(c.lang, func(b *testing.B) {
			b.ReportAllocs()
			var m Measure
			for b.Loop() {
				m.Add(c.lang, c.text)
			}
		})
	}
}
