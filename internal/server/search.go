package server

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"mendwell/internal/search"
	"mendwell/web/link"
	"mendwell/web/page"
	"mendwell/web/ui"
)

// foundPerPage is how many results a page shows.
const foundPerPage = 10

// categoriesWhenLost is how many categories are offered to somebody who has not asked yet, or has found nothing.
const categoriesWhenLost = 6

// showSearch answers from the address alone. What somebody looks for is kept nowhere: not here, and not on the device.
func (s *Server) showSearch(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	f := s.finding(v, r)
	p := page.SearchProps{Query: f.Query, State: page.SearchStart}
	p.Frame = s.private(v, v.words.T("title.search"), func(l link.Space) string { return l.Search(link.Finding{Query: f.Query}) })
	p.Description = v.words.T("description.search")
	p.Danger = search.Danger(f.Query)
	index := s.index()
	switch {
	case f.Query == "":
		f = link.Finding{}
	case index == nil:
		p.State = page.SearchPreparing
		w.Header().Set("Retry-After", "2")
	default:
		s.find(v, index, f, &p)
		if len(p.Danger) == 0 && p.Guess != nil { // hands shake
			p.Danger = search.Danger(p.Guess.Text)
		}
	}
	if len(p.Danger) > 0 {
		p.Help = helpOf(v)
	}
	if p.State == page.SearchStart || p.State == page.SearchNothing || p.State == page.SearchNoWords {
		cards := s.categoryCards(v)
		slices.SortStableFunc(cards, func(a, b page.CategoryCard) int { return b.Count - a.Count })
		p.Browse, p.BrowseAll = first(cards, categoriesWhenLost), len(cards) > categoriesWhenLost
	}
	if f.Query == "" {
		return s.show(w, r, page.Search(p))
	}
	return s.showPrivate(w, r, page.Search(p))
}

// index is the search index, or nil as long as it is being made.
func (s *Server) index() *search.Index {
	if s.Search == nil {
		return nil
	}
	return s.Search()
}

// finding reads the address. A filter that this site does not have is left out.
func (s *Server) finding(v *visit, r *http.Request) link.Finding {
	q := r.URL.Query()
	f := link.Finding{Query: search.Clean(q.Get("q")), Reviewed: q.Get("reviewed") == "yes", Page: 1}
	if in := q.Get("in"); in == search.Everywhere || in != v.lang && slices.Contains(s.languages, in) {
		f.In = in
	}
	if c, ok := v.lib.Category(v.lang, q.Get("category")); ok {
		f.Category = c.Slug
	}
	if a, ok := v.lib.Person(v.lang, q.Get("author")); ok {
		f.Author = a.Slug
	}
	if slices.Contains(search.Kinds(), q.Get("kind")) {
		f.Kind = q.Get("kind")
	}
	if slices.Contains(search.Lengths(), q.Get("length")) {
		f.Length = q.Get("length")
	}
	if n, err := strconv.Atoi(q.Get("page")); err == nil && n > 1 {
		f.Page = min(n, 1000)
	}
	return f
}

// find asks the index and fills in what was found.
func (s *Server) find(v *visit, index *search.Index, f link.Finding, p *page.SearchProps) {
	q := search.Query{
		Text: f.Query, Lang: v.lang, In: f.In, Category: f.Category, Kind: f.Kind, Author: f.Author, Length: f.Length,
		Reviewed: f.Reviewed, Now: s.Now(), From: (f.Page - 1) * foundPerPage, To: f.Page * foundPerPage,
	}
	answer := index.Search(q)
	pages := max(1, (answer.Total+foundPerPage-1)/foundPerPage)
	if f.Page > pages { // the last one, as for somebody who comes back after an article has gone
		f.Page = pages
		q.From, q.To = (f.Page-1)*foundPerPage, f.Page*foundPerPage
		answer = index.Search(q)
	}
	switch {
	case answer.Empty:
		p.State = page.SearchNoWords
	case answer.Total == 0:
		p.State = page.SearchNothing
	case answer.Nearest:
		p.State = page.SearchNearest
	default:
		p.State = page.SearchFound
	}
	p.Total = answer.Total
	p.Missing = quoted(v, answer.Missing)
	if answer.Guess != "" {
		again := f
		again.Query, again.Page = answer.Guess, 1
		p.Guess = &page.GuessLink{Text: answer.Guess, Href: v.link.Search(again)}
	}
	helpFirst(answer.Results, p.Danger)
	for _, result := range answer.Results {
		if found, ok := s.found(v, result); ok {
			p.Results = append(p.Results, found)
		}
	}
	p.Filters, p.Chosen, p.Kept = s.filters(v, f, answer)
	if answer.Total == 0 {
		p.Filters = nil // beside nothing; what is on stands above, and so does what other languages have
	}
	if f.In == "" {
		p.Elsewhere = s.foundElsewhere(v, f, answer)
	}
	p.Pager = ui.Pager{Number: f.Page, Pages: pages, Href: func(n int) string {
		f := f
		f.Page = n
		return v.link.Search(f)
	}}
}

// helpFirst puts the help lines that a query calls for before everything else on its page, in the order of the topics.
func helpFirst(results []search.Result, topics []string) {
	rank := func(r search.Result) int {
		if at := slices.Index(topics, r.Topic); at >= 0 {
			return at
		}
		return len(topics)
	}
	slices.SortStableFunc(results, func(a, b search.Result) int { return rank(a) - rank(b) })
}

func quoted(v *visit, words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = v.words.T("search.quoted", "Word", w)
	}
	return strings.Join(out, ", ")
}

// found is one result as it is shown. False: it has gone since the index was made.
func (s *Server) found(v *visit, r search.Result) (page.Found, bool) {
	switch {
	case r.Person != nil:
		person, ok := v.lib.Person(v.lang, r.Person.Slug)
		return page.Found{Person: person, Kicker: v.words.T("search.person"), Href: v.link.Person(r.Person.Slug), Title: r.Title, Summary: r.Summary}, ok
	case r.Debate != nil:
		return foundDebate(v, r, s.space(r.Debate.Lang))
	case r.Topic != "":
		return foundHelp(v, r)
	}
	a, ok := v.lib.ByKey(r.Article.Key())
	if !ok {
		return page.Found{}, false
	}
	l := s.space(v.lib.Home(a))
	f := page.Found{Article: a, Href: l.Article(a.Slug), Mark: s.mark(a), Title: r.Title, Summary: r.Summary, More: r.More}
	if a.Category != nil {
		f.CategoryHref = v.link.Category(a.Category.Slug, 1)
	}
	if a.Lang != v.lang {
		f.ForeignLang = a.Lang
	}
	for _, part := range r.Parts {
		f.Parts = append(f.Parts, page.FoundPart{
			Href: l.Tip(a.Slug, part.ID), Label: label(v, part), Title: part.Title, Text: part.Text,
		})
	}
	if !r.Whole && len(f.Parts) > 0 {
		f.Lead, f.Parts = &f.Parts[0], f.Parts[1:]
	}
	return f, true
}

// foundDebate is a question of /questions, with the parts of its text.
func foundDebate(v *visit, r search.Result, there link.Space) (page.Found, bool) {
	d, ok := v.lib.Debate(r.Debate.Lang, r.Debate.Slug)
	if !ok {
		return page.Found{}, false
	}
	f := page.Found{Kicker: v.words.T("search.debate"), Note: sides(v, d), Href: there.Question(d.Slug), Title: r.Title, Summary: r.Summary}
	if d.Lang != v.lang {
		f.ForeignLang = d.Lang
	}
	return f, true
}

// label is what a part is called: a tip by its printed label, which may be a bare number.
func label(v *visit, p search.Part) string {
	switch p.Kind {
	case search.KindTip:
		if strings.Trim(p.Tip.Label, "0123456789") != "" {
			return p.Tip.Label
		}
		return v.words.T("tip.word") + " " + cmp.Or(p.Tip.Label, strconv.Itoa(p.Tip.Number))
	case search.KindQuestion:
		return v.words.T("search.question")
	default:
		return ""
	}
}

// foundElsewhere leads to what other languages of the site have.
func (s *Server) foundElsewhere(v *visit, f link.Finding, answer search.Answer) []page.Elsewhere {
	var out []page.Elsewhere
	for _, c := range answer.Facets.Languages {
		if c.Value == v.lang || !slices.Contains(s.languages, c.Value) {
			continue
		}
		there := f
		there.In, there.Page = c.Value, 1
		out = append(out, page.Elsewhere{Lang: c.Value, Href: v.link.Search(there), Count: c.N})
	}
	return out
}

// filters are the choices beside the results, those that are on, and what the form has to carry on.
func (s *Server) filters(v *visit, f link.Finding, answer search.Answer) (groups []page.FilterGroup, chosen []page.Chosen, kept []page.Hidden) {
	facets := answer.Facets
	group := func(id, name, current string, counts []search.Count, set func(*link.Finding, string), title func(string) string) {
		g := page.FilterGroup{Title: v.words.T("search.filter." + id)}
		if !slices.ContainsFunc(counts, func(c search.Count) bool { return c.Value == current }) && current != "" {
			counts = append(counts, search.Count{Value: current})
		}
		for _, c := range counts {
			to := f
			to.Page = 1
			on := c.Value == current
			if set(&to, c.Value); on {
				set(&to, "")
				c.N = answer.Total // what comes nearest counts here too
				chosen = append(chosen, page.Chosen{Label: title(c.Value), Href: v.link.Search(to)})
				kept = append(kept, page.Hidden{Name: name, Value: c.Value})
			}
			g.Choices = append(g.Choices, page.FilterChoice{Label: title(c.Value), Href: v.link.Search(to), Count: c.N, Chosen: on})
		}
		if len(counts) > 1 || current != "" {
			groups = append(groups, g)
		}
	}
	group("category", "category", f.Category, facets.Categories, func(f *link.Finding, x string) { f.Category = x }, func(slug string) string {
		if c, ok := v.lib.Category(v.lang, slug); ok {
			return c.Title
		}
		return slug
	})
	group("kind", "kind", f.Kind, facets.Kinds, func(f *link.Finding, x string) { f.Kind = x },
		func(kind string) string { return v.words.T("search.kind." + kind) })
	group("length", "length", f.Length, facets.Lengths, func(f *link.Finding, x string) { f.Length = x },
		func(length string) string { return v.words.T("search.length." + strings.TrimSuffix(length, "-")) })
	group("author", "author", f.Author, facets.Authors, func(f *link.Finding, x string) { f.Author = x }, func(slug string) string {
		if p, ok := v.lib.Person(v.lang, slug); ok {
			return p.Name
		}
		return slug
	})
	reviewed, on := []search.Count(nil), ""
	if facets.Reviewed > 0 || f.Reviewed {
		reviewed = []search.Count{{Value: "yes", N: facets.Reviewed}}
	}
	if f.Reviewed {
		on = "yes"
	}
	group("review", "reviewed", on, reviewed, func(f *link.Finding, x string) { f.Reviewed = x != "" },
		func(string) string { return v.words.T("search.reviewed") })
	if len(reviewed) == 1 && on == "" { // one choice is one here: with or without
		groups = append(groups, s.reviewChoice(v, f, reviewed[0].N))
	}
	group("language", "in", f.In, s.languageCounts(v, facets.Languages, f.In), func(f *link.Finding, x string) { f.In = x }, func(lang string) string {
		if lang == search.Everywhere {
			return v.words.T("search.everywhere")
		}
		return v.words.LanguageIn(lang)
	})
	return groups, chosen, kept
}

func (s *Server) reviewChoice(v *visit, f link.Finding, n int) page.FilterGroup {
	f.Reviewed, f.Page = true, 1
	return page.FilterGroup{Title: v.words.T("search.filter.review"), Choices: []page.FilterChoice{
		{Label: v.words.T("search.reviewed"), Href: v.link.Search(f), Count: n},
	}}
}

// languageCounts are the other languages, and all together. The interface's own is what is searched without a filter.
func (s *Server) languageCounts(v *visit, counts []search.Count, in string) []search.Count {
	var out []search.Count
	total := 0
	for _, c := range counts {
		total += c.N
		if c.Value != v.lang && slices.Contains(s.languages, c.Value) {
			out = append(out, c)
		}
	}
	if len(out) > 0 || in == search.Everywhere {
		out = append(out, search.Count{Value: search.Everywhere, N: total})
	}
	return out
}

// suggested is one suggestion for the script of the search field.
type suggested struct {
	Text string `json:"text"`
	In   string `json:"in,omitempty"`
	Href string `json:"href"`
	Lang string `json:"lang,omitempty"`
}

// mostSuggested is how many suggestions fit below the field.
const mostSuggested = 6

// suggest answers what begins with what was typed so far.
func (s *Server) suggest(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	w.Header().Set("X-Robots-Tag", "noindex")
	out := []suggested{}
	text := search.Clean(r.URL.Query().Get("q"))
	if index := s.index(); index != nil && len([]rune(text)) > 1 && len(search.Danger(text)) == 0 {
		answer := index.Search(search.Query{Text: text, Lang: v.lang, Now: s.Now(), Typing: true, To: mostSuggested})
		for _, result := range answer.Results {
			if f, ok := s.found(v, result); ok && !answer.Nearest {
				out = append(out, suggestion(f))
			}
		}
	}
	return s.json(w, http.StatusOK, out)
}

func suggestion(f page.Found) suggested {
	x := suggested{Text: plain(f.Title), Href: f.Href, Lang: f.ForeignLang}
	if f.Lead != nil {
		x.In, x.Text, x.Href = x.Text, plain(f.Lead.Title), f.Lead.Href
	}
	return x
}

func plain(spans []search.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}
