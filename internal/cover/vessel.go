package cover

import "math"

// tone is how a glaze takes the palette: the body's two colours and those of
// the second glaze over it.
type tone struct {
	lit, body, shade colour
	over, overEdge   colour
}

func tones(c colours) []tone {
	return []tone{
		{lit: mix(c.light, white, .35), body: mix(c.light, c.mid, .12), shade: mix(c.mid, c.dark, .2), over: c.mid, overEdge: c.dark},
		{lit: mix(c.mid, c.light, .4), body: c.mid, shade: c.dark, over: c.dark, overEdge: c.ink},
		{lit: mix(c.dark, c.mid, .38), body: c.dark, shade: c.ink, over: mix(c.mid, c.light, .35), overEdge: c.ink},
		{lit: mix(c.light, white, .35), body: mix(c.light, c.mid, .08), shade: c.mid, over: c.dark, overEdge: c.ink},
	}
}

// vessel paints a vessel with its shadows, from the table up.
func (d *Design) vessel(r *stream, c colours, v *vessel) {
	rx, ry := v.rim()
	foot, depth := v.foot()
	d.shadow(c, v.cx, v.bottom(), foot, v.form.radius*.92, depth)

	t := tones(c)[r.intn(4)]
	body := d.share(v.outline())
	rim := d.share(ellipse(v.cx, v.top, rx, ry))
	clip := []int{body}
	left, right := v.cx-v.form.radius, v.cx+v.form.radius
	d.add(layer{known: body, paint: linear(left, 0, right, 0,
		stop{0, mix(t.body, t.shade, .45)}, stop{.3, t.lit}, stop{.55, t.body}, stop{1, mix(t.body, t.shade, .6)})})
	lip := d.glaze(r, t, v, clip)
	d.light(c, t, v, clip)
	d.mouth(c, lip, v, rim)

	outline := []int{body, rim}
	f := &fracture{surface: v.wall(), r: r}
	u, y := r.between(-.62, .62), v.top+v.height*r.between(.34, .58)
	f.shatter(u, y, r.between(7.4, 9.2))
	var gap [][]point
	if len(f.cracks) > 1 && r.chance(.4) {
		if s := f.shard(f.cracks[0], f.cracks[1], r.between(30, 52)); s != nil {
			gap = append(gap, s)
		}
	}
	if v.open {
		d.mendHollow(r, c, v, outline)
	}
	d.mend(c, f, gap, left, v.top, right, v.base, outline)
	d.glint(r, v, clip)
}

// mendHollow lets one or two seams run down the inside, from the far lip.
func (d *Design) mendHollow(r *stream, c colours, v *vessel, clip []int) {
	f := &fracture{surface: v.hollow(), r: r}
	_, mx, _ := v.mouth()
	at := r.between(-.4, .4)
	for range 1 + r.intn(2) {
		sin, cos := math.Sincos(at)
		start := place{mx * sin * .995, -mx * cos * .995, math.Pi/2 + r.between(-.35, .35)}
		f.cracks = append(f.cracks, f.run(start, 4*mx, 6.4, 4.6))
		at = -at + r.between(-.2, .2)
	}
	d.mend(c, f, nil, v.cx-mx, v.top, v.cx+mx, v.base, clip)
}

// mouth paints the lip and what is seen of the inside.
func (d *Design) mouth(c colours, lip colour, v *vessel, rim int) {
	rx, _ := v.rim()
	y, mx, my := v.mouth()
	d.add(layer{known: rim, paint: linear(v.cx-rx, 0, v.cx+rx, 0,
		stop{0, mix(lip, white, .2)}, stop{.3, mix(lip, white, .7)}, stop{.7, mix(lip, white, .4)}, stop{1, mix(lip, c.ink, .15)})})
	far := mix(c.dark, c.mid, .25)
	if !v.open {
		far = c.dark
	}
	d.add(layer{shape: ellipse(v.cx, y, mx, my), paint: linear(v.cx-mx*.7, y-my*.2, v.cx+mx, y+my*.4,
		stop{0, mix(c.ink, c.dark, .3)}, stop{.55, mix(c.ink, c.dark, .8)}, stop{1, far})})
}

// strip is the part of the wall between two shares of its breadth (-1 left edge,
// 1 right edge) and two depths (0 rim, 1 foot), as a coarse polygon: it is
// always blurred.
func (v *vessel) strip(u0, u1, from, to float64) []point {
	const steps = 9
	var pts []point
	y := func(i int) float64 { return v.top + v.height*(from+(to-from)*float64(i)/steps) }
	at := func(u float64, i int) point {
		radius := v.radiusAt(y(i))
		towards := math.Sqrt(max(0, 1-u*u)) * v.tilt * radius
		return point{math.Round(v.cx + radius*u), math.Round(y(i) + towards)}
	}
	for i := range steps + 1 {
		pts = append(pts, at(u1, i))
	}
	for i := steps; i >= 0; i-- {
		pts = append(pts, at(u0, i))
	}
	return pts
}

// light models the body: shade where it turns away from the light, light where
// it faces it, and the table's reflection along the shaded edge.
func (d *Design) light(c colours, t tone, v *vessel, clip []int) {
	k := v.form.radius / 200
	_, depth := v.foot()
	d.add(layer{shape: polygon(v.strip(.62, 1.15, 0, 1.1)), paint: flat(c.ink), alpha: .42, blur: math.Round(26 * k), clip: clip})
	d.add(layer{shape: polygon(v.strip(-1.2, -.93, 0, 1.1)), paint: flat(c.ink), alpha: .3, blur: math.Round(14 * k), clip: clip})
	d.add(layer{shape: polygon(v.strip(-.64, -.3, .02, .8)), paint: flat(white), alpha: .3, blur: math.Round(20 * k), clip: clip})
	d.add(layer{shape: polygon(v.strip(.955, 1.02, .12, .96)), paint: flat(mix(c.table, white, .3)), alpha: .4, blur: 4, clip: clip})
	// The foot stands in its own shade.
	d.add(layer{shape: ellipse(v.cx+20, v.bottom()+4, v.form.radius*.9, 24+depth), paint: flat(c.ink), alpha: .38, blur: 15, clip: clip})
	for _, k := range v.profile {
		if k.corner && k.depth > .8 {
			d.add(layer{shape: polygon(v.strip(-1.1, 1.1, k.depth-.01, k.depth+.03)), paint: flat(c.ink), alpha: .45, blur: 5, clip: clip})
		}
	}
	// The lip shades what is under it.
	rx, ry := v.rim()
	d.add(layer{shape: ellipse(v.cx, v.top+5, rx, ry+3), paint: flat(c.ink), alpha: .3, blur: 4, clip: clip})
}

// glint is the window's reflection, over glaze and gold alike.
func (d *Design) glint(r *stream, v *vessel, clip []int) {
	from := r.between(.1, .16)
	pts := v.strip(-.6, -.525, from, from+r.between(.3, .42))
	// Both ends run out to a point.
	n := len(pts)
	pts[0], pts[n/2] = pts[n-1], pts[n/2-1]
	d.add(layer{shape: polygon(pts), paint: flat(white), alpha: .5, blur: 3, clip: clip})
}
