package search

import (
	"encoding/binary"
	"math/bits"
)

// The fields of an entry. A word in a title says more than one in running text.
const (
	inTitle = iota
	inSummary
	inText
)

// How often a word is counted in each field. Beyond that, repetition says no more.
const (
	mostInTitle   = 3
	mostInSummary = 3
	mostInText    = 15
)

// postings are the places of one term while they are collected. For each entry docs has the distance to the entry before
// as a varint, and one byte of counts: two bits for the title, two for the summary, four for the text. spots has the
// position of each counted word as a varint distance to the one before it in the entry.
type postings struct {
	term  string
	first int32 // first entry
	last  int32 // entry that was added last
	df    int32 // number of entries
	spot  int32 // last position in the last entry
	docs  []byte
	spots []byte
}

// add notes a word. Entries come in rising order, and positions within one too.
func (p *postings) add(entry, position int32, field int) {
	if p.df == 0 || p.last != entry {
		if p.df == 0 {
			p.first = entry
			p.docs = binary.AppendUvarint(p.docs, 0)
		} else {
			p.docs = binary.AppendUvarint(p.docs, uint64(entry-p.last))
		}
		p.docs = append(p.docs, 0)
		p.last, p.spot = entry, 0
		p.df++
	}
	c := &p.docs[len(p.docs)-1]
	switch {
	case field == inTitle && *c>>6 < mostInTitle:
		*c += 1 << 6
	case field == inSummary && *c>>4&3 < mostInSummary:
		*c += 1 << 4
	case field == inText && *c&15 < mostInText:
		*c++
	default:
		return
	}
	p.spots = binary.AppendUvarint(p.spots, uint64(position-p.spot))
	p.spot = position
}

func counts(c byte) (title, summary, text int) { return int(c >> 6), int(c >> 4 & 3), int(c & 15) }

// cursor reads the postings of one term, block after block.
type cursor struct {
	*segment
	term        int32
	block       int // the next one to read
	docs, spots []byte
	entry       int32
	count       byte
	behind      int     // positions of entries that were passed over
	places      []int32 // of the entry; only after readPlaces
}

// next goes to the next entry. False: there is none.
func (c *cursor) next() bool {
	if len(c.docs) == 0 && !c.onward() {
		return false
	}
	// By hand: nearly every distance is below 128, and this is the innermost loop of a query.
	d := uint64(c.docs[0])
	n := 1
	if d >= 0x80 {
		d, n = binary.Uvarint(c.docs)
	}
	c.entry += int32(d)
	c.count = c.docs[n]
	c.docs = c.docs[n+1:]
	return true
}

// onward goes to the next block that has the term. False: there is none.
func (c *cursor) onward() bool {
	for len(c.docs) == 0 {
		if c.block == len(c.segment.blocks) {
			return false
		}
		b := c.segment.blocks[c.block]
		c.block++
		c.docs, c.spots = b.postings(c.term)
		c.entry, c.behind = b.first, 0
	}
	return true
}

// seek goes on to the first entry that is not before one. False: there is none.
func (c *cursor) seek(entry int32) bool {
	for c.entry < entry || c.count == 0 {
		c.behind += places(c.count)
		if !c.next() {
			return false
		}
	}
	return true
}

// step goes to the next entry, for a cursor that reads places. False: there is none.
func (c *cursor) step() bool {
	c.behind += places(c.count)
	return c.next()
}

// places is how many positions an entry has.
func places(count byte) int {
	title, summary, text := counts(count)
	return title + summary + text
}

// readPlaces reads the positions in the entry, once at most. All moves must have been by seek or step.
func (c *cursor) readPlaces() {
	c.spots = skip(c.spots, c.behind)
	c.behind = 0
	c.places = c.places[:0]
	at, rest := int32(0), c.spots // read, and still to be passed over
	for range places(c.count) {
		d, n := binary.Uvarint(rest)
		rest = rest[n:]
		at += int32(d)
		c.places = append(c.places, at)
	}
}

// skip passes over n varints. Each ends with its only byte below 128, so that eight bytes are looked at together.
func skip(b []byte, n int) []byte {
	for n > 8 && len(b) >= 8 { // more than 8: it may end inside the varint after
		n -= bits.OnesCount64(^binary.LittleEndian.Uint64(b) & 0x8080808080808080)
		b = b[8:]
	}
	for ; n > 0; n-- {
		i := 0
		for b[i] >= 0x80 {
			i++
		}
		b = b[i+1:]
	}
	return b
}
