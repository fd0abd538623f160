package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
)

// prepared is an answer as the site gave it: what the bare handler says again.
type prepared struct {
	header http.Header
	body   []byte
}

// fetch asks for a page once, as the load does.
func fetch(ctx context.Context, host, path string) (prepared, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+host+path, nil)
	if err != nil {
		return prepared{}, err
	}
	req.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd")
	return answer(req)
}

// answer asks once and reads everything. An answer other than 200 is an error.
func answer(req *http.Request) (prepared, error) {
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return prepared{}, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", req.URL.Path, res.Status)
	}
	return prepared{res.Header, body}, err
}

// bare is the limit that the site is held against: a net/http server whose handler writes prepared bytes from memory,
// with the few header fields that these bytes need, and answers 304 to their tag. It runs as a process of its own, as
// the site does.
func bare(bodyFile, encoding, tag, mediaType string) error {
	body, err := os.ReadFile(bodyFile)
	if err != nil {
		return err
	}
	types, encodings, tags := []string{mediaType}, []string{encoding}, []string{tag}
	length := []string{strconv.Itoa(len(body))}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println("http://" + listener.Addr().String())
	return http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h["Etag"] = tags
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		h["Content-Type"], h["Content-Encoding"], h["Content-Length"] = types, encodings, length
		_, _ = w.Write(body)
	}))
}
