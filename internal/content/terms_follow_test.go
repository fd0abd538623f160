package content

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"
)

// The index that follows another one says exactly what one made from nothing says, bit by bit.
func TestIndexFollows(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		const most = 140
		all, other := town(most), town(most+60)
		folder := fstest.MapFS{"site.yaml": {Data: []byte("name: Test\nlanguages: [en, de]\n")}}
		note := func(i int) string { return fmt.Sprintf("note-%d.md", i) }
		for i := range rapid.SampledFrom([]int{3, 40, 64, 120}).Draw(rt, "articles") {
			folder[note(i)] = all[note(i)]
		}
		opts := Options{Now: noon(), Reusable: true}
		lib, _ := Load(folder, opts)
		lib.Prepare()
		for range 8 {
			for range rapid.IntRange(1, 3).Draw(rt, "saves") {
				name := note(rapid.IntRange(0, most-1).Draw(rt, "note"))
				switch rapid.IntRange(0, 6).Draw(rt, "what") {
				case 0:
					delete(folder, name)
				case 1, 2:
					folder[name] = all[name]
				case 3:
					folder[name] = other[note(most+rapid.IntRange(0, 59).Draw(rt, "other"))]
				case 4:
					folder[name] = sheet("title: Note\ndate: 2026-02-01\nlang: de\ntags: [t1, t1, u2]", "Ein Text mit einigen Worten.")
				default: // a word more
					folder[name] = &fstest.MapFile{Data: append(slices.Clone(all[name].Data), "Wonderful balodi mekosanu."...)}
				}
			}
			lib, _ = Reload(lib, folder, opts)
			if rapid.IntRange(0, 5).Draw(rt, "asked") > 0 {
				sameIndex(rt, lib.indexTerms(nil), lib.terms())
			}
		}
	})
}

func sameIndex(t *rapid.T, want, got *termIndex) {
	for i, v := range want.vectors {
		if !slices.Equal(v, got.vectors[i]) {
			t.Fatalf("article %d has the weights\n%v, not\n%v", i, got.vectors[i], v)
		}
	}
	for _, word := range slices.Concat(want.words.word, got.words.word) {
		if w, g := want.with(word), got.with(word); !slices.Equal(w, g) {
			t.Fatalf("word %d is in\n%v, not in\n%v", word, g, w)
		}
	}
	if w, g := fmt.Sprint(want.byKey, want.tags, want.categories), fmt.Sprint(got.byKey, got.tags, got.categories); w != g {
		t.Fatalf("filed as\n%s, not as\n%s", g, w)
	}
}
