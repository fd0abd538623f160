package server

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/go-chi/chi/v5"

	"mendwell/internal/cover"
	"mendwell/internal/fault"
	"mendwell/internal/preview"
	"mendwell/web/link"
	"mendwell/web/page"
)

// showPreview shows a draft to whoever holds its link. It is the same for everybody: no session is looked up, nothing can
// be sent from it, and neither a machine nor the next site learns of it.
func (s *Server) showPreview(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	token := chi.URLParam(r, "token")
	l, err := s.invited(token)
	if err != nil {
		return err
	}
	a, ok := v.lib.Held(l.Article)
	if !ok {
		return s.openedSince(w, v, l)
	}
	p, err := s.articleText(v, a)
	if err != nil {
		return fmt.Errorf("show preview: %w", err)
	}
	p.Frame = s.private(v, a.Title, func(l link.Space) string { return l.Preview(token) })
	p.Path = "" // logging in must not carry the link along
	p.Preview = &page.Preview{Until: l.Until}
	if a.Image == nil {
		p.Cover = v.link.PreviewCover(token) // the article's own leads nowhere as long as it is not published
	}
	for _, t := range a.Tags {
		if _, _, ok := v.lib.Tagged(v.lang, t.Slug); ok {
			p.TagLinks = append(p.TagLinks, page.TagLink{Name: t.Name, Href: v.link.Tag(t.Slug, 1)})
		}
	}
	if p.Related, err = s.related(r, a); err != nil {
		return err
	}
	unseen(w)
	return s.show(w, r, page.Article(p))
}

// openedSince leads to an article that was published after its link was made.
func (s *Server) openedSince(w http.ResponseWriter, v *visit, l preview.Link) error {
	a, ok := v.lib.ByKey(l.Article)
	if !ok {
		return fault.New(fault.NotFound, "error.preview.unknown")
	}
	return s.seeOther(w, s.space(v.lib.Home(a)).Article(a.Slug))
}

// showPreviewCover serves the drawn cover of a draft, which has no other address yet.
func (s *Server) showPreviewCover(w http.ResponseWriter, r *http.Request) error {
	l, err := s.invited(chi.URLParam(r, "token"))
	if err != nil {
		return err
	}
	a, ok := visitOf(r).lib.Held(l.Article)
	if !ok {
		return fault.New(fault.NotFound, "")
	}
	unseen(w)
	w.Header().Set("Content-Type", "image/svg+xml")
	s.sendPressed(w, r, s.pressOnce(cover.Draw(a.Slug, paletteOf(a.Category)).SVG()))
	return nil
}

// unseen keeps an answer from everybody but whoever asked.
func unseen(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Robots-Tag", "noindex, nofollow, noarchive")
}

// invited reads a token.
func (s *Server) invited(token string) (preview.Link, error) {
	if s.PreviewKey == nil {
		return preview.Link{}, fault.New(fault.NotFound, "error.preview.unknown")
	}
	key, err := s.PreviewKey()
	if err != nil {
		return preview.Link{}, fmt.Errorf("read the key of preview links: %w", err)
	}
	l, err := preview.Read(key, token, s.Now())
	switch {
	case errors.Is(err, preview.ErrEnded):
		return l, fault.New(fault.Gone, "error.preview.ended")
	case err != nil:
		return l, fault.New(fault.NotFound, "error.preview.unknown")
	}
	return l, nil
}
