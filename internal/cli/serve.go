package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"time"

	"mendwell/internal/content"
	"mendwell/internal/search"
	"mendwell/internal/server"
	"mendwell/web/link"
)

// drainTime is how long running requests may take to finish after the signal to stop.
const drainTime = 10 * time.Second

type serveCommand struct {
	Addr         string   `setting:"" default:":8080" placeholder:"HOST:PORT" help:"Address to listen on (default :8080). Port 0 takes a free one."`
	BaseURL      string   `setting:"" placeholder:"URL" help:"Address that visitors see, such as https://mendwell.example. Without it, base_url of site.yaml."`
	TLSCert      string   `setting:"" name:"tls-cert" placeholder:"FILE" help:"Certificate chain, PEM. With it the site is served by https. SIGHUP reads it again."`
	TLSKey       string   `setting:"" name:"tls-key" placeholder:"FILE" help:"Key of the certificate, PEM."`
	TrustedProxy []string `setting:"" placeholder:"CIDR" help:"Network of a proxy whose X-Forwarded-For is believed, such as 10.0.0.0/8. Can be repeated."`
	RateLimits   string   `setting:"" enum:"on,off" default:"on" help:"off is for load tests on the loopback address only."`
	PageCache    int      `setting:"" default:"64" placeholder:"MIB" help:"Memory for finished pages, in MiB (default 64)."`
	Dev          bool     `setting:"" help:"Show drafts, and reload the articles as they are saved."`
}

// Run serves the site until a signal ends it.
func (c serveCommand) Run(ctx context.Context, j *job) error {
	if err := c.check(); err != nil {
		return err
	}
	defer j.collectAt(passingGrowth)() // until the load, which says how it goes on
	signals := make(chan os.Signal, 4)
	j.Signals(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)

	listener, err := listen(ctx, c.Addr)
	if err != nil {
		return err
	}
	defer listener.Close() // a second close, after a served listener, is harmless
	h, err := j.openHouse(ctx)
	if err != nil {
		return err
	}
	defer h.close(j.log)
	return c.serve(ctx, j, h, listener, signals)
}

func (c serveCommand) serve(ctx context.Context, j *job, h *house, listener net.Listener, signals <-chan os.Signal) error {
	background, stop := context.WithCancel(ctx)
	var running sync.WaitGroup
	defer running.Wait() // after stop, and before the database is closed
	defer stop()
	shelf, err := c.openShelf(j, h)
	if err != nil {
		return err
	}
	shelf.pictures = j.openPictures()
	h.library = shelf.Current
	services := h.readers(shelf.Current)
	shelf.follow = services.follow
	again := make(chan string, 1)
	if err := c.watch(background, j, shelf, again); err != nil { // before the first load, so that no save falls between the two
		return err
	}
	loaded := j.collectRarely(loadingRoom)
	defer loaded()
	anew := sync.OnceFunc(func() {
		loaded()
		debug.FreeOSMemory() // collects; the index is read into large pieces, for which what is free is too small
	})
	finder := newSearcher(shelf.Current, anew, j.settleMemory(loaded), j.log, j.Data)
	kept := make(chan *search.Index, 1)
	running.Go(func() { kept <- finder.restore() }) // while a processor waits for the disk
	shelf.swapped = finder.changed
	shelf.quiet = func() func() { return j.collectLater(reloadRoom) }
	findings, err := shelf.load()
	if err != nil {
		shelf.report(findings)
		return err
	}
	if err := shelf.catchUp(ctx); err != nil {
		return err
	}
	running.Go(func() {
		shelf.Current().Prepare() // the first page waits for it, and for nothing that comes later
		finder.keep(background, <-kept)
	})
	if shelf.proofreader != nil {
		running.Go(func() { shelf.proofreader.keep(background) })
	}
	certificate, err := c.certificate()
	if err != nil {
		return err
	}
	srv, err := c.server(j, h, services, shelf, finder)
	if err != nil {
		return err
	}
	shelf.follow = func(ctx context.Context, renames map[string]string) error {
		defer srv.Forget() // a page may have been made between the swap and this
		return services.follow(ctx, renames)
	}
	address := c.address(listener)
	fmt.Fprintln(j.Stdout, address) // before anything else, in the log too
	shelf.report(findings)
	if err := inviteAdmin(ctx, j, h, c.publicAddress(shelf.Current().Site(), address)); err != nil {
		return err
	}
	running.Go(func() {
		shelf.Current().Prepare() // pages before the smallest form of what they are made with
		srv.Prepare(background)
	})
	running.Go(func() { shelf.keep(background, again) })
	shelf.wantPictures()
	running.Go(func() { keepPictures(background, shelf.pictures, again) })
	hourly := time.NewTicker(time.Hour)
	defer hourly.Stop()
	running.Go(func() { h.tidy(background, services, hourly.C, j.log) })
	site := &site{server: srv.HTTP(c.Addr), listener: listener, express: srv.Express, answered: srv.Answered, certificate: certificate, again: again, log: j.log}
	err = site.run(ctx, signals)
	pages := srv.Pages()
	j.log.Info("stopped", "pages kept", pages.Pages, "bytes", pages.Bytes, "limit", pages.Limit, "hits", pages.Hits, "misses", pages.Misses)
	return err
}

// watch lets the shelf know, in dev mode, what is touched in the content folder.
func (c serveCommand) watch(ctx context.Context, j *job, s *shelf, again chan<- string) error {
	if !c.Dev {
		return nil
	}
	if j.Articles == "" {
		j.log.Warn("--dev without --articles: drafts are shown, but there is no folder to watch; name one to see each save")
		return nil
	}
	s.touched = newTouched()
	return watch(ctx, j.Articles, s.touched, again, j.log)
}

// check refuses flags that do not go together.
func (c serveCommand) check() error {
	host, _, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return refuse("--addr %q is not HOST:PORT; write :8080 or 127.0.0.1:8080", c.Addr)
	}
	if c.RateLimits == "off" && !isLoopback(host) {
		return refuse("--rate-limits off is for load tests on this machine: use it with --addr 127.0.0.1:8080, or leave it out")
	}
	if c.PageCache < 1 || c.PageCache > 1<<20 {
		return refuse("--page-cache %d is no number of MiB; 64 is enough for most sites", c.PageCache)
	}
	if (c.TLSCert == "") != (c.TLSKey == "") {
		return refuse("--tls-cert and --tls-key go together: give both or none")
	}
	if err := checkBaseURL(c.BaseURL); err != nil {
		return err
	}
	for _, network := range c.TrustedProxy {
		if _, err := netip.ParsePrefix(network); err != nil {
			return refuse("--trusted-proxy %q is not a network; write it like 10.0.0.0/8", network)
		}
	}
	return nil
}

// checkBaseURL refuses what is not the address of a whole site; "" is fine.
func checkBaseURL(address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return refuse("--base-url %q is not the address of a site; write it like https://mendwell.example", address)
	}
	return nil
}

// isLoopback reports whether a host can only be reached from this machine. An empty host is every address.
func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

func listen(ctx context.Context, addr string) (net.Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", addr)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s is in use by another program: stop it, or choose another port with --addr", addr)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("%s may not be used by this user: choose a port above 1023 with --addr", addr)
	case err != nil:
		return nil, fmt.Errorf("listen on %s: %w", addr, err)
	}
	return listener, nil
}

// address is what a person on this machine types to see the site.
func (c serveCommand) address(listener net.Listener) string {
	scheme := "http"
	if c.TLSCert != "" {
		scheme = "https"
	}
	host, _, _ := net.SplitHostPort(c.Addr)
	if ip, err := netip.ParseAddr(host); host == "" || err == nil && ip.IsUnspecified() {
		host = "localhost"
	}
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	return scheme + "://" + net.JoinHostPort(host, port)
}

// publicAddress is where visitors find the site, as far as anybody has said so. The base_url of site.yaml counts only
// with https: the one that the built-in site comes with leads to this machine.
func (c serveCommand) publicAddress(site content.Site, address string) string {
	switch {
	case c.BaseURL != "":
		return strings.TrimSuffix(c.BaseURL, "/")
	case strings.HasPrefix(site.BaseURL, "https://"):
		return site.BaseURL
	}
	return address
}

// openShelf prepares the shelf; nothing is on it yet.
func (c serveCommand) openShelf(j *job, h *house) (*shelf, error) {
	folder, name, err := j.folder()
	if err != nil {
		return nil, err
	}
	fresh := &shelf{
		folder: folder, name: name, now: time.Now, log: j.log,
		options: content.Options{Drafts: c.Dev, Proofread: c.Dev, ProofreadAtOnce: proofreadAtOnce, Reusable: true, Word: h.book.Word},
	}
	if c.Dev {
		fresh.workshop, fresh.proofreader = newWorkshop(j.now()), newProofreader(quietDesk)
	}
	return fresh, nil
}

// server puts the services and the articles behind the addresses of the site.
func (c serveCommand) server(j *job, h *house, r readers, s *shelf, f *searcher) (*server.Server, error) {
	config := server.Config{
		Accounts: h.accounts, Comments: r.comments, Bookmarks: r.bookmarks,
		Library: s.Current, Search: f.Current, Pictures: s.servedPictures(), Words: h.book, Ready: h.db.Ping, Log: j.log, Now: time.Now,
		BaseURL: c.BaseURL, TrustedProxies: c.TrustedProxy, RateLimits: c.RateLimits == "on",
		PreviewKey: j.previewKey, PageCache: c.PageCache << 20, Dev: c.Dev, Version: programVersion(),
	}
	if w := s.workshop; w != nil {
		config.Workshop = &server.Workshop{Bench: w.bench, Files: s.folder, Name: s.name}
	}
	return server.New(config)
}

// inviteAdmin prints the one-time link of a site that nobody administers yet.
func inviteAdmin(ctx context.Context, j *job, h *house, address string) error {
	code, needed, err := h.accounts.EnsureClaim(ctx)
	if err != nil || !needed {
		return err
	}
	fmt.Fprintf(j.Stdout, "This site has no administrator yet. Become one within 24 hours: %s\n",
		link.Absolute(address, link.Space{}.Welcome(code)))
	return nil
}
