package server_test

import (
	"testing"

	"mendwell/internal/account"
)

// What the site says about an account follows from something that was done on the site. A link from elsewhere cannot
// make it say so.
func TestNoticesAboutAccountsComeFromHere(t *testing.T) {
	h := open(t, folder(), nil)
	in, out := h.user("ada", account.RoleReader, ""), h.browser()
	notice := func(b *browser, path, site string) string {
		return text(b.get(path, "Sec-Fetch-Site", site).wants(200).page().Find("[role=status]"))
	}
	for _, code := range []string{"left", "password", "device", "devices", "login", "logout", "registered", "welcome", "renamed"} {
		for _, b := range []*browser{in, out} {
			for site, said := range map[string]bool{"same-origin": true, "": true, "cross-site": false, "same-site": false, "none": false} {
				if got := notice(b, "/?done="+code, site); (got != "") != said {
					t.Errorf("done=%s from %q says %q", code, site, got)
				}
			}
		}
	}
	if notice(in, "/articles/space?done=saved", "none") == "" {
		t.Error("nothing is said about a bookmark")
	}
}
