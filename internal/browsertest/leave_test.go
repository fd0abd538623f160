package browsertest

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// elsewhere answers in the place of every other site, so that nothing leaves this machine.
func (p *tab) elsewhere() {
	p.t.Helper()
	call(p, fetch.Enable, fetch.EnableParams{Patterns: []*fetch.RequestPattern{{URLPattern: "https://*"}}})
	ctx, cancel := context.WithCancel(p.ctx)
	p.t.Cleanup(cancel)
	paused := chromedp.Events(ctx, fetch.RequestPaused)
	go func() {
		for event, err := range paused {
			if err != nil {
				return
			}
			_, _ = chromedp.Call(ctx, fetch.FulfillRequest, fetch.FulfillRequestParams{
				RequestID: event.RequestID, ResponseCode: 200,
				ResponseHeaders: []*fetch.HeaderEntry{{Name: "Content-Type", Value: "text/html"}},
				Body:            []byte("<!doctype html><title>Elsewhere</title>"),
			})
		}
	}()
}

// away reports whether the tab shows another site.
func (p *tab) away(ctx context.Context) (bool, error) {
	title, err := chromedp.Run(ctx, chromedp.Title())
	return title == "Elsewhere", err
}

// remembers reports whether the tab's history leads to a path of the site.
func (p *tab) remembers(path string) bool {
	p.t.Helper()
	history := call(p, page.GetNavigationHistory, cdp.Empty{})
	for _, entry := range history.Entries {
		if strings.HasPrefix(entry.URL, p.site.url) && strings.HasSuffix(entry.URL, path) {
			return true
		}
	}
	return false
}

// told waits until the live region says something.
func (p *tab) told(want string) {
	p.t.Helper()
	p.until("the announcement "+want, func(ctx context.Context) (bool, error) {
		text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`[...document.querySelectorAll("[role=status]")].map((e) => e.textContent).join("|")`))
		return text == want, err
	})
}

// slowly stops the page's clock of five seconds, after which a press is forgotten: a busy machine may need longer for the
// next one. later lets them pass.
func (p *tab) slowly() (later func()) {
	p.t.Helper()
	evaluate[bool](p, `(() => {
		const soon = setTimeout;
		window.setTimeout = (run, time) => time === 5000 ? (window.fiveSeconds = run, 0) : soon(run, time);
		return true;
	})()`)
	return func() {
		p.t.Helper()
		evaluate[bool](p, "fiveSeconds(), true")
	}
}

// TestEscapeLeaves leaves by pressing Escape three times, says so, and forgets what is too long ago.
func TestEscapeLeaves(t *testing.T) {
	t.Parallel()
	s := serve(t, "127.0.0.1:0", t.TempDir())
	browser := newBrowser(t)
	for _, c := range []struct{ prefix, twice, once string }{
		{"", "Press Escape twice more to leave", "Press Escape once more to leave"},
		{"/de", "Drück noch zweimal Escape, um die Seite zu verlassen", "Drück noch einmal Escape, um die Seite zu verlassen"},
	} {
		t.Run("in"+c.prefix, func(t *testing.T) {
			p := newTab(t, browser, s, true)
			p.open(c.prefix + "/help")
			later := p.slowly()
			p.elsewhere()
			p.told("")
			p.key(kb.Escape)
			p.told(c.twice)
			p.key(kb.Escape)
			p.told(c.once)
			later()
			p.told("") // the count starts again
			p.key(kb.Escape)
			p.told(c.twice)
			p.key(kb.Escape)
			p.key(kb.Escape)
			p.until("another site", p.away)
			if p.remembers("/help") {
				t.Error("the page is still in the tab's history")
			}
		})
	}
}

// TestEscapeCountsInARow: another key between starts the count again, and Escape in a field that somebody has written in
// does not count, so that no text is lost.
func TestEscapeCountsInARow(t *testing.T) {
	t.Parallel()
	const twice, once = "Press Escape twice more to leave", "Press Escape once more to leave"
	p := newTab(t, newBrowser(t), serve(t, "127.0.0.1:0", t.TempDir()), true)
	p.open("/register")
	p.slowly()
	evaluate[bool](p, "document.activeElement.blur(), true")
	p.elsewhere()
	p.key(kb.Escape)
	p.told(twice)
	p.key(kb.Escape)
	p.told(once)
	p.key("a")
	p.told("")
	p.key(kb.Escape)
	p.told(twice)
	p.key(kb.Tab)
	p.told("")

	// An empty field is as good as none; one with words is not.
	evaluate[bool](p, "document.querySelector('main input[type=email]').focus(), true")
	p.key(kb.Escape)
	p.told(twice)
	p.key("a")
	p.told("")
	for range 4 {
		p.key(kb.Escape)
	}
	p.told("")
	evaluate[bool](p, "document.activeElement.value = '', document.activeElement.blur(), document.querySelector('main').focus(), true")
	for range 3 {
		p.key(kb.Escape)
	}
	p.until("another site", p.away)
}

// TestEscapeEmptiesThePage looks at the page between the third press and the answer: nothing is left to read.
func TestEscapeEmptiesThePage(t *testing.T) {
	t.Parallel()
	p := newTab(t, newBrowser(t), serve(t, "127.0.0.1:0", t.TempDir()), true)
	p.open("/articles/when-it-is-not-safe")
	p.slowly()
	p.elsewhere()
	// The page itself says what is left of it: whoever asks a page on its way out waits for the next one.
	evaluate[bool](p, `new MutationObserver(() => {
		console.log([document.title.length, document.body.innerText.trim(), document.querySelectorAll("body *").length].join("|"));
	}).observe(document.body, { childList: true }), true`)
	for range 3 {
		p.key(kb.Escape)
	}
	p.until("another site", p.away)
	p.mu.Lock()
	defer p.mu.Unlock()
	if got := strings.Join(p.messages, "\n"); got != `console: log "1|Leaving|1"` {
		t.Errorf("the page still said %q", got)
	}
}

// TestEscapeClosesFirst: an Escape that closes the menu is no step towards leaving, nor is one with another key.
func TestEscapeClosesFirst(t *testing.T) {
	t.Parallel()
	p := newTab(t, newBrowser(t), serve(t, "127.0.0.1:0", t.TempDir()), true)
	p.size(360, 640)
	p.open("/help")
	p.slowly()
	evaluate[bool](p, "document.querySelector('.menu').open = true, document.querySelector('.menu a').focus(), true")
	p.key(kb.Escape)
	p.until("a closed menu", func(ctx context.Context) (bool, error) {
		return chromedp.Run(ctx, chromedp.Evaluate[bool]("!document.querySelector('.menu').open"))
	})
	p.told("")
	evaluate[bool](p, `document.body.append(Object.assign(document.createElement("dialog"), { textContent: "?" })), document.querySelector("dialog").showModal(), true`)
	p.key(kb.Escape)
	p.until("a closed dialog", func(ctx context.Context) (bool, error) {
		return chromedp.Run(ctx, chromedp.Evaluate[bool](`!document.querySelector("dialog").open`))
	})
	p.told("")
	p.key(kb.Escape)
	p.told("Press Escape twice more to leave")
}
