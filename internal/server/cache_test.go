package server_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"mendwell/internal/account"
	"mendwell/internal/cover"
	"mendwell/web/link"
)

func TestPagesAreAskedForAgain(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.browser()
	first := b.get("/articles/space").wants(200)
	if got := first.Header.Get("Cache-Control"); got != "public, no-cache" {
		t.Errorf("Cache-Control %q", got)
	}
	if got := first.Header.Get("Vary"); got != "Cookie, Accept-Encoding" {
		t.Errorf("Vary %q", got)
	}
	if first.Header.Get("Set-Cookie") != "" {
		t.Error("a cookie before login")
	}
	tag := first.Header.Get("ETag")
	for _, header := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
		a := b.get("/articles/space", "If-None-Match", header).wants(http.StatusNotModified)
		if a.body != "" || a.Header.Get("ETag") != tag || a.Header.Get("Cache-Control") == "" || a.Header.Get("Vary") == "" {
			t.Errorf("304 for %s: %v", header, a.Header)
		}
	}
	b.get("/articles/space", "If-None-Match", `"other"`).wants(200)

	head := b.do(http.MethodHead, "/articles/space", "").wants(200)
	if head.body != "" || head.Header.Get("ETag") != tag || head.Header.Get("Content-Length") != first.Header.Get("Content-Length") {
		t.Errorf("HEAD differs from GET: %v", head.Header)
	}
	in := h.user("ada", account.RoleReader, "").get("/articles/space").wants(200)
	if got := in.Header.Get("Cache-Control"); got != "private, no-cache" {
		t.Errorf("signed in: Cache-Control %q", got)
	}
}

// A list of tags may come in several fields: RFC 9110, section 5.3.
func TestTagsMayComeInSeveralFields(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.browser()
	page := b.get("/articles/space").wants(200).page()
	for _, path := range []string{"/articles/space", "/articles/space?x=1", "/feed.xml", page.Find("link[rel=stylesheet]").AttrOr("href", "")} {
		first := b.get(path).wants(200)
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Header.Set("Accept-Encoding", "gzip")
		w := httptest.NewRecorder()
		h.server.Handler().ServeHTTP(w, r)
		for _, tag := range []string{first.Header.Get("ETag"), w.Header().Get("ETag")} {
			r.Header["If-None-Match"] = []string{`"other"`, tag}
			if tag == first.Header.Get("ETag") {
				r.Header.Del("Accept-Encoding")
			} else {
				r.Header.Set("Accept-Encoding", "gzip")
			}
			again := httptest.NewRecorder()
			if h.server.Handler().ServeHTTP(again, r); again.Code != http.StatusNotModified || again.Header().Get("ETag") != tag {
				t.Errorf("%s with tag %s: %d, tag %s", path, tag, again.Code, again.Header().Get("ETag"))
			}
		}
	}
}

func TestEncodings(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.browser()
	plain := b.get("/articles/space").wants(200)
	asset := plain.page().Find("link[rel=stylesheet]").AttrOr("href", "")
	paths := []string{"/articles/space", asset, link.Cover(cover.Version, "celadon", "space", "svg"), "/nothing-here"}
	for _, path := range paths {
		want := b.get(path)
		tags := map[string]bool{want.Header.Get("ETag"): true}
		for header, enc := range map[string]string{
			"br":                      "br",
			"gzip, deflate, br, zstd": "br",
			"gzip;q=1.0, br;q=0.5":    "gzip",
			"zstd, gzip":              "zstd",
			"br;q=0, gzip;q=0, *":     "zstd",
			"identity, br;q=0.5":      "",
			"deflate":                 "",
			"br;q=nonsense":           "",
			"GZIP":                    "gzip",
			"gzip; q=0.8;x=y":         "gzip",
			"gzip;x=y;q=0.8, br;q=.5": "gzip",
			"br ; Q=0 , gzip":         "gzip",
			"*;q=0":                   "",
		} {
			if path == "/nothing-here" && strings.HasSuffix(header, "br, zstd") { // made for one request only
				enc = "zstd"
			}
			a := b.get(path, "Accept-Encoding", header)
			if got := a.Header.Get("Content-Encoding"); got != enc {
				t.Errorf("%s with %q: %q, want %q", path, header, got, enc)
				continue
			}
			if got := unpack(t, enc, a.body); got != want.body {
				t.Errorf("%s in %q is another body", path, enc)
			}
			if !strings.Contains(a.Header.Get("Vary"), "Accept-Encoding") {
				t.Errorf("%s: Vary %q", path, a.Header.Get("Vary"))
			}
			if tag := a.Header.Get("ETag"); tag != "" {
				tags[tag] = true
				b.get(path, "Accept-Encoding", header, "If-None-Match", tag).wants(http.StatusNotModified)
			}
		}
		if path != "/nothing-here" && len(tags) != 4 {
			t.Errorf("%s has %d tags for 4 encodings", path, len(tags))
		}
	}
}

func unpack(t *testing.T, enc, body string) string {
	t.Helper()
	var r io.Reader = strings.NewReader(body)
	switch enc {
	case "br":
		r = brotli.NewReader(r)
	case "gzip":
		z, err := gzip.NewReader(r)
		must(t, err)
		r = z
	case "zstd":
		z, err := zstd.NewReader(r)
		must(t, err)
		defer z.Close()
		r = z
	}
	data, err := io.ReadAll(r)
	must(t, err)
	return string(data)
}

// The icon stands in each page, and asks nobody.
func TestIconInPlace(t *testing.T) {
	b := open(t, folder(), nil).browser()
	address := b.get("/").wants(200).page().Find("link[rel=icon]").AttrOr("href", "")
	held, found := strings.CutPrefix(address, "data:image/svg+xml,")
	icon, err := url.PathUnescape(held)
	if want := strings.TrimSpace(b.get("/favicon.svg").wants(200).body); !found || err != nil || icon != want {
		t.Errorf("%s: %v; want %s", address, err, want)
	}
	if strings.ContainsAny(held, " \"<>#") {
		t.Errorf("what must be escaped in an address is not: %s", held)
	}
}

func TestWhatNeverChangesIsKeptForEver(t *testing.T) {
	h := open(t, folder(), nil)
	b := h.browser()
	doc := b.get("/").wants(200).page()
	for path, mediaType := range map[string]string{
		doc.Find("link[rel=stylesheet]").AttrOr("href", ""):        "text/css; charset=utf-8",
		doc.Find("script[type=module]").AttrOr("src", ""):          "text/javascript; charset=utf-8",
		doc.Find(".hero img").AttrOr("src", ""):                    "image/svg+xml",
		link.Cover(cover.Version, "persimmon", "listening", "png"): "image/png",
		link.Cover(cover.Version, "persimmon", "trust", "svg"):     "image/svg+xml",
	} {
		if got := b.get(path, "Accept-Encoding", "br").wants(200); len(got.body) < 100 {
			t.Errorf("%s: %d bytes", path, len(got.body))
		}
		a := b.get(path).wants(200)
		if a.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" || a.Header.Get("Content-Type") != mediaType {
			t.Errorf("%s: %q %q", path, a.Header.Get("Cache-Control"), a.Header.Get("Content-Type"))
		}
		checkHeaders(t, a)
	}
	for path, status := range map[string]int{
		link.Cover("0", "celadon", "space", "svg"):             302,
		link.Cover(cover.Version, "mauve", "space", "svg"):     404,
		link.Cover(cover.Version, "celadon", "unknown", "svg"): 404,
		link.Cover(cover.Version, "celadon", "space", "gif"):   404,
		"/covers/" + cover.Version + "/celadon/space":          404,
		"/static/mendwell.css":                                 404,
		"/static/static.go":                                    404,
	} {
		b.get(path).wants(status)
	}
}

func TestPrivatePagesAreNotKept(t *testing.T) {
	h := open(t, folder(), nil)
	in, out := h.user("ada", account.RoleReader, ""), h.browser()
	for _, path := range []string{"/account", "/bookmarks", "/account/delete"} {
		if a := in.get(path).wants(200); a.Header.Get("Cache-Control") != "no-store" || a.Header.Get("ETag") != "" {
			t.Errorf("%s: %v", path, a.Header)
		}
	}
	for _, path := range []string{"/login", "/register", "/nothing", "/leave"} {
		if a := out.get(path); a.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %v", path, a.Header)
		}
	}
	for _, path := range []string{"/login", "/account/delete", "/nothing"} {
		if got := in.get(path).page().Find("link[rel=canonical]").Length(); got != 0 {
			t.Errorf("%s tells machines its address", path)
		}
	}
}

func TestMedia(t *testing.T) {
	files := folder()
	files["pot.png"] = pngFile
	files["space.md"].Data = bytes.Replace(files["space.md"].Data, []byte("category: repair"), []byte("category: repair\nimage: pot.png\nimage_alt: A pot\nimage_credit: Ada"), 1)
	h := open(t, files, nil)
	b := h.browser()
	src := b.get("/articles/space").wants(200).page().Find("figure img").First().AttrOr("src", "")
	a := b.get(src).wants(200)
	if a.body != string(pngFile.Data) || a.Header.Get("Content-Type") != "image/png" || !strings.HasSuffix(a.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("%s: %v", src, a.Header)
	}
	checkHeaders(t, a)
	b.get(src, "If-None-Match", a.Header.Get("ETag")).wants(http.StatusNotModified)
	part := b.get(src, "Range", "bytes=4-9").wants(http.StatusPartialContent)
	if part.body != a.body[4:10] || part.Header.Get("Content-Type") != "image/png" || part.Header.Get("Cache-Control") != a.Header.Get("Cache-Control") {
		t.Errorf("part: %q %v", part.body, part.Header)
	}
	b.get(src, "Range", "bytes=4-9", "If-Range", a.Header.Get("ETag")).wants(http.StatusPartialContent)
	b.get(src, "Range", "bytes=4-9", "If-Range", `"another"`).wants(http.StatusOK)
	head := b.do(http.MethodHead, src, "").wants(http.StatusOK)
	if head.Header.Get("Content-Length") != strconv.Itoa(len(a.body)) {
		t.Errorf("HEAD: %v", head.Header)
	}
	b.get("/media/../space.md").wants(404)
}

// The key in the form of somebody who is logged in stays for a day, and so does the page.
func TestSignedInPagesAreAskedForAgain(t *testing.T) {
	h := open(t, folder(), nil)
	b, other := h.user("ada", account.RoleReader, ""), h.user("eve", account.RoleReader, "")
	key := func(b *browser, path string) string {
		return hidden(b.get(path).wants(200).page().Find("form.write")).Get("once")
	}
	first := b.get("/articles/space").wants(200)
	b.get("/articles/space", "If-None-Match", first.Header.Get("ETag")).wants(http.StatusNotModified)
	once := key(b, "/articles/space")
	if once == "" || once == key(other, "/articles/space") || once == key(b, "/articles/listening") {
		t.Error("two forms share a key")
	}
	h.clock.pass(24 * time.Hour)
	if once == key(b, "/articles/space") {
		t.Error("the key outlives its day")
	}
}

// A number that a page does not ask for leads to the same page under as many addresses as there are numbers: they must not
// push out what others read.
func TestNumbersThatSayNothingFillNoShelf(t *testing.T) {
	h := open(t, folder(), nil)
	ada, b := h.user("ada", account.RoleReader, ""), h.browser()
	for _, path := range []string{"/", "/about", "/articles", "/articles/space", "/sitemap.xml", "/articles/space/comments/feed.xml"} {
		b.get(path).wants(200)
		ada.get(path).wants(200)
		kept := h.server.Pages().Pages
		for _, query := range []string{"?page=1", "?comments=1"} {
			if (path == "/articles" && query == "?page=1") || path == "/articles/space" && query == "?comments=1" {
				continue // it means something there
			}
			b.get(path + query).wants(200)
			ada.get(path + query).wants(200)
			if n := h.server.Pages().Pages; n != kept {
				t.Errorf("%s%s: %d more pages are kept", path, query, n-kept)
			}
		}
	}
}
