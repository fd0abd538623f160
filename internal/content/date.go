package content

import (
	"regexp"
	"strings"
	"time"
)

// dateLayouts are the shapes of dates that editors and their tools write.
var dateLayouts = []string{
	time.DateOnly, time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700",
	"2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 -07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02 15:04",
	"2006-01-02 15:04 -0700", "2006-01-02T15:04:05 -0700", "2006-01-02 15:04:05 MST", "2006/01/02", "2006/01/02 15:04:05", "2006/01/02 15:04",
	"2006-1-2", "2006-1-2 15:04", "2006-1-2 15:04:05", "2006/1/2", "20060102", "2.1.2006", "2.1.2006 15:04", "2 January 2006", "2. January 2006",
	"2 January 2006 15:04", "January 2, 2006", "January 2 2006", "January 2, 2006 15:04", "2 Jan 2006", "2 Jan 2006 15:04", "2 Jan 2006 15:04:05",
	"Jan 2, 2006", "Jan 2 2006", time.RFC1123Z, time.RFC1123, time.ANSIC, time.UnixDate,
}

var daySuffix = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)\b`)

// dateWords turns German months and zones that Go does not know into what the layouts have.
var dateWords = strings.NewReplacer(
	"Januar ", "January ", "Jänner", "January", "Februar ", "February ", "März", "March", "Mai", "May", "Juni ", "June ", "Juli ", "July ",
	"Oktober", "October", "Dezember", "December", " UTC", " +0000", " GMT", " +0000", " CET", " +0100", " MEZ", " +0100", " CEST", " +0200",
	" MESZ", " +0200", " EST", " -0500", " EDT", " -0400", " PST", " -0800", " PDT", " -0700",
)

// parseDate reads a date. One without a zone is in UTC.
func parseDate(s string) (time.Time, bool) {
	if isDay(s) { // nearly all are
		if t, err := time.Parse(time.DateOnly, s); err == nil {
			return t, true
		}
	}
	s = strings.Join(strings.Fields(s), " ")
	for _, text := range []string{dateWords.Replace(daySuffix.ReplaceAllString(s, "$1")), s} {
		for _, layout := range dateLayouts {
			if t, err := time.Parse(layout, text); err == nil {
				return t, true
			}
		}
	}
	return time.Time{}, false
}
