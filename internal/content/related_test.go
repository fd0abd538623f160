package content

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func sheet(front, body string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("---\nsummary: A summary.\n" + front + "\n---\n" + body)}
}

// neighbourhood is a folder in which every tie occurs once.
func neighbourhood() fstest.MapFS {
	f := fstest.MapFS{
		"site.yaml":       {Data: []byte("name: Test\nlanguages: [en, de]\n")},
		"categories/a.md": {Data: []byte("---\ntitle: A\n---\n")},
		"categories/b.md": {Data: []byte("---\ntitle: B\n---\n")},
		"questions/q.md":  {Data: []byte("---\ntitle: Is it?\nsummary: A summary.\n---\n")},
		"start.md": sheet("title: Start\ndate: 2026-08-01\ncategory: a\ntags: [jealousy]\nseries: S\npart: 1\nrelated: [chosen, start]\n"+
			"answers: [{question: q, stance: yes}]", "The lighthouse keeper keeps a lighthouse by the harbour."),
		"start.de.md":  sheet("title: Anfang\ntranslation_of: start\nlang: de\ndate: 2026-08-01\ncategory: a\ntags: [jealousy]", "x"),
		"chosen.md":    sheet("title: Chosen\ndate: 2026-07-01\ncategory: b", "Nothing in common."),
		"next.md":      sheet("title: Next\ndate: 2026-07-02\ncategory: b\nseries: S\npart: 2", "x"),
		"answers.md":   sheet("title: Answers\ndate: 2026-07-03\ncategory: b\nanswers: [{question: q, stance: no}]", "x"),
		"tagged.md":    sheet("title: Tagged\ndate: 2026-07-04\ncategory: b\ntags: [Jealousy]", "x"),
		"words.md":     sheet("title: A lighthouse\ndate: 2026-07-05\ncategory: b", "A harbour needs a lighthouse, and a lighthouse a harbour."),
		"category.md":  sheet("title: Same category\ndate: 2026-07-06\ncategory: a", "x"),
		"foreign.md":   sheet("title: Fremd\nlang: de\ndate: 2026-07-07\ncategory: a\ntags: [jealousy]", "x"),
		"held.md":      sheet("title: Held\ndraft: true\ndate: 2026-07-08\ncategory: a\ntags: [jealousy]", "x"),
		"unrelated.md": sheet("title: Unrelated\ndate: 2026-07-09\ncategory: b", "x"),
	}
	for i := range 30 { // so that what two articles share is rare
		f[fmt.Sprintf("filler/%d.md", i)] = sheet(fmt.Sprintf("title: Filler %d\ndate: 2026-01-01\ncategory: b", i), "Something else altogether.")
	}
	return f
}

func relations(t *testing.T, l *Library, key string, most int) []string {
	t.Helper()
	a, ok := l.ByKey(key)
	if !ok {
		t.Fatalf("no article %s", key)
	}
	var out []string
	for _, r := range l.RelatedTo(a, most) {
		out = append(out, fmt.Sprintf("%s: %s %s", r.Slug, r.Tie, r.Name))
	}
	return out
}

func TestRelatedSaysWhy(t *testing.T) {
	t.Parallel()
	lib, _ := Load(neighbourhood(), Options{Now: noon()})
	want := []string{"chosen: editor ", "next: series S", "answers: question Is it?", "words: words lighthouse", "tagged: tag jealousy", "category: category A"}
	if diff := cmp.Diff(want, relations(t, lib, "en/start", 9)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want[:2], relations(t, lib, "en/start", 2)); diff != "" {
		t.Errorf("the first two (-want +got):\n%s", diff)
	}
	if got := relations(t, lib, "de/start", 3); !slices.Equal(got, []string{"foreign: tag jealousy"}) {
		t.Errorf("German: %q", got)
	}
}

func TestRelatedFollowsTheMoment(t *testing.T) {
	t.Parallel()
	f := neighbourhood()
	f["soon.md"] = sheet("title: Soon\ndate: 2026-12-24\ncategory: a\ntags: [jealousy]\nanswers: [{question: q, stance: depends}]", "x")
	lib, _ := Load(f, Options{Now: noon()})
	soon := func(l *Library) bool {
		return slices.ContainsFunc(relations(t, l, "en/start", 9), func(s string) bool { return strings.HasPrefix(s, "soon:") })
	}
	positions := func(l *Library) int {
		d, _ := l.Debate("en", "q")
		return len(d.Positions)
	}
	if soon(lib) || positions(lib) != 2 {
		t.Errorf("before its date it is related: %v, and %d articles answer", soon(lib), positions(lib))
	}
	later := lib.At(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
	if !soon(later) || positions(later) != 3 {
		t.Errorf("after its date it is related: %v, and %d articles answer", soon(later), positions(later))
	}
	if positions(lib) != 2 {
		t.Error("the first library has changed")
	}
}

func TestRelatedIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	var first []string
	for range 5 {
		lib, _ := Load(town(300), Options{Now: noon()})
		got := relations(t, lib, "en/note-7", 6)
		if first == nil {
			first = got
		}
		if diff := cmp.Diff(first, got); diff != "" {
			t.Fatalf("(-first +now):\n%s", diff)
		}
	}
	if len(first) != 6 {
		t.Errorf("%q", first)
	}
}

// town is n articles of about 40 words each, drawn from a vocabulary that grows with them.
func town(n int) fstest.MapFS {
	f := fstest.MapFS{"site.yaml": {Data: []byte("name: Test\nlanguages: [en]\n")}}
	for c := range 8 {
		f[fmt.Sprintf("categories/c%d.md", c)] = &fstest.MapFile{Data: fmt.Appendf(nil, "---\ntitle: C%d\n---\n", c)}
	}
	word := func(i int) string {
		const syllables = "balodimekosanureti"
		var b strings.Builder
		for i += 97; i > 0; i /= 9 {
			b.WriteString(syllables[i%9*2 : i%9*2+2])
		}
		return b.String()
	}
	for i := range n {
		var body strings.Builder
		seed := i + 1
		for t := range 3 {
			fmt.Fprintf(&body, "## %d. A tip\n\n", t+1)
			for range 14 {
				seed = seed*48271%2147483647 + 1
				fmt.Fprintf(&body, "%s ", word(seed%(n*4+100)))
			}
			body.WriteString("\n\n")
		}
		f[fmt.Sprintf("note-%d.md", i)] = sheet(fmt.Sprintf("title: Note %d\ndate: 2026-01-01\ncategory: c%d\ntags: [t%d, u%d]", i, i%8, i%40, i%7), body.String())
	}
	return f
}

// BenchmarkRelated looks the related articles of one article up among 10,000; the index is there already.
func BenchmarkRelated(b *testing.B) {
	lib, _ := Load(town(10000), Options{Now: noon()})
	a, _ := lib.ByKey("en/note-5000")
	lib.terms()
	b.ReportAllocs()
	for b.Loop() {
		if len(lib.RelatedTo(a, 3)) != 3 {
			b.Fatal("nothing is related")
		}
	}
}

// BenchmarkRelatedIndex makes the index of 10,000 articles.
func BenchmarkRelatedIndex(b *testing.B) {
	lib, _ := Load(town(10000), Options{Now: noon()})
	b.ReportAllocs()
	for b.Loop() {
		lib.indexTerms(nil)
	}
}
