package content

import (
	"fmt"
	"strings"
	"testing"

	"mendwell/internal/picture"
)

func TestPagesTakeUpVersions(t *testing.T) {
	t.Parallel()
	fsys := folder("a.md", fmt.Sprintf(article, "A", "2026-08-01", "image: photo.jpg\nimage_alt: A bench", "![A bench](photo.jpg)\n\nIn ![a bench](photo.jpg) text.\n"),
		"people/ada.md", "---\nname: Ada\nphoto: ../photo.jpg\n---\nAda writes.\n")
	fsys["photo.jpg"] = painted(t, 1, 1)
	fsys["photo.jpg"].Data = snapshot(t, 1800, 1400)
	before, _ := Load(fsys, Options{Now: noon()})
	originals := before.Originals()
	if len(originals) != 1 || originals[0].Name != "photo.jpg" {
		t.Fatalf("originals: %+v", originals)
	}
	data, err := originals[0].Read()
	if err != nil {
		t.Fatal(err)
	}
	set, _, err := picture.Make(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	versions := func(key string) (*picture.Set, bool) { return set, key == originals[0].Key }
	base := "/pictures/" + originals[0].Key + "/"
	after, _ := Load(fsys, Options{Now: noon(), Versions: versions})
	if before.Fingerprint() == after.Fingerprint() {
		t.Error("a reload would find nothing new")
	}
	again, _ := Load(fsys, Options{Now: noon(), Versions: versions})
	reused, _ := Load(fsys, Options{Now: noon(), Reusable: true})
	reused, _ = Reload(reused, fsys, Options{Now: noon(), Versions: versions, Reusable: true})
	if a, _ := reused.Article("en", "a"); a.Image.Modern == "" || !strings.Contains(string(document(t, a).Parts[0].HTML), base+"480.webp") {
		t.Error("an article that was not read anew shows no versions")
	}
	if again.Fingerprint() != after.Fingerprint() {
		t.Error("every reload would find something new")
	}
	a, _ := after.Article("en", "a")
	if a.Image.Preview != (Preview{base + "1200.jpeg", 1200, 1543}) || a.Image.Src != base+"1200.jpeg" || a.Image.Width != 1400 {
		t.Errorf("the article's picture is %+v", a.Image)
	}
	html := string(document(t, a).Parts[0].HTML)
	for _, want := range []string{base + "480.webp 480w", base + "1400.jpeg 1400w", `<span class="frame"><svg`, `width="1400" height="1800"`} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in\n%s", want, html)
		}
	}
	if got := strings.Count(html, "<svg"); got != 1 {
		t.Errorf("%d hints: a picture in a line of text has none", got)
	}
	if strings.Contains(html, "/media/") {
		t.Error("the original is still asked for")
	}
	if ada, _ := after.Person("en", "ada"); ada == nil || !strings.Contains(ada.Photo.Modern, "240.webp") {
		t.Error("a portrait has no versions")
	}
}

func TestMovingPicturesHaveNoVersions(t *testing.T) {
	t.Parallel()
	const moving = "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff" +
		"\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00" + "\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00" + "\x3b"
	fsys := folder("a.md", fmt.Sprintf(article, "A", "2026-08-01", "", "![Waves](waves.gif)\n"), "waves.gif", moving)
	lib, findings := Load(fsys, Options{Now: noon()})
	if len(lib.Originals()) != 0 {
		t.Errorf("versions are wanted of %v", lib.Originals())
	}
	a, _ := lib.Article("en", "a")
	if html := string(document(t, a).Parts[0].HTML); !strings.Contains(html, `waves.gif" width="1" height="1"`) {
		t.Errorf("not shown (%v):\n%s", findings, html)
	}
}
