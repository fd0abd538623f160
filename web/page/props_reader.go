package page

import (
	"mendwell/internal/account"
	"mendwell/internal/bookmark"
	"mendwell/internal/comment"
	"mendwell/internal/content"
	"mendwell/internal/markdown"
	"mendwell/web/ui"
)

// LoginProps is the log-in form. Why says what comes after it ("keep the bookmark you asked for").
type LoginProps struct {
	ui.Frame
	Trouble  *ui.Trouble
	Email    string
	Borrowed bool // "This is not my device"
	Return   Return
	Contact  string // the page that says whom to write to; may be empty
}

// Return is where a form leads back to, and what is kept on the way.
type Return struct {
	Next  string // address on this site
	Title string // of the article that waits, to say so
	Keep  string // "article" or "tip" where a bookmark is to be made; empty otherwise
	Save  string // value of the hidden field "save"
	Draft WaitingDraft
}

// WaitingDraft is a comment whose writer was logged out before it was posted.
type WaitingDraft struct{ Text, Slug, Parent string }

// RegisterProps is the form for a new account, also for the one-time administrator link.
type RegisterProps struct {
	ui.Frame
	Trouble     *ui.Trouble
	Name, Email string
	Borrowed    bool // "This is not my device"
	Return      Return
	Action      string // address the form posts to
	Admin       bool
}

// AccountProps is the viewer's account. Which form a Trouble belongs to is named by At: "name", "password".
type AccountProps struct {
	ui.Frame
	At       string
	Trouble  *ui.Trouble
	Name     string
	Sessions []account.Session
}

// AccountDeleteProps asks before an account goes.
type AccountDeleteProps struct {
	ui.Frame
	Trouble *ui.Trouble
	Choice  account.Comments
}

// BookmarksProps is what a reader keeps.
type BookmarksProps struct {
	ui.Frame
	Filters []Filter
	Items   []Kept
	Pager   ui.Pager
	Total   int    // without the filter
	Show    string // the filter; see link.Space.Bookmarks
}

// Filter is one chip above a list.
type Filter struct {
	Title, Href string
	Count       int
	Current     bool
}

// Kept is one bookmark with the article it belongs to today.
type Kept struct {
	bookmark.Item
	Article      *content.Article // nil if it is gone
	Href         string           // empty if it is gone
	ArticleHref  string
	CategoryHref string
	CategoryName string
	Cover        string
	Authors      []PersonLink
}

// CommentFormProps writes, answers, previews or edits a comment on a page of its own.
type CommentFormProps struct {
	ui.Frame
	Heading      string
	ArticleTitle string
	ArticleHref  string
	ArticleLang  string
	Parent       *comment.View // what is answered; nil at the top
	Preview      markdown.HTML
	Trouble      *ui.Trouble
	Text         string
	Once         string
	Action       string
	Back         string // where the comment stands, or the discussion
	Editing      bool
}

// CommentDeleteProps asks before a comment goes.
type CommentDeleteProps struct {
	ui.Frame
	Comment      *comment.View
	ArticleTitle string
	Back, Action string
	OfOther      bool // a moderator deletes somebody else's
}
