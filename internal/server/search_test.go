package server_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"mendwell/internal/content"
	"mendwell/internal/search"
	"mendwell/internal/server"
)

// finding is a house whose articles can be searched.
func finding(t testing.TB) *house {
	t.Helper()
	return findingIn(t, folder())
}

func findingIn(t testing.TB, files fstest.MapFS) *house {
	t.Helper()
	var h *house
	var index *search.Index
	h = open(t, files, func(c *server.Config) { c.Search = func() *search.Index { return index } })
	index = search.Build(h.lib, nil)
	return h
}

func TestSearchLeadsToTheTip(t *testing.T) {
	b := finding(t).browser()
	a := b.get("/search?q=breathing+slowly").wants(http.StatusOK)
	doc := a.page()
	if href := doc.Find(".found h2 a").AttrOr("href", ""); href != "/articles/space#breathe" {
		t.Errorf("the first result leads to %q\n%s", href, text(doc.Find("main")))
	}
	if got := text(doc.Find(".found .card-meta").First()); !strings.Contains(got, "in: Three ways to give space") {
		t.Errorf("the article around the tip: %q", got)
	}
	if got := names(doc, ".found mark"); len(got) == 0 || got[0] != "Breathe" {
		t.Errorf("marked: %q", got)
	}
	for name, want := range map[string]string{"Cache-Control": "no-store", "ETag": ""} {
		if got := a.Header.Get(name); got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	if doc.Find("meta[name=robots][content=noindex]").Length() != 1 || doc.Find("link[rel=canonical]").Length() != 0 {
		t.Error("machines may keep what somebody looks for")
	}
	if strings.Contains(doc.Find("title").Text(), "breath") {
		t.Error("the title tells what somebody looks for")
	}
}

func TestSearchFiltersAreInTheAddress(t *testing.T) {
	b := finding(t).browser()
	doc := b.get("/search?q=ada&kind=faq&category=none&length=7&page=99").wants(http.StatusOK).page()
	if got := names(doc, ".chosen a"); len(got) != 0 && !strings.Contains(got[0], "Questions") {
		t.Errorf("filters that are on: %q", got)
	}
	doc = b.get("/search?q=space&category=repair").wants(http.StatusOK).page()
	if got := doc.Find(".chosen a").AttrOr("href", ""); got != "/search?q=space" {
		t.Errorf("the way to take the filter back is %q", got)
	}
	if got := doc.Find("input[type=hidden][name=category]").AttrOr("value", ""); got != "repair" {
		t.Errorf("the form carries %q on", got)
	}
	doc = b.get("/search?q=h%C3%B6ren").wants(http.StatusOK).page()
	if got := doc.Find(".elsewhere a").AttrOr("href", ""); got != "/search?in=de&q=h%C3%B6ren" {
		t.Errorf("the way to the German results is %q", got)
	}
	if doc.Find(".filters").Length() != 0 {
		t.Error("filters stand beside no results")
	}
	if got := b.get("/search?in=de&q=h%C3%B6ren").page().Find(".found h2 a").AttrOr("href", ""); got != "/de/articles/zuhoeren" {
		t.Errorf("the German result leads to %q", got)
	}
}

// What comes nearest within a filter is counted beside it, although none of it is among the results of the whole query.
func TestSearchCountsWhatItShowsWithinAFilter(t *testing.T) {
	files := folder()
	front := "summary: Short.\nauthors: [ada]\ndate: 2026-09-05\n"
	files["both.md"] = article("title: Jealousy and the phone\ncategory: trust\n"+front, "Jealousy reads the phone. Leave the phone to jealousy.\n")
	files["one.md"] = article("title: Evenings\ncategory: repair\n"+front, strings.Repeat("Some evenings are long and quiet, and nobody has to fill them. ", 40)+"The phone rings.\n")
	b := findingIn(t, files).browser()
	if got := names(b.get("/search?q=jealousy+phone").page(), ".found h2"); !slices.Equal(got, []string{"Jealousy and the phone"}) {
		t.Fatalf("without a filter: %q", got)
	}
	doc := b.get("/search?q=jealousy+phone&category=repair").wants(http.StatusOK).page()
	if got := names(doc, ".found h2"); !slices.Equal(got, []string{"Evenings"}) {
		t.Errorf("within repair: %q", got)
	}
	if got := names(doc, ".choices a"); !slices.Equal(got, []string{"Trust 1", "Repair 1"}) {
		t.Errorf("choices: %q", got)
	}
}

func TestSearchEscapesAndForgivesWhateverIsTyped(t *testing.T) {
	h := finding(t)
	b := h.browser()
	for _, q := range []string{`<script>alert(1)</script> space`, `"><img src=x onerror=1>`, "\x00\x1b", strings.Repeat("lang ", 4000), "🙂", "שלום", "the", `"`, "-", "%"} {
		a := b.get("/search?q=" + url.QueryEscape(q)).wants(http.StatusOK)
		if strings.Contains(a.body, "<script>alert") || strings.Contains(a.body, "<img src=x") {
			t.Errorf("%.30q comes back as markup", q)
		}
	}
	if strings.Contains(h.log.String(), "alert") || strings.Contains(h.log.String(), "onerror") {
		t.Error("what somebody looks for is in the log")
	}
}

func TestSearchWithoutWordsOffersCategories(t *testing.T) {
	b := finding(t).browser()
	for _, path := range []string{"/search", "/search?q=", "/search?q=++", "/search?q=zzyzxq"} {
		doc := b.get(path).wants(http.StatusOK).page()
		if got := names(doc, ".category h3"); len(got) == 0 || got[0] != "Trust" && got[0] != "Repair" {
			t.Errorf("%s offers %q", path, got)
		}
	}
	for _, q := range []string{"-space", `"`, "🙂", "- -x"} {
		if got := text(b.get("/search?q=" + url.QueryEscape(q)).wants(http.StatusOK).page().Find("main .notice")); !strings.Contains(got, "no word in it") {
			t.Errorf("%q is answered %q", q, got)
		}
	}
	if got := text(b.get("/search?q=spaec").page().Find(".guess a")); got != "space" {
		t.Errorf("did you mean %q", got)
	}
}

func TestSearchPutsHelpAboveResults(t *testing.T) {
	b := finding(t).browser()
	for path, want := range map[string]int{"/search?q=he+hits+me": 1, "/de/search?q=ich+will+nicht+mehr+leben": 1, "/search?q=who+can+i+call": 1, "/search?q=space": 0} {
		if n := b.get(path).wants(http.StatusOK).page().Find(".help-box").Length(); n != want {
			t.Errorf("%s has %d help boxes", path, n)
		}
	}
}

// Whoever needs help may not type well.
func TestSearchPutsHelpAboveResultsOfMisspeltWords(t *testing.T) {
	files := folder()
	files["dark.md"] = article("title: A dark hour\ncategory: repair\nauthors: [ada]\ndate: 2026-01-02", "Thoughts of suicide pass, and nobody has to be alone with them.\n")
	b := findingIn(t, files).browser()
	for query, want := range map[string]int{"suicide": 1, "suicde": 1, "alnoe": 0} {
		if got := b.get("/search?q=" + query).wants(http.StatusOK).page().Find(".help-box").Length(); got != want {
			t.Errorf("%s: %d boxes of help, want %d", query, got, want)
		}
	}
}

func TestSearchSaysThatItIsBeingPrepared(t *testing.T) {
	b := open(t, folder(), nil).browser()
	a := b.get("/search?q=space").wants(http.StatusOK)
	if !strings.Contains(a.body, "being prepared") || a.Header.Get("Retry-After") == "" {
		t.Errorf("before there is an index: %.300s", text(a.page().Find("main")))
	}
}

func TestSuggestionsAreTitlesThatBeginSo(t *testing.T) {
	b := finding(t).browser()
	a := b.get("/search/suggest?q=liste").wants(http.StatusOK)
	var offers []struct{ Text, Href string }
	if err := json.Unmarshal([]byte(a.body), &offers); err != nil || len(offers) == 0 || offers[0].Href != "/articles/listening" {
		t.Errorf("%v: %s", err, a.body)
	}
	if a.Header.Get("Cache-Control") != "no-store" {
		t.Error("suggestions are kept")
	}
	for _, q := range []string{"", "l", "kill+myself", "zzyzx"} {
		if got := b.get("/search/suggest?q=" + q).wants(http.StatusOK).body; got != "[]" {
			t.Errorf("%q is offered %s", q, got)
		}
	}
}

// TestSearchFindsQuestionsAndHelpLines: what is no article has a name of its own among the results, and a filter.
func TestSearchFindsQuestionsAndHelpLines(t *testing.T) {
	files := folder()
	files["help/gb.yaml"] = &fstest.MapFile{Data: []byte("name: United Kingdom\nlines:\n  - {name: Listeners, topic: suicide, number: 116 123, checked: 2026-01-01, sources: [https://a.example, https://b.example]}\n")}
	b := findingIn(t, files).browser()
	doc := b.get("/search?q=should+I+leave+them+room").wants(http.StatusOK).page()
	if got := doc.Find(`.found a[href="/questions/room"]`).Length(); got != 1 {
		t.Errorf("the question is found %d times", got)
	}
	doc = b.get("/search?q=leave+them+room&kind=debate").wants(http.StatusOK).page()
	if got := names(doc, ".found h2 a"); len(got) != 1 || text(doc.Find(".found .kicker")) != "Question with more than one answer" {
		t.Errorf("among questions: %q", got)
	}
	doc = b.get("/search?q=helpline&kind=help").wants(http.StatusOK).page()
	if got := doc.Find(".found h2 a").First().AttrOr("href", ""); !strings.HasPrefix(got, "/help?topic=") {
		t.Errorf("a help line leads to %q\n%s", got, text(doc.Find("main")))
	}
	if got := doc.Find(`.found .card-meta a[href="/help?country=GB&topic=suicide"]`); text(got) != "United Kingdom" {
		t.Errorf("the way to a country's lines: %q\n%s", text(got), text(doc.Find(".found")))
	}
	if got := text(doc.Find(".found")); strings.Contains(got, "Listeners") {
		t.Errorf("a line that nobody named: %s", got)
	}
	if strings.ContainsAny(text(doc.Find(".found")), "0123456789") {
		t.Error("a number stands in the index, where it may grow old")
	}
}

// Whoever knows a help line by its name gets that line, with its number and the way to all that is known of it.
func TestSearchLeadsToAHelpLineByItsName(t *testing.T) {
	files := folder()
	line := "  - {name: %s, topic: suicide, number: %s, checked: 2026-01-01, sources: [https://a.example, https://b.example]}\n"
	files["help/gb.yaml"] = &fstest.MapFile{Data: []byte("name: United Kingdom\nlines:\n" + fmt.Sprintf(line, "Quiet Hour", "111 222") + fmt.Sprintf(line, "Listeners", "116 123"))}
	files["help/us.yaml"] = &fstest.MapFile{Data: []byte("name: United States\nlines:\n" + fmt.Sprintf(line, "Night Owls", "988"))}
	h := findingIn(t, files)
	b := h.browser()
	doc := b.get("/search?q=listeners&kind=help").wants(http.StatusOK).page()
	if got := names(doc, ".found-lines li"); len(got) != 1 || got[0] != "Listeners · United KingdomCall 116 123" {
		t.Errorf("looked for by name: %q", got)
	}
	if got := text(doc.Find(".found-lines mark")); got != "Listeners" {
		t.Errorf("marked: %q", got)
	}
	if doc.Find(`.found a[href="/help?country=US&topic=suicide"]`).Length() != 1 {
		t.Errorf("whoever lives elsewhere finds no way: %s", text(doc.Find(".found")))
	}
	if got := doc.Find(`.found a[href="/help?topic=suicide"]`).Length(); got != 2 {
		t.Errorf("%d ways to the lines of all countries", got)
	}
	path, id, _ := strings.Cut(doc.Find(".found-lines .line-name a").AttrOr("href", ""), "#")
	if got := text(b.get(path).wants(http.StatusOK).page().Find("#" + id)); !strings.Contains(got, "Listeners") {
		t.Errorf("%s#%s is %q", path, id, got)
	}
	doc = b.get("/search?q=helpline&kind=help").wants(http.StatusOK).page()
	if doc.Find(".found-lines").Length() != 0 || doc.Find(`.found a[href="/help?country=US&topic=suicide"]`).Length() != 1 {
		t.Errorf("nobody named a line: %s", text(doc.Find(".found")))
	}
	h.clock.pass(400 * 24 * time.Hour)
	delete(files, "help/us.yaml")
	h.lib, _ = content.Load(files, content.Options{Now: h.clock.Now()})
	if got := text(b.get("/search?q=listeners&kind=help").wants(http.StatusOK).page().Find("main")); strings.Contains(got, "116 123") {
		t.Errorf("a line that nobody has checked for a year: %s", got)
	}
}
