package server_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"mendwell/internal/content"
)

// vocabulary is what schema.org lets the types that we use say: of their own, and of what they are a kind of. Only the
// properties that a site such as this may need stand here.
var vocabulary = map[string]struct {
	kindOf string
	may    string
}{
	"Thing":          {"", "alternateName description image mainEntityOfPage name potentialAction sameAs url"},
	"CreativeWork":   {"Thing", "about author citation dateModified datePublished editor hasPart headline inLanguage isAccessibleForFree isPartOf keywords mainEntity publisher text translator"},
	"Article":        {"CreativeWork", "articleBody articleSection wordCount"},
	"WebPage":        {"CreativeWork", "breadcrumb lastReviewed primaryImageOfPage relatedLink reviewedBy significantLink"},
	"FAQPage":        {"WebPage", ""},
	"CollectionPage": {"WebPage", ""},
	"ProfilePage":    {"WebPage", ""},
	"WebSite":        {"CreativeWork", "issn"},
	"Question":       {"CreativeWork", "acceptedAnswer answerCount suggestedAnswer"},
	"Answer":         {"CreativeWork", ""},
	"ImageObject":    {"CreativeWork", "caption contentUrl height width"},
	"Person":         {"Thing", "affiliation honorificSuffix jobTitle knowsAbout worksFor"},
	"Organization":   {"Thing", "contactPoint email logo"},
	"ItemList":       {"Thing", "itemListElement itemListOrder numberOfItems"},
	"BreadcrumbList": {"ItemList", ""},
	"ListItem":       {"Thing", "item nextItem position previousItem"},
	"SearchAction":   {"Thing", "query query-input result target"},
	"EntryPoint":     {"Thing", "encodingType httpMethod urlTemplate"},
}

// required is what search engines ask for before they show anything of a type: Google's documentation of structured data.
var required = map[string]string{
	"Article":        "headline image datePublished author",
	"Person":         "name",
	"Organization":   "name",
	"ImageObject":    "url",
	"BreadcrumbList": "itemListElement",
	"ItemList":       "itemListElement",
	"ListItem":       "position",
	"FAQPage":        "mainEntity",
	"Question":       "name acceptedAnswer",
	"Answer":         "text",
	"ProfilePage":    "mainEntity",
	"WebSite":        "name url",
	"SearchAction":   "target query-input",
	"EntryPoint":     "urlTemplate",
}

// ranges are the things that a property may lead to, where not any.
var ranges = map[string]string{
	"acceptedAnswer": "Answer ItemList", "author": "Organization Person", "citation": "CreativeWork", "editor": "Person", "hasPart": "CreativeWork",
	"image": "ImageObject", "isPartOf": "CreativeWork", "logo": "ImageObject", "mainEntityOfPage": "CreativeWork", "potentialAction": "SearchAction",
	"publisher": "Organization Person", "reviewedBy": "Organization Person", "target": "EntryPoint", "translator": "Organization Person",
}

// isA reports whether a type is one of several, or a kind of one.
func isA(kind, types string) bool {
	for ; kind != ""; kind = vocabulary[kind].kindOf {
		if slices.Contains(strings.Fields(types), kind) {
			return true
		}
	}
	return false
}

// leadsTo holds what the properties of a thing lead to against their ranges; known are the types of what stands elsewhere.
func leadsTo(t testing.TB, at, property string, x any, known map[string]string) {
	t.Helper()
	switch x := x.(type) {
	case []any:
		for _, y := range x {
			leadsTo(t, at, property, y, known)
		}
	case map[string]any:
		kind, _ := x["@type"].(string)
		if id, _ := x["@id"].(string); kind == "" {
			kind = known[id]
		}
		if types := ranges[property]; types != "" && !isA(kind, types) {
			t.Errorf("%s: %s may lead to %s, not to %q", at, property, types, kind)
		}
		for name, y := range x {
			leadsTo(t, at, name, y, known)
		}
	}
}

func allowed(kind, property string) bool {
	for kind != "" {
		v, ok := vocabulary[kind]
		if ok && slices.Contains(strings.Fields(v.may), property) {
			return true
		}
		kind = v.kindOf
	}
	return false
}

// obeys holds a thing, and all in it, against the vocabulary.
func obeys(t testing.TB, at string, x any) {
	t.Helper()
	switch x := x.(type) {
	case []any:
		for i, y := range x {
			obeys(t, fmt.Sprintf("%s[%d]", at, i), y)
		}
	case map[string]any:
		kind, _ := x["@type"].(string)
		if kind == "" {
			if id, _ := x["@id"].(string); len(x) != 1 || !strings.HasPrefix(id, "http") {
				t.Errorf("%s: neither a thing nor the name of one: %v", at, x)
			}
			return
		}
		if _, ok := vocabulary[kind]; !ok {
			t.Errorf("%s: %q is not in the table", at, kind)
		}
		for _, name := range strings.Fields(required[kind]) {
			if x[name] == nil || x[name] == "" {
				t.Errorf("%s: a %s needs %s: %v", at, kind, name, x)
			}
		}
		for name, y := range x {
			if !strings.HasPrefix(name, "@") && !allowed(kind, name) {
				t.Errorf("%s: a %s has no %s", at, kind, name)
			}
			if s, ok := y.(string); ok && (name == "url" || name == "@id" || name == "item" || name == "mainEntityOfPage") && !strings.HasPrefix(s, "http") {
				t.Errorf("%s: %s is no whole address: %q", at, name, s)
			}
			obeys(t, at+"."+name, y)
		}
	}
}

// data reads what a page says of itself: things by their type.
func data(t testing.TB, a answer) map[string]map[string]any {
	t.Helper()
	found := a.page().Find("script[type='application/ld+json']")
	if found.Length() == 0 {
		return nil
	}
	if found.Length() > 1 {
		t.Fatalf("%s: %d documents", a.Request.URL, found.Length())
	}
	var doc map[string]any
	must(t, json.Unmarshal([]byte(found.Text()), &doc))
	if doc["@context"] != "https://schema.org" {
		t.Errorf("%s: %v", a.Request.URL, doc["@context"])
	}
	out, known := map[string]map[string]any{}, map[string]string{}
	for _, x := range doc["@graph"].([]any) {
		obeys(t, a.Request.URL.Path, x)
		node := x.(map[string]any)
		kind := node["@type"].(string)
		out[kind] = node
		if id, ok := node["@id"].(string); ok {
			known[id] = kind
		}
	}
	leadsTo(t, a.Request.URL.Path, "", doc["@graph"], known)
	return out
}

func TestPagesDescribeThemselvesInTheWordsOfSchemaOrg(t *testing.T) {
	files := folder()
	files["mug.png"] = pngFile
	files["people/ada.md"] = article("title: x\nname: Ada Quill\nroles: [author]\njob_title: Writer\nphoto: mug.png\nalso_known_as: [A. Q.]\nlinks: [{title: Site, url: https://ada.example}]", "Ada writes.")
	files["people/sam.md"] = article("name: Sam Ple\nroles: [author]\nsample: true\njob_title: Doctor", "Sam is invented.")
	files["invented.md"] = article("title: By nobody\nsummary: x.\ncategory: trust\nauthors: [sam]\ndate: 2026-08-01\nsources: [{title: A book, publisher: Press, year: 2001, url: https://book.example}]", "Words.")
	files["faq.md"] = article("title: Questions\nsummary: x.\nkind: faq\ncategory: trust\nauthors: [ada]\ndate: 2026-08-02\nupdated: 2026-08-05", "## FAQ\n\n### Why?\n\nBecause.\n\n### When?\n\nNow.\n")
	h := open(t, files, nil)
	b := h.browser()
	want := map[string]string{
		"/":                        "Organization WebSite",
		"/de":                      "Organization WebSite",
		"/articles":                "BreadcrumbList CollectionPage",
		"/articles/space":          "Article BreadcrumbList ItemList Organization",
		"/de/articles/space":       "Article BreadcrumbList ItemList Organization",
		"/articles/faq":            "Article BreadcrumbList FAQPage Organization",
		"/articles/invented":       "Article BreadcrumbList Organization",
		"/categories/repair":       "BreadcrumbList CollectionPage",
		"/tags/space":              "BreadcrumbList CollectionPage",
		"/people/ada":              "BreadcrumbList ProfilePage",
		"/people/sam":              "BreadcrumbList",
		"/questions":               "BreadcrumbList CollectionPage",
		"/questions/room":          "BreadcrumbList CollectionPage",
		"/de/questions/room":       "BreadcrumbList CollectionPage",
		"/articles/space/one-page": "", "/login": "", "/search": "",
	}
	got := map[string]map[string]map[string]any{}
	for path, types := range want {
		got[path] = data(t, b.get(path).wants(200))
		var have []string
		for kind := range got[path] {
			have = append(have, kind)
		}
		slices.Sort(have)
		if strings.Join(have, " ") != types {
			t.Errorf("%s describes %v, want %s", path, have, types)
		}
	}
	x := got["/articles/space"]["Article"]
	if x["headline"] != "Three ways to give space" || x["datePublished"] != "2026-09-01T00:00:00Z" || x["inLanguage"] != "en" || x["mainEntityOfPage"] != origin+"/articles/space" {
		t.Errorf("%v", x)
	}
	if de := got["/de/articles/space"]["Article"]; de["@id"] != x["@id"] {
		t.Errorf("inside the German pages it is %v", de["@id"])
	}
	if tips := fmt.Sprint(got["/articles/space"]["ItemList"]["itemListElement"]); !strings.Contains(tips, origin+"/articles/space#breathe") || strings.Count(tips, "ListItem") != 3 {
		t.Errorf("%s", tips)
	}
	if faq := got["/articles/faq"]; faq["Article"]["dateModified"] != "2026-08-05T00:00:00Z" || !strings.Contains(fmt.Sprint(faq["FAQPage"]), "Because.") {
		t.Errorf("%v", faq)
	}
	if who := fmt.Sprint(got["/articles/invented"]["Article"]["author"]); !strings.Contains(who, "invented") || strings.Contains(who, "Doctor") {
		t.Errorf("an invented person is called %s", who)
	}
	for path, trail := range map[string]string{"/articles": "Home|All articles", "/categories/repair": "Home|Category|Repair", "/tags/space": "Home|Topic|space"} {
		var names []string
		for _, step := range got[path]["BreadcrumbList"]["itemListElement"].([]any) {
			names = append(names, step.(map[string]any)["name"].(string))
		}
		if strings.Join(names, "|") != trail {
			t.Errorf("the trail to %s is %v", path, names)
		}
		if heading := b.get(path).page().Find("h1").Text(); heading != names[len(names)-1] {
			t.Errorf("%s is called %q in its trail, and %q on the page", path, names[len(names)-1], heading)
		}
	}
	room, abroad := got["/questions/room"]["CollectionPage"], got["/de/questions/room"]["CollectionPage"]
	if answers := fmt.Sprint(room["mainEntity"]); !strings.Contains(answers, origin+"/articles/") || room["url"] != origin+"/questions/room" || fmt.Sprint(abroad["@id"]) != origin+"/questions/room" {
		t.Errorf("%v, in German %v", room, abroad)
	}
	if who := fmt.Sprint(got["/people/ada"]["ProfilePage"]["mainEntity"]); !strings.Contains(who, "https://ada.example") || !strings.Contains(who, "A. Q.") {
		t.Errorf("%s", who)
	}
}

// A review is told of while its seal holds, and only that of a real person.
func TestOnlyAReviewThatHoldsIsToldToMachines(t *testing.T) {
	const text = "Words that somebody has read."
	for name, c := range map[string]struct {
		seal   func(right string) string
		due    string
		sample bool
		told   bool
	}{
		"holds":    {func(s string) string { return s }, "2027-01-01", false, true},
		"changed":  {func(string) string { return strings.Repeat("0", 64) }, "2027-01-01", false, false},
		"overdue":  {func(s string) string { return s }, "2026-10-01", false, false},
		"invented": {func(s string) string { return s }, "2027-01-01", true, false},
	} {
		t.Run(name, func(t *testing.T) {
			files := folder()
			files["people/vera.md"] = article(fmt.Sprintf("name: Vera\nroles: [reviewer]\ncredentials: Psychologist\nsample: %v", c.sample), "Vera reads.")
			front := "title: Read\nsummary: x.\ncategory: trust\nauthors: [ada]\nreviewers: [vera]\ndate: 2026-08-01"
			files["read.md"] = article(front, text)
			lib, _ := content.Load(files, content.Options{Now: time.Date(2026, 11, 12, 0, 0, 0, 0, time.UTC)})
			a, _ := lib.Article("en", "read")
			files["read.md"] = article(front+"\nreview: {by: vera, date: 2026-08-01, due: "+c.due+", seal: "+c.seal(a.Seal("vera"))+"}", text)
			page := data(t, open(t, files, nil).browser().get("/articles/read").wants(200))["WebPage"]
			if (page != nil) != c.told {
				t.Fatalf("%v", page)
			}
			if c.told && (page["lastReviewed"] != "2026-08-01" || !strings.Contains(fmt.Sprint(page["reviewedBy"]), "Vera")) {
				t.Errorf("%v", page)
			}
		})
	}
}

// What an editor writes cannot end the element that holds the data.
func TestDataCannotBecomeMarkup(t *testing.T) {
	files := folder()
	files["evil.md"] = article(`title: "</script><script>alert(1)</script> <!-- ]]> & \u2028"`+"\nsummary: </script>\ncategory: trust\nauthors: [ada]\ndate: 2026-09-05", "Words.")
	a := open(t, files, nil).browser().get("/articles/evil").wants(200)
	if x := data(t, a)["Article"]; x["description"] != "</script>" || !strings.HasPrefix(x["headline"].(string), "</script><script>alert(1)") {
		t.Errorf("%v", x)
	}
	if n := a.page().Find("script").Length(); n != 2 {
		t.Errorf("%d scripts", n)
	}
}

func TestOpenGraphTellsOfAnArticle(t *testing.T) {
	files := folder()
	files["space.md"] = article("title: Space\nsummary: Room.\ncategory: repair\ntags: [space]\nauthors: [ada]\ndate: 2026-09-01\nupdated: 2026-09-20", "Words.")
	b := open(t, files, nil).browser()
	meta := func(path, name string) string {
		return b.get(path).wants(200).page().Find("meta[property='"+name+"']").AttrOr("content", "")
	}
	for name, want := range map[string]string{
		"og:type": "article", "og:locale": "en_US", "article:published_time": "2026-09-01T00:00:00Z", "article:modified_time": "2026-09-20T00:00:00Z",
		"article:section": "Repair", "article:author": origin + "/people/ada", "article:tag": "space", "og:image:alt": "A drawn vessel, mended with gold",
		"og:image:width": "1200", "og:image:height": "630",
	} {
		if got := meta("/articles/space", name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if got := meta("/articles/hebrew", "og:locale"); got != "he_IL" {
		t.Errorf("Hebrew is %s", got)
	}
	if got := meta("/de/categories/repair", "og:locale"); got != "de_DE" {
		t.Errorf("German is %s", got)
	}
	image := strings.TrimPrefix(meta("/articles/space", "og:image"), origin)
	if a := b.get(image).wants(200); a.Header.Get("Content-Type") != "image/png" {
		t.Errorf("the picture is %s", a.Header.Get("Content-Type"))
	}
}
