package server

import (
	"strconv"
	"time"

	"golang.org/x/text/language"

	"mendwell/internal/content"
	"mendwell/web/link"
	"mendwell/web/page"
	"mendwell/web/schema"
	"mendwell/web/ui"
)

// What pages say of themselves in the words of schema.org. Nothing stands here that the page does not show, and nothing
// that is not so: an invented person is called invented, and reviews nothing.

// stamp is a moment as machines read it, or nothing.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func publisherID(v *visit) string { return link.Absolute(v.base, "/#publisher") }

func (s *Server) publisher(v *visit) schema.Organization {
	return schema.Organization{
		Type: "Organization", ID: publisherID(v), Name: v.site.Name, URL: link.Absolute(v.base, s.space(s.languages[0]).Home()),
		Logo: &schema.Image{Type: "ImageObject", URL: link.Absolute(v.base, "/favicon.svg")},
	}
}

// homeData describes the site as a whole.
func (s *Server) homeData(v *visit) *schema.Graph {
	home := link.Absolute(v.base, v.link.Home())
	return schema.Of(schema.WebSite{
		Type: "WebSite", ID: link.Absolute(v.base, v.link.Home()) + "#site", Name: v.site.Name, URL: home, Language: v.lang,
		About: s.inLanguage(v.site.Description, v.lang), Publisher: schema.Ref{ID: publisherID(v)},
		Search: &schema.Search{
			Type: "SearchAction", Input: "required name=term",
			Target: schema.EntryPoint{Type: "EntryPoint", Template: link.Absolute(v.base, v.link.Search(link.Finding{})) + "?q={term}"},
		},
	}, s.publisher(v))
}

// articleData describes an article, under its own address wherever it is shown.
func (s *Server) articleData(v *visit, a *content.Article, f ui.Frame) *schema.Graph {
	at := s.address(v, a)
	x := schema.Article{
		Type: "Article", ID: at + "#article", MainPage: at, URL: at, Headline: a.Title, Description: a.Summary, Language: a.Lang, Words: a.Words, Free: true,
		Image:  &schema.Image{Type: "ImageObject", URL: f.Image, Width: f.ImageWidth, Height: f.ImageHeight, Caption: f.ImageAlt},
		Editor: s.credited(v, a, content.RoleEditor), Translator: s.credited(v, a, content.RoleTranslator), Publisher: schema.Ref{ID: publisherID(v)},
	}
	if x.Image.Width == 0 {
		x.Image.Width, x.Image.Height = 1200, 630
	}
	if !a.Date.IsZero() {
		x.Published, x.Modified = stamp(a.Date), stamp(changedAt(a, s.Now()))
	}
	if a.Category != nil {
		x.Section = a.Category.Title
	}
	for _, t := range a.Tags {
		x.Keywords = append(x.Keywords, t.Name)
	}
	for _, p := range a.Authors {
		x.Author = append(x.Author, s.somebody(v, p))
	}
	if len(x.Author) == 0 {
		x.Author = []any{schema.Ref{ID: publisherID(v)}}
	}
	for _, w := range a.Sources {
		x.Citation = append(x.Citation, work(w))
	}
	nodes := []any{}
	if len(a.Tips) > 0 {
		x.Main = &schema.Ref{ID: at + "#tips"}
		nodes = append(nodes, tipList(a, at))
	}
	nodes = append([]any{x}, nodes...)
	if page, ok := s.articlePage(v, a, at); ok {
		nodes = append(nodes, page)
	}
	return schema.Of(append(nodes, s.articleTrail(v, a, at), s.publisher(v))...)
}

// articlePage describes the page around an article, where there is something to say: who has reviewed it, or that it is
// made of questions. A review counts as long as its seal holds, and never one by an invented person.
func (s *Server) articlePage(v *visit, a *content.Article, at string) (schema.WebPage, bool) {
	p := schema.WebPage{Type: "WebPage", ID: at, URL: at, Name: a.Title, Language: a.Lang, Main: schema.Ref{ID: at + "#article"}}
	told := false
	if a.Kind == content.KindFAQ && len(a.Questions) > 0 {
		p.Type, p.Main, told = "FAQPage", questionsOf(a, at), true
	}
	if r := s.review(v, a); r != nil && r.State == content.ReviewHolds && !r.By.Sample {
		by := s.somebody(v, r.By.Person)
		p.ReviewedBy, told = &by, true
		if !r.Date.IsZero() {
			p.Reviewed = r.Date.Format(time.DateOnly)
		}
	}
	return p, told
}

func questionsOf(a *content.Article, at string) []schema.Question {
	out := make([]schema.Question, len(a.Questions))
	for i, q := range a.Questions {
		out[i] = schema.Question{Type: "Question", Name: q.Title, URL: at + "#" + q.ID, Answer: schema.Answer{Type: "Answer", Text: q.Text}}
	}
	return out
}

func tipList(a *content.Article, at string) schema.List {
	l := schema.List{Type: "ItemList", ID: at + "#tips", Name: a.Title, Count: len(a.Tips)}
	for i, t := range a.Tips {
		l.Items = append(l.Items, schema.Item{Type: "ListItem", Position: i + 1, Name: t.Title, URL: at + "#" + t.ID})
	}
	return l
}

// work is a source. Of most no more is known than how they are called.
func work(w content.Source) schema.Work {
	out := schema.Work{Type: "CreativeWork", Name: w.Title, URL: w.URL}
	if w.Publisher != "" {
		out.Publisher = &schema.Named{Type: "Organization", Name: w.Publisher}
	}
	if w.Year != 0 {
		out.Published = strconv.Itoa(w.Year)
	}
	return out
}

// somebody is a person as an article names them.
func (s *Server) somebody(v *visit, p *content.Person) schema.Person {
	x := schema.Person{Type: "Person", Name: p.Name, URL: link.Absolute(v.base, v.link.Person(p.Slug)), JobTitle: p.JobTitle}
	if p.Sample {
		x.JobTitle, x.About = "", v.words.T("person.sample.short")
	}
	return x
}

func (s *Server) credited(v *visit, a *content.Article, role content.Role) []schema.Person {
	var out []schema.Person
	for _, c := range a.Credits {
		if c.Role == role && c.Person != nil {
			out = append(out, s.somebody(v, c.Person))
		}
	}
	return out
}

// trail is the way to a page from the front page; names and paths in turn.
func (s *Server) trail(v *visit, steps ...string) schema.List {
	l := schema.List{Type: "BreadcrumbList"}
	for i := 0; i+1 < len(steps); i += 2 {
		l.Items = append(l.Items, schema.Item{Type: "ListItem", Position: i/2 + 1, Name: steps[i], Item: link.Absolute(v.base, steps[i+1])})
	}
	return l
}

func (s *Server) articleTrail(v *visit, a *content.Article, at string) schema.List {
	home := s.space(v.lib.Home(a))
	name, path := v.words.T("nav.articles"), home.Articles(1)
	if a.Category != nil {
		name, path = a.Category.Title, home.Category(a.Category.Slug, 1)
	}
	return s.trail(v, v.words.T("nav.home"), home.Home(), name, path, a.Title, home.Article(a.Slug))
}

// personData describes the page of a real person. Of an invented one nothing is said but where the page stands.
func (s *Server) personData(v *visit, p *content.Person) *schema.Graph {
	at := link.Absolute(v.base, v.link.Person(p.Slug))
	trail := s.trail(v, v.words.T("nav.home"), v.link.Home(), v.words.T("nav.people"), v.link.People(1), p.Name, v.link.Person(p.Slug))
	if p.Sample {
		return schema.Of(trail)
	}
	x := s.somebody(v, p)
	x.ID, x.About, x.Other = at+"#person", p.Summary, p.AlsoKnownAs
	if p.Photo != nil {
		x.Image = link.Absolute(v.base, p.Photo.Src)
	}
	for _, l := range p.Links {
		x.SameAs = append(x.SameAs, l.URL)
	}
	return schema.Of(schema.WebPage{Type: "ProfilePage", ID: at, URL: at, Name: p.Name, Language: v.lang, Main: x}, trail)
}

// listData describes a list of articles: a category's, a tag's, or all. The trail leads by the list of lists that stands
// above its heading.
func (s *Server) listData(v *visit, p page.ListProps, path string, articles []*content.Article) *schema.Graph {
	at := link.Absolute(v.base, path)
	items := schema.List{Type: "ItemList", Items: []schema.Item{}}
	for i, a := range articles {
		items.Items = append(items.Items, schema.Item{Type: "ListItem", Position: i + 1, Name: a.Title, URL: s.address(v, a)})
	}
	steps := []string{v.words.T("nav.home"), v.link.Home()}
	if p.KickerHref != "" {
		steps = append(steps, p.Kicker, p.KickerHref)
	}
	return schema.Of(
		schema.WebPage{Type: "CollectionPage", ID: at, URL: at, Name: p.Frame.Title, Language: v.lang, About: p.Summary, Main: items},
		s.trail(v, append(steps, p.Heading, path)...),
	)
}

// debateData describes a question as a list of what articles answer, as the page does: columns from yes to no, uncounted.
// It is no question with answers in schema.org's sense, which are written by visitors of the page, or settle it.
func (s *Server) debateData(v *visit, d *content.Debate) *schema.Graph {
	home := s.space(d.Lang)
	at := link.Absolute(v.base, home.Question(d.Slug))
	answers := schema.List{Type: "ItemList", Items: []schema.Item{}}
	for _, stance := range content.Stances() {
		for _, p := range d.With(stance) {
			x := schema.Item{Type: "ListItem", Position: len(answers.Items) + 1, Name: p.Article.Title, URL: s.address(v, p.Article)}
			if p.Part != "" {
				x.Name, x.URL = p.Title, x.URL+"#"+p.Part
			}
			answers.Items = append(answers.Items, x)
		}
	}
	return schema.Of(
		schema.WebPage{Type: "CollectionPage", ID: at, URL: at, Name: d.Title, Language: d.Lang, About: d.Summary, Main: answers},
		s.trail(v, v.words.T("nav.home"), home.Home(), v.words.T("questions.heading"), home.Questions(1), d.Title, home.Question(d.Slug)),
	)
}

// debatesData describes a page of the list of questions.
func (s *Server) debatesData(v *visit, name, path string, debates []*content.Debate) *schema.Graph {
	at := link.Absolute(v.base, path)
	items := schema.List{Type: "ItemList", Items: []schema.Item{}}
	for i, d := range debates {
		items.Items = append(items.Items, schema.Item{
			Type: "ListItem", Position: i + 1, Name: d.Title, URL: link.Absolute(v.base, s.space(d.Lang).Question(d.Slug)),
		})
	}
	return schema.Of(
		schema.WebPage{Type: "CollectionPage", ID: at, URL: at, Name: name, Language: v.lang, About: v.words.T("questions.summary"), Main: items},
		s.trail(v, v.words.T("nav.home"), v.link.Home(), name, path),
	)
}

// story is what Open Graph says of an article.
func (s *Server) story(v *visit, a *content.Article) *ui.Story {
	out := &ui.Story{}
	if !a.Date.IsZero() {
		out.Published, out.Modified = stamp(a.Date), stamp(changedAt(a, s.Now()))
	}
	if a.Category != nil {
		out.Section = a.Category.Title
	}
	for _, p := range a.Authors {
		out.Authors = append(out.Authors, link.Absolute(v.base, v.link.Person(p.Slug)))
	}
	for _, t := range a.Tags {
		out.Tags = append(out.Tags, t.Name)
	}
	return out
}

// locale writes a language as Open Graph wants it, with the country in which most speak it.
func locale(lang string) string {
	tag := language.Make(lang)
	base, _ := tag.Base()
	region, _ := tag.Region()
	return base.String() + "_" + region.String()
}
