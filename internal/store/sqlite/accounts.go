package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"mendwell/internal/account"
)

// accounts is account.Store.
type accounts struct{ db *DB }

const userColumns = `u.id, u.name, u.email, u.role, u.person, u.created`

const (
	sqlAddUser = `INSERT INTO users (name, email, email_key, password, role, person, created)
		VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id`
	sqlUserByEmail  = `SELECT ` + userColumns + `, u.password FROM users u WHERE u.email_key = ?`
	sqlUserByID     = `SELECT ` + userColumns + `, u.password FROM users u WHERE u.id = ?`
	sqlUsers        = `SELECT ` + userColumns + `, u.password FROM users u ORDER BY u.id`
	sqlSetName      = `UPDATE users SET name = ? WHERE id = ?`
	sqlSetRole      = `UPDATE users SET role = ?, person = ? WHERE email_key = ? RETURNING id`
	sqlPromote      = `UPDATE users SET role = 'admin' WHERE id = ?`
	sqlSetPassword  = `UPDATE users SET password = ? WHERE id = ?`
	sqlDeleteUser   = `DELETE FROM users WHERE id = ?`
	sqlHasAdmin     = `SELECT EXISTS (SELECT 1 FROM users WHERE role = 'admin')`
	sqlIsAdmin      = `SELECT EXISTS (SELECT 1 FROM users WHERE id = ? AND role = 'admin')`
	sqlIsAdminEmail = `SELECT EXISTS (SELECT 1 FROM users WHERE email_key = ? AND role = 'admin')`
)

func scanUser(r row) (account.Credentials, error) {
	var c account.Credentials
	var created int64
	err := r.Scan(&c.ID, &c.Name, &c.Email, &c.Role, &c.Person, &created, &c.Hash)
	c.Created = at(created)
	return c, unknownUser(err)
}

func unknownUser(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return account.ErrUnknown
	}
	return err
}

func (s accounts) AddUser(ctx context.Context, n account.NewUser, first *account.NewSession) (u account.User, err error) {
	err = s.db.write(ctx, func(ctx context.Context, tx *transaction) error {
		u, err = addUser(ctx, tx, n, first)
		return err
	})
	return u, err
}

func addUser(ctx context.Context, tx *transaction, n account.NewUser, first *account.NewSession) (account.User, error) {
	u := account.User{Name: n.Name, Email: n.Email, Role: n.Role, Person: n.Person, Created: at(ms(n.Created))}
	err := tx.QueryRowContext(ctx, sqlAddUser, n.Name, n.Email, n.EmailKey, n.Hash, n.Role, n.Person, ms(n.Created)).
		Scan(&u.ID)
	if isUnique(err) {
		return u, account.ErrTaken
	}
	if err != nil {
		return u, err
	}
	if n.Role == account.RoleAdmin {
		if _, err := exec(ctx, tx, sqlCloseClaim); err != nil {
			return u, err
		}
	}
	if first == nil {
		return u, nil
	}
	return u, addSession(ctx, tx, u.ID, *first)
}

func (s accounts) UserByEmail(ctx context.Context, key string) (account.Credentials, error) {
	return scanUser(s.db.reader.QueryRowContext(ctx, sqlUserByEmail, key))
}

func (s accounts) UserByID(ctx context.Context, id int64) (account.Credentials, error) {
	return scanUser(s.db.reader.QueryRowContext(ctx, sqlUserByID, id))
}

func (s accounts) Users(ctx context.Context) ([]account.User, error) {
	list, err := collect(ctx, s.db.reader, scanUser, sqlUsers)
	users := make([]account.User, len(list))
	for i, c := range list {
		users[i] = c.User
	}
	return users, err
}

func (s accounts) SetName(ctx context.Context, id int64, name string) error {
	return s.db.exec1(ctx, sqlSetName, name, id)
}

func (s accounts) SetRole(ctx context.Context, key string, role account.Role, person string) error {
	return s.db.write(ctx, func(ctx context.Context, tx *transaction) error {
		was, err := exists(ctx, tx, sqlIsAdminEmail, key)
		if err != nil {
			return err
		}
		var id int64
		if err := tx.QueryRowContext(ctx, sqlSetRole, role, person, key).Scan(&id); err != nil {
			return unknownUser(err)
		}
		if role == account.RoleAdmin {
			_, err = exec(ctx, tx, sqlCloseClaim)
			return err
		}
		return keepAdmin(ctx, tx, was)
	})
}

// keepAdmin fails where an administrator just went and none is left.
func keepAdmin(ctx context.Context, tx *transaction, went bool) error {
	if !went {
		return nil
	}
	left, err := exists(ctx, tx, sqlHasAdmin)
	if err == nil && !left {
		err = account.ErrLastAdmin
	}
	return err
}

func exists(ctx context.Context, q querier, query string, args ...any) (found bool, err error) {
	err = q.QueryRowContext(ctx, query, args...).Scan(&found)
	return found, err
}

func (s accounts) SetPassword(ctx context.Context, id int64, hash string, fresh *account.NewSession) error {
	return s.db.write(ctx, func(ctx context.Context, tx *transaction) error {
		if n, err := exec(ctx, tx, sqlSetPassword, hash, id); err != nil {
			return err
		} else if n == 0 {
			return account.ErrUnknown
		}
		if _, err := exec(ctx, tx, sqlEndSessions, id, ""); err != nil {
			return err
		}
		if fresh == nil {
			return nil
		}
		return addSession(ctx, tx, id, *fresh)
	})
}

func (s accounts) DeleteUser(ctx context.Context, id int64, c account.Comments) error {
	return s.db.write(ctx, func(ctx context.Context, tx *transaction) error {
		was, err := exists(ctx, tx, sqlIsAdmin, id)
		if err != nil {
			return err
		}
		if c == account.RemoveComments {
			if err := removeCommentsOf(ctx, tx, id); err != nil {
				return err
			}
		}
		// The rest follows by itself: sessions and bookmarks go, kept comments lose their author.
		if n, err := exec(ctx, tx, sqlDeleteUser, id); err != nil {
			return err
		} else if n == 0 {
			return account.ErrUnknown
		}
		return keepAdmin(ctx, tx, was)
	})
}

const (
	sqlSetClaim = `INSERT INTO claims (id, hash, expires) VALUES (1, ?, ?)
		ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, expires = excluded.expires`
	sqlClaim      = `SELECT hash, expires FROM claims WHERE NOT EXISTS (SELECT 1 FROM users WHERE role = 'admin')`
	sqlUseClaim   = `DELETE FROM claims WHERE hash = ? AND NOT EXISTS (SELECT 1 FROM users WHERE role = 'admin')`
	sqlCloseClaim = `DELETE FROM claims`
)

func (s accounts) HasAdmin(ctx context.Context) (bool, error) {
	return exists(ctx, s.db.reader, sqlHasAdmin)
}

func (s accounts) SetClaim(ctx context.Context, hash []byte, expires time.Time) error {
	return s.db.write(ctx, func(ctx context.Context, tx *transaction) error {
		has, err := exists(ctx, tx, sqlHasAdmin)
		if err != nil {
			return err
		}
		if has {
			return account.ErrNoClaim
		}
		_, err = exec(ctx, tx, sqlSetClaim, hash, ms(expires))
		return err
	})
}

func (s accounts) Claim(ctx context.Context) (hash []byte, expires time.Time, err error) {
	var end int64
	err = s.db.reader.QueryRowContext(ctx, sqlClaim).Scan(&hash, &end)
	if errors.Is(err, sql.ErrNoRows) {
		err = account.ErrNoClaim
	}
	return hash, at(end), err
}

// useClaim is the moment at which a code is used up: of two that come at once, one finds no row.
func useClaim(ctx context.Context, tx *transaction, hash []byte) error {
	n, err := exec(ctx, tx, sqlUseClaim, hash)
	if err == nil && n == 0 {
		err = account.ErrNoClaim
	}
	return err
}

func (s accounts) AddAdmin(ctx context.Context, claim []byte, n account.NewUser, first account.NewSession) (u account.User,
	err error) {
	err = s.db.write(ctx, func(ctx context.Context, tx *transaction) error {
		if err := useClaim(ctx, tx, claim); err != nil {
			return err
		}
		u, err = addUser(ctx, tx, n, &first)
		return err
	})
	return u, err
}

func (s accounts) Promote(ctx context.Context, claim []byte, id int64, first account.NewSession) (u account.User, err error) {
	err = s.db.write(ctx, func(ctx context.Context, tx *transaction) error {
		if err := useClaim(ctx, tx, claim); err != nil {
			return err
		}
		if _, err := exec(ctx, tx, sqlPromote, id); err != nil {
			return err
		}
		c, err := scanUser(tx.QueryRowContext(ctx, sqlUserByID, id))
		if err != nil {
			return err
		}
		u = c.User
		return addSession(ctx, tx, id, first)
	})
	return u, err
}
