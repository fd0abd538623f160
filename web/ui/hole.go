package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// Marks of a hole in a page: they are in no text, since every text that reaches a page has been cleaned of them.
const (
	HoleMark    = "\x00" // before and after a hole
	VariantMark = "\x01" // between its name and each of its variants
)

type holesKey struct{}

// WithHoles renders pages with a hole wherever something depends on who is looking, so that the rest can be kept for
// everybody who is logged in.
func WithHoles(ctx context.Context) context.Context {
	return context.WithValue(ctx, holesKey{}, true)
}

// OneOf shows one of several variants of a small part that depends on who is looking. With holes it writes them all, for
// whoever fills the holes to choose from.
func OneOf(name string, chosen int, variants ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		if ctx.Value(holesKey{}) == nil {
			return variants[chosen].Render(ctx, w)
		}
		if _, err := io.WriteString(w, HoleMark+name); err != nil {
			return err
		}
		for _, v := range variants {
			if _, err := io.WriteString(w, VariantMark); err != nil {
				return err
			}
			if err := v.Render(ctx, w); err != nil {
				return err
			}
		}
		_, err := io.WriteString(w, HoleMark)
		return err
	})
}
