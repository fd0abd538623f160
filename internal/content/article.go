package content

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"mendwell/internal/markdown"
)

// articleSource is what an article needs to be rendered on demand. Copies of an article share it.
type articleSource struct {
	key    string // see Key; empty while it is read
	source source
	body   string
	want   wanted
	words  func(id string) string
	links  map[string]string           // as written -> address
	images map[string]markdown.Picture // as written -> served picture
	seal   string                      // of the text; empty where nobody claims to have reviewed it
	memo   *memo
	seen   *glance  // nil: it has no body
	chosen []string // keys of what the editor thinks should be read next
}

type memo struct {
	once sync.Once
	doc  *Document
	err  error
}

// articleKeys are the keys of an article's front matter; articleAliases are other names for them.
var articleKeys = keySet("title slug summary category tags authors editor reviewers translator photographer date updated expires review " +
	"image image_alt image_credit image_credit_url image_caption takeaways disclaimer for not_for sensitive sources corrections tips kind " +
	"related aliases lang translation_of draft featured canonical check_ignore answers series part")

var articleAliases = aliasMap("summary=description,excerpt,custom_excerpt,deck category=categories tags=topics authors=author " +
	"reviewers=reviewed_by,reviewer editor=editors translator=translators photographer=photographers date=published,pubdate,publishDate " +
	"updated=lastmod,modified image=feature_image,featured_image,cover,images image_alt=feature_image_alt image_caption=feature_image_caption " +
	"aliases=redirect_from lang=locale,language expires=expiryDate canonical=canonical_url part=series_part,series_order")

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
	answers  []claim
	ids      fragments
	loose    []looseNumber
	asked    []name
	ignored  map[string]place // codes that the editor has a reason to ignore
	proofed  bool             // what harms and what has no source was looked for
	advice   Findings         // what that and the rest of proofreading found; among the findings too
	tips     []shingledTip    // only while proofreading
	later    *later           // the proofreading that is left for later; nil: none
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
	set  func(*Article, markdown.HTML)
}

// reference is a link or a picture in a body, as written.
type reference struct {
	dest string
	at   place
	alt  string
	file string // of a picture that is in the folder
	owed bool   // a picture of its own that names nobody who made it
}

func readArticle(on *desk, filePath string, data []byte, opts Options, site Site) *draft {
	name := nameOf(filePath, site)
	d := &draft{file: open(on, filePath, data, articleAliases), article: &Article{Path: filePath}}
	if d.broken() {
		return d
	}
	a := d.article
	a.Lang = d.language(name, site)
	d.checkHome(a.Lang, site)
	a.Slug = d.slug(name.slug)
	d.explicit = d.fields["slug"].key != ""
	a.Title = oneLine(d.text("title"))
	a.Summary = oneLine(d.text("summary"))
	d.readDates(name)
	d.readNames()
	d.readLists()
	d.readAnswers()
	d.readSeries()
	d.readCover()
	a.Draft, a.Featured = d.heldBack(filePath), d.flag("featured")
	a.Canonical = d.webAddress("canonical")
	a.Extra = d.unknown(wellKnown)
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

// oneLine is a text in one line, without characters that could turn the page around it.
func oneLine(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			s = markdown.Clean(s)
			break
		}
	}
	return squeeze(s)
}

// squeeze makes every stretch of white space one space, and none at the ends.
func squeeze(s string) string {
	if even(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for f := range strings.FieldsSeq(s) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(f)
	}
	return b.String()
}

// even says whether a text has no white space but single spaces between words.
func even(s string) bool {
	space := true
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == ' ':
			if space {
				return false
			}
		case c < utf8.RuneSelf:
			if c <= '\r' && c >= '\t' {
				return false
			}
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			if unicode.IsSpace(r) {
				return false
			}
			i += n - 1
		}
		space = c == ' '
		i++
	}
	return !space || s == ""
}

func (f *file) slug(named string) string {
	slug := strings.Trim(f.text("slug"), "/")
	if slug == "" {
		slug = named
	}
	if !isGoodSlug(slug) {
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
	a.Date, a.Updated, a.Expires = d.date("date"), d.date("updated"), d.date("expires")
	if a.Date.IsZero() {
		a.Date = name.date
	}
	if x := d.fields["date"]; a.Date.IsZero() && x.val.kind == kindNull {
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
	d.readAliases()
}
