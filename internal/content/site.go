package content

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// defaultSite is what a folder without site.yaml gets.
func defaultSite() Site {
	return Site{Name: "Mendwell", Languages: []string{"en"}, DefaultLanguage: "en", Tagline: map[string]string{}, Description: map[string]string{}}
}

var siteKeys = keySet("name tagline description base_url feed_id security_contact languages default_language language_names navigation social calls_to_action")

var siteAliases = aliasMap("default_language=language,lang base_url=baseURL,url name=title")

// readSite reads site.yaml. What is broken or missing has its default.
func readSite(path string, data []byte) (Site, Findings) {
	f := &file{path: path, fields: map[string]field{}, whole: true}
	site := defaultSite()
	if !f.readable(data) {
		return site, f.findings
	}
	f.source = source{text: normalise(strings.TrimPrefix(string(data), "\ufeff")), first: 1}
	f.source.front = f.source.text
	var err error
	f.order, err = parseYAML(f.source.front, 1, nil)
	f.syntax(err)
	f.index(siteAliases)
	if name := oneLine(f.text("name")); name != "" {
		site.Name = name
	}
	site.BaseURL = strings.TrimRight(f.text("base_url"), "/")
	site.FeedID, site.SecurityContact = f.feedID(), f.securityContact()
	f.siteLanguages(&site)
	site.Tagline = f.byLanguage("tagline", site.DefaultLanguage)
	site.Description = f.byLanguage("description", site.DefaultLanguage)
	if _, ok := f.fields["language_names"]; ok {
		site.LanguageNames = f.byLanguage("language_names", site.DefaultLanguage)
	}
	site.Navigation = f.navigation()
	site.Social = f.linkList("social")
	site.CallsToAction = f.offers(site.DefaultLanguage)
	f.unknown(withAliases(siteKeys, siteAliases))
	return site, f.findings
}

// feedAuthority is the start of a tag URI: a host name or an address that were the site's own on a day, RFC 4151.
var feedAuthority = regexp.MustCompile(`^([a-zA-Z0-9._-]+@)?[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?,[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`)

func (f *file) feedID() string {
	id := f.text("feed_id")
	if id != "" && !feedAuthority.MatchString(id) {
		f.add(f.where("feed_id"), LevelWarning, "bad-feed-id", "%q is no host name and year such as \"example.org,2026\"", id)
		return ""
	}
	return id
}

// securityContact is an address, as RFC 9116, section 2.5.3 wants it. An email address may stand alone.
func (f *file) securityContact() string {
	contact := f.text("security_contact")
	if !strings.Contains(contact, ":") && strings.Count(contact, "@") == 1 {
		contact = "mailto:" + contact
	}
	u, err := url.Parse(contact)
	if contact != "" && (err != nil || !slices.Contains([]string{"mailto", "https", "tel"}, u.Scheme) || strings.ContainsAny(contact, " \r\n")) {
		f.add(f.where("security_contact"), LevelWarning, "bad-security-contact", "%q is no email address and no https or tel address", contact)
		return ""
	}
	return contact
}

func (f *file) siteLanguages(site *Site) {
	if list := f.words("languages"); len(list) > 0 {
		site.Languages = nil
		for _, lang := range list {
			lang = normalTag(lang)
			if !langTag.MatchString(lang) {
				f.add(f.where("languages"), LevelWarning, "unknown-language", "%q is no language tag", lang)
			} else if !slices.Contains(site.Languages, lang) {
				site.Languages = append(site.Languages, lang)
			}
		}
	}
	if len(site.Languages) == 0 {
		site.Languages = []string{"en"}
	}
	site.DefaultLanguage = normalTag(f.text("default_language"))
	if site.DefaultLanguage == "" {
		site.DefaultLanguage = site.Languages[0]
	}
	if !slices.Contains(site.Languages, site.DefaultLanguage) {
		f.add(f.where("default_language"), LevelWarning, "unknown-language", "the default language %q is not among the languages", site.DefaultLanguage)
		site.DefaultLanguage = site.Languages[0]
	}
}

// byLanguage reads one text, or one for each language.
func (f *file) byLanguage(key, lang string) map[string]string {
	m := map[string]string{}
	x, ok := f.fields[key]
	switch {
	case !ok || x.val.kind == kindNull:
	case x.val.scalar():
		m[lang] = strings.TrimSpace(x.val.text)
	case x.val.kind == kindMap:
		for _, y := range x.val.fields {
			if !y.val.scalar() {
				f.wrong(y, "text")
				continue
			}
			m[normalTag(y.key)] = strings.TrimSpace(y.val.text)
		}
	default:
		f.wrong(x, "text, or a text for each language")
	}
	return m
}

func (f *file) navigation() []NavEntry {
	var entries []NavEntry
	for _, sub := range f.maps("navigation") {
		entry := NavEntry{Category: first(sub.text(""), sub.text("category")), Title: sub.text("title"), URL: sub.text("url")}
		if entry.Category == "" && (entry.Title == "" || entry.URL == "") {
			f.add(f.where("navigation"), LevelWarning, "empty-navigation", "an entry is a category, or a title and a url")
		} else {
			entries = append(entries, entry)
		}
		f.take(sub)
	}
	return entries
}

// linkList reads a list of {title, url}, of addresses, or a mapping of titles to addresses.
func (f *file) linkList(key string) []Link {
	var links []Link
	for _, sub := range f.maps(key) {
		link := Link{Title: sub.text("title"), URL: first(sub.text("url"), sub.text(""))}
		if link.URL == "" && link.Title == "" {
			for _, x := range sub.order {
				links = append(links, f.link(Link{Title: x.key, URL: x.val.text}, sub)...)
			}
		} else {
			links = append(links, f.link(link, sub)...)
		}
		f.take(sub)
	}
	return links
}

func (f *file) link(l Link, sub *file) []Link {
	if !isAddress(l.URL) {
		at := sub.where("url")
		f.add(at, LevelWarning, "bad-url", "%q is no address", l.URL)
		return nil
	}
	if l.Title == "" {
		l.Title = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(l.URL, "https://"), "http://"), "www.")
	}
	return []Link{l}
}

func (f *file) offers(lang string) []CallToAction {
	var list []CallToAction
	for _, sub := range f.maps("calls_to_action") {
		c := CallToAction{
			ID: sub.text("id"), URL: sub.text("url"),
			Title: sub.byLanguage("title", lang), Text: sub.byLanguage("text", lang), Label: sub.byLanguage("label", lang),
		}
		if c.ID == "" {
			c.ID = makeID(c.Title[lang])
		}
		if len(c.Title) == 0 || !isAddress(c.URL) {
			f.add(sub.where("title"), LevelWarning, "empty-offer", "a call to action needs a title and a url")
		} else {
			list = append(list, c)
		}
		f.take(sub)
	}
	return list
}
