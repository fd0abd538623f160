package ui

// Series is the place of an article among the parts of a series. Parts are in order.
type Series struct {
	Name, Lang string // Lang of the names
	At         int    // 0-based
	Parts      []SeriesPart
}

// SeriesPart is one part, as a link.
type SeriesPart struct{ Title, Href string }

// AskedLink leads from an article, or a part of it, to a question that it answers.
type AskedLink struct {
	Title, Href, Lang string
	Contested         bool // another article says otherwise
}

// Stance is a column of answers to a question: all that say the same.
type Stance struct {
	Name    string // "yes", "no" or "depends"
	Answers []Answer
}

// Answer is what one article says to a question.
type Answer struct {
	Title, Href string // of the tip or the article
	Article     string // title of the article around the tip; empty where the article as a whole answers
	Lang        string
	Foreign     string // name of the article's language, if it is not that of the page
	Authors     []AnswerAuthor
	For, Why    string
}

// AnswerAuthor is who says so.
type AnswerAuthor struct{ Name, Href, Credentials string }

// credited is what follows an author's name: credentials, and a comma before the next name.
func credited(p AnswerAuthor, last bool) string {
	out := ""
	if p.Credentials != "" {
		out = ", " + p.Credentials
	}
	if !last {
		out += ","
	}
	return out
}
