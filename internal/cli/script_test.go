package cli_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// patience is how long a script waits for what must happen. Nothing takes this long unless it is broken.
const patience = 10 * time.Minute

type visitorKey struct{}

// visitor is the browser of one script.
type visitor struct {
	client *http.Client
	sites  map[string]*process
}

func setUp(env *testscript.Env) error {
	v := &visitor{sites: map[string]*process{}}
	v.forget()
	env.Values[visitorKey{}] = v
	return nil
}

func visitorOf(ts *testscript.TestScript) *visitor { return ts.Value(visitorKey{}).(*visitor) }

func (v *visitor) forget() {
	jar, _ := cookiejar.New(nil) // never fails without options
	v.client = &http.Client{Jar: jar, Timeout: patience, Transport: &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, // certify signs its own
	}}
}

// process is a running site and every line that it has printed.
type process struct {
	cmd   *exec.Cmd
	done  chan struct{} // closed after the last line and the exit
	err   error         // of the exit
	mu    sync.Mutex
	lines []string
	more  chan struct{} // closed and replaced with every line
}

func start(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: start NAME ARGS...")
	}
	p := &process{done: make(chan struct{}), more: make(chan struct{})}
	p.cmd = exec.Command("mendwell", append([]string{"serve", "--addr", "127.0.0.1:0"}, args[1:]...)...)
	if path, err := lookPath(ts.Getenv("PATH"), "mendwell"); err == nil {
		p.cmd.Path, p.cmd.Err = path, nil
	}
	p.cmd.Dir = ts.MkAbs(".")
	p.cmd.Env = []string{"PATH=" + ts.Getenv("PATH"), "TMPDIR=" + ts.Getenv("TMPDIR"), "GOCOVERDIR=" + ts.Getenv("GOCOVERDIR")}
	stdout, err := p.cmd.StdoutPipe()
	ts.Check(err)
	stderr, err := p.cmd.StderrPipe()
	ts.Check(err)
	ts.Check(p.cmd.Start())
	first := make(chan string, 1)
	var readers sync.WaitGroup
	readers.Go(func() { p.read(stdout, first) })
	readers.Go(func() { p.read(stderr, nil) })
	go func() {
		readers.Wait()
		p.err = p.cmd.Wait()
		close(p.done)
	}()
	ts.Defer(func() {
		_ = p.cmd.Process.Kill()
		<-p.done
		ts.Logf("[%s]\n%s", args[0], strings.Join(p.said(), "\n"))
	})
	select {
	case address := <-first:
		ts.Setenv(args[0], address)
	case <-p.done:
		ts.Fatalf("the site ended: %v\n%s", p.err, strings.Join(p.said(), "\n"))
	case <-time.After(patience):
		ts.Fatalf("the site printed nothing")
	}
	visitorOf(ts).sites[args[0]] = p
}

func lookPath(path, name string) (string, error) {
	for _, dir := range strings.Split(path, string(os.PathListSeparator)) {
		file := dir + string(os.PathSeparator) + name
		if _, err := os.Stat(file); err == nil {
			return file, nil
		}
	}
	return "", exec.ErrNotFound
}

func (p *process) read(r io.Reader, first chan<- string) {
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		p.mu.Lock()
		p.lines = append(p.lines, lines.Text())
		close(p.more)
		p.more = make(chan struct{})
		p.mu.Unlock()
		if first != nil {
			first <- lines.Text()
			first = nil
		}
	}
}

func (p *process) said() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.lines)
}

func waitForLine(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: log NAME REGEXP")
	}
	p, want := siteOf(ts, args[0]), regexp.MustCompile(args[1])
	limit := time.After(patience)
	for {
		p.mu.Lock()
		found, more := slices.ContainsFunc(p.lines, want.MatchString), p.more
		p.mu.Unlock()
		if found {
			return
		}
		select {
		case <-more:
		case <-p.done:
			ts.Fatalf("the site ended without saying %q: %v", args[1], p.err)
		case <-limit:
			ts.Fatalf("the site never said %q", args[1])
		}
	}
}

func siteOf(ts *testscript.TestScript, name string) *process {
	p := visitorOf(ts).sites[name]
	if p == nil {
		ts.Fatalf("no site %q was started", name)
	}
	return p
}

func tell(ts *testscript.TestScript, neg bool, args []string) {
	known := map[string]os.Signal{"HUP": syscall.SIGHUP, "TERM": syscall.SIGTERM, "INT": syscall.SIGINT}
	if neg || len(args) != 2 || known[args[1]] == nil {
		ts.Fatalf("usage: tell NAME HUP|TERM|INT")
	}
	ts.Check(siteOf(ts, args[0]).cmd.Process.Signal(known[args[1]]))
}

func finish(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: [!] finish NAME")
	}
	p := siteOf(ts, args[0])
	if !neg {
		ts.Check(p.cmd.Process.Signal(syscall.SIGTERM))
	}
	select {
	case <-p.done:
		if neg != (p.err != nil) {
			ts.Fatalf("the site ended with: %v", p.err)
		}
	case <-time.After(patience):
		ts.Fatalf("the site did not stop")
	}
}

// hang begins a request and never finishes it. It waits for "100 Continue", with which the server says that it runs.
func hang(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: hang ADDRESS")
	}
	host := strings.TrimPrefix(args[0], "http://")
	connection, err := net.Dial("tcp", host)
	ts.Check(err)
	ts.Defer(func() { _ = connection.Close() })
	_, err = fmt.Fprintf(connection, "POST /login HTTP/1.1\r\nHost: %s\r\nSec-Fetch-Site: same-origin\r\nExpect: 100-continue\r\n"+
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\n", host)
	ts.Check(err)
	line, err := bufio.NewReader(connection).ReadString('\n')
	ts.Check(err)
	if !strings.Contains(line, "100") {
		ts.Fatalf("the site answered %q", line)
	}
}

func get(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: get URL|@FILE")
	}
	address := args[0]
	if file, ok := strings.CutPrefix(address, "@"); ok { // what another command printed
		address = strings.TrimSpace(ts.ReadFile(file))
	}
	answer, err := visitorOf(ts).get(address)
	ts.Check(err)
	fmt.Fprintln(ts.Stdout(), answer)
}

func await(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: await URL REGEXP")
	}
	want := regexp.MustCompile(args[1])
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	again := time.NewTicker(25 * time.Millisecond)
	defer again.Stop()
	for {
		answer, err := visitorOf(ts).get(args[0])
		if err == nil && want.MatchString(answer) {
			return
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			ts.Fatalf("%s never answered %q; last: %s %v", args[0], args[1], answer, err)
		}
	}
}

func submit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: submit URL KEY=VALUE...")
	}
	form := url.Values{}
	for _, pair := range args[1:] {
		key, value, _ := strings.Cut(pair, "=")
		form.Add(key, value)
	}
	request, err := http.NewRequest(http.MethodPost, args[0], strings.NewReader(form.Encode()))
	ts.Check(err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	answer, err := visitorOf(ts).do(request)
	ts.Check(err)
	fmt.Fprintln(ts.Stdout(), answer)
}

func forget(ts *testscript.TestScript, _ bool, _ []string) { visitorOf(ts).forget() }

func (v *visitor) get(address string) (string, error) {
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	return v.do(request)
}

func (v *visitor) do(request *http.Request) (string, error) {
	response, err := v.client.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	return fmt.Sprintf("%s %s\n%s", response.Status, response.Request.URL.Path, page), err
}
