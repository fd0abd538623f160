package cli

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"mendwell/internal/content"
	"mendwell/internal/preview"
	"mendwell/web/link"
)

// previewKeyFile is the file of the data folder that holds the key of preview links.
const previewKeyFile = "preview.key"

type previewCommand struct {
	Slug      string `arg:"" optional:"" help:"Slug of the article."`
	For       string `placeholder:"TIME" default:"7d" help:"How long the link works, such as 12h or 7d (default 7d, at most 30d)."`
	Lang      string `placeholder:"LANG" help:"Language of the article, where several have the slug."`
	BaseURL   string `setting:"" placeholder:"URL" help:"Address that visitors see. Without it, base_url of site.yaml."`
	RevokeAll bool   `help:"End every preview link made so far."`
}

// Run prints a private link to an article that is not published yet.
func (c previewCommand) Run(j *job) error {
	if c.Slug == "" && !c.RevokeAll {
		return refuse("name an article: mendwell preview SLUG")
	}
	duration, err := lasting(c.For)
	if err != nil {
		return err
	}
	if err := checkBaseURL(c.BaseURL); err != nil {
		return err
	}
	if c.RevokeAll {
		if err := j.replacePreviewKey(); err != nil {
			return err
		}
		fmt.Fprintln(j.Stderr, "Every preview link made so far has ended.")
	}
	if c.Slug == "" {
		return nil
	}
	return c.print(j, duration)
}

func (c previewCommand) print(j *job, duration time.Duration) error {
	lib, findings, name, err := j.library()
	if err != nil {
		return err
	}
	site := lib.Site()
	base := cmp.Or(strings.TrimRight(c.BaseURL, "/"), site.BaseURL)
	if base == "" {
		return errors.New("site.yaml has no base_url: say with --base-url where visitors find the site")
	}
	a, err := c.article(lib)
	if err != nil {
		return explain(err, c.Slug, findings, name)
	}
	space := link.In(lib.Home(a), site.DefaultLanguage)
	if _, held := lib.Held(a.Key()); !held {
		return fmt.Errorf("%s is published, at %s", name(a.Path), link.Absolute(base, space.Article(a.Slug)))
	}
	key, err := j.makePreviewKey()
	if err != nil {
		return err
	}
	token := preview.Token(key, preview.Link{Article: a.Key(), Until: j.now().Add(duration)})
	fmt.Fprintln(j.Stdout, link.Absolute(base, space.Preview(token)))
	return nil
}

// lasting reads a time such as 90m, 12h or 7d.
func lasting(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if days, ok := strings.CutSuffix(text, "d"); ok {
		var n int
		if n, err = strconv.Atoi(days); n > 1000 {
			n = 1000 // too long all the same, and no overflow
		}
		d = time.Duration(n) * 24 * time.Hour
	}
	if err != nil || d < time.Minute || d > preview.Longest {
		return 0, refuse("--for %q is not a time from 1m to 30d; write it like 12h or 7d", text)
	}
	return d, nil
}

// article finds the article that is meant: of several with one slug that of the default language, unless --lang says more.
func (c previewCommand) article(lib *content.Library) (*content.Article, error) {
	var fit []*content.Article
	for _, a := range lib.Everything() {
		if a.Slug == c.Slug && (c.Lang == "" || a.Lang == c.Lang) {
			fit = append(fit, a)
		}
	}
	switch {
	case len(fit) == 0 && c.Lang != "":
		return nil, fmt.Errorf("there is no article %q in the language %q", c.Slug, c.Lang)
	case len(fit) == 0:
		return nil, fmt.Errorf("there is no article %q; \"mendwell list\" shows all", c.Slug)
	}
	if i := slices.IndexFunc(fit, func(a *content.Article) bool { return a.Lang == lib.Site().DefaultLanguage }); i >= 0 {
		return fit[i], nil
	}
	if len(fit) > 1 {
		return nil, fmt.Errorf("several languages have an article %q: choose one with --lang", c.Slug)
	}
	return fit[0], nil
}

// explain adds why the article of a slug could not be read, where that is the reason.
func explain(err error, slug string, findings content.Findings, name func(string) string) error {
	for _, f := range findings {
		base, _, _ := strings.Cut(filepath.Base(f.Path), ".")
		if f.Level == content.LevelError && base == slug {
			f.Path = name(f.Path)
			return fmt.Errorf("%w\n%s", err, line(f))
		}
	}
	return err
}

// previewKey is the key that links are signed with; empty as long as nobody has made one. It is read anew for each
// request, so that links end at once when they are revoked while the site runs.
func (j *job) previewKey() ([]byte, error) {
	key, err := os.ReadFile(filepath.Join(j.Data, previewKeyFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil && len(key) != preview.KeySize {
		err = fmt.Errorf("%s is damaged: \"mendwell preview --revoke-all\" makes a new one", filepath.Join(j.Data, previewKeyFile))
	}
	return key, err
}

// makePreviewKey is previewKey that makes the key where there is none. Of two commands at once, both take the first's.
func (j *job) makePreviewKey() ([]byte, error) {
	key, err := j.previewKey()
	if err != nil || key != nil {
		return key, err
	}
	fresh, err := j.freshKey()
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.Remove(fresh) }()
	if err := os.Link(fresh, filepath.Join(j.Data, previewKeyFile)); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("keep the key of preview links: %w", err)
	}
	return j.previewKey()
}

func (j *job) replacePreviewKey() error {
	fresh, err := j.freshKey()
	if err != nil {
		return err
	}
	if err := os.Rename(fresh, filepath.Join(j.Data, previewKeyFile)); err != nil {
		return fmt.Errorf("replace the key of preview links: %w", errors.Join(err, os.Remove(fresh)))
	}
	return nil
}

// freshKey writes a key to a file of its own in the data folder, with mode 0600, and returns the file's path.
func (j *job) freshKey() (path string, err error) {
	if err := os.MkdirAll(j.Data, 0o700); err != nil {
		return "", fmt.Errorf("create data folder: %w", err)
	}
	file, err := os.CreateTemp(j.Data, "."+previewKeyFile+"-*") // with mode 0600
	if err != nil {
		return "", fmt.Errorf("keep the key of preview links: %w", err)
	}
	key := make([]byte, preview.KeySize)
	_, _ = rand.Read(key) // never fails
	_, err = file.Write(key)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return "", fmt.Errorf("keep the key of preview links: %w", errors.Join(err, os.Remove(file.Name())))
	}
	return file.Name(), nil
}
