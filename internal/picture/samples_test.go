package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"slices"
	"testing"
)

// secret is what no served byte may hold.
const secret = "52.5200N-SECRET"

// scene paints something like a photograph: soft light, an edge, a fine texture.
func scene(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			u, v := float64(x)/float64(w), float64(y)/float64(h)
			grain := 10 * math.Sin(float64(x)*1.7) * math.Cos(float64(y)*2.3)
			r, g, b := 200*u+30+grain, 160*v+40+grain, 140*(1-u*v)+grain
			if (u-.5)*(u-.5)+(v-.5)*(v-.5) < .06 {
				r, g, b = r*.4+120, g*.4+90, b*.4+30
			}
			img.SetNRGBA(x, y, color.NRGBA{byteOf(r), byteOf(g), byteOf(b), 255})
		}
	}
	return img
}

func byteOf(v float64) uint8 { return uint8(min(max(v, 0), 255)) }

// corners is a picture that shows which way up it is: red, green, blue, white, clockwise from the upper left.
func corners(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{255, 0, 0, 255}
			switch left, upper := x < w/2, y < h/2; {
			case !left && upper:
				c = color.NRGBA{0, 200, 0, 255}
			case !left && !upper:
				c = color.NRGBA{0, 0, 255, 255}
			case left && !upper:
				c = color.NRGBA{255, 255, 255, 255}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var buf bytes.Buffer
	check(t, jpeg.Encode(&buf, img, &jpeg.Options{Quality: 92}))
	return buf.Bytes()
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var buf bytes.Buffer
	check(t, png.Encode(&buf, img))
	return buf.Bytes()
}

func asGIF(t testing.TB, frames int) []byte {
	t.Helper()
	g := &gif.GIF{}
	for i := range frames {
		p := image.NewPaletted(image.Rect(0, 0, 30, 20), color.Palette{color.White, color.Black, color.NRGBA{200, 30, 30, 255}})
		p.SetColorIndex(i, 3, 2)
		g.Image, g.Delay = append(g.Image, p), append(g.Delay, 10)
	}
	var buf bytes.Buffer
	check(t, gif.EncodeAll(&buf, g))
	return buf.Bytes()
}

func asWebP(t testing.TB, img *image.NRGBA, quality int) []byte {
	t.Helper()
	data, err := encodeWebP(img, quality, nil)
	check(t, err)
	return data
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// exif is a TIFF block as a phone writes it: an orientation, and behind it a place.
func exif(orientation int, order binary.AppendByteOrder) []byte {
	head := "II*\x00"
	if order.String() == "BigEndian" {
		head = "MM\x00*"
	}
	out := order.AppendUint32([]byte(head), 8)
	out = order.AppendUint16(out, 2)
	for _, e := range [][4]uint32{{0x010f, 2, uint32(len(secret)), 38}, {orientationTag, 3, 1, uint32(orientation)}} {
		out = order.AppendUint32(order.AppendUint16(order.AppendUint16(out, uint16(e[0])), uint16(e[1])), e[2])
		if e[1] == 3 {
			out = append(order.AppendUint16(out, uint16(e[3])), 0, 0)
		} else {
			out = order.AppendUint32(out, e[3])
		}
	}
	return append(append(out, 0, 0, 0, 0), secret...)
}

// tattle puts everything into a JPEG that cameras and editors leave there.
func tattle(data []byte, orientation int) []byte {
	thumbnail := append([]byte(jfifHeader+"\x01\x01\x00\x00\x48\x00\x48\x03\x02"), secret+"rgb"...)
	return slices.Concat(data[:2],
		segment(markerAPP0, thumbnail),
		segment(markerAPP1, []byte(exifHeader), exif(orientation, binary.BigEndian)),
		segment(markerAPP1, []byte("http://ns.adobe.com/xap/1.0/\x00"+secret)),
		segment(markerAPP2, []byte("MPF\x00"+secret)),
		segment(0xed, []byte("Photoshop 3.0\x008BIM"+secret)),
		segment(markerCOM, []byte(secret)),
		data[2:], []byte("a video behind the picture "+secret))
}

func tattlePNG(data []byte, orientation int) []byte {
	const header = len(pngSignature) + 25
	return slices.Concat(data[:header], pngChunk("tEXt", []byte("Author\x00"+secret)), pngChunk("eXIf", exif(orientation, binary.LittleEndian)),
		pngChunk("tIME", []byte{7, 234, 11, 22, 9, 0, 0}), data[header:], []byte(secret))
}

func tattleWebP(t testing.TB, data []byte, size image.Point, orientation int) []byte {
	t.Helper()
	f, err := takeWebP(data)
	check(t, err)
	extended := make([]byte, 10)
	extended[0] = webpEXIF | webpXMP
	put24(extended[4:], size.X-1)
	put24(extended[7:], size.Y-1)
	chunks := append([][]byte{riffChunk("VP8X", extended)}, f.(*webpForm).chunks...)
	chunks = append(chunks, riffChunk("EXIF", exif(orientation, binary.LittleEndian)), riffChunk("XMP ", []byte(secret)), riffChunk("NOTE", []byte(secret)))
	return append(riff(chunks), secret...)
}

func tattleGIF(data []byte) []byte {
	block := func(kind byte, parts ...string) []byte {
		out := []byte{0x21, kind}
		for _, p := range parts {
			out = append(append(out, byte(len(p))), p...)
		}
		return append(out, 0)
	}
	at := 13 + colourTable(data[10])
	return slices.Concat(data[:at], block(0xfe, secret), block(0xff, "XMP DataXMP", secret), data[at:], []byte(secret))
}

// cmykJPEG is the smallest picture in print colours: 8 by 8, every ink at one half.
func cmykJPEG() []byte {
	ones := bytes.Repeat([]byte{1}, 64)
	frame := []byte{8, 0, 8, 0, 8, 4}
	scan := []byte{4}
	for i := range byte(4) {
		frame = append(frame, i+1, 0x11, 0)
		scan = append(scan, i+1, 0)
	}
	return slices.Concat([]byte{0xff, markerSOI},
		segment(markerAPP14, []byte("Adobe\x00\x64\x00\x00\x00\x00\x00")),
		segment(0xdb, []byte{0}, ones), segment(0xc0, frame), segment(0xc4, oneCode(0)), segment(0xc4, oneCode(0x10)),
		segment(markerSOS, scan, []byte{0, 63, 0}), []byte{0, 0xff, markerEOI})
}

// oneCode is a Huffman table whose only code, one bit long, means zero.
func oneCode(class byte) []byte { return append([]byte{class, 1}, make([]byte, 16)...) }

// progressiveJPEG is the smallest picture in two scans: 8 by 8, grey.
func progressiveJPEG() []byte {
	return slices.Concat([]byte{0xff, markerSOI},
		segment(0xdb, []byte{0}, bytes.Repeat([]byte{1}, 64)), segment(0xc2, []byte{8, 0, 8, 0, 8, 1, 1, 0x11, 0}),
		segment(0xc4, oneCode(0)), segment(0xc4, oneCode(0x10)),
		segment(markerSOS, []byte{1, 1, 0, 0, 0, 0}), []byte{0x7f},
		segment(markerSOS, []byte{1, 1, 0, 1, 63, 0}), []byte{0x7f, 0xff, markerEOI})
}
