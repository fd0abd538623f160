package server_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"mendwell/internal/account"
)

// helping is the folder with help lines and sensitive articles. The lines on children are the oldest.
func helping() fstest.MapFS {
	f := folder()
	line := func(name, topic, number, checked string) string {
		return "  - {name: " + name + ", topic: " + topic + ", number: \"" + number + "\", checked: " + checked +
			", website: \"https://line.example/a\", languages: [en], sources: [https://a.example, https://b.example]}\n"
	}
	f["help/gb.yaml"] = &fstest.MapFile{Data: []byte("name: {en: United Kingdom, de: Vereinigtes Königreich}\nlines:\n" +
		line("Listeners", "suicide", "116 123", "2026-11-01") + line("Emergency", "emergency", "999", "2026-11-01") +
		"  - {name: Words, topic: suicide, sms: \"85258\", sms_text: {en: SHOUT NOW, de: HALLO}, hours: {en: day and night}, checked: 2026-11-01, sources: [https://a.example, https://b.example]}\n")}
	f["help/at.yaml"] = &fstest.MapFile{Data: []byte("name: {en: Austria, de: Österreich}\nlines:\n" +
		line("Rat", "children", "147", "2026-02-01") + line("Notruf", "emergency", "+43 133", "2026-11-01"))}
	f["dark.md"] = article("title: A dark night\nsummary: Short.\ncategory: trust\ndate: 2026-09-05\nsensitive: [suicide]\nnot_for: You, in danger.",
		"First.\n\n- a list\n\n  > [!HELP] suicide For you\n  > Ring.\n\n> [!HELP] sexual-violence\n")
	f["pages/reading-safely.md"] = article("title: Reading safely\nsummary: What stays.", "Words.\n\n> [!HELP] children\n")
	return f
}

func TestHelpWithoutAChoiceAssumesNothing(t *testing.T) {
	b := open(t, helping(), nil).browser()
	a := b.get("/help").wants(200)
	doc := a.page()
	if got := text(doc.Find("title")); got != "Contacts · Mendwell" {
		t.Errorf("the title says %q", got)
	}
	if len(a.Header.Values("Set-Cookie")) > 0 || a.Header.Get("Cache-Control") != "public, no-cache" {
		t.Errorf("a choice is kept: %v", a.Header)
	}
	if got := names(doc, ".emergencies h3"); !slices.Equal(got, []string{"Austria", "United Kingdom"}) {
		t.Errorf("emergency numbers of %q", got)
	}
	if doc.Find("details[open]").Length() > 0 {
		t.Error("a country is assumed")
	}
	if got := names(b.get("/de/help").page(), ".emergencies h3"); !slices.Equal(got, []string{"Österreich", "Vereinigtes Königreich"}) {
		t.Errorf("in German: %q", got)
	}
}

// Machines learn what the page is, and that what somebody chose on it is a part of it.
func TestHelpIsOnePageForSearchEngines(t *testing.T) {
	b := open(t, helping(), nil).browser()
	for path, choice := range map[string]bool{"/help": false, "/de/help": false, "/help?country=GB": true, "/de/help?topic=suicide": true, "/help?country=AT&topic=children": true, "/help?country=FR": false} {
		doc := b.get(path).wants(200).page()
		whole, _, _ := strings.Cut(path, "?")
		if got := doc.Find("link[rel=canonical]").AttrOr("href", ""); got != "http://mendwell.example"+whole {
			t.Errorf("%s says that it is %s", path, got)
		}
		if n := doc.Find("link[rel=alternate][hreflang]").Length(); (n == 0) != choice {
			t.Errorf("%s names %d versions of it", path, n)
		}
		if doc.Find("meta[name=description]").AttrOr("content", "") == "" {
			t.Errorf("%s does not say what it is", path)
		}
	}
	if got := b.get("/help?country=GB").page().Find(".languages a[hreflang=de]").AttrOr("href", ""); got != "/de/help?country=GB" {
		t.Errorf("the same choice in German is at %q", got)
	}
}

// The language of a page is known, and says nothing about where its reader is: who speaks it comes first.
func TestHelpBeginsWithTheLanguageOfThePage(t *testing.T) {
	f := helping()
	country := func(names, languages string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("name: " + names + "\nlines:\n  - {name: Line, topic: suicide, number: \"1234\", languages: " + languages +
			", checked: 2026-11-01, sources: [https://a.example, https://b.example]}\n")}
	}
	f["help/at.yaml"] = country("{en: Austria, de: Österreich}", "[de, en]")
	f["help/au.yaml"] = country("{en: Australia, de: Australien}", "[en]")
	f["help/ch.yaml"] = country("{en: Switzerland, de: Schweiz}", "[de, fr]")
	f["help/de.yaml"] = country("{en: Germany, de: Deutschland}", "[de]")
	b := open(t, f, nil).browser()
	en := []string{"Australia", "United Kingdom", "Austria", "Germany", "Switzerland"}
	de := []string{"Deutschland", "Österreich", "Schweiz", "Australien", "Vereinigtes Königreich"}
	for path, want := range map[string][]string{
		"/help?topic=suicide": en, "/articles/dark": en, "/de/help?topic=suicide": de, "/de/articles/dark": de,
	} {
		if got := names(b.get(path).wants(200).page(), ".help-box .countries summary, #suicide ~ .countries summary"); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

func TestHelpByCountryAndTopic(t *testing.T) {
	b := open(t, helping(), nil).browser()
	doc := b.get("/help?topic=suicide&country=gb").wants(200).page()
	if doc.Find("form.choose").PrevAllFiltered("section").Find(`a[href="tel:999"]`).Length() != 1 {
		t.Error("the emergency number does not come before everything else")
	}
	if got := names(doc, "main .line-name"); !slices.Equal(got, []string{"Emergency", "Listeners", "Words"}) {
		t.Errorf("lines %q", got)
	}
	for href, want := range map[string]string{"tel:116123": "Call 116 123", "sms:85258?body=SHOUT%20NOW": "Text SHOUT NOW to 85258"} {
		if got := text(doc.Find(`a[href="` + href + `"]`)); got != want {
			t.Errorf("%s says %q, want %q", href, got, want)
		}
	}
	if got := doc.Find(`a[href="https://line.example/a"]`).First().AttrOr("rel", ""); got != "noopener noreferrer" {
		t.Errorf("the website learns where its readers come from: rel %q", got)
	}
	if got := doc.Find("time").First().AttrOr("datetime", ""); got != "2026-11-01" {
		t.Errorf("checked %q", got)
	}
	if got := names(doc, "option[selected]"); !slices.Equal(got, []string{"United Kingdom", "When you do not want to go on"}) {
		t.Errorf("chosen %q", got)
	}
	if got := doc.Find(`nav.languages a`).AttrOr("href", ""); got != "/de/help?country=GB&topic=suicide" {
		t.Errorf("the choice is lost in %q", got)
	}
	german := b.get("/de/help?country=GB&topic=suicide").wants(200).page()
	if got := german.Find(`.line-facts [lang="en"]`); got.Length() != 1 || text(got) != "day and night" {
		t.Errorf("a text in another language is not marked: %q", text(got))
	}
	// The topic has no line there: the emergency number stays, and the sentence says where else.
	doc = b.get("/help?country=AT&topic=suicide").wants(200).page()
	if got := doc.Find(`main a[href="tel:+43133"]`).Length(); got != 1 {
		t.Error("the emergency number is missing")
	}
	if got := doc.Find(`main a[href="/help?topic=suicide"]`).Length(); got != 1 {
		t.Error("no way to other countries")
	}
}

// Whoever follows a link with a slip in it may be in need all the same.
func TestHelpNeverFails(t *testing.T) {
	b := open(t, helping(), nil).browser()
	for path, status := range map[string]int{
		"/help?country=FR": 200, "/help?country=&topic=": 200, "/help?country=nowhere": 404, "/help?topic=taxes": 404,
		"/help?country=ZZ": 404, "/de/help?country=GB&topic=<script>": 404,
	} {
		a := b.get(path).wants(status)
		doc := a.page()
		if doc.Find(".dial").Length() == 0 || doc.Find("form.choose").Length() != 1 {
			t.Errorf("%s has no numbers", path)
		}
		if asked := !strings.HasSuffix(path, "="); asked != (doc.Find(".notice").Length() == 1) {
			t.Errorf("%s says %q", path, text(doc.Find(".notice")))
		}
		if strings.Contains(a.body, "<script>") {
			t.Errorf("%s: what was asked for is printed", path)
		}
	}
}

func TestHelpLineGoesOutOfDate(t *testing.T) {
	h := open(t, helping(), nil)
	b := h.browser()
	if got := b.get("/help?country=AT").wants(200).page().Find(`a[href="tel:147"]`).Length(); got != 1 {
		t.Fatalf("%d links to the line", got)
	}
	next, ok := h.lib.NextChange()
	if want := time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC); !ok || !next.Equal(want) {
		t.Fatalf("the library changes at %v", next)
	}
	h.lib = h.lib.At(next)
	for _, path := range []string{"/help?country=AT", "/help", "/help?topic=children", "/reading-safely"} {
		if strings.Contains(b.get(path).wants(200).body, "tel:147") {
			t.Errorf("%s still shows a line that nobody has checked for a year", path)
		}
	}
	if got := text(b.get("/help?topic=children").page().Find("#children ~ p")); !strings.Contains(got, "worse than none") {
		t.Errorf("the page says %q", got)
	}
}

func TestSensitiveArticleHasItsBox(t *testing.T) {
	h := open(t, helping(), nil)
	doc := h.browser().get("/articles/dark").wants(200).page()
	box := doc.Find("section.help-box")
	if box.Length() != 1 || box.Find(`a[href="tel:116123"]`).Length() != 1 {
		t.Fatalf("the box has no line: %s", text(box))
	}
	if box.Find("[data-leave]").Length() != 1 || doc.Find("header [data-leave]").Length() != 1 {
		t.Error("a way out is missing")
	}
	if got := names(doc, ".help-box .countries summary"); !slices.Equal(got, []string{"United Kingdom"}) {
		t.Errorf("countries %q", got)
	}
	if got := box.Find(".line-name").First(); text(got) != "Emergency" {
		t.Errorf("first comes %q", text(got))
	}
	if box.NextAllFiltered(".prose").Length() != 1 {
		t.Error("the box does not stand before the text")
	}
	// In the text: inside a list, and for a topic on which there is nothing.
	inner := doc.Find("li aside.callout.help")
	if text(inner.Find(".callout-title")) != "Help: For you" || inner.Find(`a[href="#help-box"]`).Length() != 1 || inner.Find(".countries").Length() != 0 {
		t.Errorf("the box in the list says %q", text(inner))
	}
	empty := doc.Find(".prose > aside.callout.help")
	if !strings.Contains(text(empty), "worse than none") || empty.Find(`a[href="tel:999"]`).Length() != 1 || empty.Find(`a[href="/help"]`).Length() != 1 {
		t.Errorf("the box without lines says %q", text(empty))
	}
	if got := text(box.Find(".help-paper li")); got != "United Kingdom · 999 Listeners 116 123" {
		t.Errorf("on paper the box says %q", got)
	}
	if strings.Contains(h.browser().get("/articles/dark").body, "<!--help") {
		t.Error("the mark of the lines is on the page")
	}
	if plain := h.browser().get("/articles/space").page(); plain.Find(".help-box").Length() != 0 {
		t.Error("another article has a box too")
	}
}

// Where danger is what an article is about, the box comes before everything that is only nice to see.
func TestDangerComesBeforeTheCover(t *testing.T) {
	f := helping()
	front := "title: %\nsummary: Short.\ncategory: trust\ndate: 2026-09-05\nsensitive: [suicide]\nnot_for: You, in danger."
	f["first.md"] = article(strings.Replace(front, "%", "First", 1), "> [!IMPORTANT] Now\n> Ring.\n\nText.\n")
	f["later.md"] = article(strings.Replace(front, "%", "Later", 1), "Text.\n\n> [!IMPORTANT] Now\n> Ring.\n")
	b := open(t, f, nil).browser()
	for path, first := range map[string]bool{"/articles/first": true, "/articles/later": false} {
		doc := b.get(path).wants(200).page()
		box := doc.Find(".help-box")
		if got := box.NextAllFiltered("figure.lead").Length() == 1; got != first || box.Length() != 1 {
			t.Errorf("%s: the box stands before the cover: %v", path, got)
		}
		if folded := box.Is(".fold"); folded == first {
			t.Errorf("%s: folded: %v", path, folded)
		}
	}
}

// A line that serves two topics stands on the page of its country once.
func TestHelpLineOfTwoTopicsIsPrintedOnce(t *testing.T) {
	f := helping()
	f["help/ie.yaml"] = &fstest.MapFile{Data: []byte("name: Ireland\nlines:\n  - {name: Both, topic: [children, suicide], number: \"50808\", checked: 2026-11-01, sources: [https://a.example, https://b.example]}\n")}
	doc := open(t, f, nil).browser().get("/help?country=IE").wants(200).page()
	if n := doc.Find(`a[href="tel:50808"]`).Length(); n != 1 {
		t.Errorf("the number stands there %d times", n)
	}
	if also := doc.Find(`section[aria-labelledby=children] .also-above a`); text(also) != "Both" || doc.Find(also.AttrOr("href", "none")).Find(".dial").Length() != 1 {
		t.Errorf("the second topic says %q", text(doc.Find("section[aria-labelledby=children]")))
	}
}

// Whoever sets tips from sensitive articles side by side owes the box that stands before each of them.
func TestQuestionHasTheBoxOfItsAnswers(t *testing.T) {
	f := helping()
	f["questions/night.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Ring at night?\nsummary: Short.\n---\n\n> [!HELP] suicide\n")}
	f["questions/noon.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Ring at noon?\nsummary: Short.\n---\n\nText.\n")}
	for name, front := range map[string]string{"yes": "sensitive: [suicide]\nnot_for: You.\n", "no": ""} {
		f[name+".md"] = article("title: Say "+name+"\nsummary: Short.\ncategory: trust\ndate: 2026-09-05\n"+front+"answers: [{question: "+
			map[string]string{"yes": "night", "no": "noon"}[name]+", stance: "+name+"}]", "Text.\n")
	}
	b := open(t, f, nil).browser()
	doc := b.get("/questions/night").wants(200).page()
	if got := names(doc, ".help-box .countries summary"); !slices.Equal(got, []string{"United Kingdom"}) {
		t.Errorf("countries %q", got)
	}
	if doc.Find(`.callout.help a[href="#help-box"]`).Length() != 1 {
		t.Error("the block of the question does not lead to the box")
	}
	if b.get("/questions/noon").wants(200).page().Find(".help-box").Length() != 0 {
		t.Error("a question without sensitive answers has a box")
	}
}

// What stays in the history and in the tab tells nothing about who reads.
func TestTitlesOfOwnPagesAreNeutral(t *testing.T) {
	h := open(t, helping(), nil)
	b := h.user("ada", account.RoleReader, "")
	for path, want := range map[string]string{
		"/reading-safely": "Notes", "/de/reading-safely": "Hinweise", "/account": "Overview", "/de/account": "Übersicht", "/account/delete": "Form", "/bookmarks": "List", "/help?topic=suicide": "Contacts", "/de/help": "Kontakte",
	} {
		if got := text(b.get(path).wants(200).page().Find("title")); got != want+" · Mendwell" {
			t.Errorf("%s is called %q", path, got)
		}
	}
	for _, path := range []string{"/login", "/register"} {
		if got := text(h.browser().get(path).wants(200).page().Find("title")); got != "Form · Mendwell" {
			t.Errorf("%s is called %q", path, got)
		}
	}
}

func TestBorrowedDevice(t *testing.T) {
	h := open(t, folder(), nil)
	h.user("ada", account.RoleReader, "")
	b := h.browser()
	doc := b.get("/login").wants(200).page()
	if box := field(t, doc, "This is not my device"); box.AttrOr("type", "") != "checkbox" {
		t.Error("there is no box to tick")
	}
	wrong := b.post("/login", url.Values{"email": {"ada@example.org"}, "password": {"something else"}, "borrowed": {"yes"}}).wants(http.StatusUnprocessableEntity)
	if _, ticked := field(t, wrong.page(), "This is not my device").Attr("checked"); !ticked {
		t.Error("the box is not ticked any more after a mistake")
	}
	a := b.post("/login", url.Values{"email": {"ada@example.org"}, "password": {password}, "borrowed": {"yes"}}).wants(303)
	if c := a.Cookies()[0]; c.MaxAge != 0 || !c.Expires.IsZero() || strings.Contains(a.Header.Get("Set-Cookie"), "Max-Age") || !c.HttpOnly {
		t.Errorf("the cookie outlasts the browser: %q", a.Header.Get("Set-Cookie"))
	}
	if got := names(b.get("/account").page(), ".devices .badge"); !slices.Contains(got, "Not your device") {
		t.Errorf("the list of devices says %q", got)
	}
	h.clock.pass(time.Hour)
	if a := b.get("/articles/space").wants(200); len(a.Cookies()) != 1 || strings.Contains(a.Header.Get("Set-Cookie"), "Max-Age") {
		t.Errorf("renewed, the cookie is %q", a.Header.Get("Set-Cookie"))
	}
	h.clock.pass(2 * time.Hour)
	b.get("/account").wants(303).leadsTo("/login?next=%2Faccount")

	b = h.browser()
	a = b.post("/register", url.Values{"name": {"Bea"}, "email": {"bea@example.org"}, "password": {password}, "borrowed": {"yes"}}).wants(303)
	if strings.Contains(a.Header.Get("Set-Cookie"), "Max-Age") {
		t.Errorf("after signing up the cookie is %q", a.Header.Get("Set-Cookie"))
	}
	a = b.post("/account/password", url.Values{"current": {password}, "password": {"another quiet river"}}).wants(303)
	if strings.Contains(a.Header.Get("Set-Cookie"), "Max-Age") {
		t.Errorf("with a new password the cookie is %q", a.Header.Get("Set-Cookie"))
	}
}
