package server

import (
	"cmp"
	"net/http"
	"slices"

	"mendwell/internal/content"
	"mendwell/web/link"
	"mendwell/web/page"
	"mendwell/web/ui"
)

// How many topics a page has room for.
const (
	tagsInCloud = 60  // of each kind; where there are more, all are on a page of their own
	tagsPerPage = 200 // there
)

// tagCloud are the topics in the reader's language: those that tie several articles together apart from the others. Of
// many it shows those that tie the most.
func tagCloud(v *visit) page.TagCloud {
	var out page.TagCloud
	var shared, single []content.TagCount
	for _, t := range v.lib.Tags(v.lang) {
		if t.Count > 1 {
			shared = append(shared, t)
		} else {
			single = append(single, t)
		}
	}
	if len(shared) > tagsInCloud || len(single) > tagsInCloud {
		out.AllHref, out.All = v.link.Tags(1), len(shared)+len(single)
	}
	if len(single) <= tagsInCloud || len(shared) == 0 {
		out.Single = tagLinks(v, first(single, tagsInCloud))
	}
	out.Shared = tagLinks(v, biggest(shared, tagsInCloud))
	return out
}

// biggest returns at most n tags, those of the most articles, in the order they came in.
func biggest(tags []content.TagCount, n int) []content.TagCount {
	if len(tags) <= n {
		return tags
	}
	byCount := slices.Clone(tags)
	slices.SortStableFunc(byCount, func(a, b content.TagCount) int { return cmp.Compare(b.Count, a.Count) })
	among := map[string]bool{}
	for _, t := range byCount[:n] {
		among[t.Slug] = true
	}
	return slices.DeleteFunc(slices.Clone(tags), func(t content.TagCount) bool { return !among[t.Slug] })
}

func tagLinks(v *visit, tags []content.TagCount) []page.TagLink {
	var out []page.TagLink
	for _, t := range tags {
		out = append(out, page.TagLink{Name: t.Name, Href: v.link.Tag(t.Slug, 1), Count: t.Count})
	}
	return out
}

// showTags lists all topics in the reader's language, by name. Machines find them in the sitemap.
func (s *Server) showTags(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	number, err := pageNumber(r, "page")
	if err != nil {
		return err
	}
	all := v.lib.Tags(v.lang)
	part, pages, err := sliceBy(tagsPerPage, all, number)
	if err != nil {
		return err
	}
	p := page.TagsProps{
		Frame: s.private(v, numbered(v, v.words.T("list.tags"), number), func(l link.Space) string { return l.Tags(number) }),
		Total: len(all), Tags: tagLinks(v, part),
		Pager: ui.Pager{Number: number, Pages: pages, Href: v.link.Tags},
	}
	p.Alternates = s.sameLength(v, p.Alternates, number, func(lang string) int { return (len(v.lib.Tags(lang)) + tagsPerPage - 1) / tagsPerPage }, link.Space.Tags)
	return s.show(w, r, page.Tags(p))
}

// sameLength mends the ways to a page of a list in other languages where the list is shorter there: they lead to its
// first page, which is no other version of this one.
func (s *Server) sameLength(v *visit, versions []ui.Alternate, number int, pages func(lang string) int, at func(l link.Space, number int) string) []ui.Alternate {
	for i, alt := range versions {
		if number > 1 && alt.Lang != v.lang && number > pages(alt.Lang) {
			versions[i].Href, versions[i].Absolute = at(s.space(alt.Lang), 1), ""
		}
	}
	return versions
}
