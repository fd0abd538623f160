package account

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"mendwell/internal/fault"
)

// claimLife is how long the link of the first start is valid.
const claimLife = 24 * time.Hour

// EnsureClaim makes a new one-time code where the site has no administrator, and needed says so. A former code ends.
func (s *Service) EnsureClaim(ctx context.Context) (code string, needed bool, err error) {
	raw, err := s.bytes(20)
	if err != nil {
		return "", false, err
	}
	code = base64.RawURLEncoding.EncodeToString(raw)
	switch err = s.store.SetClaim(ctx, claimHash(code), s.now().Add(claimLife)); {
	case errors.Is(err, ErrNoClaim):
		return "", false, nil
	case err != nil:
		return "", false, fmt.Errorf("keep claim: %w", err)
	}
	return code, true, nil
}

// ClaimOpen reports whether code is the valid one-time code.
func (s *Service) ClaimOpen(ctx context.Context, code string) (bool, error) {
	hash, expires, err := s.store.Claim(ctx)
	if errors.Is(err, ErrNoClaim) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("load claim: %w", err)
	}
	return subtle.ConstantTimeCompare(hash, claimHash(code)) == 1 && s.now().Before(expires), nil
}

// ClaimAdmin turns the one-time code into an administrator: a new account, or an existing one whose password matches.
// A code that is used up, replaced or too old is NotFound "claim.gone".
func (s *Service) ClaimAdmin(ctx context.Context, code string, r Registration, device string) (string, *User, error) {
	open, err := s.ClaimOpen(ctx, code)
	if err != nil {
		return "", nil, err
	}
	if !open {
		return "", nil, claimGone()
	}
	session, token, err := s.newSession(device, r.Stay)
	if err != nil {
		return "", nil, err
	}
	user, err := s.claim(ctx, claimHash(code), r, session)
	switch {
	case errors.Is(err, ErrNoClaim):
		return "", nil, claimGone()
	case errors.Is(err, ErrTaken):
		return "", nil, taken(err, "")
	case err != nil:
		return "", nil, err
	}
	return token, &user, nil
}

func (s *Service) claim(ctx context.Context, hash []byte, r Registration, session NewSession) (User, error) {
	known, err := s.store.UserByEmail(ctx, emailKey(cleanEmail(r.Email)))
	if errors.Is(err, ErrUnknown) {
		u, err := s.newUser(ctx, r, RoleAdmin, "", checkName)
		if err != nil {
			return User{}, err
		}
		return s.store.AddAdmin(ctx, hash, u, session)
	}
	if err != nil {
		return User{}, fmt.Errorf("look for email: %w", err)
	}
	ok, err := s.verify(ctx, known.Hash, r.Password)
	if err != nil {
		return User{}, err
	}
	if !ok {
		return User{}, invalid(map[string]string{"password": "account.password.wrong"})
	}
	return s.store.Promote(ctx, hash, known.ID, session)
}

func claimHash(code string) []byte {
	sum := sha256.Sum256([]byte(code))
	return sum[:]
}

func claimGone() error { return fault.New(fault.NotFound, "claim.gone") }

// AddUser makes a user of any role, for the operator's command line. person is the slug of the person in the content
// folder that the account belongs to, or empty.
func (s *Service) AddUser(ctx context.Context, name, email, password string, role Role, person string) (*User, error) {
	if !role.known() {
		return nil, invalid(map[string]string{"role": "account.role.unknown"})
	}
	n, err := s.newUser(ctx, Registration{Name: name, Email: email, Password: password}, role, person, checkName)
	if err != nil {
		return nil, err
	}
	u, err := s.store.AddUser(ctx, n, nil)
	if err != nil {
		return nil, taken(err, "add user")
	}
	return &u, nil
}

// SetRole changes what a user may do and whose account it is. NotFound "account.unknown"; the last administrator stays
// one: Conflict "account.last_admin".
func (s *Service) SetRole(ctx context.Context, email string, role Role, person string) error {
	if !role.known() {
		return invalid(map[string]string{"role": "account.role.unknown"})
	}
	err := s.store.SetRole(ctx, emailKey(cleanEmail(email)), role, person)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ErrUnknown):
		return fault.New(fault.NotFound, "account.unknown")
	}
	return lastAdmin(err, "set role")
}

// SetPassword gives a user a new password and ends their sessions, for the operator's command line.
func (s *Service) SetPassword(ctx context.Context, email, password string) error {
	u, err := s.store.UserByEmail(ctx, emailKey(cleanEmail(email)))
	if errors.Is(err, ErrUnknown) {
		return fault.New(fault.NotFound, "account.unknown")
	}
	if err != nil {
		return fmt.Errorf("look for user: %w", err)
	}
	if id := checkPassword(password, u.Email, u.Name); id != "" {
		return invalid(map[string]string{"password": id})
	}
	hash, err := s.hash(ctx, password)
	if err != nil {
		return err
	}
	if err := s.store.SetPassword(ctx, u.ID, hash, nil); err != nil {
		return fmt.Errorf("set password: %w", err)
	}
	return nil
}

// Users returns everybody, oldest first.
func (s *Service) Users(ctx context.Context) ([]User, error) {
	list, err := s.store.Users(ctx)
	if err != nil {
		return nil, fmt.Errorf("list users: %w", err)
	}
	return list, nil
}

func (r Role) known() bool {
	return r == RoleReader || r == RoleAuthor || r == RoleModerator || r == RoleAdmin
}
