package server

import (
	"context"
	"sync"

	"mendwell/internal/comment"
)

// longTalks remembers the discussions in which nobody counts to the page of a new comment: its permanent address leads
// there, which is right even where such a discussion grows short again. It is safe for concurrent use.
type longTalks struct {
	mu       sync.RWMutex
	articles map[string]struct{}
}

// longTalksMost is how many are remembered; more start over.
const longTalksMost = 1024

func (l *longTalks) has(article string) bool {
	l.mu.RLock()
	defer l.mu.RUnlock()
	_, ok := l.articles[article]
	return ok
}

func (l *longTalks) add(article string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.articles == nil || len(l.articles) >= longTalksMost {
		l.articles = map[string]struct{}{}
	}
	l.articles[article] = struct{}{}
}

// near finds the page of a comment that was just posted, where that costs little.
func (s *Server) near(d comment.Draft) func(context.Context, int64) (comment.Place, error) {
	return func(ctx context.Context, id int64) (comment.Place, error) {
		if d.Parent == 0 && s.long.has(d.Article) {
			return comment.Place{Article: d.Article}, nil
		}
		at, err := s.Comments.PageNear(ctx, id)
		if err == nil && d.Parent == 0 && at.Page == 0 {
			s.long.add(d.Article)
		}
		return at, err
	}
}
