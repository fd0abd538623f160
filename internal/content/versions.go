package content

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"mendwell/internal/markdown"
	"mendwell/internal/picture"
)

// previewWidth is what other sites ask of a preview, in pixels.
const previewWidth = 1200

// with returns the picture with the smaller versions that are ready: itself if these are what it has.
func (m *media) with(versions func(key string) (*picture.Set, bool)) *media {
	var set *picture.Set
	if versions != nil && m.key != "" && !m.animated {
		set, _ = versions(m.key)
	}
	if set == m.set {
		return m
	}
	c := *m
	if c.set, c.picture, c.preview = set, m.bare, (Preview{}); set != nil {
		c.take(set)
	}
	return &c
}

// take shows the smaller versions of a picture from now on.
func (m *media) take(set *picture.Set) {
	address := func(v picture.Version) string { return "/pictures/" + m.key + "/" + v.Name }
	list := func(versions []picture.Version) string {
		entries := make([]string, len(versions))
		for i, v := range versions {
			entries[i] = fmt.Sprintf("%s %dw", address(v), v.Width)
		}
		return strings.Join(entries, ", ")
	}
	plain := set.Plain[0]
	for _, v := range set.Plain {
		if v.Width <= previewWidth {
			plain = v
		}
	}
	m.preview = Preview{Src: address(plain), Width: plain.Width, Height: plain.Height}
	m.picture = markdown.Picture{
		Src: address(plain), Width: set.Width, Height: set.Height, Modern: list(set.Modern), Plain: list(set.Plain), Hint: markdown.Hint(set.Hint),
	}
}

// Originals returns the pictures of the folder that smaller versions can be made of, by their files' names.
func (l *Library) Originals() []picture.Original {
	var out []picture.Original
	for _, m := range l.images {
		if !m.animated {
			out = append(out, picture.Original{Key: m.key, Name: m.file, Read: m.read})
		}
	}
	slices.SortFunc(out, func(a, b picture.Original) int { return cmp.Compare(a.Name, b.Name) })
	return out
}
