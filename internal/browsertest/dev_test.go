package browsertest

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"mendwell/internal/cli"
)

// bench is a site in dev mode with one long draft.
type bench struct {
	folder, file, text string
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{folder: t.TempDir()}
	b.file = filepath.Join(b.folder, "long.md")
	var text strings.Builder
	text.WriteString("---\ntitle: A long draft\nsummary: It is long.\ndate: 2026-01-01\ndraft: true\n---\n\nFirst words.\n")
	for i := range 12 {
		fmt.Fprintf(&text, "\n## %d. Tip number %d\n\n%s\n", i+1, i+1, strings.Repeat(fmt.Sprintf("Word%[1]d and more%[1]d of words%[1]d. ", i), 40))
	}
	b.text = text.String()
	write(t, filepath.Join(b.folder, "site.yaml"), "name: Test\nlanguages: [en, de]\ndefault_language: en\n")
	write(t, b.file, b.text)
	return b
}

func (b *bench) serve(t *testing.T, addr, data string) *site {
	t.Helper()
	return run(t, data, "serve", "--dev", "--addr", addr, "--data", data, "--articles", b.folder)
}

// stays waits until the page is the one after a save, at the place where it was, with its strip unfolded.
func (p *tab) stays(top float64, state string) {
	p.t.Helper()
	p.until("the page after the save, at its place", func(ctx context.Context) (bool, error) {
		got, err := chromedp.Run(ctx, chromedp.Evaluate[struct {
			State string
			Top   float64
			Open  bool
			Ready string
		}](`({ State: document.documentElement.dataset.devState ?? "", Top: scrollY, Open: document.querySelector("#findings")?.open ?? false, Ready: document.readyState })`))
		return err == nil && got.State != "" && got.State != state && got.Open && got.Ready == "complete" && math.Abs(got.Top-top) < 2, err
	})
}

func TestEverySaveShowsAtOnce(t *testing.T) {
	t.Parallel()
	b, data := newBench(t), t.TempDir()
	s := b.serve(t, "127.0.0.1:0", data)
	axe := needTools(t).axe
	p := newTab(t, newBrowser(t), s, true)
	p.open("/articles/long")
	p.reads("Readers cannot see this yet.")
	p.accessible(axe, allRules)
	p.press("DisclosureTriangle", strings.TrimSpace(evaluate[string](p, `document.querySelector("#findings summary").innerText`)))
	p.until("the unfolded strip", func(ctx context.Context) (bool, error) { // what grows above would move the place
		return chromedp.Run(ctx, chromedp.Evaluate[bool](`document.querySelector("#findings").open`))
	})
	top := evaluate[float64](p, "scrollTo({ top: 1500, behavior: 'instant' }), scrollY")
	if top < 1000 {
		t.Fatalf("the page is too short to lose its place: %v", top)
	}
	state := evaluate[string](p, "document.documentElement.dataset.devState")

	write(t, b.file, b.text+"\nWords of the second save.\n")
	p.reads("Words of the second save.")
	p.stays(top, state)
	p.quiet()

	write(t, b.file, strings.Replace(b.text, "title: A", "title: [A", 1))
	p.reads("This file has an error")
	p.fits(320)
	p.size(1280, 900)
	p.accessible(axe, allRules)
	p.scheme("dark")
	p.accessible(axe, colourRules)
	p.quiet()

	write(t, b.file, b.text+"\nWords of the third save.\n")
	p.reads("Words of the third save.")
	p.quiet()

	// After a restart the open page finds the site again, and shows what was saved in between.
	s.stop(t)
	write(t, b.file, b.text+"\nWords of the fourth save.\n")
	b.serve(t, strings.TrimPrefix(s.url, "http://"), data)
	p.reads("Words of the fourth save.")
}

func TestPreviewPage(t *testing.T) {
	t.Parallel()
	b, data := newBench(t), t.TempDir()
	s := run(t, data, "serve", "--addr", "127.0.0.1:0", "--data", data, "--articles", b.folder)
	var out, log bytes.Buffer
	code := cli.Run(t.Context(), cli.World{
		Args: []string{"preview", "long", "--articles", b.folder, "--data", data, "--base-url", s.url}, Stdout: &out, Stderr: &log,
	})
	if code != 0 {
		t.Fatalf("preview exited %d: %s", code, log.String())
	}
	path := strings.TrimPrefix(strings.TrimSpace(out.String()), s.url)
	axe := needTools(t).axe
	p, pages := newTab(t, newBrowser(t), s, true), t.TempDir()
	for _, prefix := range []string{"", "/de"} {
		if status := p.open(prefix + path); status != 200 {
			t.Fatalf("%d", status)
		}
		p.quiet()
		p.fits(320)
		p.size(1280, 900)
		p.scheme("light")
		p.accessible(axe, allRules)
		p.scheme("dark")
		p.accessible(axe, colourRules)
		got := newClient(t, s).do("GET", prefix+path, nil)
		write(t, filepath.Join(pages, "preview"+strings.Trim(prefix, "/")+".html"), got.body)
	}
	dev := b.serve(t, "127.0.0.1:0", t.TempDir())
	write(t, filepath.Join(pages, "draft.html"), newClient(t, dev).do("GET", "/articles/long", nil).body)
	if err := os.WriteFile(filepath.Join(b.folder, "broken.md"), []byte("---\ntitle: [\n---\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var broken answer
	p.until("the page of the broken file", func(context.Context) (bool, error) {
		broken = newClient(t, dev).do("GET", "/articles/broken", nil)
		return broken.status == 422, nil
	})
	write(t, filepath.Join(pages, "broken.html"), broken.body)
	valid(t, pages)
}
