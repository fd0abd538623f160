package content

// held says whether readers do not see it yet.
func (e *entity) held() bool {
	return e.category != nil && e.category.Draft || e.person != nil && e.person.Draft || e.debate != nil && e.debate.Draft
}

// waits says whether a category or a person is a draft that has no place here. The Library holds questions back itself.
func (k *linker) waits(e *entity) bool { return e.held() && e.debate == nil && !k.opts.Drafts }

// mention is the use of a category or a person by a file.
type mention struct {
	folder, slug string
	found, held  bool // there is one here; it is a draft
	byDraft      bool // the file that names it is one itself, and may
}

// checkNamed reports what readers miss: what is named is not there, or is a draft.
func (k *linker) checkNamed(d *draft, at place, n mention) {
	code, loses := "unknown-category", "readers see this without its category"
	if n.folder == "people" {
		code, loses = "unknown-person", "readers do not see this name"
	}
	switch {
	case n.held || !n.found && k.waiting[n.folder+"/"+makeID(n.slug)]:
		if !n.byDraft {
			d.add(at, LevelWarning, code, "%s/%s.md is a draft, so %s", n.folder, makeID(n.slug), loses)
			d.findings[len(d.findings)-1].Suggestion = "Take \"draft\" out of that file when it is ready, or name another."
		}
	case !n.found:
		d.add(at, LevelWarning, code, "there is no %s/%s.md", n.folder, n.slug)
	}
}

// heldLink reports a link from what is published to a category or a person that is a draft.
func (k *linker) heldLink(d *draft, held bool, slug string, r reference) {
	if held && !d.articleOrNone().Draft {
		d.add(r.at, LevelHint, "unpublished-link", "%q is not published at the moment", slug)
	}
}
