package markdown

import (
	"fmt"
	"strings"
)

// Picture is where a picture is served, and what a page needs to show it early, small and without a jump.
type Picture struct {
	Src           string
	Width, Height int // pixels; 0 if unknown
	// Modern and Plain list smaller versions for srcset, as WebP and for browsers without it. Empty: there are none yet.
	Modern, Plain string
	Hint          Hint
}

// Hint is a picture of a few squares, row by row, for the time before the real one is there; without colours there is none.
type Hint struct {
	Columns int
	Colours []string // such as "#8aa391"
}

// Shown says how a picture stands in a page.
type Shown struct {
	Alt, Class string
	Sizes      string // how wide it is shown, as in the attribute of that name
	When       When
	Framed     bool // its hint is painted under it
}

// When says how soon a picture is wanted.
type When int

// A picture below the fold is fetched as it comes near; the largest one in view before all others.
const (
	Near When = iota
	First
)

// bodySizes is how wide pictures in a text are shown: the column, or a phone's width without its margins.
const bodySizes = "(min-width: 46.5rem) 44.5rem, calc(100vw - 2rem)"

// HTML writes the picture. Every address and colour comes from Mendwell itself; alt is escaped.
func (p Picture) HTML(s Shown) HTML {
	var b strings.Builder
	framed := s.Framed && len(p.Hint.Colours) > 0
	if framed {
		b.WriteString(`<span class="frame">` + p.Hint.svg())
	}
	if p.Modern != "" {
		fmt.Fprintf(&b, `<picture><source type="image/webp" srcset="%s" sizes="%s">`, p.Modern, s.Sizes)
	}
	b.WriteString("<img")
	if s.Class != "" {
		fmt.Fprintf(&b, ` class="%s"`, s.Class)
	}
	fmt.Fprintf(&b, ` src="%s"`, safeAddress([]byte(p.Src)))
	if p.Plain != "" {
		fmt.Fprintf(&b, ` srcset="%s" sizes="%s"`, p.Plain, s.Sizes)
	}
	if p.Width > 0 {
		fmt.Fprintf(&b, ` width="%d" height="%d"`, p.Width, p.Height)
	}
	fmt.Fprintf(&b, ` alt="%s"`, esc(s.Alt))
	switch s.When {
	case Near:
		b.WriteString(` loading="lazy"`)
	case First:
		b.WriteString(` fetchpriority="high"`)
	}
	b.WriteString(` decoding="async">`)
	if p.Modern != "" {
		b.WriteString("</picture>")
	}
	if framed {
		b.WriteString("</span>")
	}
	return HTML(b.String())
}

// svg draws the squares with attributes that a strict policy allows, where a picture in a data: address would ask for
// an exception. The style sheet blurs them.
func (h Hint) svg() string {
	var b strings.Builder
	rows := (len(h.Colours) + h.Columns - 1) / h.Columns
	fmt.Fprintf(&b, `<svg viewBox="0 0 %d %d" preserveAspectRatio="none" aria-hidden="true">`, h.Columns, rows)
	for i, colour := range h.Colours {
		fmt.Fprintf(&b, `<path fill="%s" d="M%d %dh1v1h-1z"/>`, colour, i%h.Columns, i/h.Columns)
	}
	return b.String() + "</svg>"
}
