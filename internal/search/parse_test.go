package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"mendwell/internal/content"
)

// said writes clauses shortly: -"a b"*.
func said(clauses []clause) string {
	var out []string
	for _, c := range clauses {
		s := strings.Join(c.words, " ")
		if c.phrase {
			s = `"` + s + `"`
		}
		if c.without {
			s = "-" + s
		}
		if c.prefix {
			s += "*"
		}
		out = append(out, s)
	}
	return strings.Join(out, " | ")
}

func TestAQueryIsReadAsWordsPhrasesAndWithout(t *testing.T) {
	for query, want := range map[string]string{
		"give space":                   `give | space`,
		`"give space" now`:             `"give space" | now`,
		"„Raum lassen“":                `"Raum lassen"`,
		"jealous -phone":               `jealous | -phone`,
		`-"in love"`:                   `-"in love"`,
		"break-up":                     `break | up`,
		"- phone":                      `phone`,
		"--phone":                      `phone`,
		`"never closed`:                `never | closed`,
		`""`:                           ``,
		"jeal*":                        `jeal*`,
		"don’t":                        `don’t`,
		"":                             ``,
		"  \t\n ":                      ``,
		"🙂🙂":                           ``,
		"<script>alert(1)</script>":    `script | alert | 1 | script`,
		"a\x00b\u202ec":                `abc`,
		"שלום עולם":                    `שלום | עולם`,
		strings.Repeat("word ", 40):    strings.TrimSuffix(strings.Repeat("word | ", mostClauses), " | "),
		strings.Repeat("x", 3*1000):    strings.Repeat("x", LongestQuery),
		`say "sorry for" -"if but" h*`: `say | "sorry for" | -"if but" | h*`,
	} {
		if got := said(parse(query, false)); got != want {
			t.Errorf("%q is read as %s, want %s", query, got, want)
		}
	}
	if got := said(parse("how to li", true)); got != "how | to | li*" {
		t.Errorf("while typing: %s", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`a "b c" -d e*`, `-"`, `"`, "-", "\x00\xff", "«»", "🙂-“x", "ß-ſ"} {
		f.Add(s)
	}
	x := Build(small(f), nil)
	f.Fuzz(func(t *testing.T, query string) {
		if c := Clean(query); !utf8.ValidString(c) || utf8.RuneCountInString(c) > LongestQuery || Clean(c) != c {
			t.Fatalf("%q is cleaned to %q, and that to %q", query, c, Clean(c))
		}
		if n := len(parse(query, true)); n > mostClauses {
			t.Fatalf("%d clauses", n)
		}
		for _, typing := range []bool{true, false} {
			x.Search(Query{Text: query, Lang: "en", In: Everywhere, To: 10, Typing: typing})
		}
		Danger(query)
	})
}

// small is a library of a few texts.
func small(t testing.TB) *content.Library {
	t.Helper()
	page := func(front, body string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\n" + front + "\n---\n\n" + body + "\n")}
	}
	lib, findings := content.Load(fstest.MapFS{
		"site.yaml":       {Data: []byte("name: S\nlanguages: [en, de]\n")},
		"synonyms.yaml":   {Data: []byte("en:\n  - [partner, husband, wife]\n  - [break up, separation]\n")},
		"people/ann.md":   page("name: Ann Quill", "Ann writes about quiet rooms."),
		"categories/c.md": page("title: Closeness", "Near."),
		"jealousy.md":     page("title: Jealousy\nsummary: What it knows.\ncategory: c\nauthors: [ann]\nfor: You, if a **rival** worries you.\ntakeaways: [Listen to it]\ndate: 2025-01-01", "## 1. Ask\n\nAsk your husband about the phone.\n\n## 2. Wait\n\nGive it some space, and breathe slowly.\n\n## 3. Say sorry\n\nApologies help. Behaviour counts."),
		"breaking.md":     page("title: After a break-up\nsummary: The first weeks.\ndate: 2025-01-02", "Space to give is not to give space.\n\n## The nights\n\nThey are long. Breakups hurt.\n"),
		"kuesse.de.md":    page("title: Küsse und Grüße\nlang: de\nsummary: Über Nähe.\ndate: 2025-01-03", "Die Straße war weiß. Man streitet sich über Fußböden.\n"),
		"abstand.de.md":   page("title: Abstand\nlang: de\nsummary: Raum geben.\ndate: 2025-01-04", "Entschuldigungen helfen manchmal.\n"),
	}, content.Options{})
	for _, f := range findings {
		if f.Level == content.LevelError {
			t.Fatal(f)
		}
	}
	return lib
}

// found lists the slugs and first parts that a query finds.
func found(x *Index, lang, query string) []string {
	var out []string
	for _, r := range x.Search(Query{Text: query, Lang: lang, To: 10}).Results {
		switch {
		case r.Person != nil:
			out = append(out, r.Person.Slug)
		case !r.Whole && len(r.Parts) > 0:
			out = append(out, r.Article.Slug+"#"+r.Parts[0].ID)
		default:
			out = append(out, r.Article.Slug)
		}
	}
	return out
}

func TestWordsAreFoundAsTheyAreWritten(t *testing.T) {
	x := Build(small(t), nil)
	for _, c := range []struct{ lang, query, want string }{
		{"en", "breathing", "jealousy#wait"},     // inflected
		{"en", "BREATHE", "jealousy#wait"},       // in capitals
		{"en", "behavior", "jealousy#say-sorry"}, // spelt the American way
		{"en", "apology", "jealousy#say-sorry"},  // singular
		{"en", "wife", "jealousy#ask"},           // synonym
		{"en", "separation", "breaking"},         // synonym of two words
		{"en", "breakup", "breaking#the-nights"}, // written in one word
		{"en", `"give space"`, "breaking"},       // in this order
		{"en", "space -break", "jealousy#wait"},  // without
		{"en", "jelousy", "jealousy"},            // a slip
		{"en", "jeal*", "jealousy"},              // a beginning
		{"en", "quill", "ann"},                   // a person
		{"en", "rivals", "jealousy"},             // whom it is for
		{"en", "listening", "jealousy"},          // what to take away
		{"de", "kuesse", "kuesse"},               // umlaut in two letters
		{"de", "kusse", "kuesse"},                // umlaut without dots
		{"de", "gruesse", "kuesse"},              // both
		{"de", "STRASSE", "kuesse"},              // sharp s
		{"de", "Strase", "kuesse"},               // a slip
		{"de", "entschuldigen", "abstand"},       // another form
		{"de", "fussboden", "kuesse"},            // an umlaut that the plural has
	} {
		if got := found(x, c.lang, c.query); len(got) == 0 || got[0] != c.want {
			t.Errorf("%s %q finds %v, want %s first", c.lang, c.query, got, c.want)
		}
	}
	for _, query := range []string{"zzyzx", "strong", "-jealousy", `"space phone"`, "", "🙂"} {
		if got := found(x, "en", query); len(got) > 0 {
			t.Errorf("%q finds %v", query, got)
		}
	}
}

func TestAnswersSayWhatTheyAre(t *testing.T) {
	x := Build(small(t), nil)
	ask := func(q string) Answer { return x.Search(Query{Text: q, Lang: "en", To: 10}) }
	if a := ask("jelousy phone"); a.Guess != "jealousy phone" || a.Nearest {
		t.Errorf("a slip: %+v", a)
	}
	if a := ask("jealousy zzyzx"); !a.Nearest || len(a.Results) == 0 || cmp.Diff([]string{"zzyzx"}, a.Missing) != "" {
		t.Errorf("a word that no text has: %+v", a)
	}
	if a := ask("Spac spacc spac"); a.Guess != "space space space" {
		t.Errorf("a slip that is part of another: %+v", a)
	}
	if a := ask("zzyzx qqq zzyzx"); len(a.Missing) != 2 {
		t.Errorf("a word that is missing twice: %q", a.Missing)
	}
	if a := ask("-jealousy"); !a.Empty {
		t.Errorf("only what must not be there: %+v", a)
	}
	if a := ask("abstand"); a.Total != 0 || cmp.Diff([]Count{{"de", 1}}, a.Facets.Languages) != "" {
		t.Errorf("a word of another language: %+v", a)
	}
	if a := x.Search(Query{Text: "abstand", Lang: "en", In: Everywhere, To: 10}); a.Total != 1 {
		t.Errorf("in all languages: %+v", a)
	}
}

func TestFiltersCountWhatTheyWouldLeave(t *testing.T) {
	x := Build(small(t), nil)
	a := x.Search(Query{Text: "space", Lang: "en", To: 10})
	if a.Total != 2 || cmp.Diff([]Count{{"guide", 1}, {"tips", 1}}, a.Facets.Kinds) != "" {
		t.Fatalf("without a filter: %+v", a)
	}
	a = x.Search(Query{Text: "space", Lang: "en", Category: "c", To: 10})
	if a.Total != 1 || cmp.Diff([]Count{{"tips", 1}}, a.Facets.Kinds) != "" || cmp.Diff([]Count{{"c", 1}}, a.Facets.Categories) != "" {
		t.Errorf("in a category: %+v", a)
	}
	a = x.Search(Query{Text: "space", Lang: "en", Kind: "tips", To: 10})
	if a.Total != 1 || len(a.Facets.Kinds) != 2 {
		t.Errorf("of a kind, and what the other kinds would leave: %+v", a)
	}
}

func TestMarkedTextIsTheTextItself(t *testing.T) {
	x := Build(small(t), nil)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("abcehpoz  .,'ä-<>&"))).Draw(t, "text")
		m := newMarker(x.segments[1].analyser, [][]string{{"phone"}, {"ask"}, {"abc"}, {"say", "ask"}})
		var b strings.Builder
		for _, s := range m.all(text) {
			b.WriteString(s.Text)
		}
		if b.String() != text {
			t.Fatalf("%q is marked as %q", text, b.String())
		}
		long := strings.Repeat("word ", 40) + text + strings.Repeat(" more", 60)
		if n := len(strings.Fields(fmt.Sprint(m.snippet(long)))); n > 3*snippetWords {
			t.Fatalf("a snippet of %d words", n)
		}
	})
}

func TestNearestIsWhatComparingEveryWordFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[abc]{1,7}`)
		forms := rapid.SliceOfNDistinct(word, 1, 30, rapid.ID).Draw(t, "forms")
		slices.Sort(forms)
		s := &segment{dictionary: &dictionary{forms: newWordlist(forms)}}
		s.alike = s.forms.shared()
		for i := range forms {
			s.formTerm, s.df = append(s.formTerm, int32(i)), append(s.df, 1)
		}
		typed, most := word.Draw(t, "typed"), rapid.IntRange(1, 2).Draw(t, "most")
		got := map[string]int{}
		for _, n := range s.nearest(typed, most) {
			got[forms[n.form]] = n.distance
		}
		want := map[string]int{}
		for _, f := range forms {
			if d := slipsBetween(typed, f); d <= most {
				want[f] = d
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// slipsBetween is the distance by the book: the whole table, for one pair of words.
func slipsBetween(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			switch {
			case i == 0:
				d[i][j] = j
			case j == 0:
				d[i][j] = i
			default:
				cost := 1
				if a[i-1] == b[j-1] {
					cost = 0
				}
				d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					d[i][j] = min(d[i][j], d[i-2][j-2]+1)
				}
			}
		}
	}
	return d[len(a)][len(b)]
}
