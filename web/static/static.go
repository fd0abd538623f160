// Package static holds the files that every page shares: the style sheet, the script and the icons.
package static

import "embed"

// FS holds the files by their plain names; the server gives them fingerprinted addresses.
//
//go:embed *.css *.js *.svg
var FS embed.FS
