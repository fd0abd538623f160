package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"mendwell/internal/content"
)

type checkCommand struct {
	Format string   `enum:"text,json,github" default:"text" help:"How to print: text, json, or github for annotations in its CI."`
	JSON   bool     `name:"json" help:"The same as --format json."`
	Only   []string `placeholder:"CODE" help:"Look at findings with these codes only, separated by commas."`
	Strict bool     `help:"Fail on warnings too."`
}

// report is what check --json prints.
type report struct {
	Articles int        `json:"articles"`
	Errors   int        `json:"errors"`
	Warnings int        `json:"warnings"`
	Hints    int        `json:"hints"`
	Findings []reported `json:"findings"`
}

// reported is a finding with where its kind is explained.
type reported struct {
	content.Finding
	Documentation string `json:"documentation"`
}

// Run prints every finding and fails on errors; with --strict on warnings too. With --only, the other findings count for
// nothing.
func (c checkCommand) Run(j *job) error {
	if err := c.understood(); err != nil {
		return err
	}
	defer j.collectAt(passingGrowth)()
	lib, findings, name, err := j.read(content.Options{Proofread: true, Decode: true})
	if err != nil {
		return err
	}
	if len(c.Only) > 0 {
		findings = slices.DeleteFunc(findings, func(f content.Finding) bool { return !slices.Contains(c.Only, f.Code) })
	}
	r := newReport(lib, findings, name)
	switch {
	case c.JSON || c.Format == "json":
		err = r.printJSON(j.Stdout)
	case c.Format == "github":
		err = r.printAnnotations(j.Stdout)
	default:
		err = r.printText(j.Stdout, j.terminal())
	}
	if err != nil {
		return fmt.Errorf("print the findings: %w", err)
	}
	if r.Errors > 0 || c.Strict && r.Warnings > 0 {
		return errSaid
	}
	return nil
}

// understood refuses flags that contradict each other and codes that there are not.
func (c checkCommand) understood() error {
	if c.JSON && c.Format == "github" {
		return refuse("--json and --format github exclude each other")
	}
	known := content.Codes()
	for _, code := range c.Only {
		if slices.Contains(known, code) {
			continue
		}
		if near := nearest(code, known); len(near) > 0 {
			return refuse("--only: there is no code %q; near it are %s", code, strings.Join(near, ", "))
		}
		return refuse("--only: there is no code %q; %s lists them all", code, content.FindingsDoc)
	}
	return nil
}

func newReport(lib *content.Library, findings content.Findings, name func(string) string) report {
	r := report{Articles: len(lib.Everything()), Findings: make([]reported, len(findings))}
	for i, f := range findings {
		f.Path = name(f.Path)
		r.Findings[i] = reported{f, f.Doc()}
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

// printText prints one line for each finding and one that counts them. On a terminal a suggestion follows its finding,
// indented; elsewhere each finding is exactly one line, for programs to read.
func (r report) printText(w io.Writer, t terminal) error {
	for _, f := range r.Findings {
		if _, err := fmt.Fprintln(w, t.paint(f.Level, line(f.Finding))); err != nil {
			return err
		}
		if !t.interactive || f.Suggestion == "" {
			continue
		}
		if _, err := fmt.Fprintln(w, t.dim("    "+f.Suggestion)); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(w, r.summary())
	return err
}

func (r report) summary() string {
	return fmt.Sprintf("%s: %s, %s, %s", count(r.Articles, "article"), count(r.Errors, "error"), count(r.Warnings, "warning"), count(r.Hints, "hint"))
}

// printAnnotations prints the workflow commands of GitHub Actions, which show findings beside the lines they are about.
func (r report) printAnnotations(w io.Writer) error {
	for _, f := range r.Findings {
		command := map[content.Level]string{content.LevelError: "error", content.LevelWarning: "warning", content.LevelHint: "notice"}[f.Level]
		message := f.Message
		if f.Suggestion != "" {
			message += "\n" + f.Suggestion
		}
		if _, err := fmt.Fprintf(w, "::%s file=%s,line=%d,col=%d,title=%s::%s\n", command,
			property.Replace(f.Path), max(f.Line, 1), max(f.Col, 1), property.Replace(f.Code), data.Replace(message)); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(w, r.summary())
	return err
}

// The characters that would end a workflow command or one of its properties.
var (
	data     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

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
