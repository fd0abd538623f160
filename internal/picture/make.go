package picture

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"

	"github.com/bep/gowebp/libwebp"
	"github.com/bep/gowebp/libwebp/webpoptions"
)

// widths are those of the versions, in pixels: a portrait, a phone, a phone's or a column's second pixel, a wide column.
// A picture is never made larger than it is.
var widths = []int{240, 480, 800, 1200, 1600}

// Quality of the versions, of 100. At these the two formats look alike, and WebP needs a third less.
const (
	webpQuality = 84
	jpegQuality = 80
)

// hopeless is how many times as large as with loss the widest version has to be without, so that no narrower one is tried:
// what is like a photograph stays so, and without loss takes five times as long.
const hopeless = 2

// Set is what a page needs to show a picture: its size, its versions, and a hint of it for the time before it is there.
type Set struct {
	Width, Height int       // pixels, of the original as shown
	Modern        []Version // WebP, narrowest first
	Plain         []Version // JPEG, or PNG where that is smaller or the picture is transparent in places; narrowest first
	Hint          Hint
}

// Version is one file of a Set.
type Version struct {
	Name          string // of the file, such as "800.webp"
	Type          string // media type
	Width, Height int    // pixels
	Bytes         int
}

// Hint is a picture of a few squares, row by row. It has none where the picture is transparent: it would shine through.
type Hint struct {
	Columns int
	Colours []string // such as "#8aa391"
}

// Make makes the versions of an original. It stops soon after the context ends. An error that is not the context's says
// that the original cannot be decoded.
func Make(ctx context.Context, original []byte) (set *Set, files map[string][]byte, err error) {
	defer survive(&err)
	facts, form, err := open(original)
	if err != nil {
		return nil, nil, err
	}
	if facts.Animated {
		return nil, nil, ErrKind
	}
	img, kind, err := image.Decode(&patient{ctx, bytes.NewReader(original)})
	if err != nil {
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		return nil, nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	m := &maker{facts: facts, drawn: kind == "png" || kind == "gif", files: map[string][]byte{}}
	if _, cmyk := img.(*image.CMYK); !cmyk {
		m.icc = usable(form.profile())
	}
	if set, err = m.all(ctx, newSource(img, kind == "webp")); err != nil {
		return nil, nil, err
	}
	return set, m.files, nil
}

// survive makes an error of a panic: no picture is worth the site.
func survive(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: panic while it was read or made smaller: %v", ErrBroken, p)
	}
}

// within leaves work behind when the context ends: no encoder can be stopped, and one that tries hard on a large drawing
// takes seconds, for which nobody who stops the site should wait.
func within[T any](ctx context.Context, work func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() { done <- r }()
		defer survive(&r.err)
		r.value, r.err = work()
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// patient lets go of a long decoding when the context ends.
type patient struct {
	ctx context.Context
	io.Reader
}

func (p *patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.Reader.Read(b)
}

type maker struct {
	facts Facts
	drawn bool // a screenshot or a drawing, perhaps: without loss it may be smaller
	icc   []byte
	files map[string][]byte
}

func (m *maker) all(ctx context.Context, s source) (*Set, error) {
	set := &Set{Width: m.facts.Width, Height: m.facts.Height}
	sizes := m.sizes()
	for i := len(sizes) - 1; i >= 0; i-- { // each from the next larger one
		s.stop = ctx.Done()
		small := resample(s, sizes[i].X, sizes[i].Y)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s = newSource(small, false)
		shown := turn(small, m.facts.Orientation)
		v, err := within(ctx, func() (versions, error) { return m.encode(shown, s.opaque) })
		if err != nil {
			return nil, err
		}
		set.Modern, set.Plain = append([]Version{v.modern}, set.Modern...), append([]Version{v.plain}, set.Plain...)
		if i == 0 && s.opaque {
			set.Hint = hintOf(shown)
		}
	}
	return set, nil
}

// sizes are those of the versions before turning, narrowest (as shown) first.
func (m *maker) sizes() []image.Point {
	var out []image.Point
	add := func(w int) {
		p := image.Pt(w, max(1, (m.facts.Height*w+m.facts.Width/2)/m.facts.Width))
		if m.facts.Orientation > 4 {
			p.X, p.Y = p.Y, p.X
		}
		out = append(out, p)
	}
	for _, w := range widths {
		if w >= m.facts.Width {
			break
		}
		add(w)
	}
	if last := widths[len(widths)-1]; m.facts.Width <= last {
		add(m.facts.Width)
	}
	return out
}

// versions are the two of one size.
type versions struct{ modern, plain Version }

func (m *maker) encode(img *image.NRGBA, opaque bool) (v versions, err error) {
	webp, err := encodeWebP(img, webpQuality, m.icc)
	if err != nil {
		return v, err
	}
	if m.drawn {
		lossless, err := encodeWebP(img, 0, m.icc)
		if err != nil {
			return v, err
		}
		m.drawn = len(lossless) < hopeless*len(webp) // of the widest, which comes first
		webp = smaller(webp, lossless)
	}
	var other []byte
	ext := "png"
	if m.drawn || !opaque {
		if other, err = encodePNG(img, m.icc); err != nil {
			return v, err
		}
	}
	if opaque {
		photo, err := encodeJPEG(img, m.icc)
		if err != nil {
			return v, err
		}
		if other == nil || len(photo) < len(other) {
			other, ext = photo, "jpeg"
		}
	}
	return versions{m.keep(img, "webp", webp), m.keep(img, ext, other)}, nil
}

func smaller(a, b []byte) []byte {
	if len(b) < len(a) {
		return b
	}
	return a
}

func (m *maker) keep(img *image.NRGBA, kind string, data []byte) Version {
	size := img.Rect.Size()
	v := Version{Name: fmt.Sprintf("%d.%s", size.X, kind), Type: "image/" + kind, Width: size.X, Height: size.Y, Bytes: len(data)}
	m.files[v.Name] = data
	return v
}

// encodeWebP writes WebP; a quality of 0 is lossless. The encoder takes straight alpha from the origin on only.
func encodeWebP(img *image.NRGBA, quality int, icc []byte) ([]byte, error) {
	var buf bytes.Buffer
	if err := libwebp.Encode(&buf, img, webpoptions.EncodingOptions{Quality: quality, EncodingPreset: webpoptions.EncodingPresetPhoto}); err != nil {
		return nil, fmt.Errorf("encode WebP: %w", err)
	}
	return withWebPProfile(buf.Bytes(), img.Rect.Size(), !img.Opaque(), icc), nil
}

func encodeJPEG(img *image.NRGBA, icc []byte) ([]byte, error) {
	var buf bytes.Buffer
	opaque := &image.RGBA{Pix: img.Pix, Stride: img.Stride, Rect: img.Rect} // the same bytes, and the encoder's fast way
	if err := jpeg.Encode(&buf, opaque, &jpeg.Options{Quality: jpegQuality}); err != nil {
		return nil, fmt.Errorf("encode JPEG: %w", err)
	}
	return withJPEGProfile(buf.Bytes(), icc), nil
}

func encodePNG(img *image.NRGBA, icc []byte) ([]byte, error) {
	var buf bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.DefaultCompression}).Encode(&buf, img); err != nil {
		return nil, fmt.Errorf("encode PNG: %w", err)
	}
	return withPNGProfile(buf.Bytes(), icc), nil
}

// hintOf paints a picture with about twelve squares.
func hintOf(img *image.NRGBA) Hint {
	size := img.Rect.Size()
	columns, rows := 4, 3
	switch {
	case size.X > 2*size.Y:
		columns, rows = 6, 2
	case size.Y > 2*size.X:
		columns, rows = 2, 6
	case size.Y > size.X:
		columns, rows = 3, 4
	}
	small := resample(newSource(img, false), columns, rows)
	h := Hint{Columns: columns}
	for i := 0; i < len(small.Pix); i += 4 {
		h.Colours = append(h.Colours, fmt.Sprintf("#%02x%02x%02x", small.Pix[i], small.Pix[i+1], small.Pix[i+2]))
	}
	return h
}
