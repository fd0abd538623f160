package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"mendwell/internal/account"
)

const sessionColumns = `s.id, s.user_id, s.device, s.created, s.last_seen, s.expires, s.stay`

const (
	sqlAddSession = `INSERT INTO sessions (id, secret, user_id, device, created, last_seen, expires, stay)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
	sqlSession = `SELECT ` + sessionColumns + `, s.secret, ` + userColumns + `
		FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = +?`
	sqlTouchSession  = `UPDATE sessions SET last_seen = ?, expires = ? WHERE id = ?`
	sqlSessions      = `SELECT ` + sessionColumns + ` FROM sessions s WHERE s.user_id = +? AND s.expires > +? ORDER BY s.last_seen DESC, s.id`
	sqlEndSession    = `DELETE FROM sessions WHERE user_id = ? AND id = ?`
	sqlEndSessions   = `DELETE FROM sessions WHERE user_id = ? AND id <> ?`
	sqlPurgeSessions = `DELETE FROM sessions WHERE expires <= ?`
)

func addSession(ctx context.Context, tx *transaction, user int64, n account.NewSession) error {
	created := ms(n.Created)
	if _, err := exec(ctx, tx, sqlPurgeSessions, created); err != nil {
		return err
	}
	_, err := exec(ctx, tx, sqlAddSession, n.ID, n.Secret, user, n.Device, created, created, ms(n.Expires), n.Stay)
	return err
}

func (s accounts) AddSession(ctx context.Context, user int64, n account.NewSession, attempt int64, key []byte) error {
	return s.db.write(ctx, func(ctx context.Context, tx *transaction) error {
		if _, err := exec(ctx, tx, sqlDeleteAttempt, attempt); err != nil {
			return err
		}
		if _, err := exec(ctx, tx, sqlForgiveAccount, key); err != nil {
			return err
		}
		return addSession(ctx, tx, user, n)
	})
}

func (s accounts) Session(ctx context.Context, id string) (account.Session, []byte, account.User, error) {
	var (
		session                        account.Session
		u                              account.User
		secret                         []byte
		created, seen, expires, joined int64
	)
	err := s.db.reader.QueryRowContext(ctx, sqlSession, id).Scan(&session.ID, &session.User, &session.Device, &created,
		&seen, &expires, &session.Stay, &secret, &u.ID, &u.Name, &u.Email, &u.Role, &u.Person, &joined)
	session.Created, session.LastSeen, session.Expires, u.Created = at(created), at(seen), at(expires), at(joined)
	return session, secret, u, unknownUser(err)
}

func (s accounts) TouchSession(ctx context.Context, id string, seen, expires time.Time) error {
	return s.db.exec1(ctx, sqlTouchSession, ms(seen), ms(expires), id)
}

func (s accounts) Sessions(ctx context.Context, user int64, now time.Time) ([]account.Session, error) {
	return collect(ctx, s.db.reader, func(r row) (account.Session, error) {
		var v account.Session
		var created, seen, expires int64
		err := r.Scan(&v.ID, &v.User, &v.Device, &created, &seen, &expires, &v.Stay)
		v.Created, v.LastSeen, v.Expires = at(created), at(seen), at(expires)
		return v, err
	}, sqlSessions, user, ms(now))
}

func (s accounts) EndSession(ctx context.Context, user int64, id string) error {
	return s.db.exec1(ctx, sqlEndSession, user, id)
}

func (s accounts) EndSessions(ctx context.Context, user int64, except string) error {
	return s.db.exec1(ctx, sqlEndSessions, user, except)
}

// The n-th latest attempt inside the window: where it exists, n attempts are used up, and when it leaves the window one
// is free again.
const (
	sqlAccountAttempt = `SELECT at FROM attempts WHERE account = +? AND at > +? ORDER BY at DESC LIMIT 1 OFFSET +?`
	sqlAddressAttempt = `SELECT at FROM attempts WHERE address = +? AND at > +? ORDER BY at DESC LIMIT 1 OFFSET +?`
	sqlAddAttempt     = `INSERT INTO attempts (account, address, at) VALUES (?, ?, ?) RETURNING id`
	sqlPurgeAttempts  = `DELETE FROM attempts WHERE at <= ?`
	sqlPurgeClaim     = `DELETE FROM claims WHERE id = 1 AND expires <= ?`
	sqlDeleteAttempt  = `DELETE FROM attempts WHERE id = ?`
	sqlForgiveAccount = `UPDATE attempts SET account = x'' WHERE account = ?`
)

func (s accounts) AddAttempt(ctx context.Context, a account.Attempt, l account.Limits) (id int64, since time.Time, err error) {
	if a.Address == nil {
		a.Address = []byte{}
	}
	err = s.db.write(ctx, func(ctx context.Context, tx *transaction) error {
		if _, err := exec(ctx, tx, sqlPurgeAttempts, ms(l.Forget)); err != nil {
			return err
		}
		first, err := used(ctx, tx, sqlAccountAttempt, a.Account, l.Since, l.PerAccount)
		if err != nil {
			return err
		}
		if len(a.Address) > 0 {
			second, err := used(ctx, tx, sqlAddressAttempt, a.Address, l.Since, l.PerAddress)
			if err != nil {
				return err
			}
			first = max(first, second)
		}
		if first > 0 {
			since = at(first)
			return nil
		}
		return tx.QueryRowContext(ctx, sqlAddAttempt, a.Account, a.Address, ms(a.At)).Scan(&id)
	})
	return id, since, err
}

// used returns the time of the attempt that uses up a limit, or 0 where there is room.
func used(ctx context.Context, tx *transaction, query string, key []byte, since time.Time, limit int) (first int64, err error) {
	err = tx.QueryRowContext(ctx, query, key, ms(since), limit-1).Scan(&first)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return first, err
}

func (s accounts) Purge(ctx context.Context, now, forget time.Time) error {
	return s.db.write(ctx, func(ctx context.Context, tx *transaction) error {
		if _, err := exec(ctx, tx, sqlPurgeAttempts, ms(forget)); err != nil {
			return err
		}
		if _, err := exec(ctx, tx, sqlPurgeSessions, ms(now)); err != nil {
			return err
		}
		_, err := exec(ctx, tx, sqlPurgeClaim, ms(now))
		return err
	})
}

func (s accounts) ForgiveAttempt(ctx context.Context, id int64) error {
	return s.db.exec1(ctx, sqlDeleteAttempt, id)
}

const (
	sqlAddSecret = `INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING`
	sqlSecret    = `SELECT value FROM settings WHERE name = ?`
)

func (s accounts) Secret(ctx context.Context, name string, fresh []byte) (value []byte, err error) {
	err = s.db.write(ctx, func(ctx context.Context, tx *transaction) error {
		if _, err := exec(ctx, tx, sqlAddSecret, name, fresh); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, sqlSecret, name).Scan(&value)
	})
	return value, err
}
