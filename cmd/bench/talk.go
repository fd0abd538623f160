package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"time"
)

// What a site with much talk looks like, and the bar of its pages.
const (
	talkArticles = 1_000
	talkComments = 1_000_000
	talkReaders  = 1_000
	talkThread   = 4      // comments of a usual thread
	talkLong     = 50_000 // comments below the article with the most of them
	talkDeep     = 5_000  // comments of the longest thread
	talkPage     = 25     // threads on a page of the site
	talkAnswers  = 50     // answers on a page of a thread
	talkCards    = 12     // articles on a page of the site
	talkBar      = 50 * time.Millisecond
	talkAsked    = 300 // requests of each page
)

// talking asks for every page that a reader sees, with a million comments in the database. No page is kept: each is
// rendered for its request alone, one after the other.
func talking(ctx context.Context, o options, t *table) (err error) {
	folder := filepath.Join(o.folder, "talk")
	if err := writeArticles(filepath.Join(folder, "articles"), talkArticles); err != nil {
		return err
	}
	empty, err := serve(ctx, o, folder, "--page-cache", "1") // makes the tables
	if err != nil {
		return err
	}
	if err := empty.stop(); err != nil {
		return err
	}
	began := time.Now()
	if err := fill(ctx, filepath.Join(folder, "data", "mendwell.db")); err != nil {
		return fmt.Errorf("put comments into the database: %w", err)
	}
	t.note("comments put into the database", fmt.Sprintf("%d in %s", talkComments, short(time.Since(began))))
	site, s, err := startOnce(ctx, o, folder, "--page-cache", "1")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, site.stop()) }()
	t.note("start with them: first article", short(s.first))
	for _, p := range talkPages() {
		r, err := oneByOne(ctx, site.host, p.path)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		t.within("with comments, "+p.name+": p99", r.P99, talkBar)
	}
	_, most := site.memory()
	t.note("memory with them, at most", megabytes(most))
	return nil
}

// readerPage is a page that everybody may see; path gives its address for the i-th request.
type readerPage struct {
	name string
	path func(i int) string
}

func talkPages() []readerPage {
	at := func(path string) func(int) string {
		return func(int) string { return path + unkept }
	}
	usual := func(i int) int { return talkFirstUsual + i%(talkArticles-talkFirstUsual) }
	last := func(comments, thread int) int { return pagesOf(comments/thread, talkPage) }
	thread := fmt.Sprintf("/articles/article-1/comments/%d?", talkLong+1)
	usualSize := (talkComments - talkLong - talkDeep) / (talkArticles - talkFirstUsual)
	return []readerPage{
		{"home", at("/?")},
		{"articles", at("/articles?")},
		{"articles, last page", at(fmt.Sprintf("/articles?page=%d&", pagesOf(talkArticles, talkCards)))},
		{"article", func(i int) string { return fmt.Sprintf("/articles/article-%d?%s", usual(i), unkept) }},
		{"article, last page of comments", func(i int) string {
			return fmt.Sprintf("/articles/article-%d?comments=%d&%s", usual(i), last(usualSize, talkThread), unkept)
		}},
		{fmt.Sprintf("article with %d comments", talkLong), at("/articles/article-0?")},
		{fmt.Sprintf("article with %d comments, last page", talkLong), at(fmt.Sprintf("/articles/article-0?comments=%d&", last(talkLong, talkThread)))},
		{fmt.Sprintf("article with a thread of %d", talkDeep), at("/articles/article-1?")},
		{fmt.Sprintf("thread of %d", talkDeep), at(thread)},
		{fmt.Sprintf("thread of %d, last page", talkDeep), at(fmt.Sprintf("%spage=%d&", thread, pagesOf(talkDeep-1, talkAnswers)))},
		{"article on one sheet", at("/articles/article-9/one-page?")},
		{"category", at("/categories/category-1?")},
		{"categories", at("/categories?")},
		{"tag", at("/tags/tag-3?")},
		{"person", at("/people/writer?")},
		{"what they wrote, last page", at(fmt.Sprintf("/people/writer/author?page=%d&", pagesOf(talkArticles, talkCards)))},
		{"people", at("/people?")},
		{"topics", at("/tags?")},
		{"feeds", at("/feeds?")},
		{"link to a comment", func(i int) string { return fmt.Sprintf("/comments/%d", talkComments-1-i*997) }},
		{"link to the last of " + fmt.Sprint(talkLong), at(fmt.Sprintf("/comments/%d?", talkLong))},
		{"link to the last of the thread", at(fmt.Sprintf("/comments/%d?", talkLong+talkDeep))},
		{"questions", at("/questions?")},
		{"help", at("/help?")},
		{"search", func(i int) string { return "/search?q=" + things[i%len(things)] }},
		{"search for two words", func(i int) string {
			return "/search?q=" + verbs[i%len(verbs)] + "+" + things[i%len(things)]
		}},
	}
}

// pagesOf is how many pages a list fills.
func pagesOf(n, size int) int { return (n + size - 1) / size }

// oneByOne asks for a page again and again on one connection.
func oneByOne(ctx context.Context, host string, path func(i int) string) (result, error) {
	status, err := statusOf(ctx, host, path(0))
	if err != nil {
		return result{}, err
	}
	c, err := dial(ctx, host)
	if err != nil {
		return result{}, err
	}
	defer func() { _ = c.conn.Close() }()
	defer context.AfterFunc(ctx, func() { _ = c.conn.Close() })()
	took := make([]time.Duration, 0, talkAsked)
	began := time.Now()
	for i := range talkAsked {
		q := get(host, path(i), status)
		start := time.Now()
		_ = c.conn.SetDeadline(start.Add(patience))
		if err := c.do(q); err != nil {
			return result{}, err
		}
		took = append(took, time.Since(start))
	}
	return measured(took, time.Since(began)), nil
}

// statusOf is what an address answers: a page, or the way to one.
func statusOf(ctx context.Context, host, path string) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+host+path, nil)
	if err != nil {
		return 0, err
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	if res.StatusCode >= 400 {
		return 0, errors.New(path + ": " + res.Status)
	}
	return res.StatusCode, nil
}
