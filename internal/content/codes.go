package content

import (
	"slices"
	"strings"

	"mendwell/internal/care"
)

// ownCodes are the codes of the findings that this package makes itself, one a line; those of care have their table. A
// test holds them against the source.
const ownCodes = `
alias-taken
answered-twice
bad-feed-id
bad-number
bad-security-contact
bad-slug
bad-synonym
bad-url
cannot-render
cut-off-summary
date-order
duplicate-country
duplicate-id
duplicate-slug
duplicate-tip
empty-help
empty-navigation
empty-offer
empty-source
external-image
foreign-language
front-matter
half-address
heading-skip
heavy-image
held-back
help-topic
ignored-nothing
ignored-without-code
ignored-without-reason
image-broken
image-name
image-too-large
image-type
long-summary
looks-numbered
loose-number
misplaced-offer
missing-alt
missing-category
missing-contact
missing-credit
missing-date
missing-image
missing-name
missing-site
missing-summary
missing-title
missing-topic
moved-link
no-help-line
not-utf8
nul-byte
one-sided-question
part-without-series
passive-summary
promised-count
raw-html
reading-level
reserved-id
reserved-slug
review-changed
review-due-soon
review-overdue
review-undated
review-unsealed
review-without-due
reviewer-credentials
reviewer-wrote-it
same-key
same-title
sensitive-not-for
series-alone
series-gap
series-repeat
series-unnumbered
several-series
single-source
stale-help-line
template-code
tip-gap
tip-repeat
tip-restart
too-complex
too-large
unanswered-question
unfinished
unknown-callout
unknown-category
unknown-country
unknown-footnote
unknown-help-topic
unknown-key
unknown-language
unknown-link
unknown-person
unknown-question
unknown-related
unknown-stance
unknown-tip
unknown-translation
unknown-value
unpublished-link
unreadable
unsafe-link
unused-footnote
wrong-type
`

// Codes returns the code of every kind of finding, in alphabetical order. Codes are stable: a new release may add some.
func Codes() []string {
	codes := strings.Fields(ownCodes)
	for _, r := range care.Rules() {
		codes = append(codes, r.Code)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}
