package cover

import "math"

// knot is a point of a profile: the radius (in units of the form's greatest) at
// a depth (0 at the rim, 1 at the foot). At a corner the profile may bend.
type knot struct {
	depth, radius float64
	corner        bool
}

// form is a kind of vessel.
type form struct {
	name string
	// height from rim to foot and greatest radius, in pixels.
	height, radius float64
	// tilt is how far one looks into it: the height of its rim's ellipse in
	// units of its width.
	tilt float64
	// open says that the mouth shows the inside, and seams there.
	open bool
	// upright marks the one form that is not thrown around a standing axis as
	// seen here: a plate, shown from its face.
	upright bool
	profile []knot
}

var forms = []form{
	{name: "bowl", height: 292, radius: 296, tilt: .2, open: true, profile: []knot{
		{0, 1, false}, {.1, .985, false}, {.36, .9, false}, {.62, .71, false}, {.8, .5, false}, {.9, .36, true}, {.94, .345, false}, {1, .37, false}}},
	{name: "tea bowl", height: 316, radius: 218, tilt: .19, open: true, profile: []knot{
		{0, .965, false}, {.12, .975, false}, {.45, 1, false}, {.7, .94, false}, {.85, .76, false}, {.92, .5, true}, {1, .49, false}}},
	{name: "cup", height: 346, radius: 156, tilt: .17, open: true, profile: []knot{
		{0, 1, false}, {.3, .965, false}, {.65, .93, false}, {.86, .84, false}, {.945, .68, true}, {1, .66, false}}},
	{name: "jar", height: 398, radius: 222, tilt: .13, profile: []knot{
		{0, .46, false}, {.06, .43, true}, {.1, .56, false}, {.2, .82, false}, {.34, .97, false}, {.46, 1, false}, {.62, .95, false}, {.8, .75, false}, {.93, .5, false}, {.955, .45, true}, {1, .46, false}}},
	{name: "vase", height: 424, radius: 172, tilt: .14, profile: []knot{
		{0, .56, false}, {.05, .48, false}, {.15, .38, false}, {.25, .43, false}, {.43, .85, false}, {.57, 1, false}, {.75, .87, false}, {.93, .58, false}, {.96, .54, true}, {1, .6, false}}},
	{name: "shouldered vase", height: 424, radius: 176, tilt: .13, profile: []knot{
		{0, .38, false}, {.04, .31, false}, {.085, .3, true}, {.13, .6, false}, {.2, .88, false}, {.29, 1, false}, {.45, .93, false}, {.7, .66, false}, {.9, .5, false}, {1, .54, false}}},
	{name: "bottle", height: 430, radius: 158, tilt: .13, profile: []knot{
		{0, .31, false}, {.03, .25, false}, {.1, .19, false}, {.3, .2, false}, {.44, .43, false}, {.6, .88, false}, {.74, 1, false}, {.88, .88, false}, {.96, .66, true}, {1, .66, false}}},
	{name: "gourd", height: 430, radius: 170, tilt: .13, profile: []knot{
		{0, .23, false}, {.04, .18, false}, {.09, .22, false}, {.16, .47, false}, {.25, .59, false}, {.35, .53, false}, {.43, .41, false}, {.5, .52, false}, {.62, .9, false}, {.74, 1, false}, {.87, .87, false}, {.96, .56, true}, {1, .56, false}}},
	{name: "plate", upright: true},
}

// vessel is a form thrown around the vertical axis x = cx. Radii are a cubic
// function of the height on the picture, whose pieces are the Bézier curves of
// the outline: the drawn outline and radius agree exactly.
type vessel struct {
	form
	cx, top, base float64
	y, r, in, out []float64 // per knot: height, radius, slope before and after
}

// newVessel varies the form's proportions and sets it upright in the picture.
func newVessel(f form, s *stream, cx float64) *vessel {
	f.height *= s.between(.97, 1.04)
	f.radius *= s.between(.95, 1.06)
	v := &vessel{form: f, cx: cx}
	rim, foot := f.radius*f.profile[0].radius*f.tilt, f.radius*f.profile[len(f.profile)-1].radius*f.tilt
	whole := rim + f.height + foot
	v.base = min(326+whole/2, 548) - foot
	v.top = v.base - f.height
	for _, k := range f.profile {
		v.y = append(v.y, v.top+k.depth*f.height)
		v.r = append(v.r, k.radius*f.radius)
	}
	v.slopes()
	return v
}

// slopes sets the profile's slope at each knot: that of the neighbours where it
// keeps its direction and none where it turns, so that a belly does not bulge
// past its knot.
func (v *vessel) slopes() {
	n := len(v.y)
	secant := func(i int) float64 { return (v.r[i+1] - v.r[i]) / (v.y[i+1] - v.y[i]) }
	v.in, v.out = make([]float64, n), make([]float64, n)
	for i := range n {
		switch {
		case i == 0:
			v.out[0] = secant(0)
		case i == n-1:
			v.in[i] = secant(i - 1)
		case v.profile[i].corner:
			v.in[i], v.out[i] = secant(i-1), secant(i)
		default:
			a, b := secant(i-1), secant(i)
			if a*b <= 0 {
				break
			}
			// The slope of the parabola through the three knots, held to
			// what keeps both pieces monotone.
			before, after := v.y[i]-v.y[i-1], v.y[i+1]-v.y[i]
			m := (a*after + b*before) / (before + after)
			if steepest := 3 * min(math.Abs(a), math.Abs(b)); math.Abs(m) > steepest {
				m = math.Copysign(steepest, m)
			}
			v.in[i], v.out[i] = m, m
		}
	}
}

// radius is the vessel's radius at height y of the picture, that of rim and
// foot beyond them.
func (v *vessel) radiusAt(y float64) float64 {
	n := len(v.y)
	if y <= v.y[0] {
		return v.r[0]
	}
	if y >= v.y[n-1] {
		return v.r[n-1]
	}
	i := 0
	for y > v.y[i+1] {
		i++
	}
	h := v.y[i+1] - v.y[i]
	t := (y - v.y[i]) / h
	u := 1 - t
	a, b := v.r[i]+v.out[i]*h/3, v.r[i+1]-v.in[i+1]*h/3
	return u*u*u*v.r[i] + 3*u*u*t*a + 3*u*t*t*b + t*t*t*v.r[i+1]
}

// rim is the ellipse of the mouth, foot that of the base, as half axes.
func (v *vessel) rim() (rx, ry float64)  { return v.r[0], v.r[0] * v.tilt }
func (v *vessel) foot() (rx, ry float64) { n := len(v.r) - 1; return v.r[n], v.r[n] * v.tilt }

// bottom is the lowest point of the vessel in the picture.
func (v *vessel) bottom() float64 { _, ry := v.foot(); return v.base + ry }

// lip is the wall's thickness at the rim, as a share of the rim's radius.
func (v *vessel) lip() float64 { return min(9/v.r[0], .2) }

// mouth is the opening within the lip: its centre's height and half axes.
func (v *vessel) mouth() (y, rx, ry float64) {
	rx, ry = v.rim()
	return v.top + ry*v.lip()*.5, rx * (1 - v.lip()), ry * (1 - v.lip()*1.25)
}

// outline is the body, from the right of the rim down, around the foot and up.
func (v *vessel) outline() shape {
	n := len(v.y)
	at := func(side, y, r float64) point { return point{v.cx + side*r, y} }
	s := shape{}.move(at(1, v.y[0], v.r[0]))
	for i := range n - 1 {
		h := (v.y[i+1] - v.y[i]) / 3
		s = s.cubic(at(1, v.y[i]+h, v.r[i]+v.out[i]*h), at(1, v.y[i+1]-h, v.r[i+1]-v.in[i+1]*h), at(1, v.y[i+1], v.r[i+1]))
	}
	rx, ry := v.foot()
	s = s.cubic(point{v.cx + rx, v.base + ry*quarter}, point{v.cx + rx*quarter, v.base + ry}, point{v.cx, v.base + ry})
	s = s.cubic(point{v.cx - rx*quarter, v.base + ry}, point{v.cx - rx, v.base + ry*quarter}, point{v.cx - rx, v.base})
	for i := n - 1; i > 0; i-- {
		h := (v.y[i] - v.y[i-1]) / 3
		s = s.cubic(at(-1, v.y[i]-h, v.r[i]-v.in[i]*h), at(-1, v.y[i-1]+h, v.r[i-1]+v.out[i-1]*h), at(-1, v.y[i-1], v.r[i-1]))
	}
	return s
}

// inside says whether a point of the picture lies on the vessel.
func (v *vessel) inside(p point) bool {
	dx := p.x - v.cx
	if rx, ry := v.rim(); within(dx, p.y-v.top, rx, ry) {
		return true
	}
	if p.y < v.top {
		return false
	}
	if p.y <= v.base {
		return math.Abs(dx) <= v.radiusAt(p.y)
	}
	rx, ry := v.foot()
	return within(dx, p.y-v.base, rx, ry)
}

// within says whether the offset (dx, dy) from an ellipse's centre is in it.
func within(dx, dy, rx, ry float64) bool {
	return dx*dx/(rx*rx)+dy*dy/(ry*ry) <= 1
}

// surface is a wall on which cracks run. Its coordinates are u across and v down,
// v in pixels; across is what breadth makes of u.
type surface struct {
	// at is where (u, v) is seen in the picture.
	at func(u, v float64) point
	// breadth is how many pixels one unit of u is wide at v, seen face on.
	breadth func(v float64) float64
	// narrow is how much narrower a line looks at u, where the wall turns away.
	narrow func(u float64) float64
	inside func(point) bool
	// rim is the v of the wall's upper edge, above which it goes on over a lip
	// of some pixels.
	rim, lip float64
}

// wall is the outside: u is the angle around the axis, 0 towards the viewer.
func (v *vessel) wall() surface {
	const lipDepth = 10
	y0, mx, my := v.mouth()
	rx, ry := v.rim()
	return surface{
		at: func(u, y float64) point {
			sin, cos := math.Sincos(u)
			if over := min((v.top-y)/lipDepth, 1); over > 0 {
				return point{v.cx + (rx+(mx-rx)*over)*sin, v.top + (y0-v.top)*over + (ry+(my-ry)*over)*cos}
			}
			r := v.radiusAt(y)
			return point{v.cx + r*sin, y + v.tilt*r*cos}
		},
		breadth: func(y float64) float64 { return max(v.radiusAt(y), 30) },
		narrow:  func(u float64) float64 { return .5 + .5*math.Cos(min(math.Abs(u), math.Pi/2)) },
		inside:  v.inside,
		rim:     v.top,
		lip:     lipDepth,
	}
}

// hollow is what the mouth shows of the inside, as a flat wall seen aslant.
func (v *vessel) hollow() surface {
	y0, mx, my := v.mouth()
	return surface{
		at:      func(u, y float64) point { return point{v.cx + u, y0 + y*my/mx} },
		breadth: func(float64) float64 { return 1 },
		narrow:  func(float64) float64 { return .62 },
		inside:  func(p point) bool { return within(p.x-v.cx, p.y-y0, mx, my) },
		rim:     math.Inf(-1),
	}
}
