package browsertest

import "testing"

// TestMenuOfASmallPhoneFits: the menu of somebody who is logged in shows all it has without scrolling, with targets for thumbs.
func TestMenuOfASmallPhoneFits(t *testing.T) {
	t.Parallel()
	s := serve(t, "127.0.0.1:0", t.TempDir())
	p := newTab(t, newBrowser(t), s, true)
	c := newClient(t, s)
	c.register("River", "river@example.org")
	p.logIn(c)
	p.size(360, 640)
	for _, path := range []string{"/", "/de/"} {
		p.open(path)
		if hidden := evaluate[float64](p, `(() => {
			document.querySelector(".menu").open = true;
			const m = document.querySelector(".sheet-menu");
			return Math.max(m.scrollHeight - m.clientHeight, m.getBoundingClientRect().bottom - innerHeight);
		})()`); hidden > 0 {
			t.Errorf("%s: %.0f px of the menu are out of sight", path, hidden)
		}
		if least := evaluate[float64](p, `Math.min(...[...document.querySelectorAll(".sheet-menu :is(a, button)")].map(x => x.getBoundingClientRect().height))`); least < 34 {
			t.Errorf("%s: a target of %.0f px", path, least)
		}
	}
}
