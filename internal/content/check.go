package content

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"

	"mendwell/internal/markdown"
)

// checkStructure reports what looks wrong with the row of tips. Nothing is renumbered.
func (d *draft) checkStructure(s *structure) {
	var last *tipPiece
	for _, t := range s.tips() {
		if !t.numbered {
			continue
		}
		switch {
		case last == nil && t.Number > 1:
			d.add(d.at(t.offset), LevelWarning, "tip-gap", "the first tip has the number %d", t.Number)
		case last == nil || t.Number == last.Number+1:
		case t.Number == last.Number:
			d.add(d.at(t.offset), LevelWarning, "tip-repeat", "two tips have the number %d", t.Number)
		case t.Number < last.Number:
			d.add(d.at(t.offset), LevelWarning, "tip-restart", "tip %d comes after tip %d", t.Number, last.Number)
		default:
			d.add(d.at(t.offset), LevelWarning, "tip-gap", "tip %d comes after tip %d", t.Number, last.Number)
		}
		last = t
	}
	d.checkPromise(s)
}

func (d *draft) checkPromise(s *structure) {
	want, questions := s.want.promised, s.want.asked
	if d.article.Title != s.want.title {
		want, questions = promisedCount(d.article.Title)
	}
	if want == 0 {
		return
	}
	have, what := len(s.tips()), "tips"
	if questions && have == 0 {
		have, what = len(s.questions()), "questions"
	}
	if have == 0 && d.article.Kind == KindGuide && questions {
		return
	}
	if have != want {
		d.add(d.where("title"), LevelWarning, "promised-count", "the title promises %d, and there are %d %s", want, have, what)
	}
}

// checkHonesty reports what an article says of itself and does not keep.
func (d *draft) checkHonesty() {
	switch s := d.article.Summary; {
	case s == "":
		d.add(place{1, 1}, LevelHint, "missing-summary", "one or two sentences in \"summary\" help readers choose")
	case cutOff(s):
		d.add(d.where("summary"), LevelWarning, "cut-off-summary", "the summary stops in the middle of a sentence")
	}
}

// cutOff says whether a text stops in the middle of a sentence, as automatic excerpts do.
func cutOff(s string) bool {
	s = strings.TrimRight(s, " \t\"'”“»’)")
	if strings.HasSuffix(s, "…") || strings.HasSuffix(s, "...") || strings.HasSuffix(s, "[&hellip;]") || strings.HasSuffix(s, "[…]") {
		return true
	}
	return !strings.ContainsAny(s[max(len(s)-3, 0):], ".!?。！？؟।:")
}

var template = regexp.MustCompile(`\{%.*?%\}|\{\{.*?\}\}`)

// templates reports the code of other programs, which is shown as text.
func (d *draft) templates(body *markdown.ArticleBody) {
	if !bytes.Contains(body.Source, []byte("{%")) && !bytes.Contains(body.Source, []byte("{{")) {
		return
	}
	code := codeRanges(body.Root)
	for _, m := range template.FindAllIndex(body.Source, -1) {
		if !within(code, m[0]) {
			d.add(d.at(m[0]), LevelWarning, "template-code", "%q is shown as text and never run", body.Source[m[0]:m[1]])
		}
	}
}

// codeRanges returns the stretches of a body that are code and so are meant to be shown, in order.
func codeRanges(root ast.Node) [][2]int {
	var ranges [][2]int
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			for i := range n.Lines().Len() {
				seg := n.Lines().At(i)
				ranges = append(ranges, [2]int{seg.Start, seg.Stop})
			}
		case *ast.CodeSpan:
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if t, ok := c.(*ast.Text); ok {
					ranges = append(ranges, [2]int{t.Segment.Start, t.Segment.Stop})
				}
			}
		}
		return ast.WalkContinue, nil
	})
	slices.SortFunc(ranges, func(a, b [2]int) int { return a[0] - b[0] })
	return ranges
}

// within says whether one of the ranges, which are in order, holds an offset.
func within(ranges [][2]int, offset int) bool {
	i := sort.Search(len(ranges), func(i int) bool { return ranges[i][1] > offset })
	return i < len(ranges) && offset >= ranges[i][0]
}

// manyRows is how many lines a text may have before its tables are measured: each may become 64 cells.
const manyRows = 1000

// measure refuses an article that would make too much markup. Short texts without what multiplies cannot.
func (d *draft) measure(s *structure) {
	tables := bytes.IndexByte(s.src, '|') >= 0 && bytes.Count(s.src, []byte("\n")) > manyRows
	if len(s.src) < 64<<10 && !tables && !bytes.Contains(s.src, []byte("]:")) && !bytes.Contains(s.src, []byte("[^")) {
		return
	}
	if _, err := s.document(); err != nil {
		code := "cannot-render"
		if errors.Is(err, markdown.ErrTooLarge) {
			code = "too-large"
		}
		d.add(d.at(0), LevelError, code, "%s", err)
	}
}
