package browsertest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestScreenshot takes the picture of the README; make screenshot says where it goes, otherwise it is only tried.
func TestScreenshot(t *testing.T) {
	const maxBytes = 300_000
	path := os.Getenv("MENDWELL_SCREENSHOT")
	if path == "" {
		path = filepath.Join(t.TempDir(), "screenshot.png")
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
