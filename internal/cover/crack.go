package cover

import "math"

// crack is the middle line of a seam. Where it runs off the wall its last point
// lies outside, and the seam is cut there.
type crack struct {
	pts []point
	// uv are the surface coordinates and heading at each point, from which
	// branches start.
	uv []place
	// from and to are the widths at both ends, in pixels.
	from, to float64
	// off says that the crack ran off the wall.
	off bool
	// fine marks a crack too thin to carry a glint.
	fine bool
}

type place struct{ u, v, heading float64 }

// fracture is all cracks of one surface.
type fracture struct {
	surface
	r      *stream
	cracks []crack
}

// run lets a crack grow from a place until it leaves the wall, meets another
// crack, or has gone reach pixels. Breaking clay keeps its direction, wavers a
// little and kinks now and then.
func (f *fracture) run(p place, reach, from, to float64) crack {
	c := crack{pts: []point{f.at(p.u, p.v)}, uv: []place{p}, from: from, to: to}
	aim := p.heading
	for gone := 0.; gone < reach; {
		p.heading += f.r.bell(.13) + (aim-p.heading)*.1
		if f.r.chance(.17) {
			p.heading += f.r.sign() * f.r.between(.3, .62)
		}
		step := f.r.between(13, 22)
		gone += step
		sin, cos := math.Sincos(p.heading)
		next := place{p.u + cos*step/f.breadth(p.v), p.v + sin*step, p.heading}
		if next.v < f.rim {
			next.u = p.u + (next.u-p.u)*(p.v-f.rim)/(p.v-next.v)
			next.v = f.rim
		}
		here, there := c.pts[len(c.pts)-1], f.at(next.u, next.v)
		if len(c.pts) > 1 {
			if met, ok := f.meets(here, there); ok {
				c.pts, c.uv = append(c.pts, met), append(c.uv, next)
				c.off = !f.inside(met) // both ran off in this step
				return c
			}
		}
		c.pts, c.uv = append(c.pts, there), append(c.uv, next)
		p = next
		if p.v <= f.rim {
			// A crack goes straight over the lip.
			c.pts, c.uv = append(c.pts, f.at(p.u, f.rim-f.lip)), append(c.uv, p)
			return c
		}
		if !f.inside(there) {
			c.off = true
			return c
		}
	}
	return c
}

// meets finds where the step from a to b first crosses an earlier crack.
func (f *fracture) meets(a, b point) (point, bool) {
	nearest, found := 2., false
	for _, c := range f.cracks {
		for i := range len(c.pts) - 1 {
			if t, ok := crossing(a, b, c.pts[i], c.pts[i+1]); ok && t < nearest {
				nearest, found = t, true
			}
		}
	}
	return between(a, b, nearest), found
}

// crossing is how far along a–b, 0..1, it crosses c–d.
func crossing(a, b, c, d point) (float64, bool) {
	ab, cd, ac := b.sub(a), d.sub(c), c.sub(a)
	det := ab.x*cd.y - ab.y*cd.x
	if math.Abs(det) < 1e-9 {
		return 0, false
	}
	t := (ac.x*cd.y - ac.y*cd.x) / det
	s := (ac.x*ab.y - ac.y*ab.x) / det
	return t, t >= 0 && t <= 1 && s >= 0 && s <= 1
}

// shatter breaks the wall from an impact at (u, v): a few strong cracks run to
// its edges, others leave them sideways and part the shards between, and some
// hairlines end within the wall.
func (f *fracture) shatter(u, v, weight float64) {
	r := f.r
	n := 3 + r.intn(3)
	turn := r.between(0, 2*math.Pi)
	for i := range n {
		heading := turn + (float64(i)+r.between(-.22, .22))*2*math.Pi/float64(n)
		w := weight * r.between(.82, 1.08)
		// Another try makes another crack where the first would run along one.
		for range 3 {
			c := f.run(place{u, v, heading}, 900, w, w*.62)
			c.straighten()
			if !f.beside(c) {
				f.cracks = append(f.cracks, c)
				break
			}
		}
	}
	for range 4 + r.intn(3) {
		f.branch(r.intn(len(f.cracks)), 520, weight*r.between(.46, .66), .7)
	}
	for range 2 + r.intn(3) {
		f.branch(r.intn(len(f.cracks)), r.between(40, 110), weight*.34, .12)
	}
}

// branch lets a thinner crack leave the parent sideways. It is given up if it
// would start beside a junction or end at once, where it would read as a blot.
func (f *fracture) branch(parent int, reach, width, taper float64) {
	p := f.cracks[parent]
	n := len(p.uv)
	if n < 6 {
		return
	}
	from := p.uv[2+f.r.intn(n-4)]
	from.heading += f.r.sign() * f.r.between(.75, 1.35)
	start := f.at(from.u, from.v)
	for _, other := range f.cracks {
		if other.pts[0].to(start) < 34 {
			return
		}
	}
	c := f.run(from, reach, width, width*taper)
	c.straighten()
	if length(c.pts) < 42 || f.beside(c) {
		return
	}
	c.fine = taper < .5
	f.cracks = append(f.cracks, c)
}

// beside says whether a crack runs along an earlier one so closely that both
// would read as one blot. Its beginning and end, where it may meet others, do
// not count.
func (f *fracture) beside(c crack) bool {
	const apart = 20
	near := 0
	for i := 3; i < len(c.pts)-1; i++ {
		for _, other := range f.cracks {
			for k := range len(other.pts) - 1 {
				if distance(c.pts[i], other.pts[k], other.pts[k+1]) < apart {
					near++
					break
				}
			}
		}
	}
	return near > 1
}

// distance is that of p from the line from a to b.
func distance(p, a, b point) float64 {
	ab := b.sub(a)
	t := 0.
	if l := ab.x*ab.x + ab.y*ab.y; l > 0 {
		t = max(0, min(1, ((p.x-a.x)*ab.x+(p.y-a.y)*ab.y)/l))
	}
	return p.to(between(a, b, t))
}

// straighten leaves out the points that a reader could not miss, which halves
// what has to be written. The ends stay, with the step that crosses the edge.
func (c *crack) straighten() {
	const slack = .7
	n := len(c.pts)
	if n < 4 {
		return
	}
	keep := make([]bool, n)
	keep[0], keep[n-2], keep[n-1] = true, true, true
	var split func(from, to int)
	split = func(from, to int) {
		farthest, at := slack, 0
		for i := from + 1; i < to; i++ {
			if d := distance(c.pts[i], c.pts[from], c.pts[to]); d > farthest {
				farthest, at = d, i
			}
		}
		if at > 0 {
			keep[at] = true
			split(from, at)
			split(at, to)
		}
	}
	split(0, n-2)
	pts, uv := c.pts[:0], c.uv[:0]
	for i, k := range keep {
		if k {
			pts, uv = append(pts, c.pts[i]), append(uv, c.uv[i])
		}
	}
	c.pts, c.uv = pts, uv
}

func length(pts []point) float64 {
	l := 0.
	for i := range len(pts) - 1 {
		l += pts[i].to(pts[i+1])
	}
	return l
}
