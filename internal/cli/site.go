package cli

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"syscall"
)

// site is the running server and what signals do to it.
type site struct {
	server      *http.Server
	listener    net.Listener
	express     func(net.Listener) net.Listener // answers what is ready, on plain http
	answered    func(context.Context) error     // waits for what is being answered there
	certificate *certificate                    // nil: plain http
	again       chan<- string
	log         *slog.Logger
}

// run serves until the context or a signal ends it. nil means that every request was answered.
func (s *site) run(ctx context.Context, signals <-chan os.Signal) error {
	failed := make(chan error, 1)
	go func() { failed <- s.accept() }()
	for {
		select {
		case err := <-failed:
			return fmt.Errorf("serve: %w", err)
		case <-ctx.Done():
			return s.drain(signals)
		case signal := <-signals:
			if signal != syscall.SIGHUP {
				s.log.Info("stopping", "signal", signal.String())
				return s.drain(signals)
			}
			s.reload()
		}
	}
}

func (s *site) accept() error {
	if s.certificate == nil {
		return s.server.Serve(s.express(s.listener))
	}
	s.server.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: s.certificate.get}
	return s.server.ServeTLS(s.listener, "", "")
}

// reload reads certificate and articles again. A request to reload that is still waiting covers this one too.
func (s *site) reload() {
	if s.certificate != nil {
		if err := s.certificate.read(); err != nil {
			s.log.Error("certificate not reloaded, the old one stays: " + err.Error())
		}
	}
	select {
	case s.again <- "SIGHUP":
	default:
	}
}

// drain lets running requests finish. A second signal to stop, or the end of drainTime, cuts them off.
func (s *site) drain(signals <-chan os.Signal) error {
	ctx, cancel := context.WithTimeout(context.Background(), drainTime)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		err := s.server.Shutdown(ctx)
		if err == nil {
			err = s.answered(ctx)
		}
		done <- err
	}()
	for {
		select {
		case err := <-done:
			if errors.Is(err, context.DeadlineExceeded) {
				_ = s.server.Close()
				return fmt.Errorf("some requests were still running after %s and were cut off", drainTime)
			}
			return err
		case signal := <-signals:
			if signal == syscall.SIGHUP {
				continue
			}
			_ = s.server.Close()
			return errors.New("stopped at once by a second signal: running requests were cut off")
		}
	}
}

// certificate is read from its files, and again when asked, so that a renewed one needs no restart.
type certificate struct {
	cert, key string
	current   atomic.Pointer[tls.Certificate]
}

// certificate returns nil where the site is served by plain http.
func (c serveCommand) certificate() (*certificate, error) {
	if c.TLSCert == "" {
		return nil, nil
	}
	loaded := &certificate{cert: c.TLSCert, key: c.TLSKey}
	return loaded, loaded.read()
}

func (c *certificate) read() error {
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return fmt.Errorf("read the certificate: %w", err)
	}
	c.current.Store(&pair)
	return nil
}

func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	return c.current.Load(), nil
}
