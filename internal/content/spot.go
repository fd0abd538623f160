package content

import "strings"

// Spot is where a source file stands on the site: its slug in a language, among the articles ("") or in one of the
// folders "categories", "people", "pages" and "questions".
type Spot struct{ Folder, Lang, Slug string }

// Spot returns where a file belongs, as far as its name tells, for one that cannot be read.
func (l *Library) Spot(file string) Spot {
	name := nameOf(file, l.site)
	s := Spot{Lang: l.site.DefaultLanguage, Slug: name.slug}
	if name.lang != "" {
		s.Lang = siteLanguage(name.lang, l.site)
	}
	s.Folder = folderOf(file)
	return s
}

// folderOf is the folder that makes a file something else than an article, or "".
func folderOf(file string) string {
	folder, _, nested := strings.Cut(file, "/")
	if !nested || folder != "categories" && folder != "people" && folder != "pages" && folder != "questions" {
		return ""
	}
	return folder
}
