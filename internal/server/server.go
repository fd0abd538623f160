// Package server knows how the site speaks HTTP: which address leads to which handler, who may pass, how a failure
// becomes a page, and how every response is protected, compressed and cached.
package server

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/account"
	"mendwell/internal/bookmark"
	"mendwell/internal/comment"
	"mendwell/internal/content"
	"mendwell/internal/search"
	"mendwell/web/link"
	"mendwell/web/static"
	"mendwell/web/words"
)

// Config is what the server needs of the rest of the house. Accounts, Comments, Bookmarks, Library and Words are
// required; the rest has a sensible zero.
type Config struct {
	Accounts  account.Accounts
	Comments  comment.Comments
	Bookmarks bookmark.Bookmarks
	// Library returns what is published at this moment. It is asked once a request, so that a reload never mixes two.
	Library func() *content.Library
	Words   *words.Book
	// Search returns the index of the library, or nil while it is being made. nil: there is no search yet.
	Search func() *search.Index
	// Pictures holds the smaller versions of pictures; nil: there are none.
	Pictures Pictures
	// Ready says why the site cannot serve yet, such as a database that does not answer; nil: always ready.
	Ready  func(ctx context.Context) error
	Log    *slog.Logger
	Now    func() time.Time
	Random io.Reader // safe for concurrent use; nil: crypto/rand
	// BaseURL overrides base_url of site.yaml. An https address turns on secure cookies and HSTS.
	BaseURL string
	// TrustedProxies are the networks (CIDR) whose X-Forwarded-For and X-Forwarded-Proto are believed. Empty: the connection's own address.
	TrustedProxies []string
	RateLimits     bool
	// PageCache bounds the memory for finished pages, in bytes; 0: 64 MiB.
	PageCache int
	Dev       bool      // addresses that never change may be asked for again: nothing is called immutable
	Workshop  *Workshop // what those who write see in dev mode; nil otherwise
	Version   string
	// PreviewKey returns the key that private links to drafts are signed with, asked for with every such link; an empty
	// one as long as no link was made. nil: there are no such links.
	PreviewKey func() ([]byte, error)
}

// Pictures opens a version of a picture, by the key of its original and a file's name. The server closes it.
type Pictures interface {
	File(key, name string) (file io.ReadSeekCloser, mediaType string, ok bool)
}

// Server answers requests. It is made once and never changes.
type Server struct {
	Config
	languages []string // of the interface, the default first
	printers  map[string]*words.Printer
	proxies   []netip.Prefix
	assets    assets
	covers    *coverShelves
	fallback  map[string][]byte // language -> the 500 page, rendered before anything can fail
	router    chi.Routes
	inner     http.Handler // the whole site without the shelf in front
	handler   http.Handler
	closing   chan struct{} // closed when the server shuts down: streams of events end
	close     func()        // closes it, once

	shelf     *pageShelf
	encodings encodingMemo
	calendar  calendar
	dates     dates
	preload   preload
	long      longTalks
	posts     turnstile
	origin    atomic.Pointer[ownOrigin]
	owed      sync.Map // *expressConn that net/http has closed -> chan struct{}; see Answered

	buffers     sync.Pool // of *bytes.Buffer: a page is tens of kilobytes
	compressors map[string]*sync.Pool
}

// New checks the configuration, renders what must not fail later, and builds the routes. The interface languages are
// those that the library names at this moment; another default language needs another Server.
func New(c Config) (*Server, error) {
	if c.Accounts == nil || c.Comments == nil || c.Bookmarks == nil || c.Library == nil || c.Words == nil {
		return nil, errors.New("start the server: a service is missing")
	}
	lib := c.Library()
	if lib == nil {
		return nil, errors.New("start the server: no library is loaded")
	}
	if err := checkAddresses(c, lib); err != nil {
		return nil, fmt.Errorf("start the server: %w", err)
	}
	c.Log = cmp.Or(c.Log, slog.New(slog.DiscardHandler))
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Random == nil {
		c.Random = rand.Reader
	}
	s := &Server{Config: c, languages: interfaceLanguages(lib.Site()), printers: map[string]*words.Printer{}}
	for _, p := range c.TrustedProxies {
		s.proxies = append(s.proxies, netip.MustParsePrefix(p).Masked()) // checkAddresses has read it already
	}
	s.posts = newTurnstile()
	s.closing = make(chan struct{})
	s.close = sync.OnceFunc(func() { close(s.closing) })
	s.buffers.New = func() any { return new(bytes.Buffer) }
	s.compressors = newCompressors()
	for _, lang := range s.languages {
		s.printers[lang] = c.Words.In(lang)
	}
	var err error
	if s.assets, err = loadAssets(static.FS); err != nil {
		return nil, fmt.Errorf("start the server: %w", err)
	}
	s.preload = newPreload(s.assets.addresses.CSS)
	if c.Workshop == nil {
		delete(s.assets.files, path.Base(s.assets.dev.Script))
		delete(s.assets.files, path.Base(s.assets.dev.Style))
	}
	s.covers = newCoverShelves()
	s.shelf = newPageShelf(cmp.Or(c.PageCache, pageCacheDefault), c.Now)
	s.Comments = watchedComments{c.Comments, s.shelf, s.renew}
	s.Accounts = watchedAccounts{c.Accounts, s.shelf, newRecall[string, *account.Viewer](c.Now)}
	s.Bookmarks = watchedBookmarks{c.Bookmarks, newRecall[keptBy, map[bookmark.Target]bool](c.Now)}
	if s.fallback, err = s.renderFallback(lib); err != nil {
		return nil, fmt.Errorf("start the server: %w", err)
	}
	router := s.routes()
	s.router, s.inner, s.handler = router, router, s.front(router)
	return s, nil
}

// Handler is the whole site.
func (s *Server) Handler() http.Handler { return s.handler }

// Routes is every address of the site, for those who want to walk along them.
func (s *Server) Routes() chi.Routes { return s.router }

// How long a visitor may take to send a request, and until the next one.
const (
	requestTime = 15 * time.Second
	idleTime    = 120 * time.Second
)

// HTTP is a server for an address whose every part has an end: no client can hold a connection for ever.
func (s *Server) HTTP(addr string) *http.Server {
	h := &http.Server{
		Addr:              addr,
		Handler:           s.handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       requestTime,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(s.Log.Handler(), slog.LevelDebug),
	}
	h.RegisterOnShutdown(s.close)
	return h
}

// checkAddresses refuses what would otherwise panic or mislead later.
func checkAddresses(c Config, lib *content.Library) error {
	base := baseURL(c, lib)
	if u, err := url.Parse(base); err != nil || base != "" && (u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return fmt.Errorf("base URL %q is not an http or https address", base)
	}
	for _, p := range c.TrustedProxies {
		if _, err := netip.ParsePrefix(p); err != nil {
			return fmt.Errorf("trusted proxy: %w", err)
		}
	}
	return nil
}

// baseURL is the site's own address, without a trailing slash.
func baseURL(c Config, lib *content.Library) string {
	return strings.TrimRight(cmp.Or(c.BaseURL, lib.Site().BaseURL), "/")
}

// interfaceLanguages returns the languages that both the site and the interface speak, the default first.
func interfaceLanguages(site content.Site) []string {
	out := []string{words.Languages[0]}
	if slices.Contains(words.Languages, site.DefaultLanguage) {
		out[0] = site.DefaultLanguage
	}
	for _, lang := range words.Languages {
		if lang != out[0] && slices.Contains(site.Languages, lang) {
			out = append(out, lang)
		}
	}
	return out
}

// space returns the addresses in an interface language; the default language's for one that the interface does not speak.
func (s *Server) space(lang string) link.Space {
	if !slices.Contains(s.languages, lang) {
		return link.Space{}
	}
	return link.In(lang, s.languages[0])
}
