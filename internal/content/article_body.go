package content

import (
	"bytes"
	"errors"
	"strings"

	"github.com/yuin/goldmark/ast"

	"mendwell/internal/markdown"
)

func (d *draft) readBody(opts Options) {
	a := d.article
	lang := a.Lang
	if opts.Word != nil {
		a.words = func(id string) string { return opts.Word(lang, id) }
	}
	a.source, a.body = d.source, d.source.text[d.source.body:]
	a.want = wanted{title: a.Title, untitled: a.Title == "", mode: d.tipMode(), kind: d.kind(), sensitive: len(a.Sensitive) > 0}
	a.want.promised, a.want.asked = promisedCount(a.Title)
	body, s := d.shapeBody(a.want, a.words)
	if s == nil {
		return
	}
	if a.Title == "" {
		a.Title = oneLine(s.title)
	}
	if a.Title == "" && !d.broken() {
		d.add(place{1, 1}, LevelError, "missing-title", "there is no title")
	}
	d.ids = s.ids.all()
	a.Contents = s.contents
	for _, t := range s.tips() {
		a.Tips = append(a.Tips, t.Tip)
	}
	for _, q := range s.questions() {
		a.Questions = append(a.Questions, q.Question)
	}
	a.Sections = s.sections()
	a.Words = s.countWords()
	a.Minutes = max(1, (a.Words+110)/220)
	a.HelpFirst = a.want.sensitive && beginsWithDanger(body.Root)
	a.TakesOffers = !a.want.sensitive && !s.helps
	a.Kind = s.kindOf(a.want.kind)
	if a.Kind == KindFAQ {
		a.Contents = s.outline()
	}
	if a.Review != nil {
		a.seal = sealOf(d.sealText(s))
	}
	a.memo, a.seen = &memo{}, &glance{}
	d.checkStructure(s)
	d.checkHonesty()
	d.unfinished(body, unfinishedLevel(a))
	if opts.Proofread {
		d.proofread(s)
	}
	d.measure(s)
}

// shapeBody parses a body and finds its structure, its links and pictures; nil if it cannot be shown.
func (d *draft) shapeBody(want wanted, word func(string) string) (*markdown.ArticleBody, *structure) {
	text, raw := d.body()
	body, err := markdown.ParseArticle(raw, markdown.ArticleOptions{Word: word, Topics: HelpTopics(), Room: d.on.room()})
	if err != nil {
		at := d.at(0)
		var complicated *markdown.ComplexError
		if errors.As(err, &complicated) {
			at = d.at(complicated.Offset)
		}
		d.add(at, LevelError, "too-complex", "the text cannot be shown: %s", err)
		return nil, nil
	}
	body.Text = text
	if bytes.IndexByte(body.Source, '[') >= 0 {
		d.collect(body.Root, body.Source)
	}
	d.templates(body)
	d.checkFootnotes(body)
	for _, n := range body.Notices {
		level := LevelHint
		if n.Strong {
			level = LevelWarning
		}
		d.add(d.at(n.Offset), level, n.Code, "%s", n.Message)
	}
	s := shapeOn(d.on, body, want)
	for _, n := range s.notes {
		d.add(d.at(n.offset), n.level, n.code, "%s", n.message)
	}
	return body, s
}

// collect notes the links and pictures of a body.
func (d *draft) collect(root ast.Node, source []byte) {
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			d.links = append(d.links, reference{dest: string(n.Destination), at: d.at(n.Pos())})
		case *ast.Image:
			d.picture(n, source)
		case *markdown.Figure:
			d.picture(n.Image, source)
			d.images[len(d.images)-1].owed = len(n.Credit) == 0 && n.CreditText == ""
			for _, c := range n.Credit {
				d.collect(c, source)
			}
		}
		return ast.WalkContinue, nil
	})
}

func (d *draft) picture(n *ast.Image, source []byte) {
	alt := markdown.PlainText(source, markdown.Children(n)...)
	dest := markdown.Unescape(n.Destination)
	d.images = append(d.images, reference{dest: dest, at: d.at(n.Pos()), alt: alt})
}

func (d *draft) tipMode() string {
	mode := strings.ToLower(d.text("tips"))
	switch mode {
	case "", "auto":
		return "auto"
	case "sections", "none":
		return mode
	case "false":
		return "none"
	}
	d.add(d.where("tips"), LevelWarning, "unknown-value", "tips is auto, sections or none, not %q", mode)
	return "auto"
}

func (d *draft) kind() string {
	kind := strings.ToLower(d.text("kind"))
	switch Kind(kind) {
	case "", KindTips, KindFAQ, KindGuide:
		return kind
	}
	d.add(d.where("kind"), LevelWarning, "unknown-value", "kind is tips, faq or guide, not %q", kind)
	return ""
}

// kindOf works out the kind of an article: what its front matter says, three tips, nothing but questions, or a guide.
func (s *structure) kindOf(explicit string) Kind {
	switch {
	case explicit != "":
		return Kind(explicit)
	case len(s.tips()) >= rowLength:
		return KindTips
	case len(s.questions()) == 0 || len(s.tips()) > 0:
		return KindGuide
	}
	outside, inside := 0, 0
	for i, p := range s.pieces {
		if p.faq == nil {
			outside += s.words(p.blocks...)
			if heads := headingCount(p.blocks); heads > 1 || heads == 1 && (i+1 == len(s.pieces) || s.pieces[i+1].faq == nil) {
				return KindGuide
			}
		}
		for _, q := range p.faq {
			inside += s.words(q.body...) + countWords(q.Title)
		}
	}
	if outside > inside {
		return KindGuide
	}
	return KindFAQ
}

func headingCount(blocks []ast.Node) int {
	n := 0
	for _, b := range blocks {
		if b.Kind() == ast.KindHeading {
			n++
		}
	}
	return n
}

// countWords counts the words of the whole body, titles included.
func (s *structure) countWords() int {
	var t wordTally
	for _, p := range s.pieces {
		if len(p.blocks) > 0 {
			t.add(s.texts.Plain(s.src, p.blocks...))
		}
		if p.tip != nil {
			t.add(p.tip.Title)
			t.add(p.tip.Text)
		}
		for _, q := range p.faq {
			t.add(q.Title)
			t.add(q.Text)
		}
	}
	return t.words()
}
