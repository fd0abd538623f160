package content

import "time"

// dueSoon is how long before a review is due an editor hears of it: enough to ask the reviewer.
const dueSoon = 30 * 24 * time.Hour

// checkReview says where a review no longer holds, or soon will not.
func (k *linker) checkReview(d *draft) {
	const again = "Ask the reviewer to read it again, then \"mendwell sign\" it."
	a, now, at := d.article, k.opts.Now, d.where("review")
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
