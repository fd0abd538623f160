// Package cli knows the commands of the program, what each of them needs, and how the rooms of the house are put
// together. It is the only package that knows them all: one file per command, and the wiring between them.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/alecthomas/kong"
)

// World is everything outside that a command may touch.
type World struct {
	Args           []string // without the program's name
	Env            []string // "KEY=value"
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Signals asks for signals to be sent to a channel, as signal.Notify does. Commands that never ask keep the
	// operating system's own behaviour, so that Ctrl-C ends them.
	Signals func(c chan<- os.Signal, which ...os.Signal)
}

// The exit codes of every command.
const (
	exitOK     = 0
	exitFailed = 1 // the command ran and says what is wrong
	exitUsage  = 2 // the command was not understood
)

// commands is the whole command line: kong makes flags, environment and help from it.
type commands struct {
	Settings

	Serve   serveCommand   `cmd:"" help:"Serve the site."`
	New     newCommand     `cmd:"" help:"Begin an article, a person or a category: a file to fill in."`
	Check   checkCommand   `cmd:"" help:"Say what is wrong with the articles, with file, line and column."`
	List    listCommand    `cmd:"" help:"List the articles with their tips."`
	IDs     idsCommand     `cmd:"" name:"ids" help:"Show the ids of all tips, or pin them into the articles so that they last."`
	Sign    signCommand    `cmd:"" help:"Write the seal of an expert review into an article."`
	Preview previewCommand `cmd:"" help:"Print a private link to a draft or a scheduled article of a live site."`
	User    userCommands   `cmd:"" help:"Add, list and change accounts."`
	Migrate migrateCommand `cmd:"" help:"Bring the database to the schema of this version."`
	Health  healthCommand  `cmd:"" help:"Ask a running site whether it is ready; exit 0 if so."`
	Version versionCommand `cmd:"" help:"Print the version."`
}

// Settings mean the same for every command. A flag with the tag "setting" can be set in the environment too.
type Settings struct {
	Articles  string `setting:"" placeholder:"FOLDER" help:"Content folder. Without it, the articles built into the program are used."`
	Data      string `setting:"" placeholder:"FOLDER" default:"data" help:"Folder of the database (default data)."`
	LogLevel  string `setting:"" enum:"debug,info,warn,error" default:"info" help:"Least serious message to log: debug, info, warn or error."`
	LogFormat string `setting:"" enum:"text,json" default:"text" help:"Form of the log: text or json."`
}

// Run runs one command and returns its exit code.
func Run(ctx context.Context, w World) int {
	code, err := run(ctx, w)
	if err != nil && !errors.Is(err, errSaid) {
		fmt.Fprintln(w.Stderr, "mendwell: "+err.Error())
	}
	return code
}

func run(ctx context.Context, w World) (int, error) {
	var (
		c     commands
		asked bool // for help, which kong prints while it parses
	)
	parser, err := kong.New(&c,
		kong.Name("mendwell"),
		kong.Description("Serves an advice site from a folder of Markdown."),
		kong.ValueFormatter(withVariable),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Writers(w.Stdout, w.Stderr),
		kong.Exit(func(int) { asked = true }),
		kong.Resolvers(environment(w.Env)),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
	)
	if err != nil {
		return exitFailed, fmt.Errorf("describe the command line: %w", err)
	}
	parsed, err := parser.Parse(w.Args)
	if asked {
		return exitOK, nil
	}
	if err != nil {
		return exitUsage, usageError{err}
	}
	job := &job{World: w, Settings: c.Settings, now: time.Now}
	job.log = newLogger(w.Stderr, c.Settings)
	err = parsed.Run(job)
	if err == nil {
		return exitOK, nil
	}
	if _, ok := errors.AsType[usageError](err); ok {
		return exitUsage, err
	}
	return exitFailed, err
}

// environment lets MENDWELL_LOG_LEVEL stand for --log-level, and so on. kong could read the variables itself, but only
// those of the process, never those of a World.
func environment(env []string) kong.Resolver {
	values := make(map[string]string, len(env))
	for _, pair := range env {
		key, value, _ := strings.Cut(pair, "=")
		values[key] = value
	}
	return kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		if value := values[variable(flag)]; flag.Tag.Has("setting") && value != "" {
			return value, nil
		}
		return nil, nil
	})
}

// variable is the environment's name for a flag.
func variable(flag *kong.Flag) string {
	return "MENDWELL_" + strings.ToUpper(strings.ReplaceAll(flag.Name, "-", "_"))
}

// withVariable is the help of a flag with its name in the environment.
func withVariable(value *kong.Value) string {
	if value.Flag == nil || !value.Tag.Has("setting") {
		return value.Help
	}
	return value.Help + " ($" + variable(value.Flag) + ")"
}

// usageError is a command that was not understood.
type usageError struct{ err error }

func (e usageError) Error() string {
	return strings.TrimSuffix(e.err.Error(), ".") + ". \"mendwell --help\" shows every command, \"mendwell COMMAND --help\" its flags."
}

func (e usageError) Unwrap() error { return e.err }

// refuse says that a flag cannot be used as it is.
func refuse(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// errSaid ends a command that has already printed what is wrong.
var errSaid = errors.New("already said")
