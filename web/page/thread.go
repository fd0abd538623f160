package page

import (
	"mendwell/internal/comment"
	"mendwell/internal/content"
	"mendwell/web/ui"
)

// ThreadProps is one page of a thread that is too long for the page of its article.
type ThreadProps struct {
	ui.Frame
	Article        *content.Article
	ArticleHref    string
	DiscussionHref string
	Thread         comment.Thread
	Pager          ui.Pager
	Badges         map[string]string // as in ArticleProps
	CanAnswer      bool              // somebody is logged in, and what the thread begins with is still there
	CanRegister    bool              // nobody is logged in
	Once           string            // key for the form
	Help           ui.Help
}

// heading says how many answers there are and, unless their account is gone, to whom.
func (p ThreadProps) heading() string {
	if name := p.Thread.Top.Name; name != "" {
		return p.Words.N("thread.heading.to", p.Thread.Count, "Name", name)
	}
	return p.Words.N("thread.heading", p.Thread.Count)
}

func (p ThreadProps) talk() talk {
	return talk{Frame: p.Frame, slug: p.Article.Slug, badges: p.Badges}
}

func (p ArticleProps) talk() talk {
	return talk{Frame: p.Frame, slug: p.Article.Slug, badges: p.Badges}
}

// talk is what every comment of a discussion is shown with.
type talk struct {
	ui.Frame
	slug   string
	badges map[string]string // person slug -> "author" or "editor" of the article
}
