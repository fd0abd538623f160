package content

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Signature is what a review says in the file of its article.
type Signature struct {
	By        string    // slug of a person
	Date, Due time.Time // days; the time of day is left out
	Seal      string    // of Article.Seal
}

// errByHand is a front matter whose review cannot be changed without disturbing the rest of it.
var errByHand = errors.New("the review cannot be written into this front matter without changing the rest of it")

// WriteReview writes a signature into the front matter of an article, in place of the one that is there. Every other byte
// of the file stays as it is: comments, order of keys, quoting, line ends. Where that cannot be done, an error shows what
// to write by hand.
func WriteReview(data []byte, s Signature) ([]byte, error) {
	before, err := split(data)
	if err != nil {
		return nil, err
	}
	if before.front == "" {
		return nil, errors.New("there is no front matter yet: put a title between two lines \"---\" at the top")
	}
	fields, err := parseFront(before, nil)
	if err != nil {
		return nil, err
	}
	p := newPatch(data)
	if before.toml {
		err = p.reviewTOML(before, s)
	} else {
		err = p.reviewYAML(before, fields, s)
	}
	if err != nil {
		return nil, fmt.Errorf("%w; write it by hand:\n%s", errByHand, strings.Join(s.yaml("", "\n"), ""))
	}
	out := p.bytes()
	if !onlyReviewChanged(before, fields, out, s) {
		return nil, fmt.Errorf("%w; write it by hand:\n%s", errByHand, strings.Join(s.yaml("", "\n"), ""))
	}
	return out, nil
}

// entry is one line of a signature.
type signatureEntry struct{ key, value string }

func (s Signature) entries() []signatureEntry {
	return []signatureEntry{
		{"by", s.By}, {"date", s.Date.Format(time.DateOnly)}, {"due", s.Due.Format(time.DateOnly)}, {"seal", s.Seal},
	}
}

func (s Signature) yaml(indent, end string) []string {
	lines := []string{indent + "review:" + end}
	for _, e := range s.entries() {
		lines = append(lines, indent+"  "+e.key+": "+e.value+end)
	}
	return lines
}

func (e signatureEntry) toml() string {
	if e.key == "date" || e.key == "due" {
		return e.key + " = " + e.value
	}
	return e.key + " = \"" + e.value + "\""
}

// onlyReviewChanged reads the written file again: the review says what it should, and nothing else says anything new.
func onlyReviewChanged(before source, fields []field, out []byte, s Signature) bool {
	after, err := split(out)
	if err != nil || after.text[after.body:] != before.text[before.body:] {
		return false
	}
	fresh, err := parseFront(after, nil)
	if err != nil {
		return false
	}
	others := func(list []field) []string {
		var said []string
		for _, f := range list {
			if f.key != "review" {
				said = append(said, fmt.Sprint(f.key, " ", f.val.kind, " ", f.val.String()))
			}
		}
		return said
	}
	if !slices.Equal(others(fields), others(fresh)) {
		return false
	}
	i := slices.IndexFunc(fresh, func(f field) bool { return f.key == "review" })
	if i < 0 || fresh[i].val.kind != kindMap {
		return false
	}
	for _, e := range s.entries() {
		j := slices.IndexFunc(fresh[i].val.fields, func(f field) bool { return f.key == e.key })
		if j < 0 || !strings.HasPrefix(fresh[i].val.fields[j].val.text, e.value) {
			return false
		}
	}
	return true
}

// patch is a file as lines with their ends, so that what is not touched stays byte for byte.
type patch struct {
	mark  string // byte order mark
	lines []string
	end   string // of new lines, as the file ends its own
}

func newPatch(data []byte) *patch {
	text := string(data)
	rest := strings.TrimPrefix(text, "\ufeff")
	p := &patch{mark: text[:len(text)-len(rest)], lines: strings.SplitAfter(rest, "\n"), end: "\n"}
	if strings.HasSuffix(p.lines[0], "\r\n") {
		p.end = "\r\n"
	}
	return p
}

func (p *patch) bytes() []byte { return []byte(p.mark + strings.Join(p.lines, "")) }

// insert puts lines before the line with an index.
func (p *patch) insert(at int, lines ...string) { p.lines = slices.Insert(p.lines, at, lines...) }

// closing returns the index of the line that ends a front matter.
func closing(s source) int { return s.first - 1 + strings.Count(s.front, "\n") }

func (p *patch) reviewYAML(s source, fields []field, sig Signature) error {
	if strings.HasPrefix(strings.TrimSpace(s.front), "{") {
		return errByHand
	}
	i := slices.IndexFunc(fields, func(f field) bool { return f.key == "review" })
	if i < 0 {
		indent := ""
		if len(fields) > 0 {
			indent = strings.Repeat(" ", fields[0].col-1)
		}
		p.insert(closing(s), sig.yaml(indent, p.end)...)
		return nil
	}
	f := fields[i]
	if f.line < 1 || f.line > len(p.lines) {
		return errByHand
	}
	indent := strings.Repeat(" ", f.col-1)
	switch {
	case f.val.kind == kindNull:
		line, comment := cutComment(strings.TrimRight(p.lines[f.line-1], "\r\n"))
		switch strings.Join(strings.Fields(line), "") {
		case "review:", "review:~", "review:null":
		default:
			return errByHand
		}
		fresh := sig.yaml(indent, p.end)
		if comment != "" {
			fresh[0] = indent + "review: " + comment + p.end
		}
		p.lines = slices.Replace(p.lines, f.line-1, f.line, fresh...)
		return nil
	case f.val.kind != kindMap || len(f.val.fields) == 0:
		return errByHand
	}
	return p.values(f, sig)
}

// values replaces the values of a review that is there, and adds those that are missing behind the last one.
func (p *patch) values(f field, sig Signature) error {
	last := slices.MaxFunc(f.val.fields, func(a, b field) int {
		return (a.val.line-b.val.line)<<16 + a.val.col - b.val.col
	})
	if last.val.line < f.line || last.val.line > len(p.lines) {
		return errByHand // an alias: it stands elsewhere, perhaps for others too
	}
	flow := strings.HasPrefix(strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(p.lines[f.line-1]), "review:")), "{")
	var missing []signatureEntry
	var edits []edit
	for _, e := range sig.entries() {
		i := slices.IndexFunc(f.val.fields, func(x field) bool { return x.key == e.key })
		if i < 0 {
			missing = append(missing, e)
			continue
		}
		x := f.val.fields[i]
		ed, err := p.token(x, flow)
		if err != nil {
			return err
		}
		ed.text = ed.quote + e.value + ed.quote
		if x.val.kind == kindNull {
			ed.text = " " + e.value
		}
		edits = append(edits, ed)
	}
	if len(missing) > 0 {
		ed, err := p.token(last, flow)
		if err != nil {
			return err
		}
		if flow {
			ed.start, ed.text = ed.end, ""
			for _, e := range missing {
				ed.text += ", " + e.key + ": " + e.value
			}
			edits = append(edits, ed)
		} else {
			indent := strings.Repeat(" ", last.col-1)
			for i, e := range missing {
				p.insert(last.val.line+i, indent+e.key+": "+e.value+p.end)
			}
		}
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return (b.line-a.line)<<16 + b.start - a.start })
	for _, ed := range edits {
		line := p.lines[ed.line]
		p.lines[ed.line] = line[:ed.start] + ed.text + line[ed.end:]
	}
	return nil
}

// edit replaces bytes start to end of a line.
type edit struct {
	line, start, end int
	quote, text      string
}

// token finds a value where it is written: a plain or a quoted scalar on one line.
func (p *patch) token(x field, flow bool) (edit, error) {
	if x.val.kind == kindMap || x.val.kind == kindList || x.val.line < 1 || x.val.line > len(p.lines) {
		return edit{}, errByHand
	}
	line := strings.TrimRight(p.lines[x.val.line-1], "\r\n")
	start := offsetOf(line, x.val.col)
	if x.val.kind == kindNull { // nothing is written yet: its place is that of the key
		i := strings.IndexByte(line[start:], ':')
		if i < 0 {
			return edit{}, errByHand
		}
		after, _ := cutComment(line[start+i+1:])
		if strings.Trim(after, " ,}~") != "" && strings.TrimSpace(after) != "null" {
			return edit{}, errByHand
		}
		return edit{line: x.val.line - 1, start: start + i + 1, end: start + i + 1 + len(strings.TrimRight(after, " ,}"))}, nil
	}
	rest := line[start:]
	if rest == "" {
		return edit{}, errByHand
	}
	e := edit{line: x.val.line - 1, start: start}
	switch q := rest[:1]; q {
	case "'", "\"":
		i := strings.Index(rest[1:], q)
		if i < 0 || rest[1:i+1] != x.val.text {
			return edit{}, errByHand
		}
		e.quote, e.end = q, start+i+2
	default:
		plain, _ := cutComment(rest)
		if flow {
			if i := strings.IndexAny(plain, ",}"); i >= 0 {
				plain = plain[:i]
			}
		}
		e.end = start + len(strings.TrimRight(plain, " \t"))
		if line[start:e.end] != x.val.text {
			return edit{}, errByHand
		}
	}
	return e, nil
}

// offsetOf turns a column, counted in characters from 1, into an offset.
func offsetOf(line string, col int) int {
	for i := range line {
		if col--; col <= 0 {
			return i
		}
	}
	return len(line)
}

// cutComment cuts a line of YAML at its comment, which is empty where there is none.
func cutComment(line string) (before, comment string) {
	if strings.HasPrefix(strings.TrimSpace(line), "#") {
		return "", strings.TrimSpace(line)
	}
	if i := strings.Index(line, " #"); i >= 0 {
		return line[:i], strings.TrimSpace(line[i:])
	}
	return line, ""
}

// reviewTOML changes a table [review] or an inline one, or adds the table at the end, where no key can fall into it.
func (p *patch) reviewTOML(s source, sig Signature) error {
	first, end := s.first-1, closing(s)
	for i := first; i < end; i++ {
		line := strings.TrimSpace(p.lines[i])
		head, tail, found := strings.Cut(line, "=")
		switch {
		case found && strings.TrimSpace(head) == "review":
			value := strings.TrimSpace(tail)
			shut := strings.IndexByte(value, '}')
			if !strings.HasPrefix(value, "{") || shut < 0 {
				return errByHand
			}
			var inner []string
			for _, e := range sig.entries() {
				inner = append(inner, e.toml())
			}
			p.lines[i] = "review = { " + strings.Join(inner, ", ") + " }" + value[shut+1:] + p.end
			return nil
		case strings.HasPrefix(line, "[review]"):
			p.tableTOML(i+1, end, sig)
			return nil
		}
	}
	lines := []string{"[review]" + p.end}
	for _, e := range sig.entries() {
		lines = append(lines, e.toml()+p.end)
	}
	if end > first && strings.TrimSpace(p.lines[end-1]) != "" {
		lines = append([]string{p.end}, lines...)
	}
	p.insert(end, lines...)
	return nil
}

func (p *patch) tableTOML(from, end int, sig Signature) {
	last, missing := from, sig.entries()
	for i := from; i < end && !strings.HasPrefix(strings.TrimSpace(p.lines[i]), "["); i++ {
		key, tail, found := strings.Cut(p.lines[i], "=")
		j := slices.IndexFunc(missing, func(e signatureEntry) bool { return found && e.key == strings.TrimSpace(key) })
		if found {
			last = i + 1
		}
		if j < 0 {
			continue
		}
		comment := ""
		if k := strings.Index(tail, " #"); k >= 0 {
			comment = strings.TrimRight(tail[k:], "\r\n")
		}
		p.lines[i] = key[:len(key)-len(strings.TrimLeft(key, " \t"))] + missing[j].toml() + comment + p.end
		missing = slices.Delete(missing, j, j+1)
	}
	for i, e := range missing {
		p.insert(last+i, e.toml()+p.end)
	}
}
