package content

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func signature() Signature {
	return Signature{By: "dr-weiss", Date: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), Due: time.Date(2027, 11, 22, 0, 0, 0, 0, time.UTC), Seal: strings.Repeat("ab", 32)}
}

const seal = "abababababababababababababababababababababababababababababababab"

func TestWriteReviewTouchesNothingElse(t *testing.T) {
	t.Parallel()
	const block = "review:\n  by: dr-weiss\n  date: 2026-11-22\n  due: 2027-11-22\n  seal: " + seal + "\n"
	for name, c := range map[string]struct{ file, want string }{
		"none yet": {
			"---\n# Ours\ntitle: 'It''s fine' # really\ntags: [a,  b]\n---\nText\n",
			"---\n# Ours\ntitle: 'It''s fine' # really\ntags: [a,  b]\n" + block + "---\nText\n"},
		"another one": {
			"---\nreview:   # by the book\n    by: \"old-one\" # left in May\n    due: 2026-01-01\n    seal: 'ff'\n    date: 2025-01-01\ntitle: A\n---\nText",
			"---\nreview:   # by the book\n    by: \"dr-weiss\" # left in May\n    due: 2027-11-22\n    seal: '" + seal + "'\n    date: 2026-11-22\ntitle: A\n---\nText"},
		"half of one": {
			"---\nreview:\n  by: old\n\n# a word on the title\ntitle: A\n---\nText",
			"---\nreview:\n  by: dr-weiss\n  date: 2026-11-22\n  due: 2027-11-22\n  seal: " + seal + "\n\n# a word on the title\ntitle: A\n---\nText"},
		"in one line": {
			"---\ntitle: A\nreview: {by: old, due: 2026-01-01} # soon\n---\nText",
			"---\ntitle: A\nreview: {by: dr-weiss, due: 2027-11-22, date: 2026-11-22, seal: " + seal + "} # soon\n---\nText"},
		"empty": {
			"---\ntitle: A\nreview: # to be done\ntags: [x]\n---\nText",
			"---\ntitle: A\n" + strings.Replace(block, "review:", "review: # to be done", 1) + "tags: [x]\n---\nText"},
		"an empty value": {
			"---\ntitle: A\nreview:\n  by: old\n  seal:\n  date: 2025-01-01\n  due: 2026-01-01\n---\nText",
			"---\ntitle: A\nreview:\n  by: dr-weiss\n  seal: " + seal + "\n  date: 2026-11-22\n  due: 2027-11-22\n---\nText"},
		"windows, with a mark": {
			"\ufeff---\r\ntitle: A\r\n---\r\nText\r\n",
			"\ufeff---\r\ntitle: A\r\n" + strings.ReplaceAll(block, "\n", "\r\n") + "---\r\nText\r\n"},
		"toml": {
			"+++\ntitle = \"A\" # a\n[other]\nx = 1\n+++\nText",
			"+++\ntitle = \"A\" # a\n[other]\nx = 1\n\n[review]\nby = \"dr-weiss\"\ndate = 2026-11-22\ndue = 2027-11-22\nseal = \"" + seal + "\"\n+++\nText"},
		"toml, another one": {
			"+++\ntitle = \"A\"\n[review]\n  by = 'old' # who\nseal = \"\"\n\n[other]\nx = 1\n+++\nText",
			"+++\ntitle = \"A\"\n[review]\n  by = \"dr-weiss\" # who\nseal = \"" + seal + "\"\ndate = 2026-11-22\ndue = 2027-11-22\n\n[other]\nx = 1\n+++\nText"},
		"toml, in one line": {
			"+++\nreview = {by = \"old\"} # x\ntitle = \"A\"\n+++\nText",
			"+++\nreview = { by = \"dr-weiss\", date = 2026-11-22, due = 2027-11-22, seal = \"" + seal + "\" } # x\ntitle = \"A\"\n+++\nText"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := WriteReview([]byte(c.file), signature())
			if err != nil || string(got) != c.want {
				t.Fatalf("%v\n%q\nwant\n%q", err, got, c.want)
			}
			again, err := WriteReview(got, signature())
			if err != nil || string(again) != c.want {
				t.Errorf("signing twice: %v\n%q", err, again)
			}
		})
	}
}

func TestWriteReviewRatherRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		file   string
		byHand bool
	}{
		{"Only text.", false},
		{"---\ntitle: [\n---\nText", false},
		{"---\n{title: A}\n---\nText", true},
		{"---\ntitle: A\nreview: done\n---\nText", true},
		{"---\ntitle: A\nold: &r {by: x}\nreview: *r\n---\nText", true},
		{"---\ntitle: A\nreview:\n  by: >\n    old\n    one\n---\nText", true},
		{"+++\ntitle = \"A\"\nreview.by = \"old\"\n+++\nText", true},
	} {
		got, err := WriteReview([]byte(c.file), signature())
		if err == nil || got != nil || errors.Is(err, errByHand) != c.byHand {
			t.Errorf("%q: %v\n%q", c.file, err, got)
		}
		if c.byHand && !strings.Contains(err.Error(), "seal: "+seal) {
			t.Errorf("%q: the error does not say what to write: %v", c.file, err)
		}
	}
}

// TestWriteReviewAnywhere puts a review into front matter of many shapes: what is not the review stays byte for byte.
func TestWriteReviewAnywhere(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfDistinct(rapid.SampledFrom([]string{
			"title: \"A: b\"", "# by: nobody", "tags: [a, 'b']", "summary: >\n  two\n  lines", "x:\n  by: y\n  seal: z", "", "for:\n  - a # c", "date: 2026-01-01",
		}), func(s string) string { return s }).Draw(t, "lines")
		old := rapid.SampledFrom([]string{"", "review: {by: a, seal: b}\n", "review:\n  seal: 'b' # c\n", "review:\n"}).Draw(t, "old")
		at := rapid.IntRange(0, len(lines)).Draw(t, "at")
		head, tail := strings.Join(lines[:at], "\n"), strings.Join(lines[at:], "\n")
		if head != "" {
			head += "\n"
		}
		if tail != "" {
			tail += "\n"
		}
		file := "---\nslug: s\n" + head + old + tail + "---\nText by: x\n"
		got, err := WriteReview([]byte(file), signature())
		if err != nil {
			t.Fatalf("%q: %v", file, err)
		}
		if rest := string(got); !strings.HasPrefix(rest, "---\nslug: s\n"+head) || !strings.HasSuffix(rest, "---\nText by: x\n") ||
			old != "" && !strings.HasSuffix(rest, tail+"---\nText by: x\n") {
			t.Fatalf("more than the review changed:\n%s\nbefore:\n%s", got, file)
		}
	})
}
