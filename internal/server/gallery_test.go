package server_test

import (
	"testing"

	"mendwell/internal/server"
)

func TestGalleryIsForThoseWhoWorkOnTheSite(t *testing.T) {
	open(t, folder(), nil).browser().get("/dev/gallery").wants(404)
	dev := open(t, folder(), func(c *server.Config) { c.Dev = true })
	for _, path := range []string{"/dev/gallery", "/de/dev/gallery"} {
		doc := dev.browser().get(path).wants(200).page()
		if doc.Find("#example-of-notice-with-undo").Length() != 1 || doc.Find("input[aria-invalid]").Length() != 1 {
			t.Errorf("%s lacks examples", path)
		}
	}
}
