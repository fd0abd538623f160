package server

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Express returns a listener whose connections answer plain requests for finished pages before net/http sees them.
//
// net/http needs two thirds of the processor time that a page from memory costs: it starts a goroutine for each request,
// sets half a dozen deadlines, and copies, sorts and checks each field of each head. A connection of this listener looks
// at what comes in first. Where that is one whole request that asks for nothing but a page that is on the shelf, it sends
// the prepared bytes. Anything else, whatever it is, goes to net/http as it came, and so does all that follows on that
// connection: there is never a question of where a request begins.
func (s *Server) Express(l net.Listener) net.Listener {
	if s.Dev {
		return l
	}
	return &expressListener{Listener: l, site: s, waiting: map[*expressConn]struct{}{}}
}

type expressListener struct {
	net.Listener
	site   *Server
	closed atomic.Bool

	mu      sync.Mutex
	waiting map[*expressConn]struct{} // those that net/http has no bytes of
}

// Accept waits for the next connection.
func (l *expressListener) Accept() (net.Conn, error) {
	accepted, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	c := &expressConn{Conn: accepted, from: l, site: l.site, began: time.Now()}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting[c] = struct{}{}
	return c, nil
}

// Close ends the connections that wait for their next request: net/http takes them for new ones, and would wait for
// them when it shuts down. An answer on its way arrives; see Answered.
func (l *expressListener) Close() error {
	l.closed.Store(true)
	err := l.Listener.Close()
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.waiting {
		_ = c.SetReadDeadline(time.Unix(1, 0)) // wakes whoever reads
	}
	return err
}

func (l *expressListener) forget(c *expressConn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.waiting, c)
}

// expressConn is a connection before and after net/http has it. Only the goroutine that serves it reads from it until
// then.
type expressConn struct {
	net.Conn
	from    *expressListener
	site    *Server
	handed  bool      // net/http has it
	began   time.Time // when it was accepted
	least   time.Time // when the time for the first request of net/http may end
	armed   time.Time // when the deadlines were last set
	accepts []string  // the last Accept-Encoding

	mu               sync.Mutex
	answering, ended bool
	paid             chan struct{} // closed when the answer that Close found owed is given; nil: none is
}

// Close ends the connection, behind the answer that it owes: net/http closes what seems to wait when it shuts down.
func (c *expressConn) Close() error {
	c.from.forget(c)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ended = true
	if !c.answering {
		return c.Conn.Close()
	}
	if c.paid == nil {
		c.paid = make(chan struct{})
		c.site.owed.Store(c, c.paid)
	}
	return nil
}

// CloseWrite ends the answers but not yet the connection: net/http does so where somebody may still be sending, who would
// otherwise get a broken connection instead of the answer.
func (c *expressConn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return errors.ErrUnsupported
}

// owe puts Close off until pay.
func (c *expressConn) owe() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.answering = !c.ended
}

func (c *expressConn) pay() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.answering = false
	if c.paid != nil {
		_ = c.Conn.Close()
		c.site.owed.Delete(c)
		close(c.paid)
		c.paid = nil
	}
}

// Answered waits for the answers of connections that net/http has closed already, or for the end of the context, whose
// error it then returns. It is for whoever has shut the http.Server down: the program must not end before.
func (s *Server) Answered(ctx context.Context) (err error) {
	s.owed.Range(func(_, paid any) bool {
		select {
		case <-paid.(chan struct{}):
		case <-ctx.Done():
			err = ctx.Err()
		}
		return err == nil
	})
	return err
}

// Read answers what it can and returns the first bytes that it cannot answer.
func (c *expressConn) Read(b []byte) (int, error) {
	if c.handed {
		return c.Conn.Read(b)
	}
	for !c.from.closed.Load() { // whoever closes it later wakes us
		n, err := c.Conn.Read(b)
		if err != nil {
			return n, err
		}
		sent, err := c.answer(b[:n])
		if err != nil {
			return 0, err
		}
		if !sent {
			return n, c.hand()
		}
	}
	return 0, io.EOF
}

// hand gives the connection to net/http.
func (c *expressConn) hand() error {
	c.handed = true
	c.from.forget(c)
	if c.armed.IsZero() {
		return nil
	}
	c.least = time.Now().Add(requestTime)
	return c.SetReadDeadline(c.least)
}

// SetReadDeadline sets the end of reads. The one for the first request net/http counts from the beginning of the
// connection, which may be long ago: it is put off. A deadline before that beginning is none, but a way to wake a reader.
func (c *expressConn) SetReadDeadline(t time.Time) error {
	if t.After(c.began) && t.Before(c.least) {
		t = c.least
	}
	return c.Conn.SetReadDeadline(t)
}

// answer sends the page that a request asks for, or reports that this is for net/http. An error ends the connection.
func (c *expressConn) answer(b []byte) (bool, error) {
	q, ok := readBareGet(b)
	if !ok {
		return false, nil
	}
	c.owe()
	defer c.pay()
	s := c.site
	lib := s.Library()
	base := baseURL(s.Config, lib)
	if q.proto && len(s.proxies) > 0 && !strings.HasPrefix(base, "https://") {
		return false, nil // whether a proxy says so counts
	}
	p := s.shelf.find(string(q.target), lib, s.Now)
	if p == nil {
		p = c.remake(b, string(q.target))
	}
	if p == nil {
		return false, nil
	}
	now := time.Now()
	if now.Sub(c.armed) >= time.Second { // a timer for each request would cost as much as finding the page
		if err := c.SetDeadline(now.Add(idleTime)); err != nil {
			return false, err
		}
		c.armed = now
	}
	if len(q.accepts) == 0 {
		c.accepts = nil
	} else if c.accepts == nil || string(q.accepts) != c.accepts[0] {
		c.accepts = []string{string(q.accepts)}
	}
	var known []string
	if len(q.known) > 0 {
		known = []string{string(q.known)}
	}
	v := s.variantWanted(p, c.accepts, known)
	unchanged := matchesAny(known, v.tag[0])
	out := net.Buffers{p.head(v, unchanged)}
	if !unchanged {
		out = append(out, s.protection(strings.HasPrefix(base, "https://")).bytes)
		if p.media == nil {
			out = append(out, s.preload.bytes)
		}
	}
	out = append(out, s.dates.line(now))
	if !unchanged {
		out = append(out, v.body)
	}
	if _, err := out.WriteTo(c.Conn); err != nil {
		return false, err
	}
	if s.Log.Enabled(context.Background(), slog.LevelDebug) {
		s.Log.Debug("request", "method", http.MethodGet, "page", "kept")
	}
	return true, nil
}

// head is the status and the page's own fields, as net/http would write them.
func (p *keptPage) head(v *variant, unchanged bool) []byte {
	if v.heads == nil {
		return p.newHead(v, unchanged)
	}
	at := &v.heads[0]
	if unchanged {
		at = &v.heads[1]
	}
	if made := at.Load(); made != nil {
		return *made
	}
	made := p.newHead(v, unchanged)
	at.Store(&made)
	return made
}

func (p *keptPage) newHead(v *variant, unchanged bool) []byte {
	status := "200 OK"
	if unchanged {
		status = "304 Not Modified"
	}
	h := http.Header{}
	p.fields(h, v, unchanged)
	return append([]byte("HTTP/1.1 "+status+"\r\n"), fieldLines(h)...)
}

// fieldLines are fields as they are sent.
func fieldLines(h http.Header) []byte {
	var b bytes.Buffer
	_ = h.Write(&b) // a buffer takes everything
	return b.Bytes()
}

// preload tells networks in front what a page needs at once: they say so in a 103 before they have the page (RFC 8297).
// The server itself sends no 103: a finished page is there as soon as its hints would be, and browsers read hints on
// HTTP/2 only, which ends at the network in front.
type preload struct {
	values []string
	bytes  []byte // the field as it is sent
}

func newPreload(style string) preload {
	p := preload{values: []string{"<" + style + ">; rel=preload; as=style"}}
	p.bytes = fieldLines(http.Header{"Link": p.values})
	return p
}
