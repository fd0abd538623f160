package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"mendwell/internal/content"
)

type listCommand struct {
	JSON bool `name:"json" help:"Print a JSON array."`
}

// entry is what list says of one article.
type entry struct {
	Slug      string              `json:"slug"`
	Kind      content.Kind        `json:"kind"`
	Lang      string              `json:"lang"`
	Title     string              `json:"title"`
	Category  string              `json:"category"`
	Date      string              `json:"date"` // ISO 8601; empty if the article has none
	Draft     bool                `json:"draft"`
	Tips      []tipEntry          `json:"tips"`
	FAQ       int                 `json:"faq"`
	Takeaways int                 `json:"takeaways"`
	Words     int                 `json:"words"`
	Minutes   int                 `json:"minutes"`
	Reviewed  content.ReviewState `json:"reviewed"`
}

type tipEntry struct {
	ID     string `json:"id"`
	Label  string `json:"label"`
	Number int    `json:"number"`
	Title  string `json:"title"`
}

// Run lists every article, also those that are not published yet.
func (c listCommand) Run(j *job) error {
	lib, findings, name, err := j.library()
	if err != nil {
		return err
	}
	entries := []entry{}
	for _, a := range lib.Everything() {
		entries = append(entries, newEntry(a))
	}
	if c.JSON {
		enc := json.NewEncoder(j.Stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		err = enc.Encode(entries)
	} else {
		err = printTable(j.Stdout, entries)
	}
	if err != nil {
		return fmt.Errorf("print the list: %w", err)
	}
	// An article that could not be read is missing from the list: say so, or the list lies.
	for _, f := range findings {
		if f.Level == content.LevelError {
			f.Path = name(f.Path)
			fmt.Fprintln(j.Stderr, line(f))
		}
	}
	return nil
}

func newEntry(a *content.Article) entry {
	e := entry{
		Slug: a.Slug, Kind: a.Kind, Lang: a.Lang, Title: a.Title, Draft: a.Draft, Tips: []tipEntry{},
		FAQ: len(a.Questions), Takeaways: len(a.Takeaways), Words: a.Words, Minutes: a.Minutes, Reviewed: a.ReviewState(time.Now()),
	}
	if a.Category != nil {
		e.Category = a.Category.Slug
	}
	e.Date = isoDate(a.Date)
	for _, t := range a.Tips {
		e.Tips = append(e.Tips, tipEntry{ID: t.ID, Label: t.Label, Number: t.Number, Title: t.Title})
	}
	return e
}

// isoDate leaves the time of day out where there is none.
func isoDate(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case t.Equal(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())):
		return t.Format(time.DateOnly)
	default:
		return t.Format(time.RFC3339)
	}
}

func printTable(w io.Writer, entries []entry) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "LANG\tSLUG\tKIND\tTIPS\tFAQ\tMINUTES\tDATE\tTITLE")
	for _, e := range entries {
		title := e.Title
		if e.Draft {
			title += " (draft)"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%d\t%d\t%s\t%s\n", e.Lang, e.Slug, e.Kind, len(e.Tips), e.FAQ, e.Minutes, e.Date, title)
	}
	return t.Flush()
}
