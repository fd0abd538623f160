package picture

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// jpegForm is a JPEG file in its segments, each with its marker; a scan holds its coded pixels too.
type jpegForm struct {
	segments    [][]byte
	orientation int
}

// Markers of ITU T.81, table B.1.
const (
	markerSOI, markerEOI, markerSOS   = 0xd8, 0xd9, 0xda
	markerAPP0, markerAPP1            = 0xe0, 0xe1
	markerAPP2, markerAPP14           = 0xe2, 0xee
	markerAPP15, markerCOM, markerTEM = 0xef, 0xfe, 0x01
)

func takeJPEG(data []byte) (form, error) {
	f := &jpegForm{orientation: 1}
	for rest := data[2:]; ; {
		for len(rest) > 2 && rest[0] == 0xff && rest[1] == 0xff { // padding
			rest = rest[1:]
		}
		if len(rest) < 2 || rest[0] != 0xff {
			return nil, ErrBroken
		}
		marker := rest[1]
		if marker == markerEOI {
			return f, nil // what follows is of no picture: previews, videos, a camera's notes
		}
		if marker == markerTEM || marker >= 0xd0 && marker <= 0xd7 {
			rest = rest[2:]
			continue
		}
		if len(rest) < 4 {
			return nil, ErrBroken
		}
		end := 2 + int(binary.BigEndian.Uint16(rest[2:]))
		if end < 4 || end > len(rest) {
			return nil, ErrBroken
		}
		if marker == markerSOS {
			end = scanEnd(rest, end)
			if end < 0 {
				return nil, ErrBroken
			}
		}
		f.segments = append(f.segments, rest[:end])
		if body, ok := bytes.CutPrefix(rest[4:end], []byte(exifHeader)); ok && marker == markerAPP1 && f.orientation == 1 {
			f.orientation = orientationOf(body)
		}
		rest = rest[end:]
	}
}

// scanEnd finds the marker after coded pixels, in which 0xff is followed by zero or by a restart; -1 if there is none.
func scanEnd(data []byte, from int) int {
	for i := from; i+1 < len(data); i++ {
		if data[i] == 0xff && data[i+1] != 0 && data[i+1] != 0xff && (data[i+1] < 0xd0 || data[i+1] > 0xd7) {
			return i
		}
	}
	return -1
}

func (f *jpegForm) facts() (int, bool) { return f.orientation, false }

const (
	jfifHeader  = "JFIF\x00"
	iccHeader   = "ICC_PROFILE\x00"
	adobeHeader = "Adobe"
)

func (f *jpegForm) clean() []byte {
	out := []byte{0xff, markerSOI}
	turned := f.orientation == 1 // nothing to say
	for _, s := range f.segments {
		body := s[4:]
		switch marker := s[1]; {
		case marker == markerAPP0:
			if bytes.HasPrefix(body, []byte(jfifHeader)) && len(body) >= 14 {
				out = append(out, withoutThumbnail(body)...)
			}
			continue
		case marker == markerAPP2 && !bytes.HasPrefix(body, []byte(iccHeader)),
			marker == markerAPP14 && !bytes.HasPrefix(body, []byte(adobeHeader)),
			marker >= markerAPP1 && marker <= markerAPP15 && marker != markerAPP2 && marker != markerAPP14,
			marker == markerCOM:
			continue
		}
		if !turned {
			out = append(out, segment(markerAPP1, []byte(exifHeader), orientationOnly(f.orientation))...)
			turned = true
		}
		out = append(out, s...)
	}
	return append(out, 0xff, markerEOI)
}

// withoutThumbnail keeps the density of a JFIF header, not the small picture in it, which may show what was cut away.
func withoutThumbnail(body []byte) []byte {
	return segment(markerAPP0, body[:12], []byte{0, 0})
}

func segment(marker byte, parts ...[]byte) []byte {
	body := slices.Concat(parts...)
	out := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(body)+2))
	return append(out, body...)
}

// profile puts the colour profile together, which may be spread over several segments, in order.
func (f *jpegForm) profile() []byte {
	var icc []byte
	for _, s := range f.segments {
		if body, ok := bytes.CutPrefix(s[4:], []byte(iccHeader)); ok && s[1] == markerAPP2 && len(body) > 2 {
			icc = append(icc, body[2:]...)
		}
	}
	return icc
}
