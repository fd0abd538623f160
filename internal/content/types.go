package content

import (
	"time"

	"mendwell/internal/markdown"
	"mendwell/internal/picture"
)

// Kind says what shape of advice an article is.
type Kind string

// The kinds of article.
const (
	KindTips  Kind = "tips"
	KindFAQ   Kind = "faq"
	KindGuide Kind = "guide"
)

// Article is one piece of advice in one language. It is never changed after Load. What leads from it to others depends on
// what is published: ask the Library.
type Article struct {
	Slug string // last part of the address
	Lang string // BCP 47 tag, such as "en" or "de"; that of the site where it has one with the same first part
	Path string // path of the source file in the content folder, slash separated
	Kind Kind

	Title   string
	Summary string // plain text; empty if the editor wrote none

	Category *Category // nil if none is known
	Tags     []Tag

	Authors []*Person
	Credits []Credit // editor, reviewers, translator, photographer, in that order

	Date    time.Time // first published; zero if missing
	Updated time.Time // zero if never
	Expires time.Time // zero if never
	Review  *Review   // nil if nobody reviewed it

	Image *Image // nil: the cover is drawn

	Takeaways   []Takeaway
	Disclaimer  markdown.HTML
	For, NotFor []markdown.HTML // whom this helps, and who should read something else first
	Sensitive   []string        // topics such as "partner-violence"
	HelpFirst   bool            // danger is what it is about: it is sensitive, and begins with a box that says so
	TakesOffers bool            // the site may offer something at its end: it is not sensitive and holds no help box
	Sources     []Source
	Corrections []Correction

	Draft, Featured bool
	Canonical       string   // another site's address that is the original; usually empty
	Aliases         []string // retired slugs, answered with a redirect
	OldPaths        []string // retired paths of the site, answered with a redirect
	Words           int      // words of the text, without front matter
	Minutes         int      // reading time at 220 words a minute, at least 1
	Contents        []Heading
	Tips            []*Tip
	Questions       []*Question
	Sections        []*Section // the rest of the text, for search

	Extra map[string]string // unknown keys of the front matter, as written

	Series *SeriesPart // nil: it stands alone; see Library.SeriesOf
	// unexported: source of the body, structure, memoised Document
	articleSource
}

// Key identifies the article for comments and bookmarks: "lang/slug".
func (a *Article) Key() string {
	if a.key != "" {
		return a.key
	}
	return a.Lang + "/" + a.Slug
}

// Document is the rendered body: parts in reading order.
type Document struct{ Parts []Part }

// Part is one stretch of a body. Exactly one of its fields is set.
type Part struct {
	HTML      markdown.HTML // running text, headings, figures, callouts
	Tip       *TipBody
	Questions []*QuestionBody // a whole FAQ section after its heading
}

// Tip is one piece of advice that can be saved, found and discussed by itself.
type Tip struct {
	ID     string // fragment; unique in the article
	Label  string // as printed: "1", "Tip 3", "Step 2", "#4"
	Number int    // 1-based; as printed, or the position where nothing is printed
	Title  string // plain text
	Text   string // plain text of the body, for search, snapshots and comparison
	Level  int    // heading level to print the title with: 2 or 3
}

// TipBody is a tip with its markup.
type TipBody struct {
	*Tip
	TitleHTML markdown.HTML // inline markup of the title
	HTML      markdown.HTML
	Lead      string // first sentence of the first paragraph, as plain text; empty if there is none
	Caution   bool   // a box that warns or leads to help is in it, so it must not be shown without its body
}

// Question is one question of a FAQ section.
type Question struct {
	ID, Title string
	Text      string // plain text of the answer
	Level     int    // heading level to print the question with
}

// Section is running text under a heading, outside of tips and questions. The first of an article may stand before any.
type Section struct {
	ID, Title string // fragment and heading; empty before the first heading
	Text      string // plain text, without the heading
}

// QuestionBody is a question with its markup.
type QuestionBody struct {
	*Question
	TitleHTML markdown.HTML
	HTML      markdown.HTML
}

// Heading is an entry of the contents list.
type Heading struct {
	ID, Title string
	Level     int
	Tip       *Tip // nil unless the entry is a tip
}

// Category groups articles and gives their drawn covers a palette.
type Category struct {
	Slug, Lang, Title, Summary, Palette string
	Intro                               markdown.HTML
	Draft                               bool // in no Library that does not show drafts
}

// Person is somebody who stands behind articles.
type Person struct {
	Slug, Lang, Name string
	AlsoKnownAs      []string
	Roles            []string
	Credentials      string // empty: cannot be a reviewer
	JobTitle         string
	Photo            *Image
	Links            []Link
	Sample           bool // an invented person of a demo site; said wherever the person is shown
	Draft            bool // in no Library that does not show drafts
	Bio              markdown.HTML
	Summary          string // first paragraph of the bio as plain text
}

// Page is a page such as "about", served at /{slug}.
type Page struct {
	Slug, Lang, Title, Summary string
	Updated                    time.Time
	HTML                       markdown.HTML
	Contents                   []Heading
}

// Tag is a topic across categories.
type Tag struct{ Slug, Name string }

// Role is what a person did for an article.
type Role string

// The roles of Credit.
const (
	RoleEditor       Role = "editor"
	RoleReviewer     Role = "reviewer"
	RoleTranslator   Role = "translator"
	RolePhotographer Role = "photographer"
)

// Credit names a person and what they did.
type Credit struct {
	Role   Role
	Person *Person
}

// Review is the claim that a qualified person has reviewed the text.
type Review struct {
	By        *Person
	Date, Due time.Time
	Seal      string
}

// Image is a picture with what a page needs to show it without a jump.
type Image struct {
	markdown.Picture
	File      string // path in the content folder
	Alt       string
	Credit    string
	CreditURL string
	Caption   string
	Preview   Preview
}

// Preview is the version of a picture that other sites show beside a link to it: JPEG or PNG, at most 1200 wide.
type Preview struct {
	Src           string // empty: not ready
	Width, Height int    // pixels
}

// Takeaway is one key point; Label may be empty.
type Takeaway struct {
	Label string
	HTML  markdown.HTML
}

// Source is a work that the article rests on.
type Source struct {
	Title, URL, Publisher string
	Year                  int
}

// Correction says what was changed after publication.
type Correction struct {
	Date     time.Time
	HTML     markdown.HTML
	Material bool
}

// Link is a labelled address.
type Link struct{ Title, URL string }

// Site is site.yaml. Texts by language fall back to the default language.
type Site struct {
	Name            string
	Tagline         map[string]string
	Description     map[string]string
	BaseURL         string // without trailing slash
	SecurityContact string // address (mailto:, https:, tel:) for those who found a hole; may be empty
	FeedID          string // "example.org,2026": what the ids of feeds begin with, whatever becomes of BaseURL; may be empty
	Languages       []string
	DefaultLanguage string
	LanguageNames   map[string]string // how a language calls itself, where site.yaml says so
	Navigation      []NavEntry
	Social          []Link
	CallsToAction   []CallToAction
}

// NavEntry is a category slug, or a title and an address.
type NavEntry struct {
	Category   string
	Title, URL string
}

// CallToAction is an offer of the site; it is always labelled as one.
type CallToAction struct {
	ID, URL            string
	Title, Text, Label map[string]string // by language; Label is what the link says, and may be empty
}

// Level is how serious a finding is.
type Level string

// The levels, most serious first.
const (
	LevelError   Level = "error"
	LevelWarning Level = "warning"
	LevelHint    Level = "hint"
)

// Finding is one remark about a source file, for the editor.
type Finding struct {
	Path    string `json:"path"`
	Line    int    `json:"line"` // 1-based; 0 if the whole file is meant
	Col     int    `json:"col"`  // 1-based, in characters
	Level   Level  `json:"level"`
	Code    string `json:"code"` // kebab case, stable
	Message string `json:"message"`
	// Suggestion says what to do about it, in a sentence or two.
	Suggestion string `json:"suggestion,omitempty"`
}

// Findings are sorted by path, line, column and code.
type Findings []Finding

// Options adjusts Load.
type Options struct {
	Now    time.Time // decides which scheduled and expired articles are visible
	Drafts bool      // show drafts and scheduled articles too
	// Proofread also looks for what an editor may want to change though readers can be served as it is: advice that harms,
	// claims without a source, reading level, summaries, tips that say the same. It takes about as long again as reading, so a site that only serves leaves it out.
	Proofread bool
	// ProofreadAtOnce is how many articles are proofread while they are read, if the library is Reusable. Of more, all wait
	// for Library.Proofread, so that the site need not. 0: however many.
	ProofreadAtOnce int
	// Reusable keeps what Reload needs to take unchanged files over: some 4 kB for each.
	Reusable bool
	// Word returns an interface text in a language: labels of callouts inside an article speak the article's language.
	Word func(lang, id string) string
	// Decode looks at every picture to its last pixel, so that damage behind a good header is found: some 30 ms for a
	// megapixel, and the memory of the pixels.
	Decode bool
	// Versions returns the smaller versions of a picture by its key, where they are ready; nil: there are none.
	Versions func(key string) (*picture.Set, bool)
}

// ReviewState says whether the review of an article still holds.
type ReviewState string

// The states of a review.
const (
	ReviewNone    ReviewState = "no"
	ReviewHolds   ReviewState = "yes"
	ReviewChanged ReviewState = "changed" // the text is not the one that was reviewed
	ReviewOverdue ReviewState = "overdue" // the next review is past due
)
