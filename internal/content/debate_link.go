package content

import (
	"slices"
	"strings"
)

// claim is one entry of "answers" in an article's front matter, as written.
type claim struct {
	question, part, whom, why string
	stance                    Stance
	at, questionAt, partAt    place
}

// stanceOf reads a stance. YAML and TOML writers may make a switch of yes and no.
func stanceOf(s string) (Stance, bool) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "yes", "true", "ja":
		return StanceYes, true
	case "no", "false", "nein":
		return StanceNo, true
	case "depends", "it depends", "it-depends", "kommt darauf an":
		return StanceDepends, true
	}
	return "", false
}

func (d *draft) readAnswers() {
	for _, sub := range d.maps("answers") {
		if text := sub.text(""); text != "" || len(sub.order) == 0 {
			d.add(sub.where(""), LevelWarning, "wrong-type", "an entry of \"answers\" needs a question and a stance")
			continue
		}
		c := claim{
			question: strings.Trim(sub.text("question"), "/"), part: strings.TrimPrefix(sub.text("tip"), "#"), whom: oneLine(sub.text("for")),
			why: oneLine(sub.text("why")), at: place{sub.order[0].line, sub.order[0].col}, questionAt: sub.where("question"), partAt: sub.where("tip"),
		}
		sub.unknown(claimKeys)
		d.take(sub)
		if c.question == "" {
			d.add(c.at, LevelWarning, "unknown-question", "an entry of \"answers\" does not say which question it answers")
			continue
		}
		var ok bool
		if c.stance, ok = stanceOf(sub.text("stance")); !ok {
			at := c.at
			if x, written := sub.fields["stance"]; written {
				at = place{x.val.line, x.val.col}
			}
			d.add(at, LevelWarning, "unknown-stance", "the stance is yes, no or depends, not %q, so this answer is not shown", sub.text("stance"))
			continue
		}
		d.answers = append(d.answers, c)
	}
}

var claimKeys = keySet("question stance tip for why")

func (e *entity) readDebate(slug, lang string) {
	e.debate = &Debate{
		Slug: slug, Lang: lang, Path: e.path, Title: oneLine(e.file.text("title")), Summary: oneLine(e.file.text("summary")), Draft: e.heldBack(e.path),
	}
	if list := e.texts("category"); len(list) > 0 {
		e.refs.category = list[0]
	}
	if list := e.file.words("editor"); len(list) > 0 {
		e.refs.authors = list[:1]
	}
	e.refs.translation = e.file.text("translation_of")
}

// linkDebates ties debates to each other and to the articles that answer them, and reports what does not fit.
func (k *linker) linkDebates() {
	files := map[*Debate]*entity{}
	for _, e := range k.entities {
		if e.debate != nil {
			files[e.debate] = e
			k.linkDebate(e)
		}
	}
	for _, e := range k.entities {
		if e.debate != nil {
			e.debate.group = k.group(e.debate, files)
		}
	}
	met := map[string]map[Stance]bool{}
	for _, d := range k.drafts {
		k.linkAnswers(d, met)
	}
	for _, e := range k.entities {
		if e.debate == nil || e.debate.Draft {
			continue
		}
		switch stances := met[e.debate.group]; len(stances) {
		case 0:
			k.on(e.draft).add(place{1, 1}, LevelHint, "unanswered-question", "no published article answers this; say so in one with \"answers\"")
		case 1:
			k.on(e.draft).add(place{1, 1}, LevelHint, "one-sided-question", "all articles that answer this take the same side, so readers see no disagreement")
		}
	}
}

func (k *linker) linkDebate(e *entity) {
	d := e.debate
	if d.Summary == "" {
		e.add(place{1, 1}, LevelHint, "missing-summary", "one or two sentences in \"summary\" help readers choose")
	}
	if slug := e.refs.category; slug != "" {
		var ok bool
		d.Category, ok = pick(k.categories, makeID(slug), d.Lang, k.site.DefaultLanguage)
		k.checkNamed(e.draft, e.where("category"), mention{"categories", makeID(slug), ok, ok && d.Category.Draft, d.Draft})
	}
	for _, slug := range e.refs.authors {
		var ok bool
		d.Editor, ok = pick(k.people, makeID(slug), d.Lang, k.site.DefaultLanguage)
		k.checkNamed(e.draft, e.where("editor"), mention{"people", slug, ok, ok && d.Editor.Draft, d.Draft})
	}
	if t := e.refs.translation; t != "" && k.original(d, t) == nil {
		e.add(e.where("translation_of"), LevelWarning, "unknown-translation", "there is no question %q in another language", t)
	}
}

// original finds the debate that another one translates: it has another language.
func (k *linker) original(d *Debate, slug string) *Debate {
	for _, lang := range append([]string{k.site.DefaultLanguage}, k.site.Languages...) {
		if o := k.debates[slug][lang]; o != nil && lang != d.Lang {
			return o
		}
	}
	return nil
}

// group returns the slug that a debate shares with its translations: that of the one which translates none.
func (k *linker) group(d *Debate, files map[*Debate]*entity) string {
	for range len(files) { // a ring of translations ends, too
		o := k.original(d, files[d].refs.translation)
		if o == nil {
			break
		}
		d = o
	}
	return d.Slug
}

func (k *linker) linkAnswers(d *draft, met map[string]map[Stance]bool) {
	if len(d.answers) == 0 {
		return
	}
	type spot struct{ group, part string }
	seen := map[spot]bool{}
	a := d.article
	for _, c := range d.answers {
		debate, ok := pick(k.debates, c.question, home(k.site, a.Lang), k.site.DefaultLanguage)
		if !ok {
			k.on(d).add(c.questionAt, LevelWarning, "unknown-question", "there is no questions/%s.md", c.question)
			continue
		}
		b := bond{group: debate.group, stance: c.stance, part: c.part, whom: c.whom, why: c.why}
		if b.title, ok = a.partTitle(c.part); !ok {
			k.on(d).add(c.partAt, LevelWarning, "unknown-tip", "there is no tip %q here, so the question leads to the whole article", c.part)
			b.part = ""
		}
		if at := (spot{b.group, b.part}); seen[at] {
			k.on(d).add(c.at, LevelWarning, "answered-twice", "the question %q is answered from here already", c.question)
			continue
		} else {
			seen[at] = true
		}
		n := k.byKey[a.Key()]
		k.bonds[n] = append(k.bonds[n], b)
		if visible(a, k.opts.Now, k.opts.Drafts) {
			if met[b.group] == nil {
				met[b.group] = map[Stance]bool{}
			}
			met[b.group][b.stance] = true
		}
	}
}

// partTitle returns what a tip, a FAQ question or a section of the contents list is called; "" is the whole article.
func (a *Article) partTitle(id string) (string, bool) {
	if id == "" {
		return "", true
	}
	for _, h := range a.Contents { // tips too
		if h.ID == id {
			return h.Title, true
		}
	}
	i := slices.IndexFunc(a.Questions, func(q *Question) bool { return q.ID == id })
	if i < 0 {
		return "", false
	}
	return a.Questions[i].Title, true
}
