package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path"
	"path/filepath"
	"time"

	"mendwell/articles"
	"mendwell/internal/content"
	"mendwell/web/words"
)

// job is one run of one command: the world, the settings, and what nearly every command needs.
type job struct {
	World
	Settings
	log *slog.Logger
	now func() time.Time
}

// folder is the content folder that the settings name. name is how its files are called in messages: a path that an
// editor's terminal can open, or just the path inside the folder where it is built into the program.
func (j *job) folder() (folder fs.FS, name func(file string) string, err error) {
	if j.Articles == "" {
		return articles.FS(), func(file string) string { return file }, nil
	}
	if err := isFolder(j.Articles); err != nil {
		return nil, nil, err
	}
	return os.DirFS(j.Articles), func(file string) string { return path.Join(filepath.ToSlash(j.Articles), file) }, nil
}

func isFolder(dir string) error {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no content folder %q: name one with --articles, or leave the flag out to use the built-in articles", dir)
	case err != nil:
		return fmt.Errorf("open the content folder: %w", err)
	case !info.IsDir():
		return fmt.Errorf("%q is a file: --articles wants the folder around the articles", dir)
	}
	return nil
}

// library reads the content folder once, with drafts, as the commands for editors want it.
func (j *job) library() (*content.Library, content.Findings, func(string) string, error) {
	return j.read(content.Options{})
}

// read reads the content folder once, with drafts, and with what else the options ask for.
func (j *job) read(options content.Options) (*content.Library, content.Findings, func(string) string, error) {
	folder, name, err := j.folder()
	if err != nil {
		return nil, nil, nil, err
	}
	book, err := words.Load(j.now)
	if err != nil {
		return nil, nil, nil, err
	}
	options.Now, options.Drafts, options.Word = j.now(), true, book.Word
	lib, findings := content.Load(folder, options)
	return lib, findings, name, nil
}

// newLogger writes to w, in the form and from the level that the settings name.
func newLogger(w io.Writer, s Settings) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(s.LogLevel)); err != nil {
		level = slog.LevelInfo // kong's enum has let nothing else through
	}
	options := &slog.HandlerOptions{Level: level}
	if s.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}
