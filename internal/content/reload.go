package content

import "slices"

// remember takes over what was read before, where it would be read in the same way again.
func (l *loader) remember(previous *Library) {
	l.siteSum = l.frame
	if previous != nil && previous.opts.Reusable && previous.siteSum == l.siteSum && previous.opts.Proofread == l.opts.Proofread {
		l.previous = previous
	}
}

// before is what was known of the files before.
func (l *loader) before() []*known {
	if l.previous == nil {
		return nil
	}
	return l.previous.read
}

// choose decides what is linked anew: what was read anew, what asked for a name whose bearer is another now, and what the
// hour has changed. Of everything else the result is taken over. What is linked is a copy, so that the next library can
// begin again with what was read.
func (k *linker) choose() {
	touched := k.touched()
	stale := make([]bool, len(k.jobs))
	pick := func(articles bool) {
		parallel(len(k.jobs), func(i int) {
			j := k.jobs[i]
			if j.now == nil || articles != (j.now.draft != nil) {
				return
			}
			if was := j.now.linked; j.same && j.in && was != nil && !touched.any(was.asked) && !k.turned(was.draft) && was.debate() == nil {
				j.draft, j.entity = was.draft, was.entity
				return
			}
			stale[i] = true
			j.begin(k.opts.Reusable)
		})
	}
	pick(false)
	for i, j := range k.jobs { // articles point to people and categories
		if stale[i] {
			touched.add(j.now.names())
		}
	}
	pick(true)
	for i, j := range k.jobs {
		if j.anew = stale[i]; j.anew && j.entity == nil && j.now.usable() {
			j.draft.asked = append(j.draft.asked, j.draft.article.names()...)
		}
	}
}

// names is a set of names that tells quickly that it holds none of many.
type names struct {
	all  map[name]bool
	some [1 << 6]uint64 // one bit for the names that end in the same 12 bits
}

func (n *names) add(list []name) {
	for _, x := range list {
		if n.all == nil {
			n.all = map[name]bool{}
		}
		n.all[x] = true
		n.some[x>>6&(1<<6-1)] |= 1 << (x & 63)
	}
}

func (n *names) any(list []name) bool {
	if len(n.all) == 0 {
		return false
	}
	for _, x := range list {
		if n.some[x>>6&(1<<6-1)]&(1<<(x&63)) != 0 && n.all[x] {
			return true
		}
	}
	return false
}

// touched are the names that mean something else than before.
func (k *linker) touched() *names {
	touched := &names{}
	if k.previous == nil {
		return touched
	}
	for _, gone := range k.gone {
		touched.add(gone.names())
	}
	for _, j := range k.jobs {
		switch {
		case j.now == nil || !j.same:
			for _, x := range []*known{j.known, j.now} {
				if x != nil {
					touched.add(x.names())
				}
			}
		case j.in != (j.now.linked != nil) || j.in && k.turned(j.now.linked.draft):
			touched.add(j.now.names())
		}
	}
	for file, m := range k.media {
		if was := k.previous.media[file]; was != m {
			touched.add([]name{named(byPicture, file), named(byServed, m.served)})
			if was != nil {
				touched.add([]name{named(byServed, was.served)})
			}
		}
	}
	return touched
}

// turned says whether an article has appeared or gone since it was linked, only because time has passed.
func (k *linker) turned(d *draft) bool {
	if d == nil || d.article == nil {
		return false
	}
	was := k.previous.catalogue.opts.Now
	return visible(d.article, was, k.opts.Drafts) != visible(d.article, k.opts.Now, k.opts.Drafts)
}

func (b *bound) debate() *Debate {
	if b.entity == nil {
		return nil
	}
	return b.entity.debate
}

// inOrder returns all articles, newest first. What was in order before stays so.
func (k *linker) inOrder() []*Article {
	var fresh []*Article
	dropped := map[*Article]bool{}
	drop := func(was *known) {
		if was != nil && was.linked != nil && was.linked.draft != nil {
			dropped[was.linked.draft.article] = true
		}
	}
	for _, was := range k.gone {
		drop(was)
	}
	for _, j := range k.jobs {
		if j.anew || !j.in {
			drop(j.known)
		}
		if j.in && j.anew && j.entity == nil {
			fresh = append(fresh, j.draft.article)
		}
	}
	if k.previous == nil {
		return reordered(nil, dropped, fresh)
	}
	return reordered(k.previous.order, dropped, fresh)
}

// reordered puts articles that are new among those in order that are not dropped.
func reordered(before []*Article, dropped map[*Article]bool, fresh []*Article) []*Article {
	slices.SortFunc(fresh, newestFirst)
	all := make([]*Article, 0, len(before)+len(fresh))
	keep := func(some []*Article) {
		for _, a := range some {
			if !dropped[a] {
				all = append(all, a)
			}
		}
	}
	for _, a := range fresh {
		at, _ := slices.BinarySearchFunc(before, a, newestFirst)
		keep(before[:at])
		all, before = append(all, a), before[at:]
	}
	keep(before)
	return all
}

// begin takes what was read to be linked: a copy, if the next library is to begin with it too.
func (j *job) begin(copied bool) {
	j.draft, j.entity = j.now.draft, j.now.entity
	switch {
	case !copied:
	case j.entity != nil:
		j.entity = j.entity.unlinked()
	default:
		j.draft = j.draft.unlinked()
	}
}

// known returns what the next library may begin with, sorted by path.
func (k *linker) known() []*known {
	if !k.opts.Reusable {
		return nil
	}
	list := make([]*known, 0, len(k.jobs))
	for _, j := range k.jobs {
		if j.now == nil {
			continue
		}
		n := j.now
		if j.anew {
			c := *n // the library before has the other
			c.linked = j.bound()
			n = &c
		}
		list = append(list, n)
	}
	return list
}

// bound is what linking made of a file; nil if it was left out.
func (j *job) bound() *bound {
	switch {
	case !j.in:
		return nil
	case j.entity != nil:
		return &bound{entity: j.entity, asked: asking(j.entity.asked)}
	}
	return &bound{draft: j.draft, asked: asking(j.draft.asked)}
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

// unlinked is the same for an entity.
func (e *entity) unlinked() *entity {
	c := *e
	c.draft = e.draft.unlinked()
	c.category, c.page, c.debate = copied(e.category), copied(e.page), copied(e.debate)
	if c.person = copied(e.person); c.person != nil {
		c.person.Photo = copied(c.person.Photo)
	}
	return &c
}

func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	c := *p
	return &c
}
