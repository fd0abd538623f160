package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// hugoVersion is the Hugo that a start is held against.
const hugoVersion = "0.165.0"

// hugoFiles are a site for Hugo with the smallest theme that shows what ours shows of the same articles: an article with
// its trust line, contents, takeaways, text and recent articles, the front page, and lists by category, tag and author.
// What costs Hugo more and readers little is left out: feeds, sitemap, related articles, minifying, compressing.
var hugoFiles = map[string]string{
	"layouts/_default/baseof.html": `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }} · {{ site.Title }}</title>
<meta name="description" content="{{ .Params.summary }}"><link rel="canonical" href="{{ .Permalink }}"></head>
<body><header><a href="/">{{ site.Title }}</a><nav>{{ range site.Taxonomies.category }}<a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ end }}</nav></header>
<main>{{ block "main" . }}{{ end }}</main></body></html>
`,
	"layouts/_default/single.html": `{{ define "main" }}<article><h1>{{ .Title }}</h1><p>{{ .Params.summary }}</p>
<p>{{ range .Params.authors }}{{ . }} {{ end }}<time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time> {{ .ReadingTime }} minutes</p>
<ul>{{ range .Params.takeaways }}<li>{{ . }}</li>{{ end }}</ul>{{ .TableOfContents }}{{ .Content }}
<p>{{ range .Params.tags }}<a href="/tags/{{ . }}/">{{ . }}</a> {{ end }}</p></article>
<table>{{ range first 8 site.RegularPages }}<tr><td>{{ .Params.category }}</td><td><a href="{{ .RelPermalink }}">{{ .Title }}</a></td></tr>{{ end }}</table>{{ end }}
`,
	"layouts/_default/list.html": `{{ define "main" }}<h1>{{ .Title }}</h1>{{ range .Paginator.Pages }}<section><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
<p>{{ .Params.summary }}</p><p>{{ .ReadingTime }} minutes</p></section>{{ end }}
{{ with .Paginator }}{{ if .HasPrev }}<a href="{{ .Prev.URL }}">Newer</a>{{ end }}{{ if .HasNext }}<a href="{{ .Next.URL }}">Older</a>{{ end }}{{ end }}{{ end }}
`,
	"layouts/index.html": `{{ define "main" }}<h1>{{ site.Title }}</h1>{{ range first 12 site.RegularPages }}<section><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
<p>{{ .Params.summary }}</p></section>{{ end }}<ul>{{ range site.Taxonomies.category }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>{{ end }}
`,
}

// hugoConfig takes the articles from where they lie.
func hugoConfig(articles string) string {
	return fmt.Sprintf(`baseURL = "http://localhost/"
title = "Bench"
disableKinds = ["RSS", "sitemap", "robotsTXT", "404"]
[pagination]
pagerSize = 20
[taxonomies]
category = "category"
tag = "tags"
author = "authors"
[[module.mounts]]
source = %q
target = "content/articles"
[[module.mounts]]
source = "layouts"
target = "layouts"
`, articles)
}

// hugoRounds are what Hugo came to, or why there is nothing to say of it.
type hugoRounds struct {
	program     string
	missing     error
	built, most []float64 // in nanoseconds and bytes
}

func newHugoRounds(ctx context.Context, o options) *hugoRounds {
	h := &hugoRounds{}
	h.program, h.missing = hugo(ctx, o)
	return h
}

// build builds the articles once more; there must be a program. That Hugo cannot do it is no error of the bench.
func (h *hugoRounds) build(ctx context.Context, t *table, folder string) error {
	var built time.Duration
	var most int64
	built, most, h.missing = buildWithHugo(ctx, h.program, folder)
	h.built, h.most = append(h.built, float64(built)), append(h.most, float64(most))
	t.say("  Hugo: %s", short(built))
	return ctx.Err()
}

// say adds the medians of the rounds to the table, with the most memory of all, beside the first article of a start.
func (h *hugoRounds) say(t *table, first time.Duration) {
	if h.missing != nil {
		t.missing("start against Hugo", fmt.Sprintf("≤ %.2f", startOfHugo), h.missing)
		return
	}
	built := time.Duration(middle(h.built))
	t.note("Hugo "+hugoVersion+" builds them", fmt.Sprintf("%s, %s at most", short(built), megabytes(int64(slices.Max(h.most)))))
	t.atMost("start against Hugo", short(first), first.Seconds()/built.Seconds(), startOfHugo)
}

// buildWithHugo builds the articles of a folder with a Hugo, and returns how long that took and the most memory that it
// took, in bytes.
func buildWithHugo(ctx context.Context, program, folder string) (time.Duration, int64, error) {
	site := filepath.Join(folder, "hugo")
	files := map[string]string{"hugo.toml": hugoConfig(filepath.Join(folder, "articles/articles"))}
	for name, text := range hugoFiles {
		files[name] = text
	}
	for name, text := range files {
		if err := writeFile(filepath.Join(site, name), text); err != nil {
			return 0, 0, err
		}
	}
	build := exec.CommandContext(ctx, program, "--source", site, "--destination", filepath.Join(site, "public"), "--quiet")
	build.Env = append(os.Environ(), "HUGO_CACHEDIR="+filepath.Join(site, "cache"))
	began := time.Now()
	out, err := build.CombinedOutput()
	took := time.Since(began)
	if err != nil {
		return 0, 0, fmt.Errorf("build with Hugo: %w: %s", err, lastLine(out))
	}
	if pages, _ := filepath.Glob(filepath.Join(site, "public/articles/*/*/index.html")); len(pages) < startArticles {
		return 0, 0, fmt.Errorf("build with Hugo: %d pages of %d articles came out", len(pages), startArticles)
	}
	var most int64
	if usage, ok := build.ProcessState.SysUsage().(*syscall.Rusage); ok {
		most = usage.Maxrss << 10 // Linux counts in units of 1,024 bytes
	}
	return took, most, os.RemoveAll(site)
}

// hugo returns the program, installed into our own folder unless somebody named another. The first time takes minutes: it
// is built from source.
func hugo(ctx context.Context, o options) (string, error) {
	switch o.hugo {
	case "":
	case "none":
		return "", errors.New("left out by -hugo none")
	default:
		out, err := exec.CommandContext(ctx, o.hugo, "version").Output()
		if err == nil && !strings.Contains(string(out), "v"+hugoVersion) {
			err = fmt.Errorf("it is %s, not %s", strings.TrimSpace(string(out)), hugoVersion)
		}
		return o.hugo, err
	}
	fmt.Fprintf(os.Stderr, "installing Hugo %s ...\n", hugoVersion)
	install := exec.CommandContext(ctx, "go", "install", "github.com/gohugoio/hugo@v"+hugoVersion)
	install.Dir = o.folder // not this module's
	install.Env = append(os.Environ(), "GOBIN="+o.folder, "GOFLAGS=")
	if out, err := install.CombinedOutput(); err != nil {
		return "", fmt.Errorf("install Hugo %s: %w: %s", hugoVersion, err, lastLine(out))
	}
	return filepath.Join(o.folder, "hugo"), nil
}

func lastLine(out []byte) string {
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	return lines[len(lines)-1]
}
