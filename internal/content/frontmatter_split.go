package content

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
)

var (
	errNoClosingFence = errors.New("the front matter opens here and is never closed")
	errOtherFront     = errors.New("this front matter cannot be read: write YAML between two lines \"---\", or TOML between two lines \"+++\"")
	errLooseFront     = errors.New("this looks like front matter, and is not at the top between two lines \"---\"")
)

var (
	frontKey = regexp.MustCompile(`^\s*["']?[A-Za-z_][\w .-]{0,40}["']?\s*(?::(?:\s|$)|=\s*["'\[{\w])`)
	// otherFence opens the front matter of other programs: "---yaml", "--- #", ";;;", or an object of JSON.
	otherFence = regexp.MustCompile(`^\s*(?:(?:---|\+\+\+)\s*(?:yaml|yml|toml|json|#.*)\s*|;;;\s*|\{\s*|\{\s*"[^"]*"\s*:.*)$`)
	// unpublished is a line that holds a text back, wherever it stands.
	unpublished = regexp.MustCompile(`(?i)^[\s{,]*["']?(?:(?:draft|is_draft)["']?\s*[:=]\s*["']?(?:true|yes|on|1)|(?:published|publish|public)["']?\s*[:=]\s*["']?(?:false|no|off|0)|` +
		`status["']?\s*[:=]\s*["']?(?:draft|pending|private|trash))["']?\s*[,}]*\s*$`)
)

// split cuts a file at its fences. Empty lines and comments may stand before them. A file without fences is all body, but
// what looks like a front matter gone wrong is refused, because it may say that the text is a draft.
func split(data []byte) (source, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	s := source{text: normalise(string(data)), first: 1}
	start := leading(s.text)
	s.first += strings.Count(s.text[:start], "\n")
	opening, rest, _ := strings.Cut(s.text[start:], "\n")
	fence := strings.TrimSpace(opening)
	if fence != "---" && fence != "+++" {
		if otherFence.MatchString(opening) && strings.Contains(rest+opening, ":") {
			return s, errOtherFront
		}
		s.first = 1
		return s, s.loose(0)
	}
	keys := startsWithKey(rest)
	if start > 0 && !keys {
		s.first = 1
		return s, s.loose(0) // a thematic break, not a fence
	}
	s.toml = fence == "+++"
	s.first++
	from := len(s.text) - len(rest)
	for rest != "" {
		line, after, _ := strings.Cut(rest, "\n")
		end := len(s.text) - len(rest)
		if line = strings.TrimRight(line, " \t"); line == fence || line == "..." && !s.toml {
			s.front = s.text[from:end]
			s.body = len(s.text) - len(after)
			if strings.TrimSpace(s.front) == "" || line == "..." || startsWithFence(after) {
				return s, s.loose(s.body)
			}
			return s, nil
		}
		rest = after
	}
	s.first--
	if s.toml || keys {
		return s, errNoClosingFence
	}
	s.first = 1
	return s, s.loose(0) // a thematic break
}

// leading returns the length of the empty lines and comments at the start of a text.
func leading(text string) int {
	at := 0
	for {
		line, _, more := strings.Cut(text[at:], "\n")
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" && more:
			at += len(line) + 1
		case strings.HasPrefix(trimmed, "<!--"):
			end := strings.Index(text[at:], "-->")
			if end < 0 {
				return at
			}
			at += end + len("-->")
			if rest, _, more := strings.Cut(text[at:], "\n"); more && strings.TrimSpace(rest) == "" {
				at += len(rest) + 1
			}
		default:
			return at
		}
	}
}

// startsWithKey says whether the first line that is neither empty nor a comment is "key: value".
func startsWithKey(text string) bool {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "%") {
			return frontKey.MatchString(line)
		}
	}
	return false
}

func startsWithFence(text string) bool {
	line, _, _ := strings.Cut(text[leading(text):], "\n")
	line = strings.TrimSpace(line)
	return line == "---" || line == "+++"
}

// loose refuses a body whose first lines hold the text back, as only a front matter can.
func (s *source) loose(from int) error {
	n, code := 0, false
	for line := range strings.Lines(s.text[from:]) {
		if n++; n > 60 {
			return nil
		}
		if trimmed := strings.TrimSpace(line); strings.HasPrefix(trimmed, "```") || strings.HasPrefix(trimmed, "~~~") {
			code = !code
		}
		if !code && unpublished.MatchString(strings.TrimSuffix(line, "\n")) {
			s.first = strings.Count(s.text[:from], "\n") + n
			return errLooseFront
		}
	}
	return nil
}
