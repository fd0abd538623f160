package server

import (
	"time"

	"mendwell/internal/content"
	"mendwell/web/page"
)

// waiting says why readers do not see an article yet; nothing where they do.
func waiting(v *visit, a *content.Article, now time.Time) page.Waiting {
	switch {
	case a.Draft:
		return page.Waiting{Badge: v.words.T("waiting.draft"), Text: v.words.T("article.draft")}
	case a.Date.After(now):
		date := v.words.LongDate(a.Date)
		if hour, minute, second := a.Date.Clock(); hour+minute+second > 0 {
			date = v.words.DateTime(a.Date)
		}
		return page.Waiting{Badge: v.words.T("waiting.scheduled", "Date", date), Text: v.words.T("article.scheduled")}
	default:
		return page.Waiting{}
	}
}
