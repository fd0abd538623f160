package content

import (
	"cmp"
	"io/fs"
	"os"
	"slices"
	"time"
)

// youth is how long after a change another one need not show in a file's size and times: the clocks of file systems
// tick in steps of up to two seconds.
const youth = 2 * time.Second

// stamp tells versions of a file apart without reading it.
type stamp struct {
	info  fs.FileInfo // nil: it could not be looked at
	young bool        // it had just been changed
}

// look stamps a file. A link is followed: what it leads to may change while it stays.
func (l *loader) look(entry fs.DirEntry, path string) stamp {
	var info fs.FileInfo
	var err error
	if entry != nil && entry.Type()&fs.ModeSymlink == 0 {
		info, err = entry.Info()
	} else {
		info, err = fs.Stat(l.fsys, path)
	}
	if err != nil {
		return stamp{}
	}
	return l.stamped(info)
}

func (l *loader) stamped(info fs.FileInfo) stamp {
	return stamp{info, info.ModTime().After(l.opts.Now.Add(-youth))}
}

// same says whether a file that was stamped before still holds the same bytes. Where in doubt, it does not say so: a
// folder without times, such as the one in the program, is read.
func (s stamp) same(now stamp) bool {
	return s.info != nil && now.info != nil && !s.young && s.info.Size() == now.info.Size() &&
		s.info.ModTime().Equal(now.info.ModTime()) && os.SameFile(s.info, now.info)
}

// known is a file as it was read and as it was linked. Libraries share it and never change it.
type known struct {
	path   string
	stamp  stamp
	sum    sum
	mark   tally   // what it adds to the sum of all files
	draft  *draft  // an article as it was read; or
	entity *entity // what is none
	broken bool

	linked *bound // nil: it was left out
}

// bound is what linking made of a file, and what it had asked others for.
type bound struct {
	draft  *draft
	entity *entity
	asked  []name
}

// meet finds for each file what was known of it, and returns what is known of files that are gone. Both are sorted.
func meet(jobs []*job, before []*known) (gone []*known) {
	for _, j := range jobs {
		for len(before) > 0 && before[0].path < j.path {
			gone, before = append(gone, before[0]), before[1:]
		}
		if len(before) > 0 && before[0].path == j.path {
			j.known, before = before[0], before[1:]
		}
	}
	return append(gone, before...)
}

// name is something that files ask others for, such as a slug: a number, which is equal for equal names.
type name uint64

// The kinds of names.
const (
	bySource   = 'f' // path of a source file
	bySlug     = 'a' // slug of an article, also a retired one
	byOldPath  = 'm' // retired path of the site
	byCategory = 'c'
	byPerson   = 'p'
	byPage     = 'g'
	byDebate   = 'q'
	byTag      = 't' // slug of a tag
	byPicture  = 'i' // path of a picture in the folder
	byServed   = 's' // path of a picture on the site
)

func named(kind byte, what string) name {
	const none, prime = 14695981039346656037, 1099511628211 // FNV-1a
	hash := (uint64(none) ^ uint64(kind)) * prime
	for i := range len(what) {
		hash = (hash ^ uint64(what[i])) * prime
	}
	return name(hash)
}

// ask notes that what becomes of a file depends on who has a name. nil asks for nothing.
func (d *draft) ask(kind byte, what string) {
	if d != nil {
		d.asked = append(d.asked, named(kind, what))
	}
}

// names returns what an article is found by.
func (a *Article) names() []name {
	list := []name{named(bySource, a.Path), named(bySlug, a.Slug)}
	for _, alias := range a.Aliases {
		list = append(list, named(bySlug, alias))
	}
	for _, p := range a.OldPaths {
		list = append(list, named(byOldPath, p), named(bySlug, lastPart(p)))
	}
	return list
}

// names returns what an entity is found by.
func (e *entity) names() []name {
	kind := byte(byPage)
	switch {
	case e.category != nil:
		kind = byCategory
	case e.person != nil:
		kind = byPerson
	case e.debate != nil:
		kind = byDebate
	}
	return []name{named(bySource, e.path), named(kind, e.slugOf())}
}

// names returns what others find a file by; none for one that cannot be used.
func (k *known) names() []name {
	switch {
	case !k.usable():
		return nil
	case k.draft != nil:
		list := k.draft.article.names()
		for _, t := range k.draft.article.Tags {
			list = append(list, named(byTag, t.Slug))
		}
		return list
	}
	return k.entity.names()
}

// usable says whether a file could be read, and well enough to have a place on the site.
func (k *known) usable() bool { return k != nil && !k.broken }

// asking returns each name that was asked for once.
func asking(list []name) []name {
	slices.SortFunc(list, func(a, b name) int { return cmp.Compare(a, b) })
	return slices.Clip(slices.Compact(list))
}
