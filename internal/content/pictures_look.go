package content

import (
	"io/fs"
	"maps"
	"slices"
	"sync/atomic"
)

// readImages looks at every picture that a file refers to, and reads those that are not as they were.
func (k *linker) readImages() {
	var files []string
	note := func(file string) {
		if file != "" && k.media[file] == nil {
			k.media[file] = &media{}
			files = append(files, file)
		}
	}
	for _, j := range k.jobs {
		if !j.now.usable() {
			continue
		}
		d := j.read()
		for _, r := range d.images {
			note(r.file)
		}
		if d.cover != nil {
			note(d.cover.file)
		}
	}
	read := make([]*media, len(files))
	parallel(len(files), func(i int) { read[i] = k.image(files[i]) })
	for i, m := range read {
		k.media[files[i]] = m
		if m.served != "" {
			k.cat.images[m.served] = m
		}
	}
	k.cat.media = k.media
}

// read is a file as it was read, before it was linked; nil for one that could not be.
func (j *job) read() *draft {
	switch {
	case j.now == nil:
		return nil
	case j.now.entity != nil:
		return j.now.entity.draft
	}
	return j.now.draft
}

// image returns a picture: what the library before has, where neither the file nor its smaller versions have changed.
func (k *linker) image(file string) *media {
	var now stamp
	if info, err := fs.Stat(k.fsys, file); err == nil {
		now = k.stamped(info)
	}
	var m *media
	if k.previous != nil {
		m = k.previous.media[file]
	}
	if missing := m != nil && m.stamp.info == nil && now.info == nil && m.problem.code != ""; !missing && (m == nil || !m.stamp.same(now)) {
		m = readImage(k.fsys, file, k.opts)
		m.stamp = now
	}
	return m.with(k.opts.Versions)
}

// samePictures looks at every picture of the library before and says whether all are as they were.
func (l *loader) samePictures() bool {
	if l.previous == nil {
		return false
	}
	k := &linker{loader: l}
	files := slices.Collect(maps.Keys(l.previous.media))
	var other atomic.Bool
	parallel(len(files), func(i int) {
		if file := files[i]; !other.Load() && k.image(file) != l.previous.media[file] {
			other.Store(true)
		}
	})
	return !other.Load()
}

// sameVersions says whether each picture of the library before has the smaller versions that it had.
func (l *loader) sameVersions() bool {
	for _, m := range l.previous.media {
		if m.with(l.opts.Versions) != m {
			return false
		}
	}
	return true
}

// linked is a file as it is linked, also if it was left out; nil for one that could not be read.
func (j *job) linked() *draft {
	if j.entity != nil {
		return j.entity.draft
	}
	return j.draft
}
