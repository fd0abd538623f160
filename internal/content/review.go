package content

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"mendwell/internal/markdown"
)

// ReviewState compares the review with the text and the day. A changed text counts before a late review.
func (a *Article) ReviewState(now time.Time) ReviewState {
	switch {
	case a.Review == nil || a.Review.By == nil || a.Review.By.Credentials == "" || a.Review.Seal == "":
		return ReviewNone // nobody has vouched for an exact text
	case a.Review.Seal != a.Seal(a.Review.By.Slug):
		return ReviewChanged
	case !a.Review.Due.IsZero() && !now.Before(a.Review.Due.AddDate(0, 0, 1)):
		return ReviewOverdue
	}
	return ReviewHolds
}

// Seal returns the SHA-256, in hexadecimal, of who vouches (a person's slug) and for what: title, takeaways and body with
// where its links lead, white space made even. Dates, tags, pictures and ids are not part of it.
func (a *Article) Seal(by string) string {
	text := a.seal
	if text == "" {
		text = a.readSeal()
	}
	return sealOf([]string{text, by})
}

// readSeal reads the article once more: it costs a tenth of reading it, and hardly any article asks for it.
func (a *Article) readSeal() string {
	d := &draft{file: &file{path: a.Path, source: a.source, fields: map[string]field{}, whole: true}, article: a}
	var err error
	if d.order, err = parseFront(d.source, nil); err != nil {
		return "" // it was not loaded
	}
	d.index(articleAliases)
	body, err := markdown.ParseArticle([]byte(a.body), markdown.ArticleOptions{Word: a.words, Topics: HelpTopics()})
	if err != nil {
		return ""
	}
	return sealOf(d.sealText(shape(body, a.want)))
}

// sealText returns the parts of the reviewed text. Of every tip the printed label counts too.
func (d *draft) sealText(s *structure) []string {
	parts := []string{d.article.Title}
	for _, v := range d.takeaways() {
		label, text := takeaway(v)
		parts = append(parts, label, text)
	}
	for _, p := range s.pieces {
		parts = append(parts, s.texts.Seal(s.src, p.blocks...))
		if t := p.tip; t != nil {
			parts = append(parts, t.Label, s.texts.Seal(s.src, t.titleNode), s.texts.Seal(s.src, t.body...))
		}
		for _, q := range p.faq {
			parts = append(parts, s.texts.Seal(s.src, q.titleNode), s.texts.Seal(s.src, q.body...))
		}
	}
	return parts
}

func sealOf(parts []string) string {
	size := 0
	for _, p := range parts {
		size += len(p) + 1
	}
	text := make([]byte, 0, size)
	for _, p := range parts {
		start := len(text)
		for f := range strings.FieldsSeq(norm.NFC.String(p)) {
			if len(text) > start {
				text = append(text, ' ')
			}
			text = append(text, f...)
		}
		text = append(text, 0)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
