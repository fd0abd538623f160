package cli

import (
	"context"
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

// watch asks for a reload after each change below dir, until the context ends. It watches folders, not files, because
// many editors replace a file instead of writing into it.
func watch(ctx context.Context, dir string, again chan<- string, log *slog.Logger) error {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch the content folder: %w", err)
	}
	if err := watchBelow(watcher, dir); err != nil {
		_ = watcher.Close()
		return fmt.Errorf("watch the content folder: %w", err)
	}
	go follow(ctx, watcher, again, log)
	return nil
}

func follow(ctx context.Context, watcher *fsnotify.Watcher, again chan<- string, log *slog.Logger) {
	defer func() { _ = watcher.Close() }()
	quiet := time.NewTimer(pause)
	quiet.Stop()
	defer quiet.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case event := <-watcher.Events:
			if !matters(event) {
				continue
			}
			if event.Has(fsnotify.Create) {
				// A new folder, perhaps with files in it already. Anything else is refused without harm.
				if err := watchBelow(watcher, event.Name); err != nil {
					log.Debug("not watched", "path", event.Name, "error", err)
				}
			}
			quiet.Reset(pause)
		case err := <-watcher.Errors:
			log.Warn("watching the content folder: " + err.Error())
			quiet.Reset(pause) // events may have been lost
		case <-quiet.C:
			select {
			case again <- "a file changed":
			case <-ctx.Done():
			}
		}
	}
}

// matters leaves out what no reader can see: changes of rights, and the swap and backup files of editors.
func matters(event fsnotify.Event) bool {
	name := filepath.Base(event.Name)
	return event.Op != fsnotify.Chmod && !strings.HasPrefix(name, ".") && !strings.HasSuffix(name, "~")
}

func watchBelow(watcher *fsnotify.Watcher, dir string) error {
	return filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case !entry.IsDir():
			return nil
		case path != dir && strings.HasPrefix(entry.Name(), "."):
			return fs.SkipDir
		default:
			return watcher.Add(path)
		}
	})
}
