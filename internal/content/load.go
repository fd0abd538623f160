package content

import (
	"cmp"
	"io/fs"
	"runtime"
	"slices"
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

	// What only the next reload asks for; but for the sums, nil unless Options.Reusable.
	siteSum   tally
	frame     tally            // of what each article depends on: site.yaml, synonyms, help lines
	helpFiles []string         // files of help lines
	read      []*known         // sorted by path
	drafts    []*draft         // by number; also with Options.Proofread
	findings  Findings         // all that was found
	general   Findings         // those of them that are about no article and no entity, in the order in which they were made
	turns     func() time.Time // when anything of this is other by itself; zero: never
}

// Load reads a content folder. It never fails as a whole: a broken file is left out and said so in Findings.
func Load(fsys fs.FS, opts Options) (*Library, Findings) {
	l, findings := Reload(nil, fsys, opts)
	repeats := l.Repeats()
	advice, _ := l.Advice()
	return l, findings.And(slices.Concat(advice, repeats))
}

// Reload is Load that takes what it can over from a library that was read from the same folder with the same options
// except for Now: files that have not changed are not read, and linked anew only where others have. nil: from none. What
// Library.Repeats and Library.Proofread find is left to be asked for when there is time.
func Reload(previous *Library, fsys fs.FS, opts Options) (*Library, Findings) {
	l := newLoader(previous, fsys, opts)
	l.list()
	l.gone = meet(l.jobs, l.before())
	l.readAll()
	if l.samePictures() {
		if lib, findings, ok := l.amend(); ok {
			return lib, findings
		}
	}
	cat, findings := l.link()
	return cat.at(l.opts.Now), findings
}

// newLoader reads what is needed to read articles.
func newLoader(previous *Library, fsys fs.FS, opts Options) *loader {
	if opts.Now.IsZero() {
		opts.Now = time.Now()
	}
	l := &loader{fsys: fsys, opts: opts}
	l.readSite()
	l.remember(previous)
	l.readSynonyms()
	return l
}

// loader reads the files of a folder.
type loader struct {
	fsys     fs.FS
	opts     Options
	site     Site
	synonyms map[string][][]string
	findings Findings
	jobs     []*job
	waits    bool      // proofreading is left for later
	desks    sync.Pool // of *desk
	frame    tally     // see catalogue

	siteSum  tally    // of site.yaml, which articles are read by
	previous *Library // what can be taken over; nil: nothing
	gone     []*known // files that were there then

	siteLinks []reference // addresses in site.yaml
}

// job is one file to read.
type job struct {
	path, folder string
	stamp        stamp
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
		l.frame = l.frame.with(markOf(name, sumOf(data)))
		return
	}
	l.site = defaultSite()
	l.add("site.yaml", LevelWarning, "missing-site", "there is no site.yaml, so the site has the name Mendwell and speaks English")
}

func (l *loader) readAll() {
	l.waits = l.proofreadingWaits()
	parallel(len(l.jobs), func(i int) { l.readFile(l.jobs[i]) })
	for _, j := range l.jobs {
		if j.folder == "help" {
			l.frame = l.frame.with(markOf(j.path, j.sum))
		}
		if j.problem != nil {
			l.findings = append(l.findings, *j.problem)
		}
	}
}

// readFile reads a file, unless it can be seen without that it is as it was.
func (l *loader) readFile(j *job) {
	if j.known != nil && j.known.stamp.same(j.stamp) {
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
		now.stamp = j.stamp
		j.now, j.same = &now, true
		return
	}
	j.now = &known{path: j.path, stamp: j.stamp, sum: j.sum, mark: markOf(j.path, j.sum)}
	if j.folder == "" {
		opts := l.opts
		opts.Proofread = opts.Proofread && !l.waits
		j.now.draft = readArticle(d, j.path, data, opts, l.site)
		if l.waits {
			j.now.draft.later = &later{}
		}
		j.now.draft.settle()
		j.now.broken = j.now.draft.broken()
		return
	}
	j.now.entity = readEntity(d, j.folder, j.path, data, l.opts, l.site)
	j.now.entity.settle()
	j.now.broken = j.now.entity.broken()
}

// parallel calls do for 0 to n-1 on all processors and returns when all calls have. Where there are thousands, they are
// handed out by a few at a time: they are likely to be short.
func parallel(n int, do func(int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	step := max(1, min(16, n/1024))
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			for at := int(next.Add(int64(step))) - step; at < n; at = int(next.Add(int64(step))) - step {
				for i := at; i < min(at+step, n); i++ {
					do(i)
				}
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
	k.cat.synonyms, k.cat.siteSum, k.cat.frame, k.cat.sum = l.synonyms, l.siteSum, l.frame, k.sum()
	general := k.general()
	findings := suggested(sorted(k.found(general)))
	if l.opts.Reusable {
		k.cat.read, k.cat.general, k.cat.findings = k.known(), general, slices.Clip(findings)
		for _, j := range k.jobs {
			if j.folder == "help" {
				k.cat.helpFiles = append(k.cat.helpFiles, j.path)
			}
		}
	}
	k.cat.complete(l.previous)
	return k.cat, findings
}

// complete lets be made later, when they are asked for, the parts that only some ask for.
func (c *catalogue) complete(previous *Library) {
	c.indexLater(previous)
	c.turns = sync.OnceValue(c.nextTurn)
}

// sum is over all that readers can see.
func (k *linker) sum() tally {
	sum := k.frame
	for _, j := range k.jobs {
		switch {
		case j.now != nil:
			sum = sum.with(j.now.mark)
		case j.folder != "help":
			sum = sum.with(markOf(j.path, j.sum))
		}
	}
	for _, m := range k.media {
		sum = sum.with(markOf(m.file, sumOf([]byte(m.served+m.picture.Modern)))) // a page changes when its pictures are ready
	}
	return sum
}

// general returns what was found about no article and no entity.
func (k *linker) general() Findings {
	all := slices.Clone(k.findings)
	for _, j := range k.jobs {
		if j.help != nil {
			all = append(all, j.help.findings...)
		}
	}
	return all
}

// found returns all findings, each file's in a row.
func (k *linker) found(general Findings) Findings {
	most := len(k.jobs)
	if k.previous != nil { // there are about as many as then
		most = len(k.previous.findings) + len(k.previous.findings)/8 + len(general)
	}
	all := append(make(Findings, 0, most), general...)
	for _, j := range k.jobs {
		if d := j.linked(); d != nil {
			all = append(all, k.last(d).kept()...)
		}
	}
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
