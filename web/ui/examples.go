package ui

import (
	"time"

	"github.com/a-h/templ"

	"mendwell/internal/content"
)

// Example is one state of one component. The gallery page, the snapshot tests and the accessibility test all use it.
type Example struct {
	Name      string // kebab case; also the name of its snapshot
	Component templ.Component
}

// Examples returns every state of every building block of this package, in the frame's language.
func Examples(f Frame) []Example {
	w := f.Words
	trouble := &Trouble{
		Title:    w.T("trouble.title"),
		Problems: []Problem{{Field: "example-bad", Text: w.T("field.password.hint")}},
	}
	alone := &Trouble{Title: w.T("trouble.title"), Text: w.T("error.too_many.text")}
	href := func(page int) string { return f.Link.Articles(page) }
	lines := exampleHelp()
	return append([]Example{
		{"field", TextField(Field{Name: "example-name", Label: w.T("field.name"), Hint: w.T("field.name.hint"), Type: "text", Value: "quiet-river"})},
		{"field-wrong", TextField(Field{Name: "example-bad", Label: w.T("field.new_password"), Type: "password", Value: "never shown", Trouble: trouble})},
		{"text-area", TextArea(Field{Name: "example-text", Label: w.T("comments.text"), Hint: w.T("comments.hint"), Value: "First line\nSecond line"}, "4")},
		{"select", SelectField("example-country", w.T("help.field.country"), []Choice{{Label: w.T("help.every.country")}, {Value: "GB", Label: "GB", Selected: true}})},
		{"check", CheckField(Field{Name: "example-borrowed", Label: w.T("field.borrowed"), Hint: w.T("field.borrowed.hint"), Value: "yes"})},
		{"help-box", HelpBox(f, Help{Countries: lines, Safety: f.Link.Page("reading-safely")}, []string{content.TopicSuicide})},
		{"help-lines", HelpLines(f, Help{Countries: lines}, []string{content.TopicSuicide, content.TopicChildren})},
		{"help-lines-none", HelpLines(f, Help{Countries: lines}, []string{content.TopicSexualViolence})},
		{"help-list", HelpList(f, lines[0].Lines)},
		{"help-number", HelpNumber(f, lines[0].Lines[0])},
		{"trouble-with-fields", TroubleBox(trouble)},
		{"trouble-alone", TroubleBox(alone)},
		{"notice", NoticeBar(Notice{Text: w.T("done.saved")})},
		{"notice-with-undo", NoticeBar(Notice{
			Text: w.T("notice.removed"),
			Undo: &Undo{Action: f.Link.RestoreBookmark(), Field: "id", Value: "1", Label: w.T("notice.undo")},
		})},
		{"pager-first", PagerNav(f, Pager{Number: 1, Pages: 3, Href: href})},
		{"pager-middle", PagerNav(f, Pager{Number: 2, Pages: 3, Href: href})},
		{"pager-last", PagerNav(f, Pager{Number: 3, Pages: 3, Href: href})},
		{"pager-inside", PagerNav(f, Pager{Number: 5, Pages: 9, Href: href})},
		{"pager-single", PagerNav(f, Pager{Number: 1, Pages: 1, Href: href})},
	}, wovenExamples(f)...)
}

// exampleHelp has a line of each kind, and no number that anybody would answer.
func exampleHelp() []content.HelpCountry {
	checked := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	return []content.HelpCountry{
		{Code: "AT", Name: content.Texts{"en": "Austria", "de": "Österreich"}, Lines: []*content.HelpLine{
			{Name: content.Texts{"": "Notruf"}, Topics: []string{content.TopicEmergency}, Number: "000 0", Checked: checked},
			{
				Name: content.Texts{"en": "A line with everything"}, Topics: []string{content.TopicSuicide}, Number: "+00 (0) 000-000",
				SMS: "00000", SMSText: content.Texts{"": "HELLO"}, Hours: content.Texts{"en": "day and night", "de": "rund um die Uhr"},
				Languages: []string{"en", "de"}, Note: content.Texts{"en": "Free to call."}, Website: "https://www.example.org/talk", Checked: checked,
			},
		}},
		{Code: "IE", Name: content.Texts{"en": "Ireland", "de": "Irland"}, Lines: []*content.HelpLine{
			{Name: content.Texts{"": "Words"}, Topics: []string{content.TopicSuicide, content.TopicChildren}, SMS: "00001", Checked: checked},
		}},
	}
}
