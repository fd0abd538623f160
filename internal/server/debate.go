package server

import (
	"net/http"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/content"
	"mendwell/internal/fault"
	"mendwell/web/link"
	"mendwell/web/page"
	"mendwell/web/ui"
)

// otherQuestions is how many other questions the end of a question has room for.
const otherQuestions = 4

// debatesPerPage is how many questions a page has room for.
const debatesPerPage = 30

func (s *Server) showQuestions(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	number, err := pageNumber(r, "page")
	if err != nil {
		return err
	}
	all := s.debates(v, v.lang)
	part, pages, err := sliceBy(debatesPerPage, all, number)
	if err != nil {
		return err
	}
	p := page.QuestionsProps{
		Frame: s.frame(v, numbered(v, v.words.T("questions.heading"), number), func(l link.Space) string { return l.Questions(number) }),
		Pager: ui.Pager{Number: number, Pages: pages, Href: v.link.Questions},
	}
	p.Alternates = s.sameLength(v, p.Alternates, number, func(lang string) int { return (len(s.debates(v, lang)) + debatesPerPage - 1) / debatesPerPage }, link.Space.Questions)
	for _, d := range part {
		if d.Lang == v.lang {
			p.Debates = append(p.Debates, debateLink(v, d))
		} else {
			p.Elsewhere = append(p.Elsewhere, debateLink(v, d))
		}
	}
	p.Description = v.words.T("questions.summary")
	p.Data = s.debatesData(v, p.Title, v.link.Questions(number), part)
	return s.show(w, r, page.Questions(p))
}

// debates are the questions in a language, and after them those that are asked in another only.
func (s *Server) debates(v *visit, lang string) []*content.Debate {
	out := slices.Clone(v.lib.Debates(lang))
	for _, other := range s.languages {
		for _, d := range v.lib.Debates(other) {
			if other != lang && inLanguage(d, lang) == nil {
				out = append(out, d)
			}
		}
	}
	return out
}

func (s *Server) showQuestion(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	d, ok := v.lib.Debate(v.lang, chi.URLParam(r, "slug"))
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	p := page.QuestionProps{Frame: s.debateFrame(v, d), Debate: d, Dir: direction(d.Lang), Origin: v.base, Help: helpOf(v)}
	p.Help.Above, p.Data = dangers(d), s.debateData(v, d)
	if d.Category != nil {
		p.CategoryHref = v.link.Category(d.Category.Slug, 1)
	}
	if d.Editor != nil {
		p.EditorHref = v.link.Person(d.Editor.Slug)
	}
	for _, stance := range content.Stances() {
		column := ui.Stance{Name: string(stance)}
		for _, position := range d.With(stance) {
			column.Answers = append(column.Answers, s.answerOf(v, d, position))
		}
		p.Columns = append(p.Columns, column)
	}
	for _, t := range d.Translations {
		p.Translations = append(p.Translations, ui.Alternate{
			Lang: t.Lang, Name: s.Words.In(t.Lang).T("article.translation"), Href: s.space(t.Lang).Question(t.Slug),
		})
	}
	for _, o := range v.lib.Debates(v.lang) {
		if o != d && len(p.Others) < otherQuestions {
			p.Others = append(p.Others, debateLink(v, o))
		}
	}
	return s.show(w, r, page.Question(p))
}

// dangers are the topics of all the articles that answer a question: whoever sets their tips side by side owes the box that
// stands before each.
func dangers(d *content.Debate) []string {
	var out []string
	for _, topic := range content.HelpTopics() {
		for _, stance := range content.Stances() {
			if slices.ContainsFunc(d.With(stance), func(p *content.Position) bool { return slices.Contains(p.Article.Sensitive, topic) }) {
				out = append(out, topic)
				break
			}
		}
	}
	return out
}

// debateFrame differs from others in that a question has one home, as an article has.
func (s *Server) debateFrame(v *visit, d *content.Debate) ui.Frame {
	f := s.frame(v, d.Title, func(l link.Space) string { return l.Question(d.Slug) })
	f.Canonical = link.Absolute(v.base, s.space(d.Lang).Question(d.Slug))
	for i, lang := range s.languages {
		alt := &f.Alternates[i]
		alt.Absolute = ""
		if o := inLanguage(d, lang); o != nil {
			alt.Href = s.space(lang).Question(o.Slug)
			if len(d.Translations) > 0 {
				alt.Absolute = link.Absolute(v.base, alt.Href)
			}
		}
	}
	f.Description, f.Kind, f.NoIndex = d.Summary, "article", d.Draft
	if d.Category != nil {
		markSection(&f, d.Category.Slug)
	}
	return f
}

// inLanguage returns a debate, or its translation, in a language; nil if there is none.
func inLanguage(d *content.Debate, lang string) *content.Debate {
	for _, o := range append([]*content.Debate{d}, d.Translations...) {
		if o.Lang == lang {
			return o
		}
	}
	return nil
}

func debateLinks(v *visit, list []*content.Debate) []page.DebateLink {
	var out []page.DebateLink
	for _, d := range list {
		out = append(out, debateLink(v, d))
	}
	return out
}

func debateLink(v *visit, d *content.Debate) page.DebateLink {
	return page.DebateLink{Title: d.Title, Summary: d.Summary, Href: v.link.Question(d.Slug), Lang: d.Lang, Sides: sides(v, d)}
}

// sides says which stances articles take, without counting them.
func sides(v *visit, d *content.Debate) string {
	var taken []string
	for _, stance := range content.Stances() {
		if len(d.With(stance)) > 0 {
			taken = append(taken, string(stance))
		}
	}
	if len(taken) == 0 {
		taken = []string{"none"}
	}
	return v.words.T("stances." + strings.Join(taken, "-"))
}

func (s *Server) answerOf(v *visit, d *content.Debate, p *content.Position) ui.Answer {
	a, there := p.Article, v.link
	if shown, ok := v.lib.Article(v.lang, a.Slug); !ok || shown != a { // another language's article has its slug here, and other parts
		there = s.space(v.lib.Home(a))
	}
	out := ui.Answer{Title: a.Title, Href: there.Article(a.Slug), Lang: a.Lang, For: p.For, Why: p.Reason()}
	if p.Part != "" {
		out.Title, out.Href, out.Article = p.Title, there.Tip(a.Slug, p.Part), a.Title
	}
	if a.Lang != d.Lang {
		out.Foreign = v.words.LanguageIn(a.Lang)
	}
	for _, person := range a.Authors {
		out.Authors = append(out.Authors, ui.AnswerAuthor{Name: person.Name, Href: v.link.Person(person.Slug), Credentials: person.Credentials})
	}
	return out
}

// asked leads from the parts of an article to the questions that they answer. What has no place of its own on the page,
// the article as a whole and its sections, is under "".
func asked(v *visit, a *content.Article) map[string][]ui.AskedLink {
	out := map[string][]ui.AskedLink{}
	for _, p := range v.lib.Positions(a) {
		at := p.Part
		if _, ok := a.Tip(at); !ok && !isQuestion(a, at) {
			at = ""
		}
		to := ui.AskedLink{Title: p.Debate.Title, Href: v.link.Question(p.Debate.Slug), Lang: p.Debate.Lang, Contested: p.Contested()}
		if i := slices.IndexFunc(out[at], func(l ui.AskedLink) bool { return l.Href == to.Href }); i < 0 {
			out[at] = append(out[at], to)
		} else if to.Contested { // several sections answer one question: one link is enough
			out[at][i] = to
		}
	}
	return out
}

func isQuestion(a *content.Article, id string) bool {
	for _, q := range a.Questions {
		if q.ID == id {
			return true
		}
	}
	return false
}
