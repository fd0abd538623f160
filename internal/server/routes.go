package server

import (
	"cmp"
	"net/http"

	"github.com/go-chi/chi/v5"

	"mendwell/web/link"
)

// routes is every address of the site. What a reader sees exists once for each interface language.
func (s *Server) routes() chi.Router {
	m, limit := chi.NewRouter(), s.newLimits()
	m.Use(s.begin, s.observe, s.protect, s.rescue, s.clientIP, s.straighten, s.sameOrigin, s.capBody)

	m.Group(func(r chi.Router) { // for machines: no session, whoever asks
		s.get(r, "/static/{file}", s.showStatic)
		s.get(r.With(limit.all), "/covers/{version}/{palette}/{file}", s.showCover)
		s.get(r.With(limit.all), "/media/*", s.showMedia)
		s.get(r.With(limit.all), "/pictures/{key}/{file}", s.showPicture)
		s.get(r, "/favicon.svg", s.showFavicon)
		s.get(r, "/favicon.ico", s.moveFavicon)
		s.get(r, "/robots.txt", s.showRobots)
		s.get(r, link.Security(), s.showSecurity)
		s.get(r.With(limit.all), link.Sitemap(0), s.showSitemap)
		s.get(r.With(limit.all), "/sitemaps/{part}.xml", s.showSitemapPart)
		s.get(r.With(limit.all), "/llms.txt", s.showLanguageModels)
		s.get(r, "/.well-known/change-password", s.moveChangePassword)
		s.get(r, "/healthz", s.showHealth)
		s.get(r, "/readyz", s.showReady)
	})
	for _, lang := range s.languages { // the same, in each language
		s.feeds(m.With(limit.all), s.space(lang))
	}
	if s.Workshop != nil {
		s.get(m, link.DevEvents(), s.showEvents)
	}
	for _, lang := range s.languages { // who asks makes no difference: whoever has to leave waits for nothing
		s.get(m.With(limit.all), s.space(lang).Leave(), s.leave)
		s.get(m.With(limit.all), s.space(lang).Prefix+"/preview/{token}", s.showPreview)
		s.get(m.With(limit.all), s.space(lang).Prefix+"/preview/{token}/cover.svg", s.showPreviewCover)
	}
	m.Group(func(r chi.Router) {
		r.Use(limit.all, s.findViewer, s.answerMember, s.oneFlight)
		for _, lang := range s.languages {
			s.pages(r, s.space(lang).Prefix, limit)
			if s.Dev {
				s.get(r, s.space(lang).Prefix+"/dev/gallery", s.showGallery)
			}
		}
		r.NotFound(s.adapt(s.showNothing))
		r.MethodNotAllowed(s.adapt(s.refuseMethod))
	})
	return m
}

// pages are the addresses of one interface language.
func (s *Server) pages(public chi.Router, prefix string, limit limits) {
	p := func(path string) string { return prefix + path }
	tries := public.With(limit.tries)   // guessing passwords
	writes := public.With(limit.writes) // decides itself what becomes of somebody who is not logged in
	talk := public.With(limit.comments) // the same, for comments
	own := public.With(s.needViewer)    // signed in
	change := writes.With(s.needViewer) // signed in, and writes
	s.get(public, cmp.Or(prefix, "/"), s.showHome)
	s.get(public, p("/articles"), s.showArticles)
	s.get(public, p("/articles/{slug}"), s.showArticle)
	s.get(public, p("/articles/{slug}/one-page"), s.showOnePage)
	s.get(public, p("/articles/{slug}/comments/{id}"), s.showThread)
	s.get(public, p("/questions"), s.showQuestions)
	s.get(public, p("/questions/{slug}"), s.showQuestion)
	s.get(public, p("/categories"), s.showCategories)
	s.get(public, p("/categories/{slug}"), s.showCategory)
	s.get(public, p("/tags"), s.showTags)
	s.get(public, p("/tags/{slug}"), s.showTag)
	s.get(public, p("/people"), s.showPeople)
	s.get(public, p("/people/{slug}"), s.showPerson)
	s.get(public, p("/people/{slug}/{role}"), s.showWork)
	s.get(public, p("/comments/{id}"), s.showComment)
	s.get(public, p("/feeds"), s.showFeeds)
	s.get(public, p("/help"), s.showHelp)
	s.get(public, p("/search"), s.showSearch)
	s.get(public, p("/search/suggest"), s.suggest)
	s.get(public, p("/{page}"), s.showPage)

	s.get(public, p("/login"), s.showLogin)
	s.post(tries, p("/login"), s.login)
	s.get(public, p("/register"), s.showRegister)
	s.post(tries, p("/register"), s.register)
	s.get(public, p("/welcome/{code}"), s.showWelcome)
	s.post(tries, p("/welcome/{code}"), s.welcome)
	s.post(writes, p("/logout"), s.logout)
	s.post(writes, p("/articles/{slug}/bookmark"), s.keepTarget)
	s.post(talk, p("/articles/{slug}/comments"), s.postComment)

	s.get(own, p("/comments/{id}/reply"), s.showReply)
	s.get(own, p("/comments/{id}/edit"), s.showEdit)
	s.post(change, p("/comments/{id}/edit"), s.editComment)
	s.get(own, p("/comments/{id}/delete"), s.showDeleteComment)
	s.post(change, p("/comments/{id}/delete"), s.deleteComment)
	s.get(own, p("/bookmarks"), s.showBookmarks)
	s.post(change, p("/bookmarks/remove"), s.removeBookmark)
	s.post(change, p("/bookmarks/restore"), s.restoreBookmark)
	s.get(own, p("/account"), s.showAccount)
	s.post(change, p("/account/name"), s.rename)
	s.post(tries.With(s.needViewer), p("/account/password"), s.changePassword)
	s.post(change, p("/account/devices"), s.endSessions)
	s.get(own, p("/account/delete"), s.showDeleteAccount)
	s.post(tries.With(s.needViewer), p("/account/delete"), s.deleteAccount)
}

// handler is a handler that may fail; adapt is the one place that turns its failure into a page.
type handler func(w http.ResponseWriter, r *http.Request) error

func (s *Server) adapt(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			s.fail(w, r, err)
		}
	}
}

// get answers GET and HEAD; net/http leaves the body of a HEAD out.
func (s *Server) get(r chi.Router, pattern string, h handler) {
	r.Get(pattern, s.adapt(h))
	r.Head(pattern, s.adapt(h))
}

func (s *Server) post(r chi.Router, pattern string, h handler) { r.Post(pattern, s.adapt(h)) }
