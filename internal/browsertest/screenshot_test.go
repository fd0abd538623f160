package browsertest

import (
	"os"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestScreenshot takes the picture of the README; make screenshot says where it goes.
func TestScreenshot(t *testing.T) {
	const maxBytes = 300_000
	path := os.Getenv("MENDWELL_SCREENSHOT")
	if path == "" {
		t.Skip("make screenshot runs this")
	}
	p := newTab(t, newBrowser(t), serve(t, "127.0.0.1:0", t.TempDir()), true)
	p.size(1280, 800)
	p.open("/")
	picture, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if len(picture) > maxBytes {
		t.Fatalf("the picture takes %d bytes, not %d at most", len(picture), maxBytes)
	}
	write(t, path, string(picture))
}
