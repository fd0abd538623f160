package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"text/tabwriter"

	"mendwell/internal/content"
)

type idsCommand struct {
	Write bool `help:"Pin the ids: write {#id} behind every tip that has none yet."`
}

// Run shows the ids of all tips; with --write it pins them into the articles first.
func (c idsCommand) Run(j *job) error {
	if c.Write {
		return j.pinIDs()
	}
	lib, _, name, err := j.library()
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(j.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "FILE\tID\tTIP")
	for _, a := range lib.Everything() {
		for _, tip := range a.Tips {
			fmt.Fprintf(t, "%s\t%s\t%s\n", name(a.Path), tip.ID, tip.Title)
		}
	}
	return t.Flush()
}

// pinIDs rewrites the articles that have tips without an id of their own, and says which.
func (j *job) pinIDs() error {
	if j.Articles == "" {
		return errors.New("the built-in articles cannot be changed: name your own folder with --articles")
	}
	lib, _, name, err := j.library()
	if err != nil {
		return err
	}
	changed := 0
	for _, a := range lib.Everything() {
		written, err := pinFile(filepath.Join(j.Articles, filepath.FromSlash(a.Path)))
		if err != nil {
			return fmt.Errorf("pin the ids of %s: %w", name(a.Path), err)
		}
		if written {
			changed++
			fmt.Fprintln(j.Stdout, name(a.Path))
		}
	}
	fmt.Fprintf(j.Stdout, "%s changed\n", count(changed, "article"))
	return nil
}

// pinFile writes the whole file beside the old one and swaps them: a full disk must not cost an article.
func pinFile(path string) (written bool, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return false, err
	}
	before, err := os.ReadFile(path)
	if err != nil {
		return false, err
	}
	after, err := content.PinIDs(before)
	if err != nil || bytes.Equal(before, after) {
		return false, err
	}
	return true, replaceFile(path, after, info.Mode().Perm())
}

func replaceFile(path string, data []byte, mode fs.FileMode) (err error) {
	fresh, err := os.CreateTemp(filepath.Dir(path), ".mendwell-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(fresh.Name())
		}
	}()
	_, err = fresh.Write(data)
	if err = errors.Join(err, fresh.Chmod(mode), fresh.Close()); err != nil {
		return err
	}
	return os.Rename(fresh.Name(), path)
}
