package browsertest

import (
	"context"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestListStandsStill: on a phone the pictures of a list come after its words, all of those near the screen do come, and
// nothing moves when they do.
func TestListStandsStill(t *testing.T) {
	t.Parallel()
	p := newTab(t, newBrowser(t), serve(t, "127.0.0.1:0", t.TempDir()), true)
	p.size(360, 640)
	p.open("/articles")
	const came = `(() => {
		const near = [...document.querySelectorAll(".card img")].filter((img) => img.getBoundingClientRect().top < innerHeight);
		return near.length > 0 && near.every((img) => img.complete && img.naturalWidth > 0 && img.checkVisibility({contentVisibilityAuto: true}));
	})()`
	p.until("pictures near the screen", func(ctx context.Context) (bool, error) {
		return chromedp.Run(ctx, chromedp.Evaluate[bool](came))
	})
	const shifts = `new Promise((done) => {
		let sum = 0;
		new PerformanceObserver((list) => { for (const shift of list.getEntries()) sum += shift.value; }).observe({type: "layout-shift", buffered: true});
		requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum))));
	})`
	if moved := evaluate[float64](p, shifts); moved != 0 {
		t.Errorf("the list moved by %v when its pictures came", moved)
	}
	// The state before, held for as long as it takes to measure.
	const heights = `[...document.querySelectorAll(".card-cover")].slice(0, 3).flatMap((cover) => {
		const after = cover.offsetHeight, picture = cover.firstElementChild;
		picture.style.animation = "words-first 60s paused";
		const before = getComputedStyle(picture).display === "none" ? cover.offsetHeight : -1;
		picture.style.animation = "";
		return before === after ? [] : [before + " and then " + after];
	})`
	if moved := evaluate[[]string](p, heights); len(moved) > 0 {
		t.Errorf("pictures change their height when they come: %v", moved)
	}
}

// TestHalfARowIsNotShown: a browser may show a page that it has read half. A row whose end is missing stays hidden, so that
// nothing in it moves when the rest comes.
func TestHalfARowIsNotShown(t *testing.T) {
	t.Parallel()
	p := newTab(t, newBrowser(t), serve(t, "127.0.0.1:0", t.TempDir()), true)
	p.size(360, 640)
	p.open("/search")
	const states = `[[".menu", ".exit"], [".seek-row input", ".seek-row .button"]].flatMap(([part, last]) => {
		const shown = () => part + " " + getComputedStyle(document.querySelector(part)).visibility;
		const end = document.querySelector(last), whole = shown();
		const text = end.textContent;
		end.textContent = "";
		const begun = shown();
		const row = end.parentElement;
		end.remove();
		const half = shown();
		end.textContent = text;
		row.append(end);
		return [whole, begun, half, shown()];
	}).join(", ")`
	const want = ".menu visible, .menu hidden, .menu hidden, .menu visible, " +
		".seek-row input visible, .seek-row input hidden, .seek-row input hidden, .seek-row input visible"
	if got := evaluate[string](p, states); got != want {
		t.Errorf("whole, the last begun, without it, whole again: %s", got)
	}
}
