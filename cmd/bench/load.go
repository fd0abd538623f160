package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
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

// patience is how long one answer may take before a case is given up.
const patience = 60 * time.Second

func dial(ctx context.Context, host string) (*client, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", host)
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
	status, length, err := readHead(c.r)
	if err != nil {
		return err
	}
	if status != q.status {
		rest, _ := io.ReadAll(io.LimitReader(c.r, int64(min(max(length, 0), 600))))
		return fmt.Errorf("status %d, wanted %d, for %s\n%s", status, q.status, bytes.SplitN(q.bytes, []byte("\r\n"), 2)[0], rest)
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

// readHead reads an answer up to its body: the status, and the length of the body, or -1 where it is not said.
func readHead(r *bufio.Reader) (status, length int, err error) {
	line, err := r.ReadSlice('\n')
	if err != nil {
		return 0, 0, err
	}
	if len(line) < 12 || !bytes.HasPrefix(line, []byte("HTTP/1.1 ")) {
		return 0, 0, fmt.Errorf("no answer of HTTP/1.1 but %q", line)
	}
	if status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return 0, 0, fmt.Errorf("status line %q", line)
	}
	length = -1
	for {
		if line, err = r.ReadSlice('\n'); err != nil {
			return 0, 0, err
		}
		if len(line) <= 2 {
			return status, length, nil
		}
		if len(line) > len(contentLength) && (line[0]|0x20) == 'c' && bytes.EqualFold(line[:len(contentLength)], contentLength) {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(line[len(contentLength):]))); err != nil || length < 0 {
				return 0, 0, fmt.Errorf("length in %q", line)
			}
		}
	}
}

// load sends what next returns on each of n connections until the time is over. next gets the number of its connection
// and of the request on it. The end of the context ends it early, with an error.
func load(ctx context.Context, host string, n int, d time.Duration, next func(conn, i int) request) (result, error) {
	if err := ctx.Err(); err != nil {
		return result{}, err
	}
	took := make([][]time.Duration, n)
	errs := make([]error, n)
	var wg sync.WaitGroup
	began := time.Now()
	end := began.Add(d)
	for k := range n {
		wg.Go(func() {
			c, err := dial(ctx, host)
			if err != nil {
				errs[k] = err
				return
			}
			defer func() { _ = c.conn.Close() }()
			_ = c.conn.SetDeadline(end.Add(patience))
			defer context.AfterFunc(ctx, func() { _ = c.conn.Close() })()
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
	return result{
		Requests: len(took), PerSecond: float64(len(took)) / d.Seconds(), P50: percentile(took, 50), P99: percentile(took, 99),
	}
}

// percentile is the smallest of the sorted times that p percent of them do not pass (nearest rank); 0 where there are none.
func percentile(sorted []time.Duration, p float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[max(0, int(math.Ceil(p/100*float64(len(sorted))))-1)]
}

// median of several rounds, figure by figure.
func median(rounds []result) result {
	pick := func(f func(result) float64) float64 {
		list := make([]float64, len(rounds))
		for i, r := range rounds {
			list[i] = f(r)
		}
		return middle(list)
	}
	return result{
		PerSecond: pick(func(r result) float64 { return r.PerSecond }),
		P50:       time.Duration(pick(func(r result) float64 { return float64(r.P50) })),
		P99:       time.Duration(pick(func(r result) float64 { return float64(r.P99) })),
		Requests:  int(pick(func(r result) float64 { return float64(r.Requests) })),
	}
}

// middle is the median: of an even number the mean of the two in the middle.
func middle(list []float64) float64 {
	list = slices.Sorted(slices.Values(list))
	k := len(list) / 2
	if len(list)%2 == 1 {
		return list[k]
	}
	return (list[k-1] + list[k]) / 2
}
