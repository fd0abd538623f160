package content

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// file is one source file while it is read: its parts, and what was found in it.
type file struct {
	path     string
	source   source
	on       *desk            // where it is read, and then nil
	raw      []byte           // source.text while it is read, where it is what the file holds; then nil
	fields   map[string]field // by canonical key
	order    []field          // as written
	findings Findings
	whole    bool       // not a mapping inside another file
	places   []keyPlace // of the fields, once they are let go
	lines    []int      // offsets at which the lines of source.text start
	seen     place      // the last place that was asked for, from which the next on its line is counted
	seenAt   int        // its offset
}

func (f *file) add(at place, level Level, code, format string, args ...any) {
	f.findings = append(f.findings, Finding{
		Path: f.path, Line: at.line, Col: at.col, Level: level, Code: code, Message: fmt.Sprintf(format, args...),
	})
}

// broken says whether an error was found, so that the file must be left out.
func (f *file) broken() bool {
	for _, x := range f.findings {
		if x.Level == LevelError {
			return true
		}
	}
	return false
}

// at returns the place of an offset in the body.
func (f *file) at(offset int) place {
	offset = min(max(offset+f.source.body, 0), len(f.source.text))
	if f.lines == nil {
		f.lines = []int{0}
		for i := range len(f.source.text) {
			if f.source.text[i] == '\n' {
				f.lines = append(f.lines, i+1)
			}
		}
	}
	lo, hi := 0, len(f.lines)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; f.lines[mid] <= offset {
			lo = mid
		} else {
			hi = mid
		}
	}
	if f.seen.line != lo+1 || f.seenAt > offset {
		f.seen, f.seenAt = place{lo + 1, 1}, f.lines[lo]
	}
	f.seen.col += utf8.RuneCountInString(f.source.text[f.seenAt:offset])
	f.seenAt = offset
	return f.seen
}

// body returns the text behind the front matter, as a string and as bytes that nobody may change or keep.
func (f *file) body() (string, []byte) {
	text := f.source.text[f.source.body:]
	if f.raw == nil {
		return text, []byte(text)
	}
	return text, f.raw[f.source.body:]
}

// open lays a file on a desk, splits it and reads its front matter with the given aliases (written key -> canonical key).
func open(on *desk, path string, data []byte, aliases map[string]string) *file {
	f := &file{path: path, on: on, whole: true}
	if !f.readable(data) {
		return f
	}
	var err error
	if f.source, err = split(data); err != nil {
		f.add(place{f.source.first, 1}, LevelError, "front-matter", "%s", err)
		return f
	}
	if n := len(data) - len(f.source.text); string(data[n:]) == f.source.text {
		f.raw = data[n:] // behind a byte order mark
	}
	f.order, f.fields = on.front()
	f.order, err = parseFront(f.source, f.order)
	f.syntax(err)
	f.index(aliases)
	return f
}

func (f *file) syntax(err error) {
	if err == nil {
		return
	}
	at, message := place{f.source.first, 1}, err.Error()
	if e, ok := errors.AsType[*syntaxError](err); ok {
		at, message = place{e.line, e.col}, e.message
	}
	f.add(at, LevelError, "front-matter", "the front matter cannot be read: %s", message)
}

// MaxFile is the largest source file that is read, in bytes.
const MaxFile = 2 << 20

func (f *file) readable(data []byte) bool {
	switch {
	case len(data) > MaxFile:
		f.add(place{1, 1}, LevelError, "too-large", "the file is larger than 2 MiB")
	case !utf8.Valid(data):
		f.add(badByte(data), LevelError, "not-utf8", "the file is not UTF-8 from here on")
	case bytes.IndexByte(data, 0) >= 0:
		f.add(place{1, 1}, LevelError, "nul-byte", "the file holds a NUL byte, so it is hardly text")
	default:
		return true
	}
	return false
}

func badByte(data []byte) place {
	at := place{1, 1}
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		if r == utf8.RuneError && n <= 1 {
			break
		}
		at.col++
		if r == '\n' {
			at.line, at.col = at.line+1, 1
		}
		data = data[n:]
	}
	return at
}

// wellKnown are the keys that are also found with a capital letter.
var wellKnown = withAliases(articleKeys, articleAliases)

// index files the fields under their canonical keys; of two names for one thing the
// canonical one wins, or else the first.
func (f *file) index(aliases map[string]string) {
	for i, x := range f.order {
		if lower := strings.ToLower(x.key); lower != x.key && x.key == strings.ToUpper(lower[:1])+lower[1:] && wellKnown[lower] {
			x.key, f.order[i].key = lower, lower
		}
		key := x.key
		if canonical, ok := aliases[key]; ok {
			key = canonical
		}
		if x.key == "published" && x.isSwitch() {
			key = x.key // Jekyll's switch, not a date
		}
		used, ok := f.fields[key]
		if !ok {
			f.fields[key] = x
			continue
		}
		if key == "aliases" || key == "tags" { // both count
			used.val.list = append(used.val.items(), x.val.items()...)
			used.val.kind = kindList
			f.fields[key] = used
			continue
		}
		other := x
		if x.key == key {
			used, other, f.fields[key] = x, used, x
		}
		f.add(place{other.line, other.col}, LevelHint, "same-key", "%q says the same as %q on line %d, which is used", other.key, used.key, used.line)
	}
}

// items returns the entries of a list; another value is a list of itself.
func (v value) items() []value {
	switch v.kind {
	case kindNull:
		return nil
	case kindList:
		return slices.Clone(v.list)
	}
	return []value{v}
}

// vital are the keys without which an article would be published at the wrong time or under the wrong name.
var vital = keySet("title name slug date published pubdate publishDate expires expiryDate draft")

// wrong reports a value of the wrong type. Where the rest can be shown without it, that is no reason to leave it out.
func (f *file) wrong(x field, want string) {
	level := LevelWarning
	if f.whole && vital[x.key] {
		level = LevelError
	}
	f.add(place{x.val.line, x.val.col}, level, "wrong-type", "%q must be %s", x.key, want)
}

// name returns what a value is called: a text itself, or the first of some keys of a mapping.
func (v value) name(keys ...string) (string, bool) {
	if v.kind != kindMap {
		return v.text, v.scalar() || v.kind == kindNull
	}
	for _, key := range keys {
		for _, x := range v.fields {
			if x.key == key && x.val.scalar() {
				return x.val.text, true
			}
		}
	}
	return "", false
}

// text returns a key's text; numbers and switches are taken as written.
func (f *file) text(key string) string {
	x, ok := f.fields[key]
	if !ok || x.val.kind == kindNull {
		return ""
	}
	if !x.val.scalar() {
		f.wrong(x, "text")
		return ""
	}
	return strings.TrimSpace(x.val.text)
}

// texts returns a key's list of texts; one text is a list of one. A text may hold commas if split says so.
func (f *file) texts(key string) []string {
	x, ok := f.fields[key]
	if !ok || x.val.kind == kindNull {
		return nil
	}
	keys := []string{"slug", "name", "title"}
	if key == "tags" || key == "category" {
		keys = []string{"name", "title", "slug"}
	}
	var out []string
	for _, item := range x.val.items() {
		text, ok := item.name(keys...)
		switch {
		case ok:
			out = append(out, text)
		case x.val.kind == kindMap:
			f.wrong(x, "a list")
		default:
			f.add(place{item.line, item.col}, LevelWarning, "wrong-type", "an entry of %q must be text", x.key)
		}
	}
	return nonEmpty(out)
}

// words returns a list whose entries may also be written in one text, separated by commas.
func (f *file) words(key string) []string {
	var out []string
	for _, t := range f.texts(key) {
		out = append(out, strings.Split(t, ",")...)
	}
	return nonEmpty(out)
}

func nonEmpty(list []string) []string {
	var out []string
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (f *file) flag(key string) bool {
	x, ok := f.fields[key]
	if !ok || x.val.kind == kindNull {
		return false
	}
	switch strings.ToLower(x.val.text) {
	case "true", "yes", "on", "1":
		return true
	case "false", "no", "off", "0", "":
		if x.val.scalar() {
			return false
		}
	}
	f.wrong(x, "true or false")
	return false
}

func (f *file) number(key string) int {
	x, ok := f.fields[key]
	if !ok || x.val.kind == kindNull {
		return 0
	}
	n, err := strconv.Atoi(strings.TrimSpace(x.val.text))
	if err != nil {
		f.wrong(x, "a whole number")
	}
	return n
}

func (f *file) date(key string) time.Time {
	x, ok := f.fields[key]
	if !ok || x.val.kind == kindNull {
		return time.Time{}
	}
	return f.dateOf(x)
}

func (f *file) dateOf(x field) time.Time {
	t, ok := parseDate(x.val.text)
	if !ok || !x.val.scalar() {
		f.wrong(x, "a date such as 2026-08-01")
	}
	return t
}

// maps returns a key's list of mappings, each as a file of its own that reports into f.
func (f *file) maps(key string) []*file {
	x, ok := f.fields[key]
	if !ok || x.val.kind == kindNull {
		return nil
	}
	var out []*file
	for _, item := range x.val.items() {
		out = append(out, f.inner(item))
	}
	return out
}

// inner is a value as a file: a mapping has its fields, a text is filed under "".
func (f *file) inner(v value) *file {
	sub := &file{path: f.path, source: f.source, fields: map[string]field{}, order: v.fields}
	sub.index(nil)
	if v.kind != kindMap {
		sub.fields[""] = field{key: "", val: v, line: v.line, col: v.col}
	}
	return sub
}

// take moves what was found in an inner file to f.
func (f *file) take(sub *file) { f.findings = append(f.findings, sub.findings...) }

// where returns the place of a key, or of the file's first line.
func (f *file) where(key string) place {
	if at, ok := f.placeOf(key); ok {
		return at
	}
	return place{1, 1}
}

// unknown reports the keys that are not in known and returns them with their values.
func (f *file) unknown(known map[string]bool) map[string]string {
	var extra map[string]string
	for _, x := range f.order {
		if known[x.key] {
			continue
		}
		if extra == nil {
			extra = map[string]string{}
		}
		extra[x.key] = x.val.String()
		f.add(place{x.line, x.col}, LevelHint, "unknown-key", "%q is kept, and nothing here uses it", x.key)
	}
	return extra
}

// String shows a value in one line.
func (v value) String() string {
	switch v.kind {
	case kindList:
		parts := make([]string, len(v.list))
		for i, item := range v.list {
			parts[i] = item.String()
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case kindMap:
		parts := make([]string, len(v.fields))
		for i, x := range v.fields {
			parts[i] = x.key + ": " + x.val.String()
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return v.text
}
