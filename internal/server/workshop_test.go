package server_test

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/PuerkitoBio/goquery"

	"mendwell/internal/content"
	"mendwell/internal/server"
)

// desk is a workshop whose saves a test makes.
type desk struct {
	current atomic.Pointer[server.Bench]
	next    chan struct{}
}

func (d *desk) save(b server.Bench) {
	before := d.next
	d.next = make(chan struct{})
	b.Next = d.next
	d.current.Store(&b)
	if before != nil {
		close(before)
	}
}

func openDev(t *testing.T, files fstest.MapFS) (*house, *desk) {
	t.Helper()
	d := &desk{}
	d.save(server.Bench{State: "first"})
	h := open(t, folder(), func(c *server.Config) {
		c.Dev = true
		c.Workshop = &server.Workshop{Bench: d.current.Load, Files: files, Name: func(f string) string { return "texts/" + f }}
	})
	return h, d
}

func TestOnlyDevSpeaksOfItself(t *testing.T) {
	public := open(t, folder(), nil)
	dev, _ := openDev(t, nil)
	for _, path := range []string{"/", "/articles/space", "/de/articles", "/nothing"} {
		doc := public.browser().get(path).page()
		if n := doc.Find("#dev, #findings, [data-events], link[href*='/dev.']").Length(); n != 0 {
			t.Errorf("%s carries %d parts of dev mode", path, n)
		}
		page := dev.browser().get(path).page()
		if got := page.Find("script#dev").AttrOr("data-state", ""); got != "first" {
			t.Errorf("%s has the state %q", path, got)
		}
		page.Find("script#dev, link[href*='/dev.']").Each(func(_ int, s *goquery.Selection) {
			address := s.AttrOr("src", s.AttrOr("href", ""))
			dev.browser().get(address).wants(200)
			public.browser().get(address).wants(404)
		})
	}
	public.browser().get("/dev/events").wants(404)
}

func TestEventsTellEverySave(t *testing.T) {
	h, d := openDev(t, nil)
	res, err := http.Get(h.http.URL + "/dev/events")
	must(t, err)
	defer func() { _ = res.Body.Close() }()
	if res.Header.Get("Content-Type") != "text/event-stream" || res.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%v", res.Header)
	}
	lines := bufio.NewScanner(res.Body)
	next := func() string {
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				return data
			}
		}
		t.Fatalf("the stream ended: %v", lines.Err())
		return ""
	}
	for _, state := range []string{"first", "second", "third"} {
		if state != "first" {
			d.save(server.Bench{State: state})
		}
		if got := next(); got != state {
			t.Fatalf("told %q, want %q", got, state)
		}
	}
	h.browser().do(http.MethodHead, "/dev/events", "").wants(200)
}

// A page that waits for a save must not keep the site from stopping.
func TestEventsEndWithTheServer(t *testing.T) {
	h, _ := openDev(t, nil)
	s := h.server.HTTP("127.0.0.1:0")
	h.http.Config.RegisterOnShutdown(func() { _ = s.Shutdown(t.Context()) })
	res, err := http.Get(h.http.URL + "/dev/events")
	must(t, err)
	defer func() { _ = res.Body.Close() }()
	limited, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	must(t, h.http.Config.Shutdown(limited))
}

func TestFindingsOfAnArticle(t *testing.T) {
	h, d := openDev(t, nil)
	d.save(server.Bench{State: "second", Findings: content.Findings{
		{Path: "listening.md", Line: 1, Col: 1, Level: content.LevelWarning, Code: "other", Message: "of another file"},
		{Path: "space.md", Line: 3, Col: 7, Level: content.LevelHint, Code: "small", Message: "it could be <shorter>", Suggestion: "Cut it."},
		{Path: "space.md", Line: 9, Col: 2, Level: content.LevelWarning, Code: "large", Message: "it is too long"},
	}})
	doc := h.browser().get("/articles/space").wants(200).page()
	strip := doc.Find("details#findings")
	if _, open := strip.Attr("open"); open || text(strip.Find("summary")) != "texts/space.md 1 warning, 1 hint" {
		t.Errorf("the strip: %q", text(strip.Find("summary")))
	}
	want := []string{"warning line 9, column 2 it is too long large", "hint line 3, column 7 it could be <shorter>. Cut it. small"}
	if got := names(doc, "#findings li"); strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q", got)
	}
	if got := text(h.browser().get("/de/articles/zuhoeren").page().Find("#findings summary")); got != "texts/zuhoeren.md check findet nichts in dieser Datei" {
		t.Errorf("%q", got)
	}
	d.save(server.Bench{State: "third", Proofreading: true})
	if got := text(h.browser().get("/articles/space").page().Find("#findings summary")); got != "texts/space.md (the articles are still being proofread)" {
		t.Errorf("%q, though nobody has looked", got)
	}
}

func TestBrokenFileInPlace(t *testing.T) {
	source := "---\r\ntitle: One\r\nsummary: [… two\r\nlang: <b>\r\ndate: 2026\r\n---\r\n\r\nWords.\r\n"
	h, d := openDev(t, fstest.MapFS{"talk/one.md": {Data: []byte(source)}})
	broken := content.Finding{Path: "talk/one.md", Line: 3, Col: 10, Level: content.LevelError, Code: "front-matter", Message: "it is never closed"}
	d.save(server.Bench{State: "second", Findings: content.Findings{broken}, Broken: []server.Broken{
		{File: "talk/one.md", Spot: content.Spot{Lang: "en", Slug: "one"}},
		{File: "people/bob.md", Spot: content.Spot{Folder: "people", Lang: "en", Slug: "bob"}},
		{File: "pages/größe.md", Spot: content.Spot{Folder: "pages", Lang: "de", Slug: "größe"}},
	}})
	b := h.browser()
	for _, path := range []string{"/articles/one", "/de/articles/one"} {
		a := b.get(path).wants(422)
		doc := a.page()
		if got := names(doc, ".source-lines > div"); strings.Join(got, "|") != "1---|2title: One|3summary: [… two|4lang: <b>|5date: 2026|6---" {
			t.Errorf("%s shows %q", path, got)
		}
		if got := text(doc.Find(".here mark")); got != "[" {
			t.Errorf("%s marks %q", path, got)
		}
		if got := text(doc.Find(".faults")); !strings.Contains(got, "texts/talk/one.md:3:10") || !strings.Contains(got, "it is never closed") {
			t.Errorf("%s says %q", path, got)
		}
		if a.Header.Get("Cache-Control") != "no-store" || doc.Find("script#dev").Length() != 1 {
			t.Errorf("%s would not come back by itself", path)
		}
	}
	b.get("/people/bob").wants(422)
	b.get("/gr%C3%B6%C3%9Fe").wants(422)
	b.get("/articles/two").wants(404)
	b.get("/articles/space").wants(200)
	open(t, folder(), nil).browser().get("/articles/one").wants(404)
}

func TestRefusedSaveIsSaid(t *testing.T) {
	h, d := openDev(t, nil)
	d.save(server.Bench{State: "second", Refused: "site.yaml:1:1: error: no"})
	if got := text(h.browser().get("/").page().Find(".refused")); got != "Your last save is not shown: site.yaml:1:1: error: no" {
		t.Errorf("%q", got)
	}
	// What check says is English in every interface, and says so.
	if got := text(h.browser().get("/de").page().Find(".refused [lang=en]")); got != "site.yaml:1:1: error: no" {
		t.Errorf("marked as English: %q", got)
	}
}
