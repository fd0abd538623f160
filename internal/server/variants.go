package server

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// restlessFor is how long after a write to what it shows a page is still expected to change again. Until then it goes out
// in the encoding that costs least; whoever asks later gets the smallest, made once.
const restlessFor = time.Second

// variants are a body in the encodings that somebody has asked for, each made once. It is safe for concurrent use.
type variants struct {
	plain variant
	tag   string    // of the body
	rests time.Time // when the page is expected to stay as it is
	made  [len(encodingsKept)]atomic.Pointer[variant]
	turns [len(encodingsKept)]sync.Mutex // of whoever makes the variant
}

// variant is a body in one encoding, with the header values that go with it, so that sending it makes nothing new.
type variant struct {
	body             []byte
	tag, length, enc []string // header values; enc is nil for the body as it is
	heads            *heads   // nil for one that is not kept
}

// heads are the answers' heads as bytes, made when the first visitor needs them: for 200, and for 304.
type heads [2]atomic.Pointer[[]byte]

// encodingsKept are what a page can be kept in. The quick one is gzip, too, but another stream and so another tag.
var encodingsKept = [...]struct{ name, header string }{{"br", "br"}, {"zstd", "zstd"}, {"gzip", "gzip"}, {quick, "gzip"}}

const quick = "quick"

func newVariants(body []byte) *variants {
	tag := fingerprint(body)
	return &variants{plain: newVariant(body, tag, ""), tag: tag}
}

func newVariant(body []byte, tag, enc string) variant {
	v := variant{body: body, tag: []string{`"` + tag + `"`}, length: []string{strconv.Itoa(len(body))}, heads: new(heads)}
	if enc != "" {
		v.enc = []string{enc}
	}
	return v
}

// restUntil notes, before others see the page, that it may change again until a moment.
func (v *variants) restUntil(t time.Time) {
	if v != nil && t.After(v.rests) {
		v.rests = t
	}
}

// headsTake is what the heads of a page take at most, in bytes: two in each of five encodings, of 250 to 350 bytes.
const headsTake = 10 * 350

// size is what a page takes of the shelf before it is compressed, in bytes: its body, its heads, and a little for the rest.
func (p *keptPage) size() int {
	n := 1024 + len(p.key) + p.parts.size()
	if p.variants != nil {
		n += headsTake + len(p.plain.body)
	}
	return n
}

// variantWanted returns what a visitor has already, or else what they like best.
func (s *Server) variantWanted(p *keptPage, accept, tags []string) *variant {
	if v := s.variantHeld(p, accept, tags); v != nil {
		return v
	}
	return s.variantFor(p, accept)
}

// variantFor returns a page as a visitor likes it best, by their Accept-Encoding. A page that changes all the time is
// compressed quickly: what is made of it lives for a few milliseconds.
func (s *Server) variantFor(p *keptPage, accept []string) *variant {
	name := s.encodings.choose(accept)
	if name == "" || len(p.plain.body) < smallest {
		return &p.plain
	}
	i := keptAt(name)
	if v := p.made[i].Load(); v != nil {
		return v
	}
	if !s.encodings.gzip(accept) {
		return s.makeVariant(p, i)
	}
	if s.Now().Before(p.rests) {
		return s.makeVariant(p, keptAt(quick))
	}
	if q := p.made[keptAt(quick)].Load(); q != nil { // no reason to wait for the smaller one while somebody makes it
		if !p.turns[i].TryLock() {
			return q
		}
		p.turns[i].Unlock()
	}
	return s.makeVariant(p, i)
}

func keptAt(name string) int {
	for i, e := range encodingsKept {
		if e.name == name {
			return i
		}
	}
	return len(encodingsKept) - 1
}

// makeVariant compresses a page once; whoever asks meanwhile waits.
func (s *Server) makeVariant(p *keptPage, i int) *variant {
	p.turns[i].Lock()
	defer p.turns[i].Unlock()
	if v := p.made[i].Load(); v != nil {
		return v
	}
	e := encodingsKept[i]
	v := newVariant(s.squeezed(e.name, p.plain.body), p.tag+"-"+e.name, e.header)
	p.made[i].Store(&v)
	s.shelf.grow(p, len(v.body))
	return &v
}

// variantHeld returns the variant that a visitor has already, by their If-None-Match, where they would still take it: it may
// be another than they would be sent now. It has a body only where somebody asked for one. nil: they have none of this page.
func (s *Server) variantHeld(p *keptPage, accept, tags []string) *variant {
	if !slices.ContainsFunc(tags, func(t string) bool { return strings.Contains(t, p.tag) }) {
		return nil
	}
	best := s.encodings.choose(accept)
	if best == "" || len(p.plain.body) < smallest {
		return nil // there is one only, and that is compared anyway
	}
	for i, e := range encodingsKept {
		v := p.made[i].Load()
		if v == nil {
			v = &variant{tag: []string{`"` + p.tag + "-" + e.name + `"`}}
		}
		if matchesAny(tags, v.tag[0]) && (e.name == best || negotiate(accept, e.header) == e.header) {
			return v
		}
	}
	return nil
}
