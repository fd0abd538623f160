package server

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/go-chi/chi/v5"
	"golang.org/x/text/language"

	"mendwell/internal/content"
	"mendwell/internal/fault"
	"mendwell/web/link"
	"mendwell/web/page"
	"mendwell/web/ui"
)

// What the end of an article has room for.
const (
	relatedShown = 3
	recentShown  = 8
)

// showArticle shows an article, wherever its language is asked for, and leads from a retired address to today's.
func (s *Server) showArticle(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	a, err := s.article(r)
	// A retired slug of this language comes before an article of another language that happens to have it.
	if err != nil || v.lib.Home(a) != v.lang {
		if moved, ok := v.lib.Moved(v.lang, chi.URLParam(r, "slug")); ok {
			return s.movedTo(w, r, s.space(v.lib.Home(moved)).Article(moved.Slug))
		}
	}
	if err != nil {
		return err
	}
	p, err := s.articleProps(r, a)
	if err != nil {
		return err
	}
	return s.show(w, r, page.Article(p))
}

// article finds the article that an address names.
func (s *Server) article(r *http.Request) (*content.Article, error) {
	v := visitOf(r)
	a, ok := v.lib.Article(v.lang, chi.URLParam(r, "slug"))
	if !ok {
		return nil, fault.New(fault.NotFound, "")
	}
	return a, nil
}

func (s *Server) articleProps(r *http.Request, a *content.Article) (page.ArticleProps, error) {
	v := visitOf(r)
	p, err := s.articleText(v, a)
	if err != nil {
		return p, fmt.Errorf("show article: %w", err)
	}
	if a.Kind == content.KindTips {
		p.OnePageHref = v.link.OnePage(a.Slug)
	}
	p.Frame, p.Badges, p.Recent, p.CanComment = s.articleFrame(v, a), badges(a), s.recent(v, a), v.viewer != nil
	if v.done == "deleted" { // whoever is told lands in the discussion, not at the top of the page
		p.Told, p.Notice = p.Notice, nil
	}
	if !p.NoIndex {
		p.Data = s.articleData(v, a, p.Frame)
	}
	if a.Image == nil {
		p.Cover = drawn(a, "svg")
	}
	for _, t := range a.Tags {
		p.TagLinks = append(p.TagLinks, page.TagLink{Name: t.Name, Href: v.link.Tag(t.Slug, 1)})
	}
	if p.Related, err = s.related(r, a); err != nil {
		return p, err
	}
	if p.Saved, err = s.saved(r.Context(), v, a); err != nil {
		return p, err
	}
	if v.viewer != nil {
		p.Once = s.onceOf(v, a) // only where there is a form: everybody else gets the same page, with the same ETag
	}
	return p, s.discussion(r, a, &p)
}

// articleText is what an article and a preview of it have in common: all that an editor wrote.
func (s *Server) articleText(v *visit, a *content.Article) (page.ArticleProps, error) {
	document, err := a.Document()
	if err != nil {
		return page.ArticleProps{}, err
	}
	p := page.ArticleProps{
		Article: a, Document: document, Dir: direction(a.Lang), Authors: personLinks(v, a.Authors), Credits: credits(v, a),
		Standing: s.standing(v, a), Review: s.review(v, a), Translations: s.translations(v, a), Offers: s.offers(v, a),
		Waiting: waiting(v, a, s.Now()), Findings: s.findings(v, a), Help: helpOf(v),
		Series: seriesOf(v, a), Asked: asked(v, a), Address: s.address(v, a), Origin: v.base,
	}
	p.Help.Above = a.Sensitive
	if a.Category != nil {
		p.CategoryHref = v.link.Category(a.Category.Slug, 1)
	}
	return p, nil
}

// onceOf is the key of a comment form, or the hole for it where the page is kept for many.
func (s *Server) onceOf(v *visit, a *content.Article) string {
	if v.shared == nil {
		return s.onceToday(v, a)
	}
	v.shared.bookmarks = a.Key()
	return onceHole
}

// onceToday is the key of an article's comment form for one session and one day (UTC), so that a page that did not
// change keeps its ETag. A key tells a repeat only together with the same text and place; see comment.Draft.
func (s *Server) onceToday(v *visit, a *content.Article) string {
	return fingerprint(fmt.Appendf(nil, "%s %s %s", v.viewer.Session.ID, a.Key(), s.Now().UTC().Format(time.DateOnly)))
}

func (s *Server) discussion(r *http.Request, a *content.Article, p *page.ArticleProps) error {
	v := visitOf(r)
	v.dependsOn(a.Key())
	v.showsFresh()
	number, err := pageNumber(r, "comments")
	if err != nil {
		return err
	}
	if p.Comments, err = s.Comments.On(r.Context(), a.Key(), number, v.viewer); err != nil {
		return err
	}
	if number > max(1, p.Comments.Pages) {
		return fault.New(fault.NotFound, "")
	}
	if len(p.Comments.Threads) > 0 {
		s.showsTimes(v)
	}
	if number > 1 {
		p.Title = v.words.T("title.comments", "Title", a.Title, "Page", v.words.Number(number))
	}
	p.CommentPager = ui.Pager{Number: number, Pages: p.Comments.Pages, Href: func(n int) string { return v.link.Comments(a.Slug, n) }}
	return nil
}

// articleFrame differs from others in that an article has one home: the address in its own language.
func (s *Server) articleFrame(v *visit, a *content.Article) ui.Frame {
	f := s.frame(v, a.Title, func(l link.Space) string { return l.Article(a.Slug) })
	f.Canonical = link.Absolute(v.base, s.space(v.lib.Home(a)).Article(a.Slug))
	if a.Canonical != "" {
		f.Canonical = a.Canonical
	}
	f.Alternates = s.articleAlternates(v, a)
	f.Description, f.Kind = a.Summary, "article"
	f.Story, f.Locale = s.story(v, a), locale(a.Lang)
	f.Feeds = append(f.Feeds, commentFeed(v, a).links()...)
	showPreview(&f, v, a)
	f.NoIndex = a.Draft || a.Date.After(s.Now())
	if a.Category != nil {
		markSection(&f, a.Category.Slug)
	}
	return f
}

// articleAlternates leads a reader to the translation in another interface language, or to the same article inside the
// other interface. Machines are told of real translations only.
func (s *Server) articleAlternates(v *visit, a *content.Article) []ui.Alternate {
	versions := map[string]*content.Article{}
	for _, t := range append([]*content.Article{a}, v.lib.Translations(a)...) {
		if slices.Contains(s.languages, t.Lang) {
			versions[t.Lang] = t
		}
	}
	var out []ui.Alternate
	for _, lang := range s.languages {
		t := cmp.Or(versions[lang], a)
		alt := ui.Alternate{Lang: lang, Name: v.words.Language(lang), Href: s.space(lang).Article(t.Slug)}
		if versions[lang] != nil && len(versions) > 1 {
			alt.Absolute = link.Absolute(v.base, alt.Href)
		}
		out = append(out, alt)
	}
	return out
}

func (s *Server) translations(v *visit, a *content.Article) []ui.Alternate {
	var out []ui.Alternate
	for _, t := range v.lib.Translations(a) {
		out = append(out, ui.Alternate{
			Lang: t.Lang, Name: s.Words.In(t.Lang).T("article.translation"), Href: s.space(v.lib.Home(t)).Article(t.Slug),
		})
	}
	return out
}

func credits(v *visit, a *content.Article) []page.CreditLink {
	var out []page.CreditLink
	for _, c := range a.Credits {
		if c.Person != nil {
			out = append(out, page.CreditLink{
				PersonLink: page.PersonLink{Person: c.Person, Href: v.link.Person(c.Person.Slug)}, Role: c.Role,
			})
		}
	}
	return out
}

// standing is who stands behind an article: each person once for each thing they did.
func (s *Server) standing(v *visit, a *content.Article) []page.Stander {
	var out []page.Stander
	seen := map[[2]string]bool{}
	add := func(p *content.Person, role string) {
		if p == nil || seen[[2]string{p.Slug, role}] {
			return
		}
		seen[[2]string{p.Slug, role}] = true
		out = append(out, page.Stander{PersonLink: page.PersonLink{Person: p, Href: v.link.Person(p.Slug)}, Role: role})
	}
	for _, p := range a.Authors {
		add(p, "author")
	}
	signed := s.review(v, a)
	for _, c := range a.Credits {
		if signed != nil && c.Role == content.RoleReviewer && c.Person == signed.By.Person {
			out = append(out, page.Stander{PersonLink: signed.By, Role: signed.Role(), Review: signed})
			continue
		}
		add(c.Person, string(c.Role))
	}
	return out
}

// badges says whose comments carry a badge: the article's authors and its editor.
func badges(a *content.Article) map[string]string {
	out := map[string]string{}
	for _, c := range a.Credits {
		if c.Role == content.RoleEditor && c.Person != nil {
			out[c.Person.Slug] = "editor"
		}
	}
	for _, p := range a.Authors {
		out[p.Slug] = "author"
	}
	return out
}

// related are cards of what to read next, each with the reason why.
func (s *Server) related(r *http.Request, a *content.Article) ([]page.Card, error) {
	v := visitOf(r)
	relations := v.lib.RelatedTo(a, relatedShown)
	articles := make([]*content.Article, len(relations))
	for i, rel := range relations {
		articles[i] = rel.Article
	}
	cards, err := s.cards(r, articles)
	for i := range cards {
		why := "related.why." + string(relations[i].Tie)
		if relations[i].Tie == content.ByWords && relations[i].Name == "" {
			why += ".unnamed"
		}
		cards[i].Why = v.words.T(why, "Name", relations[i].Name)
		cards[i].AtHome = relations[i].Tie == content.ByCategory // which is named already
	}
	return cards, err
}

func (s *Server) recent(v *visit, a *content.Article) []page.RecentRow {
	var out []page.RecentRow
	for _, b := range others(v.lib.Articles(v.lang), a, recentShown) {
		row := page.RecentRow{Title: b.Title, Href: v.link.Article(b.Slug), Authors: personLinks(v, b.Authors), Date: b.Date, Lang: b.Lang, Waiting: waiting(v, b, s.Now())}
		if b.Category != nil {
			row.Category, row.CategoryHref = b.Category.Title, v.link.Category(b.Category.Slug, 1)
		}
		out = append(out, row)
	}
	return out
}

// saved returns what the viewer keeps of an article: tip ids, and "" for the article itself.
func (s *Server) saved(ctx context.Context, v *visit, a *content.Article) (map[string]bool, error) {
	if v.viewer == nil {
		return nil, nil
	}
	kept, err := s.Bookmarks.On(ctx, v.viewer, a.Key())
	if err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for target, on := range kept {
		if target.Article == a.Key() {
			out[target.Tip] = on
		}
	}
	return out, nil
}

// direction returns the writing direction of a language, from the script that it is usually written in.
func direction(lang string) string {
	script, _ := language.Make(lang).Script()
	switch script.String() {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg":
		return "rtl"
	default:
		return "ltr"
	}
}
