package cover

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
)

// SVG writes the cover as a document of its own, to be served as
// image/svg+xml: no script, no style attribute, nothing loaded from elsewhere.
// It is below 6000 bytes once compressed.
func (d Design) SVG() []byte {
	w := svgWriter{d: d, gradients: map[string]string{}, filters: map[float64]bool{}, clips: map[string]string{}}
	for i := 0; i < len(d.layers); {
		// Neighbours with one clip share its group.
		j, clip := i, w.clip(d.layers[i].clip)
		if clip != "" {
			fmt.Fprintf(&w.body, `<g clip-path="url(#%s)">`, clip)
		}
		for ; j < len(d.layers) && w.clip(d.layers[j].clip) == clip; j++ {
			w.layer(d.layers[j])
		}
		if clip != "" {
			w.body.WriteString("</g>")
		}
		i = j
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d"><defs>`, Width, Height)
	for i, s := range d.defs {
		fmt.Fprintf(&out, `<path id="p%d" d="%s"/>`, i+1, s.path())
	}
	out.Write(w.defs.Bytes())
	out.WriteString("</defs>")
	out.Write(w.body.Bytes())
	out.WriteString("</svg>\n")
	return out.Bytes()
}

type svgWriter struct {
	d          Design
	defs, body bytes.Buffer
	gradients  map[string]string
	filters    map[float64]bool
	clips      map[string]string
}

func (w *svgWriter) layer(l layer) {
	if l.known > 0 {
		fmt.Fprintf(&w.body, `<use href="#p%d"`, l.known)
	} else {
		fmt.Fprintf(&w.body, `<path d="%s"`, l.shape.path())
	}
	fmt.Fprintf(&w.body, ` fill="%s"`, w.fill(l.paint))
	if l.alpha < 1 {
		fmt.Fprintf(&w.body, ` opacity="%s"`, short(l.alpha))
	}
	if l.blur > 0 {
		id := "b" + strconv.FormatFloat(l.blur, 'f', -1, 64)
		if !w.filters[l.blur] {
			w.filters[l.blur] = true
			// The region is the whole picture: a share of the shape's own box
			// would cut the blur of narrow shapes.
			fmt.Fprintf(&w.defs, `<filter id="%s" filterUnits="userSpaceOnUse" x="0" y="0" width="%d" height="%d" color-interpolation-filters="sRGB"><feGaussianBlur stdDeviation="%s"/></filter>`,
				id, Width, Height, short(l.blur))
		}
		fmt.Fprintf(&w.body, ` filter="url(#%s)"`, id)
	}
	if l.shift != (point{}) {
		fmt.Fprintf(&w.body, ` transform="translate(%s %s)"`, short(l.shift.x), short(l.shift.y))
	}
	w.body.WriteString("/>")
}

// clip defines the union of shared shapes as a clip path and returns its id.
func (w *svgWriter) clip(shapes []int) string {
	if len(shapes) == 0 {
		return ""
	}
	key := fmt.Sprint(shapes)
	id, ok := w.clips[key]
	if !ok {
		id = fmt.Sprintf("c%d", len(w.clips))
		w.clips[key] = id
		fmt.Fprintf(&w.defs, `<clipPath id="%s">`, id)
		for _, n := range shapes {
			fmt.Fprintf(&w.defs, `<use href="#p%d"/>`, n)
		}
		w.defs.WriteString("</clipPath>")
	}
	return id
}

func (w *svgWriter) fill(p paint) string {
	if p.stops == nil {
		return p.c.hex()
	}
	var b bytes.Buffer
	end := "linearGradient"
	if p.r > 0 {
		end = "radialGradient"
		fmt.Fprintf(&b, ` gradientUnits="userSpaceOnUse" cx="%.0f" cy="%.0f" r="%.0f">`, p.x1, p.y1, p.r)
	} else {
		fmt.Fprintf(&b, ` gradientUnits="userSpaceOnUse" x1="%.0f" y1="%.0f" x2="%.0f" y2="%.0f">`, p.x1, p.y1, p.x2, p.y2)
	}
	for _, s := range p.stops {
		fmt.Fprintf(&b, `<stop offset="%s" stop-color="%s"/>`, short(s.at), s.c.hex())
	}
	key := end + b.String()
	id, ok := w.gradients[key]
	if !ok {
		id = fmt.Sprintf("g%d", len(w.gradients))
		w.gradients[key] = id
		fmt.Fprintf(&w.defs, `<%s id="%s"%s</%[1]s>`, end, id, b.String())
	}
	return "url(#" + id + ")"
}

func (c colour) hex() string { return fmt.Sprintf("#%06X", uint32(c)) }

// short writes a number with at most two decimals and no superfluous zero.
func short(f float64) string {
	s := strconv.FormatFloat(math.Round(f*100)/100, 'f', -1, 64)
	switch {
	case len(s) > 1 && s[0] == '0':
		return s[1:]
	case len(s) > 2 && s[0] == '-' && s[1] == '0':
		return "-" + s[2:]
	}
	return s
}

// tenths is a point on the grid that all output keeps to.
func tenths(p point) (x, y int) { return int(math.Round(p.x * 10)), int(math.Round(p.y * 10)) }

// path writes the shape as path data: relative to the point before, in tenths
// of a pixel, which is what makes it compress well. Each step starts from the
// rounded point, so that errors do not add up.
func (s shape) path() string {
	var b []byte
	var last byte
	x, y, startX, startY := 0, 0, 0, 0
	open := false
	command := func(c byte) {
		if c != last {
			b = append(b, c)
		}
		last = c
	}
	closeOpen := func() {
		if open {
			b = append(b, 'z')
			x, y, open = startX, startY, false
			last = 'z'
		}
	}
	for _, g := range s {
		switch g.verb {
		case moveTo:
			closeOpen()
			command('m')
			px, py := tenths(g.p[0])
			b = pair(b, px-x, py-y)
			x, y, startX, startY = px, py, px, py
			open = true
			last = 'l' // further pairs after a move are lines
		case lineTo:
			px, py := tenths(g.p[0])
			if px == x && py == y {
				continue
			}
			command('l')
			b = pair(b, px-x, py-y)
			x, y = px, py
		case cubicTo:
			command('c')
			for _, p := range g.p {
				px, py := tenths(p)
				b = pair(b, px-x, py-y)
			}
			x, y = tenths(g.p[2])
		case oval:
			closeOpen()
			cx, cy := tenths(g.p[0])
			rx, ry := tenths(g.p[1])
			command('m')
			b = pair(b, cx-rx-x, cy-y)
			for _, d := range [2]int{2 * rx, -2 * rx} {
				b = append(b, 'a')
				b = pair(b, rx, ry)
				b = append(b, " 0 1 1"...)
				b = pair(b, d, 0)
			}
			last = 'a'
			x, y = cx-rx, cy
		}
	}
	closeOpen()
	return string(b)
}

// pair appends two numbers given in tenths, with no more separators than the
// grammar needs.
func pair(b []byte, x, y int) []byte {
	for _, n := range [2]int{x, y} {
		if n < 0 {
			b = append(b, '-')
			n = -n
		} else if k := len(b); k > 0 && (b[k-1] == '.' || b[k-1] >= '0' && b[k-1] <= '9') {
			b = append(b, ' ')
		}
		if n >= 10 || n == 0 {
			b = strconv.AppendInt(b, int64(n/10), 10)
		}
		if n%10 != 0 {
			b = append(b, '.', byte('0'+n%10))
		}
	}
	return b
}
