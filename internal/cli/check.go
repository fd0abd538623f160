package cli

import (
	"encoding/json"
	"fmt"
	"io"

	"mendwell/internal/content"
)

type checkCommand struct {
	JSON   bool `name:"json" help:"Print one JSON object."`
	Strict bool `help:"Fail on warnings too."`
}

// report is what check --json prints.
type report struct {
	Articles int              `json:"articles"`
	Errors   int              `json:"errors"`
	Warnings int              `json:"warnings"`
	Hints    int              `json:"hints"`
	Findings content.Findings `json:"findings"`
}

// Run prints every finding and fails on errors; with --strict on warnings too.
func (c checkCommand) Run(j *job) error {
	lib, findings, name, err := j.library()
	if err != nil {
		return err
	}
	r := newReport(lib, findings, name)
	if c.JSON {
		err = r.printJSON(j.Stdout)
	} else {
		err = r.printText(j.Stdout)
	}
	if err != nil {
		return fmt.Errorf("print the findings: %w", err)
	}
	if r.Errors > 0 || c.Strict && r.Warnings > 0 {
		return errSaid
	}
	return nil
}

func newReport(lib *content.Library, findings content.Findings, name func(string) string) report {
	r := report{Articles: len(lib.Everything()), Findings: make(content.Findings, len(findings))}
	for i, f := range findings {
		f.Path = name(f.Path)
		r.Findings[i] = f
		switch f.Level {
		case content.LevelError:
			r.Errors++
		case content.LevelWarning:
			r.Warnings++
		case content.LevelHint:
			r.Hints++
		}
	}
	return r
}

func (r report) printJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}

func (r report) printText(w io.Writer) error {
	for _, f := range r.Findings {
		if _, err := fmt.Fprintln(w, line(f)); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "%s: %s, %s, %s\n", count(r.Articles, "article"), count(r.Errors, "error"), count(r.Warnings, "warning"), count(r.Hints, "hint"))
	return err
}

// line is a finding in the form that editors jump to: path:line:col: level: sentence (code).
func line(f content.Finding) string {
	return fmt.Sprintf("%s:%d:%d: %s: %s (%s)", f.Path, f.Line, f.Col, f.Level, f.Message, f.Code)
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
