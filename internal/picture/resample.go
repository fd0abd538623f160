package picture

import (
	"image"
	"math"
)

// tap is how much one pixel of the original gives to one of the result, beginning at first.
type tap struct {
	first   int
	weights []float32
}

// catmullRom is the cubic of Mitchell and Netravali (1988) with B = 0, C = 1/2: sharp, with hardly a halo.
func catmullRom(x float64) float64 {
	switch x = math.Abs(x); {
	case x < 1:
		return (1.5*x-2.5)*x*x + 1
	case x < 2:
		return ((-0.5*x+2.5)*x-4)*x + 2
	}
	return 0
}

// taps spreads the kernel over as many pixels as fall together, so that nothing is skipped when a picture shrinks.
func taps(from, to int) []tap {
	ratio := float64(from) / float64(to)
	wide := max(ratio, 1)
	out := make([]tap, to)
	for i := range out {
		centre := (float64(i)+0.5)*ratio - 0.5
		first, last := max(int(math.Ceil(centre-2*wide)), 0), min(int(math.Floor(centre+2*wide)), from-1)
		weights, sum := make([]float32, 0, last-first+1), 0.0
		for j := first; j <= last; j++ {
			w := catmullRom((float64(j) - centre) / wide)
			weights, sum = append(weights, float32(w)), sum+w
		}
		for j := range weights {
			weights[j] /= float32(sum)
		}
		out[i] = tap{first, weights}
	}
	return out
}

// resample makes a version of another size. Beside the result it holds only as many rows as fall together, so the
// largest original needs no second copy of itself. Of a source that is stopped the result is worth nothing.
func resample(s source, width, height int) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, width, height))
	across, down := taps(s.width, width), taps(s.height, height)
	deepest := 0
	for _, t := range down {
		deepest = max(deepest, len(t.weights))
	}
	ring := make([][]float32, deepest)
	for i := range ring {
		ring[i] = make([]float32, 4*width)
	}
	full, mixed, next := make([]float32, 4*s.width), make([]float32, 4*width), 0
	for y, t := range down {
		select {
		case <-s.stop:
			return out
		default:
		}
		for ; next < t.first+len(t.weights); next++ {
			s.read(next, full)
			shrinkRow(ring[next%deepest], full, across)
		}
		clear(mixed)
		for i, w := range t.weights {
			for x, v := range ring[(t.first+i)%deepest] {
				mixed[x] += w * v
			}
		}
		writeRow(out.Pix[y*out.Stride:], mixed, s.opaque)
	}
	return out
}

func shrinkRow(to, from []float32, across []tap) {
	for x, t := range across {
		var r, g, b, a float32
		px := from[4*t.first:]
		for i, w := range t.weights {
			p := px[4*i : 4*i+4]
			r, g, b, a = r+w*p[0], g+w*p[1], b+w*p[2], a+w*p[3]
		}
		to[4*x], to[4*x+1], to[4*x+2], to[4*x+3] = r, g, b, a
	}
}

func writeRow(pix []uint8, row []float32, opaque bool) {
	table := levels()
	for x := 0; x < len(row); x += 4 {
		a := min(max(row[x+3], 0), 1)
		if opaque {
			a = 1
		}
		alpha := uint8(a*255 + 0.5)
		if alpha == 0 {
			continue // transparent black
		}
		for i := range 3 {
			v := min(max(row[x+i]/a, 0), 1)
			pix[x+i] = table[int(v*lightSteps+0.5)]
		}
		pix[x+3] = alpha
	}
}

// turn brings a picture the way up that its orientation asks for.
func turn(img *image.NRGBA, orientation int) *image.NRGBA {
	if orientation < 2 || orientation > 8 {
		return img
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	if orientation > 4 {
		out = image.NewNRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			toX, toY := turned(x, y, w-1, h-1, orientation)
			copy(out.Pix[out.PixOffset(toX, toY):][:4], img.Pix[img.PixOffset(x, y):][:4])
		}
	}
	return out
}

// turned says where a pixel of the stored picture is shown; right and bottom are the last column and row.
func turned(x, y, right, bottom, orientation int) (int, int) {
	switch orientation {
	case 2:
		return right - x, y
	case 3:
		return right - x, bottom - y
	case 4:
		return x, bottom - y
	case 5:
		return y, x
	case 6:
		return bottom - y, x
	case 7:
		return bottom - y, right - x
	case 8:
		return y, right - x
	}
	return x, y
}
