package content

import "time"

// Entry is one article in the list that `mendwell list --json` prints. Its keys are stable.
type Entry struct {
	Slug      string      `json:"slug"`
	Kind      Kind        `json:"kind"`
	Lang      string      `json:"lang"`
	Title     string      `json:"title"`
	Category  string      `json:"category"`
	Date      string      `json:"date"` // 2026-08-01; empty if missing
	Draft     bool        `json:"draft"`
	Tips      []EntryTip  `json:"tips"`
	FAQ       int         `json:"faq"`
	Takeaways int         `json:"takeaways"`
	Words     int         `json:"words"`
	Minutes   int         `json:"minutes"`
	Reviewed  ReviewState `json:"reviewed"`
}

// EntryTip is a tip in an Entry.
type EntryTip struct {
	ID     string `json:"id"`
	Label  string `json:"label"`
	Number int    `json:"number"`
	Title  string `json:"title"`
}

// List returns an entry for every article that could be read, also for those that are not visible, sorted by path.
func List(l *Library) []Entry {
	list := []Entry{}
	for _, a := range l.Everything() {
		e := Entry{
			Slug: a.Slug, Kind: a.Kind, Lang: a.Lang, Title: a.Title, Draft: a.Draft, Tips: []EntryTip{}, FAQ: len(a.Questions),
			Takeaways: len(a.Takeaways), Words: a.Words, Minutes: a.Minutes, Reviewed: a.ReviewState(l.now),
		}
		if a.Category != nil {
			e.Category = a.Category.Slug
		}
		if !a.Date.IsZero() {
			e.Date = a.Date.Format(time.DateOnly)
		}
		for _, t := range a.Tips {
			e.Tips = append(e.Tips, EntryTip{t.ID, t.Label, t.Number, t.Title})
		}
		list = append(list, e)
	}
	return list
}
