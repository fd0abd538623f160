package content

import (
	"strings"
	"testing"
	"time"
)

// TestLongLeadIn reads lead-ins that never end.
func TestLongLeadIn(t *testing.T) {
	t.Parallel()
	start := time.Now()
	lib, _ := Load(folder("a.md", "# A\n\n1. "+strings.Repeat("Dr. A ", 10000)+"\n2. "+strings.Repeat("z.B. ", 10000)), Options{Now: noon()})
	if _, ok := lib.Article("en", "a"); !ok {
		t.Fatal("no article")
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("it took %v", took)
	}
}
