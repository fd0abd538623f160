package ui

import "github.com/a-h/templ"

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
	return []Example{
		{"field", TextField(Field{Name: "example-name", Label: w.T("field.name"), Hint: w.T("field.name.hint"), Type: "text", Value: "quiet-river"})},
		{"field-wrong", TextField(Field{Name: "example-bad", Label: w.T("field.new_password"), Type: "password", Value: "never shown", Trouble: trouble})},
		{"text-area", TextArea(Field{Name: "example-text", Label: w.T("comments.text"), Hint: w.T("comments.hint"), Value: "First line\nSecond line"}, "4")},
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
		{"pager-single", PagerNav(f, Pager{Number: 1, Pages: 1, Href: href})},
	}
}
