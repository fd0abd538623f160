package content

import (
	"slices"
	"strings"

	"mendwell/internal/markdown"
)

// settle does what depends on one file alone, and lets go of what only reading needed: what is read waits to be linked
// with the rest of the folder, and stays for as long as the file does, to be linked again whenever others change.
func (d *draft) settle() {
	if a := d.article; a != nil {
		a.key = a.Lang + "/" + a.Slug
	}
	d.findNumbers()
	d.findPictures()
	d.renderPlain()
	d.file.settle()
}

// renderPlain renders the short texts that hold no link. They say the same whatever becomes of other files.
func (d *draft) renderPlain() {
	if d.article == nil || d.broken() {
		return
	}
	d.snippets = slices.DeleteFunc(d.snippets, func(s snippet) bool {
		linked := false
		html, err := markdown.RenderSnippet(s.text, markdown.ArticleOptions{
			Word:    d.article.words,
			Link:    func(dest string) string { linked = true; return dest },
			Picture: func(string) (markdown.Picture, bool) { return markdown.Picture{}, false },
		})
		switch {
		case linked:
		case err != nil:
			d.add(s.at, LevelWarning, "too-complex", "the text cannot be shown: %s", err)
		default:
			s.set(d.article, html)
		}
		return !linked
	})
	d.snippets = slices.Clip(d.snippets)
}

// findPictures works out which files the pictures are.
func (d *draft) findPictures() {
	for i, r := range d.images {
		if !isExternal(r.dest) {
			d.images[i].file = imageFile(d.path, r.dest)
		}
	}
	if r := d.cover; r != nil && !isExternal(r.dest) {
		r.file = imageFile(d.path, r.dest)
	}
}

// keyPlace is where a key of the front matter stands.
type keyPlace struct {
	key string
	at  place
}

// settle keeps of the front matter where its keys stand, for what linking finds.
func (f *file) settle() {
	f.places = make([]keyPlace, 0, len(f.fields))
	for key, x := range f.fields {
		f.places = append(f.places, keyPlace{key, place{x.line, x.col}})
	}
	f.lines, f.order, f.fields, f.raw, f.on = nil, nil, nil, nil, nil
	f.findings = slices.Clip(f.findings)
}

// placeOf returns the place of a key. False: it is not written.
func (f *file) placeOf(key string) (place, bool) {
	if f.fields != nil {
		x, ok := f.fields[key]
		return place{x.line, x.col}, ok
	}
	i := slices.IndexFunc(f.places, func(p keyPlace) bool { return p.key == key })
	if i < 0 {
		return place{}, false
	}
	return f.places[i].at, true
}

// fragments are the ids of a page, sorted. nil: nobody knows them.
type fragments []fragment

type fragment struct {
	id     string
	titled bool // its title has one of its own
}

func (ids fragments) has(id string) bool {
	i, found := slices.BinarySearchFunc(ids, id, func(f fragment, id string) int { return strings.Compare(f.id, id) })
	if found {
		return true
	}
	id, title := strings.CutSuffix(id, titleSuffix)
	if title {
		i, found = slices.BinarySearchFunc(ids, id, func(f fragment, id string) int { return strings.Compare(f.id, id) })
	}
	return found && ids[i].titled
}
