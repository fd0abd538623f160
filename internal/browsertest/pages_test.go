package browsertest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mendwell/internal/comment"
)

// visit is one page type: how it is asked for, by whom, and what it answers.
type visit struct {
	name   string
	path   string
	form   url.Values // POST where set
	who    string     // "nobody", "reader" or "newcomer"
	status int
}

// TestPages looks at every page type in both interface languages: axe, both colour schemes, a phone's width, valid HTML,
// nothing asked of other sites, nothing on the console.
func TestPages(t *testing.T) {
	t.Parallel()
	s := serve(t, "127.0.0.1:0", t.TempDir())
	h := furnish(t, s)
	browser := newBrowser(t)
	axe := needTools(t).axe
	pages := t.TempDir()
	for _, prefix := range []string{"", "/de"} {
		for _, v := range h.visits(prefix) {
			name := strings.Trim(prefix+"/"+v.name, "/")
			t.Run(name, func(t *testing.T) {
				c := h.as(t, v.who)
				got := c.do(methodOf(v), v.path, v.form)
				if got.status != v.status {
					t.Fatalf("%s answered %d, not %d", v.path, got.status, v.status)
				}
				write(t, filepath.Join(pages, strings.ReplaceAll(name, "/", "-")+".html"), got.body)

				p := newTab(t, browser, s, true)
				p.logIn(c)
				p.show(v)
				p.quiet()
				p.fits(320)
				p.size(1280, 900)
				p.scheme("light")
				p.accessible(axe, allRules)
				p.scheme("dark")
				p.accessible(axe, colourRules)
			})
		}
	}
	t.Run("HTML is valid", func(t *testing.T) { valid(t, pages) })
}

func methodOf(v visit) string {
	if v.form != nil {
		return http.MethodPost
	}
	return http.MethodGet
}

// furnished is a site in which something has happened, so that every page type has something to show.
type furnished struct {
	site             *site
	reader, newcomer *client
	all              []listed
	tips             listed
	own, other, long string // ids of comments; more answer the long one than its article shows
}

func furnish(t *testing.T, s *site) *furnished {
	t.Helper()
	h := &furnished{site: s, all: list(t), reader: newClient(t, s), newcomer: newClient(t, s)}
	h.tips = first(t, h.all, func(a listed) bool { return a.Lang == "en" && len(a.Tips) >= 3 })
	h.reader.register("Ada", "ada@example.org")
	h.newcomer.register("Grüße an العالم", "bea@example.org")
	at := "/articles/" + h.tips.Slug
	h.own = h.comment(h.reader, at, "", "A **first** word, and [a link](https://example.org).\n\n- one\n- two\n\n> quoted")
	h.other = h.comment(h.newcomer, at, "", "Nobody answers `this`.")
	parent := h.own
	for i := range 5 { // deeper than is shown
		parent = h.comment(h.newcomer, at, parent, fmt.Sprintf("Answer %d.", i+1))
	}
	h.long = h.comment(h.reader, at, "", "Many answer this.")
	for i := range comment.AnswersShown + 2 {
		h.comment(h.newcomer, at, h.long, fmt.Sprintf("One of many, %d.", i+1))
	}
	h.reader.must(at+"/bookmark", "keep", "yes")
	for _, tip := range h.tips.Tips[:2] {
		h.reader.must(at+"/bookmark", "keep", "yes", "tip", tip.ID)
	}
	return h
}

// comment posts and returns the id of what was posted.
func (h *furnished) comment(c *client, at, parent, text string) string {
	c.t.Helper()
	page := c.must(at+"/comments", "text", text, "parent", parent)
	ids := regexp.MustCompile(`id="comment-(\d+)"`).FindAllStringSubmatch(page.body, -1)
	newest := 0
	for _, id := range ids {
		var n int
		if _, err := fmt.Sscan(id[1], &n); err == nil {
			newest = max(newest, n)
		}
	}
	if newest == 0 {
		c.t.Fatalf("no comment on the page after posting %q", text)
	}
	return fmt.Sprint(newest)
}

func (h *furnished) as(t *testing.T, who string) *client {
	switch who {
	case "reader":
		return &client{t: t, site: h.site, http: h.reader.http}
	case "newcomer":
		return &client{t: t, site: h.site, http: h.newcomer.http}
	default:
		return newClient(t, h.site)
	}
}

// visits are all page types in one interface language.
func (h *furnished) visits(prefix string) []visit {
	kind := func(kind string) string {
		return prefix + "/articles/" + first(h.reader.t, h.all, func(a listed) bool { return a.Kind == kind && a.Lang == "en" }).Slug
	}
	german := first(h.reader.t, h.all, func(a listed) bool { return a.Lang == "de" })
	tips := prefix + "/articles/" + h.tips.Slug
	get := func(name, path string) visit { return visit{name: name, path: prefix + path, status: http.StatusOK} }
	as := func(who string, v visit) visit { v.who = who; return v }
	answers := func(status int, v visit) visit { v.status = status; return v }
	sends := func(v visit, pairs ...string) visit { v.form = form(pairs...); return v }
	home := prefix
	if home == "" {
		home = "/"
	}
	return []visit{
		{name: "home", path: home, status: http.StatusOK},
		get("articles", "/articles"),
		{name: "article-tips", path: tips, status: http.StatusOK},
		{name: "article-tips-signed-in", path: tips, who: "reader", status: http.StatusOK},
		{name: "article-faq", path: kind("faq"), status: http.StatusOK},
		{name: "article-guide", path: kind("guide"), status: http.StatusOK},
		get("article-german", "/articles/"+german.Slug),
		{name: "one-page", path: tips + "/one-page", status: http.StatusOK},
		{name: "thread", path: tips + "/comments/" + h.long, status: http.StatusOK},
		{name: "thread-signed-in", path: tips + "/comments/" + h.long, who: "reader", status: http.StatusOK},
		get("questions", "/questions"),
		get("question", "/questions/space-when-someone-pulls-away"),
		get("categories", "/categories"),
		get("category", "/categories/"+h.tips.Category),
		get("tag", h.tag(prefix)),
		get("tags", "/tags"),
		get("people", "/people"),
		get("person", "/people/mara-lind"),
		get("work", "/people/mara-lind/author"),
		get("about", "/about"),
		get("reading-safely", "/reading-safely"),
		get("search-start", "/search"),
		get("search", "/search?q=apologise+partner&kind=tips"),
		get("search-danger", "/search?q=he+hits+me"),
		get("search-help-line", "/search?q=samaritans"),
		get("search-nothing", "/search?q=zxqvwk+%3Cscript%3E"),
		get("feeds", "/feeds"),
		get("help", "/help"),
		get("help-chosen", "/help?country=GB&topic=suicide"),
		answers(http.StatusNotFound, get("help-unknown", "/help?country=nowhere")),
		get("article-sensitive", "/articles/when-it-is-not-safe"),
		get("register", "/register"),
		get("login", "/login?next="+url.QueryEscape(tips)),
		answers(http.StatusUnprocessableEntity, sends(get("login-wrong", "/login"), "email", "nobody@example.org", "password", "not the password")),
		answers(http.StatusUnprocessableEntity, sends(get("register-wrong", "/register"), "name", "", "email", "ada", "password", "short")),
		answers(http.StatusNotFound, sends(as("reader", get("comment-given-back", "/articles/taken-away/comments")), "text", "Thank you for this.")),
		as("reader", get("account", "/account")),
		as("reader", get("account-delete", "/account/delete")),
		as("reader", get("bookmarks", "/bookmarks")),
		as("newcomer", get("bookmarks-empty", "/bookmarks")),
		as("reader", get("reply", "/comments/"+h.other+"/reply")),
		as("reader", get("edit", "/comments/"+h.own+"/edit")),
		as("reader", get("delete", "/comments/"+h.own+"/delete")),
		as("reader", sends(get("preview", "/articles/"+h.tips.Slug+"/comments"), "text", "As it *will* look.", "action", "preview")),
		answers(http.StatusNotFound, get("not-found", "/articles/there-is-no-such-article")),
		answers(http.StatusNotFound, get("preview-unknown", "/preview/none")),
		answers(http.StatusForbidden, as("newcomer", get("forbidden", "/comments/"+h.own+"/edit"))),
		answers(http.StatusMethodNotAllowed, sends(get("method", "/articles"))),
	}
}

// tag is the address of any tag in use, without the language's prefix.
func (h *furnished) tag(prefix string) string {
	page := newClient(h.reader.t, h.site).do(http.MethodGet, prefix+"/categories", nil)
	found := regexp.MustCompile(`href="` + prefix + `(/tags/[^"]+)"`).FindStringSubmatch(page.body)
	if found == nil {
		h.reader.t.Fatalf("no tag on %s/categories", prefix)
	}
	return found[1]
}

// show opens a page type in the browser, by a form where it answers one.
func (p *tab) show(v visit) {
	p.t.Helper()
	if v.form == nil {
		p.open(v.path)
		return
	}
	p.open("/login")
	fields, err := json.Marshal(v.form)
	if err != nil {
		p.t.Fatal(err)
	}
	p.load("sending a form to "+v.path, func() {
		evaluate[bool](p, fmt.Sprintf(`(() => {
			const form = document.createElement("form");
			form.method = "post";
			form.action = %q;
			for (const [name, values] of Object.entries(%s)) {
				const field = document.createElement("input");
				field.type = "hidden"; field.name = name; field.value = values[0];
				form.append(field);
			}
			document.body.append(form);
			HTMLFormElement.prototype.submit.call(form);
			return true;
		})()`, v.path, fields))
	})
}

// fits fails the test if the page scrolls sideways in a window of this width.
func (p *tab) fits(width int64) {
	p.t.Helper()
	p.size(width, 640)
	if w := evaluate[float64](p, "document.scrollingElement.scrollWidth"); int64(w) > width {
		widest := evaluate[string](p, `(() => {
			const limit = innerWidth;
			return [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > limit + 1)
				.slice(0, 3).map((e) => e.outerHTML.slice(0, 120)).join("\n");
		})()`)
		p.t.Errorf("%v px wide in a window of %d px; too far to the right:\n%s", w, width, widest)
	}
}

// What axe looks for. Only colours differ between the schemes.
const (
	allRules    = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`
	colourRules = `{ type: "rule", values: ["color-contrast", "link-in-text-block"] }`
)

// accessible fails the test for each finding of axe.
func (p *tab) accessible(axe, rules string) {
	p.t.Helper()
	if !evaluate[bool](p, "typeof axe === 'object'") {
		evaluate[bool](p, axe+"\n;true")
	}
	findings := evaluate[[]string](p, `axe.run(document, { runOnly: `+rules+`, resultTypes: ["violations"], preload: false })
		.then((r) => r.violations.flatMap((v) => v.nodes.slice(0, 3).map((n) =>
			v.id + ": " + v.help + "\n  " + n.html.slice(0, 300) + "\n  " + n.failureSummary.replaceAll("\n", " "))))`)
	for _, f := range findings {
		p.t.Errorf("axe: %s", f)
	}
}

// valid holds all collected pages against the Nu HTML checker in one run.
func valid(t *testing.T, pages string) {
	tools := needTools(t)
	out, err := exec.CommandContext(t.Context(), tools.java, "-Xss1m", "-jar", tools.vnu, "--format", "json", "--exit-zero-always",
		"--skip-non-html", pages).CombinedOutput()
	if err != nil {
		t.Fatalf("run the HTML checker: %v\n%s", err, out)
	}
	var result struct {
		Messages []struct {
			URL, Type, SubType, Message, Extract string
			LastLine                             int
		}
	}
	if err := json.Unmarshal(out, &result); err != nil {
		t.Fatalf("read what the HTML checker says: %v\n%.500s", err, out)
	}
	for _, m := range result.Messages {
		if m.Type == "info" && m.SubType != "warning" {
			continue // advice, such as on slashes in void elements
		}
		t.Errorf("%s:%d: %s %s\n  %s", filepath.Base(m.URL), m.LastLine, m.Type, m.Message, m.Extract)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
