package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// readPath is the article that the reading cases ask for.
const readPath = "/articles/article-7"

// openSite starts the site on generated articles and a database of its own.
func openSite(o options, name string, articles int) (*process, error) {
	folder := filepath.Join(o.folder, name)
	if err := writeArticles(filepath.Join(folder, "articles"), articles); err != nil {
		return nil, err
	}
	return serve(o, folder)
}

func serve(o options, folder string) (*process, error) {
	return start(o.program, "serve", "--addr", "127.0.0.1:0", "--rate-limits", "off", "--articles", filepath.Join(folder, "articles"),
		"--data", filepath.Join(folder, "data"), "--log-level", "error")
}

// startBare starts the bare handler with an answer that the site gave.
func startBare(o options, name string, p prepared) (*process, error) {
	file := filepath.Join(o.folder, name)
	if err := os.WriteFile(file, p.body, 0o600); err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return start(self, "bare", file, p.header.Get("Content-Encoding"), p.header.Get("Etag"), p.header.Get("Content-Type"))
}

// measurement is one case of a round.
type measurement struct {
	name string
	host string
	next func(conn, i int) request
}

// alternate runs the cases in turn, round after round, and returns the median of each.
func alternate(o options, t *table, cases []measurement) (map[string]result, error) {
	rounds := map[string][]result{}
	for round := range o.rounds {
		for _, c := range cases {
			r, err := load(c.host, o.clients, o.duration, c.next)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.name, err)
			}
			rounds[c.name] = append(rounds[c.name], r)
			t.say("  round %d, %s: %s", round+1, c.name, rate(r))
		}
	}
	out := map[string]result{}
	for name, list := range rounds {
		out[name] = median(list)
	}
	return out, nil
}

// reading holds pages against a bare handler that writes the same bytes.
func reading(o options, t *table) (err error) {
	site, err := openSite(o, "read", 200)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, site.stop()) }()
	cookie, err := register(site.host, 0)
	if err != nil {
		return err
	}
	var cases []measurement
	tags := map[string]string{}
	bares := map[string]string{}
	for name, path := range map[string]string{"article": readPath, "home": "/", "category": "/categories/category-1"} {
		p, err := fetch(site.host, path)
		if err != nil {
			return err
		}
		b, err := startBare(o, name, p)
		if err != nil {
			return err
		}
		defer b.stop()
		bares[name], tags[name] = b.host, p.header.Get("Etag")
		t.note("size of "+name, fmt.Sprintf("%d bytes in %s", len(p.body), p.header.Get("Content-Encoding")))
	}
	for _, c := range []struct{ name, path string }{{"article", readPath}, {"home", "/"}, {"category", "/categories/category-1"}} {
		cases = append(cases,
			measurement{c.name + " bare", bares[c.name], always(get(bares[c.name], c.path, 200))},
			measurement{c.name, site.host, always(get(site.host, c.path, 200))})
	}
	known := "If-None-Match: " + tags["article"]
	cases = append(cases,
		measurement{"304 bare", bares["article"], always(get(bares["article"], readPath, 304, known))},
		measurement{"304", site.host, always(get(site.host, readPath, 304, known))},
		measurement{"article, signed in", site.host, always(get(site.host, readPath, 200, cookie))})
	r, err := alternate(o, t, cases)
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
		t.note(c.against, rate(r[c.against]))
		t.atLeast(c.name, rate(r[c.name]), r[c.name].PerSecond/r[c.against].PerSecond, c.bar)
	}
	t.atMost("article, p99 against bare", r["article"].P99.String(), float64(r["article"].P99)/float64(r["article bare"].P99), 1.3)
	return nil
}
