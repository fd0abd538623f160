package server_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/PuerkitoBio/goquery"

	"mendwell/internal/account"
	"mendwell/internal/content"
	"mendwell/internal/preview"
	"mendwell/internal/server"
)

var previewKey = bytes.Repeat([]byte{3}, preview.KeySize)

// unpublished is a small site with a draft, an article of next month, and one that has a cover only as a draft.
func unpublished() fstest.MapFS {
	f := folder()
	f["soon.md"] = article("title: Soon enough\nsummary: Later.\ncategory: repair\ntags: [space]\nauthors: [ada]\ndate: 2026-12-03",
		"## 1. One {#one}\n\nA.\n\n## 2. Two {#two}\n\nB.\n\n## 3. Three {#three}\n\nC.\n")
	f["entwurf.md"] = article("title: Noch nicht\nlang: de\nsummary: Entwurf.\ncategory: repair\nauthors: [ada]\ndate: 2026-11-01\ndraft: true\naliases: [vorher]", "Text.\n")
	return f
}

func openPreviews(t *testing.T, change func(*server.Config)) *house {
	t.Helper()
	return open(t, unpublished(), func(c *server.Config) {
		c.PreviewKey = func() ([]byte, error) { return previewKey, nil }
		if change != nil {
			change(c)
		}
	})
}

func (h *house) token(key string, d time.Duration) string {
	return preview.Token(previewKey, preview.Link{Article: key, Until: h.clock.Now().Add(d)})
}

func TestPreview(t *testing.T) {
	h := openPreviews(t, nil)
	for _, c := range []struct{ path, title, badge, until string }{
		{"/preview/" + h.token("en/soon", time.Hour), "Soon enough", "Scheduled for 3 December 2026", "12 November 2026, 10:00"},
		{"/de/preview/" + h.token("de/entwurf", time.Hour), "Noch nicht", "Entwurf", "12. November 2026, 10:00 Uhr"},
		{"/de/preview/" + h.token("de/vorher", time.Hour), "Noch nicht", "Entwurf", "12. November 2026, 10:00 Uhr"},
	} {
		for _, b := range []*browser{h.browser(), h.user("reader"+c.badge[:1]+c.path[len(c.path)-3:], account.RoleAdmin, "")} {
			a := b.get(c.path).wants(200)
			doc := a.page()
			if got := text(doc.Find("h1")); got != c.title {
				t.Errorf("%s is headed %q", c.path, got)
			}
			if got := text(doc.Find(".draft")); !strings.HasPrefix(got, c.badge) || !strings.Contains(got, c.until) {
				t.Errorf("%s says %q", c.path, got)
			}
			if n := doc.Find("main form, main button, #comments, #bookmark").Length(); n != 0 {
				t.Errorf("%s has %d controls that would change something", c.path, n)
			}
			if doc.Find(`meta[name=robots][content=noindex]`).Length() != 1 || doc.Find("link[rel=canonical], meta[property]").Length() != 0 {
				t.Errorf("%s tells machines about itself", c.path)
			}
			for name, want := range map[string]string{
				"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow, noarchive", "Set-Cookie": "", "ETag": "",
			} {
				if got := a.Header.Get(name); got != want {
					t.Errorf("%s: %s is %q", c.path, name, got)
				}
			}
			doc.Find("a[href*=login], a[href*=register]").Each(func(_ int, s *goquery.Selection) {
				if strings.Contains(s.AttrOr("href", ""), "preview") {
					t.Errorf("logging in carries the link along: %s", s.AttrOr("href", ""))
				}
			})
			cover := b.get(doc.Find("img.cover").First().AttrOr("src", "")).wants(200)
			if cover.Header.Get("Content-Type") != "image/svg+xml" || cover.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("the cover of %s: %v", c.path, cover.Header)
			}
		}
	}
	if strings.Contains(h.log.String(), h.token("en/soon", time.Hour)) {
		t.Error("the log knows the link")
	}
	h.browser().get("/articles/soon").wants(404)
	h.browser().get("/articles/entwurf").wants(404)
}

func TestPreviewOpensNothingElse(t *testing.T) {
	h := openPreviews(t, nil)
	b := h.browser()
	good := h.token("en/soon", time.Hour)
	other := preview.Token(bytes.Repeat([]byte{4}, preview.KeySize), preview.Link{Article: "en/soon", Until: h.clock.Now().Add(time.Hour)})
	for name, token := range map[string]string{
		"forged": good[:20] + "AAAA" + good[24:], "of another key": other, "of nothing": h.token("en/none", time.Hour),
		"of another language": h.token("de/soon", time.Hour), "cut off": good[:40], "of an empty key": h.token("", time.Hour),
	} {
		for _, path := range []string{"/preview/" + token, "/preview/" + token + "/cover.svg"} {
			if a := b.get(path).wants(404); strings.Contains(a.body, "Soon enough") {
				t.Errorf("a token %s says what it is about", name)
			}
		}
	}
	h.clock.pass(time.Hour)
	doc := b.get("/preview/" + good).wants(410).page()
	if got := text(doc.Find("main")); !strings.Contains(got, "This preview link has ended") {
		t.Errorf("the end of a link: %q", got)
	}
}

func TestPreviewWithoutAKey(t *testing.T) {
	for name, key := range map[string]func() ([]byte, error){
		"none": nil, "no link was made": func() ([]byte, error) { return nil, nil },
	} {
		h := openPreviews(t, func(c *server.Config) { c.PreviewKey = key })
		if a := h.browser().get("/preview/" + h.token("en/soon", time.Hour)); a.StatusCode != 404 {
			t.Errorf("%s: %d", name, a.StatusCode)
		}
	}
}

// Whoever kept the link finds the article once it is there.
func TestPreviewOfWhatIsPublishedByNow(t *testing.T) {
	h := openPreviews(t, nil)
	token := h.token("en/soon", 29*24*time.Hour)
	h.clock.pass(25 * 24 * time.Hour)
	h.lib = h.lib.At(h.clock.Now())
	h.browser().get("/preview/" + token).wants(303).leadsTo("/articles/soon")
	h.browser().get("/preview/" + h.token("en/room", time.Hour)).wants(303).leadsTo("/articles/space")
	h.browser().get("/preview/" + h.token("de/zuhoeren", time.Hour)).wants(303).leadsTo("/de/articles/zuhoeren")
}

func TestPreviewCountsAsARequest(t *testing.T) {
	h := openPreviews(t, func(c *server.Config) { c.RateLimits = true })
	b := h.browser()
	for range 600 {
		b.get("/preview/none").wants(404)
	}
	b.get("/preview/none").wants(429)
}

// In dev mode the library itself shows drafts: they are marked wherever they stand.
func TestDraftsAreMarkedInDev(t *testing.T) {
	h := open(t, unpublished(), func(c *server.Config) { c.Dev = true })
	h.lib, _ = content.Load(unpublished(), content.Options{Now: h.clock.Now(), Drafts: true, Word: func(_, id string) string { return id }})
	b := h.browser()
	for path, want := range map[string]string{
		"/articles": "Scheduled for 3 December 2026", "/": "Scheduled for 3 December 2026", "/categories/repair": "Scheduled for 3 December 2026",
		"/articles/soon": "Scheduled for 3 December 2026", "/articles/space": "Scheduled for 3 December 2026",
		"/de/articles": "Entwurf", "/de/articles/entwurf": "Entwurf", "/de/people/ada": "Entwurf",
	} {
		if got := strings.Join(names(b.get(path).wants(200).page(), ".badge.held"), ", "); !strings.Contains(got, want) {
			t.Errorf("%s marks %q", path, got)
		}
	}
	if n := b.get("/articles/soon").page().Find("meta[name=robots]").Length(); n != 1 {
		t.Error("a scheduled article is for machines")
	}
}
