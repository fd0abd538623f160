package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// What it may cost to look for the ends of what brackets, stars and the like begin. Each may have to be looked for in the
// whole of its paragraph, so 20,000 of "[a](b" in one paragraph would take many seconds. Counted in bytes looked at, about ten
// nanoseconds each: an ordinary article comes to less than a million.
const (
	articleEffort = 16 << 20
	readerEffort  = 1 << 20
)

// effort is an inline parser that reads nothing. It is asked before the others wherever markup may begin, and counts. When
// the limit is reached, the rest of the text is plain.
type effort struct{ limit int }

// spent is what one text has cost so far.
type spent struct {
	block ast.Node // whose text is being read
	size  int      // of it, in bytes
	total int
	over  int // where the limit was reached, in the source; -1: it was not
}

// spent is what an article has cost; nil: nothing.
func (p *parsing) spent() *spent {
	if p.pc == nil {
		return nil
	}
	s, _ := p.pc.Get(spentKey).(*spent)
	return s
}

var spentKey = parser.NewContextKey()

func (effort) Trigger() []byte { return []byte("[!*_~<`") }

func (e effort) Parse(block ast.Node, reader text.Reader, pc parser.Context) ast.Node {
	s, ok := pc.Get(spentKey).(*spent)
	if !ok {
		s = &spent{over: -1}
		pc.Set(spentKey, s)
	}
	if s.block != block {
		s.block, s.size = block, 0
		for i := range block.Lines().Len() {
			line := block.Lines().At(i)
			s.size += line.Len()
		}
	}
	line, segment := reader.PeekLine()
	cost := s.size
	if line[0] != '[' && line[0] != '!' { // looked for in what is known to begin something, not in every byte
		cost /= 4
	}
	if s.total += cost; s.total <= e.limit {
		return nil
	}
	if s.over < 0 {
		s.over = segment.Start
	}
	plain := ast.NewTextSegment(segment.TrimRightSpace(reader.Source()))
	plain.SetSoftLineBreak(len(line) > 0 && line[len(line)-1] == '\n')
	reader.Advance(len(line))
	return plain
}
