package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"image"
)

// maxProfile is the largest colour profile that versions carry, in bytes. Those of phones have 500 to 600; one that is
// larger describes a printer or tables that a small version would hardly outweigh.
const maxProfile = 4096

// usable returns a colour profile if versions should carry it: for RGB, not too large, and not sRGB, which is what
// everybody assumes. ICC.1:2022, 7.2: the colour space stands at 16, the signature "acsp" at 36.
func usable(icc []byte) []byte {
	if len(icc) < 128 || len(icc) > maxProfile || string(icc[16:20]) != "RGB " || string(icc[36:40]) != "acsp" {
		return nil
	}
	if bytes.Contains(icc, []byte("sRGB")) || bytes.Contains(icc, []byte("s\x00R\x00G\x00B")) {
		return nil
	}
	return icc
}

func withJPEGProfile(data, icc []byte) []byte {
	if icc == nil {
		return data
	}
	out := append([]byte{0xff, markerSOI}, segment(markerAPP2, []byte(iccHeader), []byte{1, 1}, icc)...)
	return append(out, data[2:]...)
}

func withPNGProfile(data, icc []byte) []byte {
	if icc == nil {
		return data
	}
	var packed bytes.Buffer
	packed.WriteString("icc\x00\x00")
	z := zlib.NewWriter(&packed)
	_, _ = z.Write(icc) // a buffer takes everything
	_ = z.Close()
	const header = len(pngSignature) + 25 // IHDR comes first and is always as long
	out := append([]byte{}, data[:header]...)
	return append(append(out, pngChunk("iCCP", packed.Bytes())...), data[header:]...)
}

// withWebPProfile puts the profile before the pixels, in the extended form of the file.
func withWebPProfile(data []byte, size image.Point, alpha bool, icc []byte) []byte {
	if icc == nil {
		return data
	}
	f, err := takeWebP(data)
	if err != nil {
		return data
	}
	extended := make([]byte, 10)
	extended[0] = webpICC
	if alpha {
		extended[0] |= webpAlpha
	}
	put24(extended[4:], size.X-1)
	put24(extended[7:], size.Y-1)
	chunks := [][]byte{riffChunk("VP8X", extended), riffChunk("ICCP", icc)}
	for _, c := range f.(*webpForm).chunks {
		if riffName(c) != "VP8X" {
			chunks = append(chunks, c)
		}
	}
	return riff(chunks)
}

func put24(b []byte, v int) {
	binary.LittleEndian.PutUint16(b, uint16(v))
	b[2] = byte(v >> 16)
}
