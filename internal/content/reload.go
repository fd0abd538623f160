package content

import (
	"crypto/sha256"
	"slices"
)

// known is an article as it was read, before it was linked with others.
type known struct {
	sum   [sha256.Size]byte
	draft *draft
}

// remember takes over what was read before, where it would be read in the same way again.
func (l *loader) remember(previous *Library) {
	l.siteSum = string(l.sum)
	if !l.opts.Reusable {
		return
	}
	l.read = map[string]known{}
	if previous != nil && previous.siteSum == l.siteSum && previous.opts.Proofread == l.opts.Proofread {
		l.known = previous.read
	}
}

// keep puts an article aside for the next library, and links a copy instead.
func (l *loader) keep(j *job) {
	if l.read == nil || j.draft == nil {
		return
	}
	l.read[j.path] = known{j.sum, j.draft}
	j.draft = j.draft.unlinked()
}

// unlinked is a copy of a draft that can be linked while the draft itself stays as it was read. All that linking changes
// is copied: findings, lists that get markup or lose entries, pictures, the review, and the rendered body.
func (d *draft) unlinked() *draft {
	c, f := *d, *d.file
	f.findings = slices.Clone(f.findings)
	c.file = &f
	if d.article == nil {
		return &c
	}
	a := *d.article
	a.For, a.NotFor = slices.Clone(a.For), slices.Clone(a.NotFor)
	a.Takeaways, a.Corrections = slices.Clone(a.Takeaways), slices.Clone(a.Corrections)
	a.Aliases, a.OldPaths = slices.Clone(a.Aliases), slices.Clone(a.OldPaths)
	a.Authors, a.Credits = slices.Clone(a.Authors), slices.Clone(a.Credits)
	if a.Review != nil {
		review := *a.Review
		a.Review = &review
	}
	if a.Image != nil {
		image := *a.Image
		a.Image = &image
	}
	if a.memo != nil {
		a.memo = &memo{}
	}
	c.article = &a
	return &c
}
