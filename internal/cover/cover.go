// Package cover draws the cover of an article that has no photograph: a vessel
// mended with gold, standing on a plain ground.
//
// The package knows vessels, glazes and how ceramics break; it knows nothing of
// articles beyond their slug. The slug alone decides form, glaze and seams, the
// palette alone decides the colours, so that one article has one cover for as
// long as [Version] stands, on every machine and without a stored file.
//
// A picture is a list of filled shapes, from back to front. [Design.SVG] and
// [Design.PNG] both walk that list, which is why they cannot drift apart.
// Lengths are in pixels of the picture, [Width] by [Height], from its top left.
//
// Every coordinate is rounded to a tenth of a pixel before it is written or
// filled. Floating-point results may differ in their last bits between
// processors (some fuse multiply and add), which that rounding absorbs.
package cover

import "math"

// Version names the way of drawing. It is part of a cover's address, so that
// caches may keep a cover for ever; change it with every visible change.
const Version = "1"

// Width and Height are the size of every cover in pixels, the proportion that
// link previews expect.
const (
	Width  = 1200
	Height = 630
)

// Design is the finished geometry of one cover. It holds no reference to
// shared state, so one Design may be written from several goroutines. The zero
// Design is a blank picture.
type Design struct {
	form   string // the form's name
	defs   []shape
	layers []layer
	seams  []outlined
}

// outlined keeps seams together with the outline that they must stay within.
type outlined struct {
	polygons [][]point
	inside   func(point) bool
}

// Draw designs the cover of the article with the given slug. Any string is a
// slug here, of any length and script; a palette that is not one of
// [Palettes] is drawn as [Default].
func Draw(slug string, p Palette) Design {
	r := newStream(slug)
	form := forms[r.intn(len(forms))]
	c := p.colours()
	d := Design{form: form.name}
	if form.upright {
		plate := newPlate(r, Width/2)
		d.ground(c, plate.bottom(), plate.cx)
		d.plate(r, c, plate)
		return d
	}
	v := newVessel(form, r, Width/2)
	d.ground(c, v.bottom(), v.cx)
	d.vessel(r, c, v)
	return d
}

// ground paints the wall and the table that the vessel stands on; bottom is the
// lowest point of the vessel, in front of which the table goes on.
func (d *Design) ground(c colours, bottom, cx float64) {
	horizon := math.Round(bottom - 84)
	d.add(layer{shape: rectangle(0, 0, Width, horizon), paint: radial(cx-170, horizon-300, 820,
		stop{0, mix(c.wall, white, .55)}, stop{1, c.wall})})
	d.add(layer{shape: rectangle(0, horizon, Width, Height), paint: linear(0, horizon, 0, Height,
		stop{0, mix(c.table, c.mid, .16)}, stop{.35, c.table}, stop{1, mix(c.table, c.wall, .4)})})
}

// shadow puts the soft shadows of something half as wide as reach that touches
// the table along a foot half as wide as foot. Light falls from the upper left.
func (d *Design) shadow(c colours, cx, y, foot, reach, depth float64) {
	d.add(layer{shape: ellipse(cx+reach*.26, y-depth*.3, reach*1.02, 15+depth*.5), paint: flat(c.ink), alpha: .26, blur: 20})
	d.add(layer{shape: ellipse(cx+foot*.1, y-depth*.55, foot*1.1, depth+5), paint: flat(c.ink), alpha: .55, blur: 6})
}
