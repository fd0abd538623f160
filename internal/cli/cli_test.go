package cli_test

import (
	"context"
	"os"
	"os/signal"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"mendwell/internal/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"mendwell": func() {
			os.Exit(cli.Run(context.Background(), cli.World{
				Args: os.Args[1:], Env: os.Environ(), Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Signals: signal.Notify,
			}))
		},
	})
}

// TestCommands runs the program as a person would. Besides testscript's own commands there are:
//
//	start NAME ARGS...         starts mendwell serve on a free port, waits for its first line and sets $NAME to it
//	log NAME REGEXP            waits until the running site has printed a line that matches
//	tell NAME SIGNAL           sends HUP, TERM or INT
//	finish NAME                sends TERM; the site has to exit 0 by itself. "! finish" sends nothing and wants a failure
//	hang ADDRESS               begins a request and never finishes it
//	get URL                    prints status and page, redirects followed
//	await URL REGEXP           asks again until status and page match
//	submit URL KEY=VALUE...    sends a form; keeps cookies like get; prints status and page, redirects followed
//	forget                     drops the cookies
//	certify CERT KEY           writes a certificate that signs itself
func TestCommands(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               setUp,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"start":   start,
			"log":     waitForLine,
			"tell":    tell,
			"finish":  finish,
			"get":     get,
			"await":   await,
			"submit":  submit,
			"forget":  forget,
			"certify": certify,
			"hang":    hang,
		},
	})
}
