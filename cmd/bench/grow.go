package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Sizes over which cost must not grow faster than the number of articles, and requests hardly at all.
var growSizes = []int{100, 1_000, 5_000, 20_000}

const (
	growBar    = 1.1 // exponent of what has to read every article
	requestBar = 0.1 // exponent of what answers one request
	growRead   = 100 // articles that are read; divides the sizes
)

// unkept makes an address one that the site renders anew each time: what just happened, in words, is for one reader, so
// a page with it is never kept. A code that there is not changes nothing on the page.
const unkept = "done=bench"

// growing measures starts and requests at several sizes.
func growing(ctx context.Context, o options, t *table) error {
	costs := map[string][]float64{}
	order := []string{}
	put := func(name string, cost float64) {
		if costs[name] == nil {
			order = append(order, name)
		}
		costs[name] = append(costs[name], max(cost, 1e-9))
	}
	for _, n := range growSizes {
		if err := growTo(ctx, o, t, n, put); err != nil {
			return fmt.Errorf("%d articles: %w", n, err)
		}
	}
	for _, name := range order {
		bar := requestBar
		if name == "processor time of a start" || name == "memory" {
			bar = growBar
		}
		t.atMost("growth of "+name, fmt.Sprintf("exponent over %d to %d articles", growSizes[0], growSizes[len(growSizes)-1]),
			steepest(growSizes, costs[name]), bar)
	}
	return nil
}

// growTo measures one size.
func growTo(ctx context.Context, o options, t *table, n int, put func(name string, cost float64)) (err error) {
	folder := filepath.Join(o.folder, fmt.Sprintf("grow-%d", n))
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	if err := writeArticles(filepath.Join(folder, "articles"), n); err != nil {
		return err
	}
	site, s, err := startOnce(ctx, o, folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, site.stop()) }()
	name := fmt.Sprintf("%d articles: ", n)
	t.note(name+"start", fmt.Sprintf("first article %s, with search %s, %s of processor time", short(s.first), short(s.search), short(s.cpu)))
	t.note(name+"memory", fmt.Sprintf("%s, %s at most", megabytes(s.now), megabytes(s.most)))
	put("processor time of a start", s.cpu.Seconds())
	put("memory", float64(s.most))
	// The same number of articles in each size, from all over the folder: who reads one for the first time waits for its
	// Markdown, and among 20,000 that would be nearly everybody.
	article := func(conn, i int) int { return (conn*31 + i) % growRead * (n / growRead) }
	r, err := alternate(ctx, o, t, []measurement{
		{"kept article", site.host, func(conn, i int) request {
			return get(site.host, fmt.Sprintf("/articles/article-%d", article(conn, i)), 200)
		}},
		{"rendered article", site.host, func(conn, i int) request {
			return get(site.host, fmt.Sprintf("/articles/article-%d?%s", article(conn, i), unkept), 200)
		}},
		{"rendered home", site.host, always(get(site.host, "/?"+unkept, 200))},
		{"rendered category", site.host, always(get(site.host, "/categories/category-1?"+unkept, 200))},
	})
	if err != nil {
		return err
	}
	for _, c := range []string{"kept article", "rendered article", "rendered home", "rendered category"} {
		t.note(name+c, rate(r[c]))
		put("one "+c, float64(time.Second)/r[c].PerSecond)
	}
	return nil
}
