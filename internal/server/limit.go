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
func (s *Server) limiter(perMinute int, key httprate.KeyFunc) func(http.Handler) http.Handler {
	if !s.RateLimits {
		return func(next http.Handler) http.Handler { return next }
	}
	return httprate.LimitBy(perMinute, time.Minute, key,
		httprate.WithResponseHeaders(httprate.ResponseHeaders{RetryAfter: "Retry-After"}),
		httprate.WithLimitHandler(s.adapt(func(http.ResponseWriter, *http.Request) error {
			return &fault.Error{Kind: fault.TooMany, RetryAfter: time.Minute}
		})))
}

// limits are made once: every route of a kind, in every language, counts together.
type limits struct {
	all, tries, writes, comments func(http.Handler) http.Handler
}

func (s *Server) newLimits() limits {
	return limits{
		all:      s.limiter(allPerMinute, byAddress),
		tries:    s.limiter(triesPerMinute, byAddress),
		writes:   s.limiter(writesPerMinute, byAddress),
		comments: s.limiter(commentPerMinute, byReader),
	}
}

func byAddress(r *http.Request) (string, error) {
	return httprate.CanonicalizeIP(middleware.GetClientIP(r.Context())), nil
}

func byReader(r *http.Request) (string, error) {
	if v := visitOf(r).viewer; v != nil {
		return "user " + strconv.FormatInt(v.ID, 10), nil
	}
	return byAddress(r)
}
