package content

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"
)

// fileName is what a file's name says.
type fileName struct {
	slug, lang string
	odd        string // a part of the slug that looks like a language and is none
	date       time.Time
}

var (
	langTag    = regexp.MustCompile(`^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$`)
	datePrefix = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})-(.+)$`)
	goodSlug   = regexp.MustCompile(`^[\pL\pM\pN_~-][\pL\pM\pN._~-]*$`)
)

func nameOf(filePath string, site Site) fileName {
	var n fileName
	n.slug = strings.TrimSuffix(path.Base(filePath), path.Ext(filePath))
	if i := strings.LastIndexByte(n.slug, '.'); i > 0 {
		switch tag := normalTag(n.slug[i+1:]); {
		case isLanguage(tag, site):
			n.slug, n.lang = n.slug[:i], tag
		case langTag.MatchString(tag):
			n.odd = n.slug[i+1:]
		}
	}
	if (n.slug == "index" || n.slug == "_index") && path.Dir(filePath) != "." {
		n.slug = path.Base(path.Dir(filePath))
	}
	if m := dateAndSlug(n.slug); m != nil {
		if t, err := time.Parse(time.DateOnly, m[1]); err == nil {
			n.date, n.slug = t, m[2]
		}
	}
	if !isGoodSlug(n.slug) {
		n.slug = makeID(n.slug)
	}
	return n
}

// dateAndSlug finds what datePrefix does, and looks only where a name may start with a date.
func dateAndSlug(name string) []string {
	if name == "" || !isDigit(name[0]) {
		return nil
	}
	return datePrefix.FindStringSubmatch(name)
}

// isGoodSlug is goodSlug, with a quick way for small letters, digits and hyphens.
func isGoodSlug(slug string) bool {
	for i := range len(slug) {
		if c := slug[i]; (c < 'a' || c > 'z') && !isDigit(c) && c != '-' {
			return goodSlug.MatchString(slug)
		}
	}
	return slug != ""
}

// isLanguage says whether the end of a file's name is a language: one of the site, or a known one as it is usually
// written. "do" is none, and nobody writes "bak" for Bashkir; of three letters only those of the site count.
func isLanguage(tag string, site Site) bool {
	if slices.Contains(site.Languages, siteLanguage(tag, site)) {
		return true
	}
	if !langTag.MatchString(tag) || len(primary(tag)) != 2 {
		return false
	}
	_, err := language.Raw.Parse(tag)
	return err == nil
}

// normalTag writes a language tag the way sites do: "DE" is "de", "de_de" is "de-DE", and "zh-hans" is "zh-Hans".
func normalTag(s string) string {
	parts := strings.Split(strings.ToLower(strings.ReplaceAll(strings.TrimSpace(s), "_", "-")), "-")
	for i, p := range parts[1:] {
		switch len(p) {
		case 2:
			parts[i+1] = strings.ToUpper(p)
		case 4:
			parts[i+1] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, "-")
}

func primary(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	return base
}

// siteLanguage returns the language of the site that a tag means: itself, or the one with the same first part, so that
// "de-DE" is "de". A tag that means none is returned as it is.
func siteLanguage(tag string, site Site) string {
	for _, same := range []func(string) bool{
		func(l string) bool { return l == tag },
		func(l string) bool { return l == primary(tag) },
		func(l string) bool { return primary(l) == primary(tag) },
	} {
		if i := slices.IndexFunc(site.Languages, same); i >= 0 {
			return site.Languages[i]
		}
	}
	return tag
}

func (f *file) language(name fileName, site Site) string {
	if name.odd != "" {
		f.add(place{1, 1}, LevelWarning, "unknown-language", "\".%s\" in the name of the file is no language, so it is part of the address", name.odd)
	}
	lang := normalTag(f.text("lang"))
	if lang == "" {
		lang = name.lang
	}
	if lang == "" {
		return site.DefaultLanguage
	}
	if !langTag.MatchString(lang) {
		f.add(f.where("lang"), LevelWarning, "unknown-language", "%q is no language tag such as \"en\" or \"pt-BR\"", lang)
		return site.DefaultLanguage
	}
	return siteLanguage(lang, site)
}

// checkHome reports an article in a language that the site does not have.
func (f *file) checkHome(lang string, site Site) {
	if !slices.Contains(site.Languages, lang) {
		f.add(f.where("lang"), LevelWarning, "foreign-language", "the site has no language %q, so this is listed in %q", lang, site.DefaultLanguage)
	}
}
