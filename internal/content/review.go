package content

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// ReviewState compares the review with the text and the day. A changed text counts before a late review.
func (a *Article) ReviewState(now time.Time) ReviewState {
	switch {
	case a.Review == nil || a.Review.By == nil || a.Review.By.Credentials == "":
		return ReviewNone
	case a.Review.Seal != a.Seal():
		return ReviewChanged
	case !a.Review.Due.IsZero() && !now.Before(a.Review.Due.AddDate(0, 0, 1)):
		return ReviewOverdue
	}
	return ReviewHolds
}

// Seal returns the SHA-256, in hexadecimal, of the text that a reviewer vouches for: title, takeaways and body, with
// white space made even. Dates, tags, pictures and ids are not part of it.
func (a *Article) Seal() string { return a.seal }

func (d *draft) sealText(body string) []string {
	parts := []string{d.article.Title}
	for _, v := range d.fields["takeaways"].val.list {
		label, text := takeaway(v)
		parts = append(parts, label, text)
	}
	return append(parts, body)
}

func sealOf(parts []string) string {
	h := sha256.New()
	for _, p := range parts {
		p = strings.Join(strings.Fields(norm.NFC.String(p)), " ")
		_, _ = h.Write([]byte(p + "\x00")) // a hash never fails
	}
	return hex.EncodeToString(h.Sum(nil))
}
