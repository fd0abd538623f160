package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// pause is how long a folder must be quiet before it is read again: editors save a file in several steps, which follow each
// other at once. Whatever comes later than that is only read once more.
const pause = 10 * time.Millisecond

// watcher follows what happens below a folder. It watches folders, not files, because many editors replace a file instead
// of writing into it.
type watcher struct {
	*fsnotify.Watcher
	dir     string
	touched *touched
	again   chan<- string // asked for a reload after each change
	log     *slog.Logger
}

// watch begins to note what is touched below dir, and goes on until the context ends. What it cannot see it does not
// claim to know.
func watch(ctx context.Context, dir string, t *touched, again chan<- string, log *slog.Logger) error {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch the content folder: %w", err)
	}
	w := &watcher{notify, dir, t, again, log}
	if err := w.below(dir); err != nil {
		_ = w.Close()
		return fmt.Errorf("watch the content folder: %w", err)
	}
	t.begin()
	go w.follow(ctx)
	return nil
}

func (w *watcher) follow(ctx context.Context) {
	defer func() { _ = w.Close() }()
	quiet := time.NewTimer(pause)
	quiet.Stop()
	defer quiet.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case event := <-w.Events:
			if matters(event) {
				w.note(event)
				quiet.Reset(pause)
			}
		case err := <-w.Errors:
			w.log.Warn("watching the content folder: " + err.Error())
			w.touched.addAll() // events may have been lost
			quiet.Reset(pause)
		case <-quiet.C:
			select {
			case w.again <- saved:
			case <-ctx.Done():
			}
		}
	}
}

func (w *watcher) note(event fsnotify.Event) {
	if event.Has(fsnotify.Create) {
		// A new folder, perhaps with files in it already. Anything else is refused without harm.
		if err := w.below(event.Name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			w.log.Debug("not watched", "path", event.Name, "error", err)
			w.touched.end()
		}
	}
	file, err := filepath.Rel(w.dir, event.Name)
	if err != nil {
		w.touched.addAll()
		return
	}
	w.touched.add(filepath.ToSlash(file))
}

// matters leaves out what no reader can see: changes of rights, and the swap and backup files of editors.
func matters(event fsnotify.Event) bool {
	name := filepath.Base(event.Name)
	return event.Op != fsnotify.Chmod && !strings.HasPrefix(name, ".") && !strings.HasSuffix(name, "~")
}

// below watches a folder and those in it.
func (w *watcher) below(dir string) error {
	return filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case !entry.IsDir():
			return nil
		case path != dir && strings.HasPrefix(entry.Name(), "."):
			return fs.SkipDir
		default:
			return w.Add(path)
		}
	})
}
