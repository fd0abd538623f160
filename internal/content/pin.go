package content

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"mendwell/internal/markdown"
)

// PinIDs writes the ids of tips and questions into the source of an article as {#id}, so that they outlast a new title.
// Nothing else of the file changes, and neither does what readers see. Where an id cannot be written without changing
// that, it is left out. Pinning twice changes nothing.
func PinIDs(data []byte) ([]byte, error) {
	before, err := outlineOf(data)
	if err != nil {
		return nil, err
	}
	pins := before.pins()
	all := insertPins(data, before.body, pins)
	if before.same(all) {
		return all, nil
	}
	var good []pin
	for _, p := range pins {
		if try := append(slices.Clone(good), p); before.same(insertPins(data, before.body, try)) {
			good = try
		}
	}
	return insertPins(data, before.body, good), nil
}

// pin is an id and the offset, in the body, at which it is written.
type pin struct {
	at int
	id string
}

// outline is what an article looks like to readers.
type outline struct {
	body  int // offset of the body in the file with even line ends
	shape *structure
	doc   *Document
}

func outlineOf(data []byte) (*outline, error) {
	d := &draft{file: open(nil, "", data, articleAliases), article: &Article{}}
	if d.broken() {
		return nil, errors.New(d.findings[0].Message)
	}
	title := oneLine(d.text("title"))
	want := wanted{title: title, untitled: title == "", mode: d.tipMode(), kind: d.kind()}
	want.promised, _ = promisedCount(title)
	body, err := markdown.ParseArticle([]byte(d.source.text[d.source.body:]), markdown.ArticleOptions{})
	if err != nil {
		return nil, fmt.Errorf("parse article: %w", err)
	}
	o := &outline{body: d.source.body, shape: shape(body, want)}
	if o.doc, err = o.shape.document(); err != nil {
		return nil, fmt.Errorf("render article: %w", err)
	}
	return o, nil
}

func (o *outline) pins() []pin {
	var pins []pin
	for _, t := range o.shape.tips() {
		if t.explicit == "" && t.pinAt >= 0 {
			pins = append(pins, pin{t.pinAt, t.ID})
		}
	}
	for _, q := range o.shape.questions() {
		if q.explicit == "" && q.pinAt >= 0 {
			pins = append(pins, pin{q.pinAt, q.ID})
		}
	}
	return pins
}

// same says whether a file looks the same to readers, with each written id where it belongs.
func (o *outline) same(data []byte) bool {
	other, err := outlineOf(data)
	return err == nil && o.print() == other.print()
}

func (o *outline) print() string {
	var b strings.Builder
	for _, p := range o.doc.Parts {
		fmt.Fprintf(&b, "%s\n", p.HTML)
		if t := p.Tip; t != nil {
			fmt.Fprintf(&b, "%+v %s %s\n", *t.Tip, t.TitleHTML, t.HTML)
		}
		for _, q := range p.Questions {
			fmt.Fprintf(&b, "%+v %s %s\n", *q.Question, q.TitleHTML, q.HTML)
		}
	}
	for _, h := range o.shape.contents {
		fmt.Fprintf(&b, "%s %s %d\n", h.ID, h.Title, h.Level)
	}
	return b.String()
}

// insertPins writes pins into a file whose body starts at an offset counted with even line ends and no byte order mark.
func insertPins(data []byte, body int, pins []pin) []byte {
	pins = slices.Clone(pins)
	slices.SortStableFunc(pins, func(a, b pin) int { return a.at - b.at })
	var out bytes.Buffer
	rest := bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	out.Write(data[:len(data)-len(rest)])
	at := 0
	for i, c := range rest {
		for len(pins) > 0 && pins[0].at+body <= at {
			out.WriteString(" {#" + pins[0].id + "}")
			pins = pins[1:]
		}
		out.WriteByte(c)
		if c != '\r' || i+1 >= len(rest) || rest[i+1] != '\n' {
			at++
		}
	}
	for _, p := range pins {
		out.WriteString(" {#" + p.id + "}")
	}
	return out.Bytes()
}
