// Package page knows what each page shows. A Props holds finished decisions: a component never decides who may do what.
package page

import (
	"time"

	"mendwell/internal/comment"
	"mendwell/internal/content"
	"mendwell/internal/markdown"
	"mendwell/web/ui"
)

// Card is an article in a list. Href and Cover are addresses.
type Card struct {
	*content.Article
	Href         string
	CategoryHref string
	Cover        string    // drawn cover or photograph
	ForeignLang  string    // set if the article's language is not the interface's
	Mark         string    // id of the words that mark a review that holds; empty if none does
	When         time.Time // shown where lists are a record of somebody's work; zero elsewhere
	Review       *Review   // shown in full there too
	Comments     int
	Waiting      Waiting
	Why          string // why it stands here; empty: that goes without saying
	AtHome       bool   // its category stands beside it already: on the page of that category, or as the reason
}

// Waiting says why readers do not see an article yet. Both are empty where they do.
type Waiting struct {
	Badge string // "Draft", "Scheduled for 3 December 2026"
	Text  string // a sentence
}

// HomeProps is the front page.
type HomeProps struct {
	ui.Frame
	Featured   *Card // nil if nothing is published
	Latest     []Card
	Categories []CategoryCard
	Debates    []DebateLink
	Questions  []QuestionLink
	Elsewhere  *Elsewhere // advice in the site's other language; nil if none
}

// Elsewhere points to the articles in another language.
type Elsewhere struct {
	Lang, Href string
	Count      int
}

// CategoryCard is a category in a list.
type CategoryCard struct {
	*content.Category
	Href, Cover string
	Count       int // articles in the reader's language
	Abroad      Abroad
}

// Abroad counts articles in languages that are not the reader's. Lang is empty where they are in more than one.
type Abroad struct {
	Lang  string
	Count int
}

// QuestionLink is one question of a FAQ, with the article around it.
type QuestionLink struct{ Title, Href, Article string }

// ListProps is all articles, a category or a tag.
type ListProps struct {
	ui.Frame
	Kicker     string // what kind of list this is; empty for all articles
	KickerHref string // all lists of that kind
	Draft      bool   // a category that readers do not see yet
	Heading    string
	Summary    string
	Intro      markdown.HTML
	Total      int    // articles in the reader's language
	Cards      []Card // of those
	Abroad     Abroad // what follows in other languages, on all pages together
	Foreign    []Card // of that
	Pager      ui.Pager
	Follow     []ui.Feed
	Tags       TagCloud
	Elsewhere  *Elsewhere
}

// TagCloud are the topics across categories.
type TagCloud struct {
	Shared  []TagLink // with two articles or more
	Single  []TagLink // with one
	All     int       // where these are not all: how many there are
	AllHref string    // and where they are; else empty
}

// TagsProps lists the topics in pages.
type TagsProps struct {
	ui.Frame
	Total int
	Tags  []TagLink
	Pager ui.Pager
}

// TagLink is a tag in a list.
type TagLink struct {
	Name, Href string
	Count      int
}

// CategoriesProps lists the categories.
type CategoriesProps struct {
	ui.Frame
	Categories []CategoryCard
	Tags       TagCloud
}

// ArticleProps is an article page.
type ArticleProps struct {
	ui.Frame
	Article      *content.Article
	Document     *content.Document
	CategoryHref string
	Cover        string // drawn cover; empty where Article.Image is shown
	Authors      []PersonLink
	Credits      []CreditLink
	Review       *Review // nil unless somebody has signed the text
	TagLinks     []TagLink
	Translations []ui.Alternate
	Dir          string // "rtl" or "ltr" of the article's language
	Standing     []Stander
	Saved        map[string]bool // tip id -> kept by the viewer; "" is the article itself
	Comments     comment.Page
	CommentPager ui.Pager
	Told         *ui.Notice // what has become of a comment, beside the others; may be nil
	Once         string     // key for the comment form
	CanComment   bool
	Badges       map[string]string // person slug -> "author" or "editor" of this article
	Offers       []Offer
	Related      []Card
	Recent       []RecentRow
	Waiting      Waiting
	Findings     *Findings // nil outside dev mode
	Preview      *Preview  // nil: the article's own page
	Help         ui.Help   // for the help boxes
	Series       *ui.Series
	Asked        map[string][]ui.AskedLink // part id -> questions it answers; "" holds those of the whole and of sections
	OnePageHref  string                    // empty: there is none
	Address      string                    // absolute, for what is printed
	Origin       string                    // what addresses of this site start with, for what is printed
}

// Findings is what check says about the file of an article, most serious first. Count says how many of what.
type Findings struct {
	File, Count  string
	List         content.Findings
	Proofreading bool // there may be more in a moment
}

// BrokenProps is a file that cannot be shown, in dev mode.
type BrokenProps struct {
	ui.Frame
	File     string
	Findings []BrokenFinding
}

// BrokenFinding is one thing that is wrong with a file. Place is "file:line:column".
type BrokenFinding struct {
	content.Finding
	Place string
	Lines []SourceLine
}

// SourceLine is one line of a file. Of the line that is meant, the character in Mark is.
type SourceLine struct {
	Number              int
	Here                bool
	Before, Mark, After string
}

// Preview is the page of a private link to a draft: nothing can be saved or said there.
type Preview struct{ Until time.Time }

// PersonLink is a person by name.
type PersonLink struct {
	*content.Person
	Href string
}

// CreditLink is a person with what they did.
type CreditLink struct {
	PersonLink
	Role content.Role
}

// Stander is one box of "Who stands behind this".
type Stander struct {
	PersonLink
	Role   string  // "author", "expert" or "expert.sample" for whoever signed the text, or a content.Role
	Review *Review // what an expert has signed
}

// Review is the seal of a review and what has become of it.
type Review struct {
	By        PersonLink
	Date, Due time.Time // zero if not said
	State     content.ReviewState
}

// word is the id of a sentence, which calls the review of an invented person a sample.
func (r *Review) word(id string) string {
	if r.By.Sample {
		return id + ".sample"
	}
	return id
}

// Role is what the reviewer is called; see Stander.
func (r *Review) Role() string { return r.word("expert") }

// Offer is something the site asks of readers or sells to them. It is always called an offer.
type Offer struct{ ID, Title, Text, Href, Label string }

// RecentRow is one row of the table of recent posts.
type RecentRow struct {
	Title, Href, Category, CategoryHref string
	Authors                             []PersonLink
	Date                                time.Time
	Lang                                string
	Waiting                             Waiting
}

// PeopleProps is the team.
type PeopleProps struct {
	ui.Frame
	People []PersonLink
	Pager  ui.Pager
}

// PersonProps is a bio.
type PersonProps struct {
	ui.Frame
	Person *content.Person
	Work   []WorkSection
	Follow []ui.Feed // empty: there is nothing to follow
}

// WorkSection is what a person wrote, edited, reviewed, ... Role is that of a Stander.
type WorkSection struct {
	Role    string
	Cards   []Card
	Total   int
	AllHref string // empty: these are all
}

// WorkProps is what a person did in one role.
type WorkProps struct {
	ui.Frame
	Person     *content.Person
	PersonHref string
	Role       string // that of a Stander
	Total      int
	Cards      []Card
	Pager      ui.Pager
}

// TextProps is a page such as "about".
type TextProps struct {
	ui.Frame
	Page *content.Page
	Help ui.Help
}

// HelpProps is the list of those who help. Topic and Country are what the reader chose; nil and "" mean all.
type HelpProps struct {
	ui.Frame
	Help    ui.Help
	Topic   string
	Country *content.HelpCountry
	Unknown string // sentence about a choice that leads nowhere; empty: none
	Topics  []HelpSection
	Choices HelpChoices
}

// HelpSection is one topic with the countries that have lines on it, each with these alone.
type HelpSection struct {
	Topic     string
	Countries []content.HelpCountry
}

// HelpChoices are the entries of the form.
type HelpChoices struct{ Topics, Countries []ui.Choice }

// ErrorProps says what went wrong and what to do now.
type ErrorProps struct {
	ui.Frame
	Status     int
	Heading    string
	Text       string
	Reference  string // request id, for 500
	RetryAfter time.Duration
	Categories []CategoryCard // for 404
	LoginHref  string         // for 401 and 403 of nobody
	PageHref   string         // where what was meant may be; empty where nobody knows
	PageLabel  string
}
