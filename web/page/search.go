package page

import (
	"mendwell/internal/content"
	"mendwell/internal/search"
	"mendwell/web/ui"
)

// SearchProps is the search page.
type SearchProps struct {
	ui.Frame
	Query     string
	Kept      []Hidden // filters that the form carries on
	State     SearchState
	Total     int
	Results   []Found
	Filters   []FilterGroup
	Chosen    []Chosen
	Guess     *GuessLink  // nil: nothing to mend
	Missing   string      // words that no text has, as a list
	Elsewhere []Elsewhere // where other languages have something
	Pager     ui.Pager
	Help      ui.Help
	Danger    []string // help topics that the query calls for
	Browse    []CategoryCard
	BrowseAll bool // there are more categories than those
}

// SearchState says what the page has to say.
type SearchState string

// The states of the search page.
const (
	SearchStart     SearchState = "start"     // nothing was asked
	SearchFound     SearchState = "found"     // all of it was found
	SearchNearest   SearchState = "nearest"   // only a part was found
	SearchNothing   SearchState = "nothing"   // nothing was found
	SearchNoWords   SearchState = "nowords"   // signs only, or words to leave out
	SearchPreparing SearchState = "preparing" // the index is being made
)

// Hidden is a field of a form that nobody sees.
type Hidden struct{ Name, Value string }

// Found is one result.
type Found struct {
	*content.Article                 // nil for anything else
	Person           *content.Person // nil for anything else
	Kicker           string          // what is not an article calls itself
	Note             string          // a sentence below; may be empty
	Href             string
	CategoryHref     string
	ForeignLang      string
	Mark             string // id of the words that mark a review that holds; empty if none does
	Title, Summary   []search.Span
	Countries        []FoundCountry // that have such help lines
	Lines            []FoundLine    // that were looked for by name; empty: the topic as a whole is the result
	Lead             *FoundPart     // the part that is the result; nil where the whole is
	Parts            []FoundPart
	More             int
}

// FoundCountry leads to the help lines of one country on the topic of a result.
type FoundCountry struct{ Name, Href string }

// FoundLine is a help line of a country, with the place where all that is known of it stands.
type FoundLine struct {
	Line    *content.HelpLine
	Name    []search.Span
	Country string
	Href    string
}

// FoundPart is a tip, a question or a section of a result.
type FoundPart struct {
	Href        string
	Label       string // "Tip 3", "Question"; empty for a section
	Title, Text []search.Span
}

// FilterGroup is one filter with what each choice would leave.
type FilterGroup struct {
	Title   string
	Choices []FilterChoice
}

// FilterChoice is one value of a filter. Href chooses it, or takes it back where it is chosen.
type FilterChoice struct {
	Label, Lang, Href string
	Count             int
	Chosen            bool
}

// Chosen is a filter that is on, and the address without it.
type Chosen struct{ Label, Href string }

// GuessLink is a query with its misspelt words put right.
type GuessLink struct{ Text, Href string }
