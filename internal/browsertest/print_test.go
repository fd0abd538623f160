package browsertest

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/page"
)

// TestOnePageIsOneSheet: what says that it is for one sheet of paper is, also with the most tips, on both usual sizes.
func TestOnePageIsOneSheet(t *testing.T) {
	t.Parallel()
	p := newTab(t, newBrowser(t), serve(t, "127.0.0.1:0", t.TempDir()), true)
	longest := slices.MaxFunc(list(t), func(a, b listed) int { return cmp.Compare(len(a.Tips), len(b.Tips)) })
	p.open("/articles/" + longest.Slug + "/one-page")
	for name, size := range map[string][2]float64{"A4": {8.27, 11.69}, "Letter": {8.5, 11}} { // inches
		if n := p.sheets(size[0], size[1]); n != 1 {
			t.Errorf("%s with %d tips takes %d sheets of %s", longest.Slug, len(longest.Tips), n, name)
		}
	}
}

var onePDFPage = regexp.MustCompile(`/Type\s*/Page\b`)

// sheets is how many sheets of paper of a size in inches the page takes, with the margins that browsers propose.
func (p *tab) sheets(width, height float64) int {
	p.t.Helper()
	pdf := call(p, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: width, PaperHeight: height}).Data
	if !bytes.HasPrefix(pdf, []byte("%PDF")) {
		p.t.Fatalf("printed %d bytes of something else", len(pdf))
	}
	return len(onePDFPage.FindAll(pdf, -1))
}

// TestHelpLinesArePrintedAsAList: the lines of all countries, printed to hang up or to hand on, are a few sheets and not a
// heap.
func TestHelpLinesArePrintedAsAList(t *testing.T) {
	t.Parallel()
	p := newTab(t, newBrowser(t), serve(t, "127.0.0.1:0", t.TempDir()), true)
	for path, most := range map[string]int{"/help": 5, "/de/help": 5, "/help?country=GB": 2, "/de/help?country=DE": 2} {
		p.open(path)
		for name, size := range map[string][2]float64{"A4": {8.27, 11.69}, "Letter": {8.5, 11}} {
			if n := p.sheets(size[0], size[1]); n > most {
				t.Errorf("%s takes %d sheets of %s", path, n, name)
			}
		}
	}
}
