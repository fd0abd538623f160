package words

import (
	"testing"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/number"
)

func TestSlots(t *testing.T) {
	for _, c := range []struct {
		text  string
		pairs []any
		want  string
		ok    bool
	}{
		{"{{.Day}} {{ .Month }} {{.Year}}", []any{"Year", "2026", "Day", "12", "Month", "Nov"}, "12 Nov 2026", true},
		{"by {{.Name}}", []any{"Name", "{{.Name}} & co"}, "by {{.Name}} & co", true},
		{"by {{.Name}}", []any{"Name", "Ada", "Name", "Eva"}, "by Eva", true},
		{"by {{.Name}}", nil, "", false},
		{"{{.Count}} tips", []any{"Count", 3}, "", false},
		{"{{if .Name}}by {{.Name}}{{end}}", []any{"Name", "Ada"}, "", false},
	} {
		got, ok := cut(c.text).fill(c.pairs)
		if got != c.want || ok != c.ok {
			t.Errorf("%q: %q, %v", c.text, got, ok)
		}
	}
}

// Every text says the same by either way.
func TestSlotsSayWhatTemplatesSay(t *testing.T) {
	b, err := Load(time.Now)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range Languages {
		p := b.In(lang)
		for id, s := range p.slots {
			var pairs []any
			for i := 1; i < len(s); i += 2 {
				pairs = append(pairs, s[i], "<"+s[i]+">")
			}
			if got, want := p.T(id, pairs...), p.localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: data(pairs)}); got != want {
				t.Errorf("%s %s: %q, not %q", lang, id, got, want)
			}
		}
	}
}

// Every plural says the same by either way, with every number.
func TestCountedSlotsSayWhatTemplatesSay(t *testing.T) {
	b, err := Load(time.Now)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range Languages {
		p := b.In(lang)
		met := 0
		for at, s := range p.counted {
			pairs := []any{"More", "<More>"}
			for i := 1; i < len(s); i += 2 {
				if s[i] != "N" {
					pairs = append(pairs, s[i], "<"+s[i]+">")
				}
			}
			for _, n := range []int{0, 1, 2, 3, 11, 21, 999, 1000, 12345, 1_000_001} {
				d := data(pairs)
				d["N"] = p.numbers.Sprint(number.Decimal(n))
				if got, want := p.N(at.id, n, pairs...), p.localize(&i18n.LocalizeConfig{MessageID: at.id, PluralCount: n, TemplateData: d}); got != want {
					t.Errorf("%s %s of %d: %q, not %q", lang, at.id, n, got, want)
				}
				met++
			}
		}
		if met < 200 {
			t.Errorf("%s: only %d plurals were compared", lang, met)
		}
	}
}

func BenchmarkN(b *testing.B) {
	book, err := Load(time.Now)
	if err != nil {
		b.Fatal(err)
	}
	p := book.In("en")
	b.ReportAllocs()
	for b.Loop() {
		p.N("comments.count", 17)
	}
}
