package server_test

import (
	"testing"
	"testing/fstest"
)

func TestOffersAreCalledOffersAndStayAwayFromHelp(t *testing.T) {
	files := folder()
	files["site.yaml"] = &fstest.MapFile{Data: append(append([]byte{}, files["site.yaml"].Data...),
		"\ncalls_to_action:\n  - {id: course, title: {en: A course, de: Ein Kurs}, text: Ten evenings., url: https://example.org/course, label: {en: See the course}}\n"...)}
	files["danger.md"] = article("title: Danger\nsummary: Words.\ncategory: repair\nauthors: [ada]\ndate: 2026-09-01\nsensitive: [suicide]\nnot_for: [You.]", "Words.\n")
	h := open(t, files, nil)
	b := h.browser()
	offer := b.get("/articles/space").wants(200).page().Find("aside.offer")
	if offer.Length() != 1 || text(offer.Find(".callout-title")) != "An offer from this site" || text(offer.Find("h2")) != "A course" ||
		text(offer.Find(`a[href="https://example.org/course"]`)) != "See the course" {
		t.Errorf("offer: %q", offer.Text())
	}
	de := b.get("/de/articles/space").wants(200).page().Find("aside.offer")
	if text(de.Find("h2")) != "Ein Kurs" || text(de.Find(".callout-title")) != "Ein Angebot dieser Seite" {
		t.Errorf("in German: %q", de.Text())
	}
	if b.get("/articles/danger").wants(200).page().Find(".offer, .cta").Length() != 0 {
		t.Error("something is sold beside a help box")
	}
}
