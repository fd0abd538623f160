package account

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"time"

	"mendwell/internal/fault"
)

// Service holds the rules of accounts. It is safe for concurrent use.
type Service struct {
	store  Store
	now    func() time.Time
	random io.Reader
	cost   Cost
	turns  chan struct{} // a turn to hash: argon2id takes 19 MiB and a core each time
	key    []byte        // keys the hashes of emails and addresses in attempts
	// reserved reports whether a name is kept for somebody other than the account of this person.
	reserved func(name, person string) bool
}

var _ Accounts = (*Service)(nil)

// New makes the service. The clock and the source of randomness (crypto/rand.Reader outside tests) are parameters; cost
// is StandardCost() outside tests. reserved reports whether a display name would pass for the site or for one of its
// people; person, which may be empty, is whose account it is. New reads the key of the attempts from the store, or makes
// one there.
func New(ctx context.Context, store Store, now func() time.Time, random io.Reader, cost Cost,
	reserved func(name, person string) bool) (*Service, error) {
	s := &Service{store: store, now: now, random: random, cost: cost, reserved: reserved,
		turns: make(chan struct{}, runtime.GOMAXPROCS(0))}
	fresh, err := s.bytes(32)
	if err != nil {
		return nil, err
	}
	if s.key, err = store.Secret(ctx, "attempts", fresh); err != nil {
		return nil, fmt.Errorf("read key of login attempts: %w", err)
	}
	return s, nil
}

// Register makes a user with the role reader and logs them in.
func (s *Service) Register(ctx context.Context, r Registration, device string) (string, *User, error) {
	u, err := s.newUser(ctx, r, RoleReader, "", s.checkFree)
	if err != nil {
		return "", nil, err
	}
	session, token, err := s.newSession(device, r.Stay)
	if err != nil {
		return "", nil, err
	}
	user, err := s.store.AddUser(ctx, u, &session)
	if err != nil {
		return "", nil, taken(err, "register")
	}
	return token, &user, nil
}

// checkFree is checkName for those whom the operator does not vouch for.
func (s *Service) checkFree(name string) string {
	if id := checkName(name); id != "" {
		return id
	}
	if s.reserved(name, "") {
		return "account.name.reserved"
	}
	return ""
}

// newUser checks a registration, all fields at once, and hashes the password.
func (s *Service) newUser(ctx context.Context, r Registration, role Role, person string,
	checkName func(string) string) (NewUser, error) {
	r.Name, r.Email = cleanName(r.Name), cleanEmail(r.Email)
	fields := map[string]string{}
	add := func(field, id string) {
		if id != "" {
			fields[field] = id
		}
	}
	add("name", checkName(r.Name))
	add("email", checkEmail(r.Email))
	add("password", checkPassword(r.Password, r.Email, r.Name))
	if len(fields) > 0 {
		return NewUser{}, invalid(fields)
	}
	// Asked before hashing to spare the work; the database decides again when the user is added.
	switch _, err := s.store.UserByEmail(ctx, emailKey(r.Email)); {
	case err == nil:
		return NewUser{}, taken(ErrTaken, "")
	case !errors.Is(err, ErrUnknown):
		return NewUser{}, fmt.Errorf("look for email: %w", err)
	}
	hash, err := s.hash(ctx, r.Password)
	if err != nil {
		return NewUser{}, err
	}
	return NewUser{Name: r.Name, Email: r.Email, EmailKey: emailKey(r.Email), Hash: hash, Role: role, Person: person,
		Created: s.now()}, nil
}

// Rename changes the viewer's display name, on their comments too.
func (s *Service) Rename(ctx context.Context, v *Viewer, name string) error {
	if !v.known() {
		return needLogin()
	}
	name = cleanName(name)
	if id := checkName(name); id != "" {
		return invalid(map[string]string{"name": id})
	}
	if name != v.Name && v.Role != RoleAdmin && s.reserved(name, v.Person) {
		return invalid(map[string]string{"name": "account.name.reserved"})
	}
	if err := s.store.SetName(ctx, v.User.ID, name); err != nil {
		return fmt.Errorf("rename user: %w", err)
	}
	return nil
}

// ChangePassword checks the current password, ends all sessions and returns the token of a fresh one for this device.
func (s *Service) ChangePassword(ctx context.Context, v *Viewer, current, next string) (string, error) {
	if !v.known() {
		return "", needLogin()
	}
	fields := map[string]string{}
	if id := checkPassword(next, v.Email, v.Name); id != "" {
		fields["password"] = id
	}
	switch err := s.confirm(ctx, v, current, "current"); {
	case fault.KindOf(err) == fault.Invalid:
		fields["current"] = "account.password.wrong"
	case err != nil:
		return "", err
	}
	if len(fields) > 0 {
		return "", invalid(fields)
	}
	hash, err := s.hash(ctx, next)
	if err != nil {
		return "", err
	}
	session, token, err := s.newSession(v.Session.Device, v.Session.Stay)
	if err != nil {
		return "", err
	}
	if err := s.store.SetPassword(ctx, v.User.ID, hash, &session); err != nil {
		return "", fmt.Errorf("change password: %w", err)
	}
	return token, nil
}

// Delete checks the password and removes the account with its sessions and bookmarks; its comments stay without a name
// or go, as asked. The last administrator cannot leave: Conflict "account.last_admin".
func (s *Service) Delete(ctx context.Context, v *Viewer, password string, c Comments) error {
	if !v.known() {
		return needLogin()
	}
	if c != KeepComments && c != RemoveComments {
		return invalid(map[string]string{"comments": "account.comments.choose"})
	}
	if err := s.confirm(ctx, v, password, "password"); err != nil {
		return err
	}
	if err := s.store.DeleteUser(ctx, v.User.ID, c); err != nil {
		return lastAdmin(err, "delete user")
	}
	return nil
}

// confirm checks the viewer's own password again before an act that a thief of a session must not do.
func (s *Service) confirm(ctx context.Context, v *Viewer, password, field string) error {
	// Counted apart from logins: a stranger who guesses at the door must not keep the owner from acting inside.
	attempt, err := s.attempt(ctx, "confirm\x00"+emailKey(v.Email), "")
	if err != nil {
		return err
	}
	c, err := s.store.UserByID(ctx, v.User.ID)
	if err != nil {
		return fmt.Errorf("load user: %w", err)
	}
	ok, err := s.verify(ctx, c.Hash, password)
	if err != nil {
		return err
	}
	if !ok {
		return invalid(map[string]string{field: "account.password.wrong"})
	}
	if err := s.store.ForgiveAttempt(ctx, attempt); err != nil {
		return fmt.Errorf("forgive attempt: %w", err)
	}
	return nil
}

func (v *Viewer) known() bool { return v != nil && v.User != nil }

// invalid returns a fault with the numbers that the texts of its fields may mention.
func invalid(fields map[string]string) error {
	f := fault.Fields(fields)
	f.Args = map[string]any{"MaxName": maxName, "Min": minPassword, "Max": maxPassword}
	return f
}

func needLogin() error { return fault.New(fault.Unauthorised, "login.needed") }

func taken(err error, action string) error {
	if errors.Is(err, ErrTaken) {
		return invalid(map[string]string{"email": "account.email.taken"})
	}
	return fmt.Errorf("%s: %w", action, err)
}

func lastAdmin(err error, action string) error {
	if errors.Is(err, ErrLastAdmin) {
		return fault.Wrap(fault.Conflict, "account.last_admin", err)
	}
	return fmt.Errorf("%s: %w", action, err)
}
