package server

import "regexp"

// What a reader's browser has no use for: comments and indentation. Nothing else is changed. A comment in a script counts
// only where it has its line to itself; in our style sheets none stands in a string, which a test holds them against.
var (
	styleComment  = regexp.MustCompile(`/\*[^*]*\*+(?:[^/*][^*]*\*+)*/`)
	scriptComment = regexp.MustCompile(`(?m)^[ \t]*//.*$`)
	indentation   = regexp.MustCompile(`\n\s+`)
)

// compact returns a shared file as it is sent.
func compact(ext string, data []byte) []byte {
	switch ext {
	case "css":
		data = styleComment.ReplaceAll(data, nil)
	case "js":
		data = scriptComment.ReplaceAll(data, nil)
	default:
		return data
	}
	return indentation.ReplaceAll(append([]byte{'\n'}, data...), []byte{'\n'})[1:]
}
