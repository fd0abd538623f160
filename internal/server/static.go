package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/fault"
	"mendwell/web/link"
	"mendwell/web/ui"
)

// asset is a shared file.
type asset struct {
	pressed
	mediaType string
}

// assets are the shared files by the last part of their address.
type assets struct {
	files     map[string]asset
	icon      asset
	addresses ui.Assets
	dev       ui.Dev // addresses of what only dev mode has
}

// styleSheet is the name of the file that the parts of the style sheet are joined into.
const styleSheet = "mendwell.css"

// readShared reads the shared files by their names.
func readShared(fsys fs.FS) (map[string][]byte, error) {
	names, err := fs.Glob(fsys, "*.*")
	if err != nil {
		return nil, fmt.Errorf("list static files: %w", err)
	}
	out := make(map[string][]byte, len(names)+1)
	for _, name := range names {
		if path.Ext(name) == ".go" {
			continue
		}
		if out[name], err = fs.ReadFile(fsys, name); err != nil {
			return nil, fmt.Errorf("read static file: %w", err)
		}
	}
	out[styleSheet], err = joinStyle(fsys)
	return out, err
}

// joinStyle makes one file of the parts of the style sheet, in the order of their names. The first one says in which order
// the layers count; within a layer, what stands later wins.
func joinStyle(fsys fs.FS) ([]byte, error) {
	parts, err := fs.Glob(fsys, "style/*.css") // in the order of their names
	if err != nil {
		return nil, fmt.Errorf("list parts of the style sheet: %w", err)
	}
	var out []byte
	for _, part := range parts {
		data, err := fs.ReadFile(fsys, part)
		if err != nil {
			return nil, fmt.Errorf("read part of the style sheet: %w", err)
		}
		out = append(out, data...)
	}
	return out, nil
}

// loadAssets gives every shared file an address that holds a fingerprint of its bytes.
func loadAssets(fsys fs.FS) (assets, error) {
	out := assets{files: map[string]asset{}}
	files, err := readShared(fsys)
	if err != nil {
		return out, err
	}
	for name, data := range files {
		ext := strings.TrimPrefix(path.Ext(name), ".")
		data = compact(ext, data)
		sum := sha256.Sum256(data)
		hash := hex.EncodeToString(sum[:8])
		a := asset{pressed: press(data), mediaType: mediaTypeOf(ext)}
		address := link.Static(strings.TrimSuffix(name, "."+ext), hash, ext)
		out.files[path.Base(address)] = a
		switch name {
		case styleSheet:
			out.addresses.CSS = address
		case "mendwell.js":
			out.addresses.Script = address
		case "dev.js":
			out.dev.Script = address
		case "dev.css":
			out.dev.Style = address
		case "seek.js":
			out.addresses.Seek = address
		case "icon.svg":
			out.addresses.Icon, out.icon = inPlace(a.mediaType, data), a
		}
	}
	return out, nil
}

// Prepare compresses the shared files as far as it goes, so that no reader waits for it: a fifth of a second for the style
// sheet. It returns when that is done or the context ends; until then, whoever asks first waits.
func (s *Server) Prepare(ctx context.Context) {
	for _, a := range s.assets.files {
		if ctx.Err() != nil {
			return
		}
		if br := a.small["br"]; br != nil {
			br()
		}
	}
}

// inPlace is a small file as an address that holds all of it, so that a page that shows it makes one request less. Only
// what would end an address or begin an escape is written as one (RFC 2397, RFC 3986).
func inPlace(mediaType string, data []byte) string {
	return "data:" + mediaType + "," + strings.NewReplacer("%", "%25", "#", "%23", `"`, "%22", "<", "%3C", ">", "%3E", " ", "%20").Replace(strings.TrimSpace(string(data)))
}

// mediaTypeOf does not ask the system's own table, which differs between machines.
func mediaTypeOf(ext string) string {
	switch ext {
	case "css":
		return "text/css; charset=utf-8"
	case "js":
		return "text/javascript; charset=utf-8"
	case "svg":
		return "image/svg+xml"
	default:
		if t := mime.TypeByExtension("." + ext); t != "" {
			return t
		}
		return "application/octet-stream"
	}
}

func (s *Server) showStatic(w http.ResponseWriter, r *http.Request) error {
	a, ok := s.assets.files[chi.URLParam(r, "file")]
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	s.forEver(w)
	takeTime(w)
	w.Header().Set("Content-Type", a.mediaType)
	s.sendPressed(w, r, a.pressed)
	return nil
}

// forEver says that what an address names never changes; in dev mode, where it may, that it is asked for each time.
func (s *Server) forEver(w http.ResponseWriter) {
	cache := "public, max-age=31536000, immutable"
	if s.Dev {
		cache = "no-cache"
	}
	w.Header().Set("Cache-Control", cache)
}

// showFavicon answers browsers and tools that ask for an icon without reading a page.
func (s *Server) showFavicon(w http.ResponseWriter, r *http.Request) error {
	if s.assets.icon.mediaType == "" {
		return fault.New(fault.NotFound, "")
	}
	w.Header().Set("Cache-Control", "public, max-age=86400")
	w.Header().Set("Content-Type", s.assets.icon.mediaType)
	s.sendPressed(w, r, s.assets.icon.pressed)
	return nil
}

func (s *Server) moveFavicon(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Cache-Control", "public, max-age=86400")
	w.Header().Set("Location", "/favicon.svg")
	w.WriteHeader(http.StatusMovedPermanently)
	return nil
}

// showMedia serves a picture of the content folder. Its address holds a fingerprint.
func (s *Server) showMedia(w http.ResponseWriter, r *http.Request) error {
	data, mediaType, ok := visitOf(r).lib.Image(chi.URLParam(r, "*"))
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	s.forEver(w)
	forFeeds(w)
	takeTime(w)
	w.Header().Set("ETag", `"`+fingerprint(data)+`"`)
	w.Header().Set("Content-Type", mediaType)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data)) // it knows parts of a file and what follows an ETag
	return nil
}

// showPicture serves a smaller version of a picture, one of those that its page lists.
func (s *Server) showPicture(w http.ResponseWriter, r *http.Request) error {
	if s.Pictures == nil {
		return fault.New(fault.NotFound, "")
	}
	key, name := chi.URLParam(r, "key"), chi.URLParam(r, "file")
	file, mediaType, ok := s.Pictures.File(key, name)
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	defer file.Close()
	s.forEver(w)
	forFeeds(w)
	takeTime(w)
	w.Header().Set("ETag", `"`+key+"-"+name+`"`)
	w.Header().Set("Content-Type", mediaType)
	http.ServeContent(w, r, "", time.Time{}, file)
	return nil
}

// forFeeds lets a page of another site show a picture: readers of feeds do, and a feed is of no use to them without.
func forFeeds(w http.ResponseWriter) { w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin") }

// slowest is how long a picture may be on its way: 5 MB over a line of 150 kbit/s.
const slowest = 5 * time.Minute

// takeTime gives a file more time than a page has. A connection without deadlines, as in tests, needs none.
func takeTime(w http.ResponseWriter) {
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(slowest))
}
