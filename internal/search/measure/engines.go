package main

import (
	"database/sql"
	"os"
	"strconv"
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/de"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/en"
	_ "github.com/mattn/go-sqlite3"

	"mendwell/internal/content"
	"mendwell/internal/search"
)

// own is this site's index.
type own struct{ index *search.Index }

func (o *own) name() string { return "own" }

func (o *own) build(lib *content.Library, _ []row) error {
	o.index = search.Build(lib, nil)
	return nil
}

func (o *own) find(lang, query string) []string {
	var out []string
	for _, r := range o.index.Search(search.Query{Text: query, Lang: lang, Now: day, To: 10}).Results {
		if r.Person != nil {
			out = append(out, r.Person.Slug)
			continue
		}
		if r.Article == nil { // a debate or a help topic, which the others do not know
			continue
		}
		out = append(out, r.Article.Slug)
		for _, p := range r.Parts {
			out = append(out, r.Article.Slug+"#"+p.ID)
		}
	}
	return out
}

func (o *own) close() {}

// fts is SQLite's FTS5 in memory, with its own English stemmer and accents folded. It needs the tag sqlite_fts5.
type fts struct{ db *sql.DB }

func (f *fts) name() string { return "fts5" }

func (f *fts) build(_ *content.Library, rows []row) error {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	f.db = db
	if _, err := db.Exec("create virtual table t using fts5(lang unindexed, key unindexed, title, text, tokenize='porter unicode61 remove_diacritics 2', prefix='3')"); err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	insert, err := tx.Prepare("insert into t values (?, ?, ?, ?)")
	if err != nil {
		return err
	}
	for _, r := range rows {
		if _, err := insert.Exec(r.lang, r.key, r.title, r.text); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// find asks for all words, and for any where no row has all of them.
func (f *fts) find(lang, query string) []string {
	words := strings.FieldsFunc(query, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	for i, w := range words {
		words[i] = strconv.Quote(w)
	}
	for _, join := range []string{" ", " OR "} {
		var out []string
		rows, err := f.db.Query("select key from t where t match ? and lang = ? order by bm25(t, 0, 0, 5, 1) limit 30", strings.Join(words, join), lang)
		if err != nil {
			return nil
		}
		for rows.Next() {
			var key string
			if rows.Scan(&key) == nil {
				out = append(out, key)
			}
		}
		_ = rows.Close()
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

func (f *fts) close() { _ = f.db.Close() }

// bleveEngine is Bleve on disk, with its analysers of both languages and one slip allowed in a word.
type bleveEngine struct {
	index bleve.Index
	dir   string
}

func (b *bleveEngine) name() string { return "bleve" }

func (b *bleveEngine) build(_ *content.Library, rows []row) error {
	mapping := bleve.NewIndexMapping()
	for _, lang := range []string{"en", "de"} {
		doc := bleve.NewDocumentMapping()
		text := bleve.NewTextFieldMapping()
		text.Analyzer, text.Store, text.IncludeInAll, text.IncludeTermVectors, text.DocValues = lang, false, false, false, false
		doc.AddFieldMappingsAt("title_"+lang, text)
		doc.AddFieldMappingsAt("text_"+lang, text)
		mapping.AddDocumentMapping(lang, doc)
	}
	mapping.TypeField = "kind"
	dir, err := os.MkdirTemp("", "measure-bleve-")
	if err != nil {
		return err
	}
	b.dir = dir
	if b.index, err = bleve.New(dir+"/index", mapping); err != nil {
		return err
	}
	batch := b.index.NewBatch()
	for i, r := range rows {
		if err := batch.Index(r.lang+"/"+r.key, map[string]any{"kind": r.lang, "title_" + r.lang: r.title, "text_" + r.lang: r.text}); err != nil {
			return err
		}
		if batch.Size() == 1000 || i == len(rows)-1 {
			if err := b.index.Batch(batch); err != nil {
				return err
			}
			batch.Reset()
		}
	}
	return nil
}

func (b *bleveEngine) find(lang, query string) []string {
	title := bleve.NewMatchQuery(query)
	title.SetField("title_" + lang)
	title.SetBoost(5)
	title.SetFuzziness(1)
	text := bleve.NewMatchQuery(query)
	text.SetField("text_" + lang)
	request := bleve.NewSearchRequestOptions(bleve.NewDisjunctionQuery(title, text), 30, 0, false)
	result, err := b.index.Search(request)
	if err != nil {
		return nil
	}
	var out []string
	for _, hit := range result.Hits {
		_, key, _ := strings.Cut(hit.ID, "/")
		out = append(out, key)
	}
	return out
}

func (b *bleveEngine) close() {
	_ = b.index.Close()
	_ = os.RemoveAll(b.dir)
}
