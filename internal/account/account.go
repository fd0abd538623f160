// Package account knows who somebody is: users, passwords, sessions and roles, and who may do what.
package account

import (
	"context"
	"time"
)

// Role is what a user may do on the site.
type Role string

// The roles, from the least to the most trusted. Each may do what the ones before it may.
const (
	RoleReader    Role = "reader"
	RoleAuthor    Role = "author"
	RoleModerator Role = "moderator"
	RoleAdmin     Role = "admin"
)

// User is an account.
type User struct {
	ID      int64
	Name    string // display name, 1 to 60 characters
	Email   string // as typed; compared without regard to case
	Role    Role
	Person  string // slug of the person in the content folder that this account belongs to; empty for most
	Created time.Time
}

// CanModerate reports whether the user may delete anybody's comment.
func (u *User) CanModerate() bool {
	return u != nil && (u.Role == RoleModerator || u.Role == RoleAdmin)
}

// Session is one device on which a user is logged in.
type Session struct {
	ID       string // public part, also used to end it
	User     int64
	Device   string // such as "Firefox on Android", made from the User-Agent; may be empty
	Created  time.Time
	LastSeen time.Time // at most five minutes behind
	Expires  time.Time
	Stay     Stay
	Current  bool // set by Sessions for the one that asks
}

// Stay is how long a session may last.
type Stay string

// The two ways to stay. A session on a device of one's own lasts 30 days from the last visit. One on a borrowed device
// lasts two hours from the last visit and twelve from the login, and its cookie goes when the browser is closed.
const (
	StayOwn      Stay = ""
	StayBorrowed Stay = "borrowed"
)

// Registration is what somebody types to become a user.
type Registration struct {
	Name, Email, Password string
	Stay                  Stay
}

// Login is what somebody types to come back.
type Login struct {
	Email, Password string
	Address         string // client address, for counting attempts; only a keyed hash of it is stored
	Device          string
	Stay            Stay
}

// Comments says what becomes of a leaving user's comments.
type Comments string

// The two ways to leave.
const (
	KeepComments   Comments = "keep" // shown as "deleted reader"
	RemoveComments Comments = "remove"
)

// Viewer is who asks for a page: nil means nobody is logged in.
type Viewer struct {
	*User
	Session Session
}

// Accounts is the service as the server uses it.
//
// Faults: Invalid with Fields "name", "email", "password", "current" (ids of texts such as "account.password.short");
// TooMany with RetryAfter when attempts are limited; Unauthorised with message "login.failed".
type Accounts interface {
	// Register makes a user with the role reader and logs them in.
	Register(ctx context.Context, r Registration, device string) (token string, u *User, err error)
	// Login checks a password in constant time, counts failed attempts per account and per address in the database
	// (10 an account and 30 an address in 15 minutes) and makes a new session.
	Login(ctx context.Context, l Login) (token string, u *User, err error)
	// Viewer finds who a session token belongs to; nil, nil where it is unknown, ended or expired.
	Viewer(ctx context.Context, token string) (*Viewer, error)
	// Logout ends the session of a token.
	Logout(ctx context.Context, token string) error
	Sessions(ctx context.Context, v *Viewer) ([]Session, error)
	// EndSession ends one session of the viewer.
	EndSession(ctx context.Context, v *Viewer, id string) error
	// EndOtherSessions ends all sessions of the viewer but the present one.
	EndOtherSessions(ctx context.Context, v *Viewer) error
	// EndAllSessions ends every session of the viewer, the present one too ("log out everywhere").
	EndAllSessions(ctx context.Context, v *Viewer) error
	Rename(ctx context.Context, v *Viewer, name string) error
	// ChangePassword checks the current password, ends all other sessions and returns a fresh token for this one.
	ChangePassword(ctx context.Context, v *Viewer, current, next string) (token string, err error)
	// Delete checks the password and removes the account with its sessions and bookmarks.
	Delete(ctx context.Context, v *Viewer, password string, c Comments) error
	// ClaimAdmin turns the one-time link of the first start into an administrator account.
	ClaimAdmin(ctx context.Context, code string, r Registration, device string) (token string, u *User, err error)
	// ClaimOpen reports whether code is the valid one-time code.
	ClaimOpen(ctx context.Context, code string) (bool, error)
}
