package content

import "slices"

// linkPeople ties an article to those who made it, and its review to the reviewer.
func (k *linker) linkPeople(d *draft) {
	a := d.article
	for _, slug := range d.refs.authors {
		if p := k.person(d, slug, "authors"); p != nil && !slices.Contains(a.Authors, p) {
			a.Authors = append(a.Authors, p)
		}
	}
	for _, c := range d.refs.credits {
		p := k.person(d, c.slug, c.key)
		if p == nil {
			continue
		}
		if c.role == RoleReviewer && p.Credentials == "" {
			d.noCredentials(c.key, p)
			c.role = RoleEditor
		}
		a.credit(c.role, p)
	}
	if a.Review != nil {
		k.linkReview(d)
	}
}

// person finds a person by slug or by name, such as "Mara Lind"; nil and a finding where nobody is meant.
func (k *linker) person(d *draft, name, key string) *Person {
	d.ask(byPerson, name)
	d.ask(byPerson, makeID(name))
	p, ok := pick(k.people, name, d.article.Lang, k.site.DefaultLanguage)
	if !ok {
		p, ok = pick(k.people, makeID(name), d.article.Lang, k.site.DefaultLanguage)
	}
	k.checkNamed(d, d.where(key), mention{"people", name, ok, ok && p.Draft, d.article.Draft})
	return p
}

// linkReview holds a review against who made it. What is no review is not shown as one.
func (k *linker) linkReview(d *draft) {
	a := d.article
	if d.refs.reviewer == "" {
		d.add(d.where("review"), LevelWarning, "unknown-person", "the review does not say by whom")
		return
	}
	by := k.person(d, d.refs.reviewer, "review")
	if by == nil {
		return
	}
	a.Review.By = by
	switch {
	case by.Credentials == "":
		d.noCredentials("review", by)
		a.credit(RoleEditor, by)
		return
	case slices.Contains(a.Authors, by):
		d.add(d.where("review"), LevelWarning, "reviewer-wrote-it", "%s wrote this, and nobody can review their own text", by.Name)
		a.Review = nil
		return
	case a.Review.Seal == "":
		d.add(d.where("review"), LevelWarning, "review-unsealed", "the review has no seal, so the page only says who read it")
	}
	a.credit(RoleReviewer, by)
}

func (d *draft) noCredentials(key string, p *Person) {
	d.add(d.where(key), LevelWarning, "reviewer-credentials", "%s has no credentials, so the page says \"edited by\"", p.Name)
}

// credit adds what a person did, once. Editors come first, the others as they are written.
func (a *Article) credit(role Role, p *Person) {
	c := Credit{role, p}
	if slices.Contains(a.Credits, c) {
		return
	}
	at := len(a.Credits)
	if role == RoleEditor {
		at = slices.IndexFunc(a.Credits, func(c Credit) bool { return c.Role != RoleEditor })
		if at < 0 {
			at = len(a.Credits)
		}
	}
	a.Credits = slices.Insert(a.Credits, at, c)
}
