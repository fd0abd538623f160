package cover

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"math/rand/v2"
)

// stream is the source of every choice in one cover. It takes bits from PCG,
// whose sequence is specified, and makes its numbers itself: the methods of
// rand.Rand may change with a Go release, and then every cover would.
type stream struct{ pcg *rand.PCG }

func newStream(slug string) *stream {
	sum := sha256.Sum256([]byte(slug))
	return &stream{rand.NewPCG(binary.BigEndian.Uint64(sum[:8]), binary.BigEndian.Uint64(sum[8:16]))}
}

// unit is uniform in [0, 1).
func (s *stream) unit() float64 { return float64(s.pcg.Uint64()>>11) / (1 << 53) }

// between is uniform in [lo, hi).
func (s *stream) between(lo, hi float64) float64 { return lo + (hi-lo)*s.unit() }

// intn is uniform in 0..n-1; the bias of so small an n cannot be seen.
func (s *stream) intn(n int) int { return int(s.unit() * float64(n)) }

// chance is true with probability p.
func (s *stream) chance(p float64) bool { return s.unit() < p }

// sign is -1 or 1.
func (s *stream) sign() float64 {
	if s.chance(.5) {
		return -1
	}
	return 1
}

// bell is bell-shaped around 0 with standard deviation sd, and bounded, so that
// no crack ever turns on the spot.
func (s *stream) bell(sd float64) float64 {
	return (s.unit() + s.unit() + s.unit() + s.unit() - 2) * math.Sqrt(3) * sd
}
