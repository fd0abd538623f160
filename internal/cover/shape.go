package cover

import "math"

// quarter is the length of the controls with which a cubic comes closest to a
// quarter of a circle of radius 1.
const quarter = .5523

type point struct{ x, y float64 }

func (p point) add(q point) point         { return point{p.x + q.x, p.y + q.y} }
func (p point) sub(q point) point         { return point{p.x - q.x, p.y - q.y} }
func (p point) times(k float64) point     { return point{p.x * k, p.y * k} }
func (p point) to(q point) float64        { return math.Hypot(q.x-p.x, q.y-p.y) }
func between(p, q point, t float64) point { return p.add(q.sub(p).times(t)) }

// unit is p scaled to length 1; the zero point stays.
func (p point) unit() point {
	if n := math.Hypot(p.x, p.y); n > 0 {
		return p.times(1 / n)
	}
	return p
}

// verb is what a segment of a shape does.
type verb byte

const (
	moveTo  verb = iota
	lineTo       // p[0] is the end
	cubicTo      // p[0], p[1] are the controls, p[2] the end
	oval         // a whole ellipse: p[0] is the centre, p[1] the radii
)

type segment struct {
	verb verb
	p    [3]point
}

// shape is an outline to be filled by the non-zero rule; each part of it closes
// itself. Parts that overlap must turn the same way round.
type shape []segment

func (s shape) move(p point) shape        { return append(s, segment{moveTo, [3]point{p}}) }
func (s shape) line(p point) shape        { return append(s, segment{lineTo, [3]point{p}}) }
func (s shape) cubic(a, b, p point) shape { return append(s, segment{cubicTo, [3]point{a, b, p}}) }

func (s shape) oval(centre point, rx, ry float64) shape {
	return append(s, segment{oval, [3]point{centre, {rx, ry}}})
}

func ellipse(cx, cy, rx, ry float64) shape { return shape{}.oval(point{cx, cy}, rx, ry) }

func rectangle(x0, y0, x1, y1 float64) shape {
	return polygon([]point{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}})
}

func polygon(pts []point) shape {
	s := shape{}.move(pts[0])
	for _, p := range pts[1:] {
		s = s.line(p)
	}
	return s
}

// smooth appends a curve through pts, beginning at the current point pts[0].
func (s shape) smooth(pts []point) shape {
	last := len(pts) - 1
	for i := range last {
		before, after := pts[max(i-1, 0)], pts[min(i+2, last)]
		a := pts[i].add(pts[i+1].sub(before).times(1. / 6))
		b := pts[i+1].sub(after.sub(pts[i]).times(1. / 6))
		s = s.cubic(a, b, pts[i+1])
	}
	return s
}

// clockwise returns pts in the order in which they turn clockwise on the
// picture, so that overlapping parts of one shape add up instead of cancelling.
func clockwise(pts []point) []point {
	area := 0.
	for i, p := range pts {
		q := pts[(i+1)%len(pts)]
		area += p.x*q.y - q.x*p.y
	}
	if area >= 0 {
		return pts
	}
	turned := make([]point, len(pts))
	for i, p := range pts {
		turned[len(pts)-1-i] = p
	}
	return turned
}

// stop is a colour at an offset (0..1) of a gradient.
type stop struct {
	at float64
	c  colour
}

// paint is a flat colour, or a gradient if it has stops: a linear one from
// (x1, y1) to (x2, y2), or a radial one around (x1, y1) with radius r.
type paint struct {
	c              colour
	stops          []stop
	x1, y1, x2, y2 float64
	r              float64
}

func flat(c colour) paint { return paint{c: c} }

func linear(x1, y1, x2, y2 float64, stops ...stop) paint {
	return paint{stops: stops, x1: x1, y1: y1, x2: x2, y2: y2}
}

func radial(cx, cy, r float64, stops ...stop) paint {
	return paint{stops: stops, x1: cx, y1: cy, r: r}
}

// layer is one filled shape of the picture.
type layer struct {
	shape shape
	// known is the number of a shape that several layers share, counted from 1
	// in Design.defs; it stands in for shape.
	known int
	paint paint
	// alpha is the opacity, 0..1; 0 means unset and is opaque.
	alpha float64
	// blur is the standard deviation of a Gaussian blur, in pixels.
	blur float64
	// shift moves the shape.
	shift point
	// clip lists the shared shapes within whose union the layer is seen.
	clip []int
}

func (d *Design) add(l layer) {
	if l.alpha == 0 {
		l.alpha = 1
	}
	d.layers = append(d.layers, l)
}

// share keeps a shape that several layers use and returns its number.
func (d *Design) share(s shape) int {
	d.defs = append(d.defs, s)
	return len(d.defs)
}

func (d *Design) shapeOf(l layer) shape {
	if l.known > 0 {
		return d.defs[l.known-1]
	}
	return l.shape
}
