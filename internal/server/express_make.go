package server

import (
	"bufio"
	"bytes"
	"context"
	"net/http"
)

// remake makes a page that was on the shelf until something that it shows was written, as net/http would have it made,
// and returns it. nil: nothing came of it that everybody gets alike, and net/http answers from the beginning. Without
// this, a page that is written to would lead every connection to net/http, one after the other, for good.
func (c *expressConn) remake(request []byte, address string) *keptPage {
	s := c.site
	if !s.shelf.awaited(address) || c.from.closed.Load() {
		return nil
	}
	r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(request)))
	if err != nil {
		return nil
	}
	r.RemoteAddr = c.RemoteAddr().String()
	if !c.startMaking() {
		return nil
	}
	var t taken
	s.handler.ServeHTTP(nowhere{}, r.WithContext(context.WithValue(context.Background(), takenKey{}, &t)))
	return t.page
}

// taken is where sendKept leaves a page for somebody who sends it by themselves.
type taken struct{ page *keptPage }

type takenKey struct{}

// nowhere takes an answer that nobody gets.
type nowhere http.Header

func (w nowhere) Header() http.Header       { return http.Header(w) }
func (nowhere) Write(b []byte) (int, error) { return len(b), nil }
func (nowhere) WriteHeader(int)             {}

// startMaking keeps the connection open until stopMaking, or reports that it is closed: the server closes connections
// that seem to wait when it shuts down, and this one owes an answer.
func (c *expressConn) startMaking() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.making = !c.ended
	return c.making
}

// stopMaking closes the connection if that was asked for meanwhile.
func (c *expressConn) stopMaking() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.making && c.ended {
		_ = c.Conn.Close()
	}
	c.making = false
}
