// Package content knows what an editor writes: it turns a folder of Markdown into an immutable Library of articles,
// tips, questions, people, categories and pages, and says what is wrong with it, with file, line and column.
package content

import (
	"io/fs"
	"time"
)

// articleSource is what an article needs to be rendered on demand.
type articleSource struct{}

// Library is everything that is published at one moment. It never changes; Load another one instead.
type Library struct{}

// Load reads a content folder. It never fails as a whole: a broken file is left out and said so in Findings.
func Load(fsys fs.FS, opts Options) (*Library, Findings) { return &Library{}, nil }

// At returns the same content as visible at another moment, without reading the folder again.
func (l *Library) At(now time.Time) *Library { return l }

// NextChange returns when the next scheduled article appears or the next one expires.
func (l *Library) NextChange() (time.Time, bool) { return time.Time{}, false }

// Site returns site.yaml, with defaults for what it leaves out.
func (l *Library) Site() Site { return Site{} }

// Article finds an article by the language of the address and its slug. Where none has that language, one in another
// language with that slug is returned. False: nothing published is there.
func (l *Library) Article(lang, slug string) (*Article, bool) { return nil, false }

// ByKey finds an article by its Key, also by the key of a retired slug.
func (l *Library) ByKey(key string) (*Article, bool) { return nil, false }

// Moved returns where a retired slug (an alias) now lives.
func (l *Library) Moved(lang, slug string) (*Article, bool) { return nil, false }

// Renames returns retired key -> current key, so that comments and bookmarks can follow an article.
func (l *Library) Renames() map[string]string { return nil }

// Home returns the interface language that lists an article: its own if the site has it, else the default.
func (l *Library) Home(a *Article) string { return "" }

// Articles returns the articles listed in an interface language, newest first. The slice must not be changed.
func (l *Library) Articles(lang string) []*Article { return nil }

// All returns every published article of every language, newest first.
func (l *Library) All() []*Article { return nil }

// Everything returns also drafts, scheduled and expired articles, sorted by path (for the command line).
func (l *Library) Everything() []*Article { return nil }

// Categories returns all categories in a language (falling back to the default one), in navigation order, then by title.
func (l *Library) Categories(lang string) []*Category { return nil }

// Category finds a category in a language, falling back to the default one.
func (l *Library) Category(lang, slug string) (*Category, bool) { return nil, false }

// InCategory returns the articles of a category listed in an interface language, newest first.
func (l *Library) InCategory(lang, slug string) []*Article { return nil }

// Tags returns the tags in use in a language with their number of articles, by name.
func (l *Library) Tags(lang string) []TagCount { return nil }

// Tagged returns the tag and its articles listed in an interface language, newest first. False: no article has it.
func (l *Library) Tagged(lang, slug string) (Tag, []*Article, bool) { return Tag{}, nil, false }

// People returns everybody in a language (falling back to the default one), by name.
func (l *Library) People(lang string) []*Person { return nil }

// Person finds a person in a language, falling back to the default one.
func (l *Library) Person(lang, slug string) (*Person, bool) { return nil, false }

// Work returns what a person wrote, and what they edited, reviewed, translated or photographed, newest first.
func (l *Library) Work(slug string) Work { return Work{} }

// Page finds a page in a language, falling back to the default one.
func (l *Library) Page(lang, slug string) (*Page, bool) { return nil, false }

// Pages returns the pages in a language, in the order of their optional weight, then by title.
func (l *Library) Pages(lang string) []*Page { return nil }

// Image returns the bytes of a picture by the path after /media/, with its media type. The path holds a fingerprint of
// the bytes, so what it names never changes.
func (l *Library) Image(path string) (data []byte, mediaType string, ok bool) { return nil, "", false }

// Document renders the body. The first call renders, later calls return the same Document; safe for concurrent use.
func (a *Article) Document() *Document { return &Document{} }

// Tip finds a tip of the article by its id.
func (a *Article) Tip(id string) (*Tip, bool) { return nil, false }

// TagCount is a tag and how many listed articles carry it.
type TagCount struct {
	Tag
	Count int
}

// Work is a person's part in the library.
type Work struct{ Wrote, Edited, Reviewed, Translated, Photographed []*Article }
