package server

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"net/http"
	"strconv"
	"strings"

	kflate "github.com/klauspost/compress/flate"

	"github.com/a-h/templ"

	"mendwell/internal/account"
	"mendwell/internal/comment"
	"mendwell/web/page"
	"mendwell/web/ui"
)

// A page for those who are logged in is the same for all of them but for a few small parts: which tips are saved, what may
// be done to a comment, the key of the comment form. It is kept with holes. Whoever asks gets the prepared stretches and
// their own parts joined: nothing is rendered, and nothing is compressed.
//
// That works because deflate (RFC 1951) is a row of blocks: stretches that were compressed one by one, each ending on a
// byte, are one stream when they stand one after another.

// parts are the stretches and holes of a page, in order.
type parts struct {
	pieces  []memberPiece
	article string // key of the article whose bookmarks fill the holes; empty where no hole asks for them
	tag     string // of all that does not depend on the viewer
	bytes   int
}

// memberPiece is a stretch, or a hole with its variants.
type memberPiece struct {
	fill     func(c memberChoices) int // nil: a stretch, of one variant; -1: the form's key
	variants []deflated
}

// deflated is a stretch as it is and as whole deflate blocks.
type deflated struct{ plain, small []byte }

// memberChoices is what one visitor's holes are filled from.
type memberChoices struct {
	saved  map[string]bool
	rights func(author, created int64) (remove, edit bool)
	once   string
}

const onceHole = ui.HoleMark + "once" + ui.HoleMark

func (p *parts) size() int {
	if p == nil {
		return 0
	}
	return p.bytes
}

// memberKey is where the shelf keeps a page for those who are logged in.
func memberKey(r *http.Request) string { return "member " + r.RequestURI }

// answerMember answers from the shelf where somebody is logged in and the page for members is there.
func (s *Server) answerMember(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := visitOf(r)
		if v.viewer == nil || s.Dev || !keepable(r) {
			next.ServeHTTP(w, r)
			return
		}
		if p := s.shelf.find(memberKey(r), v.lib, s.Now); p != nil {
			if err := s.sendMember(w, r, p); err != nil {
				s.fail(w, r, err)
			}
			return
		}
		s.shelf.misses.Add(1)
		v.shared = &shared{begun: s.shelf.begun()}
		next.ServeHTTP(w, r)
	})
}

// showMember renders a page with holes, keeps it, and sends it with the visitor's parts.
func (s *Server) showMember(w http.ResponseWriter, r *http.Request, c templ.Component) error {
	v := visitOf(r)
	var buf bytes.Buffer
	if err := c.Render(ui.WithHoles(r.Context()), &buf); err != nil {
		return fmt.Errorf("render page: %w", err)
	}
	cut, err := cutHoles(buf.Bytes())
	if err != nil {
		return fmt.Errorf("render page: %w", err)
	}
	cut.article = v.shared.bookmarks
	p := &keptPage{key: memberKey(r), lib: v.lib, until: v.shared.until, depends: v.shared.depends, parts: cut}
	if v.keeps(r) {
		s.shelf.put(p, v.shared.begun)
	}
	return s.sendMember(w, r, p)
}

// cutHoles finds the holes of a page and compresses what is between them.
func cutHoles(body []byte) (*parts, error) {
	out, sum := &parts{}, sha256.Sum256(body)
	out.tag = string(sum[:])
	squeeze, err := newBlocks()
	if err != nil {
		return nil, err
	}
	for i, stretch := range strings.Split(string(body), ui.HoleMark) {
		if i%2 == 0 {
			out.add(memberPiece{variants: squeeze.all(stretch)})
			continue
		}
		name, rest, _ := strings.Cut(stretch, ui.VariantMark)
		hole := memberPiece{}
		if tip, ok := page.TipHole(name); ok {
			hole.fill = func(c memberChoices) int {
				if c.saved[tip] {
					return 1
				}
				return 0
			}
		} else if author, created, ok := page.RightsHole(name); ok {
			hole.fill = func(c memberChoices) int {
				remove, edit := c.rights(author, created)
				return page.RightsOf(true, remove, edit)
			}
		} else if name == "once" {
			hole.fill = func(memberChoices) int { return -1 }
		} else {
			return nil, fmt.Errorf("the hole %q is unknown", name)
		}
		if name != "once" {
			hole.variants = squeeze.all(strings.Split(rest, ui.VariantMark)...)
		}
		out.add(hole)
	}
	return out, nil
}

func (p *parts) add(m memberPiece) {
	p.pieces = append(p.pieces, m)
	for _, v := range m.variants {
		p.bytes += len(v.plain) + len(v.small) + 64
	}
}

// blocks compresses stretches that do not look back at each other.
type blocks struct {
	w   *kflate.Writer
	out bytes.Buffer
}

func newBlocks() (*blocks, error) {
	w, err := kflate.NewWriter(nil, flate.BestCompression)
	return &blocks{w: w}, err
}

func (b *blocks) all(stretches ...string) []deflated {
	out := make([]deflated, len(stretches))
	for i, s := range stretches {
		b.out.Reset()
		b.w.Reset(&b.out)
		_, _ = b.w.Write([]byte(s)) // writing to memory does not fail
		_ = b.w.Flush()
		out[i] = deflated{plain: []byte(s), small: bytes.Clone(b.out.Bytes())}
	}
	return out
}

// sendMember joins a page with what is the visitor's own.
func (s *Server) sendMember(w http.ResponseWriter, r *http.Request, p *keptPage) error {
	v := visitOf(r)
	c := memberChoices{rights: rightsOf(s, v.viewer)}
	if key := p.parts.article; key != "" {
		a, ok := v.lib.ByKey(key)
		if ok {
			var err error
			if c.saved, err = s.saved(r.Context(), v, a); err != nil {
				return err
			}
			c.once = s.onceToday(v, a)
		}
	}
	h := w.Header()
	h["Content-Type"], h["Cache-Control"], h["Vary"] = htmlTypes, []string{"private, no-cache"}, varyShared
	buf := s.buffers.Get().(*bytes.Buffer)
	defer func() { s.buffers.Put(buf) }()
	buf.Reset()
	gzip := s.encodings.gzip(r.Header["Accept-Encoding"])
	tag := p.parts.join(buf, c, gzip)
	if gzip {
		h["Content-Encoding"] = []string{"gzip"}
		tag += "-gzip"
	}
	h["Etag"] = []string{`"` + tag + `"`}
	if matchesAny(r.Header["If-None-Match"], h["Etag"][0]) {
		delete(h, "Content-Type")
		delete(h, "Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	h["Content-Length"], h["Link"] = []string{strconv.Itoa(buf.Len())}, s.preload.values
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(buf.Bytes()) // whoever asked may have gone
	}
	return nil
}

// rightsOf asks the rule of comments what a viewer may do to one.
func rightsOf(s *Server, viewer *account.Viewer) func(author, created int64) (remove, edit bool) {
	now := s.Now()
	return func(author, created int64) (remove, edit bool) { return comment.Rights(author, created, viewer, now) }
}

// gzipHead is the header of a gzip stream without a name or a time: RFC 1952.
var gzipHead = []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255}

// join writes a page for one visitor, as gzip or as it is, and returns its tag.
func (p *parts) join(out *bytes.Buffer, c memberChoices, gzip bool) (tag string) {
	var sum uint32
	var length int
	chosen := make([]byte, 0, 256)
	chosen = append(chosen, p.tag...)
	if gzip {
		out.Write(gzipHead)
	}
	for _, m := range p.pieces {
		at := 0
		if m.fill != nil {
			at = m.fill(c)
			chosen = append(chosen, byte(at))
		}
		if at < 0 {
			chosen = append(chosen, c.once...)
			if gzip {
				stored(out, c.once)
				sum = crc32.Update(sum, crc32.IEEETable, []byte(c.once))
				length += len(c.once)
			} else {
				out.WriteString(c.once)
			}
			continue
		}
		d := m.variants[at]
		if gzip {
			out.Write(d.small)
			sum = crc32.Update(sum, crc32.IEEETable, d.plain)
			length += len(d.plain)
		} else {
			out.Write(d.plain)
		}
	}
	if gzip {
		out.Write([]byte{3, 0}) // the last block, and it is empty
		out.Write(binary.LittleEndian.AppendUint32(nil, sum))
		out.Write(binary.LittleEndian.AppendUint32(nil, uint32(length)))
	}
	hash := sha256.Sum256(chosen)
	return base64.RawURLEncoding.EncodeToString(hash[:15])
}

// stored writes a short text as a deflate block of its own, uncompressed: RFC 1951, section 3.2.4.
func stored(out *bytes.Buffer, s string) {
	n := uint16(len(s)) // a key is a few dozen bytes
	out.Write([]byte{0, byte(n), byte(n >> 8), byte(^n), byte(^n >> 8)})
	out.WriteString(s)
}
