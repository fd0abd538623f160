package content

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// list finds the files of the folder, by level, so that several folders are listed at once.
func (l *loader) list() {
	for level := []string{"."}; len(level) > 0; {
		found := make([]*listing, len(level))
		parallel(len(level), func(i int) { found[i] = l.listFolder(level[i]) })
		level = nil
		for _, f := range found {
			l.jobs, level = append(l.jobs, f.jobs...), append(level, f.folders...)
			if f.err != nil {
				l.add(f.path, LevelError, "unreadable", "it cannot be read: "+f.err.Error())
			}
		}
	}
	slices.SortFunc(l.jobs, func(a, b *job) int { return cmp.Compare(a.path, b.path) })
}

// listing is what is in one folder, without what is below those in it.
type listing struct {
	path    string
	jobs    []*job
	folders []string
	err     error // why some of it could not be listed; the rest of the site is served
}

// listFolder lists a folder, and looks at its files while it is at hand.
func (l *loader) listFolder(at string) *listing {
	f, in := &listing{path: at}, at+"/"
	if at == "." {
		in = ""
	}
	var entries []fs.DirEntry
	entries, f.err = fs.ReadDir(l.fsys, at)
	jobs := make([]job, 0, len(entries))
	for _, entry := range entries {
		file := in + entry.Name()
		switch as, listed := listedAs(file); {
		case entry.IsDir() && !strings.HasPrefix(entry.Name(), "."):
			f.folders = append(f.folders, file)
		case !entry.IsDir() && listed:
			jobs = append(jobs, job{path: file, folder: as, stamp: l.look(entry, file)})
			f.jobs = append(f.jobs, &jobs[len(jobs)-1])
		}
	}
	return f
}

// listedAs says what a file is by its path: an article (""), or what its folder makes of it. Hidden files, README and what
// else is in the folder of help lines are not listed.
func listedAs(file string) (as string, listed bool) {
	base := path.Base(file)
	if strings.HasPrefix(base, ".") {
		return "", false
	}
	ext := strings.ToLower(path.Ext(base))
	if strings.HasPrefix(file, "help/") {
		return "help", ext == ".yaml" || ext == ".yml"
	}
	if ext != ".md" && ext != ".markdown" || strings.HasPrefix(strings.ToLower(base), "readme.") {
		return "", false
	}
	return folderOf(file), true
}
