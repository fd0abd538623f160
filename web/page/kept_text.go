package page

import "mendwell/web/ui"

// KeptTextProps gives a text back that could not be kept, because what it is about has gone.
type KeptTextProps struct {
	ui.Frame
	Text string
}
