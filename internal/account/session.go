package account

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

const (
	sessionLife  = 30 * 24 * time.Hour // since it was last seen
	borrowedLife = 2 * time.Hour       // the same on a borrowed device
	borrowedMost = 12 * time.Hour      // there since the login, whatever happens
	sessionTouch = 5 * time.Minute     // how old LastSeen may be before it is written again
	maxDevice    = 60
	touchWait    = 50 * time.Millisecond // how long a page waits to note its visit
)

// newSession makes a session and its token: a public id and a secret. The store sees only the secret's SHA-256, so that
// whoever reads a copy of the database cannot log in; comparing hashes of random secrets needs no slow hash.
func (s *Service) newSession(device string, stay Stay) (NewSession, string, error) {
	id, err := s.bytes(16)
	if err != nil {
		return NewSession{}, "", err
	}
	secret, err := s.bytes(32)
	if err != nil {
		return NewSession{}, "", err
	}
	if r := []rune(device); len(r) > maxDevice {
		device = string(r[:maxDevice])
	}
	sum := sha256.Sum256(secret)
	now := s.now()
	n := NewSession{ID: base64.RawURLEncoding.EncodeToString(id), Secret: sum[:], Device: device, Created: now,
		Expires: stay.until(now, now), Stay: stay}
	return n, n.ID + "." + base64.RawURLEncoding.EncodeToString(secret), nil
}

// until is when a session ends that was created and last seen then.
func (s Stay) until(created, seen time.Time) time.Time {
	if s != StayBorrowed {
		return seen.Add(sessionLife)
	}
	if end := created.Add(borrowedMost); end.Before(seen.Add(borrowedLife)) {
		return end
	}
	return seen.Add(borrowedLife)
}

// Viewer finds who a session token belongs to; nil, nil where it is unknown, ended or expired.
func (s *Service) Viewer(ctx context.Context, token string) (*Viewer, error) {
	id, secret, ok := splitToken(token)
	if !ok {
		return nil, nil
	}
	session, sum, user, err := s.store.Session(ctx, id)
	if errors.Is(err, ErrUnknown) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load session: %w", err)
	}
	given, now := sha256.Sum256(secret), s.now()
	if subtle.ConstantTimeCompare(given[:], sum) != 1 || !now.Before(session.Expires) {
		return nil, nil
	}
	if now.Sub(session.LastSeen) >= sessionTouch {
		// A page must not fail because its visit could not be noted; the next one notes it.
		expires := session.Stay.until(session.Created, now)
		if err := s.touch(ctx, id, now, expires); err == nil {
			session.LastSeen, session.Expires = now, expires
		}
	}
	session.Current = true
	return &Viewer{User: &user, Session: session}, nil
}

func (s *Service) touch(ctx context.Context, id string, now, expires time.Time) error {
	ctx, cancel := context.WithTimeout(ctx, touchWait)
	defer cancel()
	return s.store.TouchSession(ctx, id, now, expires)
}

// splitToken takes a token apart; the lengths are fixed, so that nonsense never reaches the database.
func splitToken(token string) (id string, secret []byte, ok bool) {
	id, rest, found := strings.Cut(token, ".")
	if !found || len(id) != 22 || len(rest) != 43 {
		return "", nil, false
	}
	if raw, err := base64.RawURLEncoding.Strict().DecodeString(id); err != nil || len(raw) != 16 {
		return "", nil, false
	}
	secret, err := base64.RawURLEncoding.Strict().DecodeString(rest)
	return id, secret, err == nil && len(secret) == 32
}

// Logout ends the session of a token; a token that leads nowhere is no error.
func (s *Service) Logout(ctx context.Context, token string) error {
	v, err := s.Viewer(ctx, token)
	if err != nil || v == nil {
		return err
	}
	return s.EndSession(ctx, v, v.Session.ID)
}

// Sessions returns the viewer's sessions, last seen first; the present one is marked.
func (s *Service) Sessions(ctx context.Context, v *Viewer) ([]Session, error) {
	if !v.known() {
		return nil, needLogin()
	}
	list, err := s.store.Sessions(ctx, v.User.ID, s.now())
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	for i := range list {
		list[i].Current = list[i].ID == v.Session.ID
	}
	return list, nil
}

// EndSession ends one session of the viewer; somebody else's is left alone.
func (s *Service) EndSession(ctx context.Context, v *Viewer, id string) error {
	if !v.known() {
		return needLogin()
	}
	if err := s.store.EndSession(ctx, v.User.ID, id); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	return nil
}

// EndOtherSessions ends all sessions of the viewer but the present one.
func (s *Service) EndOtherSessions(ctx context.Context, v *Viewer) error {
	return s.endSessions(ctx, v, func() string { return v.Session.ID })
}

// EndAllSessions ends every session of the viewer, the present one too.
func (s *Service) EndAllSessions(ctx context.Context, v *Viewer) error {
	return s.endSessions(ctx, v, func() string { return "" })
}

func (s *Service) endSessions(ctx context.Context, v *Viewer, except func() string) error {
	if !v.known() {
		return needLogin()
	}
	if err := s.store.EndSessions(ctx, v.User.ID, except()); err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	return nil
}

func (s *Service) bytes(n int) ([]byte, error) {
	b := make([]byte, n)
	if _, err := io.ReadFull(s.random, b); err != nil {
		return nil, fmt.Errorf("read randomness: %w", err)
	}
	return b, nil
}
