package picture

import (
	"encoding/binary"
	"slices"
)

// webpForm is a WebP file in its RIFF chunks, each with its header and padding.
type webpForm struct {
	chunks      [][]byte
	orientation int
}

// Flags of the VP8X chunk.
const (
	webpAnimated = 0x02
	webpXMP      = 0x04
	webpEXIF     = 0x08
	webpAlpha    = 0x10
	webpICC      = 0x20
)

func takeWebP(data []byte) (form, error) {
	f := &webpForm{orientation: 1}
	size := int64(binary.LittleEndian.Uint32(data[4:]))
	if size < 4 || size+8 > int64(len(data)) {
		return nil, ErrBroken
	}
	for rest := data[12 : size+8]; len(rest) > 0; {
		if len(rest) < 8 {
			return nil, ErrBroken
		}
		n := int64(binary.LittleEndian.Uint32(rest[4:]))
		end := 8 + n + n&1
		if end > int64(len(rest)) {
			return nil, ErrBroken
		}
		f.chunks = append(f.chunks, rest[:end])
		if name := riffName(rest); name == "EXIF" {
			f.orientation = orientationOf(rest[8 : 8+n])
		} else if name == "VP8X" && n != 10 {
			return nil, ErrBroken
		}
		rest = rest[end:]
	}
	return f, nil
}

func riffName(c []byte) string { return string(c[:4]) }

func (f *webpForm) facts() (int, bool) {
	for _, c := range f.chunks {
		if riffName(c) == "VP8X" && c[8]&webpAnimated != 0 {
			return f.orientation, true
		}
	}
	return f.orientation, false
}

func (f *webpForm) clean() []byte {
	var kept [][]byte
	for _, c := range f.chunks {
		switch riffName(c) {
		case "VP8X":
			c = slices.Clone(c)
			c[8] &^= webpEXIF | webpXMP
			if f.orientation != 1 {
				c[8] |= webpEXIF
			}
			kept = append(kept, c)
		case "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP":
			kept = append(kept, c)
		}
	}
	if f.orientation != 1 {
		kept = append(kept, riffChunk("EXIF", orientationOnly(f.orientation)))
	}
	return riff(kept)
}

func riffChunk(name string, body []byte) []byte {
	out := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(body)))
	out = append(out, body...)
	if len(body)%2 == 1 {
		out = append(out, 0)
	}
	return out
}

func riff(chunks [][]byte) []byte {
	body := slices.Concat(chunks...)
	out := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body)+4))
	return append(append(out, "WEBP"...), body...)
}

func (f *webpForm) profile() []byte {
	for _, c := range f.chunks {
		if riffName(c) == "ICCP" {
			return c[8 : 8+binary.LittleEndian.Uint32(c[4:])]
		}
	}
	return nil
}
