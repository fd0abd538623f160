package content

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// tips writes an article with three tips, of which the first has the given text.
func tips(date, front, first string, seed uint64) string {
	p := pen{rand.New(rand.NewPCG(seed, 3))}
	return fmt.Sprintf("---\ntitle: A\nsummary: Yes.\ndate: %s\ncategory: c\n%s---\n## 1. Wait for a quiet hour\n\n%s\n\n## 2. Second %d\n\n%s\n\n## 3. Third %d\n\n%s\n",
		date, front, first, seed, p.words(40), seed, p.words(40))
}

const (
	waitText = "Choose a moment when neither of you is hungry, late or half asleep. Ask whether now is a good time, and take a no for what it is: " +
		"not now. Then say in two sentences what you would like to talk about, and why it matters to you."
	// The same advice with a few words changed.
	waitAgain = "Choose a moment when neither of you is hungry, tired or half asleep. Ask whether now is a good time, and take a no for what it is: " +
		"not now. Then say in *two short sentences* what you would like to talk about and why it matters."
	// Look-alikes: the same subject and many of the same words, said anew.
	waitAnew = "Pick a time when you are both fed and awake. If the other person says no, believe it and agree on another hour. When you begin, name the " +
		"subject first and say in a sentence or two why you would like to talk about it."
	waitReverse = "Why does it matter to you? Say so in two sentences, and say what you would like to talk about. A no means: not now. Is it a good time? Ask. " +
		"Nobody who is late, hungry or half asleep should have to choose."
)

func TestDuplicateTips(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		files []string
		want  string // path and line of the one finding, and how much; empty: none
	}{
		{"the same words", []string{"a.md", tips("2026-01-01", "", waitText, 1), "b.md", tips("2026-02-01", "", waitText, 2)}, "b.md:7: all of this tip stands at a.md:7"},
		{"a few words changed", []string{"a.md", tips("2026-01-01", "", waitText, 1), "b.md", tips("2026-02-01", "", waitAgain, 2)}, "b.md:7: about 8"},
		{"the younger one repeats", []string{"a.md", tips("2026-03-01", "", waitText, 1), "b.md", tips("2026-02-01", "", waitAgain, 2)}, "a.md:7: about 8"},
		{"said anew", []string{"a.md", tips("2026-01-01", "", waitText, 1), "b.md", tips("2026-02-01", "", waitAnew, 2)}, ""},
		{"turned around", []string{"a.md", tips("2026-01-01", "", waitText, 1), "b.md", tips("2026-02-01", "", waitReverse, 2)}, ""},
		{"another language", []string{"a.md", tips("2026-01-01", "", waitText, 1), "b.md", tips("2026-02-01", "lang: de\n", waitText, 2)}, ""},
		{"too short to tell", []string{"a.md", tips("2026-01-01", "", "Breathe in, and out.", 1), "b.md", tips("2026-02-01", "", "Breathe in, and out.", 2)}, ""},
		{"a reason to keep both", []string{"a.md", tips("2026-01-01", "", waitText, 1), "b.md",
			tips("2026-02-01", "check_ignore: [{code: duplicate-tip, why: needed in both}]\n", waitText, 2)}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := proofread(t, "duplicate-tip", c.files...)
			if (c.want != "") != (len(got) == 1) || len(got) == 1 && !strings.HasPrefix(got[0], c.want) {
				t.Errorf("findings %q, want %q", got, c.want)
			}
		})
	}
}

// TestManyDuplicates: a tip that is in every article is reported once in each of them but the first.
func TestManyDuplicates(t *testing.T) {
	t.Parallel()
	var files []string
	for i := range 50 {
		files = append(files, fmt.Sprintf("a%02d.md", i), tips("2026-01-01", "", waitText, uint64(i)))
	}
	got := proofread(t, "duplicate-tip", files...)
	if len(got) != 49 {
		t.Errorf("%d findings: %q", len(got), got)
	}
	for _, f := range got {
		if !strings.Contains(f, "stands at a00.md:7") {
			t.Errorf("finding %q", f)
		}
	}
}

func TestSameTitles(t *testing.T) {
	t.Parallel()
	body := "## 1. Stay calm\n\nBreathe.\n\n## 2. Ask\n\nAsk.\n\n## 3. Stay calm!\n\nWalk.\n"
	got := proofread(t, "same-title", "a.md", "---\ntitle: A\nsummary: Yes.\ndate: 2026-08-01\ncategory: c\n---\n"+body, "b.md",
		"---\ntitle: B\nsummary: Yes.\ndate: 2026-08-01\ncategory: c\n---\n## 1. Stay calm\n\nBreathe.\n")
	if len(got) != 1 || !strings.HasPrefix(got[0], "a.md:15: the tip on line 7 has the title ") {
		t.Errorf("findings %q", got)
	}
}
