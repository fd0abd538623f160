package content_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"mendwell/internal/content"
)

// Whatever somebody calls an article, its new file is read as that article and holds no error.
func TestNewFilesAreSound(t *testing.T) {
	day := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	options := content.Options{Now: day, Drafts: true}
	rapid.Check(t, func(t *rapid.T) {
		title := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zA-Z0-9:#"'\\ {}\[\]&*!|>%@-]{1,40}`)).Draw(t, "title")
		kind := rapid.SampledFrom([]string{"tips", "guide", "faq"}).Draw(t, "kind")
		folder := fstest.MapFS{}
		lib, _ := content.Load(folder, options)
		file, data, err := lib.Begin(content.Outline{Kind: kind, Title: title, Day: day})
		if err != nil {
			return // said in a sentence; the command's own test reads it
		}
		folder[file] = &fstest.MapFile{Data: data}
		lib, findings := content.Load(folder, options)
		for _, f := range findings {
			if f.Level == content.LevelError {
				t.Fatalf("%+v in\n%s", f, data)
			}
		}
		all := lib.Everything()
		if len(all) != 1 || !all[0].Draft || string(all[0].Kind) != kind || !strings.HasPrefix(file, all[0].Slug+".") {
			t.Fatalf("%s was read as %+v", file, all)
		}
	})
}

func TestUnfinished(t *testing.T) {
	for text, want := range map[string]int{
		"[… say it]":                         1,
		"## 1. [... what to do]\n\n[… why]":  1, // finding for both
		"She said “I … […] and then left”.":  0,
		"Write `[… like this]`.":             0,
		"[…](/articles/x) and [ … ] and […,": 0,
	} {
		for _, draft := range []bool{true, false} {
			front := "---\ntitle: T\ndate: 2026-01-01\n---\n\n"
			level := content.LevelError
			if draft {
				front = "---\ntitle: T\ndate: 2026-01-01\ndraft: true\n---\n\n"
				level = content.LevelHint
			}
			_, findings := content.Load(fstest.MapFS{"t.md": {Data: []byte(front + text + "\n")}}, content.Options{})
			got := 0
			for _, f := range findings {
				if f.Code != "unfinished" {
					continue
				}
				if got++; f.Level != level || f.Suggestion == "" || f.Line < 5 {
					t.Errorf("%q: %+v", text, f)
				}
			}
			if got != want {
				t.Errorf("%q: %d findings, want %d", text, got, want)
			}
		}
	}
}

// TestUnfinishedOnce: a new file has many prompts and one finding, which counts them and says where they begin.
func TestUnfinishedOnce(t *testing.T) {
	text := "---\ntitle: T\ndate: 2026-01-01\ndraft: true\n---\n\nText.\n\n[… one]\n\n[… two] and [… three]\n"
	_, findings := content.Load(fstest.MapFS{"t.md": {Data: []byte(text)}}, content.Options{})
	var got []string
	for _, f := range findings {
		if f.Code == "unfinished" {
			got = append(got, f.Message)
		}
	}
	if len(got) != 1 || got[0] != "3 prompts still wait for your words, the first on line 9: [… one]" {
		t.Errorf("%q", got)
	}
}
