package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"io"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

// pngForm is a PNG file in its chunks, each with length, name and checksum.
type pngForm struct {
	chunks      [][]byte
	orientation int
	animated    bool
}

// pngKept are the chunks that pixels and colours need (PNG, third edition, chapter 11); the rest is about something else.
var pngKept = map[string]bool{
	"IHDR": true, "PLTE": true, "IDAT": true, "IEND": true, "tRNS": true, "gAMA": true, "cHRM": true, "sRGB": true, "iCCP": true,
	"cICP": true, "mDCV": true, "cLLI": true, "sBIT": true, "bKGD": true, "pHYs": true, "acTL": true, "fcTL": true, "fdAT": true,
}

func takePNG(data []byte) (form, error) {
	f := &pngForm{orientation: 1}
	for rest := data[len(pngSignature):]; ; {
		if len(rest) < 12 {
			return nil, ErrBroken
		}
		size := binary.BigEndian.Uint32(rest)
		if int64(size)+12 > int64(len(rest)) {
			return nil, ErrBroken
		}
		chunk := rest[:size+12]
		f.chunks = append(f.chunks, chunk)
		switch chunkName(chunk) {
		case "IEND":
			return f, nil
		case "eXIf":
			f.orientation = orientationOf(chunkBody(chunk))
		case "acTL":
			f.animated = true
		}
		rest = rest[size+12:]
	}
}

func chunkName(c []byte) string { return string(c[4:8]) }
func chunkBody(c []byte) []byte { return c[8 : len(c)-4] }

func (f *pngForm) facts() (int, bool) { return f.orientation, f.animated }

func (f *pngForm) clean() []byte {
	out := []byte(pngSignature)
	for _, c := range f.chunks {
		if !pngKept[chunkName(c)] {
			continue
		}
		out = append(out, c...)
		if chunkName(c) == "IHDR" && f.orientation != 1 {
			out = append(out, pngChunk("eXIf", orientationOnly(f.orientation))...)
		}
	}
	return out
}

func pngChunk(name string, body []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	out = append(append(out, name...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

func (f *pngForm) profile() []byte {
	for _, c := range f.chunks {
		if chunkName(c) != "iCCP" {
			continue
		}
		_, packed, ok := bytes.Cut(chunkBody(c), []byte{0})
		if !ok || len(packed) < 2 {
			return nil
		}
		r, err := zlib.NewReader(bytes.NewReader(packed[1:]))
		if err != nil {
			return nil
		}
		icc, err := io.ReadAll(io.LimitReader(r, maxProfile+1))
		if err != nil {
			return nil
		}
		return icc
	}
	return nil
}
