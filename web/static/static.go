// Package static holds the files that every page shares: the style sheet, the script and the icons.
package static

import "embed"

// FS holds the files by their plain names; the server gives them fingerprinted addresses. The style sheet lies in parts in
// the folder style, one for each subject.
//
//go:embed *.css *.js *.svg style/*.css
var FS embed.FS
