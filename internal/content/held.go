package content

import (
	"slices"
	"strings"
)

// heldBack says whether a text is a draft. Every way in which an editor's program says so counts, also next to one that
// says the opposite: a draft must not be published by accident.
func (d *draft) heldBack(path string) bool {
	held := d.flag("draft")
	for _, x := range d.order {
		v := strings.ToLower(strings.TrimSpace(x.val.text))
		switch key := strings.ToLower(x.key); key {
		case "draft", "is_draft", "isdraft", "unpublished", "hidden", "private":
			held = held || v == "true" || v == "yes" || v == "on" || v == "1"
		case "published", "publish", "public":
			held = held || x.isSwitch() && (v == "false" || v == "no" || v == "off")
		case "status", "post_status":
			switch v {
			case "", "published", "publish", "public", "live", "final", "done", "scheduled", "future":
			case "draft", "pending", "private", "trash":
				held = true
			default:
				held = true
				d.add(place{x.line, x.col}, LevelWarning, "held-back", "%s: %q is no word for a published text, so this is a draft", x.key, v)
			}
		}
	}
	for _, folder := range strings.Split(path, "/") {
		if slices.Contains([]string{"_drafts", "drafts"}, strings.ToLower(folder)) && !held {
			held = true
			d.add(place{1, 1}, LevelHint, "held-back", "it is in the folder %q, so it is a draft", folder)
		}
	}
	return held
}

// isSwitch says whether "published" is Jekyll's switch and not a date.
func (x field) isSwitch() bool {
	switch strings.ToLower(strings.TrimSpace(x.val.text)) {
	case "true", "false", "yes", "no", "on", "off":
		return x.val.scalar()
	}
	return false
}
