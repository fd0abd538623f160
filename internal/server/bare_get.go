package server

import (
	"bytes"
	"net/http"
	"sync/atomic"
	"time"
)

// bareGet is a request that asks for nothing but a page.
type bareGet struct {
	target  []byte
	accepts []byte // Accept-Encoding
	known   []byte // If-None-Match
	proto   bool   // a proxy says by which protocol it was asked
}

var (
	lineEnd   = []byte("\r\n")
	getSlash  = []byte("GET /")
	inHTTP    = []byte(" HTTP/1.1")
	sessionIs = []byte(sessionMark)
)

// readBareGet reads one whole request that has no body and no field that could change what a page from the shelf answers.
// It says no to everything it does not know, to what is cut off, to what has more behind it, and to all that RFC 9112
// calls malformed: no field is folded, no line ends without CR, and Host is there once.
func readBareGet(b []byte) (q bareGet, ok bool) {
	line, rest, found := bytes.Cut(b, lineEnd)
	if !found || !bytes.HasPrefix(line, getSlash) || !bytes.HasSuffix(line, inHTTP) {
		return q, false
	}
	q.target = line[len("GET ") : len(line)-len(inHTTP)]
	for _, c := range q.target {
		if c <= ' ' || c >= 0x7f {
			return q, false
		}
	}
	hosts := 0
	for {
		line, rest, found = bytes.Cut(rest, lineEnd)
		if !found {
			return q, false
		}
		if len(line) == 0 {
			return q, hosts == 1 && len(rest) == 0
		}
		name, value, found := bytes.Cut(line, []byte(":"))
		if !found {
			return q, false
		}
		if value, found = fieldValue(value); !found || !q.field(name, value, &hosts) {
			return q, false
		}
	}
}

// fieldValue is a value without the blanks around it; false where it has a control character.
func fieldValue(b []byte) ([]byte, bool) {
	for _, c := range b {
		if c < ' ' && c != '\t' || c >= 0x7f {
			return nil, false
		}
	}
	return bytes.Trim(b, " \t"), true
}

// field takes a field, or reports that it is for net/http.
func (q *bareGet) field(name, value []byte, hosts *int) bool {
	var lower [32]byte
	if len(name) > len(lower) {
		return false
	}
	for i, c := range name {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		lower[i] = c
	}
	switch string(lower[:len(name)]) {
	case "host":
		*hosts++
		return isHost(value)
	case "accept-encoding":
		return once(&q.accepts, value)
	case "if-none-match":
		return once(&q.known, value)
	case "connection":
		return bytes.EqualFold(value, []byte("keep-alive"))
	case "cookie":
		return !bytes.Contains(value, sessionIs)
	case "x-forwarded-proto":
		q.proto = true
		return true
	case "accept", "accept-language", "cache-control", "cdn-loop", "dnt", "forwarded", "pragma", "priority", "referer",
		"sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform", "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site", "sec-fetch-user",
		"sec-gpc", "sec-purpose", "upgrade-insecure-requests", "user-agent", "via",
		"x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-real-ip":
		return true
	}
	return false
}

// once takes a value that may stand in a request once, and says something.
func once(at *[]byte, value []byte) bool {
	if *at != nil || len(value) == 0 {
		return false
	}
	*at = value
	return true
}

// isHost reports whether a value is a host, and perhaps a port. Which one does not matter: the site has one face.
func isHost(b []byte) bool {
	for _, c := range b {
		switch {
		case '0' <= c && c <= '9', 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z':
		case c == '.', c == ':', c == '-', c == '_', c == '[', c == ']':
		default:
			return false
		}
	}
	return len(b) > 0
}

// dates keeps the line of a head that says what time it is.
type dates struct{ last atomic.Pointer[dateLine] }

type dateLine struct {
	second int64
	bytes  []byte
}

// line is the field Date, and the end of the head.
func (d *dates) line(now time.Time) []byte {
	second := now.Unix()
	if l := d.last.Load(); l != nil && l.second == second {
		return l.bytes
	}
	l := &dateLine{second, []byte("Date: " + now.UTC().Format(http.TimeFormat) + "\r\n\r\n")}
	d.last.Store(l)
	return l.bytes
}
