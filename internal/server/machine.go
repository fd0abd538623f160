package server

import (
	"net/http"
	"strings"
	"time"

	"mendwell/internal/fault"
	"mendwell/web/link"
)

// leave leads away at once, to something that anybody might look at. It never says where the reader was: the referrer
// stays on this site, and the answer is not kept.
func (s *Server) leave(w http.ResponseWriter, r *http.Request) error {
	to := "https://www.bbc.co.uk/weather"
	if visitOf(r).lang == "de" {
		to = "https://www.dwd.de"
	}
	return s.seeOther(w, to)
}

// showRobots keeps crawlers from addresses that only lead on. Pages that no index may show say so themselves, which
// crawlers learn only where they may read them.
func (s *Server) showRobots(w http.ResponseWriter, r *http.Request) error {
	var b strings.Builder
	b.WriteString("User-agent: *\n")
	for _, lang := range s.languages {
		l := s.space(lang)
		for _, path := range []string{l.Leave() + "$", l.Page("comments") + "/"} {
			b.WriteString("Disallow: " + path + "\n")
		}
	}
	b.WriteString("\nSitemap: " + link.Absolute(visitOf(r).base, link.Sitemap(0)) + "\n")
	w.Header().Set("Cache-Control", "public, max-age=86400")
	return s.text(w, http.StatusOK, b.String())
}

// securityLasts is how long what security.txt says is believed: less than a year, as RFC 9116, section 2.5.5 asks.
const securityLasts = 180 * 24 * time.Hour

// showSecurity says whom to tell of a hole: the contact of site.yaml, or the contact page. Without either there is
// nobody to name.
func (s *Server) showSecurity(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	contact := v.site.SecurityContact
	if at := contactPage(v); contact == "" && at != "" {
		contact = link.Absolute(v.base, at)
	}
	if contact == "" {
		return fault.New(fault.NotFound, "")
	}
	day := s.Now().UTC().Truncate(24 * time.Hour)
	w.Header().Set("Cache-Control", "public, max-age=86400")
	return s.text(w, http.StatusOK, "Contact: "+contact+"\nExpires: "+day.Add(securityLasts).Format(time.RFC3339)+
		"\nPreferred-Languages: "+strings.Join(s.languages, ", ")+"\nCanonical: "+link.Absolute(v.base, link.Security())+"\n")
}

// moveChangePassword is where password managers look (W3C, A Well-Known URL for Changing Passwords).
func (s *Server) moveChangePassword(w http.ResponseWriter, r *http.Request) error {
	return s.seeOther(w, visitOf(r).link.Account())
}

// showHealth says that the process answers.
func (s *Server) showHealth(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Cache-Control", "no-store")
	return s.text(w, http.StatusOK, "ok\n")
}

// showReady says whether the site can serve. Why it cannot is in the log, not on the line.
func (s *Server) showReady(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Cache-Control", "no-store")
	if s.Ready != nil {
		if err := s.Ready(r.Context()); err != nil {
			s.Log.WarnContext(r.Context(), "not ready", "error", err)
			return s.text(w, http.StatusServiceUnavailable, "not ready\n")
		}
	}
	return s.text(w, http.StatusOK, "ready "+s.Version+"\n")
}

// contactPage is the page that says who runs this site, or "" where there is none.
func contactPage(v *visit) string {
	if _, ok := v.lib.Page(v.lang, "contact"); !ok {
		return ""
	}
	return v.link.Page("contact")
}
