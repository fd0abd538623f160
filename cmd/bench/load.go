package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"sync"
	"time"
)

// result is what one case came to.
type result struct {
	PerSecond float64       `json:"per_second"`
	P50       time.Duration `json:"p50_ns"`
	P99       time.Duration `json:"p99_ns"`
	Requests  int           `json:"requests"`
}

// request is one HTTP request as bytes, and the status that its answer must have.
type request struct {
	bytes  []byte
	status int
}

// get builds a GET as a browser sends it; header lines end with CRLF.
func get(host, path string, status int, header ...string) request {
	var b bytes.Buffer
	fmt.Fprintf(&b, "GET %s HTTP/1.1\r\nHost: %s\r\nAccept: text/html\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n", path, host)
	for _, h := range header {
		b.WriteString(h + "\r\n")
	}
	b.WriteString("\r\n")
	return request{b.Bytes(), status}
}

func post(host, path, body string, status int, header ...string) request {
	var b bytes.Buffer
	fmt.Fprintf(&b, "POST %s HTTP/1.1\r\nHost: %s\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n", path, host, len(body))
	for _, h := range header {
		b.WriteString(h + "\r\n")
	}
	b.WriteString("\r\n" + body)
	return request{b.Bytes(), status}
}

// client is one connection that is kept alive.
type client struct {
	conn net.Conn
	r    *bufio.Reader
}

func dial(host string) (*client, error) {
	conn, err := net.Dial("tcp", host)
	if err != nil {
		return nil, err
	}
	return &client{conn, bufio.NewReaderSize(conn, 64<<10)}, nil
}

var (
	contentLength = []byte("content-length: ")
	errLength     = errors.New("an answer without Content-Length")
)

// do sends a request and reads the whole answer. It looks at the status and the length only, so that the client costs
// little beside the server on the same machine.
func (c *client) do(q request) error {
	if _, err := c.conn.Write(q.bytes); err != nil {
		return err
	}
	line, err := c.r.ReadSlice('\n')
	if err != nil {
		return err
	}
	if len(line) < 12 {
		return fmt.Errorf("status line %q", line)
	}
	status, err := strconv.Atoi(string(line[9:12]))
	if err != nil || status != q.status {
		rest, _ := io.ReadAll(io.LimitReader(c.r, 600))
		return fmt.Errorf("status %q, wanted %d\n%s\n%s", line, q.status, bytes.SplitN(q.bytes, []byte("\r\n"), 2)[0], rest)
	}
	length := -1
	for {
		if line, err = c.r.ReadSlice('\n'); err != nil {
			return err
		}
		if len(line) <= 2 {
			break
		}
		if len(line) > len(contentLength) && (line[0]|0x20) == 'c' && bytes.EqualFold(line[:len(contentLength)], contentLength) {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(line[len(contentLength):]))); err != nil {
				return err
			}
		}
	}
	if status == 304 {
		return nil
	}
	if length < 0 {
		return errLength
	}
	_, err = c.r.Discard(length)
	return err
}

// load sends what next returns on each of n connections until the time is over. next gets the number of its connection
// and of the request on it.
func load(host string, n int, d time.Duration, next func(conn, i int) request) (result, error) {
	took := make([][]time.Duration, n)
	errs := make([]error, n)
	var wg sync.WaitGroup
	began := time.Now()
	end := began.Add(d)
	for k := range n {
		wg.Go(func() {
			c, err := dial(host)
			if err != nil {
				errs[k] = err
				return
			}
			defer c.conn.Close()
			took[k] = make([]time.Duration, 0, 1<<16)
			for i := 0; ; i++ {
				q := next(k, i)
				start := time.Now()
				if start.After(end) {
					return
				}
				if errs[k] = c.do(q); errs[k] != nil {
					return
				}
				took[k] = append(took[k], time.Since(start))
			}
		})
	}
	wg.Wait()
	all := slices.Concat(took...)
	return measured(all, time.Since(began)), errors.Join(errs...)
}

func always(q request) func(int, int) request { return func(int, int) request { return q } }

func measured(took []time.Duration, d time.Duration) result {
	slices.Sort(took)
	r := result{Requests: len(took), PerSecond: float64(len(took)) / d.Seconds()}
	if len(took) > 0 {
		r.P50, r.P99 = took[len(took)/2], took[len(took)*99/100]
	}
	return r
}

// median of several rounds, figure by figure.
func median(rounds []result) result {
	pick := func(f func(result) float64) float64 {
		list := make([]float64, len(rounds))
		for i, r := range rounds {
			list[i] = f(r)
		}
		slices.Sort(list)
		return list[len(list)/2]
	}
	return result{
		PerSecond: pick(func(r result) float64 { return r.PerSecond }),
		P50:       time.Duration(pick(func(r result) float64 { return float64(r.P50) })),
		P99:       time.Duration(pick(func(r result) float64 { return float64(r.P99) })),
		Requests:  int(pick(func(r result) float64 { return float64(r.Requests) })),
	}
}
