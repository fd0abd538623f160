package content

import (
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"2024-01-05", "January 5th, 2024", "5. Januar 2024", "5. Jänner 2024", "20240105", "2024-1-5 00:00", "5 Jan 2024 00:00", "Jan 5, 2024", "5.1.2024",
		"2024-01-05T01:00:00 CET", "2024-01-05 02:00:00 CEST", "Fri Jan  5 00:00:00 2024", "Fri, 05 Jan 2024 00:00:00 GMT", "2024-01-05T00:00:00Z",
	} {
		if got, ok := parseDate(s); !ok || !got.Equal(time.Date(2024, 1, 5, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%q is %v, %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "soon", "2024-13-01", "5th", "2024"} {
		if got, ok := parseDate(s); ok {
			t.Errorf("%q is %v", s, got)
		}
	}
}
