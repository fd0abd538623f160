package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mendwell/internal/content"
)

type signCommand struct {
	Article string `arg:"" help:"Slug of the article, LANG/SLUG (such as en/listening) where languages share it, or its file."`
	By      string `required:"" placeholder:"PERSON" help:"Who has reviewed it: the slug of a person with credentials."`
	Due     string `required:"" placeholder:"DATE" help:"When it has to be reviewed again, such as 2027-06-30."`
	Date    string `placeholder:"DATE" help:"When it was reviewed (default today)."`
}

// Run writes the seal of a review into an article: from then on its page says who reviewed this exact text.
func (c signCommand) Run(j *job) error {
	date, due, err := c.days(time.Now())
	if err != nil {
		return err
	}
	if j.Articles == "" {
		return errors.New("the built-in articles cannot be changed: name your own folder with --articles")
	}
	lib, findings, name, err := j.library()
	if err != nil {
		return err
	}
	a, err := j.articleNamed(lib, findings, name, c.Article)
	if err != nil {
		return err
	}
	by, err := reviewer(lib, a, c.By)
	if err != nil {
		return err
	}
	file := filepath.Join(j.Articles, filepath.FromSlash(a.Path))
	if err := signFile(file, content.Signature{By: by.Slug, Date: date, Due: due, Seal: a.Seal(by.Slug)}); err != nil {
		return fmt.Errorf("sign %s: %w", name(a.Path), err)
	}
	fmt.Fprintf(j.Stdout, "%s: reviewed by %s on %s, next review due %s\n", name(a.Path), by.Name, date.Format(time.DateOnly), due.Format(time.DateOnly))
	if by.Sample {
		fmt.Fprintf(j.Stdout, "%s is a sample person, so the page says \"sample review\"\n", by.Name)
	}
	return nil
}

func (c signCommand) days(now time.Time) (date, due time.Time, err error) {
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	date = today
	if c.Date != "" {
		if date, err = time.Parse(time.DateOnly, c.Date); err != nil {
			return date, due, refuse("--date %q is no day: write it as %s", c.Date, today.Format(time.DateOnly))
		}
	}
	if due, err = time.Parse(time.DateOnly, c.Due); err != nil {
		return date, due, refuse("--due %q is no day: write it as %s", c.Due, today.AddDate(1, 0, 0).Format(time.DateOnly))
	}
	switch {
	case date.After(today):
		return date, due, refuse("--date %s is still to come: a review is signed when it is done", c.Date)
	case !due.After(date):
		return date, due, refuse("--due %s is not after the review of %s", c.Due, date.Format(time.DateOnly))
	}
	return date, due, nil
}

// articleNamed finds the article that an editor means by a slug, a language and a slug, or a path as check prints it.
func (j *job) articleNamed(lib *content.Library, findings content.Findings, name func(string) string, said string) (*content.Article, error) {
	said = filepath.ToSlash(filepath.Clean(said))
	var found []*content.Article
	for _, a := range lib.Everything() {
		if a.Key() == said || a.Path == said || path.Clean(name(a.Path)) == said {
			return a, nil
		}
		if a.Slug == said {
			found = append(found, a)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		for _, f := range findings {
			if f.Level == content.LevelError && strings.HasSuffix(strings.TrimSuffix(f.Path, path.Ext(f.Path)), path.Base(strings.TrimSuffix(said, ".md"))) {
				f.Path = name(f.Path)
				return nil, fmt.Errorf("the article cannot be read:\n%s", line(f))
			}
		}
		return nil, fmt.Errorf("there is no article %q: \"mendwell list\" shows them all", said)
	default:
		keys := make([]string, len(found))
		for i, a := range found {
			keys[i] = a.Key()
		}
		return nil, fmt.Errorf("several articles have the slug %q: name one of %s", said, strings.Join(keys, ", "))
	}
}

// reviewer finds who may vouch for an article.
func reviewer(lib *content.Library, a *content.Article, slug string) (*content.Person, error) {
	by, ok := lib.Person(a.Lang, slug)
	switch {
	case !ok:
		return nil, fmt.Errorf("there is no people/%s.md: add the reviewer first", slug)
	case by.Credentials == "":
		return nil, fmt.Errorf("%s has no \"credentials\" and so cannot review: name them in people/%s.md", by.Name, slug)
	case slices.ContainsFunc(a.Authors, func(p *content.Person) bool { return p.Slug == by.Slug }):
		return nil, fmt.Errorf("%s wrote this article: somebody else has to review it", by.Name)
	}
	return by, nil
}

func signFile(file string, s content.Signature) error {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	before, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	after, err := content.WriteReview(before, s)
	if err != nil || bytes.Equal(before, after) {
		return err
	}
	return replaceFile(file, after, info.Mode().Perm())
}
