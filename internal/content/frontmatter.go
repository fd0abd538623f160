package content

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	yaml "github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
	"github.com/pelletier/go-toml/v2"
)

// value is one value of a front matter with its place in the file, whatever language it was written in.
type value struct {
	kind      valueKind
	text      string // of a scalar, as written
	list      []value
	fields    []field
	line, col int
}

type field struct {
	key       string
	val       value
	line, col int
}

type valueKind int

const (
	kindNull valueKind = iota
	kindText
	kindNumber
	kindBool
	kindList
	kindMap
)

func (v value) scalar() bool { return v.kind == kindText || v.kind == kindNumber || v.kind == kindBool }

// syntaxError is a place in a front matter that cannot be read.
type syntaxError struct {
	line, col int
	message   string
}

func (e *syntaxError) Error() string { return fmt.Sprintf("line %d: %s", e.line, e.message) }

// source is a file cut into front matter and body, with line ends made "\n".
type source struct {
	text  string // whole file, without byte order mark
	front string
	toml  bool
	first int // line on which front starts, 1-based
	body  int // offset of the body in text
}

// normalise makes every line end "\n".
func normalise(s string) string {
	if !strings.Contains(s, "\r") {
		return s
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
}

// parseFront reads a front matter. The fields may be put where room has some; nil: in memory of their own.
func parseFront(s source, room []field) ([]field, error) {
	if s.toml {
		return parseTOML(s.front, s.first)
	}
	return parseYAML(s.front, s.first, room)
}

// parseYAML reads one YAML mapping; a key that is written twice is an error.
func parseYAML(text string, first int, room []field) ([]field, error) {
	if fields, ok := quickYAML(text, first, room); ok {
		return fields, nil
	}
	return parseAnyYAML(text, first)
}

func parseAnyYAML(text string, first int) (fields []field, err error) {
	defer func() { // a parser that gives up on strange input must not take the site with it
		if r := recover(); r != nil {
			err = &syntaxError{first, 1, "this is not YAML"}
		}
	}()
	file, err := parser.ParseBytes([]byte(text), 0)
	if err != nil {
		return nil, yamlError(err, first)
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil, nil
	}
	if len(file.Docs) > 1 {
		return nil, &syntaxError{first, 1, "more than one YAML document"}
	}
	r := yamlReader{first: first, anchors: map[string]ast.Node{}, left: 20000}
	v := r.read(file.Docs[0].Body, 0)
	switch {
	case r.err != nil:
		return nil, r.err
	case v.kind == kindNull:
		return nil, nil
	case v.kind != kindMap:
		return nil, &syntaxError{v.line, v.col, "expected lines of the form \"key: value\""}
	}
	return v.fields, nil
}

func yamlError(err error, first int) error {
	var e yaml.Error
	if errors.As(err, &e) && e.GetToken() != nil && e.GetToken().Position != nil {
		p := e.GetToken().Position
		message := e.GetMessage()
		if _, ok := errors.AsType[*yaml.DuplicateKeyError](err); ok || strings.Contains(message, "already defined") {
			message = fmt.Sprintf("the key %q is written twice", e.GetToken().Value)
		}
		switch {
		case strings.Contains(message, "mapping value is not allowed"), strings.Contains(message, "is pre-defined"),
			strings.Contains(message, "unexpected key name"):
			message = "a value that holds \": \" or an apostrophe must stand in double quotes (" + message + ")"
		}
		return &syntaxError{p.Line + first - 1, p.Column, message}
	}
	line, _, _ := strings.Cut(err.Error(), "\n")
	return &syntaxError{first, 1, line}
}

// yamlReader turns a syntax tree into values. left bounds what aliases can multiply.
type yamlReader struct {
	first   int
	anchors map[string]ast.Node
	left    int
	err     error
}

func (r *yamlReader) place(t *token.Token) (int, int) {
	if t == nil || t.Position == nil {
		return r.first, 1
	}
	return t.Position.Line + r.first - 1, t.Position.Column
}

func (r *yamlReader) read(n ast.Node, depth int) value {
	if n == nil {
		return value{line: r.first, col: 1}
	}
	v := value{}
	v.line, v.col = r.place(n.GetToken())
	if r.left--; r.left < 0 || depth > 50 {
		r.err = &syntaxError{v.line, v.col, "too much inside each other"}
		return v
	}
	switch n := n.(type) {
	case *ast.StringNode:
		v.kind, v.text = kindText, n.Value
	case *ast.LiteralNode:
		v.kind, v.text = kindText, n.Value.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		v.kind, v.text = kindNumber, n.GetToken().Value
	case *ast.BoolNode:
		v.kind, v.text = kindBool, n.GetToken().Value
	case *ast.SequenceNode:
		v.kind = kindList
		for _, item := range n.Values {
			v.list = append(v.list, r.read(item, depth+1))
		}
	case *ast.MappingNode:
		v.kind = kindMap
		for _, item := range n.Values {
			v.fields = append(v.fields, r.readField(item, depth))
		}
		v.fields = merged(v.fields)
		if len(n.Values) > 0 {
			v.line, v.col = v.fields[0].line, v.fields[0].col
		}
	case *ast.MappingValueNode:
		v.kind = kindMap
		v.fields = []field{r.readField(n, depth)}
		v.line, v.col = v.fields[0].line, v.fields[0].col
	case *ast.AnchorNode:
		r.anchors[n.Name.GetToken().Value] = n.Value
		return r.read(n.Value, depth+1)
	case *ast.AliasNode:
		target, ok := r.anchors[n.Value.GetToken().Value]
		if !ok {
			r.err = &syntaxError{v.line, v.col, "unknown alias"}
			return v
		}
		return r.read(target, depth+1)
	case *ast.TagNode:
		return r.read(n.Value, depth+1)
	}
	return v
}

// merged puts the fields of "<<: *base" where no other says the same.
func merged(fields []field) []field {
	var out, base []field
	for _, f := range fields {
		if f.key == "<<" && f.val.kind == kindMap {
			base = append(base, f.val.fields...)
		} else {
			out = append(out, f)
		}
	}
	for _, b := range base {
		if !slices.ContainsFunc(out, func(f field) bool { return f.key == b.key }) {
			out = append(out, b)
		}
	}
	return out
}

func (r *yamlReader) readField(n *ast.MappingValueNode, depth int) field {
	f := field{key: n.Key.GetToken().Value}
	f.line, f.col = r.place(n.Key.GetToken())
	f.val = r.read(n.Value, depth+1)
	if f.val.kind == kindNull {
		f.val.line, f.val.col = f.line, f.col
	}
	return f
}

// parseTOML reads a TOML table. Values carry the line of their outermost key.
func parseTOML(text string, first int) ([]field, error) {
	var m map[string]any
	if err := toml.Unmarshal([]byte(text), &m); err != nil {
		var e *toml.DecodeError
		if errors.As(err, &e) {
			line, col := e.Position()
			return nil, &syntaxError{line + first - 1, col, strings.TrimPrefix(e.Error(), "toml: ")}
		}
		return nil, &syntaxError{first, 1, err.Error()}
	}
	places := tomlPlaces(text, first)
	return tomlFields(m, places, "", places[""]), nil
}
