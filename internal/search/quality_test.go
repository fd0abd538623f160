package search

import (
	"testing"
	"time"

	"mendwell/articles"
	"mendwell/internal/content"
)

func here(t testing.TB) *Index {
	t.Helper()
	lib, _ := content.Load(articles.FS(), content.Options{Now: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)})
	return Build(lib)
}

func TestAMisspeltWordFindsWhatWasMeant(t *testing.T) {
	a := here(t).Search(Query{Text: "jelousy", Lang: "en", To: 1})
	if a.Guess != "jealousy" || len(a.Results) == 0 || a.Results[0].Article.Slug != "jealousy" {
		t.Errorf("guess %q, results %v", a.Guess, a.Results)
	}
}
