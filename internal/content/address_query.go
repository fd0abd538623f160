package content

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// PerPage is how many articles a list shows at once.
const PerPage = 12

// checkQuery reports what stands behind "?" in the address of a page and leads nowhere.
func (k *linker) checkQuery(d *draft, target, query string, r reference) {
	values, err := url.ParseQuery(strings.TrimPrefix(query, "?"))
	if err != nil {
		return // the server takes what it can read
	}
	if topic := values.Get("topic"); isHelp(target) && topic != "" && !slices.Contains(HelpTopics(), topic) {
		d.add(r.at, LevelWarning, "unknown-link", "help lines have no topic %q; there are %s", topic, strings.Join(HelpTopics(), ", "))
	}
	if code := values.Get("country"); isHelp(target) && code != "" && !k.helps(code) {
		d.add(r.at, LevelWarning, "unknown-link", "there are no help lines for the country %q", code)
	}
	if page := values.Get("page"); values.Has("page") && !k.reaches(page) {
		d.add(r.at, LevelWarning, "unknown-link", "there is no page %q in a list of this site", page)
	}
}

func isHelp(target string) bool {
	target = strings.TrimSuffix(target, "/")
	return target == "/help" || strings.Count(target, "/") == 2 && strings.HasSuffix(target, "/help")
}

func (k *linker) helps(code string) bool {
	return slices.ContainsFunc(k.cat.countries, func(c HelpCountry) bool { return strings.EqualFold(c.Code, code) })
}

// reaches says whether some list of articles may have so many pages: none has more than all articles fill.
func (k *linker) reaches(page string) bool {
	n, err := strconv.Atoi(page)
	if err != nil || n < 1 || strconv.Itoa(n) != page {
		return false
	}
	listed := 0
	for _, a := range k.cat.articles {
		if visible(a, k.opts.Now, k.opts.Drafts) {
			listed++
		}
	}
	return n <= max(1, (listed+PerPage-1)/PerPage)
}
