package cli

import "sync"

// touched remembers what was touched in the content folder since somebody last looked at it, as a watch tells.
type touched struct {
	mu       sync.Mutex
	files    map[string]bool // slash-separated paths in the folder
	all      bool            // or more than these
	watching bool            // a watch sees all of the folder
}

// touchedMost is how many files are remembered by name. Of more, it is quicker to look at the folder.
const touchedMost = 256

// newTouched knows nothing yet, so that the whole folder has to be looked at.
func newTouched() *touched {
	return &touched{files: map[string]bool{}, all: true}
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
