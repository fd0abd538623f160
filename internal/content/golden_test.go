package content

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write the wanted results of the golden files anew")

// noon is the moment at which the golden folders are read.
func noon() time.Time { return time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC) }

// TestGolden reads folders from testdata/*.txtar and compares what they become with the files "want ..." in them.
func TestGolden(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatalf("read golden file: %v", err)
			}
			folder, want := fstest.MapFS{}, ""
			var inputs []txtar.File
			for _, f := range ar.Files {
				if f.Name == "WANT" {
					want = string(f.Data)
					continue
				}
				inputs = append(inputs, f)
				folder[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			got := describeFolder(folder, strings.Contains(string(ar.Comment), "html"))
			if *update {
				ar.Files = append(inputs, txtar.File{Name: "WANT", Data: []byte(got)})
				if err := os.WriteFile(name, txtar.Format(ar), 0o600); err != nil {
					t.Fatalf("write golden file: %v", err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", ar.Comment, diff)
			}
		})
	}
}

// describeFolder writes down the structure, the findings and, if asked, the markup of a folder.
func describeFolder(folder fstest.MapFS, markup bool) string {
	if folder["site.yaml"] == nil {
		folder["site.yaml"] = &fstest.MapFile{Data: []byte("name: Test\nlanguages: [en, de]\n")}
	}
	lib, findings := Load(folder, Options{Now: noon(), Proofread: true})
	var b strings.Builder
	for _, a := range lib.Everything() {
		state := ""
		if _, ok := lib.ByKey(a.Key()); !ok {
			state = " (not visible)"
		}
		fmt.Fprintf(&b, "%s %s %q%s\n", a.Key(), a.Kind, a.Title, state)
		if a, ok := lib.ByKey(a.Key()); ok {
			describeArticle(&b, lib, a, markup)
		}
	}
	for _, c := range lib.Help() {
		describeCountry(&b, c)
	}
	for _, lang := range lib.Site().Languages {
		for _, d := range lib.Debates(lang) {
			describeDebate(&b, d)
		}
	}
	for _, f := range findings {
		fmt.Fprintf(&b, "%s:%d:%d: %s: %s (%s)\n", f.Path, f.Line, f.Col, f.Level, f.Message, f.Code)
	}
	return b.String()
}

func describeCountry(b *strings.Builder, c HelpCountry) {
	fmt.Fprintf(b, "%s %s\n", c.Code, said(c.Name))
	for _, l := range c.Lines {
		fmt.Fprintf(b, "  line %s %q number %q sms %q %s %s\n    hours %s note %s website %q checked %s, %d sources\n", said(l.Name), l.Topics,
			l.Number, l.SMS, said(l.SMSText), l.Languages, said(l.Hours), said(l.Note), l.Website, l.Checked.Format(time.DateOnly), len(l.Sources))
	}
}

// said is a text in English and German, each with the language it is in.
func said(t Texts) string {
	en, in := t.In("en", "de")
	de, and := t.In("de", "en")
	return fmt.Sprintf("[%s:%q %s:%q]", in, en, and, de)
}

func describeDebate(b *strings.Builder, d *Debate) {
	fmt.Fprintf(b, "question %s/%s %q\n", d.Lang, d.Slug, d.Title)
	for _, t := range d.Translations {
		fmt.Fprintf(b, "  translation %s/%s\n", t.Lang, t.Slug)
	}
	for _, p := range d.Positions {
		fmt.Fprintf(b, "  %s %s#%s %q for %q because %q contested %v, leads to %s/%s\n",
			p.Stance, p.Article.Key(), p.Part, p.Title, p.For, p.Reason(), p.Contested(), p.Debate.Lang, p.Debate.Slug)
	}
}

func describeArticle(b *strings.Builder, lib *Library, a *Article, markup bool) {
	for _, t := range lib.Translations(a) {
		fmt.Fprintf(b, "  translation %s\n", t.Key())
	}
	if s := a.Series; s != nil {
		fmt.Fprintf(b, "  part %d of %q\n", s.Part, s.Name)
	}
	doc, err := a.Document()
	if err != nil {
		fmt.Fprintf(b, "  %v\n", err)
		return
	}
	for _, p := range doc.Parts {
		switch {
		case p.Tip != nil:
			fmt.Fprintf(b, "  tip %d %q h%d #%s %q\n", p.Tip.Number, p.Tip.Label, p.Tip.Level, p.Tip.ID, p.Tip.Title)
			if markup {
				fmt.Fprintf(b, "%s\n----\n%s\n----\n", p.Tip.TitleHTML, p.Tip.HTML)
			} else {
				fmt.Fprintf(b, "    %q\n", p.Tip.Text)
			}
		case p.Questions != nil:
			for _, q := range p.Questions {
				fmt.Fprintf(b, "  question h%d #%s %q\n    %q\n", q.Level, q.ID, q.Title, q.Text)
				if markup {
					fmt.Fprintf(b, "%s\n----\n%s\n----\n", q.TitleHTML, q.HTML)
				}
			}
		default:
			fmt.Fprintf(b, "  text\n")
			if markup {
				fmt.Fprintf(b, "%s\n----\n", p.HTML)
			} else {
				fmt.Fprintf(b, "    %q\n", p.HTML)
			}
		}
	}
}
