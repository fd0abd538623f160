package content

import (
	"bytes"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"mendwell/internal/care"
	"mendwell/internal/markdown"
)

// quoteLength is how many characters of the words that were found a finding repeats.
const quoteLength = 60

// stretch is a part of an article that a box of warning speaks for: a tip, an answer, or the text below a heading.
type stretch struct {
	cautioned bool // it holds a CAUTION or a WARNING
	sourced   bool // it holds a footnote or a link to another site
	hits      []careHit
}

// careHit is one rule's hit at a place.
type careHit struct {
	rule  *care.Rule
	words string
	at    place
}

// checkCare reports each sentence with advice that does harm or with a claim that has no source. A caution in the same
// stretch answers what harms, and most of it a "not_for" that concerns it; a source of the article, or a link or a
// footnote beside it, answers what is claimed.
func (d *draft) checkCare(s *structure) {
	a := d.article
	head := d.frontStretch()
	body := s.stretches(a.Lang, d)
	if len(s.pieces) > 0 && s.pieces[0].blocks != nil { // what stands above the first heading speaks for the whole
		head.cautioned = body[0].cautioned
	}
	for _, st := range append([]*stretch{head}, body...) {
		for _, h := range st.hits {
			if d.answered(h.rule, st) {
				continue
			}
			d.add(h.at, LevelWarning, h.rule.Code, "%q %s", shortened(h.words), h.rule.Why)
			d.findings[len(d.findings)-1].Suggestion = h.rule.Instead
		}
	}
}

// answered says whether an article already does what a rule asks for.
func (d *draft) answered(r *care.Rule, st *stretch) bool {
	switch r.Remedy {
	case care.Sources:
		return len(d.article.Sources) > 0 || st.sourced
	case care.Caution:
		return st.cautioned || d.warnsAway(r)
	}
	return st.cautioned
}

// toHelp finds a link to the page of help lines.
var toHelp = regexp.MustCompile(`\]\(<?(?:/[a-z]{2})?/help(?:[?#\s>][^)]*)?\)`)

// warnsAway says whether "not_for" concerns a rule: it names the rule's danger, or sends those whom it is about to help.
func (d *draft) warnsAway(r *care.Rule) bool {
	return slices.ContainsFunc(d.texts("not_for"), func(text string) bool {
		return toHelp.MatchString(text) || r.Names(d.article.Lang, text)
	})
}

// frontStretch reads what stands above the text: title, summary and takeaways. A caution for it stands before the first
// heading.
func (d *draft) frontStretch() *stretch {
	st, reader := &stretch{}, care.NewReader(d.article.Lang)
	read := func(text string, at place) {
		for _, h := range reader.Find(text, care.Told) {
			st.hits = append(st.hits, careHit{h.Rule, text[h.Start:h.End], at})
		}
	}
	read(d.article.Title, d.where("title"))
	read(d.article.Summary, d.where("summary"))
	for _, v := range d.takeaways() {
		_, text := takeaway(v)
		read(text, place{v.line, v.col})
	}
	return st
}

// stretches cuts a body at its tips, its questions and its headings of the highest level, and reads each.
func (s *structure) stretches(lang string, d *draft) []*stretch {
	r := careReader{structure: s, d: d, care: care.NewReader(lang)}
	for _, p := range s.pieces {
		r.open()
		if p.tip != nil {
			r.block(p.tip.titleNode, care.Told)
			r.blocks(p.tip.body)
		}
		for _, n := range p.blocks {
			if h, ok := n.(*ast.Heading); ok && h.Level <= 2 {
				r.open()
			}
			r.blocks([]ast.Node{n})
		}
		for _, q := range p.faq {
			r.open()
			r.block(q.titleNode, care.Told)
			r.blocks(q.body)
		}
	}
	return r.list
}

// careReader goes through the blocks of a body.
type careReader struct {
	*structure
	d    *draft
	care *care.Reader
	list []*stretch
}

func (r *careReader) open() { r.list = append(r.list, &stretch{}) }

func (r *careReader) now() *stretch { return r.list[len(r.list)-1] }

func (r *careReader) blocks(nodes []ast.Node) {
	for _, n := range nodes {
		r.walk(n, care.Told)
	}
}

// walk reads a block. Stories, warnings, help and quotations are not the writer's advice.
func (r *careReader) walk(n ast.Node, manner care.Manner) {
	switch n := n.(type) {
	case *markdown.Callout:
		switch n.Name {
		case "caution", "warning":
			r.now().cautioned = true
			return
		case "case", "help":
			return
		case "say":
			manner = care.Said
		}
	case *ast.Blockquote, *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock, *markdown.Figure, *extast.FootnoteList:
		return
	case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *extast.TableCell, *extast.DefinitionTerm, *markdown.CalloutTitle:
		r.block(n, manner)
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.walk(c, manner)
	}
}

// block reads one paragraph, heading or item.
func (r *careReader) block(n ast.Node, manner care.Manner) {
	t := plainPlaces{src: r.src}
	t.add(n)
	st := r.now()
	st.sourced = st.sourced || t.sourced
	text := t.b.String()
	for _, h := range r.care.Find(text, manner) {
		st.hits = append(st.hits, careHit{h.Rule, text[h.Start:h.End], r.d.at(t.source(h.Start))})
	}
}

// plainPlaces is the plain text of one block that still knows where each stretch of it stands in the source.
type plainPlaces struct {
	src     []byte
	b       strings.Builder
	from    []int // offsets in the plain text, in order
	to      []int // their offsets in the source
	sourced bool
}

func (t *plainPlaces) add(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		t.from, t.to = append(t.from, t.b.Len()), append(t.to, n.Segment.Start)
		if value := n.Segment.Value(t.src); bytes.ContainsAny(value, `\&`) {
			t.b.WriteString(markdown.Unescape(value))
		} else {
			t.b.Write(value)
		}
		if n.SoftLineBreak() || n.HardLineBreak() {
			t.b.WriteByte(' ')
		}
		return
	case *ast.String:
		t.b.Write(n.Value)
		return
	case *extast.FootnoteLink:
		t.sourced = true
		return
	case *ast.Link:
		t.sourced = t.sourced || isElsewhere(string(n.Destination))
	case *ast.AutoLink:
		t.sourced = true
		return
	case *ast.CodeSpan, *ast.RawHTML:
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t.add(c)
	}
}

// source returns the offset in the source of an offset in the plain text. Behind an escaped character it may be a few
// bytes short, which no reader of a column minds.
func (t *plainPlaces) source(at int) int {
	i := sort.Search(len(t.from), func(i int) bool { return t.from[i] > at }) - 1
	if i < 0 {
		return 0
	}
	return t.to[i] + at - t.from[i]
}

func isElsewhere(dest string) bool {
	return strings.HasPrefix(dest, "https://") || strings.HasPrefix(dest, "http://")
}

func shortened(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= quoteLength {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:quoteLength])) + "…"
}

// isCare says whether a code belongs to a rule of care or honesty.
func isCare(code string) bool {
	return slices.ContainsFunc(care.Rules(), func(r *care.Rule) bool { return r.Code == code })
}
