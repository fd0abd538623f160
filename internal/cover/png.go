package cover

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"

	"golang.org/x/image/vector"
)

// PNG writes the same picture as [Design.SVG] as an opaque image of [Width] by
// [Height] pixels, for link previews, whose readers take no SVG. It returns the
// writer's error.
func (d Design) PNG(w io.Writer) error {
	c := canvas{
		img:    image.NewRGBA(image.Rect(0, 0, Width, Height)),
		raster: vector.NewRasterizer(1, 1),
		clips:  map[string]*image.Alpha{},
		d:      d,
	}
	draw.Draw(c.img, c.img.Rect, image.White, image.Point{}, draw.Src)
	for _, l := range d.layers {
		c.layer(l)
	}
	return png.Encode(w, c.img)
}

// canvas is a picture that layers are put on one by one.
type canvas struct {
	img    *image.RGBA
	raster *vector.Rasterizer
	// clips are the unions of shared shapes that clip, by their numbers.
	clips map[string]*image.Alpha
	d     Design
}

func (c *canvas) layer(l layer) {
	clip := c.union(l.clip)
	within := c.img.Rect
	if clip != nil {
		within = clip.Rect
	}
	mask := c.coverage(c.d.shapeOf(l), l.shift, within, int(math.Ceil(3*l.blur)))
	if mask == nil {
		return
	}
	if l.blur > 0 {
		blur(mask, l.blur)
	}
	colourAt := l.paint.sampler()
	alpha := uint32(l.alpha*256 + .5)
	seen := mask.Rect.Intersect(within)
	for y := seen.Min.Y; y < seen.Max.Y; y++ {
		row := mask.Pix[mask.PixOffset(seen.Min.X, y):][:seen.Dx()]
		to := c.img.Pix[c.img.PixOffset(seen.Min.X, y):][:4*seen.Dx()]
		var cut []uint8
		if clip != nil {
			cut = clip.Pix[clip.PixOffset(seen.Min.X, y):][:seen.Dx()]
		}
		for i, covered := range row {
			if covered == 0 {
				continue
			}
			a := uint32(covered)
			if cut != nil {
				a = a * uint32(cut[i]) / 255
			}
			a *= alpha // 0..255*256
			if a == 0 {
				continue
			}
			k := colourAt(seen.Min.X+i, y)
			p := to[4*i : 4*i+3 : 4*i+3]
			over(&p[0], uint32(k>>16), a)
			over(&p[1], uint32(k>>8&0xFF), a)
			over(&p[2], uint32(k&0xFF), a)
		}
	}
}

// union is how much of each pixel the shared shapes cover together, or nil for
// no shapes. Layers name the same few unions again and again.
func (c *canvas) union(shapes []int) *image.Alpha {
	if len(shapes) == 0 {
		return nil
	}
	key := fmt.Sprint(shapes)
	if m, ok := c.clips[key]; ok {
		return m
	}
	var whole image.Rectangle
	var parts []*image.Alpha
	for _, n := range shapes {
		if m := c.coverage(c.d.defs[n-1], point{}, c.img.Rect, 0); m != nil {
			parts = append(parts, m)
			whole = whole.Union(m.Rect)
		}
	}
	u := image.NewAlpha(whole)
	for _, m := range parts {
		for y := m.Rect.Min.Y; y < m.Rect.Max.Y; y++ {
			to := u.Pix[u.PixOffset(m.Rect.Min.X, y):]
			for i, v := range m.Pix[m.PixOffset(m.Rect.Min.X, y):][:m.Rect.Dx()] {
				to[i] = max(to[i], v)
			}
		}
	}
	c.clips[key] = u
	return u
}

// over puts v over p at opacity a of 255*256, rounded.
func over(p *uint8, v, a uint32) {
	const whole = 255 * 256
	*p = uint8((uint32(*p)*(whole-a) + v*a + whole/2) / whole)
}

// coverage fills a shape and returns how much of each pixel it covers, for its
// bounds and a margin around them. It is nil if nothing is near the rectangle
// within which it will be seen.
func (c *canvas) coverage(s shape, shift point, within image.Rectangle, margin int) *image.Alpha {
	lo, hi := s.bounds()
	lo, hi = lo.add(shift), hi.add(shift)
	r := image.Rect(int(math.Floor(lo.x)), int(math.Floor(lo.y)), int(math.Ceil(hi.x)), int(math.Ceil(hi.y))).Inset(-margin)
	// What is farther outside cannot bleed into sight.
	r = r.Intersect(within.Inset(-margin))
	if r.Empty() {
		return nil
	}
	c.raster.Reset(r.Dx(), r.Dy())
	c.raster.DrawOp = draw.Src
	origin := shift.sub(point{float64(r.Min.X), float64(r.Min.Y)})
	at := func(p point) (x, y float32) {
		tx, ty := tenths(p)
		return float32(float64(tx)/10 + origin.x), float32(float64(ty)/10 + origin.y)
	}
	for _, g := range s.flattened() {
		x, y := at(g.p[0])
		switch g.verb {
		case moveTo:
			c.raster.ClosePath()
			c.raster.MoveTo(x, y)
		case lineTo:
			c.raster.LineTo(x, y)
		case cubicTo:
			bx, by := at(g.p[1])
			ex, ey := at(g.p[2])
			c.raster.CubeTo(x, y, bx, by, ex, ey)
		}
	}
	c.raster.ClosePath()
	mask := image.NewAlpha(r)
	c.raster.Draw(mask, r, image.NewUniform(color.Opaque), image.Point{})
	return mask
}

// flattened replaces whole ellipses by curves.
func (s shape) flattened() shape {
	out := make(shape, 0, len(s))
	for _, g := range s {
		if g.verb != oval {
			out = append(out, g)
			continue
		}
		p, r := g.p[0], g.p[1]
		k := point{r.x * quarter, r.y * quarter}
		out = out.move(point{p.x - r.x, p.y}).
			cubic(point{p.x - r.x, p.y - k.y}, point{p.x - k.x, p.y - r.y}, point{p.x, p.y - r.y}).
			cubic(point{p.x + k.x, p.y - r.y}, point{p.x + r.x, p.y - k.y}, point{p.x + r.x, p.y}).
			cubic(point{p.x + r.x, p.y + k.y}, point{p.x + k.x, p.y + r.y}, point{p.x, p.y + r.y}).
			cubic(point{p.x - k.x, p.y + r.y}, point{p.x - r.x, p.y + k.y}, point{p.x - r.x, p.y})
	}
	return out
}

// bounds encloses the shape, controls included.
func (s shape) bounds() (lo, hi point) {
	lo, hi = point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, g := range s.flattened() {
		n := 1
		if g.verb == cubicTo {
			n = 3
		}
		for _, p := range g.p[:n] {
			lo = point{min(lo.x, p.x), min(lo.y, p.y)}
			hi = point{max(hi.x, p.x), max(hi.y, p.y)}
		}
	}
	return lo, hi
}

// sampler returns the paint's colour at a pixel.
func (p paint) sampler() func(x, y int) colour {
	if p.stops == nil {
		return func(int, int) colour { return p.c }
	}
	const n = 1024
	var table [n + 1]colour
	for i := range table {
		table[i] = p.at(float64(i) / n)
	}
	if p.r > 0 {
		return func(x, y int) colour {
			dx, dy := float64(x)+.5-p.x1, float64(y)+.5-p.y1
			return table[int(min(math.Sqrt(dx*dx+dy*dy)/p.r, 1)*n)]
		}
	}
	dx, dy := p.x2-p.x1, p.y2-p.y1
	k := n / (dx*dx + dy*dy)
	return func(x, y int) colour {
		t := ((float64(x)+.5-p.x1)*dx + (float64(y)+.5-p.y1)*dy) * k
		return table[int(max(0, min(t, n)))]
	}
}

// at is the gradient's colour at offset t, 0..1.
func (p paint) at(t float64) colour {
	before := p.stops[0]
	for _, s := range p.stops {
		if t <= s.at {
			if s.at == before.at {
				return s.c
			}
			return mix(before.c, s.c, (t-before.at)/(s.at-before.at))
		}
		before = s
	}
	return before.c
}

// blur approximates a Gaussian blur by three box blurs in a row, as SVG's own
// definition of the filter allows.
func blur(m *image.Alpha, deviation float64) {
	size := int(deviation*3*math.Sqrt(2*math.Pi)/4 + .5)
	if size < 2 {
		return
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	spare := image.NewAlpha(m.Rect)
	for pass := range 3 {
		// An even box has no middle pixel: two passes lean to either side and
		// the third is one pixel wider.
		before, n := size/2, size
		if size%2 == 0 {
			switch pass {
			case 1:
				before--
			case 2:
				n++
			}
		}
		across(spare.Pix, m.Pix, w, h, before, n)
		down(m.Pix, spare.Pix, w, h, before, n)
	}
}

// mean divides a sum of n bytes by n, rounded, without the cost of a division.
func mean(n int) func(sum uint32) uint8 {
	factor := uint64(1<<32)/uint64(n) + 1
	half := uint32(n / 2)
	return func(sum uint32) uint8 { return uint8(uint64(sum+half) * factor >> 32) }
}

// across averages n neighbours in each row, beginning before each pixel.
func across(dst, src []uint8, w, h, before, n int) {
	share := mean(n)
	for y := range h {
		from, to := src[y*w:(y+1)*w], dst[y*w:(y+1)*w]
		sum := uint32(0)
		for _, v := range from[:min(n-before, w)] {
			sum += uint32(v)
		}
		for x := range to {
			to[x] = share(sum)
			if next := x + n - before; next < w {
				sum += uint32(from[next])
			}
			if gone := x - before; gone >= 0 {
				sum -= uint32(from[gone])
			}
		}
	}
}

// down averages n neighbours in each column, beginning before each pixel. It
// goes row by row with a sum for every column, as memory lies.
func down(dst, src []uint8, w, h, before, n int) {
	share := mean(n)
	sums := make([]uint32, w)
	for y := range min(n-before, h) {
		for x, v := range src[y*w : (y+1)*w] {
			sums[x] += uint32(v)
		}
	}
	for y := range h {
		to := dst[y*w : (y+1)*w]
		for x, sum := range sums {
			to[x] = share(sum)
		}
		if next := y + n - before; next < h {
			for x, v := range src[next*w : (next+1)*w] {
				sums[x] += uint32(v)
			}
		}
		if gone := y - before; gone >= 0 {
			for x, v := range src[gone*w : (gone+1)*w] {
				sums[x] -= uint32(v)
			}
		}
	}
}
