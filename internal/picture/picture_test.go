package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"testing"
)

func TestWhatAPictureTellsIsNotServed(t *testing.T) {
	img := corners(60, 40)
	for name, sample := range map[string]struct {
		told, plain []byte
		orientation int
	}{
		"jpeg":          {tattle(asJPEG(t, img), 6), asJPEG(t, img), 6},
		"upright jpeg":  {tattle(asJPEG(t, img), 1), asJPEG(t, img), 1},
		"png":           {tattlePNG(asPNG(t, img), 3), asPNG(t, img), 3},
		"lossy webp":    {tattleWebP(t, asWebP(t, img, 80), img.Rect.Size(), 8), asWebP(t, img, 80), 8},
		"lossless webp": {tattleWebP(t, asWebP(t, img, 0), img.Rect.Size(), 1), asWebP(t, img, 0), 1},
		"gif":           {tattleGIF(asGIF(t, 1)), asGIF(t, 1), 1},
		"animated gif":  {tattleGIF(asGIF(t, 3)), asGIF(t, 3), 1},
	} {
		t.Run(name, func(t *testing.T) {
			if !bytes.Contains(sample.told, []byte(secret)) {
				t.Fatal("the sample tells nothing")
			}
			before, err := Inspect(sample.told)
			check(t, err)
			clean, err := Clean(sample.told)
			check(t, err)
			if bytes.Contains(clean, []byte("SECRET")) {
				t.Error("the picture still tells")
			}
			after, err := Inspect(clean)
			check(t, err)
			if before != after {
				t.Errorf("cleaning changed the picture: %+v, then %+v", before, after)
			}
			if after.Orientation != sample.orientation {
				t.Errorf("orientation %d, want %d", after.Orientation, sample.orientation)
			}
			if !samePixels(decode(t, clean), decode(t, sample.plain)) {
				t.Error("other pixels")
			}
			again, err := Clean(clean)
			check(t, err)
			if !bytes.Equal(clean, again) {
				t.Error("cleaning twice is not cleaning once")
			}
		})
	}
}

func decode(t testing.TB, data []byte) image.Image {
	t.Helper()
	img, _, err := image.Decode(bytes.NewReader(data))
	check(t, err)
	return img
}

func samePixels(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			if color.NRGBA64Model.Convert(a.At(x, y)) != color.NRGBA64Model.Convert(b.At(x, y)) {
				return false
			}
		}
	}
	return true
}

func TestColourProfileStays(t *testing.T) {
	icc := profileOf("Display P3", 548)
	data := asJPEG(t, corners(20, 20))
	with := append(append(append([]byte{}, data[:2]...), segment(markerAPP2, []byte(iccHeader), []byte{1, 1}, icc)...), data[2:]...)
	clean, err := Clean(with)
	check(t, err)
	if _, f, err := open(clean); err != nil || !bytes.Equal(f.profile(), icc) {
		t.Errorf("the profile is gone: %v", err)
	}
	_, files, err := Make(t.Context(), with)
	check(t, err)
	for name, version := range files {
		_, f, err := open(version)
		check(t, err)
		if !bytes.Equal(f.profile(), icc) {
			t.Errorf("%s has lost the profile", name)
		}
		if decode(t, version).Bounds().Dx() != 20 {
			t.Errorf("%s has another width", name)
		}
	}
	if usable(profileOf("sRGB IEC61966-2.1", 548)) != nil {
		t.Error("a profile that says what everybody assumes is carried along")
	}
}

// profileOf is the header of an ICC profile for RGB, with a name in it.
func profileOf(name string, size int) []byte {
	icc := make([]byte, size)
	copy(icc[16:], "RGB XYZ ")
	copy(icc[36:], "acsp")
	copy(icc[140:], name)
	return icc
}

func TestProfileInPNGVersions(t *testing.T) {
	icc := profileOf("Display P3", 400)
	img := corners(8, 8)
	img.SetNRGBA(0, 0, color.NRGBA{})
	_, files, err := Make(t.Context(), withPNGProfile(asPNG(t, img), icc))
	check(t, err)
	for name, data := range files {
		_, f, err := open(data)
		check(t, err)
		if !bytes.Equal(f.profile(), icc) {
			t.Errorf("%s has lost the profile", name)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	wide := asPNG(t, corners(10, 10))
	binary.BigEndian.PutUint32(wide[16:], MaxSide+1)
	wide = append(append([]byte(pngSignature), pngChunk("IHDR", wide[16:29])...), wide[33:]...)
	bomb := asPNG(t, corners(10, 10))
	binary.BigEndian.PutUint32(bomb[16:], 1<<30)
	bomb = append(append([]byte(pngSignature), pngChunk("IHDR", bomb[16:29])...), bomb[33:]...)
	high := asJPEG(t, image.NewGray(image.Rect(0, 0, 8, 8)))
	frame := bytes.Index(high, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint16(high[frame+5:], MaxSide+1)
	twelveBits := asJPEG(t, image.NewGray(image.Rect(0, 0, 8, 8)))
	twelveBits[bytes.Index(twelveBits, []byte{0xff, 0xc0})+4] = 12
	cut := func(data []byte) []byte { return data[:len(data)*6/10] }
	img := scene(50, 50)
	for name, sample := range map[string]struct {
		data []byte
		want error
	}{
		"empty":            {nil, ErrBroken},
		"blank":            {[]byte("\n\n"), ErrBroken},
		"text":             {[]byte("not a picture at all"), ErrKind},
		"svg":              {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), ErrKind},
		"wide png":         {wide, ErrTooLarge},
		"bomb":             {bomb, ErrTooLarge},
		"high jpeg":        {high, ErrTooLarge},
		"12 bits":          {twelveBits, ErrCoding},
		"cut jpeg":         {cut(asJPEG(t, img)), ErrBroken},
		"cut png":          {cut(asPNG(t, img)), ErrBroken},
		"cut gif":          {cut(asGIF(t, 1)), ErrBroken},
		"cut webp":         {cut(asWebP(t, img, 80)), ErrBroken},
		"only a beginning": {[]byte("\xff\xd8\xff\xe0"), ErrBroken},
		"too heavy":        {make([]byte, MaxBytes+1), ErrTooHeavy},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Inspect(sample.data); !errors.Is(err, sample.want) {
				t.Errorf("Inspect: %v, want %v", err, sample.want)
			}
			if _, err := Clean(sample.data); !errors.Is(err, sample.want) {
				t.Errorf("Clean: %v, want %v", err, sample.want)
			}
			if _, _, err := Make(t.Context(), sample.data); !errors.Is(err, sample.want) {
				t.Errorf("Make: %v, want %v", err, sample.want)
			}
		})
	}
}

func TestDamageInsideIsNoCrash(t *testing.T) {
	data := asPNG(t, scene(80, 80))
	data[len(data)/2] ^= 0xff
	if _, err := Inspect(data); err != nil {
		t.Fatalf("the header is whole: %v", err)
	}
	if _, _, err := Make(t.Context(), data); !errors.Is(err, ErrBroken) {
		t.Errorf("got %v, want ErrBroken", err)
	}
}

func TestKeyFollowsContent(t *testing.T) {
	a, b := Key([32]byte{1}), Key([32]byte{2})
	if a == b || !ours.MatchString(a) || a != Key([32]byte{1}) {
		t.Errorf("keys %q and %q", a, b)
	}
}

// FuzzClean holds that no bytes crash, and that what is served of them is the same picture.
func FuzzClean(f *testing.F) {
	img := corners(12, 8)
	for _, seed := range [][]byte{
		tattle(asJPEG(f, img), 6), tattlePNG(asPNG(f, img), 3), tattleWebP(f, asWebP(f, img, 80), img.Rect.Size(), 8), tattleGIF(asGIF(f, 2)), cmykJPEG(),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		before, err := Inspect(data)
		if err != nil {
			return
		}
		clean, err := Clean(data)
		if err != nil {
			t.Fatalf("inspected, but not cleaned: %v", err)
		}
		if after, err := Inspect(clean); err != nil || after != before {
			t.Fatalf("%+v became %+v (%v)", before, after, err)
		}
	})
}
