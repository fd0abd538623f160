package content

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"mendwell/internal/markdown"
)

var faqStart = regexp.MustCompile(`(?i)^[\s\p{So}\p{Nd}.):\x{FE0F}]*(?:faqs?\b|f\.a\.q\.|frequently asked questions|common questions|` +
	`questions (?:and|&) answers|q ?& ?a\b|your questions|häufige fragen|häufig gestellte fragen|oft gestellte fragen|` +
	`fragen (?:und|&) antworten|questions fréquentes|preguntas frecuentes|常见问题|常見問題|الأسئلة الشائعة|أسئلة شائعة)`)

// faqTitle says whether a heading opens a FAQ section.
func faqTitle(text string) bool { return mayBeFAQ(text) && faqStart.MatchString(text) }

// mayBeFAQ is a quick look that spares most headings the expression: it says no only where that would not match.
func mayBeFAQ(text string) bool {
	text = strings.TrimLeft(text, " 0123456789.):")
	if len(text) < 2 || text[0] < 'A' || text[0] >= utf8.RuneSelf {
		return true
	}
	for _, start := range faqStarts[text[0]|0x20] {
		if startsSmall(text, start) {
			return true
		}
	}
	return false
}

// faqStarts are what faqStart begins with, by the first letter, without s and k, which may be written with letters beyond
// ASCII.
var faqStarts = map[byte][]string{
	'f': {"faq", "f.a.q", "frequently a", "fragen"}, 'c': {"common que"}, 'y': {"your que"}, 'q': {"que", "q ", "q&"}, 'h': {"h\xc3"}, 'o': {"oft ge"},
	'p': {"pregunta"},
}

// startsSmall says whether a text starts with another one, which is in small letters, or with the same in capital ones.
func startsSmall(text, start string) bool {
	if len(text) < len(start) {
		return false
	}
	for i := range len(start) {
		if c := text[i]; c != start[i] && (c < 'A' || c > 'Z' || c|0x20 != start[i]) {
			return false
		}
	}
	return true
}

func isQuestion(text string) bool {
	text = strings.TrimRight(text, " \t\n\"'”“»’)*_")
	return strings.HasSuffix(text, "?") || strings.HasSuffix(text, "？") || strings.HasSuffix(text, "؟")
}

// promisesTips says whether a title counts something that is no questions.
func promisesTips(title string) bool {
	n, questions := promisedCount(title)
	return n > 0 && !questions
}

// faqSections finds the FAQ sections: first block -> the block behind. A body whose title or kind says that it is one is
// a section as a whole.
func (s *structure) faqSections(blocks []ast.Node) map[int]int {
	sections := map[int]int{}
	if s.want.plain {
		return sections
	}
	for i := 0; i < len(blocks); i++ {
		h, ok := blocks[i].(*ast.Heading)
		if !ok || !faqTitle(s.text(h)) {
			continue
		}
		end := i + 1
		flat := false
		for ; end < len(blocks); end++ {
			if _, ok := blocks[end].(*extast.FootnoteList); ok {
				break
			}
			next, ok := blocks[end].(*ast.Heading)
			if !ok || next.Level > h.Level {
				continue
			}
			flat = flat || end == i+1
			if next.Level < h.Level || !flat || !isQuestion(s.text(next)) {
				break
			}
		}
		sections[i] = end
		i = end - 1
	}
	if len(sections) == 0 && (s.want.kind == string(KindFAQ) || faqTitle(s.want.title) && !promisesTips(s.want.title)) && len(blocks) > 0 {
		end := len(blocks)
		if _, ok := blocks[end-1].(*extast.FootnoteList); ok {
			end--
		}
		if end > 0 {
			sections[0] = end
		}
	}
	return sections
}

// questions cuts a FAQ section. False: nothing in it looks like a question, so it is running text.
func (c *cutter) questions(from, end int) bool {
	q, first := c.faqOf(from, end)
	if !q.any {
		return false
	}
	c.close()
	if first == 1 {
		c.under = q.level
		c.append(q.blocks[0])
	}
	for _, b := range q.blocks[first:] {
		q.block(b)
	}
	q.flush()
	c.close()
	return true
}

// faqOf looks for the questions of a FAQ section; behind its heading, if it has one, first is 1.
func (c *cutter) faqOf(from, end int) (q faqCutter, first int) {
	q = faqCutter{cutter: c, blocks: c.blocks[from:end]}
	if h, ok := q.blocks[0].(*ast.Heading); ok && faqTitle(c.text(h)) {
		q.level, first = h.Level, 1
	}
	q.choose(q.blocks[first:])
	return q, first
}

// faqCutter cuts one FAQ section into questions.
type faqCutter struct {
	*cutter
	blocks []ast.Node
	level  int // of the section's heading; 0: the whole body
	item   int // heading level of the questions; 0: they are no headings
	bold   bool
	any    bool
	list   []*answer
}

// choose decides what the questions are: the headings of the level that asks most, or else bold paragraphs and the like.
func (q *faqCutter) choose(blocks []ast.Node) {
	asked, all := map[int]int{}, map[int]int{}
	for _, b := range blocks {
		if h, ok := b.(*ast.Heading); ok {
			all[h.Level]++
			if isQuestion(q.text(h)) {
				asked[h.Level]++
			}
		}
	}
	for level := 1; level <= 6; level++ {
		if asked[level] > asked[q.item] {
			q.item = level
		}
	}
	if q.item > 0 {
		q.any = true
		return
	}
	for _, b := range blocks {
		q.bold = q.bold || q.boldQuestion(b)
	}
	for _, b := range blocks {
		q.any = q.any || q.isItem(b)
	}
	for level := 1; level <= 6 && !q.any; level++ {
		if all[level] > 0 && level > q.level && q.level > 0 {
			q.item, q.any = level, true
		}
	}
}

func (q *faqCutter) boldQuestion(b ast.Node) bool {
	p, ok := b.(*ast.Paragraph)
	if !ok || p.FirstChild() == nil || !isBold(p.FirstChild()) {
		return false
	}
	end := q.findLead(p)
	return end.whole || isQuestion(q.text(p.FirstChild()))
}

// isItem says whether a block that is no heading holds questions.
func (q *faqCutter) isItem(b ast.Node) bool {
	switch b := b.(type) {
	case *extast.DefinitionList:
		return !q.bold
	case *ast.Paragraph:
		if q.bold {
			return q.boldQuestion(b)
		}
		return q.asks(b)
	case *ast.List:
		n, good := 0, 0
		for item := b.FirstChild(); item != nil; item = item.NextSibling() {
			n++
			if p := item.FirstChild(); p != nil && (p.Kind() == ast.KindParagraph || p.Kind() == ast.KindTextBlock) && q.asks(p) &&
				(!q.findLead(p).whole || p.NextSibling() != nil) {
				good++
			}
		}
		// A list of bare questions is part of an answer ("what to ask at the first meeting").
		return !q.bold && n > 0 && good == n
	}
	return false
}

// asks says whether a paragraph starts with a question and goes on.
func (q *faqCutter) asks(p ast.Node) bool {
	kids := markdown.Children(p)
	if len(kids) == 0 {
		return false
	}
	end := q.findLead(p)
	title := q.text(kids[:end.nodes]...)
	if end.split >= 0 {
		t := kids[end.nodes].(*ast.Text)
		title += string(q.src[t.Segment.Start:end.split])
	}
	return isQuestion(strings.TrimSuffix(strings.TrimSpace(title), "**"))
}

func (q *faqCutter) block(b ast.Node) {
	h, heading := b.(*ast.Heading)
	switch {
	case heading && q.item > 0 && h.Level == q.item:
		a := &answer{Question: &Question{}, offset: h.Pos(), depth: h.Level * 10, explicit: q.marks[h], pinAt: q.lineEnd(h), titleNode: ast.NewTextBlock()}
		moveChildren(a.titleNode, h)
		q.ask(a)
	case heading && q.item > 0 && h.Level < q.item:
		q.flush()
		q.append(b)
	case q.item == 0 && q.isItem(b):
		q.items(b)
	case len(q.list) > 0:
		a := q.list[len(q.list)-1]
		a.body = append(a.body, b)
	default:
		q.append(b)
	}
}

func (q *faqCutter) ask(a *answer) {
	a.Title = q.text(a.titleNode)
	if a.Title == "" {
		a.Title = "?"
	}
	q.list = append(q.list, a)
}

// flush ends a stretch of questions.
func (q *faqCutter) flush() {
	if len(q.list) == 0 {
		return
	}
	q.close()
	q.pieces = append(q.pieces, piece{faq: q.list})
	q.list = nil
}

func (q *faqCutter) items(b ast.Node) {
	depth := q.level*10 + 5
	switch b := b.(type) {
	case *extast.DefinitionList:
		for _, n := range markdown.Children(b) {
			q.definition(n, depth)
		}
	case *ast.List:
		for _, item := range markdown.Children(b) {
			q.lead(item.FirstChild(), depth, item)
		}
	default:
		q.lead(b, depth, nil)
	}
}

func (q *faqCutter) definition(n ast.Node, depth int) {
	if _, ok := n.(*extast.DefinitionTerm); ok {
		a := &answer{Question: &Question{}, offset: max(q.lineEnd(n), 0), depth: depth, pinAt: q.lineEnd(n), titleNode: ast.NewTextBlock()}
		if n.Lines() != nil && n.Lines().Len() > 0 {
			a.offset = n.Lines().At(0).Start
		}
		a.explicit = markdown.TakeID(q.src, n)
		moveChildren(a.titleNode, n)
		q.ask(a)
		return
	}
	if len(q.list) == 0 {
		return
	}
	a := q.list[len(q.list)-1]
	for _, b := range markdown.Children(n) {
		n.RemoveChild(n, b)
		a.body = append(a.body, asParagraph(b))
	}
}

// lead makes a question of a paragraph's lead-in; its answer is the rest, and the rest of the list item it is in.
func (q *faqCutter) lead(p ast.Node, depth int, item ast.Node) {
	a := &answer{Question: &Question{}, offset: p.Pos(), depth: depth}
	l := q.takeLead(p)
	a.titleNode, a.explicit, a.pinAt = l.title, l.explicit, l.pinAt
	if p.Parent() != nil {
		p.Parent().RemoveChild(p.Parent(), p)
	}
	if l.rest != nil {
		a.body = append(a.body, asParagraph(l.rest))
	}
	if item != nil {
		for _, b := range markdown.Children(item) {
			item.RemoveChild(item, b)
			a.body = append(a.body, b)
		}
	}
	q.ask(a)
}
