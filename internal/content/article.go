package content

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/yuin/goldmark/ast"

	"mendwell/internal/markdown"
)

// articleSource is what an article needs to be rendered on demand. Copies of an article share it.
type articleSource struct {
	body   string
	want   wanted
	words  func(id string) string
	links  map[string]string           // as written -> address
	images map[string]markdown.Picture // as written -> served picture
	seal   string
	memo   *memo
}

type memo struct {
	once sync.Once
	doc  *Document
}

// articleKeys are the keys of an article's front matter; articleAliases are other names for them.
var articleKeys = keySet("title slug summary category tags authors editor reviewers translator photographer date updated expires review " +
	"image image_alt image_credit image_credit_url image_caption takeaways disclaimer for not_for sensitive sources corrections tips kind " +
	"related aliases lang translation_of draft featured canonical check_ignore")

var articleAliases = aliasMap("summary=description,excerpt,custom_excerpt,deck category=categories tags=topics authors=author " +
	"reviewers=reviewed_by,reviewer editor=editors translator=translators photographer=photographers date=published,pubdate,publishDate " +
	"updated=lastmod,modified image=feature_image,featured_image,cover image_alt=feature_image_alt image_caption=feature_image_caption " +
	"aliases=redirect_from lang=locale,language expires=expiryDate canonical=canonical_url")

// keySet and aliasMap are read only once made.
func keySet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

func aliasMap(text string) map[string]string {
	m := map[string]string{}
	for _, f := range strings.Fields(text) {
		key, names, _ := strings.Cut(f, "=")
		for _, n := range strings.Split(names, ",") {
			m[n] = key
		}
	}
	return m
}

// draft is an article that is read and not yet linked with the others.
type draft struct {
	*file
	article  *Article
	refs     refs
	snippets []snippet
	links    []reference
	images   []reference
	explicit bool // the slug is written, not taken from the file name
	cover    *reference
	ids      map[string]bool
	linked   []*Article
	ignored  map[string]bool
}

// refs are the names that an article uses for others, as written.
type refs struct {
	authors     []string
	category    string
	credits     []credit
	related     []string
	translation string
	reviewer    string
}

type credit struct {
	role Role
	slug string
	key  string
}

// snippet is a short text of the front matter that may hold links.
type snippet struct {
	text string
	at   place
	set  func(markdown.HTML)
}

// reference is a link or a picture in a body, as written.
type reference struct {
	dest string
	at   place
	alt  string
}

func readArticle(filePath string, data []byte, opts Options, site Site) *draft {
	name := nameOf(filePath)
	d := &draft{file: open(filePath, data, articleAliases), article: &Article{Path: filePath}}
	if d.broken() {
		return d
	}
	a := d.article
	a.Lang = d.language(name.lang, site.DefaultLanguage)
	a.Slug = d.slug(name.slug)
	d.explicit = d.fields["slug"].key != ""
	a.Title = oneLine(d.text("title"))
	a.Summary = oneLine(d.text("summary"))
	d.readDates(name)
	d.readNames()
	d.readLists()
	d.readCover()
	a.Draft, a.Featured = d.flag("draft") || a.Draft, d.flag("featured")
	a.Canonical = d.text("canonical")
	a.Extra = d.unknown(withAliases(articleKeys, articleAliases))
	d.readIgnored()
	d.readBody(opts)
	return d
}

func withAliases(keys map[string]bool, aliases map[string]string) map[string]bool {
	all := map[string]bool{}
	for k := range keys {
		all[k] = true
	}
	for k := range aliases {
		all[k] = true
	}
	return all
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// fileName is what a file's name says.
type fileName struct {
	slug, lang string
	date       time.Time
}

var (
	langTag    = regexp.MustCompile(`^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$`)
	datePrefix = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})-(.+)$`)
	goodSlug   = regexp.MustCompile(`^[\pL\pM\pN_~-][\pL\pM\pN._~-]*$`)
)

func nameOf(filePath string) fileName {
	var n fileName
	n.slug = strings.TrimSuffix(path.Base(filePath), path.Ext(filePath))
	if i := strings.LastIndexByte(n.slug, '.'); i > 0 && langTag.MatchString(n.slug[i+1:]) {
		n.slug, n.lang = n.slug[:i], n.slug[i+1:]
	}
	if (n.slug == "index" || n.slug == "_index") && path.Dir(filePath) != "." {
		n.slug = path.Base(path.Dir(filePath))
	}
	if m := datePrefix.FindStringSubmatch(n.slug); m != nil {
		if t, err := time.Parse(time.DateOnly, m[1]); err == nil {
			n.date, n.slug = t, m[2]
		}
	}
	if !goodSlug.MatchString(n.slug) {
		n.slug = makeID(n.slug)
	}
	return n
}

func (f *file) language(named, fallback string) string {
	lang := strings.ReplaceAll(f.text("lang"), "_", "-")
	if lang == "" {
		lang = named
	}
	if lang == "" {
		return fallback
	}
	if i := strings.IndexByte(lang, '-'); i > 0 {
		lang = strings.ToLower(lang[:i]) + lang[i:]
	} else {
		lang = strings.ToLower(lang)
	}
	if !langTag.MatchString(lang) {
		f.add(f.where("lang"), LevelWarning, "unknown-language", "%q is no language tag such as \"en\" or \"pt-BR\"", lang)
		return fallback
	}
	return lang
}

func (f *file) slug(named string) string {
	slug := strings.Trim(f.text("slug"), "/")
	if slug == "" {
		slug = named
	}
	if !goodSlug.MatchString(slug) {
		clean := makeID(slug)
		if clean == "" {
			f.add(f.where("slug"), LevelError, "bad-slug", "the file has no name that could be an address")
			return ""
		}
		f.add(f.where("slug"), LevelWarning, "bad-slug", "%q is no address; %q is used", slug, clean)
		slug = clean
	}
	return slug
}

func (d *draft) readDates(name fileName) {
	a := d.article
	if x, ok := d.fields["published"]; ok {
		a.Draft = x.val.text == "false"
	}
	a.Date, a.Updated, a.Expires = d.date("date"), d.date("updated"), d.date("expires")
	if a.Date.IsZero() {
		a.Date = name.date
	}
	if _, written := d.fields["date"]; a.Date.IsZero() && !written {
		d.add(place{1, 1}, LevelWarning, "missing-date", "there is no date, so readers cannot tell how old this is")
	}
	if !a.Updated.IsZero() && a.Updated.Before(a.Date) {
		d.add(d.where("updated"), LevelWarning, "date-order", "it was updated before it was published")
	}
	x, ok := d.fields["review"]
	if !ok || x.val.kind == kindNull {
		return
	}
	if x.val.kind != kindMap {
		d.wrong(x, "a mapping with by, date, due and seal")
		return
	}
	sub := d.inner(x.val)
	a.Review = &Review{Date: sub.date("date"), Due: sub.date("due"), Seal: strings.ToLower(sub.text("seal"))}
	d.refs.reviewer = sub.text("by")
	d.take(sub)
}

func (d *draft) readNames() {
	r := &d.refs
	r.authors = d.words("authors")
	if list := d.texts("category"); len(list) > 0 {
		r.category = list[0]
	}
	for _, role := range []struct {
		role Role
		key  string
	}{{RoleEditor, "editor"}, {RoleReviewer, "reviewers"}, {RoleTranslator, "translator"}, {RolePhotographer, "photographer"}} {
		for _, slug := range d.words(role.key) {
			r.credits = append(r.credits, credit{role.role, slug, role.key})
		}
	}
	r.related = d.texts("related")
	r.translation = d.text("translation_of")
	seen := map[string]bool{}
	for _, name := range d.words("tags") {
		if tag := (Tag{Slug: makeID(name), Name: name}); tag.Slug != "" && !seen[tag.Slug] {
			seen[tag.Slug] = true
			d.article.Tags = append(d.article.Tags, tag)
		}
	}
	for _, alias := range d.texts("aliases") {
		parts := strings.FieldsFunc(alias, func(r rune) bool { return r == '/' })
		if len(parts) == 0 {
			continue
		}
		slug := strings.TrimSuffix(parts[len(parts)-1], ".html")
		if slug != d.article.Slug && !slices.Contains(d.article.Aliases, slug) {
			d.article.Aliases = append(d.article.Aliases, slug)
		}
	}
}

func (d *draft) readIgnored() {
	d.ignored = map[string]bool{}
	for _, sub := range d.maps("check_ignore") {
		code, why := sub.text("code"), sub.text("why")
		if code == "" {
			code = sub.text("")
		}
		if code != "" {
			d.ignored[code] = true
		}
		if why == "" {
			d.add(d.where("check_ignore"), LevelHint, "ignored-without-reason", "say why %q is to be ignored", code)
		}
		d.take(sub)
	}
}

func (d *draft) readBody(opts Options) {
	a := d.article
	lang := a.Lang
	if opts.Word != nil {
		a.words = func(id string) string { return opts.Word(lang, id) }
	}
	a.body = d.source.text[d.source.body:]
	a.want = wanted{title: a.Title, untitled: a.Title == "", mode: d.tipMode(), kind: d.kind()}
	a.want.promised, _ = promisedCount(a.Title)
	body, s := d.shapeBody(a.body, a.want, a.words)
	if s == nil {
		return
	}
	if a.Title == "" {
		a.Title = s.title
	}
	if a.Title == "" && !d.broken() {
		d.add(place{1, 1}, LevelError, "missing-title", "there is no title")
	}
	d.ids = s.ids
	a.Contents = s.contents
	for _, t := range s.tips() {
		a.Tips = append(a.Tips, &t.Tip)
	}
	for _, q := range s.questions() {
		a.Questions = append(a.Questions, &q.Question)
	}
	text := s.plain()
	a.Words = countWords(text)
	a.Minutes = max(1, (a.Words+110)/220)
	a.Kind = s.kindOf(a.want.kind)
	a.seal = sealOf(d.sealText(text))
	a.memo = &memo{}
	d.checkStructure(s)
	d.checkHonesty(text, body.Root)
	d.measure(s)
}

// shapeBody parses a body and finds its structure, its links and pictures; nil if it cannot be shown.
func (d *draft) shapeBody(text string, want wanted, word func(string) string) (*markdown.ArticleBody, *structure) {
	body, err := markdown.ParseArticle([]byte(text), markdown.ArticleOptions{Word: word})
	if err != nil {
		d.add(d.at(0), LevelError, "too-complex", "the text cannot be shown: %s", err)
		return nil, nil
	}
	d.collect(body.Root)
	d.templates(body)
	for _, n := range body.Notices {
		level := LevelHint
		if n.Strong {
			level = LevelWarning
		}
		d.add(d.at(n.Offset), level, n.Code, "%s", n.Message)
	}
	s := shape(body, want)
	for _, n := range s.notes {
		d.add(d.at(n.offset), n.level, n.code, "%s", n.message)
	}
	return body, s
}

// collect notes the links and pictures of a body.
func (d *draft) collect(root ast.Node) {
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			d.links = append(d.links, reference{dest: string(n.Destination), at: d.at(n.Pos())})
		case *ast.Image:
			d.picture(n)
		case *markdown.Figure:
			d.picture(n.Image)
			for _, c := range n.Credit {
				d.collect(c)
			}
		}
		return ast.WalkContinue, nil
	})
}

func (d *draft) picture(n *ast.Image) {
	alt := markdown.PlainText([]byte(d.source.text[d.source.body:]), markdown.Children(n)...)
	d.images = append(d.images, reference{dest: string(n.Destination), at: d.at(n.Pos()), alt: alt})
}

func (d *draft) tipMode() string {
	mode := strings.ToLower(d.text("tips"))
	switch mode {
	case "", "auto":
		return "auto"
	case "sections", "none":
		return mode
	case "false":
		return "none"
	}
	d.add(d.where("tips"), LevelWarning, "unknown-value", "tips is auto, sections or none, not %q", mode)
	return "auto"
}

func (d *draft) kind() string {
	kind := strings.ToLower(d.text("kind"))
	switch Kind(kind) {
	case "", KindTips, KindFAQ, KindGuide:
		return kind
	}
	d.add(d.where("kind"), LevelWarning, "unknown-value", "kind is tips, faq or guide, not %q", kind)
	return ""
}

// kindOf works out the kind of an article: what its front matter says, three tips, nothing but questions, or a guide.
func (s *structure) kindOf(explicit string) Kind {
	switch {
	case explicit != "":
		return Kind(explicit)
	case len(s.tips()) >= rowLength:
		return KindTips
	case len(s.questions()) == 0 || len(s.tips()) > 0:
		return KindGuide
	}
	outside, inside := 0, 0
	for i, p := range s.pieces {
		if p.faq == nil {
			outside += s.words(p.blocks...)
			if heads := headingCount(p.blocks); heads > 1 || heads == 1 && (i+1 == len(s.pieces) || s.pieces[i+1].faq == nil) {
				return KindGuide
			}
		}
		for _, q := range p.faq {
			inside += s.words(q.body...) + countWords(q.Title)
		}
	}
	if outside > inside {
		return KindGuide
	}
	return KindFAQ
}

func headingCount(blocks []ast.Node) int {
	n := 0
	for _, b := range blocks {
		if b.Kind() == ast.KindHeading {
			n++
		}
	}
	return n
}

// plain returns the words of the whole body, titles included.
func (s *structure) plain() string {
	var parts []string
	for _, p := range s.pieces {
		if len(p.blocks) > 0 {
			parts = append(parts, markdown.PlainText(s.src, p.blocks...))
		}
		if p.tip != nil {
			parts = append(parts, p.tip.Title, p.tip.Text)
		}
		for _, q := range p.faq {
			parts = append(parts, q.Title, q.Text)
		}
	}
	return strings.Join(parts, "\n\n")
}
