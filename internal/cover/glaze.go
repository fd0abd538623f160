package cover

import (
	"math"
	"slices"
)

// glaze lays the second glaze, bands and specks over the body. It returns the
// colour that the body then has at its rim.
func (d *Design) glaze(r *stream, t tone, v *vessel, clip []int) colour {
	rim := t.body
	switch r.intn(5) {
	case 0, 1:
		d.over(t, v.drips(r, v.belly(r)), -60, clip)
		rim = t.over
	case 2:
		w := waver(r, 5)
		d.over(t, v.edge(v.top+v.height*r.between(.5, .66), w), Height, clip)
	case 3:
		d.over(t, v.pour(r), Height, clip)
	case 4:
		y := v.top + v.height*r.between(.2, .34)
		d.band(t, v, y, r.between(9, 15), clip)
		if r.chance(.6) {
			d.band(t, v, y+r.between(24, 30), 4, clip)
		}
	}
	d.specks(r, t, v, clip)
	return rim
}

// over paints the second glaze between an edge and the height far, with the
// thicker rim that glaze has where it stops.
func (d *Design) over(t tone, edge []point, far float64, clip []int) {
	// Beside the edge the wall may widen again, so the ends go on level.
	first, last := edge[0], edge[len(edge)-1]
	s := shape{}.move(first).smooth(edge)
	s = s.line(point{Width, last.y}).line(point{Width, far}).line(point{0, far}).line(point{0, first.y})
	n := d.share(s)
	thick := 4.
	if far > edge[0].y {
		thick = -4
	}
	d.add(layer{known: n, paint: flat(t.overEdge), alpha: .4, blur: 2, shift: point{0, thick}, clip: clip})
	d.add(layer{known: n, paint: flat(t.over), alpha: .9, clip: clip})
}

// belly is a height below the widening of the wall: glaze that ends on a
// shoulder would spread like petals.
func (v *vessel) belly(r *stream) float64 {
	y := v.top + v.height*r.between(.3, .5)
	for v.radiusAt(y+12) > v.radiusAt(y)+2 {
		y += 8
	}
	return y
}

// edge is a line around the wall at height y, lowered by drop, which takes the
// angle around the axis and gives pixels. It goes a little beyond both sides.
func (v *vessel) edge(y float64, drop func(angle float64) float64) []point {
	const steps = 10
	pts := make([]point, 0, steps+1)
	for i := range steps + 1 {
		pts = append(pts, v.onEdge(y, math.Asin(2*float64(i)/steps-1), drop))
	}
	return pts
}

func (v *vessel) onEdge(y, angle float64, drop func(float64) float64) point {
	p := v.wall().at(angle, max(y+drop(angle), v.top+2))
	p.x = v.cx + (p.x-v.cx)*1.03
	return p
}

// waver is the slight unevenness of a dipped edge, of some pixels.
func waver(r *stream, size float64) func(angle float64) float64 {
	a, b := r.between(0, 6), r.between(0, 6)
	return func(angle float64) float64 {
		return size * (math.Sin(2*angle+a) + .5*math.Sin(5*angle+b))
	}
}

// drips is an edge at height y from which some runs of glaze hang.
func (v *vessel) drips(r *stream, y float64) []point {
	type run struct{ at, long, wide float64 }
	runs := make([]run, 4+r.intn(3))
	angles := []float64{-math.Pi / 2, math.Pi / 2}
	scale := min(1, 200/v.form.radius)
	for i := range runs {
		slot := (float64(i) + r.between(.22, .78)) / float64(len(runs))
		k := run{(slot - .5) * math.Pi * .96, r.between(.045, .17) * v.height, r.between(.08, .135) * scale}
		runs[i] = k
		for _, x := range [...]float64{-1.4, -.97, -.5, .5, .97, 1.4} {
			angles = append(angles, k.at+x*k.wide)
		}
	}
	slices.Sort(angles)
	w := waver(r, 4)
	var pts []point
	for _, a := range angles {
		if math.Abs(a) > math.Pi/2 {
			continue
		}
		pts = append(pts, v.onEdge(y, a, func(a float64) float64 {
			drop := w(a)
			for _, k := range runs {
				x := (a - k.at) / k.wide
				drop += k.long * math.Exp(-x*x*x*x)
			}
			return drop
		}))
	}
	return pts
}

// pour is the edge of a glaze that was poured aslant: it climbs from one side
// of the picture to the other.
func (v *vessel) pour(r *stream) []point {
	const steps = 6
	slope := r.sign() * r.between(.14, .24) * v.height
	y := v.top + v.height*r.between(.48, .58)
	w := waver(r, 8)
	pts := make([]point, 0, steps+1)
	for i := range steps + 1 {
		u := 2*float64(i)/steps - 1
		bow := v.tilt * v.form.radius * math.Sqrt(1-u*u)
		pts = append(pts, point{v.cx + u*v.form.radius*1.05, y + slope*u + bow + w(u)})
	}
	return pts
}

// band paints a ring around the body, from height y, some pixels wide.
func (d *Design) band(t tone, v *vessel, y, wide float64, clip []int) {
	even := func(float64) float64 { return 0 }
	upper, lower := v.edge(y, even), v.edge(y+wide, even)
	slices.Reverse(lower)
	s := shape{}.move(upper[0]).smooth(upper).line(lower[0]).smooth(lower)
	d.add(layer{shape: s, paint: flat(t.over), alpha: .92, clip: clip})
}

// specks are the iron spots of stoneware.
func (d *Design) specks(r *stream, t tone, v *vessel, clip []int) {
	var pts []point
	wall := v.wall()
	for range 14 + r.intn(10) {
		pts = append(pts, wall.at(r.between(-1.3, 1.3), v.top+v.height*r.between(.06, .9)))
	}
	d.spots(r, t, pts, clip)
}

// spots paints round specks of some sizes at the points.
func (d *Design) spots(r *stream, t tone, at []point, clip []int) {
	var s shape
	for _, p := range at {
		size := []float64{1.2, 1.6, 2.2, 2.8}[r.intn(4)]
		s = s.oval(point{math.Round(p.x), math.Round(p.y)}, size, size)
	}
	d.add(layer{shape: s, paint: flat(t.overEdge), alpha: .36, clip: clip})
}
