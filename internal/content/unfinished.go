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

// unfinished reports prompts that nobody has replaced yet.
func (d *draft) unfinished(body *markdown.ArticleBody, level Level) {
	for _, key := range []string{"title", "summary"} {
		if m := prompt.FindString(d.text(key)); m != "" {
			d.addUnfinished(d.where(key), level, m)
		}
	}
	if !bytes.Contains(body.Source, []byte("[…")) && !bytes.Contains(body.Source, []byte("[...")) {
		return
	}
	code := codeRanges(body.Root)
	for _, m := range prompt.FindAllIndex(body.Source, -1) {
		if !within(code, m[0]) {
			d.addUnfinished(d.at(m[0]), level, string(body.Source[m[0]:m[1]]))
		}
	}
}

func (d *draft) addUnfinished(at place, level Level, prompt string) {
	d.add(at, level, "unfinished", "%s still waits for your words", prompt)
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
