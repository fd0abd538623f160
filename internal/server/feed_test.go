package server_test

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/mmcdole/gofeed"

	"mendwell/internal/account"
	"mendwell/internal/comment"
	"mendwell/internal/content"
	"mendwell/internal/server"
	"mendwell/web/link"
)

// everyFeed is the pages that have feeds, in both languages.
func everyFeed() []string {
	var out []string
	for _, prefix := range []string{"", "/de"} {
		for _, page := range []string{"", "/categories/repair", "/tags/space", "/people/ada", "/articles/space/comments"} {
			out = append(out, prefix+page)
		}
	}
	return out
}

var formats = map[string]string{
	link.Atom: "application/atom+xml; charset=utf-8", link.RSS: "application/rss+xml; charset=utf-8", link.JSON: "application/feed+json; charset=utf-8",
}

func read(t testing.TB, a answer) *gofeed.Feed {
	t.Helper()
	f, err := gofeed.NewParser().ParseString(a.body)
	if err != nil {
		t.Fatalf("%s: %v\n%.600s", a.Request.URL, err, a.body)
	}
	return f
}

// wellFormed reads all of an XML document as strictly as the library can.
func wellFormed(t testing.TB, body string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(body)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%v\n%.600s", err, body)
		}
	}
}

func TestEveryFeedIsValidInEveryFormat(t *testing.T) {
	h := open(t, folder(), nil)
	ada := h.user("reader", account.RoleReader, "")
	_, err := h.comments.Post(context.Background(), h.viewer(ada), comment.Draft{Article: "en/space", Source: "A **word**."})
	must(t, err)
	b := h.browser()
	for _, page := range everyFeed() {
		var first *gofeed.Feed
		for _, format := range []string{link.Atom, link.RSS, link.JSON} {
			at := page + "/" + format
			a := b.get(at).wants(200)
			if got := a.Header.Get("Content-Type"); got != formats[format] {
				t.Errorf("%s: %s", at, got)
			}
			if a.Header.Get("Vary") != "Accept-Encoding" || !strings.HasPrefix(a.Header.Get("ETag"), `"`) {
				t.Errorf("%s: %v", at, a.Header)
			}
			if format == link.JSON {
				jsonFeed(t, at, a.body)
			} else {
				wellFormed(t, a.body)
			}
			f := read(t, a)
			if f.Title == "" || f.Link == "" || f.FeedLink != "http://mendwell.example"+at {
				t.Errorf("%s: %q %q %q", at, f.Title, f.Link, f.FeedLink)
			}
			for _, i := range f.Items {
				if i.GUID == "" || i.Title == "" || !strings.HasPrefix(i.Link, "http://mendwell.example/") || i.Content == "" || i.PublishedParsed == nil {
					t.Errorf("%s: %+v", at, i)
				}
			}
			if first == nil {
				first = f
			} else if len(f.Items) != len(first.Items) || f.Title != first.Title {
				t.Errorf("%s says something else than the others: %d items, not %d", at, len(f.Items), len(first.Items))
			}
		}
		if len(first.Items) == 0 && page != "/de/articles/space/comments" {
			t.Errorf("%s: nothing in it", page)
		}
	}
}

// jsonFeed holds a document against what JSON Feed 1.1 requires.
func jsonFeed(t testing.TB, at, body string) {
	t.Helper()
	var f map[string]any
	must(t, json.Unmarshal([]byte(body), &f))
	if f["version"] != "https://jsonfeed.org/version/1.1" || f["title"] == "" || f["home_page_url"] == nil || f["feed_url"] == nil {
		t.Errorf("%s: %.300s", at, body)
	}
	items, ok := f["items"].([]any)
	if !ok {
		t.Fatalf("%s: no array of items", at)
	}
	for _, x := range items {
		i := x.(map[string]any)
		if id, ok := i["id"].(string); !ok || id == "" {
			t.Errorf("%s: an item without id", at)
		}
		if i["content_html"] == nil && i["content_text"] == nil {
			t.Errorf("%s: an item without content", at)
		}
		for _, name := range []string{"date_published", "date_modified"} {
			if _, err := time.Parse(time.RFC3339, i[name].(string)); err != nil {
				t.Errorf("%s: %s: %v", at, name, err)
			}
		}
	}
}

func items(f *gofeed.Feed) []string {
	var out []string
	for _, i := range f.Items {
		out = append(out, i.Title)
	}
	return out
}

func TestFeedHoldsWhatReadersSee(t *testing.T) {
	files := folder()
	files["draft.md"] = article("title: A draft\nsummary: x.\ncategory: repair\nauthors: [ada]\ntags: [space]\ndate: 2026-09-05\ndraft: true", "Secret.")
	files["later.md"] = article("title: Later\nsummary: x.\ncategory: repair\nauthors: [ada]\ntags: [space]\ndate: 2026-12-05", "Secret.")
	files["gone.md"] = article("title: Gone\nsummary: x.\ncategory: repair\nauthors: [ada]\ntags: [space]\ndate: 2026-09-05\nexpires: 2026-10-01", "Secret.")
	h := open(t, files, nil)
	b := h.browser()
	for path, want := range map[string]string{
		"/feed.xml":                    "[How to listen Three ways to give space הקשבה]",
		"/de/feed.xml":                 "[Zuhören lernen]",
		"/categories/repair/rss.xml":   "[Three ways to give space]",
		"/de/tags/space/feed.json":     "[Zuhören lernen]",
		"/people/ada/feed.xml":         "[How to listen Three ways to give space הקשבה]",
		"/people/ruth/feed.xml":        "[]",
		"/de/categories/trust/rss.xml": "[]",
	} {
		if got := fmt.Sprint(items(read(t, b.get(path).wants(200)))); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	for _, path := range []string{"/categories/none/feed.xml", "/tags/none/rss.xml", "/people/none/feed.json", "/articles/draft/comments/feed.xml", "/feed.xml?page=2", "/feed.xml?page=0"} {
		b.get(path).wants(404)
	}
	b.get("/articles/room/comments/feed.xml").wants(301).leadsTo("/articles/space/comments/feed.xml")
}

// In dev mode the library has drafts too. A program that follows the site never learns of them.
func TestFeedNeverHoldsDraftsInDevMode(t *testing.T) {
	files := folder()
	files["draft.md"] = article("title: A draft\nsummary: x.\ncategory: repair\nauthors: [ada]\ndate: 2026-09-05\ndraft: true", "Secret.")
	files["later.md"] = article("title: Later\nsummary: x.\ncategory: repair\nauthors: [ada]\ndate: 2026-12-05", "Secret.")
	h := open(t, files, func(c *server.Config) { c.Dev = true })
	h.lib, _ = content.Load(files, content.Options{Now: h.clock.Now(), Drafts: true})
	if _, ok := h.lib.Article("en", "draft"); !ok {
		t.Fatal("the library has no draft to leave out")
	}
	for _, format := range []string{link.Atom, link.RSS, link.JSON} {
		if got := fmt.Sprint(items(read(t, h.browser().get("/"+format).wants(200)))); got != "[How to listen Three ways to give space הקשבה]" {
			t.Errorf("%s: %s", format, got)
		}
	}
}

func TestFeedIDsOutlastAddresses(t *testing.T) {
	ids := func(files fstest.MapFS, change func(*server.Config)) (out []string) {
		f := read(t, open(t, files, change).browser().get("/feed.xml").wants(200))
		for _, i := range f.Items {
			if strings.HasPrefix(i.Title, "Three") {
				out = append(out, i.GUID)
			}
		}
		return out
	}
	plain := folder()
	delete(plain, "space.md")
	front := "title: Three ways\nsummary: Room.\ncategory: repair\nauthors: [ada]\ndate: 2026-09-01"
	before := folder()
	before["space.md"] = article(front, "Words.")
	want := []string{"tag:mendwell.example,2026:en/space"}
	if got := ids(before, nil); !slices.Equal(got, want) {
		t.Fatalf("%q, want %q", got, want)
	}
	if got := ids(before, func(c *server.Config) { c.BaseURL = "https://other.example" }); !slices.Equal(got, want) {
		t.Errorf("with --base-url: %q", got)
	}
	plain["room.md"] = article(front+"\naliases: [space, older]", "Words.")
	if got := ids(plain, nil); !slices.Equal(got, want) {
		t.Errorf("with another slug: %q", got)
	}
	discussion := func(files fstest.MapFS, slug string) string {
		body := open(t, files, nil).browser().get("/articles/" + slug + "/comments/feed.xml").wants(200).body
		_, rest, _ := strings.Cut(body, "<id>")
		id, _, _ := strings.Cut(rest, "</id>")
		return id
	}
	if was, is := discussion(before, "space"), discussion(plain, "room"); was != is || was != "tag:mendwell.example,2026:feed/en/articles/space/comments" {
		t.Errorf("the discussion was %s, and is %s with another slug", was, is)
	}
	site := string(plain["site.yaml"].Data)
	plain["site.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(site, "base_url: http://mendwell.example", "base_url: http://moved.example\nfeed_id: mendwell.example,2026", 1))}
	if got := ids(plain, nil); !slices.Equal(got, want) {
		t.Errorf("with another base_url: %q", got)
	}
}

func TestFeedDatesAreTrue(t *testing.T) {
	files := folder()
	front := "summary: x.\ncategory: repair\nauthors: [ada]\ndate: 2026-09-05"
	files["plain.md"] = article("title: Plain\n"+front, "Words.")
	files["updated.md"] = article("title: Updated\n"+front+"\nupdated: 2026-10-01", "Words.")
	files["corrected.md"] = article("title: Corrected\n"+front+"\nupdated: 2026-10-01\ncorrections: [{date: 2026-10-03, text: A number was wrong., kind: material}]", "Words.")
	files["slip.md"] = article("title: Slip\n"+front+"\nupdated: 2027-10-01", "Words.")
	files["undated.md"] = article("title: Undated\nsummary: x.\ncategory: repair\nauthors: [ada]", "Words.")
	h := open(t, files, nil)
	got := map[string]string{}
	f := read(t, h.browser().get("/feed.xml").wants(200))
	for _, i := range f.Items {
		got[i.Title] = i.PublishedParsed.Format(time.DateOnly) + " " + i.UpdatedParsed.Format(time.DateOnly)
	}
	for title, want := range map[string]string{
		"Plain": "2026-09-05 2026-09-05", "Updated": "2026-09-05 2026-10-01", "Corrected": "2026-09-05 2026-10-03", "Slip": "2026-09-05 2026-09-05", "Undated": "",
	} {
		if got[title] != want {
			t.Errorf("%s: %s, want %s", title, got[title], want)
		}
	}
	if got := f.UpdatedParsed.Format(time.DateOnly); got != "2026-10-03" {
		t.Errorf("the feed was updated on %s", got)
	}
}

func TestFeedTextIsWholeAndPlain(t *testing.T) {
	files := folder()
	files["mug.png"] = pngFile
	files["care.md"] = article("title: \"Fish & <chips> ]]> \\u0007 🏺\"\nsummary: A & B.\ncategory: repair\nauthors: [ada]\ndate: 2026-10-01\nsensitive: [suicide]\nnot_for: [Whoever is in danger]\n"+
		"sources: [{title: A book, year: 2001}]\ntakeaways: [\"Label: a point\"]",
		"A [link](listening.md), a [part](#no-end), a note[^1] and ]]>.\n\n![A mug](mug.png \"Photo: Ann\")\n\n> [!NOTE] Mind\n> A box.\n\n> [!HELP] suicide\n> Call.\n\n"+
			"| a | b |\n|--:|---|\n| 1 | 2 |\n\n## No end\n\nLast words.\n\n[^1]: The note.\n")
	h := open(t, files, nil)
	for _, format := range []string{link.Atom, link.RSS, link.JSON} {
		a := h.browser().get("/" + format).wants(200)
		if format != link.JSON {
			wellFormed(t, a.body)
		}
		i := read(t, a).Items[0]
		if i.Title != "Fish & <chips> ]]> 🏺" {
			t.Errorf("%s: title %q", format, i.Title)
		}
		for _, want := range []string{
			`<a href="http://mendwell.example/help?topic=suicide">If you are in danger`, `<a href="http://mendwell.example/articles/listening">link</a>`,
			`<a href="http://mendwell.example/articles/care#no-end">part</a>`, `<img src="http://mendwell.example/media/`, `alt="A mug"`, "Photo: Ann",
			"<blockquote>\n<p><strong>Note</strong>: Mind</p>", "]]&gt;.", "<th scope=\"col\">b</th>", "<h2>No end</h2>", "Last words.", "The note.",
			`href="http://mendwell.example/articles/care#fn:1"`, "A book", "2001", "<b>Label:</b> a point", "Whoever is in danger",
		} {
			if !strings.Contains(i.Content, want) {
				t.Errorf("%s: %q is missing in\n%s", format, want, i.Content)
			}
		}
		for _, not := range []string{"<script", "<style", "class=", "style=", "<svg", "srcset", "<aside", "<!--", "\a", "role=", `href="/`, `href="#`, `src="/`} {
			if strings.Contains(i.Content, not) {
				t.Errorf("%s: %q stands in\n%s", format, not, i.Content)
			}
		}
		if strings.Index(i.Content, "/help?topic=suicide") > strings.Index(i.Content, "A box") {
			t.Errorf("%s: help comes too late", format)
		}
	}
	for _, i := range read(t, h.browser().get("/feed.xml").wants(200)).Items {
		if i.Title == "Three ways to give space" && !strings.Contains(i.Content, "<h2>1. ") {
			t.Errorf("no blank between the number of a tip and its title: %s", i.Content)
		}
		if i.Title == "הקשבה" && !strings.Contains(i.Content, `<div lang="he" dir="rtl">`) {
			t.Errorf("Hebrew without its direction: %s", i.Content)
		}
	}
}

func TestFeedOfManyArticlesHasPages(t *testing.T) {
	files := folder()
	for i := range 120 {
		files[fmt.Sprintf("more/note-%03d.md", i)] = article(fmt.Sprintf("title: Note %d\nsummary: Short.\ncategory: trust\nauthors: [ada]\ndate: 2026-0%d-%02d", i, 1+i/28, 1+i%28), "A note.")
	}
	h := open(t, files, nil)
	b := h.browser()
	seen, next := map[string]bool{}, "/feed.json"
	for pages := 1; next != ""; pages++ {
		if pages > 5 {
			t.Fatal("there is no end")
		}
		var f struct {
			Next  string                `json:"next_url"`
			Items []struct{ ID string } `json:"items"`
		}
		must(t, json.Unmarshal([]byte(b.get(next).wants(200).body), &f))
		if len(f.Items) > 50 {
			t.Errorf("%s holds %d", next, len(f.Items))
		}
		for _, i := range f.Items {
			if seen[i.ID] {
				t.Errorf("%s stands twice", i.ID)
			}
			seen[i.ID] = true
		}
		next = strings.TrimPrefix(f.Next, "http://mendwell.example")
	}
	if len(seen) != 123 {
		t.Errorf("%d entries on all pages", len(seen))
	}
	a := b.get("/feed.xml?page=2").wants(200)
	for _, want := range []string{
		`rel="first" type="application/atom+xml" href="http://mendwell.example/feed.xml"`, `rel="previous" type="application/atom+xml" href="http://mendwell.example/feed.xml"`,
		`rel="next" type="application/atom+xml" href="http://mendwell.example/feed.xml?page=3"`, `rel="last" type="application/atom+xml" href="http://mendwell.example/feed.xml?page=3"`,
		`rel="self" type="application/atom+xml" href="http://mendwell.example/feed.xml?page=2"`,
	} {
		if !strings.Contains(a.body, want) {
			t.Errorf("%s is missing", want)
		}
	}
	b.get("/feed.xml?page=4").wants(404)
}

func TestFeedIsAskedForAgainWithoutBeingSentAgain(t *testing.T) {
	h := open(t, folder(), nil)
	b, ada := h.browser(), h.user("ada", account.RoleReader, "")
	for _, format := range []string{link.Atom, link.RSS, link.JSON} {
		for _, enc := range []string{"", "gzip", "br", "zstd"} {
			a := b.get("/"+format, "Accept-Encoding", enc).wants(200)
			if a.Header.Get("Content-Encoding") != enc {
				t.Errorf("%s as %q: %v", format, enc, a.Header)
			}
			again := b.get("/"+format, "Accept-Encoding", enc, "If-None-Match", a.Header.Get("ETag")).wants(304)
			if again.Header.Get("ETag") != a.Header.Get("ETag") || again.body != "" {
				t.Errorf("%s: %v", format, again.Header)
			}
			b.get("/"+format, "Accept-Encoding", enc, "If-None-Match", `"other"`, "If-Modified-Since", a.Header.Get("Last-Modified")).wants(200)
			b.get("/"+format, "Accept-Encoding", enc, "If-Modified-Since", a.Header.Get("Last-Modified")).wants(304)
			ada.get("/"+format, "Accept-Encoding", enc, "If-None-Match", a.Header.Get("ETag")).wants(304)
		}
	}
	// A withdrawn article reaches those who ask with a date only, within the same second too.
	since := b.get("/feed.xml").Header.Get("Last-Modified")
	files := folder()
	delete(files, "space.md")
	h.lib, _ = content.Load(files, content.Options{Now: h.clock.Now()})
	a := b.get("/feed.xml", "If-Modified-Since", since).wants(200)
	if strings.Contains(a.body, "Three ways") {
		t.Error("still there")
	}
	// The same texts read again are no change.
	since = a.Header.Get("Last-Modified")
	h.clock.pass(time.Hour)
	h.lib = h.lib.At(h.clock.Now())
	b.get("/feed.xml", "If-Modified-Since", since).wants(304)
}

func TestFeedOfADiscussionFollowsIt(t *testing.T) {
	h := open(t, folder(), nil)
	b, ada := h.browser(), h.user("ada", account.RoleReader, "")
	at := "/articles/space/comments/feed.xml"
	post := func(text string) int64 {
		id, err := h.server.Comments.Post(context.Background(), h.viewer(ada), comment.Draft{Article: "en/space", Source: text, Once: text})
		must(t, err)
		return id
	}
	tag := b.get(at).wants(200).Header.Get("ETag")
	first := post("One ]]> **word** \x01, and [a link](https://example.org).")
	a := b.get(at, "If-None-Match", tag, "If-Modified-Since", h.clock.Now().Add(time.Hour).Format(http.TimeFormat)).wants(200)
	wellFormed(t, a.body)
	f := read(t, a)
	if len(f.Items) != 1 || f.Items[0].Title != "ada on Three ways to give space" || !strings.Contains(f.Items[0].Content, "<strong>word</strong>") {
		t.Fatalf("%+v", f.Items)
	}
	if want := fmt.Sprintf("tag:mendwell.example,2026:comment/%d", first); f.Items[0].GUID != want {
		t.Errorf("%s, want %s", f.Items[0].GUID, want)
	}
	h.clock.pass(time.Minute)
	post("Two.")
	must(t, h.server.Comments.Edit(context.Background(), h.viewer(ada), first, "One, better."))
	f = read(t, b.get(at).wants(200))
	if len(f.Items) != 2 || !strings.Contains(f.Items[0].Content, "Two.") || !f.Items[1].UpdatedParsed.After(*f.Items[1].PublishedParsed) {
		t.Errorf("%+v", f.Items)
	}
	must(t, h.server.Comments.Delete(context.Background(), h.viewer(ada), first))
	if rss := read(t, b.get("/articles/space/comments/rss.xml").wants(200)); rss.Description == "" {
		t.Error("RSS asks for a description of every channel")
	}
	if f = read(t, b.get(at).wants(200)); len(f.Items) != 1 || strings.Contains(b.get(at).body, "better") {
		t.Errorf("a deleted comment stays: %+v", f.Items)
	}
}

// A discussion of an article without a date, in which nobody has said anything, has a feed with a date all the same.
func TestFeedOfADiscussionHasADate(t *testing.T) {
	files := folder()
	files["undated.md"] = article("title: Undated\ncategory: repair\nauthors: [ada]", "Words.\n")
	h := open(t, files, nil)
	for _, format := range []string{link.Atom, link.RSS} {
		f := read(t, h.browser().get("/articles/undated/comments/"+format).wants(200))
		if f.UpdatedParsed == nil || f.UpdatedParsed.Year() != h.clock.Now().Year() {
			t.Errorf("%s: last changed %v", format, f.UpdatedParsed)
		}
	}
}

func TestPagesNameTheirFeeds(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.browser()
	for page, want := range map[string]string{
		"/":                     "/feed.xml",
		"/de":                   "/de/feed.xml",
		"/categories/repair":    "/categories/repair/feed.xml",
		"/de/categories/repair": "/de/categories/repair/feed.xml",
		"/people/ada":           "/people/ada/feed.xml",
		"/tags/space":           "/tags/space/feed.xml",
		"/articles/space":       "/feed.xml",
	} {
		doc := b.get(page).wants(200).page()
		if got := doc.Find("link[rel=alternate][type='application/atom+xml']").First().AttrOr("href", ""); got != want {
			t.Errorf("%s: first feed %q, want %q", page, got, want)
		}
		for _, s := range doc.Find("link[rel=alternate][type]").EachIter() {
			b.get(s.AttrOr("href", "-")).wants(200)
			if s.AttrOr("title", "") == "" {
				t.Errorf("%s: a feed without a name", page)
			}
		}
	}
	doc := b.get("/articles/space").page()
	if doc.Find("link[href='/articles/space/comments/feed.xml']").Length() != 1 {
		t.Error("the discussion's feed is not named")
	}
	if h.browser().get("/login").page().Find("link[rel=alternate][type]").Length() != 0 {
		t.Error("a private page names feeds")
	}
}
