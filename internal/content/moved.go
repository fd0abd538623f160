package content

import (
	"net/url"
	"path"
	"slices"
	"strings"
)

// readAliases reads retired addresses: a bare word is a slug, anything with a slash is a path of the site as it was.
func (d *draft) readAliases() {
	a := d.article
	for _, alias := range d.texts("aliases") {
		if u, err := url.Parse(alias); err == nil && u.Host != "" {
			alias = first(u.Path, "/")
		}
		if strings.Contains(alias, "/") {
			if p := oldPath(alias); p != "/" && !slices.Contains(a.OldPaths, p) {
				a.OldPaths = append(a.OldPaths, p)
			}
			continue
		}
		if slug := strings.TrimSuffix(alias, ".html"); slug != a.Slug && !slices.Contains(a.Aliases, slug) {
			a.Aliases = append(a.Aliases, slug)
		}
	}
}

// oldPath is a path without what the server takes away before it looks: doubled and trailing slashes, and encoding.
func oldPath(p string) string {
	if plain, err := url.PathUnescape(p); err == nil {
		p = plain
	}
	return path.Clean("/" + p)
}

// takeOldPaths gives the retired paths of an article to the library. Those that are retired addresses of articles on
// this site are slugs, so that comments and bookmarks follow too.
func (k *linker) takeOldPaths(d *draft, n number) {
	a := d.article
	if len(a.OldPaths) == 0 {
		return
	}
	prefix := k.prefix(a.Lang) + "/articles/"
	a.OldPaths = slices.DeleteFunc(a.OldPaths, func(p string) bool {
		if slug, ok := strings.CutPrefix(p, prefix); ok && !strings.Contains(slug, "/") {
			if slug != a.Slug && !slices.Contains(a.Aliases, slug) {
				a.Aliases = append(a.Aliases, slug)
			}
			return true
		}
		other, taken := k.movedPaths[p]
		if taken && other != n {
			d.add(d.where("aliases"), LevelWarning, "alias-taken", "%q is the address of another article", p)
			return true
		}
		if !taken {
			k.movedPaths[p] = n
		}
		return false
	})
}

// MovedPath returns the article that once stood at another path of the site, such as "/2019/05/foo.html".
func (l *Library) MovedPath(p string) (*Article, bool) {
	return l.called(l.movedPaths, path.Clean("/"+p))
}
