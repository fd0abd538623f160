package browsertest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestKeyboard signs up and comments without a mouse, and sees at each step where the focus is.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	article := first(t, list(t), func(a listed) bool { return a.Lang == "en" && len(a.Tips) >= 3 })
	p := newTab(t, newBrowser(t), serve(t, "127.0.0.1:0", t.TempDir()), true)

	// The first stop of a page skips what every page has.
	p.open("/articles/" + article.Slug)
	p.key(kb.Tab)
	if role, name := p.focused(); role != "link" || name != "Skip to the text" {
		t.Errorf("the first stop is %s %q", role, name)
	}
	p.shown()
	p.key(kb.Enter)
	p.key(kb.Tab)
	if !evaluate[bool](p, "document.querySelector('main').contains(document.activeElement)") {
		t.Error("after the skip link the focus is not in the main part")
	}

	p.open("/")
	p.tabTo("link", "Sign up")
	p.load("Enter", func() { p.key(kb.Enter) })
	p.tabTo("textbox", "Display name")
	p.typeText("Ada")
	p.tabTo("textbox", "Email")
	p.typeText("ada@example.org")
	p.tabTo("textbox", "Password")
	p.typeText(passphrase)
	p.tabTo("button", "Create account")
	p.load("Enter", func() { p.key(kb.Enter) })
	p.sees("button", "Log out")

	p.open("/articles/" + article.Slug)
	p.tabTo("button", "Save tip")
	p.key(kb.Enter)
	p.sees("button", "Saved")
	p.tabTo("textbox", "Your comment")
	p.typeText("Written without a mouse.")
	p.tabTo("button", "Post comment")
	p.load("Enter", func() { p.key(kb.Enter) })
	p.reads("Written without a mouse.")
	p.quiet()
}

func (p *tab) key(keys string) {
	p.t.Helper()
	p.do(chromedp.KeyEvent(keys))
}

func (p *tab) typeText(text string) {
	p.t.Helper()
	call(p, input.InsertText, input.InsertTextParams{Text: text})
}

// tabTo presses Tab until a control has the focus, and looks at every stop on the way.
func (p *tab) tabTo(role, name string) {
	p.t.Helper()
	const enough = 250 // stops on the longest page
	for range enough {
		p.key(kb.Tab)
		p.shown()
		if r, n := p.focused(); r == role && n == name {
			return
		}
	}
	p.t.Fatalf("no way to %s %q by Tab", role, name)
}

// focused is the role and the accessible name of what has the focus.
func (p *tab) focused() (role, name string) {
	p.t.Helper()
	object := call(p, runtime.Evaluate, runtime.EvaluateParams{Expression: "document.activeElement"})
	off := false
	tree := call(p, accessibility.GetPartialAXTree, accessibility.GetPartialAXTreeParams{
		ObjectID: object.Result.ObjectID, FetchRelatives: &off,
	})
	for _, node := range tree.Nodes {
		if !node.Ignored && node.Role != nil && node.Name != nil {
			return plain(node.Role), plain(node.Name)
		}
	}
	return "", ""
}

// plain is an accessibility value without its JSON quotes.
func plain(v *accessibility.Value) string {
	var s string
	if _, err := fmt.Sscanf(string(v.Value), "%q", &s); err != nil {
		return string(v.Value)
	}
	return s
}

// shown fails the test unless the focus can be seen: it is marked, on the screen, and nothing fixed lies over it.
func (p *tab) shown() {
	p.t.Helper()
	const look = `(() => {
		const e = document.activeElement;
		if (!e || e === document.body) return "";
		const name = e.outerHTML.slice(0, 160);
		const marks = [e, e.parentElement, ...e.querySelectorAll("*")].some((x) => {
			const s = getComputedStyle(x);
			return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== "none";
		});
		if (!marks) return "not marked: " + name;
		const boxes = [...e.getClientRects()].filter((b) => b.width && b.height);
		if (!boxes.length) return "has no size: " + name;
		const free = boxes.some((b) => {
			// A tall field may stand partly below the window: what is inside it counts.
			const x = (Math.max(b.left, 0) + Math.min(b.right, innerWidth)) / 2;
			const y = (Math.max(b.top, 0) + Math.min(b.bottom, innerHeight)) / 2;
			const top = document.elementFromPoint(x, y);
			return top && (e.contains(top) || top.contains(e) || [...(e.labels ?? [])].some((l) => l.contains(top)));
		});
		return free ? "" : "hidden or off the screen: " + name;
	})()`
	p.until("the focus on the screen", func(ctx context.Context) (bool, error) { // scrolling there may take a moment
		why, err := chromedp.Run(ctx, chromedp.Evaluate[string](look))
		if why != "" {
			err = errors.New(why)
		}
		return err == nil, err
	})
}
