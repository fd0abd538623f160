package cli

import (
	"strings"

	"mendwell/internal/bookmark"
	"mendwell/internal/content"
)

// alike is the share of words that two tips must have in common to be the same tip under another id.
const alike = 0.6

// findTarget looks up what a reader kept. A tip whose id is gone is looked for by its title, then by its words, so that
// an editor may rename a tip or rewrite it, only not both at once.
func findTarget(lib *content.Library, t bookmark.Target, saved bookmark.Snapshot) (bookmark.Target, bookmark.Snapshot, bool) {
	a, ok := lib.ByKey(t.Article)
	if !ok {
		return bookmark.Target{}, bookmark.Snapshot{}, false
	}
	now := bookmark.Target{Article: a.Key()}
	today := bookmark.Snapshot{Title: a.Title, Text: a.Summary, ArticleTitle: a.Title}
	if a.Category != nil {
		today.Category = a.Category.Slug
	}
	if t.Tip == "" {
		return now, today, true
	}
	tip, ok := a.Tip(t.Tip)
	if !ok {
		tip, ok = sameTip(a.Tips, saved)
	}
	if !ok {
		return bookmark.Target{}, bookmark.Snapshot{}, false
	}
	now.Tip = tip.ID
	today.Title, today.Text, today.Label = tip.Title, tip.Text, tip.Label
	return now, today, true
}

// sameTip finds the tip with the saved title; without one, the tip that has the most words in common.
func sameTip(tips []*content.Tip, saved bookmark.Snapshot) (*content.Tip, bool) {
	title := strings.Join(wordsOf(saved.Title), " ")
	for _, tip := range tips {
		if title != "" && strings.Join(wordsOf(tip.Title), " ") == title {
			return tip, true
		}
	}
	var best *content.Tip
	most := alike
	for _, tip := range tips {
		if share := common(wordsOf(saved.Text), wordsOf(tip.Text)); share >= most {
			best, most = tip, share
		}
	}
	return best, best != nil
}

func wordsOf(text string) []string { return strings.Fields(strings.ToLower(text)) }

// common is the Jaccard index of two texts: shared words by all words.
func common(a, b []string) float64 {
	seen := make(map[string]bool, len(a)) // true: in b too
	for _, word := range a {
		seen[word] = false
	}
	all, shared := len(seen), 0
	for _, word := range b {
		in, known := seen[word]
		switch {
		case !known:
			all++
			seen[word] = true
		case !in:
			shared++
			seen[word] = true
		}
	}
	if all == 0 {
		return 0
	}
	return float64(shared) / float64(all)
}
