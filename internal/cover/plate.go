package cover

import "math"

// plate stands upright on a low stand and shows its face: a disc with a flat
// rim around a shallow well.
type plate struct {
	cx, cy, radius, well float64
}

func newPlate(r *stream, cx float64) plate {
	radius := r.between(204, 222)
	return plate{cx: cx, cy: 318, radius: radius, well: radius * r.between(.64, .74)}
}

// bottom is where the stand stands.
func (p plate) bottom() float64 { return p.cy + p.radius + 14 }

func (p plate) inside(q point) bool {
	return within(q.x-p.cx, q.y-p.cy, p.radius, p.radius)
}

// face is the plate's front as a wall for cracks: flat, u and v in pixels.
func (p plate) face() surface {
	return surface{
		at:      func(u, v float64) point { return point{u, v} },
		breadth: func(float64) float64 { return 1 },
		narrow:  func(float64) float64 { return 1 },
		inside:  p.inside,
		rim:     math.Inf(-1),
	}
}

// plate paints the plate on its stand, with its shadow.
func (d *Design) plate(r *stream, c colours, p plate) {
	d.shadow(c, p.cx, p.bottom(), p.radius*.5, p.radius*.8, 8)
	t := tones(c)[r.intn(4)]
	k := p.radius
	wood := linear(0, p.bottom()-60, 0, p.bottom(), stop{0, mix(c.dark, c.ink, .3)}, stop{1, c.ink})
	d.add(layer{shape: rectangle(p.cx-k*.42, p.bottom()-13, p.cx+k*.42, p.bottom()), paint: wood})

	disc := d.share(ellipse(p.cx, p.cy, k, k))
	well := d.share(ellipse(p.cx, p.cy, p.well, p.well))
	clip := []int{disc}
	// The wall is near enough to take a shadow.
	d.add(layer{known: disc, paint: flat(c.ink), alpha: .26, blur: 18, shift: point{16, 16}})
	d.add(layer{known: disc, paint: linear(p.cx-k*.7, p.cy-k*.7, p.cx+k*.7, p.cy+k*.7,
		stop{0, mix(t.lit, t.body, .45)}, stop{.45, t.body}, stop{1, mix(t.body, t.shade, .7)})})
	if r.chance(.5) {
		d.add(layer{known: well, paint: flat(t.over), alpha: .9})
	} else {
		for _, at := range [2]float64{.93, .9} {
			d.add(layer{shape: ring(p.cx, p.cy, k*at, k*at-r.between(2, 7)), paint: flat(t.over), alpha: .85})
		}
	}
	// The well falls away from the light on its near side and catches it on
	// its far side.
	inner := []int{well}
	d.add(layer{shape: ring(p.cx+14, p.cy+16, p.well*1.3, p.well*1.02), paint: flat(c.ink), alpha: .5, blur: 14, clip: inner})
	d.add(layer{shape: ring(p.cx-9, p.cy-10, p.well*1.3, p.well), paint: flat(white), alpha: .32, blur: 7, clip: inner})
	var at []point
	for range 14 + r.intn(10) {
		a, far := r.between(0, 2*math.Pi), k*math.Sqrt(r.unit())*.95
		at = append(at, point{p.cx + far*math.Cos(a), p.cy + far*math.Sin(a)})
	}
	d.spots(r, t, at, clip)
	// The edge is rounded: bright above, dark below.
	d.add(layer{shape: ring(p.cx+4, p.cy+5, k-2, k-9), paint: flat(white), alpha: .5, blur: 2, clip: clip})
	d.add(layer{shape: ring(p.cx-2, p.cy-3, k*1.1, k-1), paint: flat(c.ink), alpha: .5, blur: 4, clip: clip})

	f := &fracture{surface: p.face(), r: r}
	a := r.between(0, 2*math.Pi)
	f.shatter(p.cx+k*.34*math.Cos(a), p.cy+k*.34*math.Sin(a), r.between(7.6, 9.2))
	var gap [][]point
	if len(f.cracks) > 1 && r.chance(.4) {
		if s := f.shard(f.cracks[0], f.cracks[1], r.between(32, 56)); s != nil {
			gap = append(gap, s)
		}
	}
	d.mend(c, f, gap, p.cx-k, p.cy-k, p.cx+k, p.cy+k, clip)
	// Two pegs hold the plate's lower edge.
	for _, side := range [2]float64{-1, 1} {
		x := p.cx + side*k*.3
		d.add(layer{shape: polygon([]point{{x - 6, p.bottom() - 40}, {x + 6, p.bottom() - 40}, {x + 7, p.bottom()}, {x - 7, p.bottom()}}), paint: wood})
	}
}

// ring is what lies between two circles; the inner one turns the other way.
func ring(cx, cy, outer, inner float64) shape {
	const n = 4
	s := ellipse(cx, cy, outer, outer)
	s = s.move(point{cx + inner, cy})
	for i := range n {
		a, b := -float64(i)*math.Pi/2, -float64(i+1)*math.Pi/2
		p := point{cx + inner*math.Cos(a), cy + inner*math.Sin(a)}
		q := point{cx + inner*math.Cos(b), cy + inner*math.Sin(b)}
		s = s.cubic(
			p.add(point{math.Sin(a), -math.Cos(a)}.times(inner*quarter)),
			q.add(point{-math.Sin(b), math.Cos(b)}.times(inner*quarter)), q)
	}
	return s
}
