package comment

import (
	"sync"

	"mendwell/internal/markdown"
)

// memoBytes is how much of sources and markup one generation of a memo holds.
const memoBytes = 4 << 20

// memo remembers the markup of texts that were shown lately. Only the source of a comment is stored, and rendering the
// 200 comments of a busy page takes several milliseconds; remembering is safe because markup depends on nothing else.
// It keeps two generations: when the young one is full it becomes the old one, and what is still asked for moves on.
type memo struct {
	render func(source string) (markdown.HTML, error)

	mu         sync.Mutex
	young, old map[string]markdown.HTML
	size       int // bytes in young
}

func newMemo(render func(source string) (markdown.HTML, error)) *memo {
	return &memo{render: render, young: map[string]markdown.HTML{}}
}

// html renders a text, or remembers it. Failures are not remembered.
func (m *memo) html(source string) (markdown.HTML, error) {
	if html, ok := m.recall(source); ok {
		return html, nil
	}
	html, err := m.render(source) // not under the lock: two may render the same text once
	if err == nil {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.keep(source, html)
	}
	return html, err
}

// forget drops everything, with the texts that were deleted since.
func (m *memo) forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.young, m.old, m.size = map[string]markdown.HTML{}, nil, 0
}

func (m *memo) recall(source string) (markdown.HTML, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if html, ok := m.young[source]; ok {
		return html, true
	}
	html, ok := m.old[source]
	if ok {
		m.keep(source, html)
	}
	return html, ok
}

func (m *memo) keep(source string, html markdown.HTML) {
	if _, ok := m.young[source]; ok {
		return
	}
	if m.size += len(source) + len(html); m.size > memoBytes {
		m.old, m.young, m.size = m.young, map[string]markdown.HTML{}, len(source)+len(html)
	}
	m.young[source] = html
}
