package server_test

import (
	"slices"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// The policy stands between style sheet and script: a saved copy has it too, and the style sheet is asked for first.
func TestStyleThenPolicyThenScript(t *testing.T) {
	h := open(t, folder(), nil)
	for _, path := range []string{"/", "/articles/space", "/search?q=space", "/login", "/nothing-here"} {
		var order []string
		h.browser().get(path).page().Find(`head link[rel=stylesheet], head meta[http-equiv], head script[src]`).Each(func(_ int, s *goquery.Selection) {
			order = append(order, goquery.NodeName(s))
			if policy, is := s.Attr("content"); is && policy != "connect-src 'self'; form-action 'self'; base-uri 'none'" {
				t.Errorf("%s: the policy is %q", path, policy)
			}
		})
		if !slices.Equal(order, []string{"link", "meta", "script"}) {
			t.Errorf("%s: the head has %v", path, order)
		}
	}
}
