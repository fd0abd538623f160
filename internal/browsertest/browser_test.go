package browsertest

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// newBrowser starts a Chromium that talks to nobody but the pages it is sent to.
func newBrowser(t *testing.T) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(needTools(t).chromium),
		chromedp.NoSandbox, // the tests may run as root; they open only our own pages
		chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("lang", "en"),
		chromedp.UserDataDir(t.TempDir()),
		chromedp.WSURLReadTimeout(patience),
	)
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, closeBrowser := chromedp.NewContext(allocator)
	t.Cleanup(func() {
		limited, stop := context.WithTimeout(ctx, patience)
		defer stop()
		_ = chromedp.Cancel(limited)
		closeBrowser()
		cancel()
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	return ctx
}

// tab is one reader's page, with cookies of its own.
type tab struct {
	t    *testing.T
	ctx  context.Context
	site *site
	on   script

	mu       sync.Mutex
	requests []request
	messages []string
}

// request is one request of a page.
type request struct {
	id    network.RequestID
	url   string
	kind  network.ResourceType
	bytes float64 // on the wire, with headers
}

// script says whether pages may run their script.
type script bool

func newTab(t *testing.T, browser context.Context, s *site, on script) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	p := &tab{t: t, ctx: ctx, site: s, on: on}
	if err := chromedp.Do(ctx); err != nil { // opens it, for as long as ctx lives
		t.Fatalf("open a tab: %v", err)
	}
	if err := chromedp.Listen(ctx, p.hear); err != nil {
		t.Fatal(err)
	}
	call(p, network.Enable, network.EnableParams{})
	call(p, log.Enable, cdp.Empty{})
	// The first window of a browser may come late and take the focus away, which closes whatever closes without it.
	call(p, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !bool(on)})
	p.size(1280, 900)
	p.scheme("light") // and no transition between pages, which would swallow clicks
	return p
}

// call sends one command of the protocol; a failure ends the test.
func call[P, R any](p *tab, command cdp.Command[P, R], params P) R {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	result, err := chromedp.Call(ctx, command, params)
	if err != nil {
		p.t.Fatalf("%s: %v", command.Method, err)
	}
	return result
}

func (p *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// hear keeps what pages ask for and say. It must not block: the browser waits for it.
func (p *tab) hear(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, request{id: e.RequestID, url: e.Request.URL, kind: e.Type})
	case *network.EventLoadingFinished:
		for i := range p.requests {
			if p.requests[i].id == e.RequestID {
				p.requests[i].bytes = e.EncodedDataLength
			}
		}
	case *runtime.EventConsoleAPICalled:
		text := string(e.Type)
		for _, arg := range e.Args {
			text += " " + string(arg.Value) + arg.Description
		}
		p.messages = append(p.messages, "console: "+text)
	case *inspector.EventTargetCrashed:
		p.messages = append(p.messages, "the browser's page crashed")
	case *runtime.EventExceptionThrown:
		p.messages = append(p.messages, "exception: "+(&chromedp.ExceptionError{ExceptionDetails: e.ExceptionDetails}).Error())
	case *log.EventEntryAdded:
		// The browser notes every answer of 400 and above; error pages are asked for on purpose.
		if e.Entry.Source == log.EntrySourceNetwork && strings.Contains(e.Entry.Text, "the server responded with a status of 4") {
			return
		}
		p.messages = append(p.messages, fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
	}
}

// forgetRequests starts the list of requests anew.
func (p *tab) forgetRequests() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.requests = nil
}

func (p *tab) asked() []request {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.requests)
}

// quiet fails the test where a page asked anybody but this site, or said anything to the console.
func (p *tab) quiet() {
	p.t.Helper()
	for _, r := range p.asked() {
		u, err := url.Parse(r.url)
		if err != nil || u.Scheme != "data" && u.Scheme != "about" && u.Scheme+"://"+u.Host != p.site.url {
			p.t.Errorf("a page asked for %s", r.url)
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range p.messages {
		p.t.Errorf("a page said: %s", m)
	}
	p.messages = nil
}

// open goes to a path of the site and returns the status.
func (p *tab) open(path string) int {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	response, err := chromedp.Run(ctx, chromedp.NavigateResponse(p.site.url+path))
	if err != nil {
		p.t.Fatalf("open %s: %v", path, err)
	}
	return int(response.Status)
}

// size sets the width and height of the window in CSS pixels.
func (p *tab) size(width, height int64) {
	p.t.Helper()
	p.do(chromedp.EmulateViewport(width, height))
}

// scheme sets prefers-color-scheme, and keeps transitions from showing colours between the two.
func (p *tab) scheme(name string) {
	p.t.Helper()
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}})
}

// logIn takes over the cookies of a client.
func (p *tab) logIn(c *client) {
	p.t.Helper()
	at, err := url.Parse(p.site.url)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, cookie := range c.http.Jar.Cookies(at) {
		call(p, network.SetCookie, network.SetCookieParams{Name: cookie.Name, Value: cookie.Value, URL: p.site.url})
	}
}

// evaluate runs an expression of the test's own, also where the pages may not run theirs.
func evaluate[T any](p *tab, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("evaluate %.80s: %v", expression, err)
	}
	return value
}

// until asks again until ok; a page may be on its way out, so errors only count at the end.
func (p *tab) until(what string, ok func(ctx context.Context) (bool, error)) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	again := time.NewTicker(30 * time.Millisecond)
	defer again.Stop()
	for wait := 2 * time.Second; ; {
		// One question may be lost with the page that it was asked of; or the machine is slow.
		one, stop := context.WithTimeout(ctx, wait)
		good, err := ok(one)
		if one.Err() != nil {
			wait *= 2
		}
		stop()
		if good && err == nil {
			return
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			last, stop := context.WithTimeout(p.ctx, 2*time.Second)
			defer stop()
			page, _ := chromedp.Run(last, chromedp.Evaluate[string]("location.href + '\\n' + document.body.innerText"))
			p.t.Fatalf("waited in vain for %s (%v) on %.600s", what, err, page)
		}
	}
}

// text reads the main part of the page, as a person sees it.
func (p *tab) text() string {
	p.t.Helper()
	return evaluate[string](p, "document.querySelector('main').innerText")
}

// reads waits until the page shows a text.
func (p *tab) reads(want string) {
	p.t.Helper()
	p.until(fmt.Sprintf("the text %q", want), func(ctx context.Context) (bool, error) {
		text, err := chromedp.Run(ctx, chromedp.Evaluate[string]("document.body.innerText"))
		return strings.Contains(text, want), err
	})
}

// find looks a control up by role and accessible name, as assistive technology does; the first that is shown.
func find(ctx context.Context, role, name string) (*accessibility.Node, error) {
	document, err := chromedp.Call(ctx, dom.GetDocument, dom.GetDocumentParams{})
	if err != nil {
		return nil, err
	}
	found, err := chromedp.Call(ctx, accessibility.QueryAXTree, accessibility.QueryAXTreeParams{
		BackendNodeID: document.Root.BackendNodeID, Role: role, AccessibleName: name,
	})
	if err != nil {
		return nil, err
	}
	for _, node := range found.Nodes {
		if node.Ignored {
			continue
		}
		quads, err := chromedp.Call(ctx, dom.GetContentQuads, dom.GetContentQuadsParams{BackendNodeID: node.BackendDOMNodeID})
		if err == nil && len(quads.Quads) > 0 {
			return node, nil
		}
	}
	return nil, nil
}

// sees waits until a control is there.
func (p *tab) sees(role, name string) *accessibility.Node {
	p.t.Helper()
	var node *accessibility.Node
	p.until(fmt.Sprintf("%s %q", role, name), func(ctx context.Context) (_ bool, err error) {
		node, err = find(ctx, role, name)
		return node != nil, err
	})
	return node
}

// press clicks the middle of a control, as a finger does. It does not wait for what follows.
func (p *tab) press(role, name string) {
	p.t.Helper()
	node := p.sees(role, name)
	call(p, dom.ScrollIntoViewIfNeeded, dom.ScrollIntoViewIfNeededParams{BackendNodeID: node.BackendDOMNodeID})
	quads := call(p, dom.GetContentQuads, dom.GetContentQuadsParams{BackendNodeID: node.BackendDOMNodeID})
	q := quads.Quads[0]
	x, y := (q[0]+q[2]+q[4]+q[6])/4, (q[1]+q[3]+q[5]+q[7])/4
	for _, kind := range []input.DispatchMouseEventType{input.DispatchMouseEventTypeMousePressed, input.DispatchMouseEventTypeMouseReleased} {
		call(p, input.DispatchMouseEvent, input.DispatchMouseEventParams{
			Type: kind, X: x, Y: y, Button: input.MouseButtonLeft, ClickCount: 1,
		})
	}
}

// follow presses a control and waits for the page it leads to; it returns the status.
func (p *tab) follow(role, name string) int {
	p.t.Helper()
	return p.load(fmt.Sprintf("%s %q", role, name), func() { p.press(role, name) })
}

// save presses a button that changes this page: in place where script runs, and by a new page where it does not. The
// page must not be asked for anything while it is on its way out.
func (p *tab) save(name string) {
	p.t.Helper()
	if p.on {
		p.press("button", name)
		return
	}
	p.follow("button", name)
}

// load waits for the page that act leads to, and returns its status.
func (p *tab) load(what string, act func()) int {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	response, err := chromedp.RunResponse(ctx, chromedp.Func(func(context.Context, *chromedp.Target) error {
		act()
		return nil
	}))
	if err != nil {
		p.t.Fatalf("after %s: %v", what, err)
	}
	return int(response.Status)
}

// fill types into a field with this label, in place of what is there.
func (p *tab) fill(label, text string) {
	p.t.Helper()
	node := p.sees("textbox", label)
	call(p, dom.Focus, dom.FocusParams{BackendNodeID: node.BackendDOMNodeID})
	evaluate[bool](p, "document.activeElement.select(), true")
	call(p, input.InsertText, input.InsertTextParams{Text: text})
}
