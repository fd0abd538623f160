package main

import (
	"bufio"
	"context"
	"errors"
	"math"
	"net"
	"strings"
	"testing"
	"time"
)

func TestReadHead(t *testing.T) {
	for _, c := range []struct {
		name, text     string
		status, length int
		fails          bool
	}{
		{"a page", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\ncontent-length: 12\r\n\r\n", 200, 12, false},
		{"names in any case", "HTTP/1.1 200 OK\r\nCONTENT-LENGTH: 7\r\n\r\n", 200, 7, false},
		{"nothing new", "HTTP/1.1 304 Not Modified\r\nEtag: \"x\"\r\n\r\n", 304, -1, false},
		{"another field that begins alike", "HTTP/1.1 200 OK\r\nContent-Length-Wanted: 9\r\n\r\n", 200, -1, false},
		{"no length that can be", "HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\n", 0, 0, true},
		{"no number", "HTTP/1.1 two OK\r\n\r\n", 0, 0, true},
		{"another protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n", 0, 0, true},
		{"cut off", "HTTP/1.1 200 OK\r\nContent-", 0, 0, true},
	} {
		status, length, err := readHead(bufio.NewReader(strings.NewReader(c.text)))
		if (err != nil) != c.fails || err == nil && (status != c.status || length != c.length) {
			t.Errorf("%s: %d, %d, %v", c.name, status, length, err)
		}
	}
}

// A client must leave the connection where the next answer begins, and say what came where it is not what was wanted.
func TestClientReadsAnswerAfterAnswer(t *testing.T) {
	ours, theirs := net.Pipe()
	defer func() { _ = ours.Close() }()
	answers := []string{
		"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
		"HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 6\r\n\r\nbroken",
	}
	go func() {
		defer func() { _ = theirs.Close() }()
		r := bufio.NewReader(theirs)
		for _, a := range answers {
			for line := "-"; strings.TrimSpace(line) != ""; {
				var err error
				if line, err = r.ReadString('\n'); err != nil {
					return
				}
			}
			if _, err := theirs.Write([]byte(a)); err != nil {
				return
			}
		}
	}()
	c := &client{ours, bufio.NewReader(ours)}
	for i, status := range []int{200, 304} {
		if err := c.do(get("host", "/", status)); err != nil {
			t.Fatalf("answer %d: %v", i, err)
		}
	}
	if err := c.do(get("host", "/", 200)); !errors.Is(err, errLength) {
		t.Errorf("without a length: %v", err)
	}
	if err := c.do(get("host", "/slow", 200)); err == nil || !strings.Contains(err.Error(), "/slow") || !strings.Contains(err.Error(), "broken") {
		t.Errorf("an error page: %v", err)
	}
}

func TestPercentile(t *testing.T) {
	var list []time.Duration
	for i := range 300 {
		list = append(list, time.Duration(i+1))
	}
	for _, c := range []struct {
		p    float64
		want time.Duration
	}{{50, 150}, {99, 297}, {100, 300}, {0, 1}} {
		if got := percentile(list, c.p); got != c.want {
			t.Errorf("%v %% of 300: %d, not %d", c.p, got, c.want)
		}
	}
	if got := percentile(nil, 99); got != 0 {
		t.Errorf("of none: %d", got)
	}
	if got := percentile(list[:1], 99); got != 1 {
		t.Errorf("of one: %d", got)
	}
}

func TestMedian(t *testing.T) {
	r := median([]result{{PerSecond: 30, P99: 1, Requests: 5}, {PerSecond: 10, P99: 9, Requests: 6}, {PerSecond: 20, P99: 5, Requests: 1}})
	if r.PerSecond != 20 || r.P99 != 5 || r.Requests != 5 {
		t.Errorf("of three, figure by figure: %+v", r)
	}
	list := []float64{4, 1, 2, 9}
	if got := middle(list); got != 3 {
		t.Errorf("of four: %v", got)
	}
	if list[0] != 4 {
		t.Error("the list of the caller was sorted")
	}
}

func TestExponent(t *testing.T) {
	n := []int{100, 1000, 5000, 20000}
	cost := func(f func(n float64) float64) (list []float64) {
		for _, k := range n {
			list = append(list, f(float64(k)))
		}
		return list
	}
	for _, c := range []struct {
		name string
		f    func(n float64) float64
		want float64
	}{
		{"proportion", func(n float64) float64 { return 3 * n }, 1},
		{"square", func(n float64) float64 { return n * n / 7 }, 2},
		{"none", func(float64) float64 { return 5 }, 0},
	} {
		if got := exponent(n, cost(c.f)); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	hidden := cost(func(n float64) float64 { return 1e6 + n*n })
	if all, last := exponent(n, hidden), steepest(n, hidden); all > 1.5 || last < 1.9 {
		t.Errorf("a square behind a fixed cost: %v over all, %v at the steepest", all, last)
	}
}

func TestProcFigures(t *testing.T) {
	if got := statusBytes("Name:\tx\nVmHWM:\t  2048 kB\nVmRSS:\t   12 kB\n", "VmRSS"); got != 12<<10 {
		t.Errorf("VmRSS is %d", got)
	}
	got, err := statCPU("71 (a) b) S 1 71 71 0 -1 4194560 900 0 0 0 150 50 0 0 20 0 9 0 5")
	if err != nil || got != 2*time.Second {
		t.Errorf("processor time is %s, %v", got, err)
	}
	if _, err := statCPU("71"); err == nil {
		t.Error("half a line was read")
	}
}

func TestFlags(t *testing.T) {
	if o, err := parse([]string{"-only", "read,talk", "-time", "2s", "-json"}); err != nil || o.clients != 32 || !o.json || o.rounds != 3 {
		t.Errorf("%+v, %v", o, err)
	}
	for _, args := range []string{"-only reed", "-time 0s", "-rounds 0", "-clients 0", "read"} {
		if _, err := parse(strings.Fields(args)); err == nil {
			t.Errorf("%s was accepted", args)
		}
	}
}

func TestTable(t *testing.T) {
	tab := &table{say: func(string, ...any) {}}
	tab.atLeast("fast", "9/s", 0.9, 0.9)
	tab.atMost("slow", "9 ms", 3.01, 3)
	tab.within("soon", time.Second, time.Second)
	tab.fits("small", 0, 100) // nothing could be read
	tab.missing("unknown", "≤ 0.10", net.ErrClosed)
	tab.note("size", "5 bytes")
	if met, bars := tab.score(); met != 1 || bars != 4 {
		t.Errorf("%d of %d", met, bars)
	}
	var b strings.Builder
	if err := tab.print(&b, false); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"0.90   ≥ 0.90  yes", "≤ 3.00  NO", "not measured: ", "1 of 4 bars met"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in\n%s", want, b.String())
		}
	}
}

// Each comment that is put into the database answers one that is there, of the same article and thread.
func TestPlaces(t *testing.T) {
	list := map[int64]placed{}
	sizes := map[int64]int{}
	for n := range int64(120_000) {
		p := place(n)
		id := n + 1
		if top := p.parent == 0; top != (p.thread == id) {
			t.Fatalf("comment %d: %+v", id, p)
		}
		if above, ok := list[p.parent]; p.parent != 0 && (!ok || above.thread != p.thread || above.article != p.article) {
			t.Fatalf("comment %d: %+v answers %+v", id, p, above)
		}
		list[id] = p
		sizes[p.thread]++
	}
	if got := sizes[1]; got != talkThread {
		t.Errorf("a usual thread has %d comments", got)
	}
	if got := sizes[talkLong+1]; got != talkDeep {
		t.Errorf("the longest thread has %d comments", got)
	}
	if p := place(talkComments - 1); p.article >= talkArticles {
		t.Errorf("the last comment is below article %d", p.article)
	}
}

func TestArticlesAreAlwaysTheSame(t *testing.T) {
	a := article(7)
	if a != article(7) || a == article(8) {
		t.Error("an article's number does not decide its words")
	}
	if words := len(strings.Fields(a)); words < 1_300 || words > 1_800 {
		t.Errorf("%d words", words)
	}
}

// Whoever stops the bench finds no server and no folder afterwards.
func TestProgramThatEndsAtOnceIsSaid(t *testing.T) {
	_, err := start(t.Context(), "sh", "-c", "echo no such folder >&2; exit 3")
	if err == nil || !strings.Contains(err.Error(), "no such folder") {
		t.Errorf("start: %v", err)
	}
}

func TestContextStopsServers(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	p, err := start(ctx, "sh", "-c", `trap 'echo stopped >&2; exit 4' TERM; echo http://127.0.0.1:1; while :; do read -r x < /dev/null; done`)
	if err != nil {
		t.Fatal(err)
	}
	stop()
	if err := p.stop(); err == nil || !strings.Contains(p.log.String(), "stopped") {
		t.Errorf("%v, %q", err, p.log)
	}
	if _, err := load(ctx, p.host, 1, time.Second, always(get(p.host, "/", 200))); err == nil {
		t.Error("load goes on after a signal")
	}
}
