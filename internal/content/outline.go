package content

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Outline is a file that somebody wants to begin: what it is about and what is known already.
type Outline struct {
	Kind     string // "tips", "faq", "guide", "person" or "category"
	Title    string // of a person: the name
	Lang     string // "": the default language
	Category string // slug; articles only
	Author   string // slug; articles only
	Tips     int    // how many; 0: as many as the title promises, or five
	Folder   string // below the content folder, for an article; "": the one named like the category, or the top
	Day      time.Time
	Palettes []string // what a category may choose from
}

// outlineKinds are the kinds of file that Begin knows.
var outlineKinds = []string{"tips", "guide", "faq", "person", "category"}

// MinTips and MaxTips are how many tips an outline may have: fewer would make no article of tips.
const (
	MinTips = rowLength
	MaxTips = 50

	usualTips      = 5
	usualQuestions = 3
	usualSections  = 3
)

// TakenError says that something already has the address which an outline would get.
type TakenError struct{ Path, Address string }

func (e *TakenError) Error() string {
	return fmt.Sprintf("%s already has the address %s", e.Path, e.Address)
}

// Begin returns the path and text of a new file, with the prompts that "unfinished" finds. An article is a draft; people
// and categories cannot be held back and so have no prompts in what readers see. Nothing is written.
func (l *Library) Begin(o Outline) (file string, data []byte, err error) {
	if !slices.Contains(outlineKinds, o.Kind) {
		return "", nil, fmt.Errorf("there is no kind %q; choose one of %s", o.Kind, strings.Join(outlineKinds, ", "))
	}
	if o.Title = oneLine(strings.Map(uncontrolled, strings.ToValidUTF8(o.Title, ""))); o.Title == "" {
		return "", nil, fmt.Errorf("the title is empty")
	}
	slug := makeID(o.Title)
	if slug == "" {
		return "", nil, fmt.Errorf("the title %q has no letter or digit from which an address could be made", o.Title)
	}
	if o.Lang, err = l.outlineLanguage(o.Lang); err != nil {
		return "", nil, err
	}
	folder, err := l.outlineFolder(o)
	if err != nil {
		return "", nil, err
	}
	name := slug
	if o.Lang != l.site.DefaultLanguage {
		name += "." + o.Lang
	}
	file = path.Join(folder, name+".md")
	if err := l.checkFree(o, slug, file); err != nil {
		return "", nil, err
	}
	w := &outlineWriter{lib: l, Outline: o}
	switch o.Kind {
	case "person":
		w.person()
	case "category":
		w.category()
	default:
		w.article()
	}
	return file, []byte(w.b.String()), nil
}

// uncontrolled makes blanks of control characters.
func uncontrolled(r rune) rune {
	if unicode.IsControl(r) {
		return ' '
	}
	return r
}

func (l *Library) outlineLanguage(lang string) (string, error) {
	if lang == "" {
		return l.site.DefaultLanguage, nil
	}
	tag := siteLanguage(normalTag(lang), l.site)
	if !slices.Contains(l.site.Languages, tag) {
		return "", fmt.Errorf("the site does not speak %q; site.yaml names %s", lang, strings.Join(l.site.Languages, ", "))
	}
	return tag, nil
}

// ownFolders are folders of the content folder whose files are no articles.
var ownFolders = []string{"categories", "people", "pages", "help", "questions"}

func (l *Library) outlineFolder(o Outline) (string, error) {
	switch {
	case o.Kind == "person":
		return "people", nil
	case o.Kind == "category":
		return "categories", nil
	case o.Folder == "" && slices.Contains(ownFolders, o.Category):
		return "", nil
	case o.Folder == "":
		return o.Category, nil
	}
	folder := path.Clean(strings.ReplaceAll(o.Folder, "\\", "/"))
	parts := strings.Split(folder, "/")
	if path.IsAbs(folder) || slices.Contains(parts, "..") || strings.Contains(folder, ":") {
		return "", fmt.Errorf("the folder %q is outside the content folder; name one inside it, such as talking", o.Folder)
	}
	if slices.Contains(ownFolders, parts[0]) {
		return "", fmt.Errorf("files in %s/ are no articles; choose another folder", parts[0])
	}
	if folder != "." && slices.ContainsFunc(parts, func(p string) bool { return strings.HasPrefix(p, ".") }) {
		return "", fmt.Errorf("the folder %q is hidden, so nobody would see the article", o.Folder)
	}
	return folder, nil
}

// checkFree refuses an address that is in use, and a name under which the file would not be found again.
func (l *Library) checkFree(o Outline, slug, file string) error {
	if read := nameOf(file, l.site); read.slug != slug || slug == "readme" || slug == "index" {
		return fmt.Errorf("a file %s would not be read as %q: that name means something else; choose another title", path.Base(file), slug)
	}
	switch o.Kind {
	case "person":
		return entityFree(l.people, "people", slug, o.Lang, file, func(p *Person) string { return p.Lang })
	case "category":
		return entityFree(l.categories, "categories", slug, o.Lang, file, func(c *Category) string { return c.Lang })
	}
	for _, a := range l.articles {
		if a.Lang == o.Lang && (a.Slug == slug || slices.Contains(a.Aliases, slug)) {
			return &TakenError{Path: a.Path, Address: "/articles/" + slug}
		}
	}
	if err := slugKnown("category", o.Category, slices.Collect(maps.Keys(l.categories))); err != nil {
		return err
	}
	return slugKnown("author", o.Author, slices.Collect(maps.Keys(l.people)))
}

func entityFree[T any](all map[string]map[string]*T, folder, slug, lang, file string, langOf func(*T) string) error {
	if v := all[slug][lang]; v != nil && langOf(v) == lang {
		return &TakenError{Path: file, Address: "/" + folder + "/" + slug}
	}
	return nil
}

func slugKnown(what, slug string, all []string) error {
	if slug == "" || slices.Contains(all, slug) {
		return nil
	}
	if slices.Sort(all); len(all) == 0 {
		return fmt.Errorf("there is no %s %q, and no other yet; \"mendwell new\" makes one", what, slug)
	}
	return fmt.Errorf("there is no %s %q; there are %s", what, slug, strings.Join(all, ", "))
}

// outlineWriter writes one file. Its sentences come from the catalogues, in the language of the file.
type outlineWriter struct {
	Outline
	lib *Library
	b   strings.Builder
}

func (w *outlineWriter) word(id string) string {
	if w.lib.opts.Word == nil {
		return id
	}
	return w.lib.opts.Word(w.Lang, "outline."+id)
}

func (w *outlineWriter) line(format string, args ...any) { fmt.Fprintf(&w.b, format+"\n", args...) }

// note is guidance: a comment of the front matter, which no page shows.
func (w *outlineWriter) note(text string) { w.line("# %s", text) }

func (w *outlineWriter) prompt(id string) string { return oneLinePrompt(w.word(id)) }

func (w *outlineWriter) article() {
	w.line("---\ntitle: %s", yamlText(w.Title))
	w.note(w.word("note.summary"))
	w.line("summary:")
	if w.Category == "" {
		w.note(w.word("note.choose") + " " + w.slugs(maps.Keys(w.lib.categories)))
	}
	w.line("category: %s", w.Category)
	if w.Author == "" {
		w.note(w.word("note.choose") + " " + w.slugs(maps.Keys(w.lib.people)))
	}
	w.line("authors: [%s]", w.Author)
	w.line("tags: []")
	w.line("date: %s", w.Day.Format(time.DateOnly))
	w.line("kind: %s", w.Kind)
	w.note(w.word("note.draft"))
	w.line("draft: true")
	w.note(w.word("note.takeaways"))
	w.line("takeaways: []")
	w.note(w.word("note.for"))
	w.line("for:\nnot_for:")
	w.note(w.word("note.sensitive"))
	w.line("sensitive: []")
	w.note(w.word("note.sources"))
	w.line("sources: []\n---\n")
	w.line("%s\n", w.prompt("opening"))
	switch w.Kind {
	case "tips":
		w.tips()
	case "faq":
		w.questions()
	default:
		w.sections()
	}
}

func (w *outlineWriter) tips() {
	promised, _ := promisedCount(w.Title)
	if promised < MinTips || promised > MaxTips {
		promised = usualTips
	}
	n := cmp.Or(w.Tips, promised)
	for i := range n {
		w.line("## %d. %s\n\n%s\n", i+1, w.prompt("tip.title"), w.prompt("tip.text"))
	}
	w.line("## %s\n\n%s", w.word("closing.title"), w.prompt("closing"))
}

func (w *outlineWriter) questions() {
	n := usualQuestions
	if promised, questions := promisedCount(w.Title); questions && promised <= MaxTips {
		n = promised
	}
	w.line("## %s", w.word("faq"))
	for range n {
		w.line("\n### %s\n\n%s", w.prompt("question"), w.prompt("answer"))
	}
}

func (w *outlineWriter) sections() {
	for range usualSections {
		w.line("## %s\n\n%s\n", w.prompt("section.title"), w.prompt("section"))
	}
	w.line("## %s\n\n%s", w.word("closing.title"), w.prompt("closing"))
}

func (w *outlineWriter) person() {
	w.line("---\nname: %s", yamlText(w.Title))
	w.note(w.word("note.roles"))
	w.line("roles: [author]\njob_title:")
	w.note(w.word("note.credentials"))
	w.line("credentials:")
	w.note(w.word("note.links"))
	w.line("links: []")
	w.note(w.word("note.hidden"))
	w.line("draft: true")
	w.note(w.word("note.bio"))
	w.line("---")
}

func (w *outlineWriter) category() {
	w.line("---\ntitle: %s", yamlText(w.Title))
	w.note(w.word("note.category"))
	w.line("summary:")
	w.note(w.word("note.choose") + " " + strings.Join(w.Palettes, ", "))
	w.line("palette: %s", strings.Join(w.Palettes[:min(1, len(w.Palettes))], ""))
	w.note(w.word("note.hidden"))
	w.line("draft: true")
	w.note(w.word("note.intro"))
	w.line("---")
}

func (w *outlineWriter) slugs(keys func(func(string) bool)) string {
	return strings.Join(slices.Sorted(keys), ", ")
}

// plainYAML is a text that YAML cannot take for anything else.
var plainYAML = regexp.MustCompile(`^\pL[\pL\pM ’-]*[\pL\pM]$`)

// yamlText writes one line of text as YAML.
func yamlText(s string) string {
	if plainYAML.MatchString(s) && strings.Contains(s, " ") { // one word may be "yes" or "null"
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
