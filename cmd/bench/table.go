package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"
)

// row is one line of the table.
type row struct {
	Case  string  `json:"case"`
	Value string  `json:"value"`
	Ratio float64 `json:"ratio,omitempty"` // 0: the bar, where there is one, is about the value itself
	Bar   string  `json:"bar,omitempty"`
	Met   *bool   `json:"met,omitempty"` // nil: there is no bar, or it could not be measured
}

// machine is what somebody has to know who compares two tables. The bars are ratios, but a busy machine bends those too.
type machine struct {
	Cores int       `json:"cores"`
	Go    string    `json:"go"`
	Load  string    `json:"load_average"` // before the first case: over 1, 5 and 15 minutes
	Taken time.Time `json:"taken"`
}

func thisMachine() machine {
	m := machine{Cores: runtime.NumCPU(), Go: runtime.Version(), Load: "unknown", Taken: time.Now().UTC().Truncate(time.Second)}
	if b, err := os.ReadFile("/proc/loadavg"); err == nil {
		m.Load = strings.Join(strings.Fields(string(b))[:3], " ")
	}
	return m
}

type table struct {
	machine machine
	rows    []row
	say     func(format string, args ...any) // tells whoever waits how far it is
}

// atLeast adds a line whose ratio must not be below its bar.
func (t *table) atLeast(name, value string, ratio, bar float64) {
	t.add(row{Case: name, Value: value, Ratio: ratio, Bar: fmt.Sprintf("≥ %.2f", bar)}, ratio >= bar)
}

// atMost adds a line whose ratio must not be above its bar.
func (t *table) atMost(name, value string, ratio, bar float64) {
	t.add(row{Case: name, Value: value, Ratio: ratio, Bar: fmt.Sprintf("≤ %.2f", bar)}, ratio <= bar)
}

// within adds a line whose time must be below its bar.
func (t *table) within(name string, d, bar time.Duration) {
	t.add(row{Case: name, Value: short(d), Bar: "< " + bar.String()}, d < bar)
}

// fits adds a line whose memory must be below its bar, both in bytes.
func (t *table) fits(name string, bytes, bar int64) {
	t.add(row{Case: name, Value: megabytes(bytes), Bar: "< " + megabytes(bar)}, bytes > 0 && bytes < bar)
}

func (t *table) add(r row, met bool) {
	r.Met = &met
	t.rows = append(t.rows, r)
	t.say("%s: %s%s (%s)", r.Case, r.Value, ratioOf(r, ", "), r.Bar)
}

// note adds a line without a bar.
func (t *table) note(name, value string) {
	t.rows = append(t.rows, row{Case: name, Value: value})
	t.say("%s: %s", name, value)
}

// missing adds a line whose bar nobody can say anything about, and why.
func (t *table) missing(name, bar string, why error) {
	t.rows = append(t.rows, row{Case: name, Value: "not measured: " + strings.Join(strings.Fields(why.Error()), " "), Bar: bar})
	t.say("%s: not measured: %v", name, why)
}

// score counts the bars that were measured, and those that were met.
func (t *table) score() (met, bars int) {
	for _, r := range t.rows {
		if r.Met != nil {
			bars++
			if *r.Met {
				met++
			}
		}
	}
	return met, bars
}

func (t *table) print(w io.Writer, asJSON bool) error {
	met, bars := t.score()
	if asJSON {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(struct {
			Machine machine `json:"machine"`
			Bars    int     `json:"bars"`
			Met     int     `json:"met"`
			Rows    []row   `json:"rows"`
		}{t.machine, bars, met, t.rows})
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "CASE\tVALUE\tRATIO\tBAR\tMET")
	for _, r := range t.rows {
		said := ""
		switch {
		case r.Met != nil:
			said = map[bool]string{true: "yes", false: "NO"}[*r.Met]
		case r.Bar != "":
			said = "?"
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\n", r.Case, r.Value, ratioOf(r, ""), r.Bar, said)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%d of %d bars met; %d cores, %s, load average before %s, %s\n", met, bars,
		t.machine.Cores, t.machine.Go, t.machine.Load, t.machine.Taken.Format(time.RFC3339))
	return err
}

func ratioOf(r row, before string) string {
	if r.Ratio == 0 {
		return ""
	}
	return fmt.Sprintf("%s%.2f", before, r.Ratio)
}

// rate is a result in words.
func rate(r result) string {
	return fmt.Sprintf("%.0f/s, p50 %s, p99 %s", r.PerSecond, short(r.P50), short(r.P99))
}

// short is a time with three digits or so.
func short(d time.Duration) string {
	switch {
	case d >= 10*time.Second:
		return d.Round(100 * time.Millisecond).String()
	case d >= time.Second:
		return d.Round(10 * time.Millisecond).String()
	case d >= 10*time.Millisecond:
		return d.Round(100 * time.Microsecond).String()
	default:
		return d.Round(time.Microsecond).String()
	}
}

// megabytes are millions of bytes.
func megabytes(bytes int64) string { return fmt.Sprintf("%.0f MB", float64(bytes)/1e6) }
