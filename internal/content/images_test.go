package content

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"strings"
	"testing"

	"mendwell/internal/picture"
)

// snapshot is a photograph as a phone leaves it: lying on its side, with the place where it was taken.
func snapshot(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)), nil); err != nil {
		t.Fatal(err)
	}
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00 52.5200N 13.4050E"
	head := binary.BigEndian.AppendUint16([]byte("\xff\xd8\xff\xe1"), uint16(len(exif)+2))
	return append(append(head, exif...), b.Bytes()[2:]...)
}

func TestPhotographsTellNoPlace(t *testing.T) {
	t.Parallel()
	fsys := folder("a.md", fmt.Sprintf(article, "A", "2026-08-01", "image: photo.jpg\nimage_alt: A bench", "Text.\n"))
	fsys["photo.jpg"] = painted(t, 1, 1)
	fsys["photo.jpg"].Data = snapshot(t, 64, 48)
	lib, findings := Load(fsys, Options{Now: noon()})
	a, _ := lib.Article("en", "a")
	if a == nil || a.Image == nil || a.Image.Width != 48 || a.Image.Height != 64 {
		t.Fatalf("the page has room for %+v (%v)", a, findings)
	}
	path := strings.TrimPrefix(a.Image.Src, "/media/")
	data, kind, ok := lib.Image(path)
	if !ok || kind != "image/jpeg" || bytes.Contains(data, []byte("52.52")) {
		t.Errorf("served: %t, %s, place %t", ok, kind, bytes.Contains(data, []byte("52.52")))
	}
	if facts, err := picture.Inspect(data); err != nil || facts.Orientation != 6 {
		t.Errorf("which way up it goes is lost: %+v, %v", facts, err)
	}
	fsys["photo.jpg"].Data = snapshot(t, 32, 32)
	if _, _, ok := lib.Image(path); ok {
		t.Error("another picture is served at the address of the first")
	}
}

func TestWhatIsWrongWithPictures(t *testing.T) {
	t.Parallel()
	huge := painted(t, 10, 10).Data
	binary.BigEndian.PutUint32(huge[16:], 30000)
	huge = append(huge[:29:29], append([]byte{0, 0, 0, 0}, huge[33:]...)...)
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	whole := snapshot(t, 40, 40)
	for name, sample := range map[string]struct {
		file, code string
		data       []byte
	}{
		"empty":      {"a.jpg", "image-broken", nil},
		"cut off":    {"a.jpg", "image-broken", whole[:len(whole)*2/3]},
		"no picture": {"a.png", "image-broken", []byte("<html>not found</html>")},
		"huge":       {"a.png", "image-too-large", huge},
		"heavy":      {"a.jpg", "image-too-large", make([]byte, picture.MaxBytes+1)},
		"drawing":    {"a.svg", "image-type", []byte("<svg/>")},
		"other kind": {"a.heic", "image-type", []byte("ftypheic")},
		"modern":     {"a.avif", "image-type", []byte("ftypavif")},
		"wrong name": {"a.png", "image-name", whole},
	} {
		t.Run(name, func(t *testing.T) {
			fsys := folder("a.md", fmt.Sprintf(article, "A", "2026-08-01", "", "![A bench]("+sample.file+")\n"), sample.file, string(sample.data))
			lib, findings := Load(fsys, Options{Now: noon()})
			if _, ok := lib.Article("en", "a"); !ok {
				t.Fatal("a picture takes its article away")
			}
			for _, f := range findings {
				if f.Code != sample.code {
					continue
				}
				if f.Path != "a.md" || f.Line == 0 || f.Suggestion == "" {
					t.Errorf("it does not say where, or what to do: %+v", f)
				}
				return
			}
			t.Errorf("no %s in %v", sample.code, findings)
		})
	}
}

// TestPicturesWithOddNames: what Markdown needs a backslash or a reference for is no part of the name.
func TestPicturesWithOddNames(t *testing.T) {
	t.Parallel()
	fsys := folder("a.md", fmt.Sprintf(article, "A", "2026-08-01", "", "![Two](<sp ace&\\<b\\>.png>)\n\n![And](a\\_b&amp;c.png)\n"))
	fsys["sp ace&<b>.png"], fsys["a_b&c.png"] = painted(t, 3, 3), painted(t, 4, 4)
	lib, findings := Load(fsys, Options{Now: noon()})
	for _, f := range findings {
		if f.Code == "missing-image" {
			t.Error(f)
		}
	}
	a, _ := lib.Article("en", "a")
	doc, err := a.Document()
	if err != nil || strings.Count(string(doc.Parts[0].HTML), "<img") != 2 {
		t.Errorf("%v %v", doc.Parts, err)
	}
}

// TestPhonesPictures: a photograph in a format of phones comes with what to do.
func TestPhonesPictures(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"a.heic", "a.HEIF", "a.avif"} {
		if p := problemOf(picture.ErrKind, file); !strings.Contains(p.suggestion, "as JPEG, at most 3,200 pixels wide") {
			t.Errorf("%s: %q", file, p.suggestion)
		}
	}
}
