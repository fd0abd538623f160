package content

import (
	"cmp"
	"maps"
	"slices"

	"mendwell/internal/markdown"
)

// Stance is what an article says to the question of a debate.
type Stance string

// The stances, in the order in which they are shown. The order says nothing about who is right.
const (
	StanceYes     Stance = "yes"
	StanceNo      Stance = "no"
	StanceDepends Stance = "depends"
)

// Stances lists all stances in the order in which they are shown.
func Stances() []Stance { return []Stance{StanceYes, StanceNo, StanceDepends} }

// Debate is a question that articles answer differently, with an editor's text about what they agree on. It is not a
// Question, which is answered once, in the FAQ section of one article.
type Debate struct {
	Slug, Lang, Path string
	Title, Summary   string // plain text
	Category         *Category
	Editor           *Person // who wrote the text; nil if it does not say
	Draft            bool
	HTML             markdown.HTML
	Sections         []*Section // the text, for search

	// Positions are those of the articles that are visible at the library's moment, in its own language first, then by the title of the article. Of an
	// article and its translation only the one in the debate's language is here.
	Positions    []*Position
	Translations []*Debate // sorted by language

	group string // slug that all translations share
}

// With returns the positions of one stance.
func (d *Debate) With(s Stance) []*Position {
	var out []*Position
	for _, p := range d.Positions {
		if p.Stance == s {
			out = append(out, p)
		}
	}
	return out
}

// Position is what one article says to a debate, as a whole or in one of its parts.
type Position struct {
	Debate  *Debate // in the article's language where there is one
	Article *Article
	Stance  Stance
	// Part is the id of the tip, FAQ question or section that says so, and Title what it is called. Empty: the whole
	// article.
	Part, Title string
	For         string // for whom it says so; plain text, may be empty
	Why         string // the editor's one sentence; empty: see Reason
}

// Reason is why the article says so: the editor's sentence, or else the first sentence of the part, or of the summary.
func (p *Position) Reason() string {
	if p.Why != "" {
		return p.Why
	}
	for _, q := range p.Article.Questions {
		if p.Part != "" && q.ID == p.Part {
			return firstSentence(q.Text)
		}
	}
	if doc, err := p.Article.Document(); err == nil {
		if t, ok := doc.Tip(p.Part); ok && t.Lead != "" {
			return t.Lead
		}
	}
	return firstSentence(p.Article.Summary)
}

// Contested says whether another article takes another stance.
func (p *Position) Contested() bool {
	return slices.ContainsFunc(p.Debate.Positions, func(q *Position) bool {
		return q.Stance != p.Stance && q.Article != p.Article
	})
}

// bond is a position as it was read: it names its debate by group and its article as the catalogue knows it.
type bond struct {
	group       string
	stance      Stance
	part, title string
	whom, why   string
}

// debate makes the debates of one moment, with the positions of the articles that are visible then.
func (l *Library) debate() {
	l.debates = map[string]map[string]*Debate{}
	byGroup := map[string][]*Debate{}
	for slug, versions := range l.roll.debates {
		for lang, read := range versions {
			if read.Draft && !l.opts.Drafts {
				continue
			}
			d := *read
			put(l.debates, lang, slug, &d)
			byGroup[d.group] = append(byGroup[d.group], &d)
		}
	}
	for _, group := range byGroup {
		slices.SortFunc(group, func(a, b *Debate) int { return cmp.Or(cmp.Compare(a.Lang, b.Lang), cmp.Compare(a.Slug, b.Slug)) })
		for _, d := range group {
			d.Translations = filter(group, func(o *Debate) bool { return o.Lang != d.Lang })
		}
	}
	answers := map[*Debate]map[*Article]bool{}
	l.positions = map[*Article][]*Position{}
	for _, n := range slices.Sorted(maps.Keys(l.bonds)) {
		a := l.published(n)
		if a == nil {
			continue
		}
		for _, b := range l.bonds[n] {
			group := byGroup[b.group]
			if len(group) == 0 {
				continue
			}
			p := &Position{Debate: l.inLanguage(group, a), Article: a, Stance: b.stance, Part: b.part, Title: b.title, For: b.whom, Why: b.why}
			l.positions[a] = append(l.positions[a], p)
			for _, d := range group {
				d.Positions = append(d.Positions, p)
				if answers[d] == nil {
					answers[d] = map[*Article]bool{}
				}
				answers[d][a] = true
			}
		}
	}
	for d, articles := range answers {
		d.Positions = slices.DeleteFunc(d.Positions, func(p *Position) bool {
			return l.Home(p.Article) != d.Lang && slices.ContainsFunc(l.Translations(p.Article), func(t *Article) bool {
				return t.Lang == d.Lang && articles[t]
			})
		})
		slices.SortStableFunc(d.Positions, func(p, q *Position) int {
			return cmp.Or(l.foreign(p.Article, d)-l.foreign(q.Article, d), byName(p.Article.Title, q.Article.Title), cmp.Compare(p.Article.Path, q.Article.Path))
		})
	}
}

// foreign is 1 for an article in another language than a debate, and 0 otherwise.
func (l *Library) foreign(a *Article, d *Debate) int {
	if l.Home(a) == d.Lang {
		return 0
	}
	return 1
}

// inLanguage picks the version of a debate that an article leads to.
func (l *Library) inLanguage(group []*Debate, a *Article) *Debate {
	for _, lang := range []string{l.Home(a), l.site.DefaultLanguage} {
		for _, d := range group {
			if d.Lang == lang {
				return d
			}
		}
	}
	return group[0]
}

// Debate finds a debate by the language of the address and its slug. Where none has that language, one in another
// language with that slug is returned.
func (l *Library) Debate(lang, slug string) (*Debate, bool) {
	return pick(l.debates, slug, lang, l.site.DefaultLanguage)
}

// Positions returns what an article says to debates, in the order in which it says so. The slice must not be changed.
func (l *Library) Positions(a *Article) []*Position { return l.positions[a] }

// Debates returns the debates of an interface language: first those on which articles disagree, then by title.
func (l *Library) Debates(lang string) []*Debate {
	var list []*Debate
	for _, versions := range l.debates {
		if d := versions[lang]; d != nil {
			list = append(list, d)
		}
	}
	slices.SortFunc(list, func(a, b *Debate) int {
		return cmp.Or(b.sides()-a.sides(), byName(a.Title, b.Title), cmp.Compare(a.Slug, b.Slug))
	})
	return list
}

// sides counts the stances that some article takes.
func (d *Debate) sides() int {
	n := 0
	for _, s := range Stances() {
		if slices.ContainsFunc(d.Positions, func(p *Position) bool { return p.Stance == s }) {
			n++
		}
	}
	return n
}
