package cli

import (
	"sync"
	"time"
)

// touched remembers what was touched in the content folder since somebody last looked at it, as a watch tells.
type touched struct {
	mu       sync.Mutex
	files    map[string]bool // slash-separated paths in the folder
	all      bool            // or more than these
	watching bool            // a watch sees all of the folder
	some     chan struct{}   // something has been touched
}

// touchedMost is how many files are remembered by name. Of more, it is quicker to look at the folder.
const touchedMost = 256

// newTouched knows nothing yet, so that the whole folder has to be looked at.
func newTouched() *touched {
	return &touched{files: map[string]bool{}, all: true, some: make(chan struct{}, 1)}
}

// begin says that from now on a watch tells what is touched. What was touched before it began is found by the next look.
func (t *touched) begin() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.watching = true
}

// end says that a watch no longer sees all.
func (t *touched) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.watching, t.all = false, true
}

// add notes a file.
func (t *touched) add(file string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.files) < touchedMost {
		t.files[file] = true
	} else {
		t.all = t.all || !t.files[file]
	}
	select {
	case t.some <- struct{}{}:
	default:
	}
}

// addAll notes that anything may have been touched.
func (t *touched) addAll() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.all = true
}

// take returns what was touched since it was last called, for somebody who looks at it now. Not known: the whole folder
// has to be looked at.
func (t *touched) take() (files []string, known bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for file := range t.files {
		files = append(files, file)
	}
	clear(t.files)
	known, t.all = !t.all, !t.watching
	return files, known
}

// await returns when something has been touched, or after a time: the watch may hear of a save a moment later than
// another program says that it was made.
func (t *touched) await(most time.Duration) {
	t.mu.Lock()
	if t.all || len(t.files) > 0 {
		t.mu.Unlock()
		return
	}
	select {
	case <-t.some: // of what has been taken since
	default:
	}
	t.mu.Unlock()
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-t.some:
	}
}
