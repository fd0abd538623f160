package picture

import (
	"flag"
	"fmt"
	"image"
	"math"
	"os"
	"testing"
)

var photo = flag.String("photo", "", "a photograph to measure with, instead of a painted one")

// BenchmarkVersions measures time, size and likeness of one width in each format, against the resampled original.
//
//	go test -run '^$' -bench Versions ./internal/picture -args -photo FILE
func BenchmarkVersions(b *testing.B) {
	var img image.Image = scene(2400, 1600)
	if *photo != "" {
		f, err := os.Open(*photo)
		check(b, err)
		defer f.Close()
		img, _, err = image.Decode(f)
		check(b, err)
	}
	original := newSource(img, false)
	for _, width := range []int{640, 1024, 1600} {
		small := resample(original, width, original.height*width/original.width)
		for _, kind := range []struct {
			name   string
			encode func() ([]byte, error)
		}{
			{"jpeg", func() ([]byte, error) { return encodeJPEG(small, nil) }},
			{"webp", func() ([]byte, error) { return encodeWebP(small, webpQuality, nil) }},
		} {
			b.Run(fmt.Sprintf("%s-%d", kind.name, width), func(b *testing.B) {
				var data []byte
				for b.Loop() {
					var err error
					data, err = kind.encode()
					check(b, err)
				}
				likeness(b, small, data, kind.name == "webp")
			})
		}
		b.Run(fmt.Sprintf("resample-%d", width), func(b *testing.B) {
			for b.Loop() {
				resample(original, width, original.height*width/original.width)
			}
		})
	}
}

// BenchmarkLargest makes the versions of the largest photograph that is taken.
func BenchmarkLargest(b *testing.B) {
	data := asJPEG(b, scene(MaxSide, MaxSide))
	b.ReportAllocs()
	for b.Loop() {
		_, _, err := Make(b.Context(), data)
		check(b, err)
	}
}

func BenchmarkClean(b *testing.B) {
	data := tattle(asJPEG(b, scene(4000, 3000)), 6)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		_, err := Clean(data)
		check(b, err)
	}
}

// likeness reports size, peak signal to noise, and structural similarity (Wang and others 2004, 8 by 8) of brightness.
func likeness(b *testing.B, want *image.NRGBA, data []byte, video bool) {
	b.Helper()
	size := want.Rect.Size()
	got := resample(newSource(decode(b, data), video), size.X, size.Y)
	x, y := brightness(want), brightness(got)
	square := 0.0
	for i := range x {
		square += (x[i] - y[i]) * (x[i] - y[i])
	}
	b.ReportMetric(float64(len(data)), "bytes")
	b.ReportMetric(10*math.Log10(255*255*float64(len(x))/square), "dB")
	b.ReportMetric(similarity(x, y, size.X, size.Y), "SSIM")
}

func brightness(img *image.NRGBA) []float64 {
	out := make([]float64, 0, len(img.Pix)/4)
	for i := 0; i < len(img.Pix); i += 4 {
		out = append(out, .299*float64(img.Pix[i])+.587*float64(img.Pix[i+1])+.114*float64(img.Pix[i+2]))
	}
	return out
}

func similarity(x, y []float64, w, h int) float64 {
	const side, c1, c2 = 8, 6.5025, 58.5225
	sum, n := 0.0, 0.0
	for top := 0; top+side <= h; top += side / 2 {
		for left := 0; left+side <= w; left += side / 2 {
			var sx, sy, sxx, syy, sxy float64
			for j := range side {
				for i := range side {
					p, q := x[(top+j)*w+left+i], y[(top+j)*w+left+i]
					sx, sy, sxx, syy, sxy = sx+p, sy+q, sxx+p*p, syy+q*q, sxy+p*q
				}
			}
			const a = side * side
			mx, my := sx/a, sy/a
			vx, vy, cov := sxx/a-mx*mx, syy/a-my*my, sxy/a-mx*my
			sum += (2*mx*my + c1) * (2*cov + c2) / ((mx*mx + my*my + c1) * (vx + vy + c2))
			n++
		}
	}
	return sum / n
}
