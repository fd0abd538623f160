package server_test

import (
	"slices"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// The policy stands between style sheet and script: a saved copy has it too, and the style sheet is asked for first. The
// script is the last thing of the page, below the live region that it speaks through.
func TestStyleThenPolicyThenScript(t *testing.T) {
	h := open(t, folder(), nil)
	for _, path := range []string{"/", "/articles/space", "/search?q=space", "/login", "/nothing-here"} {
		var order []string
		h.browser().get(path).page().Find(`link[rel=stylesheet], meta[http-equiv], script[src], body > [role=status]`).Each(func(_ int, s *goquery.Selection) {
			order = append(order, goquery.NodeName(s))
			if policy, is := s.Attr("content"); is && policy != "connect-src 'self'; form-action 'self'; base-uri 'none'" {
				t.Errorf("%s: the policy is %q", path, policy)
			}
		})
		if !slices.Equal(order, []string{"link", "meta", "p", "script"}) {
			t.Errorf("%s: the order is %v", path, order)
		}
	}
}
