// Command measure compares what could have been the search of this site: its own index, SQLite's FTS5 and Bleve, over the
// same articles and the same queries. It is a module of its own, so that the site does not depend on what it compares:
//
//	cd internal/search/measure && go run -tags sqlite_fts5 . -articles 10000
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"mendwell/internal/content"
	"mendwell/internal/search/searchtest"
)

var day = time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)

// row is what every candidate is given: a tip, a question, a section, or an article or person as a whole.
type row struct{ lang, key, title, text string } // key: "slug" or "slug#id"

// engine is a candidate. find returns the keys of the best rows, or of the works, best first.
type engine interface {
	name() string
	build(lib *content.Library, rows []row) error
	find(lang, query string) []string
	close()
}

func main() {
	n := flag.Int("articles", 10000, "how many articles to make, of 15 tips each")
	rounds := flag.Int("rounds", 5, "how often each query is asked; its best time counts, since others may use the machine too")
	only := flag.String("only", "", "own, fts5 or bleve; without it all three")
	flag.Parse()
	began, cpu := time.Now(), used()
	lib, _ := content.Load(searchtest.Folder(*n), content.Options{Now: day})
	rows := rowsOf(lib)
	fmt.Printf("%d articles, %d rows, read in %s (%s of processor time), %d processors, heap %d MiB\n\n", len(lib.All()), len(rows), since(began), used()-cpu, runtime.NumCPU(), heap()>>20)
	fmt.Println("| engine | build | processor time | memory | p50 | p99 | slowest | p50, p99 of processor time | in the first three | first | held out |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|---|---|")
	for _, e := range []engine{&own{}, &fts{}, &bleveEngine{}} {
		if *only == "" || *only == e.name() {
			if err := measure(e, lib, rows, *rounds); err != nil {
				fmt.Fprintf(os.Stderr, "%s: %v\n", e.name(), err)
			}
		}
	}
}

func measure(e engine, lib *content.Library, rows []row, rounds int) error {
	before, resident := heap(), rss()
	began, cpu := time.Now(), used()
	if err := e.build(lib, rows); err != nil {
		return err
	}
	defer e.close()
	took, spent := time.Since(began), used()-cpu
	memory := max(int64(heap())-int64(before), 0)
	if grown := rss() - resident; memory < 1<<20 { // it keeps its memory outside of Go
		memory = max(grown, 0)
	}
	runtime.LockOSThread() // so that the thread's time is the query's
	defer runtime.UnlockOSThread()
	var times, spending []time.Duration
	ask := func(lang, query string) (keys []string) {
		best, least := time.Hour, time.Hour
		for range rounds {
			t, c := time.Now(), usedByThread()
			keys = e.find(lang, query)
			best, least = min(best, time.Since(t)), min(least, usedByThread()-c)
		}
		times, spending = append(times, best), append(spending, least)
		return keys
	}
	found, first, heldOut := 0, 0, 0
	for _, k := range searchtest.Known() {
		keys := ask(k.Lang, k.Query)
		at := place(keys, k.Want)
		if at > 0 && at <= 3 {
			found++
		}
		if at == 1 {
			first++
		}
	}
	for _, q := range more() {
		ask(q.Lang, q.Query)
	}
	for _, k := range searchtest.HeldOut() {
		if at := place(e.find(k.Lang, k.Query), k.Want); at > 0 && at <= 3 {
			heldOut++
		}
	}
	slices.Sort(times)
	slices.Sort(spending)
	total := len(searchtest.Known())
	fmt.Printf("| %s | %s | %s | %d MiB | %s | %s | %s | %s, %s | %d of %d (%.1f %%) | %d | %d of %d |\n", e.name(), took.Round(10*time.Millisecond), spent, memory>>20,
		round(times[len(times)/2]), round(times[len(times)*99/100]), round(times[len(times)-1]),
		round(spending[len(spending)/2]), round(spending[len(spending)*99/100]), found, total, 100*float64(found)/float64(total), first, heldOut, len(searchtest.HeldOut()))
	return nil
}

// more are the queries beside the known items, so that there are 200: single words, often with very many results.
func more() []searchtest.Item {
	var out []searchtest.Item
	for _, w := range strings.Fields("say people evening table friend house letter walk family phone bread street office winter quiet honest need want find make take call write forget remember avoid answer repeat wait start stop plan share explain promise breathe") {
		out = append(out, searchtest.Item{Lang: "en", Query: w})
	}
	for _, w := range []string{"say sorry friend", "what do people need", "\"the table\"", "evening -phone", "hou*", "people people people", "quiet evening at the table with a friend", "the and of", "say what you mean when you are tired and the evening is long", "lonely winter"} {
		out = append(out, searchtest.Item{Lang: "en", Query: w})
	}
	for _, w := range strings.Fields("sagen Leute Abend Tisch Freund Haus Brief Familie Handy Brot Straße") {
		out = append(out, searchtest.Item{Lang: "de", Query: w})
	}
	return out
}

// place is where what is wanted stands among the works that the keys name, 1 for the first.
func place(keys []string, want string) int {
	slug, _, part := strings.Cut(want, "#")
	var works []string
	for _, k := range keys {
		s, _, _ := strings.Cut(k, "#")
		if !slices.Contains(works, s) {
			works = append(works, s)
		}
		if k == want || !part && s == slug {
			return slices.Index(works, s) + 1
		}
	}
	return 0
}

func rowsOf(lib *content.Library) []row {
	var out []row
	for _, a := range lib.All() {
		out = append(out, row{a.Lang, a.Slug, a.Title, a.Summary})
		for _, t := range a.Tips {
			out = append(out, row{a.Lang, a.Slug + "#" + t.ID, t.Title, t.Text})
		}
		for _, q := range a.Questions {
			out = append(out, row{a.Lang, a.Slug + "#" + q.ID, q.Title, q.Text})
		}
		for _, s := range a.Sections {
			out = append(out, row{a.Lang, a.Slug + "#" + s.ID, s.Title, s.Text})
		}
	}
	for _, lang := range lib.Site().Languages {
		for _, p := range lib.People(lang) {
			out = append(out, row{lang, p.Slug, p.Name, p.Summary})
		}
	}
	return out
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// rss is the resident memory of the process, where the system tells.
func rss() int64 {
	data, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	var size, resident int64
	_, _ = fmt.Sscan(string(data), &size, &resident)
	return resident * int64(os.Getpagesize())
}

// used is the processor time of this process so far.
func used() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return (time.Duration(u.Utime.Nano()) + time.Duration(u.Stime.Nano())).Round(10 * time.Millisecond)
}

// usedByThread is the processor time of the calling thread; for engines that work on others it says little.
func usedByThread() time.Duration {
	const thread = 1 // RUSAGE_THREAD, Linux only
	var u syscall.Rusage
	_ = syscall.Getrusage(thread, &u)
	return time.Duration(u.Utime.Nano()) + time.Duration(u.Stime.Nano())
}

func since(t time.Time) time.Duration { return time.Since(t).Round(10 * time.Millisecond) }

func round(d time.Duration) time.Duration { return d.Round(10 * time.Microsecond) }
