package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"mendwell/internal/content"
	"mendwell/internal/cover"
)

type newCommand struct {
	Kind     string `arg:"" enum:"tips,guide,faq,person,category" help:"What to begin: tips, guide, faq, person or category."`
	Title    string `arg:"" help:"Title of the article or category, or name of the person."`
	Category string `placeholder:"SLUG" help:"Category of the article."`
	Author   string `placeholder:"SLUG" help:"Who writes the article."`
	Lang     string `placeholder:"LANG" help:"Language, such as de. Without it, the site's own."`
	Tips     int    `placeholder:"N" help:"How many tips (default: as many as the title promises, or 5)."`
	In       string `placeholder:"FOLDER" help:"Folder inside the content folder (default: the one named like the category)."`
}

// Run writes a new file with front matter and headings to fill in, and prints its path.
func (c newCommand) Run(j *job) error {
	if err := c.check(); err != nil {
		return err
	}
	if j.Articles == "" {
		return errors.New("the built-in articles cannot be added to: name your own folder with --articles; an empty one will do")
	}
	lib, _, name, err := j.library()
	if err != nil {
		return err
	}
	file, data, err := lib.Begin(content.Outline{
		Kind: c.Kind, Title: c.Title, Lang: c.Lang, Category: c.Category, Author: c.Author, Tips: c.Tips, Folder: c.In,
		Day: j.now(), Palettes: palettes(),
	})
	if taken, ok := errors.AsType[*content.TakenError](err); ok {
		return fmt.Errorf("%s already has the address %s: write there, or choose another title", name(taken.Path), taken.Address)
	}
	if err != nil {
		return err
	}
	if err := writeNew(j.Articles, file, data); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%s is there already and stays as it is: write there, or choose another title", name(file))
		}
		return fmt.Errorf("write %s: %w", name(file), err)
	}
	fmt.Fprintln(j.Stdout, name(file))
	return nil
}

// check refuses flags that say nothing about what is begun.
func (c newCommand) check() error {
	entity := c.Kind == "person" || c.Kind == "category"
	switch {
	case entity && (c.Category != "" || c.Author != "" || c.In != ""):
		return refuse("a %s has no --category, --author or --in", c.Kind)
	case c.Tips != 0 && c.Kind != "tips":
		return refuse("--tips goes with \"mendwell new tips\"")
	case c.Tips != 0 && (c.Tips < content.MinTips || c.Tips > content.MaxTips):
		return refuse("--tips is a number from %d to %d", content.MinTips, content.MaxTips)
	}
	return nil
}

func palettes() []string {
	var out []string
	for _, p := range cover.Palettes() {
		out = append(out, string(p))
	}
	return out
}

// writeNew makes a file that was not there. Links that lead out of the folder are not followed.
func writeNew(folder, file string, data []byte) (err error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	local := filepath.FromSlash(file)
	if dir := path.Dir(file); dir != "." {
		if err := root.MkdirAll(filepath.FromSlash(dir), 0o755); err != nil {
			return err
		}
	}
	out, err := root.OpenFile(local, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = out.Write(data)
	if err = errors.Join(err, out.Close()); err != nil {
		_ = root.Remove(local) // half a file would be in the way of the next try
	}
	return err
}
