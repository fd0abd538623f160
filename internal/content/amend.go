package content

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"
)

// Amend is Reload for a caller who has been told what was touched in the folder, such as by a watch on it: no other
// article and no other picture is looked at. It is ok only where nothing has changed but the texts of some articles;
// otherwise, and where that cannot be told, the folder is to be Reloaded. Names are slash-separated paths in the folder.
func Amend(previous *Library, fsys fs.FS, opts Options, touched []string) (lib *Library, findings Findings, ok bool) {
	l := newLoader(previous, fsys, opts)
	if l.previous == nil || !l.listTouched(touched) {
		return nil, nil, false
	}
	l.readAll()
	if !l.sameVersions() {
		return nil, nil, false
	}
	return l.amend()
}

// listTouched makes jobs of the articles that were touched, and of all help lines, which are few. It is false where the
// rest of the folder has to be looked at: for new files, for folders, for pictures.
func (l *loader) listTouched(touched []string) bool {
	for _, file := range l.previous.helpFiles {
		l.jobs = append(l.jobs, &job{path: file, folder: "help", stamp: l.look(nil, file)})
	}
	touched = slices.Compact(slices.Sorted(slices.Values(touched)))
	for _, file := range touched {
		if i, known := l.previous.place(file); known {
			l.jobs = append(l.jobs, &job{path: file, folder: folderOf(file), known: l.previous.read[i], stamp: l.look(nil, file)})
		} else if !l.meaningless(file) {
			return false
		}
	}
	return true
}

// meaningless says whether nothing can depend on what is, or was, at a path that is known of no article: nothing is there
// and nothing known is below it, or it is a file of another kind. Editors leave such behind, some only for a moment.
func (l *loader) meaningless(file string) bool {
	info, err := fs.Stat(l.fsys, file)
	if l.previous.media[file] != nil || err == nil && !info.Mode().IsRegular() || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false
	}
	if err == nil {
		_, listed := listedAs(file)
		return !listed
	}
	below := func(other string) bool { return strings.HasPrefix(other, file+"/") }
	i, _ := l.previous.place(file + "/")
	if i < len(l.previous.read) && below(l.previous.read[i].path) {
		return false
	}
	for picture := range l.previous.media {
		if below(picture) {
			return false
		}
	}
	return true // help lines, site.yaml and synonyms are looked at in any case
}

// amend makes the library that link would make, out of the one before, where nothing has changed but the texts of some
// articles: who has which name, and what ties articles together, is as it was. Then only these are linked again, and
// those that had asked for one of them. It is not ok where more has changed, or may have. Pictures must be as they were.
func (l *loader) amend() (lib *Library, findings Findings, ok bool) {
	before := l.previous
	if before == nil || !l.sameFrame() {
		return nil, nil, false
	}
	var texts, looked []*job
	for _, j := range l.jobs {
		switch {
		case j.problem != nil:
			return nil, nil, false
		case j.folder == "help" || j.now == j.known:
		case j.same:
			looked = append(looked, j) // only to be trusted from now on
		case l.onlyText(j.known, j.now):
			texts = append(texts, j)
		default:
			return nil, nil, false
		}
	}
	k := &linker{
		loader: l, roll: before.roll, drafts: slices.Clone(before.drafts), media: before.media, later: map[*draft]*draft{},
		cat: &catalogue{
			roll: before.roll, fsys: l.fsys, site: l.site, opts: l.opts, images: before.images, media: before.media, articles: slices.Clone(before.articles),
			synonyms: l.synonyms, siteSum: l.siteSum, frame: l.frame, helpFiles: before.helpFiles, sum: before.sum, read: slices.Clone(before.read),
		},
	}
	k.tags = sync.OnceValue(k.tagsInUse)
	for _, j := range slices.Concat(texts, looked) {
		i, _ := before.place(j.path)
		k.cat.read[i] = j.now
	}
	for _, j := range texts {
		k.cat.sum = k.cat.sum.without(j.known.mark).with(j.now.mark)
	}
	numbers, ok := k.relink(texts)
	if !ok {
		return nil, nil, false
	}
	if general := k.general(); !slices.Equal(general, before.general) {
		return nil, nil, false
	}
	k.cat.general = before.general
	k.cat.findings = k.amended(before.findings, numbers)
	k.cat.complete(before)
	return before.instead(k.cat, numbers), k.cat.findings, true
}

// sameFrame says whether what each article depends on is as it was: site.yaml, synonyms, help lines, which files there
// are, and what time has made of them.
func (l *loader) sameFrame() bool {
	linked, was, now := l.previous.opts.Now, l.previous.now, l.opts.Now
	if l.previous.frame != l.frame || len(l.gone) > 0 || was.Before(linked) || now.Before(was) {
		return false // clocks get set
	}
	turn := l.previous.turns()
	return turn.IsZero() || now.Before(turn)
}

// onlyText says whether of an article nothing is other than before but what it says: it is found by the same names, has
// the same pictures, is tied to others in the same way, and is published if it was.
func (l *loader) onlyText(was, now *known) bool {
	if !was.usable() || !now.usable() || was.draft == nil || now.draft == nil || was.linked == nil {
		return false
	}
	a, b := was.draft, now.draft
	return a.article.Key() == b.article.Key() && slices.Equal(was.names(), now.names()) &&
		a.untied() && b.untied() && a.refs.translation == b.refs.translation &&
		slices.Equal(a.pictureFiles(), b.pictureFiles()) &&
		visible(a.article, l.opts.Now, l.opts.Drafts) == visible(b.article, l.opts.Now, l.opts.Drafts)
}

// untied says whether an article is in no series and answers no question: what is found about one that does depends on
// the others.
func (d *draft) untied() bool { return d.article.Series == nil && len(d.answers) == 0 }

func (d *draft) pictureFiles() []string {
	var files []string
	for _, r := range d.images {
		files = append(files, r.file)
	}
	if d.cover != nil {
		files = append(files, d.cover.file)
	}
	slices.Sort(files)
	return slices.Compact(files)
}

// relink links what holds other text than before, and what had asked for one of these, in place of what was linked before.
// It is not ok where something else than an untied article has to be linked.
func (k *linker) relink(texts []*job) (numbers []number, ok bool) {
	touched := &names{}
	for _, j := range texts {
		touched.add(j.now.names())
	}
	stale := make([]bool, len(k.cat.read))
	parallel(len(stale), func(i int) {
		was := k.previous.read[i].linked
		stale[i] = was != nil && touched.any(was.asked)
	})
	for _, j := range texts {
		i, _ := k.previous.place(j.path)
		stale[i] = true
	}
	var again []*draft
	var places []int
	for i, linked := range stale {
		if !linked {
			continue
		}
		read := k.cat.read[i].draft
		if read == nil || !read.untied() {
			return nil, false
		}
		d := read.unlinked()
		d.asked = append(d.asked, d.article.names()...)
		n := k.byKey[d.article.Key()]
		k.drafts[n], k.cat.articles[n] = d, d.article
		again, numbers, places = append(again, d), append(numbers, n), append(places, i)
	}
	for i, d := range again {
		k.addAliases(d, numbers[i], true)
	}
	k.addHelp() // before what is held against it
	parallel(len(again), func(i int) { k.linkArticle(again[i]) })
	lines := k.numbersToCall()
	for i, d := range again {
		k.checkSensitive(d)
		k.checkReview(d)
		k.checkLoose(d, lines)
		k.translated(d)
		c := *k.cat.read[places[i]] // the library before has the other
		c.linked = &bound{draft: d, asked: asking(d.asked)}
		k.cat.read[places[i]] = &c
	}
	k.checkNavigation()
	k.checkSiteLinks()
	k.cat.drafts, k.cat.order = k.drafts, k.orderWith(again, numbers)
	return numbers, true
}

// orderWith is the order of before with articles in place of those that had their numbers.
func (k *linker) orderWith(again []*draft, numbers []number) []*Article {
	fresh, dropped := make([]*Article, len(again)), map[*Article]bool{}
	for i, d := range again {
		fresh[i] = d.article
		dropped[k.previous.articles[numbers[i]]] = true
	}
	return reordered(k.previous.order, dropped, fresh)
}

// amended returns findings with what was found about articles now in place of what was found before.
func (k *linker) amended(before Findings, numbers []number) Findings {
	var fresh Findings
	about := map[string]bool{}
	for _, n := range numbers {
		d := k.drafts[n]
		about[d.path] = true
		fresh = append(fresh, k.last(d).kept()...)
	}
	fresh = suggested(sorted(fresh))
	all := make(Findings, 0, len(before)+len(fresh))
	for _, f := range before {
		if about[f.Path] {
			continue
		}
		for len(fresh) > 0 && byPlace(fresh[0], f) < 0 {
			all, fresh = append(all, fresh[0]), fresh[1:]
		}
		all = append(all, f)
	}
	return append(all, fresh...)
}

// nextTurn is the next moment after what was read at which something that was found, or what is published, is other by
// itself; zero: there is none.
func (c *catalogue) nextTurn() time.Time {
	var next time.Time
	consider := func(t time.Time) {
		if t.After(c.opts.Now) && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	for _, a := range c.articles {
		consider(a.Date)
		consider(a.Expires)
		if r := a.Review; r != nil {
			consider(r.Date)
			if !r.Due.IsZero() {
				consider(r.Due.Add(-dueSoon))
				consider(r.Due.AddDate(0, 0, 1))
			}
		}
	}
	for _, country := range c.countries {
		for _, line := range country.Lines {
			consider(line.Ends())
		}
	}
	return next
}

// place returns where a file stands in catalogue.read.
func (c *catalogue) place(file string) (i int, found bool) {
	return slices.BinarySearchFunc(c.read, file, func(k *known, file string) int { return strings.Compare(k.path, file) })
}
