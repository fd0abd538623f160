package cli

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

type healthCommand struct {
	Addr string `setting:"" default:":8080" placeholder:"HOST:PORT" help:"Address of the running site (default :8080)."`
	TLS  bool   `name:"tls" help:"Ask by https. Set by itself where MENDWELL_TLS_CERT is."`
	// Known here so that a container sets the variable once for serve and for its own health check.
	TLSCert string `setting:"" name:"tls-cert" hidden:""`
}

// Run asks the site on this machine whether it is ready. The certificate is not checked: it names the site's public
// host, not this machine.
func (c healthCommand) Run(ctx context.Context, j *job) error {
	ctx, cancel := context.WithTimeout(ctx, 4*time.Second)
	defer cancel()
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return refuse("--addr %q is not HOST:PORT", c.Addr)
	}
	host = reachable(host)
	scheme := "http"
	if c.TLS || c.TLSCert != "" {
		scheme = "https"
	}
	url := scheme + "://" + net.JoinHostPort(host, port) + "/readyz"
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return fmt.Errorf("ask %s: %w", url, err)
	}
	client := &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		TLSClientConfig:   &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // asks this machine, see above
	}}
	response, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("the site does not answer: %w", err)
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 1<<16))
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the site is not ready: %s answered %s", url, response.Status)
	}
	fmt.Fprintln(j.Stdout, "ready")
	return nil
}

// reachable is where this machine reaches a server that listens on host.
func reachable(host string) string {
	switch ip := net.ParseIP(host); {
	case host == "" || ip.Equal(net.IPv4zero):
		return "127.0.0.1"
	case ip.Equal(net.IPv6zero):
		return "::1"
	default:
		return host
	}
}
