package content

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// later is the proofreading of an article that waits until there is time. All copies of its draft share it.
type later struct {
	once   sync.Once
	done   atomic.Bool
	advice Findings
	tips   []shingledTip
}

// proofreadingWaits reports whether more articles are to be read than are proofread at once.
func (l *loader) proofreadingWaits() bool {
	if !l.opts.Proofread || !l.opts.Reusable || l.opts.ProofreadAtOnce == 0 {
		return false
	}
	n := 0
	for _, j := range l.jobs {
		if j.folder == "" && (j.known == nil || !j.known.stamp.same(j.stamp)) {
			n++
		}
	}
	return n > l.opts.ProofreadAtOnce
}

// Proofread does now what waits because of Options.ProofreadAtOnce: some 1.5 ms of work for each article. It leaves a
// processor to others where there is another, and ends early with the context, whose error it returns then. What has been
// done is done for all libraries that share the articles.
func (l *Library) Proofread(ctx context.Context) error {
	var next atomic.Int64
	var running sync.WaitGroup
	for range max(1, runtime.GOMAXPROCS(0)-1) {
		running.Go(func() {
			var on desk
			for i := next.Add(1) - 1; i < int64(len(l.read)) && ctx.Err() == nil; i = next.Add(1) - 1 {
				if d := l.read[i].draft; d != nil && d.later != nil {
					d.later.once.Do(func() { d.proofreadNow(&on, l.opts, l.site) })
					runtime.Gosched() // whoever waits for a page comes first
				}
			}
		})
	}
	running.Wait()
	return ctx.Err()
}

// proofreadNow reads an article once more, since most of what proofreading asks for is kept by nobody.
func (d *draft) proofreadNow(on *desk, opts Options, site Site) {
	on.data = append(on.data[:0], d.source.text...)
	fresh := readArticle(on, d.path, on.data, opts, site)
	advised := &draft{file: &file{path: d.path, findings: slices.Clone(fresh.advice)}, ignored: fresh.ignored, proofed: fresh.proofed}
	d.later.advice = suggested(sorted(advised.kept()))
	d.later.tips = fresh.tips
	d.later.done.Store(true)
}

// Advice is what Proofread has found so far: Load's findings are those of Reload, this and Repeats. It is not complete as
// long as an article waits.
func (l *Library) Advice() (found Findings, complete bool) {
	complete = true
	for _, k := range l.read {
		switch d := k.draft; {
		case d == nil || d.later == nil:
		case d.later.done.Load():
			found = append(found, d.later.advice...)
		default:
			complete = false
		}
	}
	return found, complete
}
