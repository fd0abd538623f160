package content

import (
	"bytes"
	"regexp"
	"sort"

	"mendwell/internal/markdown"
)

var footnote = regexp.MustCompile(`(?m)^ {0,3}\[\^([^\]\s]+)\]:|\[\^([^\]\s]+)\]`)

// checkFootnotes reports notes that nothing refers to, which are not shown, and references without a note, which are
// shown as they are written.
func (d *draft) checkFootnotes(body *markdown.ArticleBody) {
	if !bytes.Contains(body.Source, []byte("[^")) {
		return
	}
	code := codeRanges(body.Root)
	notes, referred := map[string]int{}, map[string]int{}
	for _, m := range footnote.FindAllSubmatchIndex(body.Source, -1) {
		i := sort.Search(len(code), func(i int) bool { return code[i][1] > m[0] })
		if i < len(code) && m[0] >= code[i][0] {
			continue
		}
		where, at := notes, m[2]
		if at < 0 {
			where, at = referred, m[4]
		}
		name := string(body.Source[at : at+bytes.IndexByte(body.Source[at:], ']')])
		if _, met := where[name]; !met {
			where[name] = m[0]
		}
	}
	for name, at := range notes {
		if _, ok := referred[name]; !ok {
			d.add(d.at(at), LevelWarning, "unused-footnote", "nothing refers to the note [^%s], so it is not shown", name)
		}
	}
	for name, at := range referred {
		if _, ok := notes[name]; !ok {
			d.add(d.at(at), LevelWarning, "unknown-footnote", "there is no note [^%s]:, so the reference is shown as it is written", name)
		}
	}
}
