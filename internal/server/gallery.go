package server

import (
	"net/http"

	"mendwell/web/page"
)

// showGallery shows every building block in every state, to those who work on the site.
func (s *Server) showGallery(w http.ResponseWriter, r *http.Request) error {
	f := s.frame(visitOf(r), "Gallery", nil)
	f.NoIndex = true
	return s.show(w, r, page.Gallery(f))
}
