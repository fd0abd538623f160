// Package articles holds the words of the site: what an editor writes and keeps in Git, built into the program so that a
// bare binary already has something to say.
package articles

import (
	"embed"
	"io/fs"
)

// Everything, so that a new folder needs no line here. Files whose names start with "." or "_" stay out.
//
//go:embed *
var folder embed.FS

// FS is the content folder as it was when the program was built.
func FS() fs.FS { return folder }
