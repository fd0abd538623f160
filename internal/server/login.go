package server

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/account"
	"mendwell/internal/content"
	"mendwell/internal/fault"
	"mendwell/web/link"
	"mendwell/web/page"
	"mendwell/web/ui"
)

// returnTo reads where a form leads back to and which bookmark waits. Nothing of it is believed that the site does not know.
func (s *Server) returnTo(v *visit, next, save string) page.Return {
	ret := page.Return{Next: s.ownAddress(next)}
	if a, ok := s.articleAt(v.lib, ret.Next); ok {
		ret.Title = a.Title
	}
	if t, a, ok := waitingTarget(v.lib, save); ok {
		ret.Save, ret.Title, ret.Keep = saveValue(t), a.Title, "article"
		if tip, ok := a.Tip(t.Tip); ok {
			ret.Title, ret.Keep = tip.Title, "tip"
		}
		if ret.Next == "" {
			ret.Next = placeOf(v.link, a.Slug, t.Tip)
		}
	}
	return ret
}

// articleAt returns the article that an address of this site belongs to, its own page or one below it.
func (s *Server) articleAt(lib *content.Library, address string) (*content.Article, bool) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, false
	}
	for _, lang := range s.languages {
		if rest, ok := strings.CutPrefix(u.Path, s.space(lang).Article("")); ok {
			slug, _, _ := strings.Cut(rest, "/")
			return lib.Article(lang, slug)
		}
	}
	return nil, false
}

func (s *Server) showLogin(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	q := r.URL.Query()
	if v.viewer != nil {
		return s.alreadyIn(w, r)
	}
	return s.showPrivate(w, r, page.Login(page.LoginProps{
		Frame: s.loginFrame(v), Return: s.returnTo(v, q.Get("next"), q.Get("save")), Contact: contactPage(v),
	}))
}

// alreadyIn sends somebody who is logged in to where they meant to go, or to their account.
func (s *Server) alreadyIn(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	if next := s.ownAddress(r.URL.Query().Get("next")); next != "" {
		return s.seeOther(w, next)
	}
	return s.seeOther(w, v.link.Account())
}

func (s *Server) login(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	f, err := readForm(r)
	if err != nil {
		return err
	}
	ret := withDraft(s.returnTo(v, f.get("next"), f.get("save")), f)
	email := strings.TrimSpace(f.get("email"))
	if v.viewer != nil && (email == "" || strings.EqualFold(v.viewer.Email, email)) { // logged in meanwhile, in another tab
		return s.goBack(w, r, v.viewer, ret, "login")
	}
	token, _, err := s.Accounts.Login(r.Context(), account.Login{
		Email: email, Password: f.get("password"),
		Address: network(r), Device: account.Device(r.UserAgent()), Stay: stayOf(f),
	})
	if err != nil {
		trouble, status, ok := troubleOf(v, err, "email", "password")
		if !ok {
			return err
		}
		setRetryAfter(w, err)
		trouble.Title = v.words.T("login.trouble")
		return s.showWith(w, r, status, page.Login(page.LoginProps{
			Frame: s.loginFrame(v), Trouble: trouble, Email: f.get("email"), Borrowed: stayOf(f) == account.StayBorrowed, Return: ret,
			Contact: contactPage(v),
		}))
	}
	if v.viewer != nil { // somebody else on the same device: the session before ends
		if err := s.Accounts.Logout(r.Context(), v.token); err != nil {
			return err
		}
	}
	return s.enter(w, r, token, ret, "login")
}

// stayOf reads "This is not my device".
func stayOf(f form) account.Stay {
	if f.get("borrowed") == "yes" {
		return account.StayBorrowed
	}
	return account.StayOwn
}

// loginFrame and registerFrame say nothing of what a reader was about to keep: the title stays in a browser's history.
func (s *Server) loginFrame(v *visit) ui.Frame {
	return s.private(v, v.words.T("title.login"), func(l link.Space) string { return l.Login("") })
}

func (s *Server) registerFrame(v *visit) ui.Frame {
	return s.private(v, v.words.T("title.register"), func(l link.Space) string { return l.Register("") })
}

func (s *Server) showRegister(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	if v.viewer != nil {
		return s.alreadyIn(w, r)
	}
	q := r.URL.Query()
	return s.showPrivate(w, r, page.Register(page.RegisterProps{
		Frame: s.registerFrame(v), Return: s.returnTo(v, q.Get("next"), q.Get("save")), Action: v.link.Register(""),
	}))
}

func (s *Server) register(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	f, err := readForm(r)
	if err != nil {
		return err
	}
	ret := withDraft(s.returnTo(v, f.get("next"), f.get("save")), f)
	if v.viewer != nil { // logged in meanwhile, in another tab
		return s.goBack(w, r, v.viewer, ret, "login")
	}
	reg := account.Registration{Name: f.get("name"), Email: f.get("email"), Password: f.get("password"), Stay: stayOf(f)}
	token, _, err := s.Accounts.Register(r.Context(), reg, account.Device(r.UserAgent()))
	if err != nil {
		return s.registerAgain(w, r, err, page.RegisterProps{
			Frame: s.registerFrame(v), Name: reg.Name, Email: reg.Email, Borrowed: reg.Stay == account.StayBorrowed, Return: ret, Action: v.link.Register(""),
		})
	}
	return s.enter(w, r, token, ret, "registered")
}

// registerAgain shows the form with what was typed, save the password.
func (s *Server) registerAgain(w http.ResponseWriter, r *http.Request, why error, p page.RegisterProps) error {
	trouble, status, ok := troubleOf(visitOf(r), why, "name", "email", "password")
	if !ok {
		return why
	}
	setRetryAfter(w, why)
	p.Trouble = trouble
	return s.showWith(w, r, status, page.Register(p))
}

// enter begins a session and leads back to where the reader came from.
func (s *Server) enter(w http.ResponseWriter, r *http.Request, token string, ret page.Return, done string) error {
	viewer, err := s.Accounts.Viewer(r.Context(), token)
	if err != nil {
		return err
	}
	if viewer != nil {
		s.keepSession(w, r, viewer.Session, token)
	}
	return s.goBack(w, r, viewer, ret, done)
}

// goBack makes the bookmark that waited for the login and leads back.
func (s *Server) goBack(w http.ResponseWriter, r *http.Request, viewer *account.Viewer, ret page.Return, done string) error {
	v := visitOf(r)
	if t, _, ok := waitingTarget(v.lib, ret.Save); ok && viewer != nil {
		if _, err := s.Bookmarks.Save(r.Context(), viewer, t); err != nil {
			return err
		}
		done = "saved"
	}
	if ret.Draft.Text != "" && viewer != nil {
		return s.offerDraft(w, r, viewer, ret)
	}
	switch {
	case ret.Next != "":
		return s.seeOther(w, withDone(ret.Next, done))
	case v.viewer != nil:
		return s.seeOther(w, v.link.Account())
	default:
		return s.seeOther(w, withDone(v.link.Home(), done))
	}
}

func (s *Server) logout(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	if v.viewer != nil {
		if err := s.Accounts.Logout(r.Context(), v.token); err != nil {
			return err
		}
	}
	s.clearSession(w, r)
	return s.seeOther(w, withDone(v.link.Home(), "logout"))
}

// showWelcome is the one-time link of the first start.
func (s *Server) showWelcome(w http.ResponseWriter, r *http.Request) error {
	v, code := visitOf(r), chi.URLParam(r, "code")
	open, err := s.Accounts.ClaimOpen(r.Context(), code)
	if err != nil {
		return err
	}
	if !open {
		return fault.New(fault.NotFound, "claim.gone")
	}
	return s.showPrivate(w, r, page.Register(s.welcomeProps(v, code)))
}

// welcomeProps has no other languages and no canonical address: the code is a secret and stays in this one place.
func (s *Server) welcomeProps(v *visit, code string) page.RegisterProps {
	p := page.RegisterProps{
		Frame: s.private(v, v.words.T("title.welcome"), nil), Action: v.link.Welcome(code), Admin: true,
	}
	p.Path = v.link.Home()
	return p
}

func (s *Server) welcome(w http.ResponseWriter, r *http.Request) error {
	v, code := visitOf(r), chi.URLParam(r, "code")
	f, err := readForm(r)
	if err != nil {
		return err
	}
	reg := account.Registration{Name: f.get("name"), Email: f.get("email"), Password: f.get("password")}
	token, _, err := s.Accounts.ClaimAdmin(r.Context(), code, reg, account.Device(r.UserAgent()))
	if err != nil {
		p := s.welcomeProps(v, code)
		p.Name, p.Email = reg.Name, reg.Email
		return s.registerAgain(w, r, err, p)
	}
	return s.enter(w, r, token, page.Return{}, "welcome")
}
