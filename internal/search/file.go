package search

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
)

// The file of an index: the head, then the large block of each segment, in little endian. The texts are not in it, only
// sums of them: what has changed since is found by comparing them with the library that the index is used for.
//
// format must be raised when the layout changes or what is read from a text: stems, folds, fields. A test compares.
const (
	magic  = "mendwell search\n"
	format = 4
)

// errBroken says that a file is no index, or one that was damaged.
var errBroken = errors.New("not an index, or damaged")

// ErrOther says that the index was written by another version of the program.
var ErrOther = errors.New("written by another version")

// WorthKeeping reports whether a part of the index was made anew that is so large that it is read faster from a file than
// from the texts.
func (x *Index) WorthKeeping() bool {
	for _, s := range x.segments {
		if s.anew && len(s.blocks[0].entries) >= few {
			return true
		}
	}
	return false
}

// Encode writes what Decode reads. The version is that of the program: only the same one reads it again.
func (x *Index) Encode(to io.Writer, version string) error {
	sum := crc32.New(castagnoli)
	buffered := bufio.NewWriterSize(io.MultiWriter(to, sum), 1<<16)
	w := writer{to: buffered}
	w.text(magic)
	w.fixed(format)
	w.text(version)
	w.number(len(x.segments))
	for _, s := range x.segments {
		w.text(s.lang)
		w.block(s.blocks[0].block)
	}
	if err := errors.Join(w.err, buffered.Flush()); err != nil {
		return fmt.Errorf("write the search index: %w", err)
	}
	return binary.Write(to, binary.LittleEndian, sum.Sum32())
}

// Decode reads an index that finds nothing by itself: it is for Build to take over. It keeps the data, which must not
// change any more.
func Decode(data []byte, version string) (*Index, error) {
	if len(data) < 4 {
		return nil, errBroken
	}
	data, tail := data[:len(data)-4], data[len(data)-4:]
	if crc32.Checksum(data, castagnoli) != binary.LittleEndian.Uint32(tail) {
		return nil, errBroken
	}
	r := scanner{rest: data}
	if r.text() != magic {
		return nil, errBroken
	}
	if r.fixed() != format || r.text() != version {
		return nil, ErrOther
	}
	x := &Index{}
	for range r.number() {
		lang := r.text()
		b := r.block()
		if r.failed {
			return nil, errBroken
		}
		x.segments = append(x.segments, &segment{analyser: newAnalyser(lang), dictionary: b.dictionary, blocks: []placed{{block: b}}})
	}
	if r.failed {
		return nil, errBroken
	}
	return x, nil
}

// writer writes until the first error.
type writer struct {
	to  *bufio.Writer
	err error
}

func (w *writer) bytes(b []byte) {
	w.number(len(b))
	if w.err == nil {
		_, w.err = w.to.Write(b)
	}
}

func (w *writer) text(s string) {
	w.number(len(s))
	if w.err == nil {
		_, w.err = w.to.WriteString(s)
	}
}

func (w *writer) number(n int) { w.fixed(uint64(n)) }

func (w *writer) fixed(n uint64) {
	if w.err == nil {
		var b [8]byte
		binary.LittleEndian.PutUint64(b[:], n)
		_, w.err = w.to.Write(b[:])
	}
}

func (w *writer) words(l wordlist) {
	w.text(l.text)
	writeRow(w, l.at)
}

// writeRow writes a row of numbers of four bytes.
func writeRow[N int32 | uint32](w *writer, row []N) {
	w.number(len(row))
	var b [4]byte
	for _, n := range row {
		if w.err == nil {
			binary.LittleEndian.PutUint32(b[:], uint32(n))
			_, w.err = w.to.Write(b[:])
		}
	}
}

func (w *writer) block(b *block) {
	w.number(len(b.marks))
	for _, m := range b.marks {
		w.text(m.key)
		w.number(int(m.entries))
		w.fixed(m.sum)
	}
	w.number(len(b.entries))
	for _, e := range b.entries {
		w.fixed(uint64(e.words)<<48 | uint64(e.kind)<<40 | uint64(e.part))
	}
	w.fixed(uint64(b.words))
	w.words(b.terms)
	writeRow(w, b.df)
	w.words(b.forms)
	writeRow(w, b.formTerm)
	w.words(b.shown)
	writeRow(w, b.docsAt)
	writeRow(w, b.spotsAt)
	w.bytes(b.docs)
	w.bytes(b.spots)
}

// scanner reads what writer wrote. After a failure it reads nothing any more.
type scanner struct {
	rest   []byte
	failed bool
}

func (r *scanner) take(n int) []byte {
	if r.failed || n < 0 || n > len(r.rest) {
		r.failed = true
		return nil
	}
	b := r.rest[:n:n]
	r.rest = r.rest[n:]
	return b
}

func (r *scanner) fixed() uint64 {
	if b := r.take(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// number reads how many there are of something, each of which takes at least a byte.
func (r *scanner) number() int {
	n := r.fixed()
	if n > uint64(len(r.rest)) {
		r.failed = true
		return 0
	}
	return int(n)
}

func (r *scanner) bytes() []byte { return r.take(r.number()) }

func (r *scanner) text() string { return string(r.bytes()) }

func (r *scanner) words() wordlist {
	l := wordlist{text: r.text(), at: readRow[uint32](r)}
	for i, at := range l.at {
		if int(at) > len(l.text) || i > 0 && at < l.at[i-1] {
			r.failed = true
		}
	}
	return l
}

func readRow[N int32 | uint32](r *scanner) []N {
	n := r.number()
	b := r.take(4 * n)
	if b == nil {
		return nil
	}
	row := make([]N, n)
	for i := range row {
		row[i] = N(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return row
}

func (r *scanner) block() *block {
	b := &block{dictionary: &dictionary{}}
	b.marks = make([]mark, r.number())
	for i := range b.marks {
		b.marks[i] = mark{key: r.text(), entries: int32(r.fixed()), sum: r.fixed()}
	}
	b.entries = make([]entry, r.number())
	work := int32(-1)
	for i := range b.entries {
		n := r.fixed()
		e := entry{part: int32(n & math.MaxInt32), kind: uint8(n >> 40), words: uint16(n >> 48)}
		if e.kind == asWhole {
			work++
		}
		e.work = work
		b.entries[i] = e
	}
	b.words = int64(r.fixed())
	b.terms, b.df = r.words(), readRow[int32](r)
	b.forms, b.formTerm, b.shown = r.words(), readRow[int32](r), r.words()
	b.docsAt, b.spotsAt = readRow[uint32](r), readRow[uint32](r)
	b.docs, b.spots = r.bytes(), r.bytes()
	if r.failed = r.failed || !b.fits(); !r.failed {
		b.alike = b.forms.shared()
	}
	return b
}

// fits reports whether the rows of a block are as long as they must be. That their numbers are right, the sum over the
// file says.
func (b *block) fits() bool {
	terms, forms := b.terms.len(), b.forms.len()
	return len(b.marks) > 0 && len(b.entries) > 0 && b.entries[len(b.entries)-1].work == int32(len(b.marks)-1) &&
		len(b.df) == terms && len(b.docsAt) == terms+1 && len(b.spotsAt) == terms+1 && len(b.formTerm) == forms && b.shown.len() == forms &&
		int(b.docsAt[terms]) == len(b.docs) && int(b.spotsAt[terms]) == len(b.spots)
}
