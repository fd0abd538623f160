package content

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestLinksLeadSomewhere: every link to an address of this site is looked up, with its language and fragment.
func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	good := strings.Fields("/ /articles /articles/b /de/articles/b /articles/b#stay-calm /articles/b#why-not /articles/b?x=1#part /articles/b/one-page b.md b b.md#stay-calm " +
		"../x/b.md /categories /categories/c /categories/c#more /de/categories/c /categories/c/feed.xml /people /people/ann /people/ann#life /people/ann/rss.xml /people/ann/author /articles/b/comments/17 /tags/rest/feed.json /articles/b/comments/feed.xml /feeds " +
		"/tags/rest /de/tags/ruhe /about /about#us /de/about /search?q=calm /help /help#suicide /leave /login /feed.xml /sitemap.xml /robots.txt /articles/b#comments " +
		"/articles/old https://other.example/x mailto:a@b.example #own https://t.example/articles/b https://t.example/")
	bad := strings.Fields("/artikel /articles/nothing /articles/b#nowhere /articles/b/print /de/articles/b/one-page /articles/nothing/one-page /en/articles/b /fr/articles/b /categories/x /categories/c#nowhere " +
		"/categories/c/x /categories/x/feed.xml /people/bob /people/ann#nowhere /people/ann/x/y /people/ann/cook /people/bob/author /articles/b/comments/x /articles/nothing/comments/17 /tags/ruhe /de/tags/rest /tags/rest/x /about#nowhere /missing.pdf /a/b/c " +
		"c.md b.md#nowhere ../../x.md #nowhere https://t.example/articles/nothing https://t.example/articles/b#nowhere")
	var body strings.Builder
	for _, l := range append(slices.Clone(good), bad...) {
		fmt.Fprintf(&body, "[x](%s)\n\n", l)
	}
	_, findings := Load(folder(
		"site.yaml", "name: T\nlanguages: [en, de]\nbase_url: https://t.example\nnavigation:\n  - c\n  - {title: About, url: /about}\n  - {title: No, url: /nothing}\n",
		"x/a.md", "---\ntitle: A\nsummary: Yes.\ndate: 2026-08-01\ncategory: c\nsources: [{title: S, url: /articles/no-source}]\n---\n"+body.String()+"## Own\n",
		"x/b.md", "---\ntitle: B\nkind: tips\nsummary: Yes.\ndate: 2026-08-01\ncategory: c\ntags: [rest]\naliases: [old]\n---\n## 1. Stay calm\n\n### Part\n\nB.\n\n## FAQ\n\n### Why not?\n\nSo.\n",
		"x/b.de.md", "---\ntitle: B\nsummary: Ja.\ndate: 2026-08-01\ncategory: c\ntags: [Ruhe]\n---\nB.\n",
		"categories/c.md", "---\ntitle: C\n---\n## More\n", "people/ann.md", "---\nname: Ann\n---\n## Life\n", "pages/about.md", "---\ntitle: About\n---\n## Us\n",
	), Options{Now: noon()})
	found := map[int]string{}
	for _, f := range findings {
		switch {
		case f.Code != "unknown-link":
		case f.Path == "x/a.md":
			found[f.Line] = f.Message
		case f.Path != "site.yaml" || f.Line != 7 || !strings.Contains(f.Message, "/nothing"):
			t.Errorf("finding %+v", f)
		default:
			found[0] = f.Message
		}
	}
	if found[0] == "" || found[6] == "" {
		t.Errorf("nothing about site.yaml (%q) or the source (%q)", found[0], found[6])
	}
	for i, l := range good {
		if message := found[8+2*i]; message != "" {
			t.Errorf("%s: %s", l, message)
		}
	}
	for i, l := range bad {
		if found[8+2*(len(good)+i)] == "" {
			t.Errorf("%s: nothing was found", l)
		}
	}
}
