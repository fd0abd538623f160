package content

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// ReservedIDs are the fragments that the pages around an article use themselves. A tip or heading never gets one.
var ReservedIDs = []string{
	"account", "bookmark", "by-category", "change-password", "comment-form", "comments", "comments-title", "contents", "corrections",
	"credits", "delete", "devices", "disclaimer", "drop", "error-summary", "footer", "for", "header", "help-box", "keep", "language",
	"latest", "main", "menu", "nav", "not-for", "preview", "profile", "recent", "related", "review", "save", "search", "share", "skip",
	"sources", "standing", "tags", "takeaways", "toc", "top", "topics", "translations", "trouble", "write-title",
}

// reservedPrefixes start the numbered fragments of a page and of footnotes.
var reservedPrefixes = []string{"comment-", "reply-", "field-", "error-", "fn:", "fnref"}

func reserved(id string) bool {
	return reservedIDs[id] || startsReserved(id)
}

var reservedIDs = keySet(strings.Join(ReservedIDs, " "))

func startsReserved(id string) bool {
	for _, p := range reservedPrefixes {
		if strings.HasPrefix(id, p) {
			return true
		}
	}
	return false
}

// maxID is how many characters an id made from a title has at most.
const maxID = 60

// makeID makes a fragment from a title: lower case, umlauts folded, words joined by "-"; letters of any script stay.
func makeID(title string) string {
	var b strings.Builder
	b.Grow(len(title))
	dash := false
	for _, r := range norm.NFC.String(title) {
		if r < utf8.RuneSelf && asciiID[r] != 0 { // most letters, without a string for each
			if dash {
				b.WriteByte('-')
				dash = false
			}
			b.WriteByte(asciiID[r])
			continue
		}
		s := fold(r)
		if s == "" {
			if apostrophe(r) {
				continue
			}
			dash = b.Len() > 0
			continue
		}
		if dash {
			b.WriteByte('-')
			dash = false
		}
		b.WriteString(s)
	}
	return shorten(b.String())
}

// asciiID is what fold makes of ASCII; 0: nothing.
var asciiID = func() (table [utf8.RuneSelf]byte) {
	for r := range rune(utf8.RuneSelf) {
		if s := fold(r); s != "" {
			table[r] = s[0]
		}
	}
	return table
}()

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' }

// fold writes a letter the way an address has it, or "" for what is no letter, mark or digit.
func fold(r rune) string {
	switch r {
	case 'ä', 'Ä':
		return "ae"
	case 'ö', 'Ö':
		return "oe"
	case 'ü', 'Ü':
		return "ue"
	case 'ß', 'ẞ':
		return "ss"
	}
	if unicode.IsLetter(r) || unicode.IsMark(r) && r != 0xFE0F && r != 0x20E3 || unicode.IsDigit(r) {
		return strings.ToLower(string(r))
	}
	return ""
}

// shorten cuts an id at the end of a word.
func shorten(id string) string {
	if len(id) <= maxID {
		return id
	}
	r := []rune(id)
	if len(r) <= maxID {
		return id
	}
	cut := string(r[:maxID])
	if r[maxID] != '-' {
		if i := strings.LastIndexByte(cut, '-'); i > 0 {
			cut = cut[:i]
		}
	}
	return strings.TrimRight(cut, "-")
}

// idSet hands out fragments that are unique on a page. The title of a tip or question has a fragment of its own.
type idSet struct {
	used map[string]bool // whether its title has one too
	next map[string]int  // the number to try next behind a wish
}

func newIDSet(room int) *idSet { return &idSet{used: make(map[string]bool, room)} }

// titleSuffix makes of a fragment the one that pages give the title of a tip or question.
const titleSuffix = "-title"

// has says whether the page has a fragment.
func (s *idSet) has(id string) bool {
	_, ok := s.used[id]
	return ok || s.derived(id)
}

// derived says whether a fragment is that of a title.
func (s *idSet) derived(id string) bool {
	id, ok := strings.CutSuffix(id, titleSuffix)
	return ok && s.used[id]
}

// all returns the fragments that are taken.
func (s *idSet) all() fragments {
	all := make(fragments, 0, len(s.used))
	for id, titled := range s.used {
		all = append(all, fragment{id, titled})
	}
	slices.SortFunc(all, func(a, b fragment) int { return strings.Compare(a.id, b.id) })
	return all
}

func (s *idSet) free(id string, titled bool) bool {
	if s.has(id) || reserved(id) {
		return false
	}
	if !titled {
		return true
	}
	_, taken := s.used[id+titleSuffix]
	return !taken
}

func (s *idSet) take(id string, titled bool) string {
	s.used[id] = titled
	return id
}

// pin takes an explicit id. It returns what the page uses: the id itself if it is free.
func (s *idSet) pin(id string, titled bool) string {
	if id == "" || !s.free(id, titled) {
		return s.make(id, "part", titled)
	}
	return s.take(id, titled)
}

// make makes a free id from a wish; a wish that holds no letter or digit becomes fallback.
func (s *idSet) make(wish, fallback string, titled bool) string {
	base := makeID(wish)
	if base == "" {
		base = fallback
	}
	if startsReserved(base) {
		base = "on-" + base
	}
	id := base
	for n := max(s.next[base], 2); !s.free(id, titled); n++ {
		id = base + "-" + strconv.Itoa(n)
		if s.next == nil {
			s.next = map[string]int{}
		}
		s.next[base] = n + 1
	}
	return s.take(id, titled)
}

func itoa(n int) string { return strconv.Itoa(n) }
