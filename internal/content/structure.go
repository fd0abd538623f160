package content

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"mendwell/internal/markdown"
)

// structure is the shape of one body: running text, tips and questions in reading order. It is found twice, when the
// article is loaded and when it is rendered, and both times in the same way.
type structure struct {
	src   []byte
	texts markdown.Texts

	tree   *markdown.Room
	papers *papers
	body   *markdown.ArticleBody
	want   wanted
	notes  []note

	title    string // of the body's own title, if it stood for a missing one
	pieces   []piece
	row      []*tipPiece // the tips among them
	contents []Heading
	ids      *idSet
	marks    map[ast.Node]string // explicit ids of headings and paragraphs
	helps    bool                // there is a help box
}

// wanted is what the front matter says about the shape of the body.
type wanted struct {
	title, mode, kind string
	untitled          bool // the title is to be taken from the body
	promised          int  // how many tips or questions the title counts; 0: none
	asked             bool // it counts questions
	plain             bool // a page: no tips, and questions are running text
	sensitive         bool // nothing may be offered in it
}

// note is a finding of the body, at an offset.
type note struct {
	offset  int
	level   Level
	code    string
	message string
}

func (s *structure) note(offset int, level Level, code, message string) {
	s.notes = append(s.notes, note{offset, level, code, message})
}

// piece is one Part before it is rendered. Exactly one of its fields is set.
type piece struct {
	blocks []ast.Node
	tip    *tipPiece
	faq    []*answer
}

// tipPiece is a tip before it is rendered. The Tip stands apart, so that keeping it does not keep the syntax tree.
type tipPiece struct {
	*Tip
	titleNode ast.Node
	body      []ast.Node
	explicit  string
	offset    int  // where it starts
	pinAt     int  // where {#id} can be written; -1: nowhere
	rank      int  // heading level in the source; 0: a paragraph or a list item
	depth     int  // ten times the heading level in the source; a paragraph is half a step below its section
	numbered  bool // a number is printed
	listed    bool // from a list, where Markdown may count by position
}

// answer is a question with its answer before it is rendered.
type answer struct {
	*Question
	titleNode ast.Node
	body      []ast.Node
	explicit  string
	offset    int
	pinAt     int
	depth     int
}

// shape finds the structure of a body, for as long as anybody needs it.
func shape(body *markdown.ArticleBody, want wanted) *structure { return shapeOn(nil, body, want) }

// shapeOn finds the structure of a body on a desk, where it stays until the next one.
func shapeOn(on *desk, body *markdown.ArticleBody, want wanted) *structure {
	s := &structure{src: body.Source, body: body, want: want, ids: newIDSet(body.Root.ChildCount() / 2), marks: map[ast.Node]string{}, tree: on.room(), papers: &papers{}}
	if on != nil {
		s.papers = &on.papers
	}
	s.texts.Whole = body.Text
	s.dropOffers(body.Root)
	s.takeHeadingIDs()
	blocks := s.dropTitle(markdown.Children(body.Root))
	if s.title != "" {
		want.title = s.title
		s.want.title = s.title
		s.want.promised, s.want.asked = promisedCount(s.title)
	}
	s.cut(blocks)
	s.countByPosition()
	s.takeParagraphIDs()
	s.level()
	s.identify()
	s.describe()
	return s
}

// text returns the plain words of nodes in one line.
func (s *structure) text(nodes ...ast.Node) string {
	return squeeze(s.texts.Plain(s.src, nodes...))
}

func (s *structure) takeHeadingIDs() {
	s.headings(s.body.Root, func(h *ast.Heading) {
		if id := markdown.TakeID(s.src, h); id != "" {
			s.marks[h] = id
		}
	})
}

// headings calls visit for every heading in a node, also for those inside boxes.
func (s *structure) headings(n ast.Node, visit func(*ast.Heading)) {
	if h, ok := n.(*ast.Heading); ok {
		visit(h)
		return
	}
	if n.Type() == ast.TypeInline {
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		s.headings(c, visit)
	}
}

// dropTitle leaves out a heading that only repeats the title, or that is the title.
func (s *structure) dropTitle(blocks []ast.Node) []ast.Node {
	for i, b := range blocks {
		h, ok := b.(*ast.Heading)
		if !ok {
			continue
		}
		text := s.text(h)
		switch {
		case s.want.untitled && h.Level == 1:
			s.title = text
		case i > 0 || !sameWords(text, s.want.title):
			if s.want.untitled {
				continue
			}
			return blocks
		}
		delete(s.marks, h)
		return append(append([]ast.Node{}, blocks[:i]...), blocks[i+1:]...)
	}
	return blocks
}

func sameWords(a, b string) bool {
	id := makeID(a)
	return id != "" && id == makeID(b)
}

// takeParagraphIDs finds {#id} at the end of paragraphs that are neither tip nor question.
func (s *structure) takeParagraphIDs() {
	if bytes.IndexByte(s.src, '{') < 0 {
		return
	}
	for _, p := range s.pieces {
		for _, n := range p.all() {
			_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
				if !entering {
					return ast.WalkContinue, nil
				}
				switch n.(type) {
				case *ast.Paragraph, *extast.DefinitionTerm:
					if id := markdown.TakeID(s.src, n); id != "" {
						s.marks[n] = id
					}
					return ast.WalkSkipChildren, nil
				case *ast.TextBlock: // prints no element of its own: the item that holds it has the id
					if id := markdown.TakeID(s.src, n); id != "" && s.marks[n.Parent()] == "" {
						s.marks[n.Parent()] = id
					}
					return ast.WalkSkipChildren, nil
				}
				return ast.WalkContinue, nil
			})
		}
	}
}

// all returns the blocks of a piece, without titles.
func (p piece) all() []ast.Node {
	nodes := append([]ast.Node{}, p.blocks...)
	if p.tip != nil {
		nodes = append(nodes, p.tip.body...)
	}
	for _, q := range p.faq {
		nodes = append(nodes, q.body...)
	}
	return nodes
}

// levels gives headings their printed level: the page's title is the only h1, and no level is skipped.
type levels struct {
	stack []struct{ depth, out int }
}

// enter returns the level to print a heading of the given depth with. Depth is ten times the level in the source.
func (l *levels) enter(depth, most int) int {
	for len(l.stack) > 0 && l.stack[len(l.stack)-1].depth >= depth {
		l.stack = l.stack[:len(l.stack)-1]
	}
	out := 2
	if len(l.stack) > 0 {
		out = l.stack[len(l.stack)-1].out + 1
	}
	out = min(out, most)
	l.stack = append(l.stack, struct{ depth, out int }{depth, out})
	return out
}

// leaveParagraphs ends tips that are paragraphs or list items: what follows is not below them.
func (l *levels) leaveParagraphs() {
	for i, s := range l.stack {
		if s.depth%10 != 0 {
			l.stack = l.stack[:i]
			return
		}
	}
}

func (s *structure) level() {
	var l levels
	last := 0
	skip := func(depth, offset int) {
		if depth%10 != 0 {
			return // a paragraph or a list item
		}
		if last > 0 && depth > last+10 {
			s.note(offset, LevelHint, "heading-skip", "this heading skips a level; it is printed one level below the one before")
		}
		last = depth
	}
	inside := func(nodes []ast.Node) {
		for _, n := range nodes {
			s.headings(n, func(h *ast.Heading) {
				skip(h.Level*10, h.Pos())
				h.Level = l.enter(h.Level*10, 6)
			})
		}
	}
	for _, p := range s.pieces {
		if p.blocks != nil {
			l.leaveParagraphs()
		}
		inside(p.blocks)
		if p.tip != nil {
			skip(p.tip.depth, p.tip.offset)
			p.tip.Level = l.enter(p.tip.depth, 3)
			inside(p.tip.body)
		}
		for _, q := range p.faq {
			skip(q.depth, q.offset)
			q.Level = l.enter(q.depth, 6)
			inside(q.body)
		}
	}
}

// describe fills in the plain texts and the contents list: tips, and the headings that are not inside one.
func (s *structure) describe() {
	entries := len(s.tips())
	for _, p := range s.pieces {
		for _, n := range p.blocks {
			if h, ok := n.(*ast.Heading); ok && h.Level <= 3 {
				entries++
			}
		}
	}
	if entries > 0 {
		s.contents = make([]Heading, 0, entries) // kept for good, so no room is left over
	}
	for _, p := range s.pieces {
		for _, n := range p.blocks {
			if h, ok := n.(*ast.Heading); ok && h.Level <= 3 {
				id, _ := h.AttributeString("id")
				s.contents = append(s.contents, Heading{ID: id.(string), Title: s.text(h), Level: h.Level})
			}
		}
		if t := p.tip; t != nil {
			t.Title = oneLine(t.Title)
			t.Text = s.texts.Plain(s.src, t.body...)
			s.contents = append(s.contents, Heading{ID: t.ID, Title: t.Title, Level: t.Level, Tip: t.Tip})
		}
		for _, q := range p.faq {
			q.Title = oneLine(q.Title)
			q.Text = s.texts.Plain(s.src, q.body...)
		}
	}
}

// outline is the contents list of an article that is made of questions: they are what a reader looks for.
func (s *structure) outline() []Heading {
	var list []Heading
	at := 0
	for _, p := range s.pieces {
		for _, n := range p.blocks {
			if h, ok := n.(*ast.Heading); ok && h.Level <= 3 {
				list = append(list, s.contents[at])
				at++
			}
		}
		if p.tip != nil {
			list = append(list, s.contents[at])
			at++
		}
		for _, q := range p.faq {
			list = append(list, Heading{ID: q.ID, Title: q.Title, Level: min(q.Level, 3)})
		}
	}
	return list
}

// firstParagraph returns the words of the first paragraph.
func (s *structure) firstParagraph() string {
	for _, p := range s.pieces {
		for _, n := range p.blocks {
			if n.Kind() == ast.KindParagraph {
				return s.text(n)
			}
		}
	}
	return ""
}

// countByPosition numbers lists that are written "1. 1. 1.", as Markdown does.
func (s *structure) countByPosition() {
	tips := s.tips()
	for _, t := range tips {
		if !t.listed || t.Number != 1 || len(tips) < 2 {
			return
		}
	}
	for i, t := range tips {
		t.Number, t.Label = i+1, itoa(i+1)
	}
}

// tips returns the tips that were cut.
func (s *structure) tips() []*tipPiece { return s.row }

func (s *structure) questions() []*answer {
	var list []*answer
	for _, p := range s.pieces {
		list = append(list, p.faq...)
	}
	return list
}
