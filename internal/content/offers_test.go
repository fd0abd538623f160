package content

import (
	"fmt"
	"strings"
	"testing"
)

func TestOffersKeepTheirDistance(t *testing.T) {
	t.Parallel()
	const offer, help = "> [!CTA] Course\n> Buy it.\n\n", "> [!HELP] suicide\n> Call.\n\n"
	for name, c := range map[string]struct {
		front, body string
		shown       bool
		atEnd       bool
	}{
		"by itself":           {"", "Text.\n\n" + offer, true, true},
		"sensitive":           {"sensitive: [suicide]", "Text.\n\n" + offer, false, false},
		"after help":          {"", "Text.\n\n" + help + "More.\n\n" + offer, false, false},
		"before help":         {"", offer + "Text.\n\n" + help, false, false},
		"in another section":  {"", "## One\n\n" + help + "## Two\n\n" + offer, true, false},
		"under help's title":  {"", "## One\n\n" + help + "Text.\n\n" + offer + "## Two\n\nText.", false, false},
		"in a tip with help":  {"", "1. **One.** a\n\n   > [!HELP] suicide\n   > Call.\n\n   > [!CTA] Course\n   > Buy it.\n\n2. **Two.** b\n3. **Three.** c\n", false, false},
		"in a sensitive tip":  {"sensitive: [suicide]", "1. **One.** a\n\n   > [!CTA] Course\n   > Buy it.\n\n2. **Two.** b\n3. **Three.** c\n", false, false},
		"inside a quotation":  {"", help + "> Said.\n>\n> > [!CTA] Course\n> > Buy it.\n", false, false},
		"inside the help box": {"", "> [!HELP] suicide\n> Call.\n>\n> > [!CTA] Course\n> > Buy it.\n", false, false},
	} {
		lib, findings := Load(folder("a.md", fmt.Sprintf(article, "A", "2026-08-01", c.front, c.body)), Options{Now: noon()})
		a, ok := lib.Article("en", "a")
		if !ok {
			t.Fatalf("%s: no article: %v", name, findings)
		}
		doc, err := a.Document()
		if err != nil {
			t.Fatal(err)
		}
		var page strings.Builder
		for _, p := range doc.Parts {
			page.WriteString(string(p.HTML))
			if p.Tip != nil {
				page.WriteString(string(p.Tip.HTML))
			}
		}
		if got := strings.Contains(page.String(), "Buy it."); got != c.shown {
			t.Errorf("%s: shown: %v", name, got)
		}
		said := false
		for _, f := range findings {
			said = said || f.Code == "misplaced-offer" && f.Level == LevelWarning && f.Line > 1
		}
		if said == c.shown {
			t.Errorf("%s: %v", name, findings)
		}
		if a.TakesOffers != c.atEnd {
			t.Errorf("%s: offers at its end: %v", name, a.TakesOffers)
		}
	}
}
