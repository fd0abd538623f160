package content

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mendwell/internal/care"
	"mendwell/internal/markdown"
)

// answers counts how often the site's own articles word something that a rule finds, and what answers it there.
type answers struct {
	Sources int // the article has sources
	Caution int // a box of warning stands beside it; a "not_for" does not count here
	Ignored int // "check_ignore" says why it stays
}

// ownHits are the hits on the site's own articles. Each was read: a number may grow only with a sentence that deserves it.
//
// couples-counselling, unsourced-number: a number from a study that "sources" names.
var ownHits = map[string]answers{
	"unsourced-number": {Sources: 1},
}

func TestOwnArticlesHoldNoUnexplainedHit(t *testing.T) {
	t.Parallel()
	got := map[string]answers{}
	for _, o := range ownArticles(t) {
		for _, st := range append([]*stretch{o.d.frontStretch()}, o.s.stretches(o.d.article.Lang, o.d)...) {
			for _, h := range st.hits {
				code := h.rule.Code
				n := got[code]
				_, ignored := o.d.ignored[code]
				switch {
				case ignored:
					n.Ignored++
				case h.rule.Remedy != care.Sources && !st.cautioned, !o.d.answered(h.rule, st): // without any "not_for"
					t.Errorf("%s:%d:%d: %q (%s) is not answered", o.d.path, h.at.line, h.at.col, h.words, code)
				case h.rule.Remedy == care.Sources:
					n.Sources++
				default:
					n.Caution++
				}
				got[code] = n
			}
		}
	}
	if diff := cmp.Diff(ownHits, got); diff != "" {
		t.Errorf("hits on the site's own articles (-want +got):\n%s", diff)
	}
}

// ownArticle is an article of the site with its structure.
type ownArticle struct {
	d *draft
	s *structure
}

func ownArticles(tb testing.TB) []ownArticle {
	tb.Helper()
	var all []ownArticle
	fsys := os.DirFS("../../articles")
	site := defaultSite()
	site.Languages = []string{"en", "de"}
	err := fs.WalkDir(fsys, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(p, ".md") {
			return err
		}
		switch folder, _, _ := strings.Cut(p, "/"); folder {
		case "categories", "pages", "people", "questions", "help":
			return nil
		}
		data, err := fs.ReadFile(fsys, p)
		if err != nil {
			return err
		}
		d := readArticle(nil, p, data, Options{Now: noon()}, site)
		body, err := markdown.ParseArticle([]byte(d.article.body), markdown.ArticleOptions{})
		if err != nil {
			return err
		}
		all = append(all, ownArticle{d, shape(body, d.article.want)})
		return nil
	})
	if err != nil || len(all) == 0 {
		tb.Fatalf("read the site's articles: %v", err)
	}
	return all
}

// BenchmarkCare is the time that the rules of care take for one article.
func BenchmarkCare(b *testing.B) {
	all := ownArticles(b)
	for i := 0; b.Loop(); i++ {
		o := all[i%len(all)]
		o.s.stretches(o.d.article.Lang, o.d)
	}
}
