package cli

import (
	"mendwell/internal/account"
	"mendwell/internal/content"
	"mendwell/web/words"
)

// Words by which a site's own people call themselves, alone or beside the name of the site, and what stands in place of
// the name of somebody who has left.
var (
	offices = []string{
		"admin", "administrator", "administration", "editor", "editors", "moderator", "moderation", "staff", "support",
		"system", "team", "redaktion", "moderatorin", "administratorin", "verwaltung",
	}
	departed = []string{
		"deleted reader", "deleted user", "deleted account", "gelöschtes Konto", "gelöschter Leser", "gelöschte Leserin",
		"gelöschter Nutzer", "gelöschte Nutzerin",
	}
)

// reserved reports whether a name would pass for the site or for one of its people; person is whose account it is.
func (h *house) reserved(name, person string) bool {
	if h.library == nil {
		return false
	}
	lib := h.library()
	return lib != nil && reserved(lib, h.book, name, person)
}

func reserved(lib *content.Library, book *words.Book, name, person string) bool {
	key := account.NameKey(name)
	is := func(other string) bool { return key != "" && key == account.NameKey(other) }
	site := lib.Site()
	for _, lang := range site.Languages {
		if is(book.Word(lang, "comments.deleted_reader")) {
			return true
		}
		for _, p := range lib.People(lang) {
			if p.Slug == person {
				continue
			}
			for _, own := range append([]string{p.Name}, p.AlsoKnownAs...) {
				if is(own) {
					return true
				}
			}
		}
	}
	for _, gone := range departed {
		if is(gone) {
			return true
		}
	}
	for _, office := range offices {
		if is(office) || is(site.Name+office) || is(office+site.Name) {
			return true
		}
	}
	return is(site.Name)
}
