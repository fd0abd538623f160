package picture

import (
	"bytes"
	"encoding/binary"
)

const exifHeader = "Exif\x00\x00"

// orientationTag is which way up the camera was held. TIFF 6.0, page 36.
const orientationTag = 0x0112

// orientationOf reads the orientation from a TIFF block, as EXIF is one; 1 if it says nothing sensible.
func orientationOf(tiff []byte) int {
	tiff = bytes.TrimPrefix(tiff, []byte(exifHeader)) // some writers put it into PNG and WebP too
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	entries := tiff[at+2:]
	for n := int(order.Uint16(tiff[at:])); n > 0 && len(entries) >= 12; n, entries = n-1, entries[12:] {
		const short = 3
		if order.Uint16(entries) != orientationTag || order.Uint16(entries[2:]) != short {
			continue
		}
		if v := int(order.Uint16(entries[8:])); v >= 1 && v <= 8 {
			return v
		}
		return 1
	}
	return 1
}

// orientationOnly is the smallest TIFF block that says which way up a picture goes, and nothing else.
func orientationOnly(orientation int) []byte {
	return []byte{
		'I', 'I', '*', 0, 8, 0, 0, 0, // the first directory begins at 8
		1, 0, // with one entry
		orientationTag & 0xff, orientationTag >> 8, 3, 0, 1, 0, 0, 0, byte(orientation), 0, 0, 0,
		0, 0, 0, 0, // and no other directory
	}
}
