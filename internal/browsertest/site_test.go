package browsertest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"mendwell/internal/cli"
)

// patience is how long a test waits for what must happen. Nothing takes this long unless it is broken, not even beside
// everything else that a machine with few processors may have to do, with the race detector.
const patience = 5 * time.Minute

// site is the whole program, run inside the test, so that the race detector sees it.
type site struct {
	url     string
	data    string
	signals chan<- os.Signal
	done    chan int
}

// serve starts the program with a data folder and waits for the address it prints. addr is 127.0.0.1:0 at first, and
// the same address again after a restart.
func serve(t *testing.T, addr, data string) *site {
	t.Helper()
	// The tests sign up and log in a lot; what is counted in the database stays on.
	return run(t, data, "serve", "--addr", addr, "--data", data, "--articles", "../../articles", "--rate-limits", "off")
}

// run starts the program with these arguments and waits for the address it prints.
func run(t *testing.T, data string, args ...string) *site {
	t.Helper()
	s := &site{data: data, done: make(chan int, 1)}
	asked := make(chan chan<- os.Signal, 1)
	out, in := io.Pipe()
	var log lockedBuffer
	go func() {
		s.done <- cli.Run(context.Background(), cli.World{
			Args: args, Stdin: strings.NewReader(""), Stdout: in, Stderr: &log,
			Signals: func(c chan<- os.Signal, _ ...os.Signal) { asked <- c },
		})
		_ = in.Close()
	}()
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	if err != nil {
		t.Fatalf("the site did not start: %v\n%s", err, log.String())
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	s.url, s.signals = strings.TrimSpace(line), <-asked
	t.Cleanup(func() {
		s.stop(t)
		if t.Failed() && log.String() != "" {
			t.Logf("the site's log:\n%s", log.String())
		}
	})
	return s
}

// stop ends the program as an operator would. It may be called twice.
func (s *site) stop(t *testing.T) {
	t.Helper()
	if s.signals == nil {
		return
	}
	s.signals <- syscall.SIGTERM
	s.signals = nil
	select {
	case code := <-s.done:
		if code != 0 {
			t.Errorf("the site exited %d", code)
		}
	case <-time.After(patience):
		t.Error("the site did not stop")
	}
}

// restart stops the program and starts it again at the same address with the same data.
func (s *site) restart(t *testing.T) *site {
	t.Helper()
	s.stop(t)
	return serve(t, strings.TrimPrefix(s.url, "http://"), s.data)
}

// lockedBuffer takes a log from one goroutine while another reads it.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// listed is an article as mendwell list --json says it.
type listed struct {
	Slug, Kind, Lang, Title, Category string
	Draft                             bool
	FAQ, Words                        int
	Tips                              []struct{ ID, Title string }
}

func list(t *testing.T) []listed {
	t.Helper()
	var out, log bytes.Buffer
	code := cli.Run(t.Context(), cli.World{Args: []string{"list", "--json", "--articles", "../../articles"}, Stdout: &out, Stderr: &log})
	var all []listed
	if err := json.Unmarshal(out.Bytes(), &all); code != 0 || err != nil {
		t.Fatalf("list exited %d: %v\n%s", code, err, log.String())
	}
	published := all[:0]
	for _, a := range all {
		if !a.Draft {
			published = append(published, a)
		}
	}
	return published
}

// first is the first article that fits.
func first(t *testing.T, all []listed, fits func(listed) bool) listed {
	t.Helper()
	for _, a := range all {
		if fits(a) {
			return a
		}
	}
	t.Fatal("the repository has no such article")
	return listed{}
}

// client is a reader without a browser, to prepare what the browser then looks at.
type client struct {
	t    *testing.T
	site *site
	http *http.Client
}

func newClient(t *testing.T, s *site) *client {
	jar, _ := cookiejar.New(nil) // never fails without options
	return &client{t: t, site: s, http: &http.Client{Jar: jar, Timeout: patience}}
}

// answer is what a client got, after redirects.
type answer struct {
	status int
	path   string
	body   string
}

func (c *client) do(method, path string, form url.Values) answer {
	c.t.Helper()
	var body io.Reader
	if method == http.MethodPost {
		body = strings.NewReader(form.Encode())
	}
	request, err := http.NewRequestWithContext(c.t.Context(), method, c.site.url+path, body)
	if err != nil {
		c.t.Fatal(err)
	}
	request.Header.Set("Accept", "text/html")
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	response, err := c.http.Do(request)
	if err != nil {
		c.t.Fatal(err)
	}
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return answer{response.StatusCode, response.Request.URL.Path, string(page)}
}

// must sends a form that has to be taken.
func (c *client) must(path string, pairs ...string) answer {
	c.t.Helper()
	got := c.do(http.MethodPost, path, form(pairs...))
	if got.status != http.StatusOK {
		c.t.Fatalf("POST %s: %d\n%s", path, got.status, got.body)
	}
	return got
}

func form(pairs ...string) url.Values {
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	return values
}

const passphrase = "seven quiet herons wade"

func (c *client) register(name, email string) {
	c.t.Helper()
	c.must("/register", "name", name, "email", email, "password", passphrase)
}
