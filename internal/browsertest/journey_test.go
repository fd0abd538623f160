package browsertest

import (
	"net/http"
	"strings"
	"testing"
)

// TestJourney is the whole of what the site is for, once as it is without script and once with it.
func TestJourney(t *testing.T) {
	t.Parallel()
	browser := newBrowser(t)
	for name, on := range map[string]script{"without script": false, "with script": true} {
		t.Run(name, func(t *testing.T) { journey(t, newTab(t, browser, serve(t, "127.0.0.1:0", t.TempDir()), on)) })
	}
}

func journey(t *testing.T, p *tab) {
	article := first(t, list(t), func(a listed) bool { return a.Lang == "en" && len(a.Tips) >= 3 })

	// Browse by category, to an article made of tips.
	p.open("/")
	p.follow("link", "Categories")
	p.open("/categories/" + article.Category)
	p.follow("link", article.Title)
	for _, tip := range article.Tips {
		if !strings.Contains(p.text(), tip.Title) {
			t.Errorf("the page does not show tip %q", tip.Title)
		}
	}

	// Sign up, and come back.
	p.follow("link", "Sign up")
	p.fill("Display name", "Ada")
	p.fill("Email", "ada@example.org")
	p.fill("Password", passphrase)
	p.follow("button", "Create account")
	p.sees("button", "Log out")

	// Keep the article and one tip.
	p.open("/articles/" + article.Slug)
	p.save("Bookmark this page")
	p.sees("button", "Remove bookmark")
	p.open("/articles/" + article.Slug) // without script the page came again: its tips are where they were
	p.save("Save tip")
	p.sees("button", "Saved")

	// Comment, and answer.
	p.open("/articles/" + article.Slug)
	p.fill("Your comment", "This **helped** me.")
	p.follow("button", "Post comment")
	p.reads("This helped me.")
	p.follow("button", "Reply")
	p.fill("Your comment", "Me too, a week later.")
	p.follow("button", "Post comment")
	p.reads("Me too, a week later.")

	p.follow("button", "Log out")
	p.sees("link", "Log in")
	p.quiet()

	// Everything is there after a restart.
	p.site = p.site.restart(t)
	p.open("/login")
	p.fill("Email", "Ada@Example.org")
	p.fill("Password", passphrase)
	p.follow("button", "Log in")
	p.follow("link", "Bookmarks")
	for _, title := range []string{article.Title, article.Tips[0].Title} {
		p.reads(title)
	}
	p.open("/articles/" + article.Slug)
	p.sees("button", "Remove bookmark")
	p.sees("button", "Saved")
	p.reads("This helped me.")
	p.reads("Me too, a week later.")
	p.quiet()
}

// TestSaveSignedOut presses Save tip as a stranger and comes back with the tip saved.
func TestSaveSignedOut(t *testing.T) {
	t.Parallel()
	s := serve(t, "127.0.0.1:0", t.TempDir())
	newClient(t, s).register("Ada", "ada@example.org")
	article := first(t, list(t), func(a listed) bool { return a.Lang == "en" && len(a.Tips) >= 3 })
	browser := newBrowser(t)
	for name, on := range map[string]script{"without script": false, "with script": true} {
		t.Run(name, func(t *testing.T) {
			p := newTab(t, browser, s, on)
			p.open("/articles/" + article.Slug)
			p.follow("button", "Save tip")
			p.reads("save the tip you chose")
			p.fill("Email", "ada@example.org")
			p.fill("Password", passphrase)
			p.follow("button", "Log in")
			p.sees("button", "Saved")
			if here := evaluate[string](p, "location.pathname"); here != "/articles/"+article.Slug {
				t.Errorf("login led to %s", here)
			}
			p.quiet()

			c := newClient(t, s) // the next run starts without the bookmark
			c.must("/login", "email", "ada@example.org", "password", passphrase)
			c.must("/articles/"+article.Slug+"/bookmark", "keep", "no", "tip", article.Tips[0].ID)
		})
	}
}

// TestLeave leaves without a way back: where script runs, the page is replaced in the tab's history.
func TestLeave(t *testing.T) {
	t.Parallel()
	s := serve(t, "127.0.0.1:0", t.TempDir())
	browser := newBrowser(t)
	article := list(t)[0]
	for name, on := range map[string]script{"without script": false, "with script": true} {
		t.Run(name, func(t *testing.T) {
			p := newTab(t, browser, s, on)
			p.open("/articles/" + article.Slug)
			p.elsewhere()
			p.press("link", "Leave this site")
			p.until("another site", p.away)
			if bool(on) && p.remembers("/articles/"+article.Slug) {
				t.Error("the article is still in the tab's history")
			}
		})
	}
}

// TestErrors keeps what was typed and says what to do.
func TestErrors(t *testing.T) {
	t.Parallel()
	p := newTab(t, newBrowser(t), serve(t, "127.0.0.1:0", t.TempDir()), false)
	p.open("/register")
	evaluate[bool](p, "document.querySelectorAll('form').forEach(f => f.noValidate = true), true")
	p.fill("Display name", "Ada")
	p.fill("Email", "ada")
	p.fill("Password", "short")
	if status := p.follow("button", "Create account"); status != http.StatusUnprocessableEntity {
		t.Errorf("a form with mistakes answered %d", status)
	}
	if role := evaluate[string](p, "document.activeElement.getAttribute('role') ?? ''"); role != "alert" {
		t.Errorf("the focus is on role %q, not on the summary", role)
	}
	if kept := evaluate[string](p, "document.getElementById('email').value"); kept != "ada" {
		t.Errorf("the email field holds %q", kept)
	}
	if kept := evaluate[string](p, "document.getElementById('password').value"); kept != "" {
		t.Error("the page repeats a password")
	}
}
