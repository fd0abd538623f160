// Package words knows every sentence of the interface, in each language it speaks, with plurals, dates and numbers.
package words

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

//go:embed *.yaml
var catalogues embed.FS

// Languages are the languages the interface speaks, the fallback first.
var Languages = []string{"en", "de"}

// Book holds all catalogues. It never changes after Load and is safe for concurrent use.
type Book struct {
	bundle  *i18n.Bundle
	plain   map[string]map[string]string // language -> id -> text without placeholders: no template work for these
	slots   map[string]map[string]slots  // the same for texts with nothing but names in their placeholders
	counted map[string]map[counted]slots // and for those that have a plural
	matcher language.Matcher
	now     func() time.Time
}

// Load reads the catalogues. now decides what "2 days ago" means.
func Load(now func() time.Time) (*Book, error) {
	b := &Book{bundle: i18n.NewBundle(language.English), plain: map[string]map[string]string{}, slots: map[string]map[string]slots{}, counted: map[string]map[counted]slots{}, now: now}
	b.bundle.RegisterUnmarshalFunc("yaml", func(data []byte, v any) error { return yaml.Unmarshal(data, v) })
	tags := make([]language.Tag, 0, len(Languages))
	for _, lang := range Languages {
		file, err := b.bundle.LoadMessageFileFS(catalogues, lang+".yaml")
		if err != nil {
			return nil, fmt.Errorf("load the %s catalogue: %w", lang, err)
		}
		plain, named, plurals := map[string]string{}, map[string]slots{}, map[counted]slots{}
		for _, m := range file.Messages {
			if m.One == "" && !strings.Contains(m.Other, "{{") {
				plain[m.ID] = m.Other
			} else if m.One == "" {
				named[m.ID] = cut(m.Other)
			} else {
				plurals[counted{m.ID, plural.One}], plurals[counted{m.ID, plural.Other}] = cut(m.One), cut(m.Other)
			}
		}
		b.plain[lang], b.slots[lang], b.counted[lang] = plain, named, plurals
		tags = append(tags, language.MustParse(lang))
	}
	b.matcher = language.NewMatcher(tags)
	return b, nil
}

// IDs returns the ids of a catalogue, sorted.
func (b *Book) IDs(lang string) ([]string, error) {
	data, err := catalogues.ReadFile(lang + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("read the %s catalogue: %w", lang, err)
	}
	m := map[string]any{}
	if err := yaml.Unmarshal(data, &m); err != nil {
		return nil, fmt.Errorf("parse the %s catalogue: %w", lang, err)
	}
	return slices.Sorted(maps.Keys(m)), nil
}

// In returns the Printer for a language tag; the nearest language that the interface speaks where it does not speak this one.
func (b *Book) In(lang string) *Printer {
	_, i, _ := b.matcher.Match(language.Make(lang))
	known := Languages[i]
	return &Printer{
		lang:      known,
		plain:     b.plain[known],
		slots:     b.slots[known],
		counted:   b.counted[known],
		tag:       language.Make(known),
		localizer: i18n.NewLocalizer(b.bundle, known),
		numbers:   message.NewPrinter(language.Make(known)),
		now:       b.now,
	}
}

// Word returns a text in a language. It is what package content asks for the labels inside an article.
func (b *Book) Word(lang, id string) string { return b.In(lang).T(id) }

// Printer speaks one language. It is safe for concurrent use.
type Printer struct {
	lang      string
	plain     map[string]string
	slots     map[string]slots
	counted   map[counted]slots
	tag       language.Tag
	localizer *i18n.Localizer
	numbers   *message.Printer
	now       func() time.Time
}

// Lang returns the language it speaks.
func (p *Printer) Lang() string { return p.lang }

// T returns the text of an id. pairs are names and values of its placeholders: T("by", "Name", "Ada"). An id that no
// catalogue has comes back in angle brackets, so that it is seen.
func (p *Printer) T(id string, pairs ...any) string {
	if s, ok := p.plain[id]; ok {
		return s
	}
	if s, ok := p.slots[id].fill(pairs); ok {
		return s
	}
	return p.localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: data(pairs)})
}

// Has reports whether an id has a text.
func (p *Printer) Has(id string) bool {
	if _, ok := p.plain[id]; ok {
		return true
	}
	_, err := p.localizer.Localize(&i18n.LocalizeConfig{MessageID: id, PluralCount: 2, TemplateData: data(nil)})
	return err == nil
}

// N returns the text of an id for a number; its placeholder is {{.N}}.
func (p *Printer) N(id string, n int, pairs ...any) string {
	number := p.Number(n)
	form := plural.Cardinal.MatchPlural(p.tag, n, 0, 0, 0, 0)
	if s, ok := p.counted[counted{id, form}].fill(pairs, "N", number); ok {
		return s
	}
	d := data(pairs)
	d["N"] = number
	return p.localize(&i18n.LocalizeConfig{MessageID: id, PluralCount: n, TemplateData: d})
}

func (p *Printer) localize(c *i18n.LocalizeConfig) string {
	s, err := p.localizer.Localize(c)
	if err != nil {
		return "⟨" + c.MessageID + "⟩"
	}
	return s
}

func data(pairs []any) map[string]any {
	d := make(map[string]any, len(pairs)/2+1)
	for i := 0; i+1 < len(pairs); i += 2 {
		d[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return d
}

// Number returns n with the language's grouping.
func (p *Printer) Number(n int) string {
	if n >= 0 && n < 1000 { // nothing to group
		return strconv.Itoa(n)
	}
	return p.numbers.Sprint(number.Decimal(n))
}

// Date returns a day: "12 Nov 2026" or "12. Nov. 2026".
func (p *Printer) Date(t time.Time) string {
	return p.T("time.date", "Day", strconv.Itoa(t.Day()), "Month", p.T("time.month.short."+strconv.Itoa(int(t.Month()))), "Year", strconv.Itoa(t.Year()))
}

// LongDate returns a day with its month in full: "12 November 2026" or "12. November 2026".
func (p *Printer) LongDate(t time.Time) string {
	return p.T("time.date", "Day", strconv.Itoa(t.Day()), "Month", p.T("time.month."+strconv.Itoa(int(t.Month()))), "Year", strconv.Itoa(t.Year()))
}

// DateTime returns a day with the time of day: "12 November 2026, 14:05".
func (p *Printer) DateTime(t time.Time) string {
	return p.T("time.datetime", "Date", p.LongDate(t), "Time", t.Format("15:04"))
}

// Ago returns how long ago t was: "just now", "5 minutes ago", "yesterday", "3 days ago"; a date after 30 days.
func (p *Printer) Ago(t time.Time) string {
	d := p.now().Sub(t)
	switch {
	case d < time.Minute:
		return p.T("time.now")
	case d < time.Hour:
		return p.N("time.minutes", int(d/time.Minute))
	case d < 24*time.Hour:
		return p.N("time.hours", int(d/time.Hour))
	case d < 48*time.Hour:
		return p.T("time.yesterday")
	case d < 30*24*time.Hour:
		return p.N("time.days", int(d/(24*time.Hour)))
	default:
		return p.T("time.on", "Date", p.Date(t))
	}
}

// Wait returns how long to wait, rounded up: "20 seconds", "3 minutes".
func (p *Printer) Wait(d time.Duration) string {
	if d <= time.Minute {
		return p.N("time.wait.seconds", max(1, int((d+time.Second-1)/time.Second)))
	}
	return p.N("time.wait.minutes", int((d+time.Minute-1)/time.Minute))
}

// Language returns the name of a language in itself: "English", "Deutsch"; the tag where it is unknown.
func (p *Printer) Language(lang string) string {
	id := "language." + lang
	if !p.Has(id) {
		return lang
	}
	return p.T(id)
}

// LanguageIn returns the name of a language in the language spoken: "German" in English; the tag where it is unknown.
func (p *Printer) LanguageIn(lang string) string {
	id := "language.in." + lang
	if !p.Has(id) {
		return lang
	}
	return p.T(id)
}
