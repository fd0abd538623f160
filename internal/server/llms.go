package server

import (
	"fmt"
	"net/http"
	"strings"

	"mendwell/internal/content"
	"mendwell/web/link"
)

// modelsLinks is how many articles llms.txt names in a language: the newest. The sitemap has them all.
const modelsLinks = 500

// showLanguageModels says in Markdown what this site is, for programs that read it in somebody's place, in the shape of
// llmstxt.org: a title, a summary, a few sentences, lists of links.
func (s *Server) showLanguageModels(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	return s.showDocument(w, r, document{
		mediaType: "text/markdown; charset=utf-8", modified: s.calendar.changed(v.lib, s.Now()),
		make: func() ([]byte, error) { return []byte(s.languageModels(v)), nil },
	})
}

func (s *Server) languageModels(v *visit) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", plainMarkdown(v.site.Name))
	if summary := s.inLanguage(v.site.Description, v.lang); summary != "" {
		fmt.Fprintf(&b, "> %s\n\n", plainMarkdown(summary))
	}
	b.WriteString(v.words.T("llms.use") + "\n\n" + v.words.T("llms.harm", "Address", link.Absolute(v.base, v.link.Help("", ""))) + "\n")
	section := func(title string) { fmt.Fprintf(&b, "\n## %s\n\n", plainMarkdown(title)) }
	entry := func(title, path, note string) {
		fmt.Fprintf(&b, "- [%s](%s)", plainMarkdown(title), link.Absolute(v.base, path))
		if note != "" {
			b.WriteString(": " + plainMarkdown(note))
		}
		b.WriteByte('\n')
	}
	section(v.words.T("llms.about"))
	for _, p := range v.lib.Pages(v.lang) {
		entry(p.Title, v.link.Page(p.Slug), p.Summary)
	}
	entry(v.words.T("nav.help"), v.link.Help("", ""), "")
	section(v.words.T("nav.categories"))
	for _, c := range v.lib.Categories(v.lang) {
		entry(c.Title, v.link.Category(c.Slug, 1), c.Summary)
	}
	for _, lang := range s.languages {
		section(v.words.T("llms.articles", "Language", v.words.LanguageIn(lang)))
		for _, a := range first(listable(v.lib.Articles(lang), s), modelsLinks) {
			entry(a.Title, s.space(lang).Article(a.Slug), a.Summary)
		}
	}
	section("Optional") // the one heading that llmstxt.org gives a meaning
	entry(v.words.T("nav.feeds"), v.link.Feeds(1), "")
	entry("Atom", link.Feed(v.link.Home(), link.Atom, 1), v.words.T("feeds.whole"))
	entry("Sitemap", link.Sitemap(0), "")
	return b.String()
}

// listable are the articles that readers see.
func listable(list []*content.Article, s *Server) []*content.Article {
	var out []*content.Article
	for _, a := range list {
		if isPublished(a, s.Now()) {
			out = append(out, a)
		}
	}
	return out
}

// plainMarkdown keeps a text from becoming a link, a heading or a second line.
func plainMarkdown(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "<", `\<`, "`", "\\`", "*", `\*`).Replace(s)
}
