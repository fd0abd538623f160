package content

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// The help topics, in the order in which they are shown. They are part of addresses: none is renamed.
const (
	TopicEmergency       = "emergency"
	TopicSuicide         = "suicide"
	TopicPartnerViolence = "partner-violence"
	TopicSexualViolence  = "sexual-violence"
	TopicChildren        = "children"
)

// HelpTopics returns the topics that a help line, a help box and "sensitive" may name.
func HelpTopics() []string {
	return []string{TopicEmergency, TopicSuicide, TopicPartnerViolence, TopicSexualViolence, TopicChildren}
}

// How long a help line is believed after somebody has looked at it.
const (
	helpFresh = 180 * 24 * time.Hour // then check warns
	helpLife  = 365 * 24 * time.Hour // then it is shown nowhere: a wrong number is worse than none
)

// Texts is one text by language. The text under "" stands for every language that has none of its own.
type Texts map[string]string

// In returns the text in the first of the languages that has one, and in which language it is: "" where the text is the
// same in all of them. Without any of them it is the first by name.
func (t Texts) In(langs ...string) (text, lang string) {
	for _, l := range append(langs, "") {
		if s := t[l]; s != "" {
			return s, l
		}
	}
	for l, s := range t {
		if s != "" && (text == "" || l < lang) {
			text, lang = s, l
		}
	}
	return text, lang
}

// HelpCountry is one country with its help lines: those for emergencies first, otherwise as written.
type HelpCountry struct {
	Code  string // ISO 3166-1 alpha-2, such as "GB"
	Name  Texts
	Lines []*HelpLine
}

// HelpLine is one way to reach somebody who helps. At least one of Number, SMS and Website is set.
type HelpLine struct {
	Name      Texts
	Topics    []string // some of HelpTopics, at least one
	Number    string   // as printed
	SMS       string   // number to write to, as printed
	SMSText   Texts    // what to write there; empty: anything
	Hours     Texts
	Languages []string // BCP 47 tags of the languages that are spoken
	Note      Texts
	Website   string
	Checked   time.Time // the day on which somebody last looked whether all this is right
	Sources   []string  // addresses that say so
}

// Ends is the moment from which the line is shown nowhere, unless it is checked again.
func (l *HelpLine) Ends() time.Time { return l.Checked.Add(helpLife) }

// Knows reports whether the line is about a topic.
func (l *HelpLine) Knows(topic string) bool { return slices.Contains(l.Topics, topic) }

// Speaks reports whether somebody who knows a language can be sure to be understood: it is the first one of a line.
func (c HelpCountry) Speaks(lang string) bool {
	return slices.ContainsFunc(c.Lines, func(l *HelpLine) bool { return len(l.Languages) > 0 && l.Languages[0] == lang })
}

// Help returns the countries with the lines that hold at the library's moment, by code. One without any is left out.
func (l *Library) Help() []HelpCountry {
	return l.help(func(*HelpLine) bool { return true })
}

// HelpFor returns the countries with their lines on one topic, by code. One without any is left out.
func (l *Library) HelpFor(topic string) []HelpCountry {
	return l.help(func(line *HelpLine) bool { return line.Knows(topic) })
}

// Word returns an interface text in a language, or "" where the library was loaded without any.
func (l *Library) Word(lang, id string) string {
	if l.opts.Word == nil {
		return ""
	}
	return l.opts.Word(lang, id)
}

func (l *Library) help(keep func(*HelpLine) bool) []HelpCountry {
	var out []HelpCountry
	for _, c := range l.countries {
		all := c.Lines
		c.Lines = nil
		for _, line := range all {
			if l.now.Before(line.Ends()) && keep(line) {
				c.Lines = append(c.Lines, line)
			}
		}
		if len(c.Lines) > 0 {
			out = append(out, c)
		}
	}
	return out
}

// helpPrint names the lines that are shown, for the fingerprint.
func (l *Library) helpPrint() string {
	var b strings.Builder
	for _, c := range l.Help() {
		b.WriteString(c.Code)
		for _, line := range c.Lines {
			name, _ := line.Name.In()
			b.WriteString(" " + name)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// addHelp keeps the countries that were read, and says which sensitive articles they have nothing for.
func (k *linker) addHelp() {
	from := map[string]*helpFile{}
	for _, j := range k.jobs {
		h := j.help
		if h == nil || h.broken {
			continue
		}
		if first := from[h.country.Code]; first != nil {
			h.add(h.where("country"), LevelError, "duplicate-country", "%s has the help lines of %s already, so this file is left out", first.path, h.country.Code)
			continue
		}
		from[h.country.Code] = h
		k.cat.countries = append(k.cat.countries, h.country)
	}
	slices.SortFunc(k.cat.countries, func(a, b HelpCountry) int { return cmp.Compare(a.Code, b.Code) })
}

// checkSensitive asks that whoever is in danger finds a line, and is told where an article is not for them.
func (k *linker) checkSensitive(d *draft) {
	a := d.article
	if len(a.Sensitive) == 0 {
		return
	}
	d = k.on(d)
	if len(a.NotFor) == 0 {
		d.add(d.where("sensitive"), LevelWarning, "sensitive-not-for", "a sensitive article says in \"not_for\" who should read or call something else first")
	}
	for _, topic := range a.Sensitive {
		known := slices.Contains(HelpTopics(), topic)
		lines := slices.ContainsFunc(k.cat.countries, func(c HelpCountry) bool {
			return slices.ContainsFunc(c.Lines, func(l *HelpLine) bool { return l.Knows(topic) && k.opts.Now.Before(l.Ends()) })
		})
		switch {
		case !known:
			d.add(d.where("sensitive"), LevelWarning, "unknown-help-topic", "%q is no help topic; there are %s", topic, strings.Join(HelpTopics(), ", "))
		case !lines:
			d.add(d.where("sensitive"), LevelWarning, "no-help-line", "no file in help/ has a line on %q that was checked within a year", topic)
		}
	}
}
