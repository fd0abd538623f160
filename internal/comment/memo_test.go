package comment

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"mendwell/internal/markdown"
)

func TestMemo(t *testing.T) {
	rendered := 0
	m := newMemo(func(source string) (markdown.HTML, error) {
		rendered++
		if source == "bad" {
			return "", errors.New("bad")
		}
		return markdown.HTML("<p>" + source + "</p>"), nil
	})
	ask := func(source string) {
		t.Helper()
		if html, err := m.html(source); (err != nil) != (source == "bad") || err == nil && string(html) != "<p>"+source+"</p>" {
			t.Fatalf("%.20s: %.20s, %v", source, html, err)
		}
	}
	ask("a")
	ask("a")
	ask("bad")
	ask("bad")
	if rendered != 3 {
		t.Fatalf("rendered %d times", rendered)
	}
	long := strings.Repeat("x", 4000)
	for i := range 4 * memoBytes / 8000 {
		ask(fmt.Sprint(long, i))
		ask("a") // asked for all the time: never forgotten
		held := 0
		for _, generation := range []map[string]markdown.HTML{m.young, m.old} {
			for source, html := range generation {
				held += len(source) + len(html)
			}
		}
		if held > 2*memoBytes {
			t.Fatalf("holds %d bytes", held)
		}
	}
	if want := 3 + 4*memoBytes/8000; rendered != want {
		t.Fatalf("rendered %d times, want %d", rendered, want)
	}
}

// Deleted texts do not outlast the hour in memory.
func TestMemoForgets(t *testing.T) {
	rendered := 0
	m := newMemo(func(source string) (markdown.HTML, error) { rendered++; return markdown.HTML(source), nil })
	for range 2 {
		if _, err := m.html("text"); err != nil {
			t.Fatal(err)
		}
	}
	m.forget()
	if len(m.young)+len(m.old)+m.size != 0 {
		t.Error("something is left")
	}
	if _, err := m.html("text"); err != nil || rendered != 2 {
		t.Errorf("rendered %d times, %v", rendered, err)
	}
}
