package page

import (
	"strconv"
	"strings"

	"mendwell/internal/comment"
)

// What a viewer may do to a comment: each of these includes those before it.
const (
	mayNothing = iota
	mayReply
	mayDelete
	mayEdit
)

func rights(v *comment.View) int { return RightsOf(v.CanPost, v.CanDelete, v.CanEdit) }

// RightsOf chooses among the variants of a hole that RightsHole recognises.
func RightsOf(reply, remove, edit bool) int {
	switch {
	case edit:
		return mayEdit
	case remove:
		return mayDelete
	case reply:
		return mayReply
	default:
		return mayNothing
	}
}

// rightsHole names the hole for what may be done to a comment.
func rightsHole(v *comment.View) string {
	return "may:" + strconv.FormatInt(v.Author, 10) + ":" + strconv.FormatInt(v.Created.UnixMilli(), 10)
}

// RightsHole reads the author of a comment and when it was written (Unix milliseconds) from the name of a hole.
func RightsHole(name string) (author, created int64, ok bool) {
	rest, ok := strings.CutPrefix(name, "may:")
	if !ok {
		return 0, 0, false
	}
	a, c, _ := strings.Cut(rest, ":")
	author, err := strconv.ParseInt(a, 10, 64)
	created, err2 := strconv.ParseInt(c, 10, 64)
	return author, created, err == nil && err2 == nil
}

// TipHole reads the id of a tip, or "" for the article itself, from the name of a hole whose variants keep it (0) and
// let go of it (1).
func TipHole(name string) (tip string, ok bool) { return strings.CutPrefix(name, "tip:") }

// chosen is the variant of a button that keeps (0) or lets go of (1).
func chosen(kept bool) int {
	if kept {
		return 1
	}
	return 0
}
