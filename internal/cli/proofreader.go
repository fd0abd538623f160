package cli

import (
	"context"
	"slices"
	"time"

	"mendwell/internal/content"
)

// quietDesk is how long nothing must be saved until all tips are compared with each other: the page that somebody is
// writing comes first.
const quietDesk = time.Second

// proofreadAtOnce is how many articles are proofread while they are read: a fraction of a second on one processor.
const proofreadAtOnce = 200

// proofreader compares the tips of all articles in dev mode, and before that proofreads those that were too many to be
// when they were read, off the way of any page: with 10,000 articles that takes many seconds.
type proofreader struct {
	pause time.Duration
	next  chan *content.Library
	found chan content.Findings

	// What was noted last. Only the goroutine that loads may touch it.
	library  *content.Library
	findings content.Findings
	refused  error
	repeats  content.Findings
}

func newProofreader(pause time.Duration) *proofreader {
	return &proofreader{pause: pause, next: make(chan *content.Library, 1), found: make(chan content.Findings)}
}

// keep proofreads the library that was read last, until the context ends.
func (p *proofreader) keep(ctx context.Context) {
	quiet := time.NewTimer(p.pause)
	quiet.Stop()
	defer quiet.Stop()
	var lib *content.Library
	for {
		select {
		case <-ctx.Done():
			return
		case lib = <-p.next:
			quiet.Reset(p.pause)
		case <-quiet.C:
			if lib.Proofread(ctx) != nil {
				return
			}
			repeats := lib.Repeats()
			select {
			case <-ctx.Done():
				return
			case p.found <- repeats:
			}
		}
	}
}

// hand gives the proofreader another library instead of one that it has not begun with. Only one goroutine may call it.
func (p *proofreader) hand(lib *content.Library) {
	select {
	case <-p.next:
	default:
	}
	p.next <- lib
}

// note tells the workshop of a load. Until the tips have been compared, it says of them what it said before.
func (s *shelf) note(lib *content.Library, findings content.Findings, refused error) {
	p := s.proofreader
	if p == nil {
		s.workshop.note(lib, findings, refused)
		return
	}
	p.library, p.findings, p.refused = lib, findings, refused
	s.workshop.note(lib, findings.And(p.repeats), refused)
	p.hand(lib)
}

// noteRepeats tells the workshop which tips repeat others and what was proofread before that, if it is news.
func (s *shelf) noteRepeats(repeats content.Findings) {
	p := s.proofreader
	if !slices.Equal(p.repeats, repeats) || s.workshop.bench().Proofreading {
		p.repeats = repeats
		s.workshop.note(p.library, p.findings.And(repeats), p.refused)
	}
}
