package feed

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Text turns the markup of a page of ours into what any reader of feeds can show: absolute addresses, plain elements,
// no scripts, styles, forms or drawings, nothing that depends on a style sheet. A box (aside) becomes an indented block
// under its name. page is where the markup stands.
func Text(markup string, page *url.URL) (string, error) {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(markup), body)
	if err != nil {
		return "", fmt.Errorf("read markup for a feed: %w", err)
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	plain(body, page)
	var b strings.Builder
	for n := range body.ChildNodes() {
		if err := html.Render(&b, n); err != nil {
			return "", fmt.Errorf("write markup for a feed: %w", err)
		}
	}
	return strings.TrimSpace(b.String()), nil
}

// What becomes of elements: those that go with all that is in them, those of which only the inside stays, and those that
// a reader of feeds knows under another name. All others stay.
var (
	gone      = []atom.Atom{atom.Script, atom.Style, atom.Svg, atom.Form, atom.Button, atom.Input, atom.Source, atom.Template, atom.Iframe, atom.Link, atom.Meta}
	unwrapped = []atom.Atom{atom.Picture, atom.Span, atom.Section, atom.Header, atom.Article}
	renamed   = map[atom.Atom]atom.Atom{atom.Aside: atom.Blockquote}
	kept      = []string{"href", "src", "alt", "title", "width", "height", "lang", "dir", "datetime", "cite", "colspan", "rowspan", "scope", "start", "value", "reversed"}
)

func plain(parent *html.Node, page *url.URL) {
	for _, n := range slices.Collect(parent.ChildNodes()) {
		switch {
		case n.Type == html.TextNode:
			continue
		case n.Type != html.ElementNode || slices.Contains(gone, n.DataAtom):
			parent.RemoveChild(n)
			continue
		}
		boxTitle := hasClass(n, "callout-label")
		plain(n, page)
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return !slices.Contains(kept, a.Key) })
		for i, a := range n.Attr {
			if a.Key == "href" || a.Key == "src" || a.Key == "cite" && n.DataAtom == atom.Blockquote {
				n.Attr[i].Val = absolute(page, a.Val)
			}
		}
		if to, ok := renamed[n.DataAtom]; ok {
			n.DataAtom, n.Data = to, to.String()
		}
		switch {
		case boxTitle:
			n.DataAtom, n.Data = atom.Strong, "strong"
		case slices.Contains(unwrapped, n.DataAtom) && len(n.Attr) == 0, n.DataAtom == atom.Div && len(n.Attr) == 0:
			unwrap(n)
		}
	}
}

func hasClass(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == "class" {
			return slices.Contains(strings.Fields(a.Val), name)
		}
	}
	return false
}

// unwrap puts what is in an element into its place.
func unwrap(n *html.Node) {
	for _, c := range slices.Collect(n.ChildNodes()) {
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	n.Parent.RemoveChild(n)
}

func absolute(page *url.URL, address string) string {
	u, err := page.Parse(address)
	if err != nil {
		return address
	}
	return u.String()
}
