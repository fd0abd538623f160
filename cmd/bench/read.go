package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// readPath is the article that the reading cases ask for.
const readPath = "/articles/article-7"

// openSite starts the site on generated articles and a database of its own.
func openSite(ctx context.Context, o options, name string, articles int) (*process, error) {
	folder := filepath.Join(o.folder, name)
	if err := writeArticles(filepath.Join(folder, "articles"), articles); err != nil {
		return nil, err
	}
	return serve(ctx, o, folder)
}

func serve(ctx context.Context, o options, folder string, flags ...string) (*process, error) {
	return start(ctx, o.program, append([]string{"serve", "--addr", "127.0.0.1:0", "--rate-limits", "off",
		"--articles", filepath.Join(folder, "articles"), "--data", filepath.Join(folder, "data"), "--log-level", "error"}, flags...)...)
}

// startBare starts the bare handler with an answer that the site gave, and makes sure that it gives the same one.
func startBare(ctx context.Context, o options, name, path string, p prepared) (*process, error) {
	file := filepath.Join(o.folder, name)
	if err := os.WriteFile(file, p.body, 0o600); err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	b, err := start(ctx, self, "bare", file, p.header.Get("Content-Encoding"), p.header.Get("Etag"), p.header.Get("Content-Type"))
	if err != nil {
		return nil, err
	}
	if again, err := fetch(ctx, b.host, path); err != nil || !bytes.Equal(again.body, p.body) {
		return nil, errors.Join(fmt.Errorf("the bare handler does not say what the site says at %s", path), err, b.stopBare())
	}
	return b, nil
}

// measurement is one case of a round.
type measurement struct {
	name string
	host string
	next func(conn, i int) request
}

// alternate runs the cases in turn, round after round, and returns the median of each. Every other round goes backwards, so
// that a machine that grows slower does not always hit the same case. Each case runs for a moment first, uncounted.
func alternate(ctx context.Context, o options, t *table, cases []measurement) (map[string]result, error) {
	rounds := map[string][]result{}
	for round := range o.rounds {
		for _, c := range cases {
			if _, err := load(ctx, c.host, o.clients, min(o.duration/10, time.Second), c.next); err != nil {
				return nil, fmt.Errorf("%s: %w", c.name, err)
			}
			r, err := load(ctx, c.host, o.clients, o.duration, c.next)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.name, err)
			}
			rounds[c.name] = append(rounds[c.name], r)
			t.say("  round %d, %s: %s", round+1, c.name, rate(r))
		}
		slices.Reverse(cases)
	}
	out := map[string]result{}
	for name, list := range rounds {
		out[name] = median(list)
	}
	return out, nil
}

// reading holds pages against a bare handler that writes the same bytes.
func reading(ctx context.Context, o options, t *table) (err error) {
	site, err := openSite(ctx, o, "read", 200)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, site.stop()) }()
	cookie, err := register(ctx, site.host, 0)
	if err != nil {
		return err
	}
	var cases []measurement
	for _, c := range []struct{ name, path string }{{"article", readPath}, {"home", "/"}, {"category", "/categories/category-1"}} {
		p, err := fetch(ctx, site.host, c.path)
		if err != nil {
			return err
		}
		b, err := startBare(ctx, o, c.name, c.path, p)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, b.stopBare()) }()
		t.note("size of "+c.name, fmt.Sprintf("%d bytes in %s", len(p.body), p.header.Get("Content-Encoding")))
		cases = append(cases,
			measurement{c.name + " bare", b.host, always(get(b.host, c.path, 200))},
			measurement{c.name, site.host, always(get(site.host, c.path, 200))})
		if c.path == readPath {
			known := "If-None-Match: " + p.header.Get("Etag")
			cases = append(cases,
				measurement{"304 bare", b.host, always(get(b.host, c.path, 304, known))},
				measurement{"304", site.host, always(get(site.host, c.path, 304, known))},
				measurement{"article, signed in", site.host, always(get(site.host, c.path, 200, cookie))})
		}
	}
	r, err := alternate(ctx, o, t, cases)
	if err != nil {
		return err
	}
	for _, c := range []struct {
		name, against string
		bar           float64
	}{
		{"article", "article bare", 0.90}, {"home", "home bare", 0.90}, {"category", "category bare", 0.90},
		{"304", "304 bare", 0.95}, {"article, signed in", "article bare", 0.35},
	} {
		if c.name != "article, signed in" { // its limit has been said
			t.note(c.against, rate(r[c.against]))
		}
		t.atLeast(c.name, rate(r[c.name]), r[c.name].PerSecond/r[c.against].PerSecond, c.bar)
	}
	t.atMost("article, p99 against bare", short(r["article"].P99), float64(r["article"].P99)/float64(r["article bare"].P99), 1.3)
	return nil
}
