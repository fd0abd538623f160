package search

import (
	"hash/crc32"
	"html"
	"slices"
	"strings"

	"mendwell/internal/content"
)

// worksOf lists what can be found, by the language of the text.
func worksOf(lib *content.Library) map[string][]*work {
	out := map[string][]*work{}
	for _, a := range lib.All() {
		lang := base(a.Lang)
		out[lang] = append(out[lang], &work{article: a, home: lib.Home(a)})
	}
	seen := map[*content.Person]bool{}
	for _, home := range lib.Site().Languages {
		for _, p := range lib.People(home) {
			if seen[p] {
				continue
			}
			seen[p] = true
			lang := base(p.Lang)
			out[lang] = append(out[lang], &work{person: p, home: home})
		}
		for _, d := range lib.Debates(home) {
			out[base(d.Lang)] = append(out[base(d.Lang)], &work{debate: d, home: home})
		}
		for _, h := range helpTopics(lib, home) {
			out[base(home)] = append(out[base(home)], &work{help: h, home: home})
		}
	}
	return out
}

// helpTopic is the help lines on one topic.
type helpTopic struct {
	topic, title string
	others       string // other names for such lines, by which they are looked for
	names        string // of the lines; never their numbers, which are shown only as long as they hold
}

// betweenNames stands between the names of lines.
const betweenNames = " · "

// helpTopics lists the topics that have help lines, in one language.
func helpTopics(lib *content.Library, lang string) []*helpTopic {
	var out []*helpTopic
	for _, topic := range content.HelpTopics() {
		h := &helpTopic{topic: topic, title: lib.Word(lang, "help.topic."+topic), others: lib.Word(lang, "search.help.names")}
		var names []string
		for _, country := range lib.HelpFor(topic) {
			for _, line := range country.Lines {
				if name, in := line.Name.In(lang, lib.Site().DefaultLanguage); (in == lang || in == "") && !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
		if h.names = strings.Join(names, betweenNames); h.names != "" {
			out = append(out, h)
		}
	}
	return out
}

// key names a work among those of its language.
func (w *work) key() string {
	switch {
	case w.person != nil:
		return "person " + w.person.Slug
	case w.debate != nil:
		return "question " + w.debate.Slug
	case w.help != nil:
		return "help " + w.help.topic
	}
	return w.article.Key()
}

// size is how many entries a work has.
func (w *work) size() int32 {
	switch {
	case w.article != nil:
		return int32(1 + len(w.article.Tips) + len(w.article.Questions) + len(w.article.Sections))
	case w.debate != nil:
		return int32(1 + len(w.debate.Sections))
	}
	return 1
}

// said is what a work as a whole says: its title and what is shown below.
func (w *work) said() (title, text, id string) {
	switch {
	case w.person != nil:
		return w.person.Name, w.person.Summary, ""
	case w.debate != nil:
		return w.debate.Title, w.debate.Summary, ""
	case w.help != nil:
		return w.help.title, w.help.names, ""
	}
	return w.article.Title, w.article.Summary, ""
}

// field is a stretch of text of an entry, or of markup that the site has made of one.
type field struct {
	kind int
	text string
}

// markup as the kind of a field marks what is read without its tags.
const markup = 1 << 7

// read is where a field stands and what it says.
func (f field) read() (kind int, text string) {
	if f.kind&markup == 0 {
		return f.kind, f.text
	}
	var b strings.Builder
	rest := f.text
	for {
		text, tag, ok := strings.Cut(rest, "<")
		b.WriteString(text)
		if !ok {
			return f.kind &^ markup, html.UnescapeString(b.String())
		}
		b.WriteByte(' ')
		_, rest, _ = strings.Cut(tag, ">")
	}
}

// each calls visit for every entry of a work, the work as a whole first.
func (w *work) each(visit func(kind uint8, part int, fields ...field)) {
	if p := w.person; p != nil {
		visit(asWhole, 0, field{inTitle, p.Name}, field{inSummary, strings.Join(p.AlsoKnownAs, ". ")},
			field{inSummary, p.JobTitle}, field{inSummary, p.Credentials}, field{inText, p.Summary})
		return
	}
	if h := w.help; h != nil {
		visit(asWhole, 0, field{inTitle, h.title}, field{inSummary, h.others}, field{inText, h.names})
		return
	}
	if d := w.debate; d != nil {
		fields := []field{{inTitle, d.Title}, {inSummary, d.Summary}}
		if d.Category != nil {
			fields = append(fields, field{inText, d.Category.Title})
		}
		visit(asWhole, 0, fields...)
		for i, s := range d.Sections {
			visit(asSection, i, field{inTitle, s.Title}, field{inText, s.Text})
		}
		return
	}
	a := w.article
	visit(asWhole, 0, wholeFields(a)...)
	for i, t := range a.Tips {
		visit(asTip, i, field{inTitle, t.Title}, field{inText, t.Text})
	}
	for i, q := range a.Questions {
		visit(asQuestion, i, field{inTitle, q.Title}, field{inText, q.Text})
	}
	for i, s := range a.Sections {
		visit(asSection, i, field{inTitle, s.Title}, field{inText, s.Text})
	}
}

// wholeFields is what an article says as a whole.
func wholeFields(a *content.Article) []field {
	fields := []field{{inTitle, a.Title}, {inSummary, a.Summary}}
	for _, t := range a.Tags {
		fields = append(fields, field{inSummary, t.Name})
	}
	if a.Category != nil {
		fields = append(fields, field{inText, a.Category.Title})
	}
	for _, p := range a.Authors {
		fields = append(fields, field{inText, p.Name})
	}
	for _, who := range a.For {
		fields = append(fields, field{inSummary | markup, string(who)})
	}
	for _, t := range a.Takeaways {
		fields = append(fields, field{inText, t.Label}, field{inText | markup, string(t.HTML)})
	}
	return fields
}

// mark is what a work was when it was read: a sum over all that is found of it.
type mark struct {
	key     string
	entries int32
	sum     uint64 // of two polynomials, which together miss one change in 2^64 and are as quick as the memory
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// marking makes marks, one after the other in the same memory.
type marking struct {
	texts  []string
	joined []byte
}

func (m *marking) of(w *work) mark {
	m.texts, m.joined = w.texts(m.texts[:0]), m.joined[:0]
	for _, text := range m.texts {
		m.joined = append(append(m.joined, text...), 0)
	}
	sum := uint64(crc32.Checksum(m.joined, castagnoli))<<32 | uint64(crc32.ChecksumIEEE(m.joined))
	return mark{key: w.key(), entries: w.size(), sum: sum}
}

// texts adds all texts of a work to a list; those of an entry follow its kind.
func (w *work) texts(list []string) []string {
	kinds := [...]string{asWhole: "whole", asTip: "tip", asQuestion: "question", asSection: "section"}
	w.each(func(kind uint8, _ int, fields ...field) {
		list = append(list, kinds[kind])
		for _, f := range fields {
			list = append(list, f.text)
		}
	})
	return list
}

// comparison holds the texts of two works.
type comparison struct {
	old, fresh []string
	marking
}

// as reports whether a work is the one of a mark. before is the work that the mark was made of, if that is known: texts
// that are not only equal but the same are compared in no time.
func (c *comparison) as(m mark, w, before *work) bool {
	if before == nil {
		return c.of(w) == m
	}
	c.old, c.fresh = before.texts(c.old[:0]), w.texts(c.fresh[:0])
	return slices.Equal(c.old, c.fresh)
}
