// Command bench measures the site on this machine: it starts servers on the loopback address, asks them for pages on
// keep-alive connections, and holds every figure against what the machine can do at all in the same run. Its bars are
// ratios, so that they mean the same on another machine.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// options are the flags.
type options struct {
	program  string
	duration time.Duration
	rounds   int
	clients  int
	only     string
	json     bool
	folder   string // for what is made on the way; removed at the end
}

// row is one line of the table.
type row struct {
	Case  string  `json:"case"`
	Value string  `json:"value"`
	Ratio float64 `json:"ratio,omitempty"`
	Bar   string  `json:"bar,omitempty"`
	Met   *bool   `json:"met,omitempty"`
}

type table struct {
	rows []row
	say  func(format string, args ...any)
}

// atLeast and atMost add a line that has a bar.
func (t *table) atLeast(name, value string, ratio, bar float64) {
	t.add(name, value, ratio, fmt.Sprintf("≥ %.2f", bar), ratio >= bar)
}

func (t *table) atMost(name, value string, ratio, bar float64) {
	t.add(name, value, ratio, fmt.Sprintf("≤ %.2f", bar), ratio <= bar)
}

func (t *table) add(name, value string, ratio float64, bar string, met bool) {
	t.rows = append(t.rows, row{name, value, ratio, bar, &met})
	t.say("%s: %s, %.2f (%s)", name, value, ratio, bar)
}

// note adds a line without a bar.
func (t *table) note(name, value string) {
	t.rows = append(t.rows, row{Case: name, Value: value})
	t.say("%s: %s", name, value)
}

func main() {
	if len(os.Args) == 6 && os.Args[1] == "bare" { // our own limit, as a process beside us
		if err := bare(os.Args[2], os.Args[3], os.Args[4], os.Args[5]); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		return
	}
	var o options
	flag.StringVar(&o.program, "program", "", "the mendwell to measure (default: built from this tree)")
	flag.DurationVar(&o.duration, "time", 10*time.Second, "time of one case in one round")
	flag.IntVar(&o.rounds, "rounds", 3, "rounds, in which the cases alternate")
	flag.IntVar(&o.clients, "clients", 32, "keep-alive connections")
	flag.StringVar(&o.only, "only", "", "groups to measure, with commas: read, write, start, grow, talk (default: all)")
	flag.BoolVar(&o.json, "json", false, "print JSON instead of a table")
	flag.Parse()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(o options) (err error) {
	if o.folder, err = os.MkdirTemp("", "mendwell-bench-"); err != nil {
		return err
	}
	defer os.RemoveAll(o.folder)
	if o.program == "" {
		o.program = filepath.Join(o.folder, "mendwell")
		build := exec.Command("go", "build", "-o", o.program, "./cmd/mendwell")
		build.Stderr = os.Stderr
		if err := build.Run(); err != nil {
			return fmt.Errorf("build the program to measure: %w", err)
		}
	}
	t := &table{say: func(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }}
	groups := []struct {
		name string
		run  func(options, *table) error
	}{{"read", reading}, {"write", writing}, {"start", starting}, {"grow", growing}, {"talk", talking}}
	for _, g := range groups {
		if o.only == "" || slices.Contains(strings.Split(o.only, ","), g.name) {
			err = errors.Join(err, g.run(o, t))
		}
	}
	return errors.Join(err, t.print(os.Stdout, o.json))
}

func (t *table) print(w io.Writer, asJSON bool) error {
	if asJSON {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(t.rows)
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "CASE\tVALUE\tRATIO\tBAR\tMET")
	for _, r := range t.rows {
		ratio, met := "", ""
		if r.Met != nil {
			ratio, met = fmt.Sprintf("%.2f", r.Ratio), map[bool]string{true: "yes", false: "NO"}[*r.Met]
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\n", r.Case, r.Value, ratio, r.Bar, met)
	}
	return tw.Flush()
}

// rate is a result in words.
func rate(r result) string {
	return fmt.Sprintf("%.0f/s, p50 %s, p99 %s", r.PerSecond, r.P50.Round(time.Microsecond), r.P99.Round(time.Microsecond))
}
