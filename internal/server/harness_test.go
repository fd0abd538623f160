package server_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"image"
	"image/png"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/PuerkitoBio/goquery"

	"mendwell/internal/account"
	"mendwell/internal/bookmark"
	"mendwell/internal/comment"
	"mendwell/internal/content"
	"mendwell/internal/markdown"
	"mendwell/internal/server"
	"mendwell/internal/store/sqlite"
	"mendwell/web/words"
)

const password = "a quiet river bends"

// clock is a time that only a test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// house is the real site on a database of its own.
type house struct {
	t         testing.TB
	clock     *clock
	lib       *content.Library
	accounts  *account.Service
	comments  *comment.Service
	bookmarks *bookmark.Service
	server    *server.Server
	http      *httptest.Server
	log       *syncBuffer
}

type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// open starts a house. change adjusts the configuration; nil leaves it as it is.
func open(t testing.TB, files fstest.MapFS, change func(*server.Config)) *house {
	t.Helper()
	h := &house{t: t, clock: &clock{now: time.Date(2026, 11, 12, 9, 0, 0, 0, time.UTC)}, log: &syncBuffer{}}
	ctx := context.Background()
	book, err := words.Load(h.clock.Now)
	must(t, err)
	var findings content.Findings
	h.lib, findings = content.Load(files, content.Options{Now: h.clock.Now(), Word: book.Word})
	for _, f := range findings {
		if f.Level == content.LevelError {
			t.Fatalf("test content: %+v", f)
		}
	}
	db, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "test.db"))
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	lib := func() *content.Library { return h.lib }
	h.accounts, err = account.New(ctx, db.Accounts(), h.clock.Now, rand.Reader, account.Cost{Memory: 64, Passes: 1, Lanes: 1},
		func(name, person string) bool { return account.NameKey(name) == "adaquill" && person != "ada" })
	must(t, err)
	h.comments = comment.New(db.Comments(), server.CommentTarget(lib), markdown.Reader, h.clock.Now)
	h.bookmarks = bookmark.New(db.Bookmarks(), server.BookmarkFinder(lib), h.clock.Now)
	config := server.Config{
		Accounts: h.accounts, Comments: h.comments, Bookmarks: h.bookmarks, Library: lib, Words: book, Now: h.clock.Now,
		Log: slog.New(slog.NewTextHandler(h.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	if change != nil {
		change(&config)
	}
	h.server, err = server.New(config)
	must(t, err)
	h.http = httptest.NewUnstartedServer(h.server.Handler())
	h.http.Listener = h.server.Express(h.http.Listener)
	h.http.Start()
	t.Cleanup(h.http.Close)
	return h
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// user makes an account and returns a browser that is logged in to it.
func (h *house) user(name string, role account.Role, person string) *browser {
	h.t.Helper()
	_, err := h.accounts.AddUser(context.Background(), name, name+"@example.org", password, role, person)
	must(h.t, err)
	b := h.browser()
	b.login(name)
	return b
}

func (h *house) viewer(b *browser) *account.Viewer {
	h.t.Helper()
	v, err := h.accounts.Viewer(context.Background(), b.session())
	must(h.t, err)
	if v == nil {
		h.t.Fatal("nobody is logged in")
	}
	return v
}

// browser keeps cookies and says where its requests come from, but follows redirects only when told to.
type browser struct {
	t    testing.TB
	base string
	http *http.Client
}

func (h *house) browser() *browser {
	jar, err := cookiejar.New(nil)
	must(h.t, err)
	return &browser{t: h.t, base: h.http.URL, http: &http.Client{
		Jar:           jar,
		Transport:     &http.Transport{DisableCompression: true, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

func (b *browser) session() string {
	u, err := url.Parse(b.base)
	must(b.t, err)
	for _, c := range b.http.Jar.Cookies(u) {
		return c.Value
	}
	return ""
}

func (b *browser) login(name string) {
	b.t.Helper()
	a := b.post("/login", url.Values{"email": {name + "@example.org"}, "password": {password}})
	if a.StatusCode != http.StatusSeeOther || b.session() == "" {
		b.t.Fatalf("login of %s: %s", name, a.Status)
	}
}

// answer is a response with its body.
type answer struct {
	*http.Response
	t    testing.TB
	body string
}

func (b *browser) do(method, path, body string, header ...string) answer {
	b.t.Helper()
	r, err := http.NewRequest(method, b.base+path, strings.NewReader(body))
	must(b.t, err)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if body != "" || method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	res, err := b.http.Do(r)
	must(b.t, err)
	defer func() { _ = res.Body.Close() }()
	data, err := io.ReadAll(res.Body)
	must(b.t, err)
	return answer{Response: res, t: b.t, body: string(data)}
}

func (b *browser) get(path string, header ...string) answer {
	b.t.Helper()
	return b.do(http.MethodGet, path, "", header...)
}

func (b *browser) post(path string, form url.Values, header ...string) answer {
	b.t.Helper()
	return b.do(http.MethodPost, path, form.Encode(), header...)
}

// follow goes where a redirect leads.
func (b *browser) follow(a answer) answer {
	b.t.Helper()
	to := a.Header.Get("Location")
	if to == "" {
		b.t.Fatalf("%s leads nowhere: %s", a.Request.URL, a.Status)
	}
	to, _, _ = strings.Cut(to, "#")
	return b.get(to)
}

func (a answer) wants(status int) answer {
	a.t.Helper()
	if a.StatusCode != status {
		a.t.Fatalf("%s %s: %d, want %d\n%.600s", a.Request.Method, a.Request.URL.RequestURI(), a.StatusCode, status, a.body)
	}
	return a
}

func (a answer) leadsTo(want string) answer {
	a.t.Helper()
	if got := a.Header.Get("Location"); got != want {
		a.t.Fatalf("%s %s leads to %q, want %q", a.Request.Method, a.Request.URL.RequestURI(), got, want)
	}
	return a
}

func (a answer) page() *goquery.Document {
	a.t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(a.body))
	must(a.t, err)
	return doc
}

// text is an element's text with even white space.
func text(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }

// names are the texts of all elements that match.
func names(doc *goquery.Document, selector string) []string {
	var out []string
	doc.Find(selector).Each(func(_ int, s *goquery.Selection) { out = append(out, text(s)) })
	return out
}

// hrefOf is where the one link of the page's main part leads that has this text.
func hrefOf(t testing.TB, doc *goquery.Document, name string) string {
	t.Helper()
	found := doc.Find("main a").FilterFunction(func(_ int, a *goquery.Selection) bool { return text(a) == name })
	if found.Length() != 1 {
		t.Errorf("%d links are called %q", found.Length(), name)
	}
	return found.AttrOr("href", "")
}

// field finds the form control with a label.
func field(t testing.TB, doc *goquery.Document, label string) *goquery.Selection {
	t.Helper()
	var found *goquery.Selection
	doc.Find("label").EachWithBreak(func(_ int, l *goquery.Selection) bool {
		if !strings.HasPrefix(text(l), label) {
			return true
		}
		found = doc.Find("#" + l.AttrOr("for", "-"))
		return false
	})
	if found == nil || found.Length() != 1 {
		t.Fatalf("no field labelled %q", label)
	}
	return found
}

// alerts are the sentences of the error summary.
func alerts(doc *goquery.Document) string { return text(doc.Find("[role=alert]")) }

// article is a content file with front matter.
func article(front, body string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("---\n" + strings.TrimSpace(front) + "\n---\n\n" + body + "\n")}
}

// folder is a small site: two languages, two categories, articles of every kind.
func folder() fstest.MapFS {
	tips := "First words.\n\n## 1. Breathe out {#breathe}\n\nSlowly, and once more.\n\n## 2. Say it plainly {#plainly}\n\nOne sentence.\n\n## 3. Wait {#wait}\n\nA day or two.\n"
	f := fstest.MapFS{
		"site.yaml": {Data: []byte("name: Mendwell\ntagline:\n  en: For the cracks between people\n  de: Für die Risse zwischen Menschen\n" +
			"base_url: http://mendwell.example\nlanguages: [en, de]\ndefault_language: en\nnavigation: [repair, trust]\n")},
		"categories/repair.md":    article("title: Repair\nsummary: After a break.\npalette: celadon", "How to mend."),
		"categories/repair.de.md": article("title: Versöhnung\nsummary: Nach einem Bruch.\npalette: celadon", "Wie man kittet."),
		"questions/room.md": article("title: Should I leave them room?\nsummary: It depends on who asks.\ncategory: repair\neditor: ruth",
			"## What most articles agree on\n\nThat nobody is made to talk."),
		"categories/trust.md": article("title: Trust\nsummary: How it grows.\npalette: persimmon", "Slowly."),
		"people/ada.md":       article("name: Ada Quill\nroles: [author]\njob_title: Writer", "Ada writes."),
		"people/ruth.md":      article("name: Ruth Edit\nroles: [editor]\njob_title: Editor", "Ruth edits."),
		"pages/about.md":      article("title: About us\nsummary: Who we are.", "We mend."),
		"space.md": article("title: Three ways to give space\nsummary: Room to breathe.\ncategory: repair\ntags: [space]\nauthors: [ada]\neditor: ruth\n"+
			"date: 2026-09-01\naliases: [room, /2019/05/room.html, /old-room/]\nanswers: [{question: room, stance: yes, tip: wait, for: whoever was asked}]", tips),
		"listening.md": article("title: How to listen\nsummary: With both ears.\ncategory: trust\ntags: [space]\nauthors: [ada]\ndate: 2026-09-02\nfeatured: true\nanswers: [{question: room, stance: no, tip: must-i-agree}]",
			"Listen first.\n\n## FAQ\n\n### Must I agree?\n\nNo.\n\n### For how long?\n\nLonger than you think.\n"),
		"zuhoeren.md": article("title: Zuhören lernen\nlang: de\nsummary: Mit beiden Ohren.\ncategory: repair\ntags: [space]\nauthors: [ada]\ndate: 2026-09-03", "Erst hören.\n"),
		"hebrew.md":   article("title: הקשבה\nlang: he\nsummary: הקשבה.\ncategory: trust\nauthors: [ada]\ndate: 2026-08-03", "טקסט.\n"),
	}
	return f
}

// many adds n plain articles, so that lists have more than one page.
func many(f fstest.MapFS, n int) fstest.MapFS {
	for i := range n {
		f[fmt.Sprintf("more/note-%02d.md", i)] = article(fmt.Sprintf("title: Note %d\nsummary: Short.\ncategory: trust\nauthors: [ada]\ndate: 2026-07-%02d", i, i+1), "A note.\n")
	}
	return f
}

// pngFile is a picture of two by one pixels.
var pngFile = func() *fstest.MapFile {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 2, 1))); err != nil {
		panic(err)
	}
	return &fstest.MapFile{Data: b.Bytes()}
}()
