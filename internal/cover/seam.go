package cover

import "math"

// ribbon widens a crack to the polygon that the gold fills, or to a share of its
// width, moved by shift in units of that width. No point of it lies outside the
// wall: where the crack runs off, both sides are cut at the edge.
func (f *fracture) ribbon(c crack, share float64, shift point) []point {
	n := len(c.pts)
	left, right := make([]point, 0, 2*n), make([]point, 0, n)
	whole, gone := length(c.pts), 0.
	for i, p := range c.pts {
		if i > 0 {
			gone += c.pts[i-1].to(p)
		}
		t := gone / whole
		// Lacquer pools where a seam leaves another one.
		w := (c.from + (c.to-c.from)*t) * (1 + .5*math.Exp(-gone/9)) * f.narrow(c.uv[i].u)
		along := c.pts[min(i+1, n-1)].sub(c.pts[max(i-1, 0)]).unit()
		half := point{-along.y, along.x}.times(w / 2 * share)
		mid := p.add(shift.times(w))
		a, b := mid.add(half), mid.sub(half)
		if c.off && i == n-1 {
			// The edge lies in this last step.
			left = append(left, f.cut(left[i-1], a))
			right = append(right, f.cut(right[i-1], b))
			break
		}
		left, right = append(left, f.cut(p, a)), append(right, f.cut(p, b))
	}
	for i := len(right) - 1; i >= 0; i-- {
		left = append(left, right[i])
	}
	return clockwise(left)
}

// cut goes from a point on the wall towards another one, as far as the wall
// goes.
func (f *fracture) cut(from, to point) point {
	if f.inside(to) {
		return to
	}
	lo, hi := 0., 1.
	for range 12 {
		t := (lo + hi) / 2
		if f.inside(between(from, to, t)) {
			lo = t
		} else {
			hi = t
		}
	}
	return between(from, to, lo)
}

// shard is the small piece between two neighbouring cracks of the impact that
// was lost and is made of gold. It is nil if the cracks are too short for it.
func (f *fracture) shard(a, b crack, reach float64) []point {
	one, ok1 := upTo(a.pts, reach)
	two, ok2 := upTo(b.pts, reach*f.r.between(.7, 1))
	if !ok1 || !ok2 {
		return nil
	}
	p, q := one[len(one)-1], two[len(two)-1]
	// The outer edge broke in two strokes rather than along a ruler.
	bend := between(p, q, f.r.between(.35, .65))
	bend = bend.add(bend.sub(a.pts[0]).times(f.r.between(.06, .2)))
	pts := append([]point{}, one...)
	pts = append(pts, bend)
	for i := len(two) - 1; i > 0; i-- {
		pts = append(pts, two[i])
	}
	for i := range pts {
		pts[i] = f.cut(a.pts[0], pts[i])
	}
	return clockwise(pts)
}

// upTo is the beginning of a line, as long as reach, if it is longer than that.
func upTo(pts []point, reach float64) ([]point, bool) {
	for i := range len(pts) - 1 {
		d := pts[i].to(pts[i+1])
		if d >= reach {
			return append(append([]point{}, pts[:i+1]...), between(pts[i], pts[i+1], reach/d)), i+2 < len(pts)
		}
		reach -= d
	}
	return nil, false
}

// mend lays gold into the cracks: its shadow, its dark edge, the gold itself and
// the light along it. Extra polygons are filled like seams.
func (d *Design) mend(c colours, f *fracture, extra [][]point, left, top, right, bottom float64, clip []int) {
	polygons := extra
	var glints shape
	for _, k := range f.cracks {
		polygons = append(polygons, f.ribbon(k, 1, point{}))
		if k.fine || len(k.pts) < 4 {
			continue
		}
		glints = append(glints, polygon(f.ribbon(k, .26, point{-.1, -.16}))...)
	}
	var all shape
	for _, p := range polygons {
		all = append(all, polygon(p)...)
	}
	if all == nil {
		return
	}
	// The points are cut already; the clip is for the straight lines between
	// them, which may leave a hollow neck by a fraction of a pixel.
	d.seams = append(d.seams, outlined{polygons, f.inside})
	shared := d.share(all)
	d.add(layer{known: shared, paint: flat(c.ink), alpha: .5, blur: 2, shift: point{2, 3}, clip: clip})
	d.add(layer{known: shared, paint: flat(goldDeep), shift: point{.8, 1}, clip: clip})
	d.add(layer{known: shared, paint: linear(left, top, right, bottom,
		stop{0, goldDark}, stop{.2, gold}, stop{.34, goldLight}, stop{.46, gold}, stop{.6, goldDark},
		stop{.74, gold}, stop{.84, goldLight}, stop{1, goldDark}), clip: clip})
	if glints != nil {
		d.add(layer{shape: glints, paint: flat(goldBright), alpha: .7, clip: clip})
	}
}
