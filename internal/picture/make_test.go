package picture

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"math"
	"slices"
	"testing"
)

func TestEveryWayUp(t *testing.T) {
	// Clockwise from the upper left, by EXIF orientation of a stored red, green, blue, white.
	shown := []string{"", "RGBW", "GRWB", "BWRG", "WBGR", "RWBG", "WRGB", "BGRW", "GBWR"}
	for orientation := 1; orientation <= 8; orientation++ {
		set, files, err := Make(t.Context(), tattle(asJPEG(t, corners(60, 40)), orientation))
		check(t, err)
		want := image.Pt(60, 40)
		if orientation > 4 {
			want = image.Pt(40, 60)
		}
		if got := image.Pt(set.Width, set.Height); got != want {
			t.Errorf("orientation %d: size %v, want %v", orientation, got, want)
		}
		for name, data := range files {
			if bytes.Contains(data, []byte("SECRET")) || bytes.Contains(data, []byte("Exif")) {
				t.Errorf("orientation %d: %s tells", orientation, name)
			}
			img := decode(t, data)
			if img.Bounds().Size() != want {
				t.Errorf("orientation %d: %s is %v", orientation, name, img.Bounds().Size())
			}
			w, h := want.X, want.Y
			got := ""
			for _, p := range []image.Point{{w / 4, h / 4}, {3 * w / 4, h / 4}, {3 * w / 4, 3 * h / 4}, {w / 4, 3 * h / 4}} {
				got += nameOf(img.At(p.X, p.Y))
			}
			if got != shown[orientation] {
				t.Errorf("orientation %d: %s shows %s, want %s", orientation, name, got, shown[orientation])
			}
		}
	}
}

func nameOf(c color.Color) string {
	r, g, b, _ := c.RGBA()
	switch high := uint32(0x7fff); {
	case r > high && g > high && b > high:
		return "W"
	case r > high:
		return "R"
	case g > high:
		return "G"
	}
	return "B"
}

func TestVersions(t *testing.T) {
	set, files, err := Make(t.Context(), asJPEG(t, scene(1300, 800)))
	check(t, err)
	if set.Width != 1300 || set.Height != 800 {
		t.Errorf("size %dx%d", set.Width, set.Height)
	}
	for _, row := range []struct {
		kind string
		list []Version
	}{{"webp", set.Modern}, {"jpeg", set.Plain}} {
		var got []int
		for _, v := range row.list {
			got = append(got, v.Width)
			img := decode(t, files[v.Name])
			if img.Bounds().Size() != image.Pt(v.Width, v.Height) || v.Type != "image/"+row.kind || v.Bytes != len(files[v.Name]) {
				t.Errorf("%+v holds %v, %d bytes", v, img.Bounds(), len(files[v.Name]))
			}
		}
		if !slices.Equal(got, []int{240, 480, 800, 1200, 1300}) {
			t.Errorf("%s: widths %v", row.kind, got)
		}
	}
	if len(files) != 10 {
		t.Errorf("%d files", len(files))
	}
	if len(set.Hint.Colours) != 12 || set.Hint.Columns != 4 {
		t.Errorf("hint %+v", set.Hint)
	}
}

func TestEveryKindOfPicture(t *testing.T) {
	deep := image.NewNRGBA64(image.Rect(0, 0, 30, 20))
	for i := range deep.Pix {
		deep.Pix[i] = uint8(i*7) | 0x40
	}
	grey := image.NewGray16(image.Rect(0, 0, 9, 300))
	lower := corners(60, 60).SubImage(image.Rect(20, 10, 60, 60))
	for name, data := range map[string][]byte{
		"one pixel": asPNG(t, corners(1, 1)), "one pixel jpeg": asJPEG(t, corners(1, 1)), "one column": asJPEG(t, scene(1, 700)),
		"one row": asPNG(t, scene(1700, 1)), "16 bits": asPNG(t, deep), "grey": asPNG(t, grey), "print colours": cmykJPEG(),
		"gif": asGIF(t, 1), "webp": asWebP(t, scene(300, 200), 70), "lossless webp": asWebP(t, corners(30, 20), 0), "part": asPNG(t, lower),
		"grey jpeg": asJPEG(t, image.NewGray(image.Rect(0, 0, 33, 17))), "progressive": progressiveJPEG(),
	} {
		t.Run(name, func(t *testing.T) {
			facts, err := Inspect(data)
			check(t, err)
			set, files, err := Make(t.Context(), data)
			check(t, err)
			last := set.Modern[len(set.Modern)-1]
			if last.Width != min(facts.Width, 1600) {
				t.Errorf("the widest has %d of %d", last.Width, facts.Width)
			}
			for _, data := range files {
				decode(t, data)
			}
		})
	}
}

func TestMovingPicturesAreLeftAlone(t *testing.T) {
	facts, err := Inspect(asGIF(t, 3))
	check(t, err)
	if !facts.Animated {
		t.Error("three frames do not move")
	}
	if _, _, err := Make(t.Context(), asGIF(t, 3)); !errors.Is(err, ErrKind) {
		t.Errorf("got %v", err)
	}
}

func TestTransparencyStays(t *testing.T) {
	img := scene(300, 200)
	for x := range 300 {
		for y := range 100 {
			img.SetNRGBA(x, y, color.NRGBA{200, 40, 40, uint8(x * 255 / 299)})
		}
	}
	set, files, err := Make(t.Context(), asPNG(t, img))
	check(t, err)
	if set.Hint.Colours != nil {
		t.Error("a hint would shine through")
	}
	for name, data := range files {
		got := decode(t, data)
		w := got.Bounds().Dx()
		for _, at := range []float64{0, .5, .99} {
			_, _, _, a := got.At(int(at*float64(w)), 10).RGBA()
			if math.Abs(float64(a)/0xffff-at) > .02 {
				t.Errorf("%s: alpha %.2f at %.2f", name, float64(a)/0xffff, at)
			}
		}
	}
	if set.Plain[0].Type != "image/png" {
		t.Errorf("the plain version is %s", set.Plain[0].Type)
	}
}

func TestLightIsMixedAsLight(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 64, 64))
	for i := 0; i < len(img.Pix); i += 4 {
		v := uint8(255 * ((i/4 + i/256) % 2))
		copy(img.Pix[i:], []uint8{v, v, v, 255})
	}
	small := resample(newSource(img, false), 8, 8)
	if got := small.NRGBAAt(4, 4).R; got < 186 || got > 190 {
		t.Errorf("black and white squares mix to %d; as light it is 188, as numbers 128", got)
	}
}

func TestSameSizeIsTheSamePicture(t *testing.T) {
	img := scene(70, 50)
	if !samePixels(resample(newSource(img, false), 70, 50), img) {
		t.Error("pixels have changed on the way")
	}
}

// The decoder hands out VP8's video range as if it were JPEG's full one: black would become grey.
func TestBrightnessOfWebPOriginals(t *testing.T) {
	img := corners(160, 160)
	_, files, err := Make(t.Context(), asWebP(t, img, 95))
	check(t, err)
	got := decode(t, files["160.jpeg"])
	for _, p := range []image.Point{{40, 40}, {120, 40}, {120, 120}, {40, 120}} {
		want := img.NRGBAAt(p.X, p.Y)
		have := color.NRGBAModel.Convert(got.At(p.X, p.Y)).(color.NRGBA)
		for i, d := range []int{int(want.R) - int(have.R), int(want.G) - int(have.G), int(want.B) - int(have.B)} {
			if d < -12 || d > 12 {
				t.Errorf("at %v channel %d is off by %d", p, i, d)
			}
		}
	}
}

func TestDrawingsStaySharp(t *testing.T) {
	img := corners(400, 300) // flat colours: lossless is smaller
	set, files, err := Make(t.Context(), asPNG(t, img))
	check(t, err)
	widest := set.Modern[len(set.Modern)-1]
	if !samePixels(decode(t, files[widest.Name]), img) {
		t.Error("a drawing with four colours has lost some")
	}
	if set.Plain[len(set.Plain)-1].Type != "image/png" {
		t.Error("PNG is smaller and sharper here")
	}
}

func TestMakingStopsWhenAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var buf bytes.Buffer
	check(t, (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&buf, scene(900, 900)))
	if _, _, err := Make(ctx, buf.Bytes()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestResamplingStopsWhenAsked(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	rows := 0
	s := source{width: 10, height: 5000, opaque: true, read: func(int, []float32) {
		if rows++; rows == 100 {
			cancel()
		}
	}}
	m := &maker{facts: Facts{Width: 10, Height: 5000, Orientation: 1}, files: map[string][]byte{}}
	if _, err := m.all(ctx, s); !errors.Is(err, context.Canceled) || rows > 200 || len(m.files) > 0 {
		t.Errorf("%v after %d rows, with %d files", err, rows, len(m.files))
	}
}

// TestNobodyWaitsForAnEncoder: one that is busy is left behind, and one that panics takes nothing with it.
func TestNobodyWaitsForAnEncoder(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	busy := make(chan struct{})
	defer close(busy)
	_, err := within(ctx, func() (int, error) {
		cancel()
		<-busy
		return 1, nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("left behind: %v", err)
	}
	if _, err := within(t.Context(), func() (int, error) { panic("no such table") }); !errors.Is(err, ErrBroken) {
		t.Errorf("panicked: %v", err)
	}
	if n, err := within(t.Context(), func() (int, error) { return 7, nil }); n != 7 || err != nil {
		t.Errorf("done: %d, %v", n, err)
	}
}
