package content

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// SeriesPart is the place of an article in a series.
type SeriesPart struct {
	Name string // as written by this article
	Slug string // made from the name; equal for all parts in a language
	Part int    // as written; 0: after all that have a number
}

// readSeries reads "series: Name" with "part: 2", Hugo's "series: [Name]", or a mapping of name and part.
func (d *draft) readSeries() {
	x, ok := d.fields["series"]
	if !ok || x.val.kind == kindNull {
		if _, ok := d.fields["part"]; ok {
			d.add(d.where("part"), LevelWarning, "part-without-series", "\"part\" means nothing without \"series\"")
		}
		return
	}
	list := x.val.items()
	if len(list) > 1 {
		d.add(place{x.val.line, x.val.col}, LevelHint, "several-series", "an article is part of one series, so the first is used")
	}
	if len(list) == 0 {
		return
	}
	s := &SeriesPart{Part: d.number("part")}
	if v := list[0]; v.kind == kindMap {
		sub := d.inner(v)
		for _, key := range []string{"name", "title", "slug"} {
			s.Name = first(s.Name, oneLine(sub.text(key)))
		}
		if _, ok := sub.fields["part"]; ok {
			s.Part = sub.number("part")
		}
		d.take(sub)
	} else if v.scalar() {
		s.Name = oneLine(v.text)
	}
	if s.Slug = makeID(s.Name); s.Slug == "" {
		d.add(place{x.val.line, x.val.col}, LevelWarning, "wrong-type", "%q must be the name of a series", x.key)
		return
	}
	if s.Part < 0 {
		d.add(d.where("part"), LevelWarning, "wrong-type", "a part has a number from 1 on")
		s.Part = 0
	}
	d.article.Series = s
}

// byPart sorts the parts of a series: by number, then by date.
func byPart(a, b *Article) int {
	return cmp.Or(
		cmp.Compare(uint(a.Series.Part)-1, uint(b.Series.Part)-1), // no number becomes the largest
		a.Date.Compare(b.Date), cmp.Compare(a.Path, b.Path))
}

// checkSeries reports gaps and repeats in the parts of a series. Drafts count: a part that is on its way is no gap.
func (k *linker) checkSeries() {
	serials := map[string][]*draft{}
	for _, d := range k.drafts {
		if s := d.article.Series; s != nil {
			key := home(k.site, d.article.Lang) + "/" + s.Slug
			serials[key] = append(serials[key], d)
		}
	}
	for _, list := range serials {
		slices.SortFunc(list, func(a, b *draft) int { return byPart(a.article, b.article) })
		if len(list) == 1 {
			k.on(list[0]).add(list[0].where("series"), LevelHint, "series-alone", "no other article is part of the series %q", list[0].article.Series.Name)
		}
		last := 0
		for i, d := range list {
			part, at := d.article.Series.Part, d.where("series")
			if written, ok := d.placeOf("part"); ok {
				at = written
			}
			switch {
			case part == 0 && len(list) > 1:
				k.on(d).add(at, LevelHint, "series-unnumbered", "without \"part\" this comes last in its series")
			case part == 0:
			case i > 0 && part == last:
				k.on(d).add(at, LevelWarning, "series-repeat", "%s is part %d too", list[i-1].path, part)
			case part != last+1:
				k.on(d).add(at, LevelWarning, "series-gap", "this is part %d, and there is no part %s", part, missing(last+1, part-1))
			}
			last = part
		}
	}
}

func missing(from, to int) string {
	var out []string
	for n := from; n <= to && len(out) < 5; n++ {
		out = append(out, strconv.Itoa(n))
	}
	return strings.Join(out, ", ")
}

// serialise files the visible parts of each series in order.
func (l *Library) serialise() {
	l.serials = map[string][]*Article{}
	for _, a := range l.all {
		if a.Series != nil {
			key := l.Home(a) + "/" + a.Series.Slug
			l.serials[key] = append(l.serials[key], a)
		}
	}
	for _, parts := range l.serials {
		slices.SortFunc(parts, byPart)
	}
}

// SeriesOf returns the visible parts of the series that an article belongs to, in order, and the article's place among
// them. False: it stands alone, or no other part is visible.
func (l *Library) SeriesOf(a *Article) (parts []*Article, at int, ok bool) {
	if a.Series == nil {
		return nil, 0, false
	}
	parts = l.serials[l.Home(a)+"/"+a.Series.Slug]
	at = slices.Index(parts, a)
	return parts, at, at >= 0 && len(parts) > 1
}
