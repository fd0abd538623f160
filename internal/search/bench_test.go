package search_test

import (
	"os"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"mendwell/internal/content"
	"mendwell/internal/search"
	"mendwell/internal/search/searchtest"
)

// size is how many articles the benchmarks search: 1,000, or as many as MENDWELL_BENCH_ARTICLES says.
func size() int {
	if n, err := strconv.Atoi(os.Getenv("MENDWELL_BENCH_ARTICLES")); err == nil {
		return n
	}
	return 1000
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func BenchmarkBuild(b *testing.B) {
	lib, _ := content.Load(searchtest.Folder(size()), content.Options{Now: day})
	before := heap()
	var x *search.Index
	for b.Loop() {
		x = search.Build(lib, nil)
	}
	works, entries, words, bytes := x.Size()
	b.ReportMetric(float64(heap()-before)/(1<<20), "MiB")
	b.Logf("%d works, %d entries, %d words, %d MiB by its own count", works, entries, words, bytes>>20)
	runtime.KeepAlive(lib)
}

func BenchmarkSearch(b *testing.B) {
	lib, _ := content.Load(searchtest.Folder(size()), content.Options{Now: day})
	x := search.Build(lib, nil)
	items := searchtest.Known()
	found := countFound(b, x, items)
	b.Logf("%d of %d known items among the first three", found, len(items))
	var took []time.Duration
	slowest, which := time.Duration(0), ""
	n := 0
	for b.Loop() {
		k := items[n%len(items)]
		n++
		began := time.Now()
		x.Search(search.Query{Text: k.Query, Lang: k.Lang, To: 10, Now: day})
		d := time.Since(began)
		took = append(took, d)
		if d > slowest {
			slowest, which = d, k.Query
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	b.Logf("slowest: %q, %s", which, slowest)
}
