package account

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Cost is what one password hash takes.
type Cost struct {
	Memory uint32 // KiB
	Passes uint32
	Lanes  uint8
}

// StandardCost is 19 MiB, two passes, one lane: a setting of the OWASP Password Storage Cheat Sheet
// for argon2id (RFC 9106) that leaves room for several logins at once on a small machine.
func StandardCost() Cost { return Cost{Memory: 19 << 10, Passes: 2, Lanes: 1} }

const (
	saltBytes = 16
	hashBytes = 32
	// maxRawPassword caps what is normalised and hashed, in bytes: more than 200 characters can ever need.
	maxRawPassword = 2000
)

// hash returns the PHC string of a password, after waiting for a turn.
func (s *Service) hash(ctx context.Context, password string) (string, error) {
	salt, err := s.bytes(saltBytes)
	if err != nil {
		return "", err
	}
	sum, err := s.derive(ctx, password, salt, s.cost, hashBytes)
	if err != nil {
		return "", err
	}
	return encodePHC(s.cost, salt, sum), nil
}

// verify reports whether a password fits a PHC string, in time that does not depend on either.
func (s *Service) verify(ctx context.Context, phc, password string) (bool, error) {
	cost, salt, want, err := decodePHC(phc)
	if err != nil {
		return false, err
	}
	fits := len(password) <= maxRawPassword
	if !fits {
		password = ""
	}
	got, err := s.derive(ctx, password, salt, cost, len(want))
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1 && fits, nil
}

// dummy is a PHC string of the present cost that no password fits (in any time that matters).
func (s *Service) dummy() string {
	return encodePHC(s.cost, make([]byte, saltBytes), make([]byte, hashBytes))
}

func (s *Service) derive(ctx context.Context, password string, salt []byte, c Cost, n int) ([]byte, error) {
	select {
	case s.turns <- struct{}{}:
		defer func() { <-s.turns }()
	case <-ctx.Done():
		return nil, fmt.Errorf("wait to hash a password: %w", ctx.Err())
	}
	return argon2.IDKey([]byte(norm.NFC.String(password)), salt, c.Passes, c.Memory, c.Lanes, uint32(n)), nil
}

func encodePHC(c Cost, salt, sum []byte) string {
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.Memory, c.Passes, c.Lanes,
		b64(salt), b64(sum))
}

// decodePHC takes apart what encodePHC made, perhaps with an older cost.
func decodePHC(phc string) (c Cost, salt, sum []byte, err error) {
	parts := strings.Split(phc, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, errors.New("password hash: not an argon2id string of this version")
	}
	if _, err = fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.Memory, &c.Passes, &c.Lanes); err != nil {
		return c, nil, nil, fmt.Errorf("password hash: cost: %w", err)
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return c, nil, nil, fmt.Errorf("password hash: salt: %w", err)
	}
	if sum, err = base64.RawStdEncoding.DecodeString(parts[5]); err != nil {
		return c, nil, nil, fmt.Errorf("password hash: sum: %w", err)
	}
	if c.Passes < 1 || c.Lanes < 1 || len(sum) < 16 {
		return c, nil, nil, errors.New("password hash: impossible cost")
	}
	return c, salt, sum, nil
}
