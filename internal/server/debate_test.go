package server_test

import (
	"slices"
	"strings"
	"testing"
)

// A question shows who says what, side by side, and its articles lead to it.
func TestQuestion(t *testing.T) {
	files := folder()
	files["questions/raum.de.md"] = article("title: Soll ich Raum lassen?\nsummary: Kommt darauf an.\ntranslation_of: room", "Text.")
	files["questions/secret.md"] = article("title: A draft\nsummary: Not yet.\ndraft: true", "Text.")
	files["later.md"] = article("title: Later\nsummary: Not yet.\ncategory: repair\ndate: 2026-12-24\nanswers: [{question: room, stance: depends}]", "Text.")
	h := open(t, files, nil)
	b := h.browser()
	doc := b.get("/questions/room").wants(200).page()
	if got := text(doc.Find("h1")); got != "Should I leave them room?" {
		t.Errorf("h1 %q", got)
	}
	want := []string{"Says yes", "Says no", "Says it depends"}
	if got := names(doc, ".stance h2"); !slices.Equal(got, want) {
		t.Errorf("columns %q", got)
	}
	if got := names(doc, `[aria-labelledby=stance-yes] a`); !slices.Equal(got, []string{"Wait", "Ada Quill"}) {
		t.Errorf("yes: %q", got)
	}
	if doc.Find(`.stance a[href="/articles/space#wait"]`).Length() != 1 || doc.Find(`.stance a[href="/articles/listening#must-i-agree"]`).Length() != 1 {
		t.Error("an answer does not lead to its place")
	}
	if got := text(doc.Find("[aria-labelledby=stance-yes]")); !strings.Contains(got, "A day or two.") || !strings.Contains(got, "whoever was asked") {
		t.Errorf("yes says neither why nor for whom: %q", got)
	}
	if got := text(doc.Find("[aria-labelledby=stance-depends] .empty")); got != "No article here says that it depends so far." {
		t.Errorf("an empty column says %q, though the only article is not published", got)
	}
	if got := doc.Find(`.translation a[hreflang=de]`).AttrOr("href", ""); got != "/de/questions/raum" {
		t.Errorf("the translation is at %q", got)
	}
	if got := doc.Find(`link[rel=alternate][hreflang=de]`).AttrOr("href", ""); got != "http://mendwell.example/de/questions/raum" {
		t.Errorf("machines find the translation at %q", got)
	}
	b.get("/questions/secret").wants(404)
	b.get("/questions/none").wants(404)

	// The German page shows the English articles that have no German version, and says so.
	de := b.get("/de/questions/raum").wants(200).page()
	if got := text(de.Find("[aria-labelledby=stance-yes]")); !strings.Contains(got, "Auf Englisch") {
		t.Errorf("yes: %q", got)
	}
	for path, title := range map[string]string{"/questions": "Should I leave them room?", "/de/questions": "Soll ich Raum lassen?", "/": "Should I leave them room?"} {
		if got := names(b.get(path).wants(200).page(), ".debates a, .asked .contested a"); !slices.Equal(got, []string{title}) {
			t.Errorf("%s lists %q", path, got)
		}
	}

	at := b.get("/articles/space").wants(200).page().Find("#wait .answers-to")
	if got := text(at); got != "Others see this differently: Should I leave them room?" {
		t.Errorf("the tip says %q", got)
	}
	if at.Find(`a[href="/questions/room"]`).Length() != 1 {
		t.Error("the tip does not lead to the question")
	}
	if got := text(b.get("/articles/listening").page().Find("#must-i-agree .answers-to")); !strings.HasPrefix(got, "Others see this differently:") {
		t.Errorf("the FAQ question says %q", got)
	}
}

// An article that answers a question in several of its sections leads there once.
func TestQuestionOfTwoSectionsIsNamedOnce(t *testing.T) {
	files := folder()
	files["guide.md"] = article("title: Guide\nsummary: Two ways.\ncategory: repair\ndate: 2026-01-05\nanswers: [{question: room, stance: no, tip: first}, {question: room, stance: no, tip: second}]",
		"Words.\n\n## First {#first}\n\nSay it.\n\n## Second {#second}\n\nSay it again.\n")
	doc := open(t, files, nil).browser().get("/articles/guide").wants(200).page()
	if got := doc.Find(`.answers-to a[href="/questions/room"]`).Length(); got != 1 {
		t.Errorf("%d links to the question", got)
	}
}

// An English question that is shown in German leads to the texts that it speaks of: the German article of the same slug has
// other places.
func TestAnAnswerLeadsToItsPlaceInItsOwnLanguage(t *testing.T) {
	files := folder()
	files["listening.de.md"] = article("title: Zuhören\nsummary: Mit Geduld.\ncategory: trust\ndate: 2026-09-02\ntranslation_of: listening", "Hör zu.\n")
	b := open(t, files, nil).browser()
	answers := b.get("/de/questions/room").wants(200).page().Find(".stance")
	for _, href := range []string{"/articles/listening#must-i-agree", "/de/articles/space#wait"} {
		if answers.Find(`a[href="`+href+`"]`).Length() != 1 {
			t.Errorf("nothing leads to %s", href)
			continue
		}
		path, id, _ := strings.Cut(href, "#")
		if b.get(path).wants(200).page().Find("#"+id).Length() != 1 {
			t.Errorf("%s is not there", href)
		}
	}
}

func TestOnePage(t *testing.T) {
	files := folder()
	files["careful.md"] = article("title: Three careful steps\nsummary: With care.\ncategory: repair\nauthors: [ada]\ndate: 2026-09-05\naliases: [old-care]\nsensitive: [suicide]\n"+
		"takeaways: [One thing]\nnot_for: You, if it is urgent.",
		"## 1. First {#first}\n\n> [!CAUTION]\n> Not alone.\n\nDo it slowly. Then stop.\n\n## 2. Second? {#second}\n\nAsk.\n\n## 3. Third {#third}\n\nRest.\n")
	h := open(t, files, nil)
	b := h.browser()
	doc := b.get("/articles/careful/one-page").wants(200).page()
	if got := names(doc, ".brief li"); !slices.Equal(got, []string{"First. Do it slowly. Read the caution in the full text.", "Second? Ask.", "Third. Rest."}) {
		t.Errorf("tips: %q", got)
	}
	if got := doc.Find(".heed").AttrOr("href", ""); got != "/articles/careful#first" {
		t.Errorf("the caution is at %q", got)
	}
	for what, selector := range map[string]string{
		"canonical":  `link[rel=canonical][href="http://mendwell.example/articles/careful"]`,
		"help":       `.help-line a[href="/help"]`,
		"takeaways":  `.takeaways li`,
		"limits":     `.not-for`,
		"author":     `.trust a[href="/people/ada"]`,
		"the way on": `.printed a[href="/articles/careful"]`,
	} {
		if doc.Find(selector).Length() == 0 {
			t.Errorf("%s is missing", what)
		}
	}
	// Google asks to choose: a page that another one stands for is not hidden besides.
	if doc.Find("meta[name=robots], link[hreflang][rel=alternate]").Length() > 0 {
		t.Error("a sheet says that its article stands for it, and something else besides")
	}
	if got := text(b.get("/articles/careful").page().Find(`.trust a[href="/articles/careful/one-page"]`)); got != "One-page version" {
		t.Errorf("the article calls it %q", got)
	}
	b.get("/articles/old-care/one-page").wants(301).leadsTo("/articles/careful/one-page")
	b.get("/articles/listening/one-page").wants(404)
	b.get("/articles/none/one-page").wants(404)
	if b.get("/articles/space/one-page").wants(200).page().Find(".help-line").Length() != 0 {
		t.Error("help lines stand under a topic that is not sensitive")
	}
}

func TestSeriesAndReasons(t *testing.T) {
	files := folder()
	for i, name := range []string{"a", "b", "c"} {
		files[name+".md"] = article("title: Part "+name+"\nsummary: Short.\ndate: 2026-08-0"+string(rune('1'+i))+"\nseries: [A long way]\npart: "+string(rune('1'+i)), "Text.")
	}
	files["c.md"].Data = []byte(strings.Replace(string(files["c.md"].Data), "2026-08-03", "2026-12-03", 1))
	h := open(t, files, nil)
	b := h.browser()
	doc := b.get("/articles/a").wants(200).page()
	if got := text(doc.Find(".series-head")); got != "Part 1 of 2 A long way" {
		t.Errorf("%q", got)
	}
	if got := names(doc, ".series li"); !slices.Equal(got, []string{"Part a", "Part b"}) {
		t.Errorf("parts %q: one is not published yet", got)
	}
	if doc.Find(`.series-step a[rel=next][href="/articles/b"]`).Length() != 1 || doc.Find(`.series-step a[rel=prev]`).Length() != 0 {
		t.Error("the steps lead astray")
	}
	if got := text(doc.Find(".card-why").First()); got != "Next in the series" {
		t.Errorf("the first card says %q", got)
	}
	if b.get("/articles/space").page().Find(".series, .series-step").Length() != 0 {
		t.Error("an article that stands alone has a series")
	}
	if got := names(b.get("/articles/space").page(), ".card-why"); !slices.Equal(got, []string{"Answers the same question"}) {
		t.Errorf("reasons %q", got)
	}
}
