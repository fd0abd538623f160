package server

import (
	"strings"

	"mendwell/internal/bookmark"
	"mendwell/internal/content"
)

// CommentTarget returns under which key an article can be talked about today, by that key or one of before.
func CommentTarget(lib func() *content.Library) func(key string) (today string, ok bool) {
	return func(key string) (string, bool) {
		a, ok := lib().ByKey(key)
		if !ok {
			return "", false
		}
		return a.Key(), true
	}
}

// BookmarkFinder holds what a reader kept against today's library. An article follows its aliases; a tip is found by its
// id, else by its title, else by its words.
func BookmarkFinder(lib func() *content.Library) bookmark.Finder {
	return func(t bookmark.Target, saved bookmark.Snapshot) (bookmark.Target, bookmark.Snapshot, bool) {
		a, ok := lib().ByKey(t.Article)
		if !ok {
			return bookmark.Target{}, bookmark.Snapshot{}, false
		}
		now, today := bookmark.Target{Article: a.Key()}, bookmark.Snapshot{Title: a.Title, Text: a.Summary, ArticleTitle: a.Title}
		if a.Category != nil {
			today.Category = a.Category.Slug
		}
		if t.Tip == "" {
			return now, today, true
		}
		tip := findTip(a, t.Tip, saved)
		if tip == nil {
			return bookmark.Target{}, bookmark.Snapshot{}, false
		}
		now.Tip = tip.ID
		today.Title, today.Text, today.Label = tip.Title, tip.Text, tip.Label
		return now, today, true
	}
}

// findTip finds the tip that was saved. An id can come to name another tip, when an article is rearranged: a tip that
// says exactly what was saved is then the better answer.
func findTip(a *content.Article, id string, saved bookmark.Snapshot) *content.Tip {
	named, _ := a.Tip(id)
	if named != nil && (saved.Title == "" || sameTitle(named, saved) || named.Text == saved.Text) {
		return named
	}
	if saved.Title == "" {
		return nil
	}
	for _, same := range []func(*content.Tip, bookmark.Snapshot) bool{
		func(t *content.Tip, b bookmark.Snapshot) bool { return sameTitle(t, b) && t.Text == b.Text },
		sameTitle,
		func(t *content.Tip, b bookmark.Snapshot) bool { return b.Text != "" && t.Text == b.Text },
	} {
		for _, t := range a.Tips {
			if same(t, saved) {
				return t
			}
		}
	}
	if named != nil {
		return named // the same place with other words
	}
	for _, t := range a.Tips {
		if alike(t.Text, saved.Text) {
			return t
		}
	}
	return nil
}

func sameTitle(t *content.Tip, b bookmark.Snapshot) bool {
	return strings.EqualFold(strings.TrimSpace(t.Title), strings.TrimSpace(b.Title))
}

// alike reports whether two texts share at least 7 of 10 of their words (Jaccard's index over distinct words).
func alike(a, b string) bool {
	words := map[string]int{}
	for _, w := range strings.Fields(strings.ToLower(a)) {
		words[w] |= 1
	}
	for _, w := range strings.Fields(strings.ToLower(b)) {
		words[w] |= 2
	}
	both := 0
	for _, in := range words {
		if in == 3 {
			both++
		}
	}
	return len(words) >= 5 && both*10 >= len(words)*7
}
