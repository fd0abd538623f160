package content

import (
	"errors"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// seen is what a reader and an editor see of a library.
func seen(t *rapid.T, lib *Library, findings Findings) any {
	type article struct {
		Article                *Article
		Document               *Document
		Authors, Credits       []string
		Related, Translations  []string
		Next, Positions        []string
		Category, By, ReadBack string
	}
	var all []article
	for _, a := range lib.All() {
		doc, err := a.Document()
		if err != nil {
			t.Fatal(err)
		}
		bare := *a
		x := article{Article: &bare, Document: doc, ReadBack: string(a.ReviewState(lib.now))}
		for _, p := range a.Authors {
			x.Authors = append(x.Authors, p.Name)
		}
		for _, c := range a.Credits {
			x.Credits = append(x.Credits, string(c.Role)+" "+c.Person.Name)
		}
		for _, r := range lib.Chosen(a) {
			x.Related = append(x.Related, r.Key())
		}
		for _, r := range lib.Translations(a) {
			x.Translations = append(x.Translations, r.Key())
		}
		for _, r := range lib.RelatedTo(a, 5) {
			x.Next = append(x.Next, fmt.Sprint(r.Key(), r.Tie, r.Name))
		}
		for _, p := range lib.Positions(a) {
			x.Positions = append(x.Positions, fmt.Sprint(p.Debate.Slug, p.Debate.Lang, p.Stance, p.Part, len(p.Debate.Positions)))
		}
		if a.Review != nil && a.Review.By != nil {
			x.By = a.Review.By.Name
		}
		if a.Category != nil {
			x.Category = a.Category.Title
		}
		bare.Authors, bare.Credits, bare.Category, bare.Review = nil, nil, nil, nil
		// Copied, or what a later link changes here would change there too.
		bare.For, bare.NotFor, bare.Aliases = slices.Clone(a.For), slices.Clone(a.NotFor), slices.Clone(a.Aliases)
		bare.Takeaways, bare.Corrections, bare.OldPaths = slices.Clone(a.Takeaways), slices.Clone(a.Corrections), slices.Clone(a.OldPaths)
		all = append(all, x)
	}
	var entities []any
	for _, lang := range []string{"en", "de"} {
		for _, p := range lib.People(lang) {
			entities = append(entities, *p)
		}
		for _, c := range lib.Categories(lang) {
			entities = append(entities, *c, len(lib.InCategory(lang, c.Slug)))
		}
		for _, p := range lib.Pages(lang) {
			entities = append(entities, *p)
		}
		for _, d := range lib.Debates(lang) {
			entities = append(entities, d.Title, d.HTML, d.Category, d.Editor, len(d.Positions))
		}
		entities = append(entities, lib.Tags(lang))
	}
	return []any{all, findings, lib.Fingerprint(), lib.Renames(), entities, lib.Help()}
}

// saves are files and what may be saved in them; "" removes the file.
var saves = map[string][]string{
	"site.yaml":         {"name: One\nlanguages: [en, de]\n", "name: Two\nlanguages: [de, en]\n"},
	"people/ada.md":     {"---\nname: Ada\ncredentials: Dr.\n---\n[One](../one.md#b)\n", "---\nname: Ada L.\n---\n", "---\nname: Ada\ndraft: true\n---\n", ""},
	"people/bob.md":     {"---\nname: Bob\nslug: ada\n---\n", "---\nname: Bob\n---\n", ""},
	"categories/cat.md": {"---\ntitle: Cat\n---\n", "---\ntitle: Dog\n---\n[Two](/articles/two)\n", "---\ntitle: Cat\ndraft: true\n---\n", ""},
	"pages/about.md":    {"---\ntitle: About\n---\n\n## Us\n", ""},
	"questions/q.md":    {"---\ntitle: Is it?\ncategory: cat\neditor: ada\n---\n[Two](../two.md)\n", "---\ntitle: Is it?\ndraft: true\n---\n", ""},
	"one.md": {
		"---\ntitle: One\nauthors: [bob]\nreviewers: [ada]\ncategory: cat\ndate: 2026-01-01\nrelated: [two, three]\naliases: [old, /articles/older, /x/y]\n" +
			"takeaways: ['See [two](two.md)', 'Plain']\nfor: ['[two](two.md)']\nnot_for: [those]\ncorrections: [{date: 2026-01-02, text: 'By [two](two.md)'}]\n" +
			"disclaimer: '[two](two.md)'\nreview: {by: ada, date: 2026-01-01, due: 2027-01-01}\nimage: a.png\ntags: [small]\nseries: S\npart: 1\n" +
			"answers: [{question: q, stance: yes}]\n---\n\n[two](two.md#b) [three](/articles/three) [about](/about#us)\n\n## 1. A\n\nT.\n\n## 2. B\n\nT.\n\n## 3. C\n\nT.\n",
		"---\ntitle: [\n---\n", "---\ntitle: One\ndate: 2026-01-01\n---\n\nChanged [two](two.md).\n", "",
	},
	"two.md": {
		"---\ntitle: Two\nauthors: [ada]\ndate: 2026-01-02\ndraft: true\nseries: S\npart: 2\n---\n\n## B\n\n[one](one.md) [old](/articles/old) [tag](/tags/small) ![p](a.png)\n",
		"---\ntitle: Two\nslug: deux\ndate: 2026-01-02\nsensitive: suicide\nanswers: [{question: q, stance: no}]\n---\n\n[one](one.md#b) [xy](/x/y)\n",
		"---\ntitle: Two\ndate: 2026-12-02\nrelated: one\n---\n\nCall 999. [one](one)\n", "",
	},
	"two.de.md":  {"---\ntitle: Zwei\ndate: 2026-01-02\ntranslation_of: two\n---\n\nText.\n", ""},
	"thief.md":   {"---\ntitle: Thief\nslug: two\naliases: [old, /x/y]\ndate: 2026-01-02\n---\n\nText.\n", ""},
	"sub/two.md": {"---\ntitle: Under\nslug: three\ncategory: Cat\nauthors: Ada\ndate: 2026-01-02\ntags: [small]\n---\n\n[up](../one.md) [about](../pages/about.md)\n", ""},
	"four.md": {
		"---\ntitle: Four\nauthors: [ada]\nreviewers: [ada]\ncategory: cat\ndate: 2026-01-01\naliases: [fourth, /four/old]\nrelated: [five]\ntags: [small]\nimage: a.png\n" +
			"review: {by: ada, date: 2026-01-01, due: 2027-01-01, seal: x}\ntakeaways: ['See [five](five.md#b)']\n---\n\n[five](five.md#a) [fifth](/articles/fifth)\n\n## B\n\nCall 999.\n", "",
	},
	"five.md": {
		"---\ntitle: Five\nauthors: [bob]\ncategory: cat\ndate: 2026-01-01\naliases: [fifth, fourth]\nsensitive: suicide\n---\n\n[four](/articles/four#b) [old](/four/old#b)\n\n## B\n\n![p](a.png)\n",
		"---\ntitle: Fünf\nlang: de\nslug: fuenf\ndate: 2026-01-01\ntranslation_of: four\n---\n\n[four](four.md#more)\n\n## B\n\nText.\n",
	},
	"help/gb.yaml": {"name: Britain\nlines:\n  - {name: A, topic: suicide, number: 999, checked: 2026-11-01, sources: [https://a.example, https://b.example]}\n", "nothing", ""},
	"a.png":        {dot(3), dot(4), ""},
}

// dot is a picture of so many pixels a side.
func dot(side int) string {
	var b strings.Builder
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, side, side))); err != nil {
		panic(err)
	}
	return b.String()
}

// editor is a folder in which somebody works. Each save has a time of its own, long ago.
type editor struct {
	dir   string
	count int
	texts map[string]string
}

func (d *editor) save(t *rapid.T, name, text string) {
	file := filepath.Join(d.dir, name)
	d.count++
	d.texts[name] = text
	then := time.Date(2026, 1, 1, 0, 0, d.count, 0, time.UTC)
	err := os.Remove(file)
	if text != "" {
		err = errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, []byte(text), 0o600), os.Chtimes(file, then, then))
	} else if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err != nil {
		t.Fatal(err)
	}
}

// edits are what an editor does to a text that is there, most of which leaves its name and its ties alone.
var edits = []struct{ find, put string }{
	{"## B", "## B {#c}"}, {"## B", "## B\n\nWords that few others use: ablution."},
	{"$", "\n\nOne more paragraph, and [two](two.md#b).\n"}, {"$", "\n\n## More\n\nCall 999, or see [up](one.md#a) and [tag](/tags/small).\n"}, {"## B", "## Bee"}, {"title: ", "title: A "},
	{"date: 2026", "date: 2025"}, {"date: 2026-01", "updated: 2026-03-01\ndate: 2026-01"}, {"tags: [small]", "tags: [small, large]"}, {"draft: true", "draft: false"},
	{"authors: [ada]", "authors: [bob]"}, {"category: cat", "category: dog"}, {"series: S", "featured: true"}, {"due: 2027", "due: 2026"}, {"---\n\n", "sensitive: suicide\n---\n\n"},
	{"---\n\n", "related: [one, deux]\n---\n\n"}, {"a.png", "b.png"}, {"answers:", "x-answers:"}, {"series:", "x-series:"}, {"translation_of: two", "translation_of: three"},
}

// edit changes something in one of the files that are there and returns its name.
func (d *editor) edit(t *rapid.T) string {
	name := rapid.SampledFrom([]string{"one.md", "two.md", "two.de.md", "sub/two.md", "thief.md", "four.md", "five.md", "four.md", "five.md"}).Draw(t, "edited")
	e := rapid.SampledFrom(edits).Draw(t, "edit")
	if text := d.texts[name]; text != "" && e.find == "$" {
		d.save(t, name, text+e.put)
	} else if text != "" {
		d.save(t, name, strings.Replace(text, e.find, e.put, 1))
	}
	return name
}

// Whatever is saved in whatever order, and however late it is: what is taken over reads like what is read anew, and
// libraries of before stay as they were. Of some saves it is told which files they touched.
func TestReloadIsLoad(t *testing.T) {
	names := slices.Sorted(maps.Keys(saves))
	rapid.Check(t, func(rt *rapid.T) {
		d := &editor{dir: t.TempDir(), texts: map[string]string{}}
		save := func(label string) string {
			if rapid.IntRange(0, 3).Draw(rt, "what") > 0 {
				return d.edit(rt)
			}
			name := rapid.SampledFrom(names).Draw(rt, label)
			text := rapid.SampledFrom(saves[name]).Draw(rt, name)
			d.save(rt, name, text)
			return name
		}
		for _, name := range names {
			d.save(rt, name, rapid.SampledFrom(saves[name]).Draw(rt, name))
		}
		folder := os.DirFS(d.dir)
		opts := Options{Now: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Drafts: rapid.Bool().Draw(rt, "drafts"), Proofread: true, Reusable: rapid.IntRange(0, 9).Draw(rt, "reusable") > 0, ProofreadAtOnce: rapid.IntRange(0, 3).Draw(rt, "at once")}
		same := cmp.Options{cmpopts.IgnoreUnexported(Article{}), cmpopts.EquateEmpty()}
		var before *Library
		var was any
		touched := []string{"4913", "one.md~", "README.md"}
		for i := range 6 {
			lib, findings, ok := (*Library)(nil), Findings(nil), false
			if rapid.Bool().Draw(rt, "told") {
				lib, findings, ok = Amend(before, folder, opts, touched)
			}
			if !ok {
				lib, findings = Reload(before, folder, opts)
			}
			direct := opts
			direct.ProofreadAtOnce = 0
			fresh, anew := Load(folder, direct)
			repeats := lib.Repeats() // proofreads what waits
			advice, complete := lib.Advice()
			if !complete {
				rt.Fatalf("save %d: an article still waits for its proofreading", i)
			}
			now := seen(rt, lib, findings.And(slices.Concat(advice, repeats)))
			if diff := cmp.Diff(seen(rt, fresh, anew), now, same); diff != "" {
				rt.Fatalf("save %d (-read anew +taken over):\n%s", i, diff)
			}
			if before != nil {
				if diff := cmp.Diff(was, seen(rt, before, was.([]any)[1].(Findings)), same); diff != "" {
					rt.Fatalf("save %d changed the library before:\n%s", i, diff)
				}
			}
			if rapid.IntRange(0, 4).Draw(rt, "refuse") > 0 { // what is refused leaves no trace
				before, was, touched = lib, now, nil
			}
			for range rapid.IntRange(0, 2).Draw(rt, "saves") {
				touched = append(touched, save(fmt.Sprint("file ", i)))
			}
			if rapid.IntRange(0, 3).Draw(rt, "late") == 0 {
				opts.Now = opts.Now.AddDate(0, 1, 0)
			}
		}
	})
}

// Only what has changed is read anew, and what nothing has changed for is linked as it was.
func TestReloadReadsOnlyWhatChanged(t *testing.T) {
	article := func(title, link string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\ntitle: " + title + "\ndate: 2026-01-01\n---\n\n[link](" + link + ").\n")}
	}
	folder := fstest.MapFS{"a0.md": article("T", "a1.md"), "a1.md": article("T", "a2.md"), "a2.md": article("T", "a0.md")}
	opts := Options{Reusable: true}
	before, _ := Load(folder, opts)
	folder["a1.md"] = article("U", "a2.md")
	after, _ := Reload(before, folder, opts)
	for i, want := range []struct{ read, linked bool }{{true, false}, {false, false}, {true, true}} {
		was, now := before.read[i], after.read[i]
		if got := now.draft == was.draft; got != want.read {
			t.Errorf("%s taken over as it was read: %v", now.path, got)
		}
		if got := now.linked.draft == was.linked.draft; got != want.linked {
			t.Errorf("%s taken over as it was linked: %v", now.path, got)
		}
	}
	if lib, _ := Load(folder, Options{}); lib.read != nil {
		t.Error("kept without being asked to")
	}
}

// A file whose size, times and place on the disk are the same is not read, unless it was too young to tell.
func TestReloadTrustsOldStamps(t *testing.T) {
	d := &editor{dir: t.TempDir(), texts: map[string]string{}}
	folder := os.DirFS(d.dir)
	file := filepath.Join(d.dir, "a.md")
	write := func(title string, at time.Time) {
		text := "---\ntitle: " + title + "\ndate: 2026-01-01\n---\n\nText.\n"
		if err := errors.Join(os.WriteFile(file, []byte(text), 0o600), os.Chtimes(file, at, at)); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name  string
		after time.Duration // the last change before the look
		want  string
	}{{"old", time.Hour, "One"}, {"young", time.Second, "Two"}, {"of the future", -time.Hour, "Two"}} {
		opts := Options{Reusable: true, Now: noon()}
		write("One", noon().Add(-c.after))
		lib, _ := Load(folder, opts)
		write("Two", noon().Add(-c.after)) // as long, at the same moment
		lib, _ = Reload(lib, folder, opts)
		if got := lib.All()[0].Title; got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}

// BenchmarkChange says what one saved article costs until there is a library with it, what is read next included, for
// folders of several sizes. The cost of one article of them must not grow with their number.
func BenchmarkChange(b *testing.B) {
	for _, n := range []int{100, 1000, 10000, 20000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchChange(b, n) })
	}
}

func benchChange(b *testing.B, n int) {
	dir := b.TempDir()
	then := noon().Add(-time.Hour)
	save := func(name string, data []byte) {
		file := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, data, 0o600), os.Chtimes(file, then, then)); err != nil {
			b.Fatal(err)
		}
	}
	for name, file := range town(n) {
		save(fmt.Sprintf("%02d/%s", len(name)*7%13, name), file.Data)
	}
	folder, opts := os.DirFS(dir), Options{Reusable: true, Now: noon()}
	lib, _ := Load(folder, opts)
	lib.Prepare()
	b.ReportAllocs()
	for b.Loop() {
		then = then.Add(time.Second)
		save("00/changed.md", []byte("---\ntitle: Changed\ndate: "+then.Format(time.DateOnly)+"\n---\n\nAt "+then.String()+".\n"))
		lib, _ = Reload(lib, folder, opts)
		a, ok := lib.Article("en", "changed")
		if !ok {
			b.Fatal("it is not there")
		}
		lib.RelatedTo(a, 3)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/article")
}
