package markdown

import (
	"strings"
	"testing"
)

func TestPictureMarkup(t *testing.T) {
	plain := Picture{Src: "/media/1/a b.jpg", Width: 30, Height: 20}
	ready := Picture{
		Src: "/p/480.jpeg", Width: 900, Height: 600, Modern: "/p/240.webp 240w, /p/480.webp 480w", Plain: "/p/240.jpeg 240w, /p/480.jpeg 480w",
		Hint: Hint{Columns: 2, Colours: []string{"#112233", "#445566", "#778899", "#aabbcc"}},
	}
	for name, test := range map[string]struct {
		picture Picture
		shown   Shown
		want    string
	}{
		"original": {plain, Shown{Alt: `A "bowl"`, Sizes: "10rem", Framed: true},
			`<img src="/media/1/a%20b.jpg" width="30" height="20" alt="A &quot;bowl&quot;" loading="lazy" decoding="async">`},
		"versions": {ready, Shown{Alt: "A bowl", Class: "cover", Sizes: "10rem"},
			`<picture><source type="image/webp" srcset="/p/240.webp 240w, /p/480.webp 480w" sizes="10rem">` +
				`<img class="cover" src="/p/480.jpeg" srcset="/p/240.jpeg 240w, /p/480.jpeg 480w" sizes="10rem" width="900" height="600" alt="A bowl" loading="lazy" decoding="async"></picture>`},
		"unknown size": {Picture{Src: "/x.png"}, Shown{When: First}, `<img src="/x.png" alt="" fetchpriority="high" decoding="async">`},
		"a script":     {Picture{Src: "javascript:alert(1)"}, Shown{}, `<img src="" alt="" loading="lazy" decoding="async">`},
	} {
		if got := string(test.picture.HTML(test.shown)); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, test.want)
		}
	}
	framed := string(ready.HTML(Shown{Alt: "A bowl", Framed: true}))
	for _, want := range []string{
		`<span class="frame"><svg viewBox="0 0 2 2" preserveAspectRatio="none" aria-hidden="true">`, `<path fill="#aabbcc" d="M1 1h1v1h-1z"/></svg><picture>`, `</picture></span>`,
	} {
		if !strings.Contains(framed, want) {
			t.Errorf("no %s in\n%s", want, framed)
		}
	}
	if strings.Contains(framed, "style=") || strings.Contains(framed, "data:") {
		t.Error("the content security policy allows neither styles nor data addresses")
	}
}
