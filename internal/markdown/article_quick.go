package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Most blocks of most articles are headings and paragraphs without any markup inside. These are read here, line by line, as
// goldmark reads them byte by byte; it reads the stretches between them.

// Room is memory in which one body is parsed after the other: a tree lasts until the next one is parsed there. The zero value
// is ready; one goroutine uses it at a time. nil: the tree lasts as long as anybody holds it.
type Room struct {
	texts      shelf[ast.Text]
	headings   shelf[ast.Heading]
	paragraphs shelf[ast.Paragraph]
	textBlocks shelf[ast.TextBlock]
}

// TextBlock returns a node for text, which lasts as long as the tree.
func (r *Room) TextBlock() *ast.TextBlock {
	if r == nil {
		return ast.NewTextBlock()
	}
	b := r.textBlocks.take()
	lines := emptied(b)
	*b = ast.TextBlock{}
	b.SetLines(&lines)
	return b
}

// shelf holds nodes of one kind, some of which are in use.
type shelf[N any] struct {
	rows [][]N
	used int
}

const shelfRow = 64

func (s *shelf[N]) take() *N {
	if s.used == shelfRow*len(s.rows) {
		s.rows = append(s.rows, make([]N, shelfRow))
	}
	n := &s.rows[s.used/shelfRow][s.used%shelfRow]
	s.used++
	return n
}

func (r *Room) clear() {
	if r != nil {
		r.texts.used, r.headings.used, r.paragraphs.used, r.textBlocks.used = 0, 0, 0, 0
	}
}

func (r *Room) text(at text.Segment) *ast.Text {
	if r == nil {
		return ast.NewTextSegment(at)
	}
	t := r.texts.take()
	*t = ast.Text{Segment: at}
	return t
}

func (r *Room) heading(level int) *ast.Heading {
	if r == nil {
		return ast.NewHeading(level)
	}
	h := r.headings.take()
	lines := emptied(h)
	*h = ast.Heading{Level: level}
	h.SetLines(&lines)
	return h
}

func (r *Room) paragraph() *ast.Paragraph {
	if r == nil {
		return ast.NewParagraph()
	}
	p := r.paragraphs.take()
	lines := emptied(p)
	*p = ast.Paragraph{}
	p.SetLines(&lines)
	return p
}

// emptied are the lines of a node that is to be another one, with the memory they have.
func emptied(n ast.Node) text.Segments {
	lines := *n.Lines()
	lines.SetSliced(0, 0)
	return lines
}

// quick reads one source.
type quick struct {
	source []byte
	marks  marks
	room   *Room
	lines  []text.Segment // of the block that was looked at last
	level  int            // of it, if it is a heading; 0: it is a paragraph
}

// mayMeanAfar says whether a source may hold a line that changes what other blocks are: the address of a link or the text of
// a note, or what a term above means.
func mayMeanAfar(source []byte) bool {
	return bytes.Contains(source, []byte("]:")) || mayDefine(source)
}

// parseQuick parses a source in which nothing could be a bare address or means something afar.
func (m machine) parseQuick(source []byte, st *parsing) ast.Node {
	q := quick{source: source, room: st.opts.Room, marks: findMarks(source)}
	doc := ast.NewDocument()
	slow := -1     // where the stretch begins that goldmark reads; -1: nowhere
	apart := true  // an empty line is above
	closed := true // no block of the stretch goes on behind an empty line
	rest := func(end int) {
		reader := text.NewReader(source[:end])
		reader.SetPosition(0, text.NewSegment(slow, slow))
		reader.AdvanceLine()
		for _, n := range Children(m.unlinked.Parse(reader, parser.WithContext(st.context()))) {
			doc.AppendChild(doc, n)
		}
		slow = -1
	}
	for at := 0; at < len(source); {
		end := lineEnd(source, at)
		switch {
		case blankLine(source[at:end]):
			apart = true
		case slow < 0 || apart && closed:
			if last := q.look(at); last > 0 {
				if slow >= 0 && !ends(source[slow:at]) {
					closed = false
					break
				}
				if slow >= 0 {
					rest(at)
				}
				doc.AppendChild(doc, q.block(at, apart))
				end, apart = last, false
				break
			}
			if slow < 0 {
				slow = at
			}
			apart = false
		default:
			apart = false
		}
		at = end
	}
	if slow >= 0 {
		rest(len(source))
	}
	return doc
}

// ends says whether all blocks of a stretch end where an empty line and then a line without indentation come. Code between
// fences and HTML go on.
func ends(stretch []byte) bool {
	return bytes.IndexByte(stretch, '<') < 0 && !bytes.Contains(stretch, []byte("```")) && !bytes.Contains(stretch, []byte("~~~"))
}

func lineEnd(source []byte, at int) int {
	if i := bytes.IndexByte(source[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(source)
}

// blankLine says whether a line holds nothing. There are no tabs.
func blankLine(line []byte) bool {
	for _, c := range line {
		if c != ' ' && c != '\n' {
			return false
		}
	}
	return true
}

// look looks at the block that starts at an offset and returns where it ends; 0: it is for goldmark to read.
func (q *quick) look(at int) int {
	if q.source[at] != '#' {
		return q.lookParagraph(at)
	}
	end := lineEnd(q.source, at)
	if !q.lookHeading(at, end) {
		return 0
	}
	if end < len(q.source) && !blankLine(q.source[end:lineEnd(q.source, end)]) {
		heading, level := q.lines[0], q.level
		if q.lookParagraph(end) == 0 {
			return 0
		}
		q.lines, q.level = append(q.lines[:0], heading), level
	}
	return end
}

// lookHeading looks for "## Title".
func (q *quick) lookHeading(at, end int) bool {
	start := at
	for start < end && q.source[start] == '#' {
		start++
	}
	q.level = start - at
	if q.level > 6 || start == end || q.source[start] != ' ' {
		return false
	}
	for start < end && q.source[start] == ' ' {
		start++
	}
	stop := trimmed(q.source, start, end)
	if start == stop || q.source[stop-1] == '#' || q.marks.within(start, stop) {
		return false
	}
	q.lines = append(q.lines[:0], text.NewSegment(start, stop))
	return true
}

// lookParagraph looks for lines that can be nothing but a paragraph.
func (q *quick) lookParagraph(at int) int {
	q.lines, q.level = q.lines[:0], 0
	end := at
	for end < len(q.source) {
		next := lineEnd(q.source, end)
		if !beginsText(q.source[end]) {
			if blankLine(q.source[end:next]) {
				break
			}
			return 0
		}
		q.lines = append(q.lines, text.NewSegment(end, next))
		end = next
	}
	if len(q.lines) == 0 || q.marks.within(at, end) {
		return 0
	}
	last := &q.lines[len(q.lines)-1]
	last.Stop = trimmed(q.source, last.Start, last.Stop)
	return end
}

// beginsText says whether a line that starts with a byte can only be text.
func beginsText(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || c >= 0x80 || c == '"' || c == '\'' || c == '('
}

// trimmed returns where the text of a line ends.
func trimmed(source []byte, start, stop int) int {
	for stop > start && (source[stop-1] == ' ' || source[stop-1] == '\n') {
		stop--
	}
	return stop
}

// block makes the block that was looked at last.
func (q *quick) block(at int, apart bool) ast.Node {
	var n ast.Node
	if q.level > 0 {
		n = q.room.heading(q.level)
	} else {
		n = q.room.paragraph()
	}
	n.SetPos(at)
	n.SetBlankPreviousLines(apart)
	for _, line := range q.lines {
		n.Lines().Append(line)
		words := q.room.text(text.NewSegment(line.Start, trimmed(q.source, line.Start, line.Stop)))
		words.SetSoftLineBreak(q.source[line.Stop-1] == '\n')
		n.AppendChild(n, words)
	}
	return n
}

// markBytes are those that some inline parser waits for, or that escape others.
const markBytes = "\\`*_[]!<~{"

// marks finds the bytes of a source at which markup may begin: for each kind the next one behind what was asked for last.
type marks struct {
	source []byte
	next   [len(markBytes)]int
}

func findMarks(source []byte) marks {
	m := marks{source: source}
	for i := range m.next {
		m.next[i] = m.find(i, 0)
	}
	return m
}

func (m *marks) find(i, from int) int {
	if at := bytes.IndexByte(m.source[from:], markBytes[i]); at >= 0 {
		return from + at
	}
	return len(m.source)
}

// within says whether a mark stands in a stretch, which starts no earlier than the one before.
func (m *marks) within(from, to int) bool {
	for i, at := range m.next {
		if at < from {
			at = m.find(i, from)
			m.next[i] = at
		}
		if at < to {
			return true
		}
	}
	return false
}
