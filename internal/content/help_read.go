package content

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"
)

var (
	helpKeys     = keySet("country name lines")
	helpLineKeys = keySet("name topic number sms sms_text hours languages note website checked sources")
	helpAliases  = aliasMap("topic=topics sources=source")
)

// helpFile is a file of help/ that is read: one country. broken: nothing of it can be used.
type helpFile struct {
	*file
	country HelpCountry
	broken  bool
}

// readHelp reads help/{country}.yaml. A file that is broken is left out, and so is every line that could mislead: one
// without a date, a topic, a way to reach it or two places that confirm it.
func readHelp(filePath string, data []byte, now time.Time) *helpFile {
	h := &helpFile{file: &file{path: filePath, fields: map[string]field{}, whole: true}}
	if !h.readable(data) {
		h.broken = true
		return h
	}
	h.source = source{text: normalise(strings.TrimPrefix(string(data), "\ufeff")), first: 1}
	h.source.front = h.source.text
	var err error
	if h.order, err = parseYAML(h.source.front, 1, nil); err != nil {
		h.syntax(err)
		h.broken = true
		return h
	}
	h.index(nil)
	h.readCountry()
	if h.broken {
		return h
	}
	lines := h.fields["lines"].val
	if lines.kind != kindList && lines.kind != kindNull {
		h.add(place{lines.line, lines.col}, LevelError, "wrong-type", "\"lines\" must be a list")
	}
	for _, v := range lines.list {
		if line := h.readLine(v, now); line != nil {
			h.country.Lines = append(h.country.Lines, line)
		}
	}
	if len(h.country.Lines) == 0 {
		h.add(h.where("lines"), LevelWarning, "empty-help", "there is no line that could be shown")
	}
	slices.SortStableFunc(h.country.Lines, func(a, b *HelpLine) int { return urgency(a) - urgency(b) })
	h.unknown(helpKeys)
	return h
}

func urgency(l *HelpLine) int {
	if l.Knows(TopicEmergency) {
		return 0
	}
	return 1
}

func (h *helpFile) readCountry() {
	code := strings.ToUpper(h.text("country"))
	if code == "" {
		code = strings.ToUpper(strings.TrimSuffix(path.Base(h.path), path.Ext(h.path)))
	}
	region, err := language.ParseRegion(code)
	if err != nil || len(code) != 2 || !region.IsCountry() || region.Canonicalize().String() != code {
		h.add(h.where("country"), LevelError, "unknown-country", "%q is no country; write the two letters of ISO 3166, such as GB or DE", code)
		h.broken = true
		return
	}
	h.country = HelpCountry{Code: code, Name: h.translated("name")}
	if len(h.country.Name) == 0 {
		h.add(h.where("name"), LevelWarning, "missing-name", "the country has no name, so its code %s is shown", code)
		h.country.Name = Texts{"": code}
	}
}

// readLine reads one line; nil: it could mislead, so it is left out, which an error says.
func (h *helpFile) readLine(v value, now time.Time) *HelpLine {
	sub := h.inner(v)
	sub.fields = map[string]field{}
	sub.index(helpAliases)
	at := place{v.line, v.col}
	if v.kind != kindMap {
		h.add(at, LevelError, "wrong-type", "a line must be a mapping with name, topic, number and checked")
		return nil
	}
	l := &HelpLine{
		Name: sub.translated("name"), SMSText: sub.translated("sms_text"), Hours: sub.translated("hours"), Note: sub.translated("note"),
		Website: sub.webAddress("website"), Checked: sub.date("checked"),
	}
	l.Topics = sub.helpTopics()
	l.Number, l.SMS = sub.phone("number"), sub.phone("sms")
	l.Languages = sub.helpLanguages()
	l.Sources = sub.helpSources()
	sub.unknown(withAliases(helpLineKeys, helpAliases))
	sub.checkLine(l, at, now)
	h.take(sub)
	if sub.broken() {
		return nil
	}
	return l
}

// checkLine says what is missing. What would send somebody in need to nowhere is an error.
func (f *file) checkLine(l *HelpLine, at place, now time.Time) {
	if len(l.Name) == 0 {
		f.add(at, LevelError, "missing-name", "the line has no name, so it is left out")
	}
	if len(l.Topics) == 0 {
		f.add(at, LevelError, "missing-topic", "the line has no topic that is known, so it is left out")
	}
	if l.Number == "" && l.SMS == "" && l.Website == "" {
		f.add(at, LevelError, "missing-contact", "the line has no number and no website, so it is left out")
	}
	if len(l.SMSText) > 0 && l.SMS == "" {
		f.add(f.where("sms_text"), LevelWarning, "missing-contact", "\"sms_text\" says what to write, and \"sms\" does not say where")
	}
	if len(l.Sources) < 2 {
		f.add(at, LevelError, "single-source", "the line needs two different addresses in \"sources\" that confirm it, so it is left out")
	}
	switch {
	case l.Checked.IsZero():
		f.add(at, LevelError, "missing-date", "\"checked\" does not say on which day somebody looked, so the line is left out")
	case l.Checked.After(now.Add(24 * time.Hour)): // it is tomorrow already somewhere
		f.add(f.where("checked"), LevelError, "date-order", "it was checked on a day that has not come yet, so the line is left out")
	case !now.Before(l.Ends()):
		f.add(f.where("checked"), LevelWarning, "stale-help-line", "it was last checked more than a year ago, so it is shown nowhere")
	case !now.Before(l.Checked.Add(helpFresh)):
		f.add(f.where("checked"), LevelWarning, "stale-help-line", "it was last checked more than 180 days ago; from %s on it is shown nowhere", l.Ends().Format(time.DateOnly))
	}
}

// translated reads one text for all languages, or one for each.
func (f *file) translated(key string) Texts {
	texts := Texts{}
	for lang, text := range f.byLanguage(key, "") {
		if text = oneLine(text); text != "" {
			texts[lang] = text
		}
	}
	return texts
}

func (f *file) helpTopics() []string {
	var topics []string
	for _, t := range f.words("topic") {
		switch {
		case !slices.Contains(HelpTopics(), t):
			f.add(f.where("topic"), LevelError, "unknown-help-topic", "%q is no help topic; there are %s", t, strings.Join(HelpTopics(), ", "))
		case !slices.Contains(topics, t):
			topics = append(topics, t)
		}
	}
	return topics
}

// phoneNumber is what can be dialled: digits, perhaps after a plus, with what people write between them.
var phoneNumber = regexp.MustCompile(`^\+?[0-9][0-9 ()./\x{2010}-\x{2013}\x{00a0}-]*$`)

func (f *file) phone(key string) string {
	number := oneLine(f.text(key))
	if number != "" && !phoneNumber.MatchString(number) {
		f.add(f.where(key), LevelError, "bad-number", "%q cannot be dialled; write digits, and letters in \"note\"", number)
		return ""
	}
	return number
}

func (f *file) helpLanguages() []string {
	var langs []string
	for _, lang := range f.words("languages") {
		if lang = normalTag(lang); !langTag.MatchString(lang) {
			f.add(f.where("languages"), LevelWarning, "unknown-language", "%q is no language tag", lang)
		} else if !slices.Contains(langs, lang) {
			langs = append(langs, lang)
		}
	}
	return langs
}

// helpSources returns the different addresses that confirm a line.
func (f *file) helpSources() []string {
	var out, seen []string
	for _, s := range f.texts("sources") {
		u, err := url.Parse(s)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			f.add(f.where("sources"), LevelWarning, "bad-url", "%q is no address that starts with https://", s)
			continue
		}
		if same := u.Host + strings.TrimRight(u.RequestURI(), "/"); !slices.Contains(seen, same) {
			seen, out = append(seen, same), append(out, s)
		}
	}
	return out
}
