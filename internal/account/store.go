package account

import (
	"context"
	"errors"
	"time"
)

// What a Store answers when a rule that only the database can keep forbids an act.
var (
	ErrUnknown   = errors.New("account: no such user or session")
	ErrTaken     = errors.New("account: email is taken")
	ErrLastAdmin = errors.New("account: last administrator")
	ErrNoClaim   = errors.New("account: no open claim")
)

// Credentials are a user and what their password is checked against.
type Credentials struct {
	User
	Hash string // PHC string
}

// NewUser is a user about to be kept.
type NewUser struct {
	Name, Email, EmailKey string
	Hash                  string
	Role                  Role
	Person                string
	Created               time.Time
}

// NewSession is a session about to be kept; of its secret only the SHA-256.
type NewSession struct {
	ID      string
	Secret  []byte
	Device  string
	Created time.Time
	Expires time.Time
	Stay    Stay
}

// Attempt is one try of a password, before anybody knows whether it is right.
type Attempt struct {
	Account []byte // keyed hash of the email
	Address []byte // keyed hash of the client address; empty where it is not known
	At      time.Time
}

// Limits say how many attempts are let through in a window of time. Attempts before Forget may be deleted.
type Limits struct {
	Since      time.Time
	Forget     time.Time
	PerAccount int
	PerAddress int
}

// Store keeps accounts. Every method is one transaction.
type Store interface {
	Users
	Sessions
	Attempts
	Claims
}

// Users is the part of Store about people.
type Users interface {
	// AddUser keeps a user and, unless it is nil, their first session. ErrTaken where the email key exists.
	// A user with the role admin closes the claim.
	AddUser(ctx context.Context, u NewUser, s *NewSession) (User, error)
	// UserByEmail finds a user by email key; ErrUnknown.
	UserByEmail(ctx context.Context, key string) (Credentials, error)
	// UserByID finds a user; ErrUnknown.
	UserByID(ctx context.Context, id int64) (Credentials, error)
	// Users returns everybody, oldest first.
	Users(ctx context.Context) ([]User, error)
	SetName(ctx context.Context, id int64, name string) error
	// SetRole changes a role and the person that goes with it. ErrUnknown; ErrLastAdmin where nobody would be left to
	// administer the site.
	SetRole(ctx context.Context, key string, role Role, person string) error
	// SetPassword replaces the hash, ends every session and, unless it is nil, keeps a new one.
	SetPassword(ctx context.Context, id int64, hash string, s *NewSession) error
	// DeleteUser removes a user with their sessions and bookmarks, and does with their comments as asked; ErrLastAdmin.
	DeleteUser(ctx context.Context, id int64, c Comments) error
}

// Sessions is the part of Store about devices.
type Sessions interface {
	// AddSession keeps a session and forgives the attempt that led to it: it is deleted, and the account's other
	// attempts no longer count against the account (they still count against their addresses). Sessions expired by
	// then are purged.
	AddSession(ctx context.Context, user int64, s NewSession, attempt int64, account []byte) error
	// Session finds a session with its user and the SHA-256 of its secret; ErrUnknown.
	Session(ctx context.Context, id string) (s Session, secret []byte, u User, err error)
	// TouchSession moves a session's last use and end.
	TouchSession(ctx context.Context, id string, seen, expires time.Time) error
	// Sessions returns a user's sessions that end after now, last seen first.
	Sessions(ctx context.Context, user int64, now time.Time) ([]Session, error)
	// EndSession ends one session of a user; ending what is not there is no error.
	EndSession(ctx context.Context, user int64, id string) error
	// EndSessions ends a user's sessions but the one called except, which may be empty.
	EndSessions(ctx context.Context, user int64, except string) error
}

// Attempts is the part of Store that counts tries.
type Attempts interface {
	// AddAttempt counts and keeps an attempt in one step, so that tries at the same moment cannot slip through. Where a
	// limit is reached nothing is kept and since is the time of the attempt that has to leave the window first.
	AddAttempt(ctx context.Context, a Attempt, l Limits) (id int64, since time.Time, err error)
	// Purge deletes the attempts made until forget, and the sessions and the claim that have expired by now.
	Purge(ctx context.Context, now, forget time.Time) error
	// ForgiveAttempt deletes an attempt that turned out right.
	ForgiveAttempt(ctx context.Context, id int64) error
	// Secret returns the secret of this name, after keeping fresh as its value where there is none.
	Secret(ctx context.Context, name string, fresh []byte) ([]byte, error)
}

// Claims is the part of Store about the first administrator.
type Claims interface {
	// HasAdmin reports whether there is an administrator.
	HasAdmin(ctx context.Context) (bool, error)
	// SetClaim replaces the claim; ErrNoClaim where there is an administrator.
	SetClaim(ctx context.Context, hash []byte, expires time.Time) error
	// Claim returns the claim's hash and end; ErrNoClaim where there is none or an administrator exists.
	Claim(ctx context.Context) (hash []byte, expires time.Time, err error)
	// AddAdmin uses the claim up and keeps a new administrator; ErrNoClaim, ErrTaken.
	AddAdmin(ctx context.Context, claim []byte, u NewUser, s NewSession) (User, error)
	// Promote uses the claim up and makes a user an administrator; ErrNoClaim, ErrUnknown.
	Promote(ctx context.Context, claim []byte, id int64, s NewSession) (User, error)
}
