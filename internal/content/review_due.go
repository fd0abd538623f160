package content

import "time"

// dueSoon is how long before a review is due an editor hears of it: enough to ask the reviewer.
const dueSoon = 30 * 24 * time.Hour

// checkReview says where a review no longer holds, or soon will not.
func (k *linker) checkReview(d *draft) {
	const again = "Ask the reviewer to read it again, then \"mendwell sign\" it."
	a, now := d.article, k.opts.Now
	if a.Review == nil || a.ReviewState(now) == ReviewNone {
		return
	}
	at := d.where("review")
	d = k.on(d)
	d.checkReviewDates(now)
	switch a.ReviewState(now) {
	case ReviewChanged:
		d.advise(at, LevelWarning, "review-changed", again, "the text is not the one that %s reviewed, and the page says so", a.Review.By.Name)
	case ReviewOverdue:
		d.advise(at, LevelWarning, "review-overdue", again, "the next review was due on %s, and the page says so", a.Review.Due.Format(time.DateOnly))
	case ReviewHolds:
		if due := a.Review.Due; !due.IsZero() && due.Sub(now) <= dueSoon {
			d.advise(at, LevelHint, "review-due-soon", again, "the next review is due on %s", due.Format(time.DateOnly))
		}
	case ReviewNone:
	}
}

// checkReviewDates says which date a review owes its readers: when it was made, and until when it is to be trusted.
func (d *draft) checkReviewDates(now time.Time) {
	r, at := d.article.Review, d.where("review")
	const sign = "Let \"mendwell sign\" write both dates."
	switch {
	case r.Date.IsZero():
		d.advise(at, LevelWarning, "review-undated", sign, "the review has no date, so readers cannot tell how old it is")
	case r.Date.After(now):
		d.advise(at, LevelWarning, "date-order", sign, "the review is dated %s, which is still to come", r.Date.Format(time.DateOnly))
	}
	switch {
	case r.Due.IsZero():
		d.advise(at, LevelWarning, "review-without-due", sign, "the review does not say when it is due again, so it would never grow old")
	case r.Due.Before(r.Date):
		d.advise(at, LevelWarning, "date-order", sign, "the next review is due before the last one was made")
	}
}
