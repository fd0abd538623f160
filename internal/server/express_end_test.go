package server_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"runtime"
	"strings"
	"testing"

	"mendwell/internal/account"
)

// connect is a visitor's end of a connection and the site's, which somebody reads from. read is what came of that.
func (h *house) connect() (visitor, site net.Conn, read <-chan error) {
	h.t.Helper()
	visitor, accepted := net.Pipe()
	site, err := h.server.Express(newOnceListener(accepted)).Accept()
	must(h.t, err)
	done := make(chan error, 1)
	go func() {
		_, err := site.Read(make([]byte, 4096))
		done <- err
	}()
	return visitor, site, done
}

// A connection that net/http takes for one that waits, and closes when the server shuts down, ends behind the answer that
// it owes: to whoever asked while their page is made, and to whoever takes their time to read it.
func TestExpressAnswersBeforeItEnds(t *testing.T) {
	h, c := openCounted(t)
	ada := h.user("ada", account.RoleReader, "")
	h.browser().get("/articles/space").wants(200)
	ada.post("/articles/space/comments", url.Values{"text": {"Meanwhile."}}).wants(303)
	hold := make(chan struct{})
	gone, leave := context.WithCancel(t.Context())
	leave()

	ends := func(name string, whileOwed func(visitor net.Conn, r *bufio.Reader), then func()) {
		t.Helper()
		visitor, site, read := h.connect()
		r := bufio.NewReaderSize(visitor, 16)
		_, err := visitor.Write(get("/articles/space"))
		must(t, err)
		whileOwed(visitor, r)
		must(t, site.Close())
		if err := h.server.Answered(gone); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: nobody waits for the answer: %v", name, err)
		}
		then()
		status, _, body := readAnswer(t, r, nil)
		if status != 200 || !strings.HasSuffix(string(body), "</html>\n") && !strings.HasSuffix(string(body), "</html>") || !strings.Contains(string(body), "Meanwhile.") {
			t.Errorf("%s: %d, %d bytes", name, status, len(body))
		}
		if _, err := r.ReadByte(); !errors.Is(err, io.EOF) {
			t.Errorf("%s: the connection goes on: %v", name, err)
		}
		must(t, h.server.Answered(t.Context()))
		if err := <-read; err == nil {
			t.Errorf("%s: something is left for net/http", name)
		}
		must(t, visitor.Close())
	}
	before := c.reads.Load()
	c.hold.Store(&hold)
	ends("a page in the making", func(net.Conn, *bufio.Reader) {
		for c.reads.Load() == before {
			runtime.Gosched()
		}
	}, func() { close(hold) })
	ends("a page on its way", func(_ net.Conn, r *bufio.Reader) {
		_, err := r.Peek(1)
		must(t, err)
	}, func() {})
}

// net/http ends an answer before it ends the connection, so that whoever is still sending, as with a body that is too long,
// gets the answer and no broken connection. For that it has to find the connection's own way to do so.
func TestExpressEndsItsHalf(t *testing.T) {
	h := open(t, folder(), nil)
	plain, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	l := h.server.Express(plain)
	defer l.Close()
	visitor, err := net.Dial("tcp", l.Addr().String())
	must(t, err)
	defer func() { _ = visitor.Close() }()
	site, err := l.Accept()
	must(t, err)
	defer func() { _ = site.Close() }()
	half, ok := site.(interface{ CloseWrite() error })
	if !ok {
		t.Fatal("net/http cannot end its half of the connection")
	}
	must(t, half.CloseWrite())
	if _, err := visitor.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
		t.Errorf("the answer does not end: %v", err)
	}
	_, err = visitor.Write([]byte("still sending"))
	must(t, err)
}
