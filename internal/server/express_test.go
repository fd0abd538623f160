package server_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/server"
)

// onceListener accepts one connection, and then none until it is closed.
type onceListener struct {
	net.Listener
	conn   chan net.Conn
	closed chan struct{}
}

func newOnceListener(c net.Conn) onceListener {
	l := onceListener{conn: make(chan net.Conn, 1), closed: make(chan struct{})}
	l.conn <- c
	return l
}

func (l onceListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conn:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l onceListener) Close() error {
	close(l.closed)
	return nil
}

func (onceListener) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }

// tape is a connection that brings what was recorded and keeps what is sent.
type tape struct {
	net.Conn
	in  []byte
	out bytes.Buffer
}

func (t *tape) Read(b []byte) (int, error) {
	if len(t.in) == 0 {
		return 0, io.EOF
	}
	n := copy(b, t.in)
	t.in = t.in[n:]
	return n, nil
}

func (t *tape) Write(b []byte) (int, error)      { return t.out.Write(b) }
func (t *tape) SetDeadline(time.Time) error      { return nil }
func (t *tape) SetReadDeadline(time.Time) error  { return nil }
func (t *tape) SetWriteDeadline(time.Time) error { return nil }
func (t *tape) Close() error                     { return nil }
func (t *tape) RemoteAddr() net.Addr             { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 4711} }

// express gives a connection some bytes and returns what it answers by itself, and what it leaves for net/http.
func (h *house) express(in []byte) (answered, left []byte) {
	h.t.Helper()
	c := &tape{in: slices.Clone(in)}
	conn, err := h.server.Express(newOnceListener(c)).Accept()
	must(h.t, err)
	b := make([]byte, 4096)
	n, err := conn.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		h.t.Fatalf("%q: %v", in, err)
	}
	must(h.t, conn.Close())
	return c.out.Bytes(), append(b[:n:n], c.in...)
}

// sameAsHandler holds what a connection answers by itself against what the handler answers to the same request as
// net/http reads it.
func (h *house) sameAsHandler(in []byte) (answered bool) {
	h.t.Helper()
	out, left := h.express(in)
	if len(out) == 0 {
		if !bytes.Equal(left, in) {
			h.t.Errorf("of %q net/http gets %q", in, left)
		}
		return false
	}
	if len(left) != 0 {
		h.t.Errorf("%q is answered and left: %q", in, left)
	}
	r := bufio.NewReader(bytes.NewReader(in))
	q, err := http.ReadRequest(r)
	if err != nil || r.Buffered() > 0 || q.ContentLength != 0 || q.Close {
		h.t.Fatalf("%q is answered; net/http reads it so: %+v, %v", in, q, err)
	}
	w := httptest.NewRecorder()
	h.server.Handler().ServeHTTP(w, q)
	want := w.Result()
	status, fields, body := readAnswer(h.t, bufio.NewReader(bytes.NewReader(out)), q)
	if _, err := http.ParseTime(fields.Get("Date")); err != nil {
		h.t.Errorf("%q: %v", in, err)
	}
	fields.Del("Date")
	if status != want.StatusCode || fmt.Sprint(fields) != fmt.Sprint(want.Header) || !bytes.Equal(body, w.Body.Bytes()) {
		h.t.Errorf("%q:\n%d %v, %d bytes\nthe handler answers\n%d %v, %d bytes", in, status, fields, len(body), want.StatusCode, want.Header, w.Body.Len())
	}
	if head, _, _ := bytes.Cut(out, []byte("\r\n\r\n")); status == 304 && len(out) != len(head)+4 {
		h.t.Errorf("%q: something follows a 304", in)
	}
	return true
}

// readAnswer reads one answer to the end of its body.
func readAnswer(t testing.TB, r *bufio.Reader, q *http.Request) (status int, fields http.Header, body []byte) {
	t.Helper()
	res, err := http.ReadResponse(r, q)
	must(t, err)
	body, err = io.ReadAll(res.Body)
	must(t, err)
	must(t, res.Body.Close())
	return res.StatusCode, res.Header, body
}

func get(target string, fields ...string) []byte {
	return []byte("GET " + target + " HTTP/1.1\r\nHost: mendwell.example:8080\r\n" + strings.Join(append(fields, "", ""), "\r\n"))
}

func TestExpressAnswersAsTheHandlerDoes(t *testing.T) {
	for name, change := range map[string]func(*server.Config){
		"plain": nil,
		"https": func(c *server.Config) {
			c.BaseURL = "https://mendwell.example"
			c.TrustedProxies = []string{"192.0.2.0/24"}
		},
	} {
		h := open(t, folder(), change)
		b := h.browser()
		tag := b.get("/articles/space", "Accept-Encoding", "br").wants(200).Header.Get("ETag")
		for _, path := range []string{"/", "/feed.xml", "/sitemap.xml", "/articles?page=1"} {
			b.get(path).wants(200)
		}
		browser := []string{
			"User-Agent: Mozilla/5.0", "Accept: text/html", "Accept-Language: de", "Accept-Encoding: gzip, deflate, br, zstd", "Connection: keep-alive",
			"Upgrade-Insecure-Requests: 1", "Sec-Fetch-Mode: navigate", "Referer: http://mendwell.example:8080/", "Cookie: other=1", "Priority: u=0, i",
			"X-Forwarded-For: 192.0.2.7", "X-Forwarded-Proto: https",
		}
		for _, in := range [][]byte{
			get("/"), get("/articles/space"), get("/feed.xml"), get("/sitemap.xml"), get("/articles?page=1"), get("/articles/space", browser...),
			get("/articles/space", "accept-encoding:gzip"), get("/articles/space", "Accept-Encoding: identity"), get("/articles/space", "Accept-Encoding: br;q=0"),
			get("/articles/space", "Accept-Encoding: br", "If-None-Match: "+tag), get("/articles/space", "Accept-Encoding: br", "If-None-Match: \"x\", W/"+tag),
			get("/articles/space", "Accept-Encoding: gzip", "If-None-Match: "+tag), get("/articles/space", "If-None-Match: *"),
		} {
			if !h.sameAsHandler(in) {
				t.Errorf("%s: %q is left to net/http", name, in)
			}
		}
	}
}

// What is not plainly a request for a page from the shelf is net/http's, to the last byte.
func TestExpressLeavesTheRest(t *testing.T) {
	h := open(t, folder(), func(c *server.Config) { c.TrustedProxies = []string{"192.0.2.0/24"} })
	b := h.browser()
	b.get("/articles/space").wants(200)
	b.get("/").wants(200)
	whole := string(get("/articles/space"))
	for name, in := range map[string]string{
		"a page that is not there":   string(get("/articles/nothing")),
		"somebody who is logged in":  string(get("/", "Cookie: mendwell_session=x")),
		"on TLS too":                 string(get("/", "Cookie: a=b; __Host-mendwell_session=x")),
		"another method":             strings.Replace(whole, "GET", "HEAD", 1),
		"a lower case method":        strings.Replace(whole, "GET", "get", 1),
		"a body":                     string(get("/", "Content-Length: 5")) + "hello",
		"no body, but its length":    string(get("/", "Content-Length: 0")),
		"chunks":                     string(get("/", "Transfer-Encoding: chunked")) + "0\r\n\r\n",
		"two at once":                whole + whole,
		"a byte too many":            whole + "G",
		"half a request":             whole[:len(whole)-2],
		"a line without its end":     strings.Replace(whole, "\r\nHost", "\nHost", 1),
		"a bare CR":                  string(get("/", "Accept: a\rb")),
		"a folded field":             string(get("/", "Accept: a", " b")),
		"blanks before the colon":    string(get("/", "Accept : a")),
		"an empty name":              string(get("/", ": a")),
		"no colon":                   string(get("/", "Accept")),
		"a NUL":                      string(get("/", "Accept: \x00")),
		"another protocol":           strings.Replace(whole, "HTTP/1.1", "HTTP/1.0", 1),
		"HTTP/2":                     "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
		"no host":                    "GET / HTTP/1.1\r\n\r\n",
		"an empty host":              "GET / HTTP/1.1\r\nHost:\r\n\r\n",
		"two hosts":                  string(get("/", "Host: other.example")),
		"a strange host":             "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
		"a blank in the target":      string(get("/ /x")),
		"an absolute target":         string(get("http://mendwell.example/")),
		"the end of the connection":  string(get("/", "Connection: close")),
		"another connection":         string(get("/", "Connection: Upgrade", "Upgrade: websocket")),
		"a range":                    string(get("/", "Range: bytes=0-9")),
		"a date":                     string(get("/", "If-Modified-Since: Thu, 12 Nov 2026 09:00:00 GMT")),
		"a condition":                string(get("/", "If-Match: \"x\"")),
		"encodings twice":            string(get("/", "Accept-Encoding: br", "Accept-Encoding: gzip")),
		"tags twice":                 string(get("/", "If-None-Match: \"a\"", "If-None-Match: \"b\"")),
		"an expectation":             string(get("/", "Expect: 100-continue")),
		"an unknown field":           string(get("/", "X-Method-Override: DELETE")),
		"a very long name":           string(get("/", strings.Repeat("a", 200)+": b")),
		"a proxy's word that counts": string(get("/", "X-Forwarded-Proto: https")),
		"nonsense":                   "\x16\x03\x01\x00",
	} {
		if out, left := h.express([]byte(in)); len(out) != 0 || string(left) != in {
			t.Errorf("%s: %q is answered, %q is left", name, out, left)
		}
	}
}

// TestExpressOnTheWire: a browser reads, goes on to something personal, and comes back, all on one connection.
func TestExpressOnTheWire(t *testing.T) {
	h := open(t, folder(), nil)
	ada := h.user("ada", account.RoleReader, "")
	b := h.browser()
	b.get("/articles/space").wants(200)
	conn, err := net.Dial("tcp", h.http.Listener.Addr().String())
	must(t, err)
	defer func() { must(t, conn.Close()) }()
	r := bufio.NewReader(conn)
	ask := func(in []byte, status int, personal bool) {
		t.Helper()
		_, err := conn.Write(in)
		must(t, err)
		got, _, body := readAnswer(t, r, nil)
		if got != status || strings.Contains(string(body), `action="/logout"`) != personal {
			t.Errorf("%q: %d, personal: %v", in, got, !personal)
		}
	}
	ask(get("/articles/space"), 200, false)
	ask(get("/articles/space", "Cookie: mendwell_session="+ada.session()), 200, true)
	ask(get("/articles/space"), 200, false)
	ask(get("/nothing"), 404, false)
}

// TestExpressHandsOverInTime: a comment sent on a connection that has long been reading has as long as any other, and a
// connection that only waits ends.
func TestExpressHandsOverInTime(t *testing.T) {
	h := open(t, folder(), nil)
	h.browser().get("/articles/space").wants(200)
	synctest.Test(t, func(t *testing.T) {
		visitor, accepted := net.Pipe()
		l := h.server.Express(newOnceListener(accepted))
		site := h.server.HTTP("")
		site.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			b, err := io.ReadAll(r.Body)
			_, _ = fmt.Fprint(w, len(b), err)
		})
		served := make(chan error)
		go func() { served <- site.Serve(l) }()
		r := bufio.NewReader(visitor)
		answer := func() string {
			_, _, body := readAnswer(t, r, nil)
			return string(body)
		}
		for range 3 {
			_, err := visitor.Write(get("/articles/space"))
			must(t, err)
			answer()
			<-time.After(site.ReadTimeout * 2) // the time of the bubble
		}
		head := get("/articles/space/comments", "Content-Length: 5")
		_, err := visitor.Write(append([]byte("POST"), head[len("GET"):]...))
		must(t, err)
		<-time.After(site.ReadTimeout / 2)
		_, err = visitor.Write([]byte("hello"))
		must(t, err)
		if got := answer(); got != "5<nil>" && got != "5 <nil>" {
			t.Errorf("the comment arrived as %q", got)
		}
		must(t, site.Close())
		if err := <-served; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
		must(t, visitor.Close())
	})
}

// TestExpressEnds: whoever waits for nothing does not hold up the end of the server, and nothing is answered after it.
func TestExpressEnds(t *testing.T) {
	h := open(t, folder(), nil)
	h.browser().get("/articles/space").wants(200)
	synctest.Test(t, func(t *testing.T) {
		visitor, accepted := net.Pipe()
		l := h.server.Express(newOnceListener(accepted))
		site := h.server.HTTP("")
		served := make(chan error)
		go func() { served <- site.Serve(l) }()
		_, err := visitor.Write(get("/articles/space"))
		must(t, err)
		r := bufio.NewReader(visitor)
		readAnswer(t, r, nil)
		began := time.Now()
		must(t, site.Shutdown(t.Context()))
		if took := time.Since(began); took > time.Second {
			t.Errorf("the end took %s", took)
		}
		if err := <-served; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
		if _, err := r.ReadByte(); !errors.Is(err, io.EOF) {
			t.Errorf("the connection goes on: %v", err)
		}
		must(t, visitor.Close())
	})
}

func FuzzExpress(f *testing.F) {
	h := open(f, folder(), nil)
	tag := h.browser().get("/articles/space", "Accept-Encoding", "gzip").wants(200).Header.Get("ETag")
	for _, seed := range [][]byte{
		get("/articles/space"), get("/articles/space", "Accept-Encoding: gzip, br", "If-None-Match: "+tag), get("/articles/space", "Cookie: a=b", "Connection: keep-alive"),
		get("/articles/space", "Content-Length: 1"), get("/articles/space", "Host: x"), append(get("/articles/space"), get("/")...), []byte("GET / HTTP/1.1\n\n"),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) == 0 || len(in) > 4096 {
			return // more than one read
		}
		h.t = t
		h.sameAsHandler(in)
	})
}
