// Command bench measures the site on this machine: it starts servers on the loopback address, asks them for pages on
// keep-alive connections, and holds every figure against what the machine can do at all in the same run. Its bars are
// ratios where that is possible, so that they mean the same on another machine; docs/speed.md says what each case is.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// options are the flags.
type options struct {
	program  string
	hugo     string
	duration time.Duration
	rounds   int
	clients  int
	only     string
	json     bool
	strict   bool
	folder   string // for what is made on the way; removed at the end
}

// group is a row of cases that belong together.
type group struct {
	name string
	run  func(context.Context, options, *table) error
}

var groups = []group{{"read", reading}, {"write", writing}, {"start", starting}, {"grow", growing}, {"talk", talking}}

// errMissed is for -strict: the table has said which bars.
var errMissed = errors.New("not every bar is met")

func main() {
	if len(os.Args) == 6 && os.Args[1] == "bare" { // our own limit, as a process beside us
		if err := bare(os.Args[2], os.Args[3], os.Args[4], os.Args[5]); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		return
	}
	o, err := parse(os.Args[1:])
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, o); err != nil {
		stop()
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// parse reads the flags and refuses what cannot be measured.
func parse(args []string) (options, error) {
	var o options
	f := flag.NewFlagSet("bench", flag.ContinueOnError)
	f.StringVar(&o.program, "program", "", "`file` of the mendwell to measure (default: built from this tree)")
	f.StringVar(&o.hugo, "hugo", "", "`file` of the Hugo to hold a start against; none leaves it out (default: version "+hugoVersion+", installed)")
	f.DurationVar(&o.duration, "time", 10*time.Second, "`time` of one case in one round")
	f.IntVar(&o.rounds, "rounds", 3, "rounds, in which the cases alternate; of each figure the median counts")
	f.IntVar(&o.clients, "clients", 32, "keep-alive connections")
	f.StringVar(&o.only, "only", "", "`groups` to measure, with commas: "+strings.Join(groupNames(), ", ")+" (default: all)")
	f.BoolVar(&o.json, "json", false, "print JSON instead of a table")
	f.BoolVar(&o.strict, "strict", false, "exit with 1 where a bar is missed")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if f.NArg() > 0 {
		return o, fmt.Errorf("%q is no flag; bench -help lists them", f.Arg(0))
	}
	if o.duration < 100*time.Millisecond || o.rounds < 1 || o.clients < 1 || o.clients > 200 {
		return o, errors.New("-time must be 100ms or more, -rounds 1 or more, -clients 1 to 200")
	}
	for name := range strings.SplitSeq(o.only, ",") {
		if o.only != "" && !slices.Contains(groupNames(), name) {
			return o, fmt.Errorf("-only %s: there is no group %q; there are %s", o.only, name, strings.Join(groupNames(), ", "))
		}
	}
	return o, nil
}

// run measures what is asked for. A group that fails does not keep the others from being measured; a signal does. What was
// started is stopped and what was written is removed either way.
func run(ctx context.Context, o options) (err error) {
	if o.folder, err = os.MkdirTemp("", "mendwell-bench-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(o.folder)) }()
	if o.program == "" {
		o.program = filepath.Join(o.folder, "mendwell")
		build := exec.CommandContext(ctx, "go", "build", "-o", o.program, "./cmd/mendwell")
		build.Stderr = os.Stderr
		if err := build.Run(); err != nil {
			return fmt.Errorf("build the program to measure: %w", err)
		}
	}
	t := &table{machine: thisMachine(), say: func(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }}
	for _, g := range groups {
		if o.only != "" && !slices.Contains(strings.Split(o.only, ","), g.name) {
			continue
		}
		if ctx.Err() != nil {
			return errors.New("stopped by a signal")
		}
		if failed := g.run(ctx, o, t); failed != nil && ctx.Err() == nil {
			err = errors.Join(err, fmt.Errorf("%s: %w", g.name, failed))
		}
	}
	if ctx.Err() != nil {
		return errors.New("stopped by a signal")
	}
	if met, bars := t.score(); o.strict && met < bars {
		err = errors.Join(err, errMissed)
	}
	return errors.Join(err, t.print(os.Stdout, o.json))
}
func groupNames() []string {
	names := make([]string, len(groups))
	for i, g := range groups {
		names[i] = g.name
	}
	return names
}
