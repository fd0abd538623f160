package server_test

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/account"
)

// sitemap is what a search engine reads of one.
type sitemap struct {
	XMLName xml.Name
	URLs    []struct {
		Loc     string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 loc"`
		LastMod string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 lastmod"`
		Links   []struct {
			Rel  string `xml:"rel,attr"`
			Lang string `xml:"hreflang,attr"`
			Href string `xml:"href,attr"`
		} `xml:"http://www.w3.org/1999/xhtml link"`
		Image string `xml:"http://www.google.com/schemas/sitemap-image/1.1 image>loc"`
	} `xml:"url"`
	Files []struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod"`
	} `xml:"sitemap"`
}

func readSitemap(t testing.TB, a answer) sitemap {
	t.Helper()
	wellFormed(t, a.body)
	var m sitemap
	must(t, xml.Unmarshal([]byte(a.body), &m))
	return m
}

const origin = "http://mendwell.example"

// The sitemap and the pages say the same: each address is canonical, may be indexed, and has the languages it is said to
// have; and every page that may be indexed and is linked is in it.
func TestSitemapAndPagesAgree(t *testing.T) {
	files := folder()
	files["draft.md"] = article("title: A draft\nsummary: x.\ncategory: repair\nauthors: [ada]\ndate: 2026-09-05\ndraft: true", "Secret.")
	files["elsewhere.md"] = article("title: From elsewhere\nsummary: x.\ncategory: repair\nauthors: [ada]\ndate: 2026-09-05\ncanonical: https://other.example/x", "Words.")
	files["listening.de.md"] = article("title: Zuhören\nsummary: Mit Ohren.\ncategory: trust\nauthors: [ada]\ndate: 2026-09-02\ntranslation_of: listening", "Erst hören.")
	files["pages/privacy.md"] = article("title: Privacy\nsummary: Little.", "Little.")
	files["pages/privacy.de.md"] = article("title: Datenschutz\nsummary: Wenig.", "Wenig.")
	h := open(t, files, nil)
	b := h.browser()
	listed := map[string]bool{}
	for _, u := range readSitemap(t, b.get("/sitemap.xml").wants(200)).URLs {
		if listed[u.Loc] {
			t.Errorf("%s stands twice", u.Loc)
		}
		listed[u.Loc] = true
		if u.LastMod != "" {
			if at, err := time.Parse(time.RFC3339, u.LastMod); err != nil || at.After(h.clock.Now()) {
				t.Errorf("%s: changed at %q", u.Loc, u.LastMod)
			}
		}
		doc := b.get(strings.TrimPrefix(u.Loc, origin)).wants(200).page()
		if got := doc.Find("link[rel=canonical]").AttrOr("href", ""); got != u.Loc && got+"/" != u.Loc {
			t.Errorf("%s says that it is %s", u.Loc, got)
		}
		if doc.Find("meta[name=robots]").Length() > 0 {
			t.Errorf("%s must not be indexed", u.Loc)
		}
		var want, got []string
		for _, l := range u.Links {
			want = append(want, l.Rel+" "+l.Lang+" "+l.Href)
		}
		for _, s := range doc.Find("link[hreflang]").EachIter() {
			got = append(got, s.AttrOr("rel", "")+" "+s.AttrOr("hreflang", "")+" "+s.AttrOr("href", ""))
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s is in %q, the sitemap says %q", u.Loc, got, want)
		}
		if u.Image != "" {
			b.get(strings.TrimPrefix(u.Image, origin)).wants(200)
		}
	}
	for page, indexed := range walkSite(t, b) {
		if strings.Contains(page, "?") { // further pages of a list
			continue
		}
		if indexed != listed[origin+page] {
			t.Errorf("%s: may be indexed is %v, in the sitemap is %v", page, indexed, listed[origin+page])
		}
	}
	for _, not := range []string{"/articles/draft", "/articles/elsewhere", "/de/articles/space", "/login", "/de/about"} {
		if listed[origin+not] {
			t.Errorf("%s is in the sitemap", not)
		}
	}
}

// walkSite follows every link from the front page and says which pages may be indexed under their own address.
func walkSite(t testing.TB, b *browser) map[string]bool {
	t.Helper()
	found, todo := map[string]bool{}, []string{"/"}
	for len(todo) > 0 {
		at := todo[0]
		todo = todo[1:]
		if _, ok := found[at]; ok {
			continue
		}
		a := b.get(at)
		if a.StatusCode != http.StatusOK || !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
			continue
		}
		doc := a.page()
		found[at] = doc.Find("meta[name=robots]").Length() == 0 && doc.Find("link[rel=canonical]").AttrOr("href", "") == origin+at
		for _, s := range doc.Find("a[href]").EachIter() {
			if href, _, _ := strings.Cut(s.AttrOr("href", ""), "#"); strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "/comments/") {
				todo = append(todo, href)
			}
		}
	}
	if len(found) < 15 {
		t.Fatalf("only %d pages found", len(found))
	}
	return found
}

func TestSitemapDatesAreTrue(t *testing.T) {
	h := open(t, folder(), nil)
	got := map[string]string{}
	for _, u := range readSitemap(t, h.browser().get("/sitemap.xml")).URLs {
		got[strings.TrimPrefix(u.Loc, origin)], _, _ = strings.Cut(u.LastMod, "T")
	}
	for page, want := range map[string]string{
		"/": "2026-09-02", "/articles/space": "2026-09-01", "/categories/repair": "2026-09-01", "/de/categories/repair": "2026-09-03", "/people/ada": "2026-09-03", "/help": "", "/about": "",
	} {
		if got[page] != want {
			t.Errorf("%s changed on %q, want %q", page, got[page], want)
		}
	}
}

func TestSitemapOfALargeSiteHasFiles(t *testing.T) {
	files := folder()
	for i := range 10_000 {
		files[fmt.Sprintf("more/n%05d.md", i)] = &fstest.MapFile{Data: []byte("---\ntitle: N\nsummary: S.\ncategory: trust\nauthors: [ada]\ndate: 2026-07-01\n---\n\nA.\n")}
	}
	h := open(t, files, nil)
	b := h.browser()
	index := readSitemap(t, b.get("/sitemap.xml").wants(200))
	if index.XMLName.Local != "sitemapindex" || len(index.Files) != 3 {
		t.Fatalf("%s of %d files", index.XMLName.Local, len(index.Files))
	}
	seen := map[string]bool{}
	for _, f := range index.Files {
		a := b.get(strings.TrimPrefix(f.Loc, origin)).wants(200)
		for _, u := range readSitemap(t, a).URLs {
			seen[u.Loc] = true
		}
		if f.LastMod == "" {
			t.Errorf("%s: changed, but when?", f.Loc)
		}
		b.get(strings.TrimPrefix(f.Loc, origin), "If-None-Match", a.Header.Get("ETag")).wants(304)
	}
	if len(seen) < 10_020 {
		t.Errorf("%d addresses in all files", len(seen))
	}
	b.get("/sitemaps/4.xml").wants(404)
	b.get("/sitemaps/0.xml").wants(404)
}

func TestRobotsNamesTheSitemap(t *testing.T) {
	a := open(t, folder(), nil).browser().get("/robots.txt").wants(200)
	if !strings.Contains(a.body, "\nSitemap: "+origin+"/sitemap.xml\n") {
		t.Error(a.body)
	}
	for _, path := range []string{"/leave$", "/de/leave$", "/comments/", "/de/comments/"} {
		if !strings.Contains(a.body, "\nDisallow: "+path+"\n") {
			t.Errorf("crawlers are not asked to stay away from %s", path)
		}
	}
	// Of a page that they may not read, crawlers do not learn that it says noindex: they list its address.
	for _, path := range []string{"/account", "/bookmarks", "/login", "/register", "/welcome", "/preview", "/search"} {
		if strings.Contains(a.body, path) {
			t.Errorf("crawlers may not read what %s says of itself", path)
		}
	}
}

func TestSecurityTextIsWhatTheStandardAsksFor(t *testing.T) {
	files := folder()
	h := open(t, files, nil)
	h.browser().get("/.well-known/security.txt").wants(404)
	files["pages/contact.md"] = article("title: Contact\nsummary: x.", "Write.")
	h = open(t, files, nil)
	fields := func(a answer) map[string]string {
		out := map[string]string{}
		for _, l := range strings.Split(strings.TrimSpace(a.wants(200).body), "\n") {
			name, value, ok := strings.Cut(l, ": ")
			if !ok || out[name] != "" {
				t.Errorf("line %q", l)
			}
			out[name] = value
		}
		return out
	}
	a := h.browser().get("/.well-known/security.txt")
	f := fields(a)
	if f["Contact"] != origin+"/contact" || f["Canonical"] != origin+"/.well-known/security.txt" || f["Preferred-Languages"] != "en, de" || a.Header.Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("%v %v", f, a.Header)
	}
	expires, err := time.Parse(time.RFC3339, f["Expires"])
	if left := expires.Sub(h.clock.Now()); err != nil || left < 30*24*time.Hour || left > 365*24*time.Hour {
		t.Errorf("expires %s", f["Expires"])
	}
	files["site.yaml"] = &fstest.MapFile{Data: append(files["site.yaml"].Data, "security_contact: holes@example.org\n"...)}
	if f = fields(open(t, files, nil).browser().get("/.well-known/security.txt")); f["Contact"] != "mailto:holes@example.org" {
		t.Errorf("%v", f)
	}
}

func TestLanguageModelsAreTold(t *testing.T) {
	files := folder()
	files["odd.md"] = article("title: \"[Odd] <b> *title*\"\nsummary: x.\ncategory: repair\nauthors: [ada]\ndate: 2026-09-05", "Words.")
	a := open(t, files, nil).browser().get("/llms.txt").wants(200)
	if !strings.HasPrefix(a.body, "# Mendwell\n\n") {
		t.Error(a.body)
	}
	for _, want := range []string{
		"with its source", "not medical", "\n## Articles in German\n", "- [Zuhören lernen](" + origin + "/de/articles/zuhoeren): Mit beiden Ohren.\n",
		"- [Repair](" + origin + "/categories/repair): After a break.\n", `- [\[Odd\] \<b> \*title\*](`, "\n## Optional\n",
	} {
		if !strings.Contains(a.body, want) {
			t.Errorf("%q is missing in\n%s", want, a.body)
		}
	}
}

// What is personal, a form or a search is for nobody's index: whatever the role, in every language.
func TestPersonalPagesAreNotIndexed(t *testing.T) {
	h := open(t, folder(), nil)
	owner := h.user("owner", account.RoleReader, "")
	mod := h.user("moderator", account.RoleModerator, "")
	c := &cell{h: h, owner: owner}
	rows := table()
	public := []string{"/", "/articles", "/articles/{slug}", "/articles/{slug}/one-page", "/questions", "/questions/{slug}", "/categories", "/categories/{slug}", "/tags/{slug}",
		"/people", "/people/{slug}", "/help", "/feeds", "/{page}"}
	checked := 0
	must(t, chi.Walk(h.server.Routes(), func(method, pattern string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		plain := strings.TrimPrefix(pattern, "/de")
		r, ok := rows["GET "+plain]
		if method != http.MethodGet || !ok {
			return nil
		}
		for _, b := range []*browser{h.browser(), owner, mod} {
			a := b.get(strings.TrimSuffix(pattern, plain) + r.path(c))
			if !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") || a.StatusCode != http.StatusOK {
				continue
			}
			hidden := a.page().Find("meta[name=robots][content*=noindex]").Length() > 0 || strings.Contains(a.Header.Get("X-Robots-Tag"), "noindex")
			if hidden == slices.Contains(public, plain) {
				t.Errorf("%s: noindex is %v", pattern, hidden)
			}
			checked++
		}
		return nil
	}))
	if checked < 60 {
		t.Errorf("only %d pages looked at", checked)
	}
}
