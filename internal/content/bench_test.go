package content

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
)

// pen writes texts that nobody wrote, always the same ones: sentences of everyday words, of everyday lengths.
type pen struct{ *rand.Rand }

var (
	penSubjects = strings.Fields("you they somebody nobody everyone we she he it people parents friends partners children neighbours colleagues")
	penVerbs    = strings.Fields("say ask tell show give keep leave hear need want find make take call write forget remember avoid repair notice answer repeat " +
		"wait start stop plan share listen explain promise apologise breathe walk cook clean save spend move visit invite cancel choose change check mean")
	penThings = strings.Fields("word sentence evening morning message letter question answer reason feeling fear wish plan table door room kitchen walk quarrel silence promise " +
		"mistake habit rule limit week month year phone call visit birthday holiday dinner breakfast budget bill account list note story memory friend sister brother " +
		"mother father family doctor neighbour counsellor hour pause breath step change reply decision moment secret worry joke tone voice argument compromise")
	penQualities = strings.Fields("small quiet honest short kind tired angry careful plain slow sharp calm ordinary difficult useful late early open warm cold private shared clear gentle")
	penLinks     = []string{"because", "and then", "but", "so that", "while", "although", "when", "before", "until", "even if"}
)

func pick1(p pen, list []string) string { return list[p.IntN(len(list))] }

func (p pen) clause() string {
	s := pick1(p, penSubjects) + " " + pick1(p, penVerbs) + " the " + pick1(p, penQualities) + " " + pick1(p, penThings)
	if p.IntN(2) == 0 {
		s += " about a " + pick1(p, penThings)
	}
	return s
}

func (p pen) sentence() string {
	s := p.clause()
	if p.IntN(3) > 0 {
		s += ", " + pick1(p, penLinks) + " " + p.clause()
	}
	switch p.IntN(12) {
	case 0:
		s += ", which is *not* the same"
	case 1:
		s += " (see [the guide](a0.md))"
	case 2:
		s += ": \"That was unkind of me\""
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// words writes sentences until there are at least n words.
func (p pen) words(n int) string {
	var b strings.Builder
	for have := 0; have < n; {
		s := p.sentence()
		have += strings.Count(s, " ") + 1
		b.WriteString(s + " ")
	}
	return strings.TrimSpace(b.String())
}

// article writes tips of about 1,500 words: an opening, twelve tips with boxes and lists, questions, sources.
func (p pen) article(i int) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: Twelve ways to %s the %s %s %d\nsummary: %s\ncategory: c\nauthors: [ann]\ndate: 2026-%02d-%02d\ntags: [%s, %s]\n",
		pick1(p, penVerbs), pick1(p, penQualities), pick1(p, penThings), i, p.clause()+".", p.IntN(10)+1, p.IntN(28)+1, pick1(p, penThings), pick1(p, penThings))
	fmt.Fprintf(&b, "takeaways:\n  - \"Before: %s.\"\n  - \"After: %s.\"\nsources:\n  - {title: A book, publisher: A house, year: 2019}\n---\n\n", p.clause(), p.clause())
	fmt.Fprintf(&b, "%s\n\n%s\n\n", p.words(60), p.words(60))
	for n := 1; n <= 12; n++ {
		fmt.Fprintf(&b, "## %d. %s %s %s {#tip-%d}\n\n%s\n\n%s\n\n", n, pick1(p, penVerbs), pick1(p, penQualities), pick1(p, penThings), n, p.words(40), p.words(30))
		switch n % 4 {
		case 0:
			fmt.Fprintf(&b, "> [!TRY] An exercise\n> %s\n\n", p.words(25))
		case 1:
			fmt.Fprintf(&b, "- %s\n- %s\n- %s\n\n", p.sentence(), p.sentence(), p.sentence())
		}
	}
	b.WriteString("## FAQ\n\n")
	for range 3 {
		fmt.Fprintf(&b, "### Should %s?\n\n%s\n\n", p.clause(), p.words(40))
	}
	fmt.Fprintf(&b, "## In the end\n\n%s\n", p.words(40))
	return []byte(b.String())
}

// bench makes a folder of n articles.
func bench(n int) fstest.MapFS {
	p := pen{rand.New(rand.NewPCG(1, 2))}
	m := folder("categories/c.md", "---\ntitle: C\n---\n", "people/ann.md", "---\nname: Ann\n---\n", "site.yaml", "name: Bench\nlanguages: [en, de]\n")
	for i := range n {
		m[fmt.Sprintf("a%d.md", i)] = &fstest.MapFile{Data: p.article(i)}
	}
	return m
}

// BenchmarkLoad says what an article costs, and how much of it stays in memory.
func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{200, 1000} {
		fsys := bench(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchLoad(b, fsys, n, Options{Now: noon()}) })
	}
}

func benchLoad(b *testing.B, fsys fstest.MapFS, n int, opts Options) {
	b.ReportAllocs()
	before := heap()
	var lib *Library
	for b.Loop() {
		if lib, _ = Load(fsys, opts); len(lib.All()) != n {
			b.Fatalf("%d articles", len(lib.All()))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/article")
	b.ReportMetric(float64(heap()-before)/float64(n)/1024, "kept-kB/article")
	runtime.KeepAlive(lib)
}

func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func BenchmarkAt(b *testing.B) {
	lib, _ := Load(bench(2000), Options{Now: noon()})
	for b.Loop() {
		lib.At(noon())
	}
}

func BenchmarkDocument(b *testing.B) {
	lib, _ := Load(bench(1), Options{Now: noon()})
	for b.Loop() {
		if _, err := lib.All()[0].render(); err != nil {
			b.Fatal(err)
		}
	}
}
