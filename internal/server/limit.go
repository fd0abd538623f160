package server

import (
	"net/http"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5/middleware"
	"github.com/go-chi/httprate"

	"mendwell/internal/fault"
)

// Requests a minute, per client address (an IPv6 network of 64 bits counts as one).
const (
	allPerMinute     = 600
	triesPerMinute   = 10 // forms that check or set a password
	commentPerMinute = 10 // per reader
	writesPerMinute  = 60
)

// limiter is a middleware that counts in this process; Login also counts in the database.
func (s *Server) limiter(perMinute int, key httprate.KeyFunc, refuse handler) func(http.Handler) http.Handler {
	if !s.RateLimits {
		return func(next http.Handler) http.Handler { return next }
	}
	limit := httprate.LimitBy(perMinute, time.Minute, key,
		httprate.WithResponseHeaders(httprate.ResponseHeaders{RetryAfter: "Retry-After"}),
		httprate.WithLimitHandler(s.adapt(refuse)))
	return func(next http.Handler) http.Handler {
		counted := limit(next)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if ours(r) {
				next.ServeHTTP(w, r)
				return
			}
			counted.ServeHTTP(w, r)
		})
	}
}

// limits are made once: every route of a kind, in every language, counts together.
type limits struct {
	all, tries, writes, comments func(http.Handler) http.Handler
}

func (s *Server) newLimits() limits {
	return limits{
		all:      s.limiter(allPerMinute, byAddress, tooMany),
		tries:    s.limiter(triesPerMinute, byAddress, tooMany),
		writes:   s.limiter(writesPerMinute, byAddress, tooMany),
		comments: s.limiter(commentPerMinute, byReader, s.tooManyComments),
	}
}

func tooMany(http.ResponseWriter, *http.Request) error {
	return &fault.Error{Kind: fault.TooMany, RetryAfter: time.Minute}
}

// tooManyComments keeps what was written: it comes back in its form, with when to press the button again.
func (s *Server) tooManyComments(w http.ResponseWriter, r *http.Request) error {
	wait := &fault.Error{Kind: fault.TooMany, Message: "error.too_many.wait", RetryAfter: time.Minute}
	f, unread := readForm(r)
	a, gone := s.articleToComment(r)
	if unread != nil || gone != nil || visitOf(r).viewer == nil {
		return wait
	}
	d, err := readDraft(f, a)
	if err != nil {
		return wait
	}
	return s.commentTrouble(w, r, a, d, wait)
}

func byAddress(r *http.Request) (string, error) {
	return network(r), nil
}

// network is what attempts are counted by: the client's address, or its network of 64 bits where that is IPv6, since
// one subscriber holds the whole of it.
func network(r *http.Request) string {
	return httprate.CanonicalizeIP(middleware.GetClientIP(r.Context()))
}

func byReader(r *http.Request) (string, error) {
	if v := visitOf(r).viewer; v != nil {
		return "user " + strconv.FormatInt(v.ID, 10), nil
	}
	return byAddress(r)
}
