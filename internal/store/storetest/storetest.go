// Package storetest knows what every database must promise: one suite of tests, run against each.
package storetest

import (
	"testing"

	"mendwell/internal/store"
)

// Run holds a database against the contract. open returns a fresh, empty one and closes it when the test ends.
func Run(t *testing.T, open func(t testing.TB) store.DB) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, db store.DB)
	}{
		{"users", testUsers}, {"roles", testRoles}, {"claim", testClaim}, {"sessions", testSessions},
		{"attempts", testAttempts}, {"leaving", testLeaving},
		{"threads", testThreads}, {"long threads", testLongThreads}, {"latest", testLatest}, {"repeats", testRepeats}, {"placeholders", testPlaceholders},
		{"renamed discussions", testRenamedDiscussions},
		{"bookmarks", testBookmarks}, {"undo", testUndo}, {"renamed bookmarks", testRenamedBookmarks},
		{"purge", testPurge},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}
