package search

import "encoding/binary"

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

// cursor reads the postings of one term.
type cursor struct {
	docs, spots []byte
	entry       int32
	count       byte
	places      []int32 // of the entry; only after readPlaces
}

// next goes to the next entry. False: there is none.
func (c *cursor) next() bool {
	if len(c.docs) == 0 {
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

// readPlaces reads the positions in the entry. It must be called for every entry or for none.
func (c *cursor) readPlaces() {
	t, s, x := counts(c.count)
	c.places = c.places[:0]
	at := int32(0)
	for range t + s + x {
		d, n := binary.Uvarint(c.spots)
		c.spots = c.spots[n:]
		at += int32(d)
		c.places = append(c.places, at)
	}
}
