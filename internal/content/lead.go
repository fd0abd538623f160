package content

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"mendwell/internal/markdown"
)

// lead is the beginning of a paragraph that works as a title: its bold words, or its first sentence.
type lead struct {
	title    ast.Node // inline nodes of the title
	rest     ast.Node // the paragraph without it; nil if nothing is left
	explicit string   // id written behind the lead-in
	pinAt    int
	bold     bool
}

// leadEnd says where a paragraph's lead-in ends: the number of inline nodes that belong to
// it wholly, and where the text node behind them is split. whole: nothing follows the lead-in.
type leadEnd struct {
	nodes    int
	split    int // offset in the source at which the next node, a text, is split; -1: it is not
	whole    bool
	bold     bool
	explicit bool
}

func (s *structure) findLead(p ast.Node) leadEnd {
	kids := markdown.Children(p)
	if len(kids) == 0 {
		return leadEnd{split: -1, whole: true}
	}
	if n := s.boldAt(kids); n >= 0 {
		return leadEnd{nodes: n + 1, split: -1, bold: true, whole: s.blank(kids[n+1:])}
	}
	for i, k := range kids {
		if _, ok := k.(*markdown.IDMark); ok && i > 0 {
			return leadEnd{nodes: i, split: -1, explicit: true, whole: s.blank(kids[i+1:])}
		}
	}
	return s.firstSentence(kids)
}

func isBold(n ast.Node) bool {
	e, ok := n.(*ast.Emphasis)
	if ok && e.Level == 1 && e.ChildCount() == 1 { // "***1. Stay calm***"
		return isBold(e.FirstChild())
	}
	return ok && e.Level == 2
}

// boldAt returns the index of the bold words that open a paragraph, behind nothing but an emoji, or -1.
func (s *structure) boldAt(kids []ast.Node) int {
	if isBold(kids[0]) {
		return 0
	}
	if t, ok := kids[0].(*ast.Text); ok && len(kids) > 1 && isBold(kids[1]) && !t.SoftLineBreak() && !t.HardLineBreak() &&
		strings.TrimLeftFunc(string(t.Segment.Value(s.src)), decoration) == "" {
		return 1
	}
	return -1
}

// boldIn returns the bold words that open a paragraph, or nil.
func (s *structure) boldIn(p ast.Node) ast.Node {
	first := p.FirstChild()
	if isBold(first) {
		return first
	}
	if next := first.NextSibling(); next != nil && s.boldAt([]ast.Node{first, next}) == 1 {
		return next
	}
	return nil
}

// blank says whether nodes hold nothing but white space and an id.
func (s *structure) blank(nodes []ast.Node) bool {
	for _, n := range nodes {
		if _, ok := n.(*markdown.IDMark); ok {
			continue
		}
		if t, ok := n.(*ast.Text); !ok || strings.TrimSpace(string(t.Segment.Value(s.src))) != "" {
			return false
		}
	}
	return true
}

// firstSentence finds the end of the first sentence; a sentence may end inside a text node or with any other node.
func (s *structure) firstSentence(kids []ast.Node) leadEnd {
	var b strings.Builder
	starts := make([]int, len(kids)+1)
	hard := map[int]bool{}
	for i, k := range kids {
		starts[i] = b.Len()
		if t, ok := k.(*ast.Text); ok {
			b.Write(t.Segment.Value(s.src))
			if t.SoftLineBreak() || t.HardLineBreak() {
				hard[b.Len()] = t.HardLineBreak()
				b.WriteByte('\n')
			}
		} else {
			b.WriteString(s.texts.Plain(s.src, k))
		}
	}
	text := b.String()
	starts[len(kids)] = len(text)
	node := func(end int) int {
		i := 0
		for i+1 < len(starts)-1 && starts[i+1] < end {
			i++
		}
		return i
	}
	end := sentenceEnd(text, func(end int) bool {
		_, ok := kids[node(end)].(*ast.Text)
		return ok || starts[node(end)+1] == end
	})
	if at := lineEnd(text, hard[strings.IndexByte(text, '\n')]); at >= 0 && (end < 0 || end > at) {
		end = at
	}
	if end < 0 || strings.TrimSpace(text[end:]) == "" {
		return leadEnd{nodes: len(kids), split: -1, whole: true}
	}
	i := node(end)
	t, ok := kids[i].(*ast.Text)
	if !ok || t.Segment.Padding > 0 {
		return leadEnd{nodes: i + 1, split: -1}
	}
	at := t.Segment.Start + end - starts[i]
	if at >= t.Segment.Stop {
		return leadEnd{nodes: i + 1, split: -1}
	}
	return leadEnd{nodes: i, split: at}
}

// takeLead cuts the lead-in off a paragraph. The paragraph keeps the rest.
func (s *structure) takeLead(p ast.Node) lead {
	end := s.findLead(p)
	l := lead{title: ast.NewTextBlock(), bold: end.bold, pinAt: s.lineEnd(p)}
	kids := markdown.Children(p)
	for _, k := range kids[:end.nodes] {
		l.title.AppendChild(l.title, k)
	}
	if end.split >= 0 {
		t := kids[end.nodes].(*ast.Text)
		head := ast.NewTextSegment(t.Segment.WithStop(end.split))
		l.title.AppendChild(l.title, head)
		t.Segment = t.Segment.WithStart(end.split)
		l.pinAt = end.split
	} else if !end.whole || end.bold {
		l.pinAt = s.endOf(l.title, p)
	}
	if end.bold {
		for l.title.ChildCount() > 1 {
			l.title.RemoveChild(l.title, l.title.FirstChild())
		}
		inner := l.title.FirstChild()
		l.title.RemoveChild(l.title, inner)
		for _, k := range markdown.Children(inner) {
			l.title.AppendChild(l.title, k)
		}
	}
	l.explicit = s.takeMark(l.title, p)
	markdown.TrimEnd(s.src, l.title)
	markdown.TrimStart(s.src, p)
	s.trimDash(p)
	if p.HasChildren() {
		l.rest = p
	}
	return l
}

// trimDash removes the dash or colon between a lead-in and what follows it.
func (s *structure) trimDash(p ast.Node) {
	t, ok := p.FirstChild().(*ast.Text)
	if !ok || t.Segment.Padding > 0 {
		return
	}
	value := string(t.Segment.Value(s.src))
	r, n := utf8.DecodeRuneInString(value)
	if next, _ := utf8.DecodeRuneInString(value[n:]); strings.ContainsRune("–—-:：", r) && unicode.IsSpace(next) {
		t.Segment = t.Segment.WithStart(t.Segment.Start + n)
		markdown.TrimStart(s.src, p)
	}
}

// takeMark finds the id at the end of a lead-in or right behind it.
func (s *structure) takeMark(title, rest ast.Node) string {
	id := markdown.TakeID(s.src, title)
	n := rest.FirstChild()
	for n != nil && s.blank([]ast.Node{n}) {
		next := n.NextSibling()
		if mark, ok := n.(*markdown.IDMark); ok {
			if id != "" {
				break
			}
			id = mark.ID
		} else if _, ok := next.(*markdown.IDMark); !ok && next != nil {
			break
		}
		rest.RemoveChild(rest, n)
		n = next
	}
	return id
}

// endOf returns the offset behind the last inline node of a title and the marks that close it.
func (s *structure) endOf(title, p ast.Node) int {
	end := -1
	_ = ast.Walk(title, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			end = t.Segment.Stop
		}
		return ast.WalkContinue, nil
	})
	if end < 0 {
		return -1
	}
	limit := s.lineEndAt(p, end)
	for end < limit && strings.IndexByte("*_~`", s.src[end]) >= 0 {
		end++
	}
	return end
}

// lineEnd returns the offset behind the last character of a block's lines.
func (s *structure) lineEnd(n ast.Node) int {
	lines := n.Lines()
	if lines == nil || lines.Len() == 0 {
		return -1
	}
	seg := lines.At(lines.Len() - 1)
	seg = seg.TrimRightSpace(s.src)
	return seg.Stop
}

func (s *structure) lineEndAt(n ast.Node, offset int) int {
	lines := n.Lines()
	if lines != nil {
		for i := range lines.Len() {
			if seg := lines.At(i); offset >= seg.Start && offset <= seg.Stop {
				return seg.Stop
			}
		}
	}
	return offset
}

// leadingText returns the raw text at the start of inline nodes, up to a line break or anything that is not text.
func (s *structure) leadingText(n ast.Node) string {
	if t, ok := n.FirstChild().(*ast.Text); ok && s.texts.Whole != "" && t.Segment.Padding == 0 && (t.SoftLineBreak() || n.ChildCount() == 1) {
		switch n.(type) {
		case *ast.Heading, *ast.Paragraph, *ast.TextBlock, *ast.Emphasis:
			return s.texts.Whole[t.Segment.Start:t.Segment.Stop]
		}
	}
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				b.Write(n.Segment.Value(s.src))
				if n.SoftLineBreak() || n.HardLineBreak() {
					return ast.WalkStop, nil
				}
			}
		case *ast.Emphasis, *ast.Heading, *ast.Paragraph, *ast.TextBlock, *ast.Link:
		default:
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// cutLeading removes the first bytes of a node's leading text.
func (s *structure) cutLeading(n ast.Node, cut int) {
	if t, ok := n.FirstChild().(*ast.Text); ok && t.Segment.Padding == 0 && cut < t.Segment.Len() {
		t.Segment = t.Segment.WithStart(t.Segment.Start + cut)
		markdown.TrimStart(s.src, n)
		return
	}
	var empty []ast.Node
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			k := min(cut, t.Segment.Len())
			t.Segment = t.Segment.WithStart(t.Segment.Start + max(k-t.Segment.Padding, 0))
			t.Segment.Padding = 0
			cut -= k
			if t.Segment.IsEmpty() && !t.SoftLineBreak() && !t.HardLineBreak() {
				empty = append(empty, t)
			}
		}
		if cut <= 0 {
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	for _, t := range empty {
		t.Parent().RemoveChild(t.Parent(), t)
	}
	markdown.TrimStart(s.src, n)
}

// trimTitle removes the full stop or colon that ends a lead-in.
func (s *structure) trimTitle(title ast.Node) {
	t, ok := title.LastChild().(*ast.Text)
	if !ok {
		return
	}
	value := string(t.Segment.Value(s.src))
	r, n := utf8.DecodeLastRuneInString(strings.TrimRightFunc(value, unicode.IsSpace))
	if strings.ContainsRune(".:。：", r) && !strings.HasSuffix(value, "..") && t.Segment.Padding == 0 {
		keep := len(strings.TrimRightFunc(value, unicode.IsSpace)) - n
		if keep > 0 || t.PreviousSibling() != nil {
			t.Segment = t.Segment.WithStop(t.Segment.Start + keep)
		}
	}
}
