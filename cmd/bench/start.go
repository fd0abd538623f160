package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

// The bars of a start, for this many articles of about 1,500 words.
const (
	startArticles = 10_000
	startBar      = 3 * time.Second
	startMemory   = 600_000_000 // bytes
	startOfHugo   = 0.1
	changeBar     = 100 * time.Millisecond
	changes       = 9
)

// started is what one start came to.
type started struct {
	first, search time.Duration // from exec to the first article, and to the first answer of the search
	cpu           time.Duration // used by then
	now, most     int64         // memory by then, in bytes
}

// startOnce starts a site and waits until it serves an article and its search is ready.
func startOnce(ctx context.Context, o options, folder string, flags ...string) (*process, started, error) {
	site, err := serve(ctx, o, folder, flags...)
	if err != nil {
		return nil, started{}, err
	}
	s, err := settle(ctx, site)
	if err != nil {
		return nil, s, errors.Join(err, site.stop())
	}
	return site, s, nil
}

func settle(ctx context.Context, site *process) (s started, err error) {
	if _, err = fetch(ctx, site.host, readPath); err != nil {
		return s, err
	}
	s.first = time.Since(site.began)
	// As long as there is no index, the search page says when to come back.
	err = poll(ctx, 10*time.Millisecond, func() (bool, error) {
		p, err := fetch(ctx, site.host, "/search?q=quarrel")
		return err == nil && p.header.Get("Retry-After") == "", err
	})
	if err != nil {
		return s, err
	}
	s.search = time.Since(site.began)
	s.now, s.most = site.memory()
	s.cpu, err = site.cpu()
	return s, err
}

// poll asks every so often until the answer is yes, for as long as patience lasts.
func poll(ctx context.Context, every time.Duration, ask func() (bool, error)) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if yes, err := ask(); err != nil || yes {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waited %s in vain", patience)
		case <-tick.C:
		}
	}
}

// starting measures how soon many articles are served, what memory they take, and how soon a changed one is seen.
func starting(ctx context.Context, o options, t *table) error {
	folder := filepath.Join(o.folder, "start")
	if err := writeArticles(filepath.Join(folder, "articles"), startArticles); err != nil {
		return err
	}
	if err := startsAgainstHugo(ctx, o, t, folder); err != nil {
		return err
	}
	hup := func(p *process) error { return p.cmd.Process.Signal(syscall.SIGHUP) }
	return errors.Join(
		changeBecomesLive(ctx, o, t, folder, "a change is live after SIGHUP", hup),
		changeBecomesLive(ctx, o, t, folder, "a change is live in --dev", func(*process) error { return nil }, "--dev"))
}

// startsAgainstHugo starts on a new data folder, again on the same one, and builds the same articles with Hugo, in rounds,
// every other one backwards: what comes first finds the files in another state.
func startsAgainstHugo(ctx context.Context, o options, t *table, folder string) error {
	var fresh, again []started
	other := newHugoRounds(ctx, o)
	for round := range o.rounds {
		steps := []func() error{func() error { return startsTwice(ctx, o, folder, &fresh, &again) }}
		if other.missing == nil {
			steps = append(steps, func() error { return other.build(ctx, t, folder) })
		}
		if round%2 == 1 {
			slices.Reverse(steps)
		}
		for _, step := range steps {
			if err := step(); err != nil {
				return err
			}
		}
		t.say("  round %d, start: first article %s, again %s", round+1, short(fresh[round].first), short(again[round].first))
	}
	first := sayStarts(t, "start", fresh)
	sayStarts(t, "second start", again)
	other.say(t, first)
	return nil
}

// startsTwice starts on a new data folder and again on the same one.
func startsTwice(ctx context.Context, o options, folder string, fresh, again *[]started) error {
	if err := os.RemoveAll(filepath.Join(folder, "data")); err != nil {
		return err
	}
	for _, list := range []*[]started{fresh, again} {
		site, s, err := startOnce(ctx, o, folder)
		if err != nil {
			return err
		}
		if err := site.stop(); err != nil {
			return err
		}
		*list = append(*list, s)
	}
	return nil
}

// sayStarts adds the lines of several starts to the table, with the median of each figure and the most memory of all, and
// returns how long the first article took.
func sayStarts(t *table, name string, list []started) time.Duration {
	of := func(figure func(started) int64) []float64 {
		var all []float64
		for _, s := range list {
			all = append(all, float64(figure(s)))
		}
		return all
	}
	spent := func(figure func(started) time.Duration) time.Duration {
		return time.Duration(middle(of(func(s started) int64 { return int64(figure(s)) })))
	}
	first := spent(func(s started) time.Duration { return s.first })
	t.within(fmt.Sprintf("%s with %d articles: first article", name, startArticles), first, startBar)
	t.note(name+": search is ready", fmt.Sprintf("%s, %s of processor time", short(spent(func(s started) time.Duration { return s.search })), short(spent(func(s started) time.Duration { return s.cpu }))))
	t.note(name+": memory with search", megabytes(int64(middle(of(func(s started) int64 { return s.now })))))
	t.fits(name+": memory at most", int64(slices.Max(of(func(s started) int64 { return s.most }))), startMemory)
	return first
}

// changeBecomesLive changes the title of an article again and again and waits each time until its page says so. tell lets
// the site know.
func changeBecomesLive(ctx context.Context, o options, t *table, folder, name string, tell func(*process) error, flags ...string) (err error) {
	site, s, err := startOnce(ctx, o, folder, flags...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, site.stop()) }()
	if len(flags) > 0 {
		t.note("start with "+flags[0]+": first article", short(s.first))
	}
	file := filepath.Join(folder, "articles/articles/07/article-7.md")
	old, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var took []float64
	for i := range changes {
		title := fmt.Sprintf("Changed for the %d. time", i+1)
		d, err := change(ctx, site, file, bytes.Replace(old, []byte("Fifteen ways"), []byte(title), 1), title, tell)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil { // slower than anybody waits is an answer too
			t.add(row{Case: name, Value: err.Error(), Bar: "< " + changeBar.String()}, false)
			return os.WriteFile(file, old, 0o600)
		}
		took = append(took, float64(d))
	}
	t.within(fmt.Sprintf("%s (median of %d)", name, changes), time.Duration(middle(took)), changeBar)
	return os.WriteFile(file, old, 0o600)
}

// change writes a file and returns how long it took from the write until the page shows what it says.
func change(ctx context.Context, site *process, file string, text []byte, wanted string, tell func(*process) error) (time.Duration, error) {
	began := time.Now()
	if err := errors.Join(os.WriteFile(file, text, 0o600), tell(site)); err != nil {
		return 0, err
	}
	err := poll(ctx, time.Millisecond, func() (bool, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+site.host+readPath, nil)
		if err != nil {
			return false, err
		}
		req.Header.Set("Accept-Encoding", "identity")
		page, err := answer(req)
		return err == nil && bytes.Contains(page.body, []byte(wanted)), err
	})
	return time.Since(began), err
}
