package account

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"mendwell/internal/fault"
)

// Limits of failed logins.
const (
	attemptWindow      = 15 * time.Minute
	attemptsPerAccount = 10
	attemptsPerAddress = 30
	attemptMemory      = 22 * time.Hour // then they are purged, hourly: none is kept for 24 hours
)

// Login checks a password and makes a new session. An unknown email takes the same time and answers the same as a wrong
// password: Unauthorised "login.failed". Attempts are counted before the password is looked at, so that many at once
// cannot slip through: TooMany "login.limited" with RetryAfter.
func (s *Service) Login(ctx context.Context, l Login) (string, *User, error) {
	key := emailKey(cleanEmail(l.Email))
	attempt, err := s.attempt(ctx, key, l.Address)
	if err != nil {
		return "", nil, err
	}
	c, err := s.store.UserByEmail(ctx, key)
	if errors.Is(err, ErrUnknown) {
		c = Credentials{Hash: s.dummy()}
	} else if err != nil {
		return "", nil, fmt.Errorf("look for user: %w", err)
	}
	ok, err := s.verify(ctx, c.Hash, l.Password)
	if err != nil {
		return "", nil, err
	}
	if !ok || c.ID == 0 {
		return "", nil, fault.New(fault.Unauthorised, "login.failed")
	}
	session, token, err := s.newSession(l.Device, l.Stay)
	if err != nil {
		return "", nil, err
	}
	if err := s.store.AddSession(ctx, c.ID, session, attempt, s.keyed("account", key)); err != nil {
		return "", nil, fmt.Errorf("keep session: %w", err)
	}
	return token, &c.User, nil
}

// attempt counts a try against the account and the address, or refuses it.
func (s *Service) attempt(ctx context.Context, key, address string) (int64, error) {
	now := s.now()
	a := Attempt{Account: s.keyed("account", key), At: now}
	if address != "" {
		a.Address = s.keyed("address", address)
	}
	id, since, err := s.store.AddAttempt(ctx, a, Limits{Since: now.Add(-attemptWindow), Forget: now.Add(-attemptMemory),
		PerAccount: attemptsPerAccount, PerAddress: attemptsPerAddress})
	if err != nil {
		return 0, fmt.Errorf("count attempt: %w", err)
	}
	if since.IsZero() {
		return id, nil
	}
	f := fault.New(fault.TooMany, "login.limited")
	f.RetryAfter = max(since.Add(attemptWindow).Sub(now), time.Second).Round(time.Second)
	f.Args = map[string]any{"Minutes": int((f.RetryAfter + time.Minute - 1) / time.Minute)}
	return 0, f
}

// Purge deletes what is kept no longer: attempts, and sessions and the one-time link that have expired. It is to be
// called hourly.
func (s *Service) Purge(ctx context.Context) error {
	now := s.now()
	if err := s.store.Purge(ctx, now, now.Add(-attemptMemory)); err != nil {
		return fmt.Errorf("purge attempts and sessions: %w", err)
	}
	return nil
}

// keyed hides a value from whoever reads the database alone, which a plain hash of an IPv4 address would not.
func (s *Service) keyed(kind, value string) []byte {
	m := hmac.New(sha256.New, s.key)
	m.Write([]byte(kind + "\x00" + value))
	return m.Sum(nil)
}
