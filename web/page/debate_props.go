package page

import (
	"mendwell/internal/content"
	"mendwell/web/ui"
)

// DebateLink is a question that articles answer differently, in a list.
type DebateLink struct {
	Title, Summary, Href string
	Lang                 string
	Sides                string // which stances articles take, in words
}

// QuestionsProps lists those questions.
type QuestionsProps struct {
	ui.Frame
	Debates   []DebateLink
	Elsewhere []DebateLink // those that are asked in another language only
	Pager     ui.Pager
}

// QuestionProps is one of them.
type QuestionProps struct {
	ui.Frame
	Debate       *content.Debate
	Dir          string // "rtl" or "ltr" of its language
	CategoryHref string
	EditorHref   string
	Columns      []ui.Stance
	Translations []ui.Alternate
	Others       []DebateLink
	Help         ui.Help // for help boxes in the text
	Origin       string  // what addresses of this site start with, for what is printed
}

// OnePageProps is a tips article on one sheet.
type OnePageProps struct {
	ArticleProps
	Href string // of the whole article, on this site
	Tips []OnePageTip
}

// OnePageTip is a tip with its address.
type OnePageTip struct {
	*content.TipBody
	Href string
}
