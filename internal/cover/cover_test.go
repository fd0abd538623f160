package cover

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// odd are slugs that no form or seam code may stumble over.
var odd = []string{"", " ", "كيف-نعتذر", "謝り方", "a\x00\xff", strings.Repeat("long-", 20000)}

func slugs(n int) []string {
	all := append([]string{}, odd...)
	for i := range n - len(odd) {
		all = append(all, fmt.Sprintf("article-%d", i))
	}
	return all
}

func TestParsePalette(t *testing.T) {
	for _, p := range Palettes() {
		if got, ok := ParsePalette(string(p)); !ok || got != p {
			t.Errorf("ParsePalette(%q) = %q, %v", p, got, ok)
		}
	}
	for _, name := range []string{"", "Celadon", "celadon ", "teal"} {
		if got, ok := ParsePalette(name); ok {
			t.Errorf("ParsePalette(%q) = %q, want none", name, got)
		}
	}
	if _, ok := ParsePalette(string(Default)); !ok {
		t.Error("Default is no palette")
	}
	seen := map[colours]Palette{}
	for _, p := range Palettes() {
		if other, ok := seen[p.colours()]; ok {
			t.Errorf("%s and %s have the same colours", p, other)
		}
		seen[p.colours()] = p
	}
	if Palettes()[0] = "changed"; Palettes()[0] == "changed" {
		t.Error("callers share the list of palettes")
	}
}

func TestUnknownPaletteIsDrawnAsDefault(t *testing.T) {
	if !bytes.Equal(Draw("x", "teal").SVG(), Draw("x", Default).SVG()) {
		t.Error("an unknown palette is not drawn as the default")
	}
}

func TestDrawFollowsSlugAndPalette(t *testing.T) {
	seen := map[string]string{}
	for _, slug := range slugs(20) {
		for _, p := range Palettes() {
			svg := string(Draw(slug, p).SVG())
			if svg != string(Draw(slug, p).SVG()) {
				t.Fatalf("%.20q in %s differs from draw to draw", slug, p)
			}
			name := fmt.Sprintf("%.20q in %s", slug, p)
			if other, ok := seen[svg]; ok {
				t.Errorf("%s looks like %s", name, other)
			}
			seen[svg] = name
		}
	}
}

func TestPaletteChangesColoursOnly(t *testing.T) {
	for _, slug := range slugs(20) {
		a, b := Draw(slug, Celadon), Draw(slug, Plum)
		if a.form != b.form || fmt.Sprint(a.defs) != fmt.Sprint(b.defs) {
			t.Errorf("%.20q: the palette changed the vessel", slug)
		}
	}
}

func TestEveryFormIsDrawn(t *testing.T) {
	seen := map[string]bool{}
	for _, slug := range slugs(200) {
		seen[Draw(slug, Default).form] = true
	}
	for _, f := range forms {
		if !seen[f.name] {
			t.Errorf("no slug of 200 gets a %s", f.name)
		}
	}
}

func TestVesselFillsThePicture(t *testing.T) {
	for _, f := range forms {
		for i := range 50 {
			r := newStream(fmt.Sprint(i))
			var top, bottom float64
			if f.upright {
				p := newPlate(r, Width/2)
				top, bottom = p.cy-p.radius, p.bottom()
			} else {
				v := newVessel(f, r, Width/2)
				_, ry := v.rim()
				top, bottom = v.top-ry, v.bottom()
			}
			if share := (bottom - top) / Height; share < .55 || share > .76 {
				t.Errorf("%s fills %.2f of the height", f.name, share)
			}
			if top < 50 || bottom > Height-50 {
				t.Errorf("%s stands from %.0f to %.0f, too near the picture's edge", f.name, top, bottom)
			}
		}
	}
}

func TestSVGIsSmallAndPlain(t *testing.T) {
	largest := 0
	for _, slug := range slugs(60) {
		for _, p := range Palettes() {
			svg := Draw(slug, p).SVG()
			var packed bytes.Buffer
			w := gzip.NewWriter(&packed)
			if _, err := w.Write(svg); err != nil {
				t.Fatal(err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			largest = max(largest, packed.Len())
			if packed.Len() >= 6000 {
				t.Errorf("%.20q in %s takes %d bytes compressed", slug, p, packed.Len())
			}
		}
		checkSVG(t, Draw(slug, Default).SVG())
	}
	t.Logf("largest: %d bytes compressed", largest)
}

// checkSVG reads the document and refuses what a picture of its own must not
// contain: scripts, style, references that leave it or lead nowhere.
func checkSVG(t *testing.T, svg []byte) {
	t.Helper()
	ids, refs := map[string]bool{}, []string{}
	d := xml.NewDecoder(bytes.NewReader(svg))
	for first := true; ; first = false {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("not XML: %v", err)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		attrs := map[string]string{}
		for _, a := range e.Attr {
			attrs[a.Name.Local] = a.Value
			switch {
			case a.Name.Local == "id":
				if ids[a.Value] {
					t.Fatalf("id %s twice", a.Value)
				}
				ids[a.Value] = true
			case a.Name.Local == "href":
				refs = append(refs, a.Value)
			case strings.HasPrefix(a.Value, "url("):
				refs = append(refs, strings.TrimSuffix(strings.TrimPrefix(a.Value, "url("), ")"))
			case a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on"):
				t.Fatalf("attribute %s", a.Name.Local)
			}
		}
		if first && (e.Name.Local != "svg" || attrs["viewBox"] != "0 0 1200 630" || attrs["width"] != "1200" || attrs["height"] != "630") {
			t.Fatalf("begins with %v", e)
		}
		switch e.Name.Local {
		case "script", "style", "image", "foreignObject", "a":
			t.Fatalf("element %s", e.Name.Local)
		}
		if strings.Contains(attrs["d"], "N") || strings.Contains(attrs["d"], "I") {
			t.Fatalf("a number is none: %s", attrs["d"])
		}
	}
	for _, ref := range refs {
		if id, ok := strings.CutPrefix(ref, "#"); !ok || !ids[id] {
			t.Fatalf("reference to %s", ref)
		}
	}
}

// No seam may leave its vessel: not by its middle line, and not by its width.
func TestSeamsStayOnTheVessel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slug := rapid.String().Draw(t, "slug")
		d := Draw(slug, Default)
		count := 0
		for _, s := range d.seams {
			for _, polygon := range s.polygons {
				for _, p := range polygon {
					count++
					if !near(s.inside, p) {
						t.Fatalf("%s: seam point %.2f outside", d.form, p)
					}
				}
			}
		}
		if count < 30 {
			t.Fatalf("%s: only %d points of seams", d.form, count)
		}
	})
}

// near allows for a point that lies on the edge to within rounding.
func near(inside func(point) bool, p point) bool {
	for _, by := range []point{{}, {.2, 0}, {-.2, 0}, {0, .2}, {0, -.2}} {
		if inside(p.add(by)) {
			return true
		}
	}
	return false
}

func TestPathData(t *testing.T) {
	tests := []struct {
		name string
		s    shape
		want string
	}{
		{"lines are relative and repeat no letter", polygon([]point{{10, 10}, {20, 10.5}, {20, 0}}), "m10 10 10 .5 0-10.5z"},
		{"rounding does not add up", polygon([]point{{0, 0}, {.04, 0}, {.08, 0}, {.12, 5}}), "m0 0 .1 0 0 5z"},
		{"curves", shape{}.move(point{1, 1}).cubic(point{2, 1}, point{3, 2}, point{3, 3}), "m1 1c1 0 2 1 2 2z"},
		{"ellipse", ellipse(10, 10, 4, 2), "m6 10a4 2 0 1 1 8 0a4 2 0 1 1-8 0"},
		{"a second part starts from the first one's start", append(rectangle(0, 0, 2, 2), rectangle(5, 5, 6, 6)...), "m0 0 2 0 0 2-2 0zm5 5 1 0 0 1-1 0z"},
	}
	for _, tt := range tests {
		if got := tt.s.path(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestOutlineAgreesWithRadius(t *testing.T) {
	for _, f := range forms {
		if f.upright {
			continue
		}
		v := newVessel(f, newStream(f.name), Width/2)
		from := point{}
		for _, g := range v.outline() {
			if g.verb == cubicTo && g.p[2].y <= v.base && from.y <= v.base {
				for i := range 21 {
					s := float64(i) / 20
					u := 1 - s
					p := from.times(u * u * u).add(g.p[0].times(3 * u * u * s)).add(g.p[1].times(3 * u * s * s)).add(g.p[2].times(s * s * s))
					if d := v.radiusAt(p.y) - max(p.x-v.cx, v.cx-p.x); d > .01 || d < -.01 {
						t.Errorf("%s: outline and radius differ by %.2f at height %.0f", f.name, d, p.y)
					}
				}
				from = g.p[2]
				continue
			}
			from = g.p[0]
			if g.verb == cubicTo {
				from = g.p[2]
			}
		}
	}
}

func TestPNG(t *testing.T) {
	for _, slug := range []string{"", "كيف-نعتذر", "say-sorry"} {
		d := Draw(slug, Indigo)
		var b bytes.Buffer
		if err := d.PNG(&b); err != nil {
			t.Fatal(err)
		}
		if b.Len() > 150_000 {
			t.Errorf("%q takes %d bytes", slug, b.Len())
		}
		img, err := png.Decode(&b)
		if err != nil {
			t.Fatal(err)
		}
		if size := img.Bounds().Size(); size.X != Width || size.Y != Height {
			t.Fatalf("size %v", size)
		}
		// The encoder writes plain colour, without opacity, only if all is opaque.
		rgba, ok := img.(*image.RGBA)
		if !ok || !rgba.Opaque() {
			t.Fatalf("%q: not opaque", slug)
		}
		// Gold is the only colour of this palette redder than it is blue.
		golden := 0
		for i := 0; i < len(rgba.Pix); i += 4 {
			if int(rgba.Pix[i]) > int(rgba.Pix[i+2])+80 {
				golden++
			}
		}
		if golden < 2000 || golden > Width*Height/20 {
			t.Errorf("%q (%s): %d golden pixels", slug, d.form, golden)
		}
	}
}

func TestPNGIsTheSameEveryTime(t *testing.T) {
	var a, b bytes.Buffer
	for _, w := range []io.Writer{&a, &b} {
		if err := Draw("again", Tea).PNG(w); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two pictures of one design differ")
	}
}

type full struct{}

var errFull = errors.New("full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestPNGReportsTheWritersError(t *testing.T) {
	if err := (Design{}).PNG(full{}); !errors.Is(err, errFull) {
		t.Errorf("error %v", err)
	}
}

func TestZeroDesignIsBlank(t *testing.T) {
	checkSVG(t, Design{}.SVG())
	if err := (Design{}).PNG(io.Discard); err != nil {
		t.Error(err)
	}
}

func BenchmarkSVG(b *testing.B) {
	for b.Loop() {
		Draw("how-to-reconnect", Celadon).SVG()
	}
}

func BenchmarkPNG(b *testing.B) {
	for b.Loop() {
		if err := Draw("how-to-reconnect", Celadon).PNG(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
