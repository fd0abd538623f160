package content

import (
	"bytes"
	"regexp"
	"strings"

	"mendwell/internal/markdown"
)

// prompt is what Outline leaves for a writer to replace: brackets that open with an ellipsis and go on. "[…]" alone is how
// a quotation says that something was left out.
var prompt = regexp.MustCompile(`\[(?:…|\.\.\.)\s*[\pL\pN][^\]\n]*\]`)

// unfinished reports, in one finding, the prompts that nobody has replaced yet, and says whether there are any.
func (d *draft) unfinished(body *markdown.ArticleBody, level Level) bool {
	waiting, count, example := place{}, 0, ""
	note := func(at place, prompt string) {
		if count++; count == 1 {
			waiting, example = at, prompt
		}
	}
	d.eachPrompt(body, note)
	switch count {
	case 0:
		return false
	case 1:
		d.addUnfinished(waiting, level, "%s still waits for your words", example)
	default:
		d.addUnfinished(waiting, level, "%d prompts still wait for your words, the first on line %d: %s", count, waiting.line, example)
	}
	return true
}

// eachPrompt calls note for each prompt, those of the front matter first.
func (d *draft) eachPrompt(body *markdown.ArticleBody, note func(place, string)) {
	for _, key := range []string{"title", "summary"} {
		if m := prompt.FindString(d.text(key)); m != "" {
			note(d.where(key), m)
		}
	}
	if !bytes.Contains(body.Source, []byte("[…")) && !bytes.Contains(body.Source, []byte("[...")) {
		return
	}
	code := codeRanges(body.Root)
	for _, m := range prompt.FindAllIndex(body.Source, -1) {
		if !within(code, m[0]) {
			note(d.at(m[0]), string(body.Source[m[0]:m[1]]))
		}
	}
}

func (d *draft) addUnfinished(at place, level Level, format string, args ...any) {
	d.add(at, level, "unfinished", format, args...)
	last := &d.findings[len(d.findings)-1]
	if last.Suggestion = "Write the text in its place, or take it away."; level == LevelError {
		last.Suggestion += ` Until then "draft: true" holds the article back.`
	}
}

// unfinishedLevel keeps a published article with a prompt in it from being served; a draft may have as many as it likes.
func unfinishedLevel(a *Article) Level {
	if a.Draft {
		return LevelHint
	}
	return LevelError
}

// oneLinePrompt is a text as a prompt.
func oneLinePrompt(text string) string { return "[… " + strings.Trim(text, "[]… ") + "]" }
