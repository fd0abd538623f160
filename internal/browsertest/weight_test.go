package browsertest

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
)

// TestWeight holds an article of about 1,500 words against what a slow phone can load at once.
func TestWeight(t *testing.T) {
	t.Parallel()
	const (
		words       = 1500
		maxRequests = 4
		maxBytes    = 30_000
	)
	p := newTab(t, newBrowser(t), serve(t, "127.0.0.1:0", t.TempDir()), true)
	article := slices.MinFunc(list(t), func(a, b listed) int { return cmp.Compare(distance(a.Words, words), distance(b.Words, words)) })
	p.forgetRequests()
	p.open("/articles/" + article.Slug)
	requests := slices.DeleteFunc(p.asked(), func(r request) bool { return strings.HasPrefix(r.url, "data:") }) // nobody is asked for these
	if len(requests) > maxRequests {
		t.Errorf("%d requests for %s, not %d at most", len(requests), article.Slug, maxRequests)
	}
	var total float64
	for _, r := range requests {
		t.Logf("%-10s %7.0f %s", r.kind, r.bytes, r.url)
		if r.kind == network.ResourceTypeDocument || r.kind == network.ResourceTypeStylesheet || r.kind == network.ResourceTypeScript {
			total += r.bytes
		}
	}
	if total > maxBytes || total == 0 {
		t.Errorf("HTML, CSS and script of %s (%d words) take %.0f bytes, not %d at most", article.Slug, article.Words, total, maxBytes)
	}
}

func distance(a, b int) int { return max(a-b, b-a) }
