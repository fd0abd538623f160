package server

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"mendwell/internal/account"
	"mendwell/internal/fault"
	"mendwell/web/link"
	"mendwell/web/page"
)

func (s *Server) showAccount(w http.ResponseWriter, r *http.Request) error {
	p, err := s.accountProps(r)
	if err != nil {
		return err
	}
	return s.showPrivate(w, r, page.Account(p))
}

func (s *Server) accountProps(r *http.Request) (page.AccountProps, error) {
	v := visitOf(r)
	sessions, err := s.Accounts.Sessions(r.Context(), v.viewer)
	if err != nil {
		return page.AccountProps{}, err
	}
	return page.AccountProps{
		Frame: s.private(v, v.words.T("title.account"), link.Space.Account), Name: v.viewer.Name, Sessions: sessions,
	}, nil
}

// accountTrouble shows the account page with what is wrong with one of its forms.
func (s *Server) accountTrouble(w http.ResponseWriter, r *http.Request, why error, form, name string, fields ...string) error {
	trouble, status, ok := troubleOf(visitOf(r), why, fields...)
	if !ok {
		return why
	}
	p, err := s.accountProps(r)
	if err != nil {
		return err
	}
	setRetryAfter(w, why)
	p.At, p.Trouble, p.Name = form, trouble, name
	return s.showWith(w, r, status, page.Account(p))
}

func (s *Server) rename(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	f, err := readForm(r)
	if err != nil {
		return err
	}
	if err := s.Accounts.Rename(r.Context(), v.viewer, f.get("name")); err != nil {
		return s.accountTrouble(w, r, err, "name", f.get("name"), "name")
	}
	return s.seeOther(w, withDone(v.link.Account(), "renamed"))
}

func (s *Server) changePassword(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	f, err := readForm(r)
	if err != nil {
		return err
	}
	token, err := s.Accounts.ChangePassword(r.Context(), v.viewer, f.get("current"), f.get("password"))
	if err != nil {
		return s.accountTrouble(w, r, err, "password", v.viewer.Name, "current", "password")
	}
	s.keepSession(w, r, v.viewer.Session, token) // the new session stays as long as the old one
	return s.seeOther(w, withDone(v.link.Account(), "password"))
}

// endSessions ends one session (session=id) or all of them (all=yes), this one too.
func (s *Server) endSessions(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	f, err := readForm(r)
	if err != nil {
		return err
	}
	id := f.get("session")
	switch {
	case f.get("all") == "yes":
		if err := s.Accounts.EndAllSessions(r.Context(), v.viewer); err != nil {
			return err
		}
		s.clearSession(w, r)
		return s.seeOther(w, withDone(v.link.Home(), "devices"))
	case id == "":
		return fault.New(fault.Invalid, "")
	}
	if err := s.Accounts.EndSession(r.Context(), v.viewer, id); err != nil {
		return err
	}
	if id == v.viewer.Session.ID {
		s.clearSession(w, r)
		return s.seeOther(w, withDone(v.link.Home(), "logout"))
	}
	return s.seeOther(w, withDone(v.link.Account(), "device"))
}

func (s *Server) showDeleteAccount(w http.ResponseWriter, r *http.Request) error {
	return s.showPrivate(w, r, page.AccountDelete(s.deleteProps(visitOf(r), account.KeepComments)))
}

func (s *Server) deleteProps(v *visit, choice account.Comments) page.AccountDeleteProps {
	return page.AccountDeleteProps{
		Frame: s.private(v, v.words.T("title.account.delete"), link.Space.AccountDelete), Choice: choice,
	}
}

func (s *Server) deleteAccount(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	f, err := readForm(r)
	if err != nil {
		return err
	}
	choice := account.Comments(f.get("comments"))
	if err := s.Accounts.Delete(r.Context(), v.viewer, f.get("password"), choice); err != nil {
		trouble, status, ok := troubleOf(v, err, "password")
		if !ok {
			return err
		}
		setRetryAfter(w, err)
		p := s.deleteProps(v, choice)
		p.Trouble = trouble
		return s.showWith(w, r, status, page.AccountDelete(p))
	}
	s.clearSession(w, r)
	return s.seeOther(w, withDone(v.link.Home(), "left"))
}

// setRetryAfter says to machines what the page says in words.
func setRetryAfter(w http.ResponseWriter, err error) {
	if f, ok := errors.AsType[*fault.Error](err); ok && (f.Kind == fault.TooMany || f.Kind == fault.Busy) {
		w.Header().Set("Retry-After", strconv.Itoa(max(1, int(f.RetryAfter/time.Second))))
	}
}
