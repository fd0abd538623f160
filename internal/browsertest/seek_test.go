package browsertest

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestSuggestions searches by keyboard: suggestions come while somebody types, the arrows walk through them, Escape puts
// them away without leaving the site, and Enter goes there.
func TestSuggestions(t *testing.T) {
	t.Parallel()
	p := newTab(t, newBrowser(t), serve(t, "127.0.0.1:0", t.TempDir()), true)
	becomes := func(expression string) {
		t.Helper()
		p.until(expression, func(ctx context.Context) (bool, error) {
			return chromedp.Run(ctx, chromedp.Evaluate[bool](expression, chromedp.EvalAwaitPromise))
		})
	}
	p.open("/search")
	becomes("fetch('/search/suggest?q=jealou').then(r => r.json()).then(list => list.length > 0)") // the index is there
	p.tabTo("combobox", "Search tips, articles and questions")
	const expanded = "document.querySelector('[role=combobox]').ariaExpanded"
	p.typeText("jealou")
	becomes(expanded + " === 'true'")
	p.key(kb.Escape)
	becomes(expanded + " === 'false'")
	p.key(kb.ArrowDown)
	becomes(expanded + " === 'true'")
	p.key(kb.ArrowDown)
	becomes("document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.ariaSelected === 'true'")
	p.load("Enter", func() { p.key(kb.Enter) })
	if path := evaluate[string](p, "location.pathname"); !strings.HasPrefix(path, "/articles/") {
		t.Errorf("Enter leads to %s", path)
	}
	p.open("/search")
	p.tabTo("combobox", "Search tips, articles and questions")
	p.typeText("jealousy")
	p.load("Enter without a choice", func() { p.key(kb.Enter) })
	if got := evaluate[string](p, "location.pathname + location.search"); got != "/search?q=jealousy" {
		t.Errorf("without a choice Enter leads to %s", got)
	}
	p.quiet()
}
