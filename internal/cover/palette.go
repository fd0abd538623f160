package cover

import "slices"

// Palette is the name of a set of colours, as written in a category's settings.
type Palette string

// The palettes; each is named for the glaze or ground it takes its colours from.
const (
	Celadon   Palette = "celadon"
	Indigo    Palette = "indigo"
	Persimmon Palette = "persimmon"
	Ash       Palette = "ash"
	Plum      Palette = "plum"
	Tea       Palette = "tea"
	Slate     Palette = "slate"
	Moss      Palette = "moss"
)

// Default is the palette of a category that names none.
const Default = Celadon

var palettes = []Palette{Celadon, Indigo, Persimmon, Ash, Plum, Tea, Slate, Moss}

// Palettes lists all palettes, in a fixed order. The caller owns the slice.
func Palettes() []Palette { return slices.Clone(palettes) }

// ParsePalette returns the palette of that exact name. It is false for an
// unknown or empty name; callers then use [Default].
func ParsePalette(name string) (Palette, bool) {
	p := Palette(name)
	if !slices.Contains(palettes, p) {
		return "", false
	}
	return p, true
}

// colour is an opaque sRGB colour, 0xRRGGBB.
type colour uint32

const (
	white colour = 0xFFFFFF

	goldDeep   colour = 0x8A5A14
	goldDark   colour = 0xA8741C
	gold       colour = 0xDDAF4A
	goldLight  colour = 0xF6DE96
	goldBright colour = 0xFFF4CF
)

// colours of a palette, from the ground to the darkest glaze. Wall and table
// stay pale enough for a light page and deep enough not to glare on a dark one.
type colours struct {
	wall, table, light, mid, dark, ink colour
}

func (p Palette) colours() colours {
	switch p {
	case Indigo:
		return colours{0xDFE5F0, 0xC3CEE2, 0xDCE4F1, 0x7389B8, 0x2F4679, 0x17233F}
	case Persimmon:
		return colours{0xF5E1D4, 0xEAC8B3, 0xF9E3D2, 0xDB8155, 0xA5482A, 0x4E2013}
	case Ash:
		return colours{0xEAE6DD, 0xD4CCBF, 0xF0EBE1, 0xA59C8E, 0x57514A, 0x2C2824}
	case Plum:
		return colours{0xEDE1E9, 0xD9C3D2, 0xEFE1EA, 0x9B7291, 0x5B3954, 0x2F1A2B}
	case Tea:
		return colours{0xF1E9D6, 0xDFD0AE, 0xF6EEDB, 0xA98A5C, 0x664A2B, 0x352414}
	case Slate:
		return colours{0xE0E8EB, 0xC4D2D8, 0xE0E9EC, 0x7C99A6, 0x37535F, 0x18292F}
	case Moss:
		return colours{0xE7EAD8, 0xCFD6B5, 0xE9ECD4, 0x8E9963, 0x4C5830, 0x272D17}
	default:
		return colours{0xE2EBE0, 0xC7D8C8, 0xDFEADC, 0x93B49A, 0x416B55, 0x1D362C}
	}
}

// mix returns the colour that lies t of the way from a to b, t in 0..1.
func mix(a, b colour, t float64) colour {
	var c colour
	for shift := 0; shift < 24; shift += 8 {
		x, y := float64(a>>shift&0xFF), float64(b>>shift&0xFF)
		c |= colour(x+(y-x)*t+.5) << shift
	}
	return c
}
