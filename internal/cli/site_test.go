package cli

import (
	"context"
	"net/http"
	"strings"
	"testing"
)

// The site has stopped only when the answers are given that the http.Server knows nothing of any more, or have taken too
// long.
func TestStoppingWaitsForAnswers(t *testing.T) {
	t.Parallel()
	asked := 0
	s := &site{server: &http.Server{}, answered: func(context.Context) error { asked++; return nil }}
	if err := s.drain(nil); err != nil || asked != 1 {
		t.Errorf("asked %d times: %v", asked, err)
	}
	s = &site{server: &http.Server{}, answered: func(context.Context) error { return context.DeadlineExceeded }}
	if err := s.drain(nil); err == nil || !strings.Contains(err.Error(), "cut off") {
		t.Errorf("answers that take too long: %v", err)
	}
}
