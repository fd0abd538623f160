package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync/atomic"
	"time"

	"mendwell/internal/content"
	"mendwell/internal/picture"
)

// shelf holds the library that is served. Readers take Current; a reload reads the folder beside it and swaps one
// pointer, so that a request sees either all of the old library or all of the new one.
type shelf struct {
	folder  fs.FS
	name    func(file string) string // how messages call a file
	options content.Options          // without Now
	now     func() time.Time
	log     *slog.Logger
	// follow lets comments and bookmarks follow the renames of the library that is served.
	follow func(ctx context.Context, renames map[string]string) error
	// pictures holds the smaller versions of what the folder shows; nil: there are none.
	pictures *picture.Cache

	// workshop is told of every load, and proofreader of every library; nil except in dev mode.
	workshop    *workshop
	proofreader *proofreader

	// touched knows what a watch on the folder has seen; nil: each reload looks at the whole folder. hasty says that the
	// last one did not. Only the goroutine that loads may touch it.
	touched *touched
	hasty   bool

	// quiet keeps the garbage collector away from a reload until what it returns is called; nil: it may come.
	quiet func() (over func())

	// swapped is told that Current is another library; nil: nobody asks.
	swapped func()

	current atomic.Pointer[content.Library]
}

// Why a library is loaded again.
const (
	saved       = "a file changed"
	wholeFolder = "a look at the whole folder"
)

// errUnchanged says that a reload found the folder as it was.
var errUnchanged = errors.New("nothing has changed")

// Current is the library to serve. It is nil before the first load.
func (s *shelf) Current() *content.Library { return s.current.Load() }

// load reads the folder and swaps the library; catchUp is due after it. On any error the old library stays. The findings
// are those of what was read, accepted or not. Only one goroutine may call it.
func (s *shelf) load() (content.Findings, error) { return s.loadFor("") }

// loadFor is load for a reason.
func (s *shelf) loadFor(why string) (content.Findings, error) {
	options := s.options
	options.Now = s.now()
	if s.pictures != nil {
		options.Versions = s.pictures.Set
	}
	old := s.Current()
	lib, findings := s.read(old, options, why)
	if old != nil && old.Fingerprint() == lib.Fingerprint() {
		if s.workshop != nil && s.workshop.bench().Refused != "" { // what was refused has been taken back
			s.note(lib, findings, nil)
		}
		return findings, errUnchanged
	}
	err := s.acceptable(old, lib, findings)
	if err == nil {
		s.swap(lib)
	} else if s.touched != nil {
		s.touched.addAll() // since the library that was read last
	}
	if s.workshop != nil {
		s.note(lib, findings, err)
	}
	return findings, err
}

// read reads what may have changed in the folder: after a save what the watch names, where that is enough; otherwise all.
func (s *shelf) read(old *content.Library, options content.Options, why string) (*content.Library, content.Findings) {
	s.hasty = false
	if s.touched != nil {
		files, known := s.touched.take()
		if known && len(files) > 0 && why == saved {
			if lib, findings, ok := content.Amend(old, s.folder, options, files); ok {
				s.hasty = true
				return lib, findings
			}
		}
	}
	return content.Reload(old, s.folder, options)
}

// swap puts a library in place of the one before.
func (s *shelf) swap(lib *content.Library) {
	s.current.Store(lib)
	if s.swapped != nil {
		s.swapped()
	}
}

// catchUp lets what readers keep follow renamed articles. It comes after the swap, since until then it can be kept at
// the old key, and again with every reload, for the request that had asked just before the swap.
func (s *shelf) catchUp(ctx context.Context) error {
	if err := s.follow(ctx, s.Current().Renames()); err != nil {
		return fmt.Errorf("comments and bookmarks have not followed renamed articles, the next reload tries again: %w", err)
	}
	return nil
}

func (s *shelf) catchUpOrSay(ctx context.Context) {
	if err := s.catchUp(ctx); err != nil {
		s.log.Error(err.Error())
	}
}

// acceptable refuses what would take the whole site away: a broken site.yaml, or no article left. One broken article
// only leaves that article out.
func (s *shelf) acceptable(old, fresh *content.Library, findings content.Findings) error {
	for _, f := range findings {
		if f.Level == content.LevelError && f.Path == "site.yaml" {
			f.Path = s.name(f.Path)
			return errors.New(line(f))
		}
	}
	// In dev mode the one article that somebody writes may break: its page says so.
	if s.workshop == nil && old != nil && len(old.Everything()) > 0 && len(fresh.Everything()) == 0 {
		return errors.New("no article is left in the folder")
	}
	return nil
}

// report logs what an editor should know: errors and warnings. Hints are for check.
func (s *shelf) report(findings content.Findings) {
	for _, f := range findings {
		f.Path = s.name(f.Path)
		switch f.Level {
		case content.LevelError:
			s.log.Error(line(f))
		case content.LevelWarning:
			s.log.Warn(line(f))
		case content.LevelHint:
		}
	}
}

// keep follows the folder until the context ends: again is a request to read it once more, and scheduled articles
// appear, and expired ones go, when their time has come.
func (s *shelf) keep(ctx context.Context, again <-chan string) {
	timer, rest := time.NewTimer(time.Hour), time.NewTimer(pageFirst)
	defer timer.Stop()
	defer rest.Stop()
	for {
		if rest.Stop(); s.hasty {
			rest.Reset(pageFirst)
		}
		s.Current().Prepare()
		s.arm(timer)
		var proofread <-chan content.Findings
		if s.proofreader != nil {
			proofread = s.proofreader.found
		}
		select {
		case <-ctx.Done():
			return
		case why := <-again:
			s.reload(ctx, why)
		case <-rest.C: // a watch does not see everything, such as what is changed on another machine
			s.reload(ctx, wholeFolder)
		case repeats := <-proofread:
			s.noteRepeats(repeats)
		case <-timer.C:
			s.swap(s.Current().At(s.now()))
			if s.workshop != nil {
				s.workshop.turn()
			}
			s.catchUpOrSay(ctx)
			s.log.Debug("scheduled articles looked at")
		}
	}
}

// arm sets the timer for the next moment at which the library looks different. A day at most: clocks get set.
func (s *shelf) arm(timer *time.Timer) {
	wait := 24 * time.Hour
	if next, ok := s.Current().NextChange(); ok {
		wait = min(wait, max(next.Sub(s.now()), 0)+time.Millisecond)
	}
	timer.Reset(wait)
}

func (s *shelf) reload(ctx context.Context, why string) {
	over := func() {}
	if s.quiet != nil {
		over = s.quiet()
	}
	findings, err := s.loadFor(why)
	s.Current().Prepare() // the first page that shows the change waits for it
	over()
	if why == wholeFolder && errors.Is(err, errUnchanged) {
		return // nobody has asked
	}
	if why != picturesReady { // otherwise they were said a moment ago
		s.report(findings)
	}
	defer s.catchUpOrSay(ctx)
	defer s.wantPictures()
	switch {
	case errors.Is(err, errUnchanged):
		s.log.Info("articles read again: nothing has changed", "why", why)
	case err != nil:
		s.log.Error("articles not reloaded, the old ones stay: "+err.Error(), "why", why)
	default:
		s.log.Info("articles reloaded", "articles", len(s.Current().All()), "why", why)
	}
}
