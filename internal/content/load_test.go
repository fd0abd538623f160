package content

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func folder(files ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i+1 < len(files); i += 2 {
		m[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return m
}

func painted(t *testing.T, width, height int) *fstest.MapFile {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatalf("draw picture: %v", err)
	}
	return &fstest.MapFile{Data: b.Bytes()}
}

func document(t *testing.T, a *Article) *Document {
	t.Helper()
	doc, err := a.Document()
	if err != nil {
		t.Fatalf("render %s: %v", a.Slug, err)
	}
	return doc
}

func codes(findings Findings) []string {
	var list []string
	for _, f := range findings {
		list = append(list, f.Code)
	}
	return list
}

const article = "---\ntitle: %s\nsummary: Yes.\ndate: %s\n%s\n---\n%s"

func TestPictures(t *testing.T) {
	t.Parallel()
	fsys := folder("x/a.md", fmt.Sprintf(article, "A", "2026-08-01", "image: ../y/cover.png\nimage_alt: Cover",
		"![A bowl](bowl one.png)\n\n![A bowl](<bowl one.png>)\n*In the sun*\nPhoto by Ann\n\n![B](bowl.svg)\n\n![C](../../out.png)\n\n![D](bad.png)\n\nIn ![E](<bowl one.png>) text.\n"),
		"x/bad.png", "no picture", "x/bowl.svg", "<svg/>")
	fsys["x/bowl one.png"] = painted(t, 30, 20)
	fsys["y/cover.png"] = painted(t, 60, 40)
	lib, findings := Load(fsys, Options{Now: noon()})
	a, ok := lib.Article("en", "a")
	if !ok {
		t.Fatalf("no article: %v", findings)
	}
	if a.Image == nil || a.Image.Width != 60 || a.Image.File != "y/cover.png" {
		t.Fatalf("cover is %+v", a.Image)
	}
	data, kind, ok := lib.Image(strings.TrimPrefix(a.Image.Src, "/media/"))
	if !ok || kind != "image/png" || len(data) == 0 {
		t.Fatalf("picture %q is not served", a.Image.Src)
	}
	html := string(document(t, a).Parts[0].HTML)
	for _, want := range []string{
		`width="30" height="20" alt="A bowl" loading="lazy" decoding="async">`, `<figcaption>In the sun <span class="credit">Photo by Ann</span></figcaption>`,
		`bowl%20one.png"`, `In <img src="/media/`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in\n%s", want, html)
		}
	}
	for _, want := range []string{"image-type", "missing-image", "image-broken"} {
		if !slices.Contains(codes(findings), want) {
			t.Errorf("no %s in %v", want, findings)
		}
	}
}

func TestMomentsAndFingerprint(t *testing.T) {
	t.Parallel()
	fsys := folder(
		"a.md", fmt.Sprintf(article, "A", "2026-08-01", "related: [b]", "Text."),
		"b.md", fmt.Sprintf(article, "B", "2026-12-01", "expires: 2027-01-01\naliases: [old-b]", "Text."),
		"c.md", fmt.Sprintf(article, "C", "2026-07-01", "lang: fr", "Texte."),
	)
	lib, _ := Load(fsys, Options{Now: noon()})
	if next, ok := lib.NextChange(); !ok || !next.Equal(time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("next change is %v", next)
	}
	if a, _ := lib.Article("en", "a"); len(lib.Chosen(a)) != 0 {
		t.Errorf("related to what is not there: %v", lib.Chosen(a))
	}
	later := lib.At(time.Date(2026, 12, 24, 0, 0, 0, 0, time.UTC))
	if a, _ := later.Article("de", "a"); len(later.Chosen(a)) != 1 || later.Chosen(a)[0].Slug != "b" {
		t.Errorf("not related to b: %v", later.Chosen(a))
	}
	if b, ok := later.Moved("en", "old-b"); !ok || b.Slug != "b" || later.Renames()["en/old-b"] != "en/b" {
		t.Errorf("the old address leads to %v", b)
	}
	if lib.Fingerprint() == later.Fingerprint() || lib.Fingerprint() != lib.At(noon().Add(time.Hour)).Fingerprint() {
		t.Errorf("fingerprints do not follow what is visible")
	}
	end := later.At(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
	if _, ok := end.NextChange(); ok || len(end.All()) != 2 || len(end.Everything()) != 3 {
		t.Errorf("b has not expired")
	}
	if c, ok := lib.Article("en", "c"); !ok || lib.Home(c) != "en" || c.Lang != "fr" {
		t.Errorf("c is not listed at home")
	}
	drafts, _ := Load(fsys, Options{Now: noon(), Drafts: true})
	if len(drafts.All()) != 3 {
		t.Errorf("drafts are hidden")
	}
	fsys["a.md"].Data = append(fsys["a.md"].Data, '!')
	if other, _ := Load(fsys, Options{Now: noon()}); other.Fingerprint() == lib.Fingerprint() {
		t.Errorf("the fingerprint does not follow the text")
	}
}

func TestReview(t *testing.T) {
	t.Parallel()
	load := func(front, body string) *Article {
		lib, _ := Load(folder("people/ann.md", "---\nname: Ann\ncredentials: Dr.\n---\n", "people/bob.md", "---\nname: Bob\n---\n",
			"a.md", fmt.Sprintf(article, "A", "2026-08-01", front, body)), Options{Now: noon()})
		a, _ := lib.Article("en", "a")
		return a
	}
	seal := load("takeaways: [One.]", "Text  one.\n").Seal("ann")
	review := "takeaways: [One.]\nreview: {by: %s, date: 2026-08-01, due: 2026-10-31, seal: " + seal + "}\ntags: [x]"
	reviewed := load(fmt.Sprintf(review, "ann"), "Text\none. {#id}\n")
	for _, c := range []struct {
		a    *Article
		at   time.Time
		want ReviewState
	}{
		{load("", "Text."), noon(), ReviewNone},
		{load(fmt.Sprintf(review, "bob"), "Text one."), noon(), ReviewNone},
		{reviewed, noon().AddDate(0, 0, -1), ReviewHolds},
		{reviewed, noon(), ReviewOverdue},
		{load(fmt.Sprintf(review, "ann"), "Text two."), noon(), ReviewChanged},
	} {
		if got := c.a.ReviewState(c.at); got != c.want {
			t.Errorf("%s at %s: %s, want %s", c.a.Title, c.at, got, c.want)
		}
	}
}

func TestPeopleAndWork(t *testing.T) {
	t.Parallel()
	lib, findings := Load(folder(
		"people/ann.md", "---\nname: Ann\ncredentials: Dr.\nlinks: [https://ann.example]\n---\nAnn *writes*.\n\nMore.",
		"people/ann.de.md", "---\nname: Anna\ncredentials: Dr.\n---\nAnna schreibt.",
		"people/bob.md", "---\nname: Bob\n---\n",
		"site.yaml", "languages: [en, de]\nnavigation: [z, {title: X, url: /about}]\ntagline: {en: Hi, de: Hallo}\nbase_url: https://x.example/\n",
		"categories/z.md", "---\ntitle: Z\n---\n", "categories/a.md", "---\ntitle: A\n---\n",
		"pages/about.md", "# About\n\n## Part\n\nSee [it](../a.md).\n",
		"a.md", fmt.Sprintf(article, "A", "2026-08-01", "author: ann\nreviewed_by: [ann, bob]\ncategory: z\ntags: B c, d", "Text."),
		"a.de.md", fmt.Sprintf(article, "A", "2026-09-01", "author: ann\ncategory: z", "Text. [Mehr](a.md) und [Ann](/de/people/ann)."),
	), Options{Now: noon()})
	for _, f := range findings {
		if f.Code != "reviewer-credentials" {
			t.Errorf("finding %+v", f)
		}
	}
	de, _ := lib.Article("de", "a")
	en, _ := lib.Article("en", "a")
	if de.Authors[0].Name != "Anna" || en.Authors[0].Name != "Ann" || len(lib.Translations(en)) != 1 || lib.Translations(en)[0] != de {
		t.Errorf("authors %v %v, translations %v", de.Authors[0], en.Authors[0], lib.Translations(en))
	}
	roles := []Role{}
	for _, c := range en.Credits {
		roles = append(roles, c.Role)
	}
	if diff := cmp.Diff([]Role{RoleEditor, RoleReviewer}, roles); diff != "" {
		t.Errorf("roles: %s", diff)
	}
	if w := lib.Work("ann"); len(w.Wrote) != 2 || w.Wrote[0] != de || len(w.Reviewed) != 1 {
		t.Errorf("work %+v", w)
	}
	if list := lib.Categories("de"); len(list) != 2 || list[0].Slug != "z" {
		t.Errorf("categories %v", list)
	}
	if p, ok := lib.Page("de", "about"); !ok || p.Title != "About" || string(p.HTML) != "<h2 id=\"part\">Part</h2>\n<p>See <a href=\"/articles/a\">it</a>.</p>" {
		t.Errorf("page %+v", p)
	}
	if tags := lib.Tags("en"); len(tags) != 2 || tags[0].Slug != "b-c" || tags[0].Name != "B c" {
		t.Errorf("tags %v", tags)
	}
	if ann, _ := lib.Person("de", "ann"); ann.Summary != "Anna schreibt." {
		t.Errorf("person %+v", ann)
	}
	if site := lib.Site(); site.BaseURL != "https://x.example" || site.Tagline["de"] != "Hallo" || len(site.Navigation) != 2 {
		t.Errorf("site %+v", site)
	}
}

// TestOutputIsCapped: what would make megabytes of markup out of little source is refused, and quickly.
func TestOutputIsCapped(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"wide table":   "|" + strings.Repeat("a|", 3000) + "\n|" + strings.Repeat("-|", 3000) + "\n" + strings.Repeat("a\n", 3000),
		"references":   strings.Repeat("[a][x] ", 2000) + "\n\n[x]: https://example.org/" + strings.Repeat("long", 2000) + "\n",
		"long table":   "|" + strings.Repeat("a|", 63) + "\n|" + strings.Repeat("-|", 63) + "\n" + strings.Repeat("a\n", 30000),
		"nesting":      strings.Repeat(">", 5000) + " a\n",
		"nested lists": strings.Repeat("- ", 5000) + "a\n",
		"footnotes":    strings.Repeat("[^x]", 40000) + "\n\n[^x]: y\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lib, findings := loadOne(fmt.Appendf(nil, article, "A", "2026-08-01", "category: x", body))
			if len(lib.Everything()) != 0 {
				t.Errorf("it is served; findings %v", findings)
			}
			if got := codes(findings); !slices.Contains(got, "too-large") && !slices.Contains(got, "too-complex") {
				t.Errorf("findings %v", got)
			}
		})
	}
	for name, data := range map[string]string{"not-utf8": "a\n\xff", "nul-byte": "a\x00", "too-large": strings.Repeat("a", MaxFile+1)} {
		if lib, findings := loadOne([]byte(data)); len(lib.Everything()) != 0 || !slices.Contains(codes(findings), name) {
			t.Errorf("%s: findings %v", name, codes(findings))
		}
	}
}

// TestPinIDsKeepsTheRest: pinned ids stand where editors would write them, and not another byte changes.
func TestPinIDsKeepsTheRest(t *testing.T) {
	t.Parallel()
	in := "\xef\xbb\xbf---\r\ntitle: T\r\n---\r\nIntro. \r\n\r\n## 1. One ##\r\n\r\na\r\n\r\n2. Two\r\n-------\r\n\r\n## 3. Three {#own}\r\n\r\n## FAQ\r\n\r\n**Why?** Because.\r\n\r\n**How *so*?**\r\n\r\nSo.\r\n"
	want := strings.NewReplacer("One ##", "One {#one} ##", "Why?**", "Why?** {#why}", "*so*?**", "*so*?** {#how-so}").Replace(in)
	got, err := PinIDs([]byte(in))
	if err != nil {
		t.Fatalf("pin: %v", err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	list := "---\ntitle: T\n---\n7. **Stay *calm*.** Because it helps.\n8. Speak slowly. Because they listen.\n9. Leave the room.\n\n   Text.\n"
	want = strings.NewReplacer("calm*.**", "calm*.** {#stay-calm}", "slowly.", "slowly. {#speak-slowly}", "room.", "room. {#leave-the-room}").Replace(list)
	if got, err = PinIDs([]byte(list)); err != nil || string(got) != want {
		t.Errorf("got %s (%v)", got, err)
	}
}

// TestSameTitleManyTimes: numbering the ids of equal titles takes time in proportion to their number.
func TestSameTitleManyTimes(t *testing.T) {
	t.Parallel()
	start := time.Now()
	lib, findings := loadOne(fmt.Appendf(nil, article, "A", "2026-08-01", "category: x", strings.Repeat("# b\n", 20000)))
	if len(lib.All()) != 1 || len(lib.All()[0].Contents) != 20000 {
		t.Errorf("not loaded: %v", codes(findings))
	}
	if d := time.Since(start); d > time.Minute { // it took minutes when every try began at 2
		t.Errorf("it took %s", d)
	}
}
