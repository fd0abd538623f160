package cli

import (
	"slices"
	"strings"

	"golang.org/x/term"

	"mendwell/internal/content"
)

// terminal says how to print where somebody reads along.
type terminal struct {
	interactive bool // somebody reads along
	colour      bool
}

// terminal looks where standard output goes. NO_COLOR, not empty, turns colour off: see no-color.org.
func (j *job) terminal() terminal {
	file, ok := j.Stdout.(interface{ Fd() uintptr })
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return terminal{}
	}
	return terminal{interactive: true, colour: j.environ("NO_COLOR") == "" && j.environ("TERM") != "dumb"}
}

// environ is a variable of the environment; of two with one name the last counts.
func (j *job) environ(name string) string {
	for _, pair := range slices.Backward(j.Env) {
		if value, ok := strings.CutPrefix(pair, name+"="); ok {
			return value
		}
	}
	return ""
}

// The colours that every terminal has, so that each shows them as its owner likes.
const (
	red    = "\x1b[31m"
	yellow = "\x1b[33m"
	cyan   = "\x1b[36m"
	faint  = "\x1b[2m"
	plain  = "\x1b[0m"
)

// paint colours the level of a finding's line. The words stay as they are.
func (t terminal) paint(level content.Level, line string) string {
	if !t.colour {
		return line
	}
	colour := map[content.Level]string{content.LevelError: red, content.LevelWarning: yellow, content.LevelHint: cyan}[level]
	place, rest, _ := strings.Cut(line, " "+string(level)+": ")
	return place + " " + colour + string(level) + ":" + plain + " " + rest
}

func (t terminal) dim(line string) string {
	if !t.colour {
		return line
	}
	return faint + line + plain
}
