// Command mendwell serves an advice site from a folder of Markdown. Package cli says what it can do.
package main

import (
	"context"
	"os"
	"os/signal"

	"mendwell/internal/cli"
)

func main() {
	os.Exit(cli.Run(context.Background(), cli.World{
		Args: os.Args[1:], Env: os.Environ(), Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Signals: signal.Notify,
	}))
}
