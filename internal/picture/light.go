package picture

import (
	"image"
	"image/color"
	"math"
	"sync"
)

// Pixels are mixed as light, not as the numbers of sRGB: otherwise thin bright lines darken as a picture shrinks.
// IEC 61966-2-1. Wide-gamut profiles of phones use the same curve.

// light is the linear value, 0 to 1, of each of the 256 values of a channel.
var light = sync.OnceValue(func() *[256]float32 {
	var table [256]float32
	for i := range table {
		v := float64(i) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		table[i] = float32(v)
	}
	return &table
})

// lightSteps is fine enough that every one of the 256 values comes back as itself.
const lightSteps = 1 << 14

var levels = sync.OnceValue(func() *[lightSteps + 1]uint8 {
	var table [lightSteps + 1]uint8
	for i := range table {
		v := float64(i) / lightSteps
		if v <= 0.0031308 {
			v *= 12.92
		} else {
			v = 1.055*math.Pow(v, 1/2.4) - 0.055
		}
		table[i] = uint8(math.Round(v * 255))
	}
	return &table
})

// rowReader writes one row of a picture: four numbers a pixel, red, green, blue and alpha, linear and premultiplied.
type rowReader func(y int, row []float32)

// source is a decoded picture that is read by rows.
type source struct {
	width, height int
	read          rowReader
	opaque        bool
	stop          <-chan struct{} // closed: nobody wants the result any more
}

// newSource reads any picture. VP8 codes brightness from 16 to 235, which the decoder does not say: video is set for it.
func newSource(img image.Image, video bool) source {
	b := img.Bounds()
	s := source{width: b.Dx(), height: b.Dy(), opaque: isOpaque(img)}
	switch img := img.(type) {
	case *image.YCbCr:
		s.read = ycbcrRows(img, nil, video)
	case *image.NYCbCrA:
		s.read = ycbcrRows(&img.YCbCr, img, video)
	case *image.NRGBA:
		s.read = func(y int, row []float32) { straightRow(row, img.Pix[y*img.Stride:], b.Dx()) }
	case *image.RGBA:
		s.read = rgbaRows(img, s.opaque)
	case *image.Gray:
		s.read = func(y int, row []float32) {
			t := light()
			for x, v := range img.Pix[y*img.Stride:][:b.Dx()] {
				put(row[4*x:], t[v], t[v], t[v], 1)
			}
		}
	case *image.Paletted:
		s.read = palettedRows(img)
	default:
		s.read = func(y int, row []float32) {
			for x := range b.Dx() {
				putColour(row[4*x:], img.At(b.Min.X+x, b.Min.Y+y))
			}
		}
	}
	return s
}

func isOpaque(img image.Image) bool {
	o, ok := img.(interface{ Opaque() bool })
	return ok && o.Opaque()
}

func put(px []float32, r, g, b, a float32) { px[0], px[1], px[2], px[3] = r*a, g*a, b*a, a }

func putColour(px []float32, c color.Color) {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	t := light()
	put(px, t[n.R], t[n.G], t[n.B], float32(n.A)/255)
}

func straightRow(row []float32, pix []uint8, width int) {
	t := light()
	for x := range width {
		p := pix[4*x : 4*x+4]
		put(row[4*x:], t[p[0]], t[p[1]], t[p[2]], float32(p[3])/255)
	}
}

func rgbaRows(img *image.RGBA, opaque bool) rowReader {
	width := img.Bounds().Dx()
	if opaque {
		return func(y int, row []float32) { straightRow(row, img.Pix[y*img.Stride:], width) }
	}
	return func(y int, row []float32) {
		for x := range width {
			p := img.Pix[y*img.Stride+4*x:]
			putColour(row[4*x:], color.RGBA{p[0], p[1], p[2], p[3]})
		}
	}
}

func palettedRows(img *image.Paletted) rowReader {
	table := make([][4]float32, 256) // an index beyond the palette is transparent
	for i, c := range img.Palette {
		putColour(table[i][:], c)
	}
	return func(y int, row []float32) {
		for x, i := range img.Pix[y*img.Stride:][:img.Bounds().Dx()] {
			copy(row[4*x:], table[i][:])
		}
	}
}

// ycbcrRows reads JPEG's and WebP's own pixels; alpha may be nil.
func ycbcrRows(img *image.YCbCr, alpha *image.NYCbCrA, video bool) rowReader {
	b := img.Bounds()
	return func(y int, row []float32) {
		t := light()
		for x := range b.Dx() {
			i, j := img.YOffset(b.Min.X+x, b.Min.Y+y), img.COffset(b.Min.X+x, b.Min.Y+y)
			var r, g, bl uint8
			if video {
				r, g, bl = videoRGB(img.Y[i], img.Cb[j], img.Cr[j])
			} else {
				r, g, bl = color.YCbCrToRGB(img.Y[i], img.Cb[j], img.Cr[j])
			}
			a := float32(1)
			if alpha != nil {
				a = float32(alpha.A[alpha.AOffset(b.Min.X+x, b.Min.Y+y)]) / 255
			}
			put(row[4*x:], t[r], t[g], t[bl], a)
		}
	}
}

// videoRGB turns a colour of BT.601 in video range into RGB, in 16.16 fixed point.
func videoRGB(y, cb, cr uint8) (r, g, b uint8) {
	l, u, v := 76309*(int(y)-16), int(cb)-128, int(cr)-128
	return clampFixed(l + 104597*v), clampFixed(l - 25675*u - 53279*v), clampFixed(l + 132201*u)
}

func clampFixed(v int) uint8 { return uint8(min(max((v+1<<15)>>16, 0), 255)) }
