package cli

import (
	"runtime/debug"
	"slices"
	"strings"
)

// How much a heap may grow until garbage is collected, in per cent.
const (
	// servingGrowth keeps a library of 10,000 articles under 600 MB while it is read, for a few per cent more time.
	servingGrowth = 50
	// passingGrowth is for a command that ends soon: it spares nearly all collections, for twice the memory.
	passingGrowth = 400
)

// collectAt sets how much the heap may grow, unless the operator has with GOGC, and returns what puts it back.
func (w World) collectAt(growth int) (restore func()) {
	if slices.ContainsFunc(w.Env, func(v string) bool { return strings.HasPrefix(v, "GOGC=") }) {
		return func() {}
	}
	before := debug.SetGCPercent(growth)
	return func() { debug.SetGCPercent(before) }
}
