package browsertest

import (
	"context"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
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
