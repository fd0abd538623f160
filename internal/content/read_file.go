package content

import (
	"errors"
	"io"
	"io/fs"
	"slices"

	"mendwell/internal/markdown"
)

// desk is the memory in which one worker reads one file after the other. What is kept of a file must not hold any of it.
type desk struct {
	data   []byte
	tree   markdown.Room
	papers papers
	order  []field
	fields map[string]field
}

// front is the memory for the fields of a front matter, in order and by key.
func (k *desk) front() ([]field, map[string]field) {
	if k == nil {
		return nil, map[string]field{}
	}
	if k.fields == nil {
		k.order, k.fields = make([]field, 0, 24), map[string]field{}
	}
	clear(k.fields)
	return k.order[:0], k.fields
}

// papers are the lists that are needed for one structure after the other.
type papers struct {
	starts  []printed
	heads   []heading
	sure    []heading
	tips    []tipPiece
	row     []*tipPiece
	pieces  []piece
	written []naming
	made    []naming
}

// lent returns n empty elements in the memory that was lent before.
func lent[E any](before *[]E, n int) []E {
	if cap(*before) < n {
		*before = make([]E, n+n/2)
	}
	list := (*before)[:n]
	clear(list)
	return list
}

// room is where the body of the file is parsed; nil, for memory of its own, without a desk.
func (k *desk) room() *markdown.Room {
	if k == nil {
		return nil
	}
	return &k.tree
}

// read is fs.ReadFile into the desk: the bytes are there until the next file is read.
func (k *desk) read(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	k.data = k.data[:0]
	if info, err := f.Stat(); err == nil {
		k.data = slices.Grow(k.data, int(min(info.Size(), MaxFile))+1) // one more, to meet the end
	}
	for {
		k.data = slices.Grow(k.data, 1)
		n, err := f.Read(k.data[len(k.data):cap(k.data)])
		k.data = k.data[:len(k.data)+n]
		switch {
		case errors.Is(err, io.EOF):
			return k.data, nil
		case err != nil:
			return nil, err
		}
	}
}
