package search

import (
	"testing"
	"time"

	"mendwell/articles"
	"mendwell/internal/content"
)

func TestTry(t *testing.T) {
	lib, _ := content.Load(articles.FS(), content.Options{Now: time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)})
	x := Build(lib)
	t.Log(x.Size())
	for _, q := range []struct{ lang, q string }{{"en", "jelousy phone"}, {"en", "how do i say sorry"}, {"en", "boyfriend apologise"}, {"en", "breakup"}, {"de", "entfernungsbeziehung"}, {"de", "Luege vertrauen"}, {"en", "\"give space\" -text"}, {"en", "teenager stoped talking"}, {"en", "mara"}, {"en", "the"}, {"en", "Eifersucht"}} {
		a := x.Search(Query{Text: q.q, Lang: q.lang, To: 4})
		t.Logf("== %s: total %d guess %q nearest %v missing %v facets %v", q.q, a.Total, a.Guess, a.Nearest, a.Missing, a.Facets)
		for _, r := range a.Results {
			t.Log("   ", r.Whole, r.Title, r.More)
			for _, p := range r.Parts {
				t.Log("        ", p.Kind, p.ID, p.Title, p.Text)
			}
		}
	}
}
