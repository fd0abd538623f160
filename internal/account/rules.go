package account

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

const (
	maxName     = 60  // characters
	maxEmail    = 254 // bytes, RFC 5321 as corrected by erratum 1690
	minPassword = 10  // characters
	maxPassword = 200
	maxMarks    = 4 // combining marks on one letter of a name
)

// cleanName trims, composes and puts single spaces between words.
func cleanName(name string) string {
	return norm.NFC.String(strings.Join(strings.FieldsFunc(name, func(r rune) bool {
		return r == ' ' || unicode.Is(unicode.Zs, r)
	}), " "))
}

// checkName returns the id of what is wrong with a cleaned name, or nothing.
func checkName(name string) string {
	switch {
	case name == "":
		return "account.name.missing"
	case !utf8.ValidString(name):
		return "account.name.characters"
	case utf8.RuneCountInString(name) > maxName:
		return "account.name.long"
	}
	marks, visible := 0, false
	for _, r := range name {
		if hidden(r) {
			return "account.name.characters"
		}
		if marks++; !unicode.Is(unicode.M, r) {
			marks = 0
		}
		if marks > maxMarks {
			return "account.name.characters"
		}
		visible = visible || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsSymbol(r)
	}
	if !visible {
		return "account.name.missing"
	}
	return ""
}

// NameKey is what names have in common that look alike in a hurry: without case, accents, blanks and signs, and with
// the forms that Unicode calls compatible taken as one (NFKD). It is empty for a name of signs alone.
func NameKey(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, norm.NFKD.String(cases.Fold().String(norm.NFKD.String(name))))
}

// hidden reports characters that let a name look like another one, or like nothing, or turn the line around.
// The joiners (U+200C, U+200D) stay: Persian, Indic scripts and emoji need them.
func hidden(r rune) bool {
	switch r {
	case '\u200C', '\u200D':
		return false
	case '\u115F', '\u1160', '\u3164', '\uFFA0', '\u2800', '\u034F': // look like a blank
		return true
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp) || r == utf8.RuneError
}

func cleanEmail(email string) string { return norm.NFC.String(strings.TrimSpace(email)) }

// emailKey is what two spellings of one address have in common.
func emailKey(email string) string { return strings.ToLower(email) }

// checkEmail returns the id of what is wrong with a cleaned address, or nothing. It accepts what mail servers accept in
// practice: no quoted local parts, no comments, a domain with a dot.
func checkEmail(email string) string {
	const wrong = "account.email.invalid"
	if email == "" {
		return "account.email.missing"
	}
	at := strings.LastIndexByte(email, '@')
	if len(email) > maxEmail || at < 1 || at > 64 || strings.ContainsFunc(email, hidden) {
		return wrong
	}
	if a, err := mail.ParseAddress(email); err != nil || a.Address != email {
		return wrong
	}
	domain := email[at+1:]
	if strings.ContainsAny(email[:at], "\"@ ") || !strings.Contains(domain, ".") {
		return wrong
	}
	for label := range strings.SplitSeq(domain, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' ||
			strings.ContainsFunc(label, notDomain) {
			return wrong
		}
	}
	return ""
}

func notDomain(r rune) bool {
	return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r)
}

// checkPassword returns the id of what is wrong with a new password, or nothing.
func checkPassword(password, email, name string) string {
	if len(password) > maxRawPassword {
		return "account.password.long"
	}
	password = norm.NFC.String(password)
	switch n := utf8.RuneCountInString(password); {
	case n < minPassword:
		return "account.password.short"
	case n > maxPassword:
		return "account.password.long"
	}
	local, _, _ := strings.Cut(email, "@")
	for _, own := range []string{email, local, name, strings.ReplaceAll(name, " ", "")} {
		if own != "" && strings.EqualFold(strings.TrimSpace(password), own) {
			return "account.password.own"
		}
	}
	if common(password) {
		return "account.password.common"
	}
	return ""
}
