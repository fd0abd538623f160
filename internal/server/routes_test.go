package server_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/account"
	"mendwell/internal/comment"
	"mendwell/internal/cover"
	"mendwell/web/link"
)

var everybody = []string{"anonymous", "reader", "author", "moderator", "admin"}

// row says how an address answers each of everybody. path and form are made anew for every request.
type row struct {
	path func(*cell) string
	form url.Values
	want [5]int
}

// cell is one request of the table.
type cell struct {
	h     *house
	owner *browser // a reader whose comments the others meet
	n     int
}

func at(path string) func(*cell) string { return func(*cell) string { return path } }

// comment posts a fresh one as the owner and returns its address below suffix.
func commented(suffix string) func(*cell) string {
	return func(c *cell) string {
		c.n++
		id, err := c.h.comments.Post(context.Background(), c.h.viewer(c.owner),
			comment.Draft{Article: "en/space", Source: fmt.Sprint("thought ", c.n), Once: fmt.Sprint("once-", c.n)})
		must(c.h.t, err)
		return fmt.Sprintf("/comments/%d%s", id, suffix)
	}
}

// threaded posts a comment and returns the address of the thread that it begins.
func threaded(c *cell) string {
	return "/articles/space" + commented("")(c)
}

func all(status int) [5]int      { return [5]int{status, status, status, status, status} }
func signedIn(status int) [5]int { return [5]int{303, status, status, status, status} }
func writer(status int) [5]int   { return [5]int{401, status, status, status, status} }

// table has a row for every address, without the prefix of a language. A route without a row fails the test.
func table() map[string]row {
	coverPath := link.Cover(cover.Version, "celadon", "space", "svg")
	return map[string]row{
		"GET /static/{file}":                      {path: at("/static/mendwell.0000.css"), want: all(404)},
		"GET /covers/{version}/{palette}/{file}":  {path: at(coverPath), want: all(200)},
		"GET /media/*":                            {path: at("/media/0000/none.jpg"), want: all(404)},
		"GET /pictures/{key}/{file}":              {path: at("/pictures/0000/240.webp"), want: all(404)},
		"GET /favicon.svg":                        {path: at("/favicon.svg"), want: all(200)},
		"GET /favicon.ico":                        {path: at("/favicon.ico"), want: all(301)},
		"GET /robots.txt":                         {path: at("/robots.txt"), want: all(200)},
		"GET /.well-known/security.txt":           {path: at("/.well-known/security.txt"), want: all(404)},
		"GET /sitemap.xml":                        {path: at("/sitemap.xml"), want: all(200)},
		"GET /sitemaps/{part}.xml":                {path: at("/sitemaps/1.xml"), want: all(404)},
		"GET /llms.txt":                           {path: at("/llms.txt"), want: all(200)},
		"GET /.well-known/change-password":        {path: at("/.well-known/change-password"), want: all(303)},
		"GET /healthz":                            {path: at("/healthz"), want: all(200)},
		"GET /readyz":                             {path: at("/readyz"), want: all(200)},
		"GET /":                                   {path: at(""), want: all(200)},
		"GET /articles":                           {path: at("/articles"), want: all(200)},
		"GET /articles/{slug}":                    {path: at("/articles/space"), want: all(200)},
		"GET /articles/{slug}/one-page":           {path: at("/articles/space/one-page"), want: all(200)},
		"GET /articles/{slug}/comments/{id}":      {path: threaded, want: all(200)},
		"GET /questions":                          {path: at("/questions"), want: all(200)},
		"GET /questions/{slug}":                   {path: at("/questions/room"), want: all(200)},
		"GET /categories":                         {path: at("/categories"), want: all(200)},
		"GET /categories/{slug}":                  {path: at("/categories/repair"), want: all(200)},
		"GET /tags/{slug}":                        {path: at("/tags/space"), want: all(200)},
		"GET /tags":                               {path: at("/tags"), want: all(200)},
		"GET /people":                             {path: at("/people"), want: all(200)},
		"GET /people/{slug}":                      {path: at("/people/ada"), want: all(200)},
		"GET /people/{slug}/{role}":               {path: at("/people/ada/author"), want: all(200)},
		"GET /leave":                              {path: at("/leave"), want: all(303)},
		"GET /preview/{token}":                    {path: at("/preview/none"), want: all(404)},
		"GET /preview/{token}/cover.svg":          {path: at("/preview/none/cover.svg"), want: all(404)},
		"GET /search":                             {path: at("/search?q=space"), want: all(200)},
		"GET /search/suggest":                     {path: at("/search/suggest?q=spa"), want: all(200)},
		"GET /feeds":                              {path: at("/feeds"), want: all(200)},
		"GET /feed.xml":                           {path: at("/feed.xml"), want: all(200)},
		"GET /rss.xml":                            {path: at("/rss.xml"), want: all(200)},
		"GET /feed.json":                          {path: at("/feed.json"), want: all(200)},
		"GET /categories/{slug}/feed.xml":         {path: at("/categories/repair/feed.xml"), want: all(200)},
		"GET /categories/{slug}/rss.xml":          {path: at("/categories/repair/rss.xml"), want: all(200)},
		"GET /categories/{slug}/feed.json":        {path: at("/categories/repair/feed.json"), want: all(200)},
		"GET /tags/{slug}/feed.xml":               {path: at("/tags/space/feed.xml"), want: all(200)},
		"GET /tags/{slug}/rss.xml":                {path: at("/tags/space/rss.xml"), want: all(200)},
		"GET /tags/{slug}/feed.json":              {path: at("/tags/space/feed.json"), want: all(200)},
		"GET /people/{slug}/feed.xml":             {path: at("/people/ada/feed.xml"), want: all(200)},
		"GET /people/{slug}/rss.xml":              {path: at("/people/ada/rss.xml"), want: all(200)},
		"GET /people/{slug}/feed.json":            {path: at("/people/ada/feed.json"), want: all(200)},
		"GET /articles/{slug}/comments/feed.xml":  {path: at("/articles/space/comments/feed.xml"), want: all(200)},
		"GET /articles/{slug}/comments/rss.xml":   {path: at("/articles/space/comments/rss.xml"), want: all(200)},
		"GET /articles/{slug}/comments/feed.json": {path: at("/articles/space/comments/feed.json"), want: all(200)},
		"GET /help":                               {path: at("/help?country=GB"), want: all(200)},
		"GET /comments/{id}":                      {path: commented(""), want: all(303)},
		"GET /{page}":                             {path: at("/about"), want: all(200)},
		"GET /login":                              {path: at("/login"), want: [5]int{200, 303, 303, 303, 303}},
		"POST /login":                             {path: at("/login"), want: [5]int{422, 303, 303, 303, 303}},
		"GET /register":                           {path: at("/register"), want: [5]int{200, 303, 303, 303, 303}},
		"POST /register":                          {path: at("/register"), want: [5]int{422, 303, 303, 303, 303}},
		"GET /welcome/{code}":                     {path: at("/welcome/none"), want: all(404)},
		"POST /welcome/{code}":                    {path: at("/welcome/none"), want: all(404)},
		"POST /logout":                            {path: at("/logout"), want: all(303)},
		"POST /articles/{slug}/bookmark":          {path: at("/articles/space/bookmark"), form: url.Values{"keep": {"yes"}, "tip": {"wait"}}, want: all(303)},
		"POST /articles/{slug}/comments":          {path: at("/articles/space/comments"), form: url.Values{"text": {""}}, want: signedIn(422)},
		"GET /comments/{id}/reply":                {path: commented("/reply"), want: signedIn(200)},
		"GET /comments/{id}/edit":                 {path: commented("/edit"), want: signedIn(403)},
		"POST /comments/{id}/edit":                {path: commented("/edit"), form: url.Values{"text": {"mine now"}}, want: writer(403)},
		"GET /comments/{id}/delete":               {path: commented("/delete"), want: [5]int{303, 403, 403, 200, 200}},
		"POST /comments/{id}/delete":              {path: commented("/delete"), want: [5]int{401, 403, 403, 303, 303}},
		"GET /bookmarks":                          {path: at("/bookmarks"), want: signedIn(200)},
		"POST /bookmarks/remove":                  {path: at("/bookmarks/remove"), form: url.Values{"id": {"999"}}, want: writer(404)},
		"POST /bookmarks/restore":                 {path: at("/bookmarks/restore"), form: url.Values{"id": {"999"}}, want: writer(404)},
		"GET /account":                            {path: at("/account"), want: signedIn(200)},
		"POST /account/name":                      {path: at("/account/name"), form: url.Values{"name": {""}}, want: writer(422)},
		"POST /account/password":                  {path: at("/account/password"), want: writer(422)},
		"POST /account/devices":                   {path: at("/account/devices"), want: writer(422)},
		"GET /account/delete":                     {path: at("/account/delete"), want: signedIn(200)},
		"POST /account/delete":                    {path: at("/account/delete"), form: url.Values{"comments": {"keep"}}, want: writer(422)},
	}
}

func TestEveryRouteForEveryRole(t *testing.T) {
	h := open(t, folder(), nil)
	owner := h.user("owner", account.RoleReader, "")
	who := map[string]*browser{
		"anonymous": h.browser(),
		"reader":    h.user("reader", account.RoleReader, ""),
		"author":    h.user("author", account.RoleAuthor, "ada"),
		"moderator": h.user("moderator", account.RoleModerator, ""),
		"admin":     h.user("admin", account.RoleAdmin, ""),
	}
	rows, met := table(), map[string]bool{}
	c := &cell{h: h, owner: owner}
	err := chi.Walk(h.server.Routes(), func(method, pattern string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		prefix, plain := "", pattern
		if pattern == "/de" || strings.HasPrefix(pattern, "/de/") {
			prefix, plain = "/de", strings.TrimPrefix(pattern, "/de")
		}
		if plain == "" {
			plain = "/"
		}
		name := method + " " + plain
		if method == http.MethodHead {
			name = "GET " + plain
		}
		r, ok := rows[name]
		if !ok {
			t.Errorf("%s %s has no row in the table", method, pattern)
			return nil
		}
		met[name] = true
		for i, role := range everybody {
			b := who[role]
			path := prefix + r.path(c)
			if path == "" {
				path = "/"
			}
			a := b.do(method, path, r.form.Encode())
			if a.StatusCode != r.want[i] {
				t.Errorf("%s %s as %s: %d, want %d\n%.300s", method, path, role, a.StatusCode, r.want[i], a.body)
			}
			checkHeaders(t, a)
			if strings.HasSuffix(pattern, "/logout") && role != "anonymous" {
				b.login(role)
			}
		}
		return nil
	})
	must(t, err)
	for name := range rows {
		if !met[name] {
			t.Errorf("the table has a row for %s, which is no route", name)
		}
	}
}

// Every function of link leads to exactly one route, in every language.
func TestEveryLinkMeetsOneRoute(t *testing.T) {
	h := open(t, folder(), nil)
	routes := h.server.Routes()
	var patterns []string
	must(t, chi.Walk(routes, func(_, pattern string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		if !slices.Contains(patterns, pattern) {
			patterns = append(patterns, pattern)
		}
		return nil
	}))
	check := func(name, address string) {
		t.Helper()
		u, err := url.Parse(address)
		must(t, err)
		if n := literal(patterns, u.Path); n > 0 { // spelt out: that one goes before any with parameters
			if n > 1 {
				t.Errorf("%s = %s is claimed by %d routes", name, address, n)
			}
			return
		}
		var meets []string
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			rc := chi.NewRouteContext()
			if routes.Match(rc, method, u.Path) {
				meets = append(meets, rc.RoutePattern())
			}
		}
		slices.Sort(meets)
		if meets = slices.Compact(meets); len(meets) != 1 {
			t.Errorf("%s = %s meets %v", name, address, meets)
		}
	}
	for _, space := range []link.Space{{}, {Prefix: "/de"}} {
		v := reflect.ValueOf(space)
		for i := range v.NumMethod() {
			m := v.Method(i)
			args := make([]reflect.Value, m.Type().NumIn())
			for j := range args {
				switch m.Type().In(j).Kind() {
				case reflect.String:
					args[j] = reflect.ValueOf("sample-" + fmt.Sprint(j))
				case reflect.Int:
					args[j] = reflect.ValueOf(2)
				case reflect.Int64:
					args[j] = reflect.ValueOf(int64(3))
				default:
					args[j] = reflect.Zero(m.Type().In(j))
				}
			}
			check(space.Prefix+" "+v.Type().Method(i).Name, m.Call(args)[0].String())
		}
	}
	for _, format := range []string{link.Atom, link.RSS, link.JSON} {
		for _, space := range []link.Space{{}, {Prefix: "/de"}} {
			for _, page := range []string{space.Home(), space.Category("a", 1), space.Tag("a", 1), space.Person("a"), space.CommentFeed("a")} {
				check("Feed", link.Feed(page, format, 2))
			}
		}
	}
	check("Sitemap", link.Sitemap(0))
	check("Sitemap", link.Sitemap(3))
	check("Security", link.Security())
	check("Cover", link.Cover("1", "celadon", "sample", "svg"))
	check("Static", link.Static("mendwell", "0123", "css"))
}

// literal counts the patterns without parameters that equal a path.
func literal(patterns []string, path string) int {
	n := 0
	for _, p := range patterns {
		if !regexp.MustCompile(`[{*]`).MatchString(p) && p == path {
			n++
		}
	}
	return n
}

// checkHeaders holds a response against what every response must carry.
func checkHeaders(t testing.TB, a answer) {
	t.Helper()
	h := a.Header
	shown := "same-origin"
	if strings.HasPrefix(h.Get("Content-Type"), "image/") && !strings.Contains(a.Request.URL.Path, "favicon") && !strings.Contains(a.Request.URL.Path, "static") {
		shown = "cross-origin" // readers of feeds show our pictures on their pages
	}
	for name, want := range map[string]string{
		"X-Content-Type-Options":       "nosniff",
		"X-Frame-Options":              "DENY",
		"Referrer-Policy":              "same-origin",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": shown,
	} {
		if got := h.Get(name); got != want {
			t.Errorf("%s %s: %s is %q, want %q", a.Request.Method, a.Request.URL.Path, name, got, want)
		}
	}
	csp := h.Get("Content-Security-Policy")
	if !strings.HasPrefix(csp, "default-src 'none'; ") || strings.Contains(csp, "unsafe") || strings.Contains(csp, "*") {
		t.Errorf("%s %s: weak policy %q", a.Request.Method, a.Request.URL.Path, csp)
	}
	if h.Get("Permissions-Policy") == "" || a.StatusCode >= 400 && h.Get("X-Request-Id") == "" {
		t.Errorf("%s %s: a header is missing: %v", a.Request.Method, a.Request.URL.Path, h)
	}
}
