package content

import (
	"mendwell/internal/markdown"
)

var (
	categoryKeys = keySet("title summary palette slug lang weight draft check_ignore")
	personKeys   = keySet("name slug also_known_as roles credentials job_title photo photo_alt links lang sample draft check_ignore")
	pageKeys     = keySet("title summary slug lang updated weight date check_ignore")
	debateKeys   = keySet("title summary slug lang category editor translation_of draft check_ignore")

	categoryAliases = aliasMap("title=name summary=description,excerpt lang=locale")
	personAliases   = aliasMap("name=title lang=locale roles=role photo=image photo_alt=image_alt job_title=job")
	pageAliases     = aliasMap("summary=description,excerpt lang=locale updated=lastmod,modified")
	debateAliases   = aliasMap("title=question summary=description,excerpt lang=locale editor=author,authors")
)

// entity is a category, a person, a page or a debate that is read and not yet linked.
type entity struct {
	*draft
	category *Category
	person   *Person
	page     *Page
	debate   *Debate
	weight   int
	text     string
	words    func(string) string
}

func (e *entity) lang() string {
	switch {
	case e.category != nil:
		return e.category.Lang
	case e.person != nil:
		return e.person.Lang
	case e.debate != nil:
		return e.debate.Lang
	}
	return e.page.Lang
}

func (e *entity) slugOf() string {
	switch {
	case e.category != nil:
		return e.category.Slug
	case e.person != nil:
		return e.person.Slug
	case e.debate != nil:
		return e.debate.Slug
	}
	return e.page.Slug
}

// readEntity reads a file of categories/, people/, pages/ or questions/.
func readEntity(on *desk, folder, filePath string, data []byte, opts Options, site Site) *entity {
	aliases := map[string]map[string]string{"categories": categoryAliases, "people": personAliases, "pages": pageAliases, "questions": debateAliases}[folder]
	keys := map[string]map[string]bool{"categories": categoryKeys, "people": personKeys, "pages": pageKeys, "questions": debateKeys}[folder]
	e := &entity{draft: &draft{file: open(on, filePath, data, aliases)}}
	if e.broken() {
		return e
	}
	name := nameOf(filePath, site)
	lang, slug := e.language(name, site), e.slug(name.slug)
	switch folder {
	case "categories":
		e.category = &Category{Slug: slug, Lang: lang, Title: oneLine(e.file.text("title")), Summary: oneLine(e.file.text("summary")), Palette: e.file.text("palette"), Draft: e.heldBack(filePath)}
	case "people":
		e.readPerson(slug, lang)
	case "pages":
		e.page = &Page{Slug: slug, Lang: lang, Title: oneLine(e.file.text("title")), Summary: oneLine(e.file.text("summary")), Updated: e.date("updated")}
	case "questions":
		e.readDebate(slug, lang)
	}
	e.weight = e.number("weight")
	e.unknown(withAliases(keys, aliases))
	e.readIgnored()
	e.readText(opts, lang)
	return e
}

func (e *entity) readPerson(slug, lang string) {
	p := &Person{
		Slug: slug, Lang: lang, Name: oneLine(e.file.text("name")), AlsoKnownAs: e.texts("also_known_as"), Roles: e.file.words("roles"),
		Credentials: oneLine(e.file.text("credentials")), JobTitle: oneLine(e.file.text("job_title")), Sample: e.flag("sample"),
		Links: e.linkList("links"), Draft: e.heldBack(e.path),
	}
	if photo := e.file.text("photo"); photo != "" {
		p.Photo = &Image{Alt: e.file.text("photo_alt")}
		if p.Photo.Alt == "" {
			p.Photo.Alt = p.Name
		}
		e.cover = &reference{dest: photo, at: e.where("photo"), alt: p.Photo.Alt}
	}
	e.person = p
}

// readText finds the structure of the body; a page has no tips and no questions of its own.
func (e *entity) readText(opts Options, lang string) {
	if opts.Word != nil {
		e.words = func(id string) string { return opts.Word(lang, id) }
	}
	e.text = e.source.text[e.source.body:]
	title := e.title()
	body, s := e.shapeBody(wanted{title: *title, untitled: *title == "", mode: "none", plain: true}, e.words)
	if s == nil {
		return
	}
	level := LevelWarning
	if e.held() {
		level = LevelHint
	}
	e.unfinished(body, level)
	if *title == "" {
		*title = s.title
	}
	if *title == "" {
		e.add(place{1, 1}, LevelError, "missing-title", "there is no title or name")
	}
	if e.person != nil {
		e.person.Summary = s.firstParagraph()
	}
	if e.page != nil {
		e.page.Contents = s.contents
	}
	if e.debate != nil {
		e.debate.Sections = s.sections()
	}
	e.ids = s.ids.all()
}

func (e *entity) title() *string {
	switch {
	case e.category != nil:
		return &e.category.Title
	case e.person != nil:
		return &e.person.Name
	case e.debate != nil:
		return &e.debate.Title
	}
	return &e.page.Title
}

// render fills in the markup once links and pictures are known.
func (e *entity) render(links map[string]string, images map[string]markdown.Picture) {
	body, err := markdown.ParseArticle([]byte(e.text), articleOptions(e.words, links, images))
	if err != nil {
		return // said when it was read
	}
	title := *e.title()
	s := shape(body, wanted{title: title, mode: "none", plain: true})
	var html markdown.HTML
	for _, p := range s.pieces {
		part, err := body.Render(p.blocks...)
		if err != nil {
			e.add(e.at(0), LevelError, "too-large", "%s", err)
			return
		}
		html += part
	}
	switch {
	case e.category != nil:
		e.category.Intro = html
	case e.person != nil:
		e.person.Bio = html
	case e.debate != nil:
		e.debate.HTML = html
	default:
		e.page.HTML = html
	}
}
