package content

import (
	"fmt"

	"github.com/yuin/goldmark/ast"

	"mendwell/internal/markdown"
)

// Document renders the body. The first call renders, later calls return the same Document; safe for concurrent use.
// It fails only where Load has measured wrongly: a page without its text would be worse than none.
func (a *Article) Document() (*Document, error) {
	if a.memo == nil {
		return &Document{}, nil
	}
	a.memo.once.Do(func() { a.memo.doc, a.memo.err = a.render() })
	return a.memo.doc, a.memo.err
}

func (a *Article) render() (*Document, error) {
	body, err := markdown.ParseArticle([]byte(a.body), articleOptions(a.words, a.links, a.images))
	if err != nil {
		return nil, fmt.Errorf("parse %s: %w", a.Path, err)
	}
	doc, err := shape(body, a.want).document()
	if err != nil {
		return nil, fmt.Errorf("render %s: %w", a.Path, err)
	}
	return doc, nil
}

// document renders the pieces.
func (s *structure) document() (*Document, error) {
	doc := &Document{}
	for _, p := range s.pieces {
		part, err := s.part(p)
		if err != nil {
			return nil, err
		}
		if part.HTML != "" || part.Tip != nil || part.Questions != nil {
			doc.Parts = append(doc.Parts, part)
		}
	}
	return doc, nil
}

func (s *structure) part(p piece) (Part, error) {
	var part Part
	var err error
	if t := p.tip; t != nil {
		part.Tip = &TipBody{Tip: t.Tip, Lead: s.lead(t.body), Caution: s.cautions(t.body)}
		part.Tip.TitleHTML, part.Tip.HTML, err = s.pair(t.titleNode, t.body)
		return part, err
	}
	for _, q := range p.faq {
		body := &QuestionBody{Question: q.Question}
		if body.TitleHTML, body.HTML, err = s.pair(q.titleNode, q.body); err != nil {
			return part, err
		}
		part.Questions = append(part.Questions, body)
	}
	if p.faq == nil {
		part.HTML, err = s.body.Render(p.blocks...)
	}
	return part, err
}

func (s *structure) pair(title ast.Node, body []ast.Node) (head, text markdown.HTML, err error) {
	if head, err = s.body.Render(title); err != nil {
		return "", "", err
	}
	text, err = s.body.Render(body...)
	return head, text, err
}

// lead returns the first sentence of the first paragraph.
func (s *structure) lead(body []ast.Node) string {
	for _, n := range body {
		if n.Kind() == ast.KindParagraph || n.Kind() == ast.KindTextBlock {
			return firstSentence(s.text(n))
		}
	}
	return ""
}

// cautions says whether a box that warns or leads to help is among nodes or inside them.
func (s *structure) cautions(body []ast.Node) bool {
	found := false
	for _, n := range body {
		_ = ast.Walk(n, func(n ast.Node, _ bool) (ast.WalkStatus, error) {
			if box, ok := n.(*markdown.Callout); ok {
				found = found || box.Name == "caution" || box.Name == "warning" || box.Name == "help"
			}
			if found {
				return ast.WalkStop, nil
			}
			return ast.WalkContinue, nil
		})
	}
	return found
}

// Tip finds a tip with its markup by its id.
func (d *Document) Tip(id string) (*TipBody, bool) {
	for _, p := range d.Parts {
		if p.Tip != nil && p.Tip.ID == id {
			return p.Tip, true
		}
	}
	return nil, false
}

// Tip finds a tip of the article by its id.
func (a *Article) Tip(id string) (*Tip, bool) {
	for _, t := range a.Tips {
		if t.ID == id {
			return t, true
		}
	}
	return nil, false
}
