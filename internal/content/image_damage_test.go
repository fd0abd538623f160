package content

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"slices"
	"testing"
	"testing/fstest"
)

// lying is a PNG whose header promises other pixels than it holds, with every checksum right.
func lying(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 50, 50))); err != nil {
		t.Fatal(err)
	}
	data := b.Bytes()
	binary.BigEndian.PutUint32(data[16:], 90) // IHDR: 8 bytes of signature, 4 of length, 4 of type, then the width
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

func TestDamageBehindTheHeaderIsFoundWhereThatIsAskedFor(t *testing.T) {
	t.Parallel()
	fsys := folder("a.md", "---\ntitle: A\nsummary: Words.\ndate: 2026-08-01\n---\n\n![A bowl](bowl.png)\n\n![A cup](cup.png)\n")
	fsys["bowl.png"] = &fstest.MapFile{Data: lying(t)}
	var whole bytes.Buffer
	if err := png.Encode(&whole, image.NewGray(image.Rect(0, 0, 50, 50))); err != nil {
		t.Fatal(err)
	}
	fsys["cup.png"] = &fstest.MapFile{Data: whole.Bytes()}
	for _, decode := range []bool{false, true} {
		_, findings := Load(fsys, Options{Now: noon(), Decode: decode})
		at := slices.IndexFunc(findings, func(f Finding) bool { return f.Code == "image-broken" })
		if (at >= 0) != decode {
			t.Errorf("decoded: %v, findings %v", decode, findings)
		}
		if at >= 0 && findings[at].Line != 7 {
			t.Errorf("the damage is said to be at line %d", findings[at].Line)
		}
	}
}
