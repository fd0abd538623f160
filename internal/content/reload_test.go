package content

import (
	"fmt"
	"slices"
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
		for _, r := range a.Related {
			x.Related = append(x.Related, r.Key())
		}
		for _, r := range a.Translations {
			x.Translations = append(x.Translations, r.Key())
		}
		if a.Review != nil && a.Review.By != nil {
			x.By = a.Review.By.Name
		}
		if a.Category != nil {
			x.Category = a.Category.Title
		}
		bare.Authors, bare.Credits, bare.Related, bare.Translations, bare.Category, bare.Review = nil, nil, nil, nil, nil, nil
		// Copied, or what a later link changes here would change there too.
		bare.For, bare.NotFor, bare.Aliases = slices.Clone(a.For), slices.Clone(a.NotFor), slices.Clone(a.Aliases)
		bare.Takeaways, bare.Corrections, bare.OldPaths = slices.Clone(a.Takeaways), slices.Clone(a.Corrections), slices.Clone(a.OldPaths)
		all = append(all, x)
	}
	return []any{all, findings, lib.Fingerprint(), lib.Renames()}
}

// Whatever is saved in whatever order: what is taken over reads like what is read anew, and libraries of before stay as
// they were.
func TestReloadIsLoad(t *testing.T) {
	versions := map[string][]string{
		"site.yaml":         {"name: One\nlanguages: [en, de]\n", "name: Two\nlanguages: [de, en]\n"},
		"people/ada.md":     {"---\nname: Ada\ncredentials: Dr.\n---\n", "---\nname: Ada L.\n---\n", ""},
		"categories/cat.md": {"---\ntitle: Cat\n---\n", "---\ntitle: Dog\n---\n", ""},
		"one.md": {
			"---\ntitle: One\nauthors: [bob]\nreviewers: [ada]\ncategory: cat\ndate: 2026-01-01\nrelated: [two]\naliases: [old, /articles/older, /x/y]\n" +
				"takeaways: ['See [two](two.md)']\nfor: ['[two](two.md)']\nnot_for: [those]\ncorrections: [{date: 2026-01-02, text: 'By [two](two.md)'}]\n" +
				"disclaimer: '[two](two.md)'\nreview: {by: ada, date: 2026-01-01, due: 2027-01-01}\nimage: a.png\n---\n\n[two](two.md#b)\n\n## 1. A\n\nT.\n\n## 2. B\n\nT.\n\n## 3. C\n\nT.\n",
			"---\ntitle: [\n---\n", "---\ntitle: One\ndate: 2026-01-01\n---\n\nChanged [two](two.md).\n", "",
		},
		"two.md":     {"---\ntitle: Two\nauthors: [ada]\ndate: 2026-01-02\ndraft: true\n---\n\n## B\n\n[one](one.md)\n", "---\ntitle: Two\nslug: deux\ndate: 2026-01-02\n---\n\n[one](one.md)\n", ""},
		"two.de.md":  {"---\ntitle: Zwei\ndate: 2026-01-02\ntranslation_of: two\n---\n\nText.\n", ""},
		"thief.md":   {"---\ntitle: Thief\nslug: two\naliases: [old, /x/y]\ndate: 2026-01-02\n---\n\nText.\n", ""},
		"help/de.md": {"nothing", ""},
	}
	rapid.Check(t, func(t *rapid.T) {
		folder := fstest.MapFS{}
		save := func(name string) {
			text := rapid.SampledFrom(versions[name]).Draw(t, name)
			if delete(folder, name); text != "" {
				folder[name] = &fstest.MapFile{Data: []byte(text)}
			}
		}
		names := []string{"site.yaml", "people/ada.md", "categories/cat.md", "one.md", "two.md", "two.de.md", "thief.md", "help/de.md"}
		for _, name := range names {
			save(name)
		}
		opts := Options{Now: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Drafts: true, Proofread: true, Reusable: true}
		same := cmp.Options{cmpopts.IgnoreUnexported(Article{}), cmpopts.EquateEmpty()}
		var before *Library
		var was any
		for i := range 5 {
			lib, findings := Reload(before, folder, opts)
			fresh, anew := Load(folder, opts)
			now := seen(t, lib, findings)
			if diff := cmp.Diff(seen(t, fresh, anew), now, same); diff != "" {
				t.Fatalf("save %d (-read anew +taken over):\n%s", i, diff)
			}
			if before != nil {
				if diff := cmp.Diff(was, seen(t, before, was.([]any)[1].(Findings)), same); diff != "" {
					t.Fatalf("save %d changed the library before:\n%s", i, diff)
				}
			}
			before, was = lib, now
			save(rapid.SampledFrom(names).Draw(t, fmt.Sprint("file ", i)))
		}
	})
}

// Only what has changed is read anew.
func TestReloadReadsOnlyWhatChanged(t *testing.T) {
	folder := fstest.MapFS{}
	for i := range 3 {
		folder[fmt.Sprintf("a%d.md", i)] = &fstest.MapFile{Data: []byte("---\ntitle: T\ndate: 2026-01-01\n---\n\nText.\n")}
	}
	opts := Options{Reusable: true}
	before, _ := Load(folder, opts)
	folder["a1.md"] = &fstest.MapFile{Data: []byte("---\ntitle: U\ndate: 2026-01-01\n---\n\nText.\n")}
	after, _ := Reload(before, folder, opts)
	for path, want := range map[string]bool{"a0.md": true, "a1.md": false, "a2.md": true} {
		if got := after.read[path].draft == before.read[path].draft; got != want {
			t.Errorf("%s taken over: %v", path, got)
		}
	}
	if lib, _ := Load(folder, Options{}); lib.read != nil {
		t.Error("kept without being asked to")
	}
}

func BenchmarkReload(b *testing.B) {
	folder, opts := bench(1000), Options{Reusable: true, Now: noon()}
	lib, _ := Load(folder, opts)
	for b.Loop() {
		lib, _ = Reload(lib, folder, opts)
	}
}
