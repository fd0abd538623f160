package content

import (
	"net/url"
	"strings"

	"mendwell/internal/markdown"
)

// readLists reads the parts of an article that are lists of texts or of mappings.
func (d *draft) readLists() {
	a := d.article
	a.Sensitive = d.words("sensitive")
	d.readTakeaways()
	if x, ok := d.fields["disclaimer"]; ok {
		d.snippet(d.text("disclaimer"), place{x.val.line, x.val.col}, func(a *Article, h markdown.HTML) { a.Disclaimer = h })
	}
	d.readAudience("for", func(a *Article) *[]markdown.HTML { return &a.For })
	d.readAudience("not_for", func(a *Article) *[]markdown.HTML { return &a.NotFor })
	d.readSources()
	d.readCorrections()
}

func (d *draft) snippet(text string, at place, set func(*Article, markdown.HTML)) {
	if text != "" {
		d.snippets = append(d.snippets, snippet{text, at, set})
	}
}

func (d *draft) readTakeaways() {
	x := d.fields["takeaways"]
	a := d.article
	for _, v := range d.takeaways() {
		label, text := takeaway(v)
		if text == "" {
			if v.kind != kindNull {
				d.add(place{v.line, v.col}, LevelWarning, "wrong-type", "an entry of %q must be text", x.key)
			}
			continue
		}
		i := len(a.Takeaways)
		a.Takeaways = append(a.Takeaways, Takeaway{Label: label})
		d.snippet(text, place{v.line, v.col}, func(a *Article, h markdown.HTML) { a.Takeaways[i].HTML = h })
	}
}

// takeaways returns the entries that are shown; one text is a list of one, and a mapping one of
// its labels.
func (d *draft) takeaways() []value {
	v := d.fields["takeaways"].val
	if v.kind != kindMap {
		return v.items()
	}
	var list []value
	for _, x := range v.fields {
		list = append(list, value{kind: kindMap, fields: []field{x}, line: x.line, col: x.col})
	}
	return list
}

// takeaway splits "Label: sentence"; YAML without quotes makes a mapping of it.
func takeaway(v value) (label, text string) {
	if v.kind == kindMap && len(v.fields) == 1 && v.fields[0].val.scalar() {
		return v.fields[0].key, v.fields[0].val.text
	}
	if !v.scalar() {
		return "", ""
	}
	text = strings.TrimSpace(v.text)
	label, rest, ok := strings.Cut(text, ": ")
	if ok && len([]rune(label)) <= 40 && !strings.ContainsAny(label, ".!?[*_`") && strings.TrimSpace(rest) != "" {
		return label, strings.TrimSpace(rest)
	}
	return "", text
}

func (d *draft) readAudience(key string, of func(*Article) *[]markdown.HTML) {
	x, to := d.fields[key], of(d.article)
	for _, text := range d.texts(key) {
		i := len(*to)
		*to = append(*to, "")
		d.snippet(text, place{x.val.line, x.val.col}, func(a *Article, h markdown.HTML) { (*of(a))[i] = h })
	}
}

func (d *draft) readSources() {
	for _, sub := range d.maps("sources") {
		s := Source{Title: oneLine(sub.text("title")), URL: sub.text("url"), Publisher: oneLine(sub.text("publisher")), Year: sub.number("year")}
		if plain := sub.text(""); plain != "" {
			if isAddress(plain) {
				s.URL = plain
			} else {
				s.Title = oneLine(plain)
			}
		}
		if strings.HasPrefix(s.URL, "/") {
			d.links = append(d.links, reference{dest: s.URL, at: sub.where("url")})
		}
		if s.URL != "" && !isAddress(s.URL) {
			d.add(sub.where("url"), LevelWarning, "bad-url", "%q is no address", s.URL)
			s.URL = ""
		}
		if s.Title == "" {
			s.Title = s.URL
		}
		if s.Title == "" {
			d.add(d.where("sources"), LevelWarning, "empty-source", "a source has neither title nor url")
		} else {
			d.article.Sources = append(d.article.Sources, s)
		}
		d.take(sub)
	}
}

// webAddress returns a key's address of another site; what is none is reported and left out.
func (f *file) webAddress(key string) string {
	s := f.text(key)
	if s == "" {
		return ""
	}
	if u, err := url.Parse(s); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		f.add(f.where(key), LevelWarning, "bad-url", "%q is no address that starts with https://", s)
		return ""
	}
	return s
}

func isAddress(s string) bool {
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "/") || strings.HasPrefix(s, "mailto:")
}

func (d *draft) readCorrections() {
	a := d.article
	for _, sub := range d.maps("corrections") {
		i := len(a.Corrections)
		kind := sub.text("kind")
		switch kind {
		case "", "minor", "material":
		default:
			d.add(sub.where("kind"), LevelWarning, "unknown-value", "the kind of a correction is material or minor, not %q", kind)
		}
		a.Corrections = append(a.Corrections, Correction{Date: sub.date("date"), Material: kind == "material"})
		text := sub.text("text")
		if text == "" {
			text = sub.text("")
		}
		d.snippet(text, sub.where("text"), func(a *Article, h markdown.HTML) { a.Corrections[i].HTML = h })
		d.take(sub)
	}
}

// readCover reads the article's picture. An image may also be a mapping of url or src, alt, credit and caption.
func (d *draft) readCover() {
	x, ok := d.fields["image"]
	if !ok || x.val.kind == kindNull {
		return
	}
	img := &Image{
		Alt: d.text("image_alt"), Credit: d.text("image_credit"), CreditURL: d.webAddress("image_credit_url"), Caption: d.text("image_caption"),
	}
	if list := x.val.items(); len(list) > 0 { // of several, the first
		x.val = list[0]
	}
	dest := ""
	if x.val.kind == kindMap {
		sub := d.inner(x.val)
		for _, key := range []string{"src", "url", "image", "file"} {
			if dest == "" {
				dest = sub.text(key)
			}
		}
		img.Alt, img.Credit, img.Caption = first(img.Alt, sub.text("alt")), first(img.Credit, sub.text("credit")), first(img.Caption, sub.text("caption"))
		d.take(sub)
	} else if x.val.scalar() {
		dest = strings.TrimSpace(x.val.text)
	}
	if dest == "" {
		return
	}
	d.article.Image = img
	d.cover = &reference{dest: dest, at: place{x.val.line, x.val.col}, alt: img.Alt, owed: img.Credit == ""}
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
