package page

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"mendwell/internal/content"
	"mendwell/web/ui"
)

// initials returns the first letter of the first and the last word of a name, in capitals.
func initials(name string) string {
	var out []rune
	words := strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) })
	for i, w := range words {
		if i != 0 && i != len(words)-1 {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLetter(r) || unicode.IsDigit(r) {
			out = append(out, unicode.ToUpper(r))
		}
	}
	return string(out)
}

// total says how many articles there are in the reader's language and in others: "1 article, 4 more in German".
func total(f ui.Frame, own int, abroad Abroad) string {
	in := f.Words.T("list.in.others")
	if abroad.Lang != "" {
		in = f.Words.T("list.in", "Language", f.Words.LanguageIn(abroad.Lang))
	}
	switch {
	case abroad.Count == 0:
		return f.Words.N("list.articles", own)
	case own == 0:
		return f.Words.N("list.articles.in", abroad.Count, "In", in)
	default:
		return f.Words.N("list.articles", own) + ", " + f.Words.N("list.more.in", abroad.Count, "In", in)
	}
}

// foreignHeading stands above articles in other languages.
func foreignHeading(f ui.Frame, abroad Abroad) string {
	if abroad.Lang == "" {
		return f.Words.T("list.foreign")
	}
	return f.Words.T("card.foreign", "Language", f.Words.LanguageIn(abroad.Lang))
}

// correctionsOf returns the corrections that change what the advice says, or the ones that do not, newest first.
func correctionsOf(a *content.Article, material bool) []content.Correction {
	var out []content.Correction
	for _, c := range a.Corrections {
		if c.Material == material {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b content.Correction) int { return b.Date.Compare(a.Date) })
	return out
}

func correctionsID(material bool) string {
	if material {
		return "corrections-material"
	}
	return "corrections"
}

// sourceTail is what follows a source's title: publisher and year.
func sourceTail(s content.Source) string {
	out := ""
	if s.Publisher != "" {
		out += ", " + s.Publisher
	}
	if s.Year != 0 {
		out += ", " + strconv.Itoa(s.Year)
	}
	return out
}

// avatar is the one letter beside a comment.
func avatar(name string) string {
	for _, r := range name {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return string(unicode.ToUpper(r))
		}
	}
	return "·"
}

// remark is what a finding says, and what to do about it.
func remark(x content.Finding) string {
	if x.Suggestion == "" {
		return x.Message
	}
	return strings.TrimSuffix(x.Message, ".") + ". " + x.Suggestion
}

// comma stands between the names of a list, not after the last one.
func comma(last bool) string {
	if last {
		return ""
	}
	return ", "
}

// authorTail is what follows an author's name: credentials, and a comma before the next name.
func authorTail(a PersonLink, last bool) string {
	if a.Credentials == "" {
		return comma(last)
	}
	return ", " + a.Credentials + comma(last)
}

// signedBy says whether a credit is that of the expert whose review is shown in full beside it.
func (p ArticleProps) signedBy(c CreditLink) bool {
	return p.Review != nil && c.Role == content.RoleReviewer && c.Slug == p.Review.By.Slug
}

// measure says how long an article takes to read and how many tips it has.
func measure(f ui.Frame, a *content.Article) string {
	s := f.Words.N("article.minutes", a.Minutes)
	if len(a.Tips) > 0 {
		s += " · " + f.Words.N("article.tips", len(a.Tips))
	}
	return s
}

// fullStop is what a title needs before a sentence follows it.
func fullStop(title string) string {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(title, "\"'”“»’)"))
	if strings.ContainsRune(".!?…:", last) {
		return ""
	}
	return "."
}
