package content

import (
	"maps"
	"slices"
)

// readIgnored reads which findings the editor has looked at and wants to keep as they are. Without a reason nothing is
// ignored: the reason is what the next editor needs.
func (d *draft) readIgnored() {
	d.ignored = map[string]place{}
	for _, sub := range d.maps("check_ignore") {
		code, why := sub.text("code"), oneLine(sub.text("why"))
		if code == "" {
			code = sub.text("")
		}
		at := d.where("check_ignore")
		if len(sub.order) > 0 {
			at = place{sub.order[0].line, sub.order[0].col}
		}
		switch {
		case code == "":
			d.add(at, LevelWarning, "ignored-without-code", "an entry of \"check_ignore\" names the code that is to be ignored")
		case why == "":
			d.add(at, LevelWarning, "ignored-without-reason", "%q is not ignored, because \"why\" does not say for which reason", code)
		default:
			d.ignored[code] = at
		}
		d.take(sub)
	}
}

// kept returns what was found without what is ignored. An error cannot be ignored: the article is left out because of it.
func (d *draft) kept() Findings {
	if len(d.ignored) == 0 {
		return d.findings
	}
	var kept Findings
	used := map[string]bool{}
	for _, f := range d.findings {
		if _, ignored := d.ignored[f.Code]; ignored && f.Level != LevelError {
			used[f.Code] = true
			continue
		}
		kept = append(kept, f)
	}
	for _, code := range slices.Sorted(maps.Keys(d.ignored)) {
		// Other findings come and go with the day or with other files.
		if at := d.ignored[code]; d.proofed && isCare(code) && !used[code] {
			kept = append(kept, Finding{
				Path: d.path, Line: at.line, Col: at.col, Level: LevelHint, Code: "ignored-nothing",
				Message: "there is no " + code + " to ignore any more, so this entry can go",
			})
		}
	}
	return kept
}
