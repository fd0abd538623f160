package content

import (
	"cmp"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// catalogue is everything that was read, whether it is visible or not. Libraries of different moments share it.
type catalogue struct {
	fsys fs.FS
	site Site
	opts Options
	*roll
	articles  []*Article // by number, so sorted by path
	order     []*Article // the same, newest first
	terms     func() *termIndex
	indexed   atomic.Pointer[termIndex] // nil: terms was not called
	images    map[string]*media         // by the path behind /media/
	media     map[string]*media         // by file
	countries []HelpCountry             // by code, with lines that are out of date too
	synonyms  map[string][][]string
	sum       tally // of all that was read

	siteSum tally
	found   int      // findings
	drafts  []*draft // by number; nil unless Options.Proofread or Options.Reusable
	read    []*known // sorted by path; nil unless Options.Reusable
}

// Load reads a content folder. It never fails as a whole: a broken file is left out and said so in Findings.
func Load(fsys fs.FS, opts Options) (*Library, Findings) {
	l, findings := Reload(nil, fsys, opts)
	return l, findings.And(l.Repeats())
}

// Reload is Load that takes what it can over from a library that was read from the same folder with the same options
// except for Now: files that have not changed are not read, and linked anew only where others have. nil: from none. What
// Library.Repeats finds is left to be asked for when there is time.
func Reload(previous *Library, fsys fs.FS, opts Options) (*Library, Findings) {
	if opts.Now.IsZero() {
		opts.Now = time.Now()
	}
	l := &loader{fsys: fsys, opts: opts}
	l.readSite()
	l.remember(previous)
	l.readSynonyms()
	l.list()
	l.readAll()
	cat, findings := l.link()
	return cat.at(opts.Now), findings
}

// loader reads the files of a folder.
type loader struct {
	fsys     fs.FS
	opts     Options
	site     Site
	synonyms map[string][][]string
	findings Findings
	jobs     []*job
	desks    sync.Pool // of *desk
	sum      tally

	siteSum  tally    // of site.yaml, which articles are read by
	previous *Library // what can be taken over; nil: nothing
	gone     []*known // files that were there then

	siteLinks []reference // addresses in site.yaml
}

// job is one file to read.
type job struct {
	path, folder string
	entry        fs.DirEntry
	known, now   *known // as the library before knew it, and as it is; nil: not at all
	same         bool   // it holds what it held before
	anew         bool   // it is to be linked, even if it is the same
	in           bool   // it is not left out
	first        *job   // the file that has its slug already, so that it is left out; nil: none
	draft        *draft // as it is linked
	entity       *entity
	help         *helpFile
	sum          sum
	problem      *Finding
}

func (l *loader) add(path string, level Level, code, message string) {
	l.findings = append(l.findings, Finding{Path: path, Line: 1, Col: 1, Level: level, Code: code, Message: message})
}

func (l *loader) readSite() {
	for _, name := range []string{"site.yaml", "site.yml"} {
		data, err := fs.ReadFile(l.fsys, name)
		if err != nil {
			continue
		}
		var found Findings
		l.site, found = readSite(name, data)
		l.siteLinks = siteLinks(data)
		l.findings = append(l.findings, found...)
		l.sum = l.sum.with(markOf(name, sumOf(data)))
		return
	}
	l.site = defaultSite()
	l.add("site.yaml", LevelWarning, "missing-site", "there is no site.yaml, so the site has the name Mendwell and speaks English")
}

// list finds the files of the folder. Hidden files, README and what is in the folder of help lines are no articles.
func (l *loader) list() {
	err := fs.WalkDir(l.fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			l.add(p, LevelError, "unreadable", "it cannot be read: "+err.Error())
			return skip(d)
		}
		base := path.Base(p)
		hidden := p != "." && strings.HasPrefix(base, ".")
		if d.IsDir() {
			if hidden {
				return fs.SkipDir
			}
			return nil
		}
		ext := strings.ToLower(path.Ext(p))
		if strings.HasPrefix(p, "help/") {
			if !hidden && (ext == ".yaml" || ext == ".yml") {
				l.jobs = append(l.jobs, &job{path: p, folder: "help", entry: d})
			}
			return nil
		}
		if hidden || ext != ".md" && ext != ".markdown" || strings.HasPrefix(strings.ToLower(base), "readme.") {
			return nil
		}
		l.jobs = append(l.jobs, &job{path: p, folder: folderOf(p), entry: d})
		return nil
	})
	if err != nil {
		l.add(".", LevelError, "unreadable", "the folder cannot be read: "+err.Error())
	}
	slices.SortFunc(l.jobs, func(a, b *job) int { return cmp.Compare(a.path, b.path) })
}

// skip leaves out a folder that cannot be listed; the rest of the site is served.
func skip(d fs.DirEntry) error {
	if d != nil && d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

func (l *loader) readAll() {
	l.gone = meet(l.jobs, l.before())
	parallel(len(l.jobs), func(i int) { l.readFile(l.jobs[i]) })
	for _, j := range l.jobs {
		l.sum = l.sum.with(markOf(j.path, j.sum))
		if j.problem != nil {
			l.findings = append(l.findings, *j.problem)
		}
	}
}

// readFile reads a file, unless it can be seen without that it is as it was.
func (l *loader) readFile(j *job) {
	stamp := l.look(j.entry, j.path)
	if j.known != nil && j.known.stamp.same(stamp) {
		j.now, j.sum, j.same = j.known, j.known.sum, true
		return
	}
	d, ok := l.desks.Get().(*desk)
	if !ok {
		d = &desk{}
	}
	defer l.desks.Put(d)
	data, err := d.read(l.fsys, j.path)
	if err != nil {
		j.problem = &Finding{Path: j.path, Line: 1, Col: 1, Level: LevelError, Code: "unreadable", Message: "it cannot be read: " + err.Error()}
		return
	}
	j.sum = sumOf(data)
	if j.folder == "help" {
		j.help = readHelp(j.path, data, l.opts.Now)
		return
	}
	if j.known != nil && j.known.sum == j.sum {
		now := *j.known
		now.stamp = stamp
		j.now, j.same = &now, true
		return
	}
	j.now = &known{path: j.path, stamp: stamp, sum: j.sum}
	if j.folder == "" {
		j.now.draft = readArticle(d, j.path, data, l.opts, l.site)
		j.now.draft.settle()
		j.now.broken = j.now.draft.broken()
		return
	}
	j.now.entity = readEntity(d, j.folder, j.path, data, l.opts, l.site)
	j.now.entity.settle()
	j.now.broken = j.now.entity.broken()
}

// parallel calls do for 0 to n-1 on all processors and returns when all calls have.
func parallel(n int, do func(int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wg.Wait()
}

func (l *loader) link() (*catalogue, Findings) {
	k := newLinker(l)
	k.readImages()
	k.admit()
	k.choose()
	k.addAll()
	k.linkAll()
	findings := k.found()
	for _, m := range k.media {
		l.sum = l.sum.with(markOf(m.file, sumOf([]byte(m.served+m.picture.Modern)))) // a page changes when its pictures are ready
	}
	k.cat.synonyms, k.cat.siteSum, k.cat.read = l.synonyms, l.siteSum, k.known()
	k.cat.sum = l.sum
	return k.cat, suggested(sorted(findings))
}

// found returns all findings, each file's in a row.
func (k *linker) found() Findings {
	most := len(k.jobs)
	if k.previous != nil { // there are about as many as then
		most = k.previous.found + k.previous.found/8 + len(k.findings)
	}
	all := append(make(Findings, 0, most), k.findings...)
	for _, j := range k.jobs {
		if j.help != nil {
			all = append(all, j.help.findings...)
		}
		if d := j.linked(); d != nil {
			all = append(all, k.last(d).kept()...)
		}
	}
	k.cat.found = len(all)
	return all
}

// sorted orders findings by place and drops repetitions.
func sorted(list Findings) Findings {
	if !slices.IsSortedFunc(list, byPlace) {
		slices.SortStableFunc(list, byPlace)
	}
	return slices.Compact(list)
}

func byPlace(a, b Finding) int {
	if a.Path != b.Path {
		return cmp.Compare(a.Path, b.Path)
	}
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
}
