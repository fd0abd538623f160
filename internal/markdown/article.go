package markdown

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// The limits of an article. A body beyond them is refused: a table of 2,000 columns or a reference used 100,000 times
// makes megabytes of markup out of a few kilobytes of source.
const (
	MaxArticleHTML  = 4 << 20 // bytes of markup of a whole body
	maxTableColumns = 64
	maxNesting      = 40 // quotation marks or list markers at the start of one line
)

// ComplexError says that a body cannot be shown, and where in it that shows.
type ComplexError struct {
	Offset int // in bytes, in the body
	Reason string
}

func (e *ComplexError) Error() string { return e.Reason }

// ErrTooLarge says that a body would make more markup than MaxArticleHTML.
var ErrTooLarge = errors.New("the article makes more than 4 MiB of markup")

// ArticleOptions says how an article's links, pictures and labels become what a page shows. Each may be nil.
type ArticleOptions struct {
	Word    func(id string) string            // interface text in the article's language
	Link    func(dest string) string          // address of a link's target
	Picture func(dest string) (Picture, bool) // false: there is no such picture, its alt text is shown
	Topics  []string                          // what may stand behind [!HELP]
	Room    *Room                             // for the tree
}

// Notice is something in a body that is not shown as its writer may expect.
type Notice struct {
	Offset  int    // in bytes, in the body
	Code    string // kebab case
	Strong  bool   // a warning, not a hint
	Message string
}

// ArticleBody is a parsed article. It is used by one goroutine and thrown away after rendering.
type ArticleBody struct {
	Source  []byte
	Text    string // Source, where somebody has it as a string: plain texts share its memory
	Root    ast.Node
	Notices []Notice
	left    int
}

// engine holds the parser and the renderer; both may be used by several goroutines.
var engine = sync.OnceValue(newEngine)

// ParseArticle parses the body of an article, whose lines end in "\n". It refuses what would make too much markup or take
// too long, with a *ComplexError.
func ParseArticle(source []byte, opts ArticleOptions) (*ArticleBody, error) {
	if err := guard(source); err != nil {
		return nil, err
	}
	body := &ArticleBody{Source: source, left: MaxArticleHTML}
	opts.Room.clear()
	st := &parsing{body: body, opts: opts}
	body.Root = engine().parse(source, st)
	st.transform(body.Root)
	if s := st.spent(); s != nil && s.over >= 0 {
		return nil, &ComplexError{s.over, "there are too many brackets, stars or the like in one paragraph; close them, or divide it with blank lines"}
	}
	slices.SortStableFunc(body.Notices, func(a, b Notice) int { return cmp.Compare(a.Offset, b.Offset) })
	return body, nil
}

// Render returns the markup of nodes, one after the other. All calls together may make MaxArticleHTML bytes; then it
// fails with ErrTooLarge.
func (b *ArticleBody) Render(nodes ...ast.Node) (HTML, error) {
	w := &limitedWriter{left: b.left}
	for _, n := range nodes {
		if err := engine().renderer.Render(w, b.Source, n); err != nil {
			if errors.Is(err, ErrTooLarge) {
				return "", ErrTooLarge
			}
			return "", fmt.Errorf("render article: %w", err)
		}
	}
	b.left = w.left
	return HTML(strings.TrimSpace(w.buf.String())), nil
}

// RenderSnippet renders a short text of the front matter: inline markup without its paragraph if it is one paragraph.
func RenderSnippet(source string, opts ArticleOptions) (HTML, error) {
	if justWords(source) {
		return HTML(source), nil
	}
	return renderSnippet(source, opts)
}

func renderSnippet(source string, opts ArticleOptions) (HTML, error) {
	body, err := ParseArticle([]byte(source), opts)
	if err != nil {
		return "", err
	}
	first := body.Root.FirstChild()
	if first != nil && first.NextSibling() == nil && ast.IsParagraph(first) {
		return body.Render(Children(first)...)
	}
	return body.Render(body.Root)
}

// Children returns the children of a node.
func Children(n ast.Node) []ast.Node {
	if !n.HasChildren() {
		return nil
	}
	nodes := make([]ast.Node, 0, n.ChildCount())
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		nodes = append(nodes, c)
	}
	return nodes
}

// limitedWriter keeps what is written until it would be too much; then it fails and keeps nothing more. It is a
// util.BufWriter, so that the renderer needs no buffer of its own, which would be larger than most snippets. Renderers
// look at no error but that of Flush.
type limitedWriter struct {
	buf    bytes.Buffer
	left   int
	failed bool
}

func (w *limitedWriter) take(n int) error {
	if w.failed = w.failed || n > w.left; w.failed {
		w.left = 0
		return ErrTooLarge
	}
	w.left -= n
	return nil
}

func (w *limitedWriter) Write(p []byte) (int, error) {
	if err := w.take(len(p)); err != nil {
		return 0, err
	}
	return w.buf.Write(p)
}

func (w *limitedWriter) WriteString(s string) (int, error) {
	if err := w.take(len(s)); err != nil {
		return 0, err
	}
	return w.buf.WriteString(s)
}

func (w *limitedWriter) WriteByte(c byte) error {
	if err := w.take(1); err != nil {
		return err
	}
	return w.buf.WriteByte(c)
}

func (w *limitedWriter) WriteRune(r rune) (int, error) {
	if err := w.take(utf8.RuneLen(r)); err != nil {
		return 0, err
	}
	return w.buf.WriteRune(r)
}

func (w *limitedWriter) Available() int { return w.left }

func (w *limitedWriter) Buffered() int { return 0 }

func (w *limitedWriter) Flush() error {
	if w.failed {
		return ErrTooLarge
	}
	return nil
}

var (
	tableRule = regexp.MustCompile(`^[ \t|:>-]*\|[ \t|:-]*$`)
	nesting   = regexp.MustCompile(`^(?:[ \t]*(?:>|[-+*:][ \t]|[0-9]{1,9}[.)][ \t]|\[\^[^\]\n]+\]:))+`)
)

// guard refuses sources whose syntax tree alone would be far larger than they are.
func guard(source []byte) error {
	offset := 0
	tables := bytes.Count(source, []byte("|")) > maxTableColumns
	for line := range bytes.Lines(source) {
		if tables && bytes.Count(line, []byte("|")) > maxTableColumns && tableRule.Match(bytes.TrimRight(line, "\n")) {
			return &ComplexError{offset, fmt.Sprintf("a table has more than %d columns", maxTableColumns)}
		}
		if len(line) > maxNesting && mayNest(line) {
			if head := nesting.Find(line); len(head) >= maxNesting && markers(head) > maxNesting {
				return &ComplexError{offset, fmt.Sprintf("more than %d quotations, lists or notes inside each other", maxNesting)}
			}
		}
		offset += len(line)
	}
	return nil
}

// mayNest says no only where the expression nesting would find nothing.
func mayNest(line []byte) bool {
	line = bytes.TrimLeft(line, " \t")
	return len(line) > 0 && bytes.IndexByte([]byte(">-+*:[0123456789"), line[0]) >= 0
}

func markers(head []byte) int {
	n := 0
	for _, c := range head {
		if c == '>' || c == '-' || c == '+' || c == '*' || c == '.' || c == ')' || c == ':' {
			n++
		}
	}
	return n
}
