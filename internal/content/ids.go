package content

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

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
	if slices.Contains(ReservedIDs, id) {
		return true
	}
	return slices.ContainsFunc(reservedPrefixes, func(p string) bool { return strings.HasPrefix(id, p) })
}

// maxID is how many characters an id made from a title has at most.
const maxID = 60

// makeID makes a fragment from a title: lower case, umlauts folded, words joined by "-"; letters of any script stay.
func makeID(title string) string {
	var b strings.Builder
	dash := false
	for _, r := range norm.NFC.String(title) {
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

// idSet hands out fragments that are unique on a page.
type idSet map[string]bool

// pin takes an explicit id. It returns what the page uses: the id itself if it is free.
func (s idSet) pin(id string) string {
	if id == "" || s[id] || reserved(id) {
		return s.make(id, "part")
	}
	s[id] = true
	return id
}

// make makes a free id from a wish; a wish that holds no letter or digit becomes fallback.
func (s idSet) make(wish, fallback string) string {
	base := makeID(wish)
	if base == "" {
		base = fallback
	}
	if slices.ContainsFunc(reservedPrefixes, func(p string) bool { return strings.HasPrefix(base, p) }) {
		base = "on-" + base
	}
	id := base
	for n := 2; s[id] || reserved(id); n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	s[id] = true
	return id
}

func itoa(n int) string { return strconv.Itoa(n) }
