package server

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"time"

	"mendwell/internal/content"
	"mendwell/web/link"
	"mendwell/web/page"
	"mendwell/web/ui"
)

// Workshop is what those who write see in dev mode: what the editor's last save has come to.
type Workshop struct {
	// Bench returns the present state. It never waits, and is never nil.
	Bench func() *Bench
	// Files are the source files, and Name is how messages call one.
	Files fs.FS
	Name  func(file string) string
}

// Bench is the state after one save. It never changes: Next is closed as soon as there is another.
type Bench struct {
	State    string // differs from that of every other save, also after a restart
	Findings content.Findings
	// Proofreading says that there may be more findings in a moment.
	Proofreading bool

	Broken  []Broken
	Refused string // why the last save was not taken over as a whole; empty if it was
	Next    <-chan struct{}
}

// Broken is a file that is left out, with where it stood, or would stand.
type Broken struct {
	File string
	Spot content.Spot
}

// dev is what a page in dev mode carries; nil on every other site.
func (s *Server) dev(v *visit) *ui.Dev {
	if v.bench == nil {
		return nil
	}
	d := s.assets.dev
	d.Events, d.State = link.DevEvents(), v.bench.State
	d.Refused = v.bench.Refused
	return &d
}

// pulse is how often a quiet stream of events says that it is still there, so that neither side takes it for dead.
const pulse = 10 * time.Second

// showEvents tells a page in dev mode the state of the workshop, at once and whenever it changes (server-sent events).
func (s *Server) showEvents(w http.ResponseWriter, r *http.Request) error {
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	if r.Method == http.MethodHead {
		return nil
	}
	out := http.NewResponseController(w)
	_ = out.SetReadDeadline(time.Time{}) // the server's own would end the request while we wait
	quiet := time.NewTicker(pulse)
	defer quiet.Stop()
	send := func(text string) bool {
		_ = out.SetWriteDeadline(time.Now().Add(pulse))
		_, err := w.Write([]byte(text))
		return err == nil && out.Flush() == nil
	}
	bench := s.Workshop.Bench()
	for alive := send(fmt.Sprintf("retry: 200\ndata: %s\n\n", bench.State)); alive; {
		select {
		case <-r.Context().Done():
			return nil
		case <-s.closing:
			return nil
		case <-bench.Next:
			bench = s.Workshop.Bench()
			alive = send(fmt.Sprintf("data: %s\n\n", bench.State))
		case <-quiet.C:
			alive = send(":\n\n")
		}
	}
	return nil
}

// findings is what check says about the file of an article; nil outside dev mode.
func (s *Server) findings(v *visit, a *content.Article) *page.Findings {
	if v.bench == nil {
		return nil
	}
	out := &page.Findings{File: s.Workshop.Name(a.Path), Proofreading: v.bench.Proofreading}
	count := map[content.Level]int{}
	for _, f := range v.bench.Findings {
		if f.Path == a.Path {
			out.List = append(out.List, f)
			count[f.Level]++
		}
	}
	levels := []content.Level{content.LevelError, content.LevelWarning, content.LevelHint}
	slices.SortStableFunc(out.List, func(a, b content.Finding) int { return slices.Index(levels, a.Level) - slices.Index(levels, b.Level) })
	var parts []string
	for _, level := range levels {
		if n := count[level]; n > 0 {
			parts = append(parts, v.words.N("dev.level."+string(level), n))
		}
	}
	out.Count = strings.Join(parts, ", ")
	return out
}

// showBroken shows, in dev mode, why there is nothing at the address of a file with an error. False: it has no such file.
func (s *Server) showBroken(w http.ResponseWriter, r *http.Request) bool {
	v := visitOf(r)
	if v.bench == nil || r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	i := slices.IndexFunc(v.bench.Broken, func(b Broken) bool { return s.standsAt(b.Spot, r.URL.EscapedPath()) })
	if i < 0 {
		return false
	}
	file := v.bench.Broken[i].File
	p := page.BrokenProps{File: s.Workshop.Name(file)}
	p.Frame = s.frame(v, v.words.T("dev.broken.title", "File", p.File), nil)
	p.NoIndex = true
	source, _ := fs.ReadFile(s.Workshop.Files, file) // where it cannot be read, one of the findings says so
	for _, f := range v.bench.Findings {
		if f.Path == file {
			p.Findings = append(p.Findings, page.BrokenFinding{Finding: f, Place: fmt.Sprintf("%s:%d:%d", p.File, f.Line, f.Col), Lines: excerpt(source, f)})
		}
	}
	if err := s.showWith(w, r, http.StatusUnprocessableEntity, page.Broken(p)); err != nil {
		s.Log.ErrorContext(r.Context(), "page of a broken file failed", "error", err)
		return false
	}
	return true
}

// standsAt reports whether a file's page has this address, in any interface language.
func (s *Server) standsAt(spot content.Spot, path string) bool {
	for _, lang := range s.languages {
		l := s.space(lang)
		var at string
		switch spot.Folder {
		case "categories":
			at = l.Category(spot.Slug, 1)
		case "people":
			at = l.Person(spot.Slug)
		case "pages":
			at = l.Page(spot.Slug)
		case "questions":
			at = l.Question(spot.Slug)
		default:
			at = l.Article(spot.Slug)
		}
		if at == path {
			return true
		}
	}
	return false
}

// around is how many lines of a file are shown before and behind the one that is meant.
const around = 3

// excerpt cuts the lines around a finding out of a file. Of the line that is meant, the character is marked.
func excerpt(source []byte, f content.Finding) []page.SourceLine {
	if f.Level != content.LevelError || f.Line < 1 || len(source) > content.MaxFile {
		return nil
	}
	source = bytes.ReplaceAll(source, []byte("\r\n"), []byte("\n"))
	var out []page.SourceLine
	n := 0
	for line := range strings.Lines(strings.ToValidUTF8(string(source), "\uFFFD")) {
		n++
		if n < f.Line-around || n > f.Line+around {
			continue
		}
		text := strings.TrimRight(line, "\n")
		l := page.SourceLine{Number: n, Before: text}
		if n == f.Line {
			letters := append([]rune(text), ' ') // what is missing is often behind the end
			at := min(max(f.Col-1, 0), len(letters)-1)
			l.Here, l.Before, l.Mark, l.After = true, string(letters[:at]), string(letters[at]), string(letters[at+1:])
		}
		out = append(out, l)
	}
	return out
}
